import "server-only";
import { and, asc, desc, eq, isNotNull, isNull, like, or, sql } from "drizzle-orm";
import { centres, rooms, roomTypes } from "@/db/schema/centres";
import { reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, readThroughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import type { CentreOut, ListCentres, ListRooms, ListRoomTypes, RoomOut, RoomTypeOut } from "../schema";

/** Centres of the caller's grant. */
export async function listCentres(ctx: Ctx, input: ListCentres): Promise<Page<CentreOut>> {
  const { db, grant } = reader(ctx, "centres:read");
  const part = input.search && `%${input.search.replace(/[%_\\]/g, "\\$&")}%`;
  const where = and(
    within(centres.id, grant.centres),
    input.archived ? isNotNull(centres.archivedAt) : isNull(centres.archivedAt),
    part ? or(like(centres.name, part), like(centres.code, part)) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const rows = await db
    .select()
    .from(centres)
    .where(where)
    .orderBy((dir === "asc" ? asc : desc)(key === "name" ? centres.name : centres.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows,
    total: await countThroughCache({ db }, db.select({ one: sql`1` }).from(centres).where(where)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

/** One centre of the caller's grant. */
export async function centreDetail(ctx: Ctx, input: { id: number }): Promise<CentreOut> {
  const { db, grant } = reader(ctx, "centres:read");
  const [row] = await db
    .select()
    .from(centres)
    .where(and(eq(centres.id, input.id), within(centres.id, grant.centres)));
  if (!row) throw notFound("这个中心");
  return row;
}

// written out: in a query of one table the builder leaves the table's name away, and `id` would be the room's
const roomCount = sql<number>`(select count(*) from room r2 where r2.room_type_id = room_type.id
  and r2.archived_at is null)`.mapWith(Number);

export async function listRoomTypes(ctx: Ctx, input: ListRoomTypes): Promise<Page<RoomTypeOut>> {
  const { db, grant } = reader(ctx, "centres:read");
  const where = and(
    within(roomTypes.centreId, grant.centres),
    input.centreId ? eq(roomTypes.centreId, input.centreId) : undefined,
    input.archived ? isNotNull(roomTypes.archivedAt) : isNull(roomTypes.archivedAt),
  );
  const { key, dir } = sortOf(input.sort);
  const rows = await db
    .select({ type: roomTypes, roomCount })
    .from(roomTypes)
    .where(where)
    .orderBy((dir === "asc" ? asc : desc)(key === "name" ? roomTypes.name : roomTypes.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows: rows.map(({ type, ...count }) => ({ ...type, ...count })),
    total: await countThroughCache({ db }, db.select({ one: sql`1` }).from(roomTypes).where(where)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

export async function roomTypeDetail(ctx: Ctx, input: { id: number }): Promise<RoomTypeOut> {
  const { db, grant } = reader(ctx, "centres:read");
  const [row] = await db
    .select({ type: roomTypes, roomCount })
    .from(roomTypes)
    .where(and(eq(roomTypes.id, input.id), within(roomTypes.centreId, grant.centres)));
  if (!row) throw notFound("这个房型");
  return { ...row.type, roomCount: row.roomCount };
}

/** Rooms by number; of every centre of the grant unless one is named. */
export async function listRooms(ctx: Ctx, input: ListRooms): Promise<Page<RoomOut>> {
  const { db, grant } = reader(ctx, "centres:read");
  const where = and(
    within(rooms.centreId, grant.centres),
    input.centreId ? eq(rooms.centreId, input.centreId) : undefined,
    input.floor ? eq(rooms.floor, input.floor) : undefined,
    input.status ? eq(rooms.status, input.status) : undefined,
    input.roomTypeId ? eq(rooms.roomTypeId, input.roomTypeId) : undefined,
    input.archived ? isNotNull(rooms.archivedAt) : isNull(rooms.archivedAt),
  );
  const { key, dir } = sortOf(input.sort);
  const rows = await db
    .select({ room: rooms, roomType: roomTypes.name })
    .from(rooms)
    .innerJoin(roomTypes, eq(roomTypes.id, rooms.roomTypeId))
    .where(where)
    .orderBy((dir === "asc" ? asc : desc)(key === "number" ? rooms.number : rooms.id), asc(rooms.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows: rows.map(({ room, roomType }) => ({ ...room, roomType })),
    total: await countThroughCache({ db }, db.select({ one: sql`1` }).from(rooms).where(where)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

export async function roomDetail(ctx: Ctx, input: { id: number }): Promise<RoomOut> {
  const { db, grant } = reader(ctx, "centres:read");
  const [row] = await db
    .select({ room: rooms, roomType: roomTypes.name })
    .from(rooms)
    .innerJoin(roomTypes, eq(roomTypes.id, rooms.roomTypeId))
    .where(and(eq(rooms.id, input.id), within(rooms.centreId, grant.centres)));
  if (!row) throw notFound("这间房");
  return { ...row.room, roomType: row.roomType };
}

/** Numbers and floors of the rooms in use, of one centre or of all in the grant; for choosing a floor. */
export async function roomsOfCentre(ctx: Ctx, input: { centreId?: number }) {
  const { db, grant } = reader(ctx, "centres:read");
  const rows = db
    .select({ id: rooms.id, number: rooms.number, floor: rooms.floor })
    .from(rooms)
    .where(
      and(
        within(rooms.centreId, grant.centres),
        input.centreId ? eq(rooms.centreId, input.centreId) : undefined,
        isNull(rooms.archivedAt),
      ),
    )
    .orderBy(asc(rooms.floor), asc(rooms.number));
  return readThroughCache({ db }, rows);
}

/** How many rooms are in use, by centre of the grant. */
export async function roomCounts(ctx: Ctx): Promise<Map<number, number>> {
  const { db, grant } = reader(ctx, "centres:read");
  const rows = db
    .select({ centreId: rooms.centreId, n: sql<number>`count(*)`.mapWith(Number) })
    .from(rooms)
    .where(and(within(rooms.centreId, grant.centres), isNull(rooms.archivedAt)))
    .groupBy(rooms.centreId);
  return new Map((await readThroughCache({ db }, rows)).map((row) => [row.centreId, row.n]));
}
