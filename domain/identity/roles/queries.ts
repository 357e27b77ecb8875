import "server-only";
import { and, asc, desc, eq, inArray, like, or, sql } from "drizzle-orm";
import { rolePermissions, roles, userRoles, users } from "@/db/schema/identity";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { offsetOf, sortOf } from "@/lib/page";
import { inCentres } from "../queries";
import type { ListRoles, OneRole, RoleOut } from "./schema";

type Db = Read["db"];
type RoleRow = typeof roles.$inferSelect;
const sortable = { id: roles.id, label: roles.label, createdAt: roles.createdAt };

export async function listRoles(ctx: Ctx, input: ListRoles) {
  const { db } = reader(ctx, "roles:read");
  const where = whereOf(input);
  const { key, dir } = sortOf(input.sort);
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(roles)
      .where(where)
      .orderBy((dir === "asc" ? asc : desc)(sortable[key]), asc(roles.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    db.$count(roles, where),
  ]);
  return { rows: await shownRoles(db, rows), total, page: input.page, pageSize: input.pageSize };
}

/** Every role the filter names, for an export. */
export async function exportedRoles(ctx: Ctx, input: ListRoles, most: number): Promise<RoleOut[]> {
  const { db } = reader(ctx, "users:export");
  return shownRoles(db, await db.select().from(roles).where(whereOf(input)).orderBy(asc(roles.id)).limit(most));
}

function whereOf({ search }: ListRoles) {
  const text = search?.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  return text ? or(like(roles.label, `%${text}%`), like(roles.name, `${text}%`)) : undefined;
}

export async function readRole(ctx: Ctx, { id }: OneRole): Promise<RoleOut> {
  const { db } = reader(ctx, "roles:read");
  const [row] = await db.select().from(roles).where(eq(roles.id, id)).limit(1);
  const [shown] = row ? await shownRoles(db, [row]) : [];
  if (!shown) throw notFound("这个角色");
  return shown;
}

/** Who holds a role, as far as the caller may see users. At most 200 names. */
export async function holdersOf(ctx: Ctx, { id }: OneRole): Promise<{ id: number; name: string }[]> {
  const { db, grant } = reader(ctx, "users:read");
  const held = inArray(users.id, db.select({ id: userRoles.userId }).from(userRoles).where(eq(userRoles.roleId, id)));
  const rows = await db
    .select({ id: users.id, fullName: users.fullName, username: users.username })
    .from(users)
    .where(and(held, inCentres(db, grant.centres)))
    .orderBy(asc(users.id))
    .limit(200);
  return rows.map((row) => ({ id: row.id, name: row.fullName ?? row.username }));
}

export async function shownRoles(db: Db, rows: RoleRow[]): Promise<RoleOut[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const [given, held] = await Promise.all([
    db
      .select()
      .from(rolePermissions)
      .where(inArray(rolePermissions.roleId, ids))
      .orderBy(asc(rolePermissions.permission)),
    db
      .select({ roleId: userRoles.roleId, users: sql<number>`count(distinct ${userRoles.userId})` })
      .from(userRoles)
      .where(inArray(userRoles.roleId, ids))
      .groupBy(userRoles.roleId),
  ]);
  return rows.map((row) => {
    const grants = given.flatMap(({ roleId, permission, scope }) => (roleId === row.id ? { permission, scope } : []));
    return {
      ...row,
      permissions: grants.map((grant) => grant.permission),
      grants,
      users: Number(held.find((count) => count.roleId === row.id)?.users ?? 0),
    };
  });
}
