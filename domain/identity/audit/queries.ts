import "server-only";
import { and, asc, desc, eq, gte, inArray, like, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/db/schema/core";
import { roles, userRoles, users } from "@/db/schema/identity";
import { centreNames } from "@/domain/centres/queries";
import { doorman, type Read, reader, within } from "@/domain/core/access";
import { cached } from "@/domain/core/cache";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { COUNTED_AT_MOST, offsetOf } from "@/lib/page";
import { boundsOf } from "@/lib/time";
import { inCentres, userNames } from "../queries";
import { changesOf, type FieldChange, factsOf, type Names } from "./diff";
import { userFields } from "./labels";
import type { AuditOut, ListAudit } from "./schema";
import { actionText, entityWords, failedLogins } from "./words";

type Db = Read["db"];
type LogRow = typeof auditLog.$inferSelect;
type Row = Record<string, unknown>;

/**
 * The operation log of the caller's centres; entries of no centre (accounts, log-ins) for who sees all centres. `total` ends at
 * COUNTED_AT_MOST.
 */
export async function listAudit(ctx: Ctx, input: ListAudit) {
  const read = reader(ctx, "audit:read");
  const { db } = read;
  const where = whereOf(read, input);
  const order = input.sort === "createdAt" ? asc : desc;
  const counted = db.select({ one: sql`1` }).from(auditLog).where(where).limit(COUNTED_AT_MOST);
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(auditLog)
      .where(where)
      .orderBy(order(auditLog.createdAt), order(auditLog.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countThroughCache(read, counted),
  ]);
  return {
    rows: await shown(db, rows),
    total,
    page: input.page,
    pageSize: input.pageSize,
  };
}

/** One entry, with everything it says. */
export async function readAudit(ctx: Ctx, id: number): Promise<AuditOut | null> {
  const { db, grant } = reader(ctx, "audit:read");
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.id, id), within(auditLog.centreId, grant.centres)))
    .limit(1);
  return (await shown(db, rows))[0] ?? null;
}

/** The entries of an export, newest first, in batches, at most `most` of them. */
export async function exportedAudit(ctx: Ctx, input: ListAudit, most: number): Promise<AuditOut[]> {
  const read = reader(ctx, "audit:export");
  const where = whereOf(read, input);
  const all: AuditOut[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; all.length < most; ) {
    const rows = await read.db
      .select()
      .from(auditLog)
      .where(and(where, lt(auditLog.id, before)))
      .orderBy(desc(auditLog.id))
      .limit(Math.min(1000, most - all.length));
    all.push(...(await shown(read.db, rows)));
    before = rows.at(-1)?.id ?? 0;
    if (rows.length < 1000) break;
  }
  return all;
}

/** What the filter of the log may offer: colleagues of the caller's centres, kinds of action and of thing, centres. */
export async function auditChoices(ctx: Ctx) {
  const { db, grant } = reader(ctx, "audit:read");
  const mine = grant.centres;
  const [people, actions, centres] = await Promise.all([
    db
      .select({ id: users.id, fullName: users.fullName, username: users.username })
      .from(users)
      .where(and(isStaff(db), inCentres(db, mine)))
      .orderBy(asc(users.id))
      .limit(500),
    // Which actions ever happened takes a walk over the whole log: remembered for five minutes.
    cached("audit.actions", ["role"], () => db.selectDistinct({ action: auditLog.action }).from(auditLog).limit(500)),
    centreNames(db),
  ]);
  const entities = [...new Set(actions.map(({ action }) => action.split(".")[0] ?? ""))];
  return {
    people: people.map((user) => ({ value: String(user.id), label: user.fullName ?? user.username })),
    actions: actions.map(({ action }) => ({ value: action, label: actionText(action) })),
    entities: entities.map((entity) => ({ value: entity, label: entityWords[entity] ?? entity })),
    centres: [...centres]
      .filter(([id]) => mine === "all" || mine.includes(id))
      .map(([id, name]) => ({ value: String(id), label: name })),
  };
}

const isStaff = (db: Db) =>
  inArray(
    users.id,
    db
      .select({ id: userRoles.userId })
      .from(userRoles)
      .innerJoin(roles, and(eq(roles.id, userRoles.roleId), ne(roles.name, "customer"))),
  );

/** One thing that happened to a row, for the timeline of its page. */
export type TimelineEntry = {
  at: Date;
  actorName: string;
  entity: string;
  action: string;
  text: string;
  before: Row | null;
  after: Row | null;
  changes: FieldChange[];
};

/**
 * What happened to a row (or several of one kind: a customer's stays), newest first. No permission of its own: the page has
 * already read the row, which is what its history belongs to.
 */
export const timelineOf = (ctx: Ctx, entity: string, id: number | readonly number[], limit = 100) =>
  timelineOfAll(ctx, { [entity]: typeof id === "number" ? [id] : id }, limit);

/** The same of rows of several kinds, by kind, as one history: a customer with her stays, restrictions and plans. */
export async function timelineOfAll(ctx: Ctx, of: Readonly<Record<string, readonly number[]>>, limit = 100) {
  const db = doorman(ctx);
  const asked = Object.entries(of).filter(([, ids]) => ids.length > 0);
  if (asked.length === 0) return [];
  const rows = await db
    .select()
    .from(auditLog)
    .where(or(...asked.map(([entity, ids]) => and(eq(auditLog.entity, entity), inArray(auditLog.entityId, [...ids])))))
    .orderBy(desc(auditLog.id))
    .limit(limit);
  const names = await namesFor(db, rows);
  return rows.map((row): TimelineEntry => {
    const [before, after] = [asRow(row.beforeRow), asRow(row.afterRow)];
    const changes = changesOf(row.entity, before, after, names);
    const said = before && after ? changes.slice(0, 5).map((change) => change.label) : [];
    return {
      at: row.createdAt,
      entity: row.entity,
      actorName: actorName(row, names),
      action: row.action,
      text: said.length > 0 ? `${actionText(row.action)}：${[...new Set(said)].join("、")}` : actionText(row.action),
      before,
      after,
      changes,
    };
  });
}

function whereOf({ grant }: Read, input: ListAudit): SQL | undefined {
  return and(
    within(auditLog.centreId, grant.centres),
    input.centreId ? eq(auditLog.centreId, input.centreId) : undefined,
    input.actorUserId ? eq(auditLog.actorUserId, input.actorUserId) : undefined,
    input.action ? eq(auditLog.action, input.action) : undefined,
    input.failed ? inArray(auditLog.action, [...failedLogins]) : undefined,
    input.entity ? eq(auditLog.entity, input.entity) : undefined,
    input.entityId ? eq(auditLog.entityId, input.entityId) : undefined,
    input.requestId ? requestIs(input.requestId) : undefined,
    input.dateFrom ? gte(auditLog.createdAt, boundsOf(input.dateFrom).start) : undefined,
    input.dateTo ? lt(auditLog.createdAt, boundsOf(input.dateTo).end) : undefined,
  );
}

/** A whole request id, or the few letters of one that a person read out. */
const requestIs = (given: string): SQL =>
  given.length >= 32 ? eq(auditLog.requestId, given) : like(auditLog.requestId, `%${given.replace(/[^\w-]/g, "")}%`);

async function shown(db: Db, rows: LogRow[]): Promise<AuditOut[]> {
  const names = await namesFor(db, rows);
  return rows.map((row) => {
    const [before, after] = [asRow(row.beforeRow), asRow(row.afterRow)];
    return {
      id: row.id,
      createdAt: row.createdAt,
      actor: row.actor,
      actorUserId: row.actorUserId,
      actorName: actorName(row, names),
      action: row.action,
      text: actionText(row.action),
      entity: row.entity,
      entityLabel: entityWords[row.entity] ?? row.entity,
      entityId: row.entityId,
      subject: subjectOf(row, after ?? before, names),
      centreId: row.centreId,
      centre: row.centreId === null ? null : (names.centres.get(row.centreId) ?? null),
      changes: changesOf(row.entity, before, after, names),
      facts: factsOf(asRow(row.details), names),
      requestId: row.requestId,
      ipAddress: row.ipAddress,
      userAgent: row.userAgent,
    };
  });
}

async function namesFor(db: Db, rows: LogRow[]): Promise<Names> {
  const ids = rows.flatMap((row) => [
    row.actorUserId,
    ...(row.entity === "user" || row.entity === "session" ? [row.entityId] : []),
    ...usersIn(asRow(row.beforeRow)),
    ...usersIn(asRow(row.afterRow)),
  ]);
  const [users, centres] = await Promise.all([userNames(ids), centreNames(db)]);
  return { users, centres };
}

const usersIn = (row: Row | null): number[] =>
  [...userFields].flatMap((field) => {
    const value = row?.[field];
    return typeof value === "number" ? value : [];
  });

const asRow = (value: unknown): Row | null => (typeof value === "object" && value !== null ? (value as Row) : null);

function actorName(row: LogRow, names: Names): string {
  if (row.actorUserId !== null) return names.users.get(row.actorUserId) ?? `账号 ${row.actorUserId}`;
  return row.actor.startsWith("job:") ? "自动任务" : "未登录";
}

/** What the entry is about, by the name its row carries. */
function subjectOf(row: LogRow, stored: Row | null, names: Names): string | null {
  if (row.entity === "user" || row.entity === "session") {
    const known = row.entityId === null ? undefined : names.users.get(row.entityId);
    const typed = asRow(row.details)?.username;
    return known ?? (typeof typed === "string" ? typed : null);
  }
  for (const key of ["label", "name", "title", "planNumber", "number", "familyName", "originalName"]) {
    const value = stored?.[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return row.entityId === null || row.entityId === 0 ? null : `编号 ${row.entityId}`;
}
