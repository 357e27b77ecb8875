import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { centres, rooms, roomTypes } from "@/db/schema/centres";
import { assertCentre, doorman, type Read, type Tx } from "@/domain/core/access";
import { cached } from "@/domain/core/cache";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { invalid } from "@/lib/errors";

type Db = Read["db"];

/**
 * The centre of a new row: the one given, else the only one the permission covers, else the one chosen in the portal. Otherwise
 * validation_failed on centreId, naming the centres to choose from.
 */
export async function centreFor(tx: Tx | Read, given?: number): Promise<number> {
  const { db, grant } = tx;
  const actor = "ctx" in tx ? tx.ctx.actor : tx.actor;
  if (given !== undefined) {
    assertCentre(grant, given);
    if (!(await centreList(db)).some((centre) => centre.id === given && !centre.isArchived))
      throw invalid("centreId", "没有这个中心");
    return given;
  }
  if (grant.centres !== "all" && grant.centres.length === 1 && grant.centres[0] !== undefined) return grant.centres[0];
  const chosen = actor.centreId;
  if (chosen !== undefined && (grant.centres === "all" || grant.centres.includes(chosen))) return chosen;
  const open = (await centreList(db)).filter(
    ({ id, isArchived }) => !isArchived && (grant.centres === "all" || grant.centres.includes(id)),
  );
  if (open.length === 1 && open[0]) return open[0].id;
  throw invalid("centreId", `请选择中心：${open.map((c) => `${c.id} ${c.name}`).join("，")}`);
}

/** Names of all centres, archived ones too, for showing beside rows. */
export const centreNames = async (db: Db): Promise<Map<number, string>> =>
  new Map((await centreList(db)).map((centre) => [centre.id, centre.name]));

type CentreEntry = { id: number; name: string; isArchived: boolean };
/** All centres by id. They are few and rarely change: cached; what a transaction sees is not for others. */
const centreList = (db: Db): Promise<CentreEntry[]> =>
  db === doorman() ? cached("centres:list", ["centre"], () => loadCentres(db)) : loadCentres(db);

async function loadCentres(db: Db): Promise<CentreEntry[]> {
  const rows = await db
    .select({ id: centres.id, name: centres.name, archivedAt: centres.archivedAt })
    .from(centres)
    .orderBy(asc(centres.id));
  return rows.map(({ archivedAt, ...row }) => ({ ...row, isArchived: archivedAt !== null }));
}

/** The rooms in use of a centre, by floor and number, with their type. */
export function roomsOf(read: Pick<Read, "db">, centreId: number) {
  const rows = read.db
    .select({
      id: rooms.id,
      number: rooms.number,
      floor: rooms.floor,
      status: rooms.status,
      roomTypeId: rooms.roomTypeId,
      roomType: roomTypes.name,
    })
    .from(rooms)
    .innerJoin(roomTypes, eq(roomTypes.id, rooms.roomTypeId))
    .where(and(eq(rooms.centreId, centreId), isNull(rooms.archivedAt)))
    .orderBy(asc(rooms.floor), asc(rooms.number));
  return readThroughCache(read, rows);
}
export type RoomOf = Awaited<ReturnType<typeof roomsOf>>[number];

/** The centres that any of the caller's permissions reaches, for the switch in the portal and for choosing. */
export async function centreOptions(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  const grants = [...ctx.actor.can.values()];
  const reach = grants.some((grant) => grant.centres === "all")
    ? ("all" as const)
    : [...new Set(grants.flatMap((grant) => (grant.centres === "all" ? [] : [...grant.centres])))];
  const open = (await centreList(doorman(ctx))).filter((centre) => !centre.isArchived);
  return open.filter(({ id }) => reach === "all" || reach.includes(id)).map(({ id, name }) => ({ id, name }));
}
