import "server-only";
import { and, asc, eq, gt, inArray, isNull, lt, ne, or } from "drizzle-orm";
import { roomStatusLabels } from "@/db/enums/centres";
import { stayStatusLabels } from "@/db/enums/customers";
import { rooms, roomTypes } from "@/db/schema/centres";
import { customers, stayRooms, stays } from "@/db/schema/customers";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict, invalid, notFound } from "@/lib/errors";
import { type Day, dayOf, instantOf } from "@/lib/time";
import { scopeOf, visibleCustomer, visibleCustomers } from "../queries";
import { canBecome } from "../rules";
import { moved, type RoomNights, refit } from "./rules";
import type { BookStay, CancelStay, CheckIn, CheckOut, MoveStay, UpdateStay } from "./schema";

type Stay = typeof stays.$inferSelect;
type Customer = Pick<typeof customers.$inferSelect, "id" | "centreId" | "patientId" | "name" | "archivedAt">;

/** Books a stay for a customer, with a room when one is given. A room or a mother can be in one stay at a time. */
export function createStay(ctx: Ctx, input: BookStay) {
  return command(ctx, "stays:edit", async (tx) => {
    const customer = await visibleCustomer(scopeOf(tx), input.customerId);
    const stay = await bookStay(tx, customer, input);
    return { id: stay.id, version: stay.version };
  });
}

/**
 * Building block: a booked stay. With `arrived` she is in at once (a stay that began before it was entered). Refuses a taken room
 * and a mother who has a stay on those days.
 */
export async function bookStay(
  tx: Tx,
  customer: Customer,
  given: Omit<BookStay, "customerId">,
  { arrived = false, left = false }: { arrived?: boolean; left?: boolean } = {},
): Promise<Stay> {
  if (customer.archivedAt) throw conflict(`${customer.name}已归档，先恢复再登记入住`);
  if (customer.patientId === null) throw conflict(`${customer.name}还没有照护对象，先补上妈妈的资料`);
  const { checkInDate, checkOutDate = null } = given;
  assertDays(checkInDate, checkOutDate);
  await tx.db.select({ id: customers.id }).from(customers).where(eq(customers.id, customer.id)).for("update");
  await assertNoOtherStay(tx, customer, checkInDate, checkOutDate, null);
  if (given.roomTypeId != null) await assertRoomType(tx, customer.centreId, given.roomTypeId);
  const nights = given.roomId ? [{ roomId: given.roomId, fromDay: checkInDate, untilDay: checkOutDate }] : [];
  const known = await assertFree(tx, customer.centreId, nights, null);
  const values = {
    centreId: customer.centreId,
    customerId: customer.id,
    patientId: customer.patientId,
    roomTypeId: given.roomTypeId ?? known[0]?.roomTypeId ?? null,
    status: left ? ("checked_out" as const) : arrived ? ("checked_in" as const) : ("booked" as const),
    checkInDate,
    checkOutDate,
    checkedInAt: arrived ? arrivalOf(tx, checkInDate) : null,
    checkedOutAt: left && checkOutDate ? instantOf(checkOutDate, "10:00") : null,
    companions: given.companions ?? 0,
    note: given.note ?? null,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [made] = await tx.db.insert(stays).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  if (nights.length > 0) await tx.db.insert(stayRooms).values(nights.map((night) => ({ ...night, stayId: made.id })));
  const stay = await stayRow(tx, made.id);
  await audit(tx, "stay.booked", null, stay, { room: known[0]?.number ?? null });
  await told(tx, stay);
  return stay;
}

/** Changes dates, companions or notes; the rooms follow the dates and must be free. */
export function updateStay(ctx: Ctx, input: UpdateStay) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id, input.version);
    if (stay.status === "cancelled" || stay.status === "no_show")
      throw conflict(`这次入住${stayStatusLabels[stay.status]}了，不能再改`);
    const after = await reschedule(tx, stay, input);
    return { id: stay.id, version: after.version };
  });
}

/** Building block: other dates for a stay, with its rooms. */
export async function reschedule(tx: Tx, stay: Stay, given: Omit<UpdateStay, "id" | "version">): Promise<Stay> {
  const checkInDate = given.checkInDate ?? stay.checkInDate;
  const checkOutDate = given.checkOutDate === undefined ? stay.checkOutDate : given.checkOutDate;
  assertDays(checkInDate, checkOutDate);
  const customer = await customerRow(tx, stay.customerId);
  await assertNoOtherStay(tx, customer, checkInDate, checkOutDate, stay.id);
  if (given.roomTypeId != null) await assertRoomType(tx, stay.centreId, given.roomTypeId);
  const isMoved = checkInDate !== stay.checkInDate || checkOutDate !== stay.checkOutDate;
  const wasHere = stay.checkedInAt !== null && given.checkInDate !== undefined && given.checkInDate !== arrivedOn(stay);
  if (isMoved && stay.status !== "checked_out") {
    const from = stay.checkedInAt && !wasHere ? arrivedOn(stay) : checkInDate;
    await setNights(tx, stay, refit(await nightsOf(tx, stay.id), from, checkOutDate));
  }
  return saveStay(tx, "stay.edited", stay, {
    checkInDate,
    checkOutDate,
    ...(wasHere && { checkedInAt: arrivalOf(tx, checkInDate) }),
    ...(given.companions !== undefined && { companions: given.companions }),
    ...(given.note !== undefined && { note: given.note }),
    ...(given.roomTypeId !== undefined && { roomTypeId: given.roomTypeId }),
  });
}

/** She has arrived: today, into her room or the one given now. */
export function checkIn(ctx: Ctx, input: CheckIn) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id, input.version);
    const after = await arrive(tx, stay, input.roomId ?? undefined, true);
    return { id: stay.id, version: after.version };
  });
}

/** Building block: booked → checked in on `day` (today unless said). `mustBeReady` asks that the room is there and clean. */
export async function arrive(tx: Tx, stay: Stay, roomId?: number, mustBeReady = false, day?: Day): Promise<Stay> {
  assertCan(stay, "checked_in", "办入住");
  const today = day ?? dayOf(tx.now);
  const until = stay.checkOutDate;
  if (until !== null && until <= today) throw conflict(`预订的退住日期 ${until} 已经过了，先改退住日期再办入住`);
  const had = await nightsOf(tx, stay.id);
  const nights = roomId
    ? moved(refit(had, today, until), roomId, today, { from: today, until })
    : refit(had, today, until);
  if (nights.length === 0 && mustBeReady) throw invalid("roomId", "还没有分房，先选一间空房");
  const known = await setNights(tx, stay, nights);
  const first = known.find((room) => room.id === nights[0]?.roomId);
  if (mustBeReady) assertReady(first);
  return saveStay(tx, "stay.checked_in", stay, {
    status: "checked_in",
    checkedInAt: day ? arrivalOf(tx, day) : tx.now,
  });
}

/** Nobody moves today into a room that is being cleaned or repaired. */
function assertReady(room: typeof rooms.$inferSelect | undefined): void {
  if (room && room.status !== "ready")
    throw conflict(`${room.number} 还在${roomStatusLabels[room.status]}，改成可入住后再办，或换一间`);
}

/** She leaves now: nights after today are free again, the room waits for cleaning. */
export function checkOut(ctx: Ctx, input: CheckOut) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id, input.version);
    const after = await leave(tx, stay, dayOf(tx.now), input.note ?? undefined);
    return { id: stay.id, version: after.version };
  });
}

/** Building block: checked in → checked out on a day up to today. */
export async function leave(tx: Tx, stay: Stay, day: Day, note?: string): Promise<Stay> {
  assertCan(stay, "checked_out", "办退住");
  const had = await nightsOf(tx, stay.id);
  const lastRoom = had.at(-1)?.roomId;
  await setNights(tx, stay, refit(had, arrivedOn(stay), day));
  if (lastRoom && day === dayOf(tx.now)) {
    const [room] = await tx.db.select().from(rooms).where(eq(rooms.id, lastRoom)).for("update");
    if (room && room.status === "ready") {
      const after = { ...room, status: "cleaning" as const, version: room.version + 1, updatedAt: tx.now };
      await tx.db.update(rooms).set(after).where(eq(rooms.id, room.id));
      await audit(tx, "room.edited", room, after);
      tx.touched.add("room");
    }
  }
  return saveStay(tx, "stay.checked_out", stay, {
    status: "checked_out",
    checkedOutAt: day === dayOf(tx.now) ? tx.now : instantOf(day, "10:00"),
    ...(note && { note }),
  });
}

/** Into another room from a day on: the nights before stay where they were. Before arrival the whole booking moves. */
export function moveStay(ctx: Ctx, input: MoveStay) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id, input.version);
    if (stay.status !== "booked" && stay.status !== "checked_in")
      throw conflict(`这次入住${stayStatusLabels[stay.status]}，不能再换房`);
    const today = dayOf(tx.now);
    const [from, until] = [arrivedOn(stay), stay.checkOutDate];
    const fromDay = input.fromDay ?? (stay.status === "booked" ? from : today);
    if (stay.status === "checked_in" && fromDay < today)
      throw invalid("fromDay", "住过的晚上不能改，换房最早从今天开始");
    if (until !== null && fromDay >= until) throw invalid("fromDay", `退住是 ${until}，换房要在那之前`);
    const before = await nightsOf(tx, stay.id);
    const known = await setNights(tx, stay, moved(before, input.roomId, fromDay, { from, until }));
    if (stay.status === "checked_in" && fromDay === today) assertReady(known.find((room) => room.id === input.roomId));
    const after = await saveStay(tx, "stay.moved", stay, {}, { from: before, to: input.roomId, fromDay });
    return { id: stay.id, version: after.version };
  });
}

/** A booking that will not happen: cancelled, or nobody came. The room is free again. */
export function cancelStay(ctx: Ctx, input: CancelStay) {
  return command(ctx, "stays:edit", async (tx) => {
    const stay = await lockedStay(tx, input.id, input.version);
    const to = input.noShow ? "no_show" : "cancelled";
    assertCan(stay, to, input.noShow ? "登记未到店" : "取消");
    if (input.noShow && stay.checkInDate > dayOf(tx.now))
      throw conflict(`${stay.checkInDate} 还没到，到那天没来再登记未到店`);
    const nights = await nightsOf(tx, stay.id);
    await setNights(tx, stay, []);
    const after = await saveStay(tx, `stay.${to}`, stay, { status: to }, { reason: input.reason ?? null, nights });
    return { id: stay.id, version: after.version };
  });
}

function assertDays(checkInDate: Day, checkOutDate: Day | null): void {
  if (checkOutDate !== null && checkOutDate <= checkInDate)
    throw invalid("checkOutDate", `退住要晚于入住的 ${checkInDate}`);
}

function assertCan(stay: Stay, to: Stay["status"], verb: string): void {
  if (!canBecome(stay.status, to)) throw conflict(`这次入住是“${stayStatusLabels[stay.status]}”，不能再${verb}`);
}

async function assertNoOtherStay(tx: Tx, customer: Customer, from: Day, until: Day | null, except: number | null) {
  const [other] = await tx.db
    .select({ id: stays.id, status: stays.status, from: stays.checkInDate, until: stays.checkOutDate })
    .from(stays)
    .where(
      and(
        eq(stays.patientId, customer.patientId ?? 0),
        inArray(stays.status, ["booked", "checked_in"]),
        except === null ? undefined : ne(stays.id, except),
        until === null ? undefined : lt(stays.checkInDate, until),
        or(isNull(stays.checkOutDate), gt(stays.checkOutDate, from)),
      ),
    )
    .limit(1);
  if (!other) return;
  const days = ` ${other.from} 到 ${other.until ?? "未定"} `;
  throw conflict(`${customer.name}${days}已有一次入住（${stayStatusLabels[other.status]}），日期重叠`, {
    stayId: other.id,
  });
}

async function assertRoomType(tx: Tx, centreId: number, roomTypeId: number): Promise<void> {
  const [found] = await tx.db
    .select({ id: roomTypes.id })
    .from(roomTypes)
    .where(and(eq(roomTypes.id, roomTypeId), eq(roomTypes.centreId, centreId)));
  if (!found) throw invalid("roomTypeId", "没有这个房型，或不在这个中心");
}

/** Locks the rooms in id order and refuses nights that another stay has; answers the rooms. */
async function assertFree(tx: Tx, centreId: number, nights: readonly RoomNights[], except: number | null) {
  const ids = [...new Set(nights.map((night) => night.roomId))].sort((a, b) => a - b);
  if (ids.length === 0) return [];
  const known = await tx.db.select().from(rooms).where(inArray(rooms.id, ids)).orderBy(asc(rooms.id)).for("update");
  for (const night of nights) {
    const room = known.find((r) => r.id === night.roomId && r.centreId === centreId && r.archivedAt === null);
    if (!room) throw invalid("roomId", "没有这间房，或不在这个中心");
    if (room.status === "closed") throw conflict(`${room.number} 已停用，请换一间`);
    const [taken] = await tx.db
      .select({
        stayId: stays.id,
        name: customers.name,
        fromDay: stayRooms.fromDay,
        untilDay: stayRooms.untilDay,
      })
      .from(stayRooms)
      .innerJoin(stays, eq(stays.id, stayRooms.stayId))
      .innerJoin(customers, eq(customers.id, stays.customerId))
      .where(
        and(
          eq(stayRooms.roomId, room.id),
          except === null ? undefined : ne(stayRooms.stayId, except),
          night.untilDay === null ? undefined : lt(stayRooms.fromDay, night.untilDay),
          or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, night.fromDay)),
        ),
      )
      .orderBy(asc(stayRooms.fromDay))
      .limit(1);
    if (taken) {
      const days = `${taken.fromDay} 到 ${taken.untilDay ?? "未定"} `;
      throw conflict(`${room.number} 从 ${days}是${taken.name}的，请换一间或改日期`, { roomId: room.id, ...taken });
    }
  }
  return known;
}

async function setNights(tx: Tx, stay: Stay, nights: readonly RoomNights[]) {
  const known = await assertFree(tx, stay.centreId, nights, stay.id);
  await tx.db.delete(stayRooms).where(eq(stayRooms.stayId, stay.id));
  if (nights.length > 0) await tx.db.insert(stayRooms).values(nights.map((night) => ({ ...night, stayId: stay.id })));
  return known;
}

export const nightsOf = (tx: Tx, stayId: number): Promise<RoomNights[]> =>
  tx.db
    .select({ roomId: stayRooms.roomId, fromDay: stayRooms.fromDay, untilDay: stayRooms.untilDay })
    .from(stayRooms)
    .where(eq(stayRooms.stayId, stayId))
    .orderBy(asc(stayRooms.fromDay));

async function saveStay(
  tx: Tx,
  action: `stay.${string}`,
  before: Stay,
  given: Partial<Stay>,
  details?: Record<string, unknown>,
): Promise<Stay> {
  const after = { ...before, ...given, version: before.version + 1, updatedAt: tx.now };
  await tx.db.update(stays).set(after).where(eq(stays.id, before.id));
  await audit(tx, action, before, after, details);
  await told(tx, after);
  return after;
}

async function told(tx: Tx, stay: Stay): Promise<void> {
  tx.touched.add("stay");
  await enqueue(
    tx,
    "stay.changed",
    { stayId: stay.id, customerId: stay.customerId, patientId: stay.patientId, status: stay.status },
    stay.centreId,
  );
}

/** The stay if its customer may be seen, locked; a stale version is a conflict. */
export async function lockedStay(tx: Tx, id: number, version?: number): Promise<Stay> {
  const [found] = await tx.db
    .select({ stay: stays })
    .from(stays)
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .where(and(eq(stays.id, id), visibleCustomers(scopeOf(tx))))
    .for("update");
  if (!found) throw notFound("这次入住");
  if (version !== undefined) await assertVersion(tx, "stay", found.stay, version);
  return found.stay;
}

async function stayRow(tx: Tx, id: number): Promise<Stay> {
  const [row] = await tx.db.select().from(stays).where(eq(stays.id, id));
  if (!row) throw new Error("the stay just written is missing");
  return row;
}

async function customerRow(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(customers).where(eq(customers.id, id)).for("update");
  if (!row) throw notFound("这位客户");
  return row;
}

/** The day she really came, else the planned one. */
export const arrivedOn = (stay: Pick<Stay, "checkedInAt" | "checkInDate">): Day =>
  stay.checkedInAt ? dayOf(stay.checkedInAt) : stay.checkInDate;

/** The moment of an arrival: now when it is today, else 14:00 of that day, the hour at which rooms are handed over. */
const arrivalOf = (tx: Tx, day: Day) => (day === dayOf(tx.now) ? tx.now : instantOf(day, "14:00"));
