import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog } from "@/db/schema/core";
import { roles } from "@/db/schema/identity";
import { users as people } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { isPermission } from "@/domain/core/permissions";
import { newCtx, TEST_NOW } from "@/domain/testing";
import { beyond, joined } from "../grants";
import { actorOfSession } from "../queries";
import { cleanUp, makeRole, makeUser, openSessionFor } from "../testing";
import { createRole, deleteRole, updateRole } from "./commands";
import { listRoles, readRole } from "./queries";
import { listPermissions } from "./resources";
import { CreateRole, ListRoles, UpdateRole } from "./schema";

afterAll(cleanUp);
const as = async (userId: number): Promise<Ctx> => {
  const actor = await actorOfSession(await openSessionFor(userId), TEST_NOW);
  if (!actor) throw new Error(`user ${userId} cannot act`);
  return { ...newCtx([]), actor };
};
const all = "all" as const;
const label = () => `测试角色${crypto.randomUUID().slice(0, 8)}`;

it("makes a role, copies one, and deletes it only while nobody holds it", async () => {
  const admin = await as(people.admin.id);
  const own = await createRole(admin, CreateRole.parse({ label: label(), permissions: ["dishes:read", "menus:read"] }));
  const copy = await createRole(admin, CreateRole.parse({ label: label(), copyFrom: own.id }));
  const shown = await readRole(admin, { id: copy.id });
  expect(shown).toMatchObject({ isBuiltin: false, users: 0, permissions: ["dishes:read", "menus:read"] });
  const holder = await makeUser({ roles: [{ roleId: copy.id }] });
  await expect(deleteRole(admin, { id: copy.id })).rejects.toMatchObject({ code: "conflict" });
  await deleteRole(admin, { id: own.id });
  await expect(readRole(admin, { id: own.id })).rejects.toMatchObject({ code: "not_found" });
  const [builtin] = (await listRoles(admin, ListRoles.parse({}))).rows.filter((role) => role.isBuiltin);
  await expect(deleteRole(admin, { id: builtin?.id ?? 0 })).rejects.toMatchObject({ code: "conflict" });
  expect(holder.id).toBeGreaterThan(0);
  await cleanUp();
  await deleteRole(admin, { id: copy.id });
});

it("a changed permission holds from the next request of a login that is already open", async () => {
  const admin = await as(people.admin.id);
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const session = await openSessionFor((await makeUser({ roles: [{ roleId, centreId: 1 }] })).id);
  const can = async () => (await actorOfSession(session, TEST_NOW))?.can;
  expect((await can())?.get("dishes:read")?.centres).toEqual([1]);
  const grants = [
    { permission: "dishes:read", scope: "own" as const },
    { permission: "menus:read", scope: all },
  ];
  const { version } = await updateRole(admin, { id: roleId, version: 1, grants });
  expect(version).toBe(2);
  expect((await can())?.get("dishes:read")).toEqual({ centres: [], assigned: false, own: true });
  expect((await can())?.get("menus:read")?.centres).toEqual([1]);
  await updateRole(admin, { id: roleId, version: 2, grants: [] });
  expect((await can())?.has("menus:read")).toBe(false);
  const entries = await db.select().from(auditLog).where(eq(auditLog.entityId, roleId));
  expect(entries.filter((entry) => entry.action === "role.updated")).toHaveLength(2);
});

it("nobody puts into a role, or takes out of one, what he does not hold", async () => {
  const clerkRole = await makeRole([
    { permission: "roles:edit" },
    { permission: "roles:read" },
    { permission: "dishes:read" },
  ]);
  const clerk = await as((await makeUser({ roles: [{ roleId: clerkRole }] })).id);
  const target = await makeRole([{ permission: "dishes:read" }, { permission: "customers:read" }]);
  const set = (permissions: string[]) => updateRole(clerk, UpdateRole.parse({ id: target, version: 1, permissions }));
  await expect(set(["dishes:read", "customers:read", "users:edit"])).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("维护用户"),
  });
  await expect(set(["dishes:read"])).rejects.toMatchObject({ code: "forbidden" });
  await expect(set(["dishes:read", "customers:read", "no:such"])).rejects.toMatchObject({ code: "validation_failed" });
  await expect(createRole(clerk, CreateRole.parse({ label: label(), copyFrom: target }))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    updateRole(clerk, UpdateRole.parse({ id: clerkRole, version: 1, permissions: ["dishes:read"] })),
  ).rejects.toMatchObject({
    code: "conflict", // his own right to edit roles
  });
});

it("an editor of one centre cannot edit roles, which all centres share", async () => {
  const roleId = await makeRole([{ permission: "roles:edit" }, { permission: "dishes:read" }]);
  const ctx = await as((await makeUser({ roles: [{ roleId, centreId: 2 }] })).id);
  await expect(
    createRole(ctx, CreateRole.parse({ label: label(), permissions: ["dishes:read"] })),
  ).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("the administrator's own permissions are fixed, its name is not", async () => {
  const admin = await as(people.admin.id);
  const [row] = await db.select().from(roles).where(eq(roles.name, "admin"));
  if (!row) throw new Error("no admin");
  await expect(
    updateRole(admin, { id: row.id, version: row.version, permissions: ["dishes:read"] }),
  ).rejects.toMatchObject({ code: "conflict" });
  const held = (await readRole(admin, { id: row.id })).grants.filter(({ permission }) => permission !== "profile:edit");
  const renamed = await updateRole(admin, { id: row.id, version: row.version, label: "总管理员", grants: held });
  expect((await readRole(admin, { id: row.id })).permissions).toContain("profile:edit");
  await updateRole(admin, { id: row.id, version: renamed.version, label: row.label });
  await expect(updateRole(admin, { id: row.id, version: row.version + 5, label: "x" })).rejects.toMatchObject({
    data: { current: { label: row.label } },
  });
});

it("knows a label for every permission, and every permission of a role exists", async () => {
  expect(
    listPermissions().every((permission) => permission.label && permission.resourceLabel !== permission.resource),
  ).toBe(true);
  const admin = await as(people.admin.id);
  const { rows } = await listRoles(admin, ListRoles.parse({ pageSize: 100 }));
  expect(rows.flatMap((role) => role.permissions).filter((code) => !isPermission(code))).toEqual([]);
  const held = rows.find((role) => role.name === "admin")?.permissions ?? [];
  expect(listPermissions().filter(({ code }) => !held.includes(code))).toEqual([]);
});

it.each([
  ["the same everywhere", "all", null, "all", 1, []],
  ["wider in centre", "all", 1, "all", null, ["dishes:edit"]],
  ["another centre", "all", 1, "all", 2, ["dishes:edit"]],
  ["assigned within all", "all", null, "assigned", null, []],
  ["all beyond assigned", "assigned", null, "all", 1, ["dishes:edit"]],
  ["own within any", "assigned", null, "own", null, []],
] as const)("compares scopes: %s", (_, mine, myCentre, theirs, centreId, missing) => {
  const held = joined([{ permission: "dishes:edit", scope: mine, centreId: myCentre }]);
  const wanted = joined([{ permission: "dishes:edit", scope: theirs, centreId }]);
  expect(beyond(held, wanted)).toEqual(missing);
});
