import "server-only";
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, ne, or, sql } from "drizzle-orm";
import { rooms, roomTypes } from "@/db/schema/centres";
import { customers, stayAbsences, stayRooms, stays } from "@/db/schema/customers";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, oncePerPage, readThroughCache } from "@/domain/core/through-cache";
import { invalid, notFound } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import { COUNTED_AT_MOST, offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, boundsOf, type Day, dayOf, daysBetween, daysFrom } from "@/lib/time";
import { type PersonHeader, personHeaders } from "../headers/persons";
import { birthsOf, visibleCustomers } from "../queries";
import { birthOn, postpartum } from "../rules";
import { absencesOn } from "./in-house";
import type { ArrivalsQuery, Calendar, CalendarBlock, CalendarQuery, FreeRooms, ListStays, StayOut } from "./schema";

/**
 * Stays the caller may see, newest planned arrival first. `from`–`to` finds those that touch these days. `total` ends at
 * COUNTED_AT_MOST.
 */
export async function listStays(
  ctx: Ctx,
  input: ListStays,
  permission: "stays:read" | "stays:export" = "stays:read",
): Promise<Page<StayOut>> {
  const read = reader(ctx, permission);
  const where = and(
    visibleCustomers(read, stays.centreId),
    input.centreId ? eq(stays.centreId, input.centreId) : undefined,
    input.customerId ? eq(stays.customerId, input.customerId) : undefined,
    input.status ? eq(stays.status, input.status) : undefined,
    input.to ? lte(stays.checkInDate, input.to) : undefined,
    input.from ? or(isNull(stays.checkOutDate), gte(stays.checkOutDate, input.from)) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const order = key === "checkIn" ? stays.checkInDate : stays.checkOutDate;
  const rows = await read.db
    .select({ stay: stays, name: customers.name })
    .from(stays)
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .where(where)
    .orderBy(dir === "asc" ? asc(order) : desc(order), desc(stays.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  const matching = read.db.select({ one: sql`1` }).from(stays).$dynamic();
  const asksCustomer = read.grant.assigned || read.grant.own;
  const joined = asksCustomer ? matching.innerJoin(customers, eq(customers.id, stays.customerId)) : matching;
  return {
    rows: await withNights(read.db, rows, dayOf(ctx.now)),
    total: await countThroughCache(read, joined.where(where).limit(COUNTED_AT_MOST)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

/** One stay with its rooms, if its customer may be seen. */
export async function stayDetail(ctx: Ctx, input: { id: number }): Promise<StayOut> {
  const read = reader(ctx, "stays:read");
  const [found] = await withNights(read.db, [await visibleStay(read, input.id)], dayOf(ctx.now));
  if (!found) throw notFound("这次入住");
  return found;
}

/** The stay behind an id with its customer's name and its absences, newest first, if she may be seen; else not_found. */
export async function visibleStay(read: Read, id: number) {
  const rows = await oncePerPage(read, `customers:stay:${id}:${JSON.stringify(read.grant)}`, async () =>
    read.db
      .select({ stay: stays, name: customers.name, absence: stayAbsences })
      .from(stays)
      .innerJoin(customers, eq(customers.id, stays.customerId))
      .leftJoin(stayAbsences, eq(stayAbsences.stayId, stays.id))
      .where(and(eq(stays.id, id), visibleCustomers(read)))
      .orderBy(desc(stayAbsences.startsAt)),
  );
  const [first] = rows;
  if (!first) throw notFound("这次入住");
  return { stay: first.stay, name: first.name, absences: rows.flatMap(({ absence }) => absence ?? []) };
}

async function withNights(
  db: Read["db"],
  rows: readonly { stay: typeof stays.$inferSelect; name: string }[],
  today: Day,
): Promise<StayOut[]> {
  const nights = grouped(
    rows.length === 0
      ? []
      : await readThroughCache(
          { db },
          db
            .select({
              stayId: stayRooms.stayId,
              roomId: stayRooms.roomId,
              room: rooms.number,
              fromDay: stayRooms.fromDay,
              untilDay: stayRooms.untilDay,
            })
            .from(stayRooms)
            .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
            .where(
              inArray(
                stayRooms.stayId,
                rows.map((row) => row.stay.id),
              ),
            )
            .orderBy(asc(stayRooms.fromDay)),
        ),
    (night) => night.stayId,
  );
  return rows.map(({ stay, name }) => {
    const own = nights.get(stay.id) ?? [];
    const tonight = own.find((n) => n.fromDay <= today && (n.untilDay === null || n.untilDay > today));
    return { ...stay, customerName: name, room: (tonight ?? own.at(-1))?.room ?? null, nights: own };
  });
}

const MAX_DAYS = 92;

/** Rooms × days of one centre: who sleeps where, bookings without a room, and how many rooms are taken each night. */
export async function roomCalendar(ctx: Ctx, input: CalendarQuery): Promise<Calendar> {
  const read = reader(ctx, "stays:read");
  const centreId = await centreFor(read, input.centreId);
  const today = dayOf(ctx.now);
  const from = input.from ?? addDays(today, -2);
  const to = input.to ?? addDays(from, 27);
  if (to < from) throw invalid("to", `不能早于 ${from}`);
  if (daysBetween(from, to) > MAX_DAYS) throw invalid("to", `一次最多看 ${MAX_DAYS} 天`);
  const roomRows = await read.db
    .select({
      id: rooms.id,
      number: rooms.number,
      floor: rooms.floor,
      status: rooms.status,
      version: rooms.version,
      roomTypeId: rooms.roomTypeId,
      roomType: roomTypes.name,
      note: rooms.note,
    })
    .from(rooms)
    .innerJoin(roomTypes, eq(roomTypes.id, rooms.roomTypeId))
    .where(and(eq(rooms.centreId, centreId), isNull(rooms.archivedAt)))
    .orderBy(asc(rooms.floor), asc(rooms.number));
  const nights = await nightsBetween(read, centreId, from, to);
  const away = await absencesOn(
    read.db,
    nights.map((night) => night.stayId),
    today,
  );
  const unassigned = await withoutRoom(read, centreId, from, to);
  const births = await birthsOf(
    read.db,
    [...nights, ...unassigned].map((night) => night.patientId),
  );
  const stageOf = (patientId: number) => postpartum(birthOn(births.get(patientId) ?? [], today), today)?.stage ?? null;
  const blocks = nights.map(({ roomId, patientId, ...night }): CalendarBlock & { roomId: number } => ({
    ...night,
    roomId,
    stage: stageOf(patientId),
    isAway: night.status === "checked_in" && away.has(night.stayId),
  }));
  const byRoom = grouped(blocks, (block) => block.roomId);
  return {
    centreId,
    from,
    to,
    rooms: roomRows.map((room) => ({ ...room, nights: byRoom.get(room.id) ?? [] })),
    unassigned: unassigned.map(({ patientId, ...stay }) => ({ ...stay, stage: stageOf(patientId) })),
    occupancy: daysFrom(from, to).map((day) => ({
      day,
      taken: new Set(
        blocks.filter((b) => b.fromDay <= day && (b.untilDay === null || b.untilDay > day)).map((b) => b.roomId),
      ).size,
      rooms: roomRows.filter((room) => room.status !== "closed").length,
    })),
  };
}

const stayColumns = {
  stayId: stays.id,
  version: stays.version,
  customerId: stays.customerId,
  customerName: customers.name,
  patientId: stays.patientId,
  status: stays.status,
  checkInDate: stays.checkInDate,
  checkOutDate: stays.checkOutDate,
};

const nightsBetween = (read: Read, centreId: number, from: Day, to: Day) =>
  read.db
    .select({ ...stayColumns, roomId: stayRooms.roomId, fromDay: stayRooms.fromDay, untilDay: stayRooms.untilDay })
    .from(stayRooms)
    .innerJoin(stays, eq(stays.id, stayRooms.stayId))
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(
      and(
        eq(rooms.centreId, centreId),
        visibleCustomers(read),
        lte(stayRooms.fromDay, to),
        or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, from)),
      ),
    )
    .orderBy(asc(stayRooms.fromDay));

const withoutRoom = (read: Read, centreId: number, from: Day, to: Day) =>
  read.db
    .select(stayColumns)
    .from(stays)
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .where(
      and(
        eq(stays.centreId, centreId),
        visibleCustomers(read),
        inArray(stays.status, ["booked", "checked_in"]),
        lte(stays.checkInDate, to),
        or(isNull(stays.checkOutDate), gt(stays.checkOutDate, from)),
        sql`not exists (select 1 from ${stayRooms} where ${stayRooms.stayId} = ${stays.id})`,
      ),
    )
    .orderBy(asc(stays.checkInDate));

/** Rooms of a centre that nobody has on any of these nights, closed ones left out. */
export async function freeRooms(ctx: Ctx, input: FreeRooms) {
  const read = reader(ctx, "stays:read");
  const centreId = await centreFor(read, input.centreId);
  if (input.until && input.until <= input.from) throw invalid("until", `要晚于 ${input.from}`);
  const taken = read.db
    .select({ id: stayRooms.roomId })
    .from(stayRooms)
    .where(
      and(
        input.stayId ? ne(stayRooms.stayId, input.stayId) : undefined,
        input.until ? lt(stayRooms.fromDay, input.until) : undefined,
        or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, input.from)),
      ),
    );
  const items = await read.db
    .select({
      id: rooms.id,
      number: rooms.number,
      floor: rooms.floor,
      roomType: roomTypes.name,
      roomTypeId: rooms.roomTypeId,
      status: rooms.status,
    })
    .from(rooms)
    .innerJoin(roomTypes, eq(roomTypes.id, rooms.roomTypeId))
    .where(
      and(
        eq(rooms.centreId, centreId),
        isNull(rooms.archivedAt),
        ne(rooms.status, "closed"),
        sql`${rooms.id} not in ${taken}`,
      ),
    )
    .orderBy(asc(rooms.floor), asc(rooms.number));
  return { items };
}

export type Move = PersonHeader & {
  stayId: number;
  version: number;
  status: (typeof stays.$inferSelect)["status"];
  checkInDate: Day;
  checkOutDate: Day | null;
  companions: number;
  hasRoom: boolean;
};
export type Movement = Move & { note: string | null };
type MovesOfDay<M extends Move = Move> = { day: Day; arrivals: M[]; departures: M[] };

/** Who is due to arrive and to leave from today on, by day; overdue ones stand on today. Those done today are kept to look back on. */
export async function arrivalsAndDepartures(
  ctx: Ctx,
  input: ArrivalsQuery,
): Promise<{ centreId: number; today: Day; days: MovesOfDay<Movement>[] }> {
  const read = reader(ctx, "stays:read");
  const { centreId, today, days } = await movesOf(ctx, input);
  const ids = days.flatMap((day) => [...day.arrivals, ...day.departures].map((move) => move.stayId));
  const rows =
    ids.length === 0
      ? []
      : await read.db.select({ id: stays.id, note: stays.note }).from(stays).where(inArray(stays.id, ids));
  const notes = new Map(rows.map((row) => [row.id, row.note]));
  const noted = (move: Move): Movement => ({ ...move, note: notes.get(move.stayId) ?? null });
  return {
    centreId,
    today,
    days: days.map(({ day, arrivals, departures }) => ({
      day,
      arrivals: arrivals.map(noted),
      departures: departures.map(noted),
    })),
  };
}

/** The same without what is noted of a stay: stays are remembered until one changes, persons are read. */
export async function movesOf(
  ctx: Ctx,
  input: ArrivalsQuery,
): Promise<{ centreId: number; today: Day; days: MovesOfDay[] }> {
  const read = reader(ctx, "stays:read");
  const centreId = await centreFor(read, input.centreId);
  const today = dayOf(ctx.now);
  const last = addDays(today, input.days - 1);
  const rows = await readThroughCache(read, movingStays(read, centreId, today, last));
  const headers = await personHeaders(
    read.db,
    rows.map((row) => row.customerId),
    today,
  );
  const moves = rows.flatMap(({ customerId, checkedInAt, ...stay }): Move[] => {
    const header = headers.get(customerId);
    return header ? [{ ...header, ...stay, hasRoom: header.room !== null }] : [];
  });
  const onDay = (day: Day | null) => (day === null ? null : day < today ? today : day);
  const cameToday = new Set(
    rows.filter((row) => row.checkedInAt && dayOf(row.checkedInAt) === today).map((row) => row.stayId),
  );
  return {
    centreId,
    today,
    days: daysFrom(today, last).map((day) => ({
      day,
      arrivals: moves.filter(
        (m) => (m.status === "booked" && onDay(m.checkInDate) === day) || (day === today && cameToday.has(m.stayId)),
      ),
      departures: moves.filter(
        (m) =>
          (m.status === "checked_in" && onDay(m.checkOutDate) === day) || (m.status === "checked_out" && day === today),
      ),
    })),
  };
}

function movingStays(read: Read, centreId: number, today: Day, last: Day) {
  const { start } = boundsOf(today);
  return read.db
    .select({
      stayId: stays.id,
      version: stays.version,
      customerId: stays.customerId,
      status: stays.status,
      checkInDate: stays.checkInDate,
      checkOutDate: stays.checkOutDate,
      companions: stays.companions,
      checkedInAt: stays.checkedInAt,
    })
    .from(stays)
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .where(
      and(
        eq(stays.centreId, centreId),
        visibleCustomers(read),
        or(
          and(eq(stays.status, "booked"), lte(stays.checkInDate, last)),
          and(eq(stays.status, "checked_in"), lte(stays.checkOutDate, last)),
          and(eq(stays.status, "checked_in"), gte(stays.checkedInAt, start)),
          and(eq(stays.status, "checked_out"), gte(stays.checkedOutAt, start)),
        ),
      ),
    );
}
