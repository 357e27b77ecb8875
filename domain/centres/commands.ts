import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import { centres, rooms, roomTypes } from "@/db/schema/centres";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { centreFor } from "./queries";
import type {
  CreateCentre,
  CreateRoom,
  CreateRoomType,
  RowVersion,
  UpdateCentre,
  UpdateRoom,
  UpdateRoomType,
} from "./schema";

/** A new centre; only for those who keep centres everywhere. */
export function createCentre(ctx: Ctx, input: CreateCentre) {
  return command(ctx, "centres:edit", async (tx) => {
    if (tx.grant.centres !== "all") throw new AppError("forbidden", "新建中心要总部来做，您只管自己的中心");
    await assertCode(tx, input.code, 0);
    const values = { ...input, createdAt: tx.now, updatedAt: tx.now };
    const [made] = await tx.db.insert(centres).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "centre.created", null, { id: made.id, ...values, centreId: made.id });
    tx.touched.add("centre");
    return { id: made.id, version: 1 };
  });
}

export function updateCentre(ctx: Ctx, input: UpdateCentre) {
  return command(ctx, "centres:edit", async (tx) => {
    const row = await lockedCentre(tx, input.id);
    await assertVersion(tx, "centre", row, input.version);
    if (input.code) await assertCode(tx, input.code, row.id);
    const after = { ...row, ...defined(input), version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(centres).set(after).where(eq(centres.id, row.id));
    await audit(tx, "centre.edited", { ...row, centreId: row.id }, { ...after, centreId: row.id });
    tx.touched.add("centre");
    return { id: row.id, version: after.version };
  });
}

/** Hides a centre without rooms in use. */
export function archiveCentre(ctx: Ctx, input: RowVersion) {
  return command(ctx, "centres:edit", async (tx) => {
    const row = await lockedCentre(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "centre", row, input.version);
    const open = await tx.db.$count(rooms, and(eq(rooms.centreId, row.id), isNull(rooms.archivedAt)));
    if (open > 0) throw conflict(`${row.name}还有 ${open} 间房，先归档房间`);
    const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(centres).set(after).where(eq(centres.id, row.id));
    await audit(tx, "centre.archived", { ...row, centreId: row.id }, { ...after, centreId: row.id });
    tx.touched.add("centre");
    return { id: row.id, version: after.version };
  });
}

export function createRoomType(ctx: Ctx, input: CreateRoomType) {
  return command(ctx, "centres:edit", async (tx) => {
    const centreId = await centreFor(tx, input.centreId);
    await assertTypeName(tx, centreId, input.name, 0);
    const values = {
      centreId,
      name: input.name,
      dailyPrice: input.dailyPrice ?? fen(0),
      maxGuests: input.maxGuests ?? 1,
      description: input.description ?? null,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(roomTypes).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "room_type.created", null, { id: made.id, ...values });
    return { id: made.id, version: 1 };
  });
}

export function updateRoomType(ctx: Ctx, input: UpdateRoomType) {
  return command(ctx, "centres:edit", async (tx) => {
    const row = await lockedType(tx, input.id);
    await assertVersion(tx, "room_type", row, input.version);
    if (input.name) await assertTypeName(tx, row.centreId, input.name, row.id);
    const after = { ...row, ...defined(input), version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(roomTypes).set(after).where(eq(roomTypes.id, row.id));
    await audit(tx, "room_type.edited", row, after);
    return { id: row.id, version: after.version };
  });
}

export function archiveRoomType(ctx: Ctx, input: RowVersion) {
  return command(ctx, "centres:edit", async (tx) => {
    const row = await lockedType(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "room_type", row, input.version);
    const used = await tx.db.$count(rooms, and(eq(rooms.roomTypeId, row.id), isNull(rooms.archivedAt)));
    if (used > 0) throw conflict(`还有 ${used} 间房是“${row.name}”，先给它们换房型`);
    const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(roomTypes).set(after).where(eq(roomTypes.id, row.id));
    await audit(tx, "room_type.archived", row, after);
    return { id: row.id, version: after.version };
  });
}

export function createRoom(ctx: Ctx, input: CreateRoom) {
  return command(ctx, "centres:edit", async (tx) => {
    const centreId = await centreFor(tx, input.centreId);
    await assertType(tx, centreId, input.roomTypeId);
    await assertNumber(tx, centreId, input.number, 0);
    const values = {
      centreId,
      roomTypeId: input.roomTypeId,
      number: input.number,
      floor: input.floor,
      note: input.note ?? null,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(rooms).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "room.created", null, { id: made.id, ...values });
    tx.touched.add("room");
    return { id: made.id, version: 1 };
  });
}

/** Changes a room, its status (可入住, 清洁中, 维修, 停用) included. */
export function updateRoom(ctx: Ctx, input: UpdateRoom) {
  return command(ctx, "centres:edit", (tx) => changeRoom(tx, input));
}

/** Building block: for those who keep rooms, and for the front desk that only sets their status. */
export async function changeRoom(tx: Tx, input: UpdateRoom) {
  const row = await lockedRoom(tx, input.id);
  if (input.version !== undefined) await assertVersion(tx, "room", row, input.version);
  if (input.roomTypeId) await assertType(tx, row.centreId, input.roomTypeId);
  if (input.number) await assertNumber(tx, row.centreId, input.number, row.id);
  const after = { ...row, ...defined(input), version: row.version + 1, updatedAt: tx.now };
  await tx.db.update(rooms).set(after).where(eq(rooms.id, row.id));
  await audit(tx, "room.edited", row, after);
  tx.touched.add("room");
  return { id: row.id, version: after.version };
}

/** Hides a room. Whether someone has it is the stays' to say: see archiveRoom of customers/stays. */
export async function hideRoom(tx: Tx, input: RowVersion) {
  const row = await lockedRoom(tx, input.id);
  if (input.version !== undefined) await assertVersion(tx, "room", row, input.version);
  if (row.archivedAt) throw conflict(`${row.number} 已经归档了`);
  const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
  await tx.db.update(rooms).set(after).where(eq(rooms.id, row.id));
  await audit(tx, "room.archived", row, after);
  tx.touched.add("room");
  return { id: row.id, version: after.version };
}

/** What was given, without the row's name and version. */
function defined<I extends { id: number; version?: number }>(input: I): Omit<I, "id" | "version"> {
  const { id, version, ...given } = input;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Omit<
    I,
    "id" | "version"
  >;
}

async function assertCode(tx: Tx, code: string, except: number): Promise<void> {
  const [other] = await tx.db
    .select({ name: centres.name })
    .from(centres)
    .where(and(eq(centres.code, code), ne(centres.id, except)));
  if (other) throw invalid("code", `代号 ${code} 已经是${other.name}的`);
}

async function assertTypeName(tx: Tx, centreId: number, name: string, except: number): Promise<void> {
  const [other] = await tx.db
    .select({ archivedAt: roomTypes.archivedAt })
    .from(roomTypes)
    .where(and(eq(roomTypes.centreId, centreId), eq(roomTypes.name, name), ne(roomTypes.id, except)));
  if (other) throw invalid("name", `已有房型“${name}”${other.archivedAt ? "（已归档）" : ""}，换个名字`);
}

async function assertNumber(tx: Tx, centreId: number, number: string, except: number): Promise<void> {
  const [other] = await tx.db
    .select({ archivedAt: rooms.archivedAt })
    .from(rooms)
    .where(and(eq(rooms.centreId, centreId), eq(rooms.number, number), ne(rooms.id, except)));
  if (other) throw invalid("number", `已有 ${number} 房${other.archivedAt ? "（已归档）" : ""}，换个房号`);
}

async function assertType(tx: Tx, centreId: number, roomTypeId: number): Promise<void> {
  const [type] = await tx.db
    .select({ id: roomTypes.id })
    .from(roomTypes)
    .where(and(eq(roomTypes.id, roomTypeId), eq(roomTypes.centreId, centreId), isNull(roomTypes.archivedAt)));
  if (!type) throw invalid("roomTypeId", "这个中心没有这个房型");
}

async function lockedCentre(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(centres)
    .where(and(eq(centres.id, id), within(centres.id, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这个中心");
  return row;
}

async function lockedType(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(roomTypes)
    .where(and(eq(roomTypes.id, id), within(roomTypes.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这个房型");
  return row;
}

async function lockedRoom(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(rooms)
    .where(and(eq(rooms.id, id), within(rooms.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这间房");
  return row;
}
