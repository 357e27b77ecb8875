import "server-only";
import { and, asc, desc, eq, exists, gt, like, ne, notExists, or, type SQL } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { roles, userRoles, users } from "@/db/schema/identity";
import { centreNames } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import { type Ctx, may } from "@/domain/core/ctx";
import { oncePerPage, readThroughCache } from "@/domain/core/through-cache";
import { lookupHash, maskedPhone, unsealed } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import { normalPhone } from "@/lib/fields";
import { offsetOf, sortOf } from "@/lib/page";
import { sessionsOf } from "../profile/queries";
import { inCentres, type RoleOfUser, rolesOfUsers } from "../queries";
import type { ListUsers, OneUser, UserOut } from "./schema";

type Db = Read["db"];
type UserRow = typeof users.$inferSelect;

const sortable = {
  createdAt: users.createdAt,
  username: users.username,
  fullName: users.fullName,
  lastLoginAt: users.lastLoginAt,
};

/** Accounts of the centres the caller runs; phones are masked. */
export async function listUsers(ctx: Ctx, input: ListUsers) {
  const read = reader(ctx, "users:read");
  const { db } = read;
  const where = whereOf(read, input);
  const { key, dir } = sortOf(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(users)
      .where(where)
      .orderBy(order(sortable[key]), order(users.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    db.$count(users, where),
  ]);
  return { rows: await shownRows(db, rows), total, page: input.page, pageSize: input.pageSize };
}

/** The rows of an export, in batches by id, at most `most` of them. */
export async function exportedUsers(ctx: Ctx, input: ListUsers, most: number): Promise<UserOut[]> {
  const read = reader(ctx, "users:export");
  const where = whereOf(read, input);
  const all: UserOut[] = [];
  for (let after = 0; all.length < most; ) {
    const rows = await read.db
      .select()
      .from(users)
      .where(and(where, gt(users.id, after)))
      .orderBy(asc(users.id))
      .limit(Math.min(1000, most - all.length));
    all.push(...(await shownRows(read.db, rows)));
    after = rows.at(-1)?.id ?? 0;
    if (rows.length < 1000) break;
  }
  return all;
}

function whereOf({ db, grant }: Read, input: ListUsers): SQL | undefined {
  const held = db.select({ id: userRoles.id }).from(userRoles).innerJoin(roles, eq(roles.id, userRoles.roleId));
  const mine = eq(userRoles.userId, users.id);
  const role = input.roleId ? eq(roles.id, input.roleId) : input.role ? eq(roles.name, input.role) : undefined;
  const centre = input.centreId ? eq(userRoles.centreId, input.centreId) : undefined;
  const isStaff = held.where(and(mine, ne(roles.name, "customer")));
  return and(
    inCentres(db, grant.centres),
    input.status ? eq(users.status, input.status) : undefined,
    input.isActive === undefined ? undefined : input.isActive ? eq(users.status, "active") : ne(users.status, "active"),
    role || centre
      ? exists(
          db
            .select({ id: userRoles.id })
            .from(userRoles)
            .innerJoin(roles, eq(roles.id, userRoles.roleId))
            .where(and(mine, role, centre)),
        )
      : undefined,
    input.people === "staff" ? or(eq(users.isSuperuser, true), exists(isStaff)) : undefined,
    input.people === "customers" ? and(eq(users.isSuperuser, false), notExists(isStaff)) : undefined,
    input.search ? matches(input.search) : undefined,
  );
}

/** A name or part of it, the beginning of a user name, a whole phone number or its last four digits. */
function matches(search: string): SQL | undefined {
  const text = search.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const digits = normalPhone(search);
  return or(
    like(users.username, `${text}%`),
    like(users.fullName, `%${text}%`),
    like(users.email, `${text}%`),
    /^\d{4}$/.test(digits) ? eq(users.phoneLast4, digits) : undefined,
    /^\d{10,12}$/.test(digits) ? eq(users.phoneHash, lookupHash(digits)) : undefined,
  );
}

async function shownRows(db: Db, rows: UserRow[]): Promise<UserOut[]> {
  const [held, names] = await Promise.all([
    rolesOfUsers(
      db,
      rows.map((row) => row.id),
    ),
    centreNames(db),
  ]);
  return rows.map((row) => shown(row, held.get(row.id) ?? [], names, maskedPhone(unsealed(row.phoneEnc))));
}

/** One account. The phone number is whole for those who may edit it. */
export async function readUser(ctx: Ctx, { id }: OneUser): Promise<UserOut> {
  const read = reader(ctx, "users:read");
  return oncePerPage(read, `identity:user:${id}`, () => loadUser(read, id));
}

async function loadUser({ db, grant, ctx }: Read, id: number): Promise<UserOut> {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, id), inCentres(db, grant.centres)))
    .limit(1);
  if (!row) throw notFound("这个账号");
  const [held, names] = await Promise.all([rolesOfUsers(db, [id]), centreNames(db)]);
  const phone = unsealed(row.phoneEnc);
  return shown(row, held.get(id) ?? [], names, may(ctx, "users:edit") ? phone : maskedPhone(phone));
}

/** The open logins of an account, for those who may end them. */
export async function userSessions(ctx: Ctx, input: OneUser) {
  const user = await readUser(ctx, input);
  const { db } = reader(ctx, "users:edit");
  return sessionsOf(db, user.id, ctx.now, ctx.actor.sessionId);
}

/** The roles and centres a person may choose from when giving roles. */
export async function roleChoices(ctx: Ctx) {
  const { db, grant } = reader(ctx, "users:edit");
  const [allRoles, allCentres] = await Promise.all([
    readThroughCache(
      { db },
      db.select({ id: roles.id, name: roles.name, label: roles.label }).from(roles).orderBy(asc(roles.id)),
    ),
    readThroughCache({ db }, db.select({ id: centres.id, name: centres.name }).from(centres).orderBy(asc(centres.id))),
  ]);
  const mine = grant.centres;
  return {
    roles: allRoles,
    centres: mine === "all" ? allCentres : allCentres.filter((centre) => mine.includes(centre.id)),
    everywhere: mine === "all",
  };
}
export type RoleChoices = Awaited<ReturnType<typeof roleChoices>>;

/** Roles and centres to filter the list by. */
export async function userFilters(ctx: Ctx) {
  const { db, grant } = reader(ctx, "users:read");
  const [allRoles, names] = await Promise.all([
    readThroughCache({ db }, db.select({ id: roles.id, label: roles.label }).from(roles).orderBy(asc(roles.id))),
    centreNames(db),
  ]);
  const mine = grant.centres;
  return {
    roles: allRoles.map((role) => ({ value: String(role.id), label: role.label })),
    centres: [...names]
      .filter(([id]) => mine === "all" || mine.includes(id))
      .map(([id, name]) => ({ value: String(id), label: name })),
  };
}

function shown(row: UserRow, held: RoleOfUser[], names: Map<number, string>, phone: string | null): UserOut {
  const roleNames = [...new Set(held.map((role) => role.role))];
  return {
    id: row.id,
    username: row.username,
    fullName: row.fullName,
    name: row.fullName ?? row.username,
    email: row.email,
    phone,
    department: row.department,
    position: row.position,
    status: row.status,
    isActive: row.status === "active",
    isSuperuser: row.isSuperuser,
    role: roleNames[0] ?? null,
    roles: roleNames,
    assignments: held.map((role) => ({
      ...role,
      centre: role.centreId === null ? null : (names.get(role.centreId) ?? null),
    })),
    mfaEnabled: row.mfaEnabledAt !== null,
    lockedUntilAt: row.lockedUntilAt,
    lastLoginAt: row.lastLoginAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.version,
  };
}
