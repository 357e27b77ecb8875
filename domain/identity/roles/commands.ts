import "server-only";
import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { rolePermissions, roles, userRoles, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { isPermission } from "@/domain/core/permissions";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { assignable, beyond, joined } from "../grants";
import { canOf, grantRows } from "../queries";
import { assertAdministratorRemains, lockAdministrators, named } from "../users/guards";
import type { CreateRole, OneRole, RoleGrant, UpdateRole } from "./schema";

type Role = typeof roles.$inferSelect;

/** A role of one's own, empty or starting from another's permissions. */
export function createRole(ctx: Ctx, input: CreateRole) {
  return command(ctx, "roles:edit", async (tx) => {
    assertGroupWide(tx);
    const grants = wantedOf(input) ?? (input.copyFrom ? await grantsOf(tx, input.copyFrom) : []);
    assertMayGrant(tx, grants);
    await assertFreeLabel(tx, input.label);
    const row = {
      name: input.name ?? (await freeName(tx, input.label)),
      label: input.label,
      description: input.description ?? null,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [taken] = await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, row.name)).limit(1);
    if (taken) throw invalid("name", "这个代号已经有了，换一个");
    const [created] = await tx.db.insert(roles).values(row).$returningId();
    if (!created) throw new Error("insert returned no id");
    await write(tx, created.id, grants);
    await audit(tx, "role.created", null, { ...row, id: created.id, grants: said(grants) } as Logged);
    tx.touched.add("role");
    return { id: created.id, version: 1 };
  });
}

/** Name, description and permissions. New permissions hold from the next request of everyone who has the role. */
export function updateRole(ctx: Ctx, input: UpdateRole) {
  return command(ctx, "roles:edit", async (tx) => {
    assertGroupWide(tx);
    await lockAdministrators(tx);
    const role = await lockRole(tx, input.id);
    const had = await grantsOf(tx, role.id);
    await assertVersion(tx, "role", role, input.version, { ...shownOf(role), grants: had });
    const asked = wantedOf(input);
    const wanted = asked ? [...asked, ...had.filter(({ permission }) => !isAssignable(permission))] : had;
    if (role.isBuiltin && role.name === "admin" && changedIn(had, wanted).length > 0)
      throw conflict("系统管理员的权限是固定的。要少一些权限，请另建一个角色");
    assertMayGrant(tx, changedIn(had, wanted));
    if (input.label !== undefined && input.label !== role.label) await assertFreeLabel(tx, input.label, role.id);
    const after: Role = {
      ...role,
      ...(input.label !== undefined && { label: input.label }),
      ...(input.description !== undefined && { description: input.description }),
      version: role.version + 1,
      updatedAt: tx.now,
    };
    if (changedIn(had, wanted).length === 0 && after.label === role.label && after.description === role.description) {
      unchanged(tx);
      return { id: role.id, version: role.version };
    }
    await tx.db.update(roles).set(after).where(eq(roles.id, role.id));
    await write(tx, role.id, wanted);
    await assertKeepsOwn(tx);
    await assertAdministratorRemains(tx);
    await audit(
      tx,
      "role.updated",
      { ...role, grants: said(had) } as Logged,
      { ...after, grants: said(wanted) } as Logged,
    );
    tx.touched.add("role");
    return { id: role.id, version: after.version };
  });
}

/** A role of one's own that nobody holds. Built-in roles and held ones stay. */
export function deleteRole(ctx: Ctx, { id }: OneRole): Promise<null> {
  return command(ctx, "roles:edit", async (tx) => {
    assertGroupWide(tx);
    const role = await lockRole(tx, id);
    if (role.isBuiltin) throw conflict("系统自带的角色不能删除");
    const holders = await tx.db.$count(userRoles, eq(userRoles.roleId, id));
    if (holders > 0) throw conflict(`还有 ${holders} 处在用这个角色，先给他们换一个`);
    const had = await grantsOf(tx, id);
    assertMayGrant(tx, had);
    await tx.db.delete(rolePermissions).where(eq(rolePermissions.roleId, id));
    await tx.db.delete(roles).where(eq(roles.id, id));
    await audit(tx, "role.deleted", { ...role, grants: said(had) } as Logged, null);
    tx.touched.add("role");
    return null;
  });
}

type Logged = Role & { grants: string[] };

/** Roles are shared by all centres: only who may edit them everywhere may edit them at all. */
function assertGroupWide(tx: Tx): void {
  if (tx.grant.centres !== "all") throw new AppError("forbidden", "角色是各中心共用的，请管理全部中心的人来改");
}

/** Permissions given or taken: what one does not hold oneself, one neither gives to others nor takes from them. */
function assertMayGrant(tx: Tx, grants: readonly RoleGrant[]): void {
  const unknown = grants.find(({ permission }) => !isPermission(permission));
  if (unknown) throw invalid("permissions", `没有“${unknown.permission}”这项权限`);
  const wanted = joined(grants.map((grant) => ({ ...grant, centreId: null })));
  const missing = beyond(tx.actor.can, wanted);
  if (missing.length > 0) throw new AppError("forbidden", `您自己没有这些权限，不能改：${named(missing)}`);
}

/** The permissions asked for, each once; undefined when nothing is said of them. */
function wantedOf(input: { permissions?: string[]; grants?: RoleGrant[] }): RoleGrant[] | undefined {
  const asked = input.grants ?? input.permissions?.map((permission) => ({ permission, scope: "all" as const }));
  if (!asked) return undefined;
  const distinct = new Map(asked.map((grant) => [grant.permission, grant]));
  return [...distinct.values()].filter(({ permission }) => !isPermission(permission) || isAssignable(permission));
}

/** What everyone holds anyway is no part of the matrix: where a role names it, it stays. */
const isAssignable = (code: string): boolean => isPermission(code) && assignable.includes(code);

/** The grants that differ, in the scope before and after. */
function changedIn(had: readonly RoleGrant[], wanted: readonly RoleGrant[]): RoleGrant[] {
  const key = ({ permission, scope }: RoleGrant) => `${permission}/${scope}`;
  const [before, after] = [new Set(had.map(key)), new Set(wanted.map(key))];
  return [...had.filter((grant) => !after.has(key(grant))), ...wanted.filter((grant) => !before.has(key(grant)))];
}

async function write(tx: Tx, roleId: number, grants: readonly RoleGrant[]): Promise<void> {
  await tx.db.delete(rolePermissions).where(eq(rolePermissions.roleId, roleId));
  if (grants.length > 0) await tx.db.insert(rolePermissions).values(grants.map((grant) => ({ ...grant, roleId })));
}

/** One's own right to edit roles must survive one's own change. */
async function assertKeepsOwn(tx: Tx): Promise<void> {
  const userId = userIdOf(tx);
  if (userId === null || !tx.actor.can.has("roles:edit")) return;
  const rows = await grantRows(tx.db, userId);
  if (rows.length > 0 && !canOf(false, rows).has("roles:edit") && !(await isSuperuser(tx, userId)))
    throw conflict("这样您自己就不能再管理角色了，请另一位管理员来改");
}

async function isSuperuser(tx: Tx, userId: number): Promise<boolean> {
  const [user] = await tx.db.select({ is: users.isSuperuser }).from(users).where(eq(users.id, userId)).limit(1);
  return user?.is === true;
}

async function grantsOf(tx: Tx, roleId: number): Promise<RoleGrant[]> {
  return tx.db
    .select({ permission: rolePermissions.permission, scope: rolePermissions.scope })
    .from(rolePermissions)
    .where(eq(rolePermissions.roleId, roleId))
    .orderBy(rolePermissions.permission);
}

async function lockRole(tx: Tx, id: number): Promise<Role> {
  const [role] = await tx.db.select().from(roles).where(eq(roles.id, id)).for("update");
  if (!role) throw notFound("这个角色");
  return role;
}

async function assertFreeLabel(tx: Tx, label: string, except = 0): Promise<void> {
  const [taken] = await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.label, label)).limit(1);
  if (taken && taken.id !== except) throw invalid("label", "已经有同名的角色了");
}

async function freeName(tx: Tx, label: string): Promise<string> {
  const letters = initials(label)
    .replace(/^[^a-z]+/, "")
    .slice(0, 40);
  const base = letters.length >= 2 ? letters : "role";
  const [taken] = await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, base)).limit(1);
  return taken || base === "role" ? `${base}-${randomInt(100_000, 1_000_000)}` : base;
}

const said = (grants: readonly RoleGrant[]): string[] =>
  grants.map(({ permission, scope }) => `${permission}/${scope}`);
const shownOf = ({ label, description, version }: Role) => ({ label, description: description ?? "", version });
