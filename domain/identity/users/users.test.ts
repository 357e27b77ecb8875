import { and, eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog } from "@/db/schema/core";
import { roles, userRoles, users } from "@/db/schema/identity";
import { centres as houses, users as people } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, rolledBack, TEST_NOW } from "@/domain/testing";
import { actorOfSession } from "../queries";
import { cleanUp, makeRole, makeUser, openSessionFor, userRow } from "../testing";
import {
  createUser,
  disableUser,
  enableUser,
  resetPassword,
  revokeUserSession,
  unlockUser,
  updateUser,
} from "./commands";
import { listUsers, readUser, userSessions } from "./queries";
import { CreateUser, ListUsers } from "./schema";

afterEach(cleanUp);
const { jingan, binjiang } = houses;
const roleId = async (name: string) => {
  const [role] = await db.select().from(roles).where(eq(roles.name, name));
  if (!role) throw new Error(`no role ${name}`);
  return role.id;
};
/** The caller as he really is, with all his roles. */
const as = async (userId: number): Promise<Ctx> => {
  const session = await openSessionFor(userId);
  const actor = await actorOfSession(session, TEST_NOW);
  if (!actor) throw new Error(`user ${userId} cannot act`);
  return { ...newCtx([]), actor };
};
const newUser = (given: Partial<CreateUser> & Pick<CreateUser, "roles">) =>
  CreateUser.parse({ username: `n-${crypto.randomUUID().slice(0, 10)}`, fullName: "新同事", ...given });

describe("creating", () => {
  it("makes an account with roles and a one-time password, shown once", async () => {
    const admin = await as(people.admin.id);
    const chef = await roleId("chef");
    const given = newUser({
      roles: [{ roleId: chef, centreId: jingan.id }],
      phone: "15012345678",
      department: "膳食部",
    });
    const created = await createUser(admin, given);
    expect(created.oneTimePassword).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/);
    const row = await userRow(created.id);
    expect(row.preferences).toEqual({ mustChangePassword: true });
    expect(JSON.stringify(row)).not.toContain(created.oneTimePassword);
    expect(await readUser(admin, { id: created.id })).toMatchObject({
      phone: "15012345678",
      role: "chef",
      assignments: [{ role: "chef", label: "厨师长", centreId: jingan.id, centre: jingan.name }],
    });
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "user.created"), eq(auditLog.entityId, created.id)));
    expect(JSON.stringify(entry)).not.toMatch(/argon2|15012345678/);
    await db.delete(userRoles).where(eq(userRoles.userId, created.id));
    await db.delete(users).where(eq(users.id, created.id));
  });

  it("refuses a taken name, an unknown role and an unknown centre, beside the field", async () => {
    const admin = await as(people.admin.id);
    const chef = await roleId("chef");
    await expect(
      createUser(admin, newUser({ username: people.chef.username, roles: [{ roleId: chef, centreId: null }] })),
    ).rejects.toMatchObject({ fields: { username: ["这个用户名已经有人用了，换一个"] } });
    await expect(createUser(admin, newUser({ roles: [{ roleId: 999_999, centreId: null }] }))).rejects.toMatchObject({
      fields: { roles: ["没有这个角色"] },
    });
    await expect(createUser(admin, newUser({ roles: [{ roleId: chef, centreId: 999_999 }] }))).rejects.toMatchObject({
      fields: { roles: ["没有这个中心"] },
    });
    expect(CreateUser.safeParse({ username: "13800138000", fullName: "x", roles: [] }).success).toBe(false);
  });

  it("needs the permission", async () => {
    const manager = await as(people.manager.id);
    await expect(
      createUser(manager, newUser({ roles: [{ roleId: await roleId("chef"), centreId: jingan.id }] })),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("nobody gives what he does not hold", () => {
  it("not a role with more permissions, not more centres, not a wider scope", async () => {
    const [narrow, wide, assigned] = [
      await makeRole([{ permission: "users:edit" }, { permission: "users:read" }, { permission: "dishes:read" }]),
      await makeRole([{ permission: "dishes:read" }, { permission: "dishes:edit" }]),
      await makeRole([{ permission: "customers:read", scope: "assigned" }]),
    ];
    const clerk = await makeUser({ roles: [{ roleId: narrow, centreId: jingan.id }] });
    const ctx = await as(clerk.id);
    const give = (role: number, centreId: number | null) =>
      createUser(ctx, newUser({ roles: [{ roleId: role, centreId }] }));
    await expect(give(wide, jingan.id)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("维护菜品与配料"),
    });
    await expect(give(narrow, null)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(narrow, binjiang.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(assigned, jingan.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(await roleId("admin"), jingan.id)).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await give(narrow, jingan.id);
    await db.delete(userRoles).where(eq(userRoles.userId, id));
    await db.delete(users).where(eq(users.id, id));
  });

  it("not by taking over an account that holds more", async () => {
    const narrow = await makeRole([{ permission: "users:edit" }, { permission: "users:read" }]);
    const more = await makeRole([{ permission: "dishes:edit" }]);
    const clerk = await as((await makeUser({ roles: [{ roleId: narrow, centreId: null }] })).id);
    const target = await makeUser({ roles: [{ roleId: more, centreId: jingan.id }] });
    for (const attempt of [
      () => resetPassword(clerk, { id: target.id }),
      () => updateUser(clerk, { id: target.id, version: 1, phone: "15087654321" }),
      () => disableUser(clerk, { id: target.id }),
      () => updateUser(clerk, { id: target.id, version: 1, roles: [{ roleId: narrow, centreId: null }] }),
      () => resetPassword(clerk, { id: people.admin.id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    const superuser = await makeUser({ isSuperuser: true });
    await expect(resetPassword(clerk, { id: superuser.id })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("not to oneself", async () => {
    const clerkRole = await makeRole([
      { permission: "users:edit" },
      { permission: "users:read" },
      { permission: "dishes:read" },
    ]);
    const other = await makeRole([{ permission: "dishes:read" }]);
    const clerk = await makeUser({ roles: [{ roleId: clerkRole }] });
    const ctx = await as(clerk.id);
    await expect(
      updateUser(ctx, {
        id: clerk.id,
        version: 1,
        roles: [
          { roleId: clerkRole, centreId: null },
          { roleId: other, centreId: null },
        ],
      }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("自己的角色") });
    await expect(disableUser(ctx, { id: clerk.id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what takes effect at once", () => {
  it("a disabled account and a removed role end its logins; enabled again it can log in anew", async () => {
    const admin = await as(people.admin.id);
    const [one, two] = [
      await makeRole([{ permission: "dishes:read" }]),
      await makeRole([{ permission: "menus:read" }]),
    ];
    const user = await makeUser({ roles: [{ roleId: one }, { roleId: two }] });
    const before = await openSessionFor(user.id);
    await updateUser(admin, { id: user.id, version: 1, roles: [{ roleId: one, centreId: null }] });
    expect(await actorOfSession(before, TEST_NOW)).toBeNull();
    const after = await openSessionFor(user.id);
    const actor = await actorOfSession(after, TEST_NOW);
    expect([actor?.can.has("dishes:read"), actor?.can.has("menus:read")]).toEqual([true, false]);

    await disableUser(admin, { id: user.id });
    expect(await actorOfSession(after, TEST_NOW)).toBeNull();
    await enableUser(admin, { id: user.id });
    expect(await actorOfSession(await openSessionFor(user.id), TEST_NOW)).not.toBeNull();
  });

  it("a new one-time password ends the logins and opens the lock", async () => {
    const admin = await as(people.admin.id);
    const user = await makeUser({ failedLogins: 7, lockedUntilAt: new Date("2026-11-20T00:00:00Z") });
    const session = await openSessionFor(user.id);
    const { oneTimePassword } = await resetPassword(admin, { id: user.id });
    expect(oneTimePassword).toHaveLength(14);
    expect(await actorOfSession(session, TEST_NOW)).toBeNull();
    expect(await userRow(user.id)).toMatchObject({ failedLogins: 0, lockedUntilAt: null });
    await expect(resetPassword(admin, { id: people.admin.id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("unlocks, and says when there is nothing to unlock", async () => {
    const admin = await as(people.admin.id);
    const user = await makeUser({ failedLogins: 6, lockedUntilAt: new Date("2026-11-20T00:00:00Z") });
    await unlockUser(admin, { id: user.id });
    expect(await userRow(user.id)).toMatchObject({ failedLogins: 0, lockedUntilAt: null });
    await expect(unlockUser(admin, { id: user.id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("an administrator sees a user's logins and ends one", async () => {
    const admin = await as(people.admin.id);
    const user = await makeUser();
    const [a, b] = [await openSessionFor(user.id), await openSessionFor(user.id)];
    expect((await userSessions(admin, { id: user.id })).map((row) => row.sessionId).sort()).toEqual(
      [a.sessionId, b.sessionId].sort(),
    );
    await revokeUserSession(admin, { id: user.id, sessionId: a.sessionId });
    expect(await actorOfSession(a, TEST_NOW)).toBeNull();
    expect(await actorOfSession(b, TEST_NOW)).not.toBeNull();
  });
});

describe("the last administrator", () => {
  it("cannot be disabled or demoted", async () => {
    await rolledBack(async (asUser, tx) => {
      const editor = Object.fromEntries((await as(people.admin.id)).actor.can) as Parameters<typeof asUser>[0];
      const ctx = asUser(editor, { userId: people.manager.id });
      const alone = conflictOf("没有管理员");
      await expect(disableUser(ctx, { id: people.admin.id })).rejects.toMatchObject(alone);
      const { version } = await readUser(ctx, { id: people.admin.id });
      const demoted = { id: people.admin.id, version, roles: [{ roleId: await roleId("chef"), centreId: null }] };
      await expect(updateUser(ctx, demoted)).rejects.toMatchObject(alone);
      // An administrator of one centre only does not replace him; a second one everywhere does.
      const admin = await roleId("admin");
      await tx.insert(userRoles).values({ userId: people.nurse.id, roleId: admin, centreId: jingan.id });
      await expect(disableUser(ctx, { id: people.admin.id })).rejects.toMatchObject(alone);
      await tx.insert(userRoles).values({ userId: people.doctor.id, roleId: admin, centreId: null });
      await disableUser(ctx, { id: people.admin.id });
    });
  });

  it("two who disable each other at the same moment: one stays", async () => {
    const adminRole = await roleId("admin");
    const [a, b] = [
      await makeUser({ roles: [{ roleId: adminRole }] }),
      await makeUser({ roles: [{ roleId: adminRole }] }),
    ];
    const real = await db
      .select()
      .from(userRoles)
      .where(and(eq(userRoles.roleId, adminRole), eq(userRoles.userId, people.admin.id)));
    await db.delete(userRoles).where(and(eq(userRoles.roleId, adminRole), eq(userRoles.userId, people.admin.id)));
    try {
      const [ctxA, ctxB] = [await as(a.id), await as(b.id)];
      const both = await Promise.allSettled([disableUser(ctxA, { id: b.id }), disableUser(ctxB, { id: a.id })]);
      expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      expect([(await userRow(a.id)).status, (await userRow(b.id)).status].sort()).toEqual(["active", "inactive"]);
    } finally {
      for (const row of real) await db.insert(userRoles).values(row);
    }
  });
});

describe("centres", () => {
  it("a manager of one centre sees and changes only those who work there", async () => {
    const manager2 = await as(people.manager2.id);
    const seen = await listUsers(manager2, ListUsers.parse({ pageSize: 100 }));
    expect(seen.rows.map((row) => row.username)).toContain(people.nurse2.username);
    expect(seen.rows.every((row) => row.assignments.some((role) => role.centreId === binjiang.id))).toBe(true);
    await expect(readUser(manager2, { id: people.chef.id })).rejects.toMatchObject({ code: "not_found" });

    const here = await makeRole([
      { permission: "users:edit" },
      { permission: "users:read" },
      { permission: "dishes:read" },
    ]);
    const plain = await makeRole([{ permission: "dishes:read" }]);
    const head = await as((await makeUser({ roles: [{ roleId: here, centreId: binjiang.id }] })).id);
    const [inTwo, inBoth, elsewhere] = [
      await makeUser({ roles: [{ roleId: plain, centreId: binjiang.id }] }),
      await makeUser({
        roles: [
          { roleId: plain, centreId: binjiang.id },
          { roleId: plain, centreId: jingan.id },
        ],
      }),
      await makeUser({ roles: [{ roleId: plain, centreId: jingan.id }] }),
    ];
    await updateUser(head, { id: inTwo.id, version: 1, fullName: "改名" });
    await expect(updateUser(head, { id: inBoth.id, version: 1, fullName: "改名" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(updateUser(head, { id: elsewhere.id, version: 1, fullName: "改名" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(resetPassword(head, { id: elsewhere.id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the list", () => {
  it("filters by status, role, centre and name, and masks phones", async () => {
    const admin = await as(people.admin.id);
    const list = (given: object) => listUsers(admin, ListUsers.parse({ pageSize: 100, ...given }));
    expect((await list({ isActive: "false" })).rows.map((row) => row.username)).toContain(people.former.username);
    const chefs = await list({ role: "chef" });
    expect(chefs.rows.map((row) => row.username)).toContain(people.chef.username);
    expect(chefs.rows.every((row) => row.roles.includes("chef"))).toBe(true);
    const [found] = (await list({ search: people.dietitian.name })).rows;
    expect(found?.id).toBe(people.dietitian.id);
    expect(found?.phone).toMatch(/^\d{3} \*{4} \d{4}$/);
    expect(
      (await list({ people: "customers" })).rows.every((row) => row.role === "customer" || row.role === null),
    ).toBe(true);
    expect((await list({ people: "staff" })).rows.map((row) => row.username)).not.toContain(people.customer.username);
    expect((await list({ search: "100%_" })).total).toBe(0);
  });
});

it("a stale save is a conflict that shows the row as it is", async () => {
  const admin = await as(people.admin.id);
  const user = await makeUser();
  await updateUser(admin, { id: user.id, version: 1, fullName: "第一次" });
  await expect(updateUser(admin, { id: user.id, version: 1, fullName: "第二次" })).rejects.toMatchObject({
    code: "conflict",
    data: { current: { fullName: "第一次", version: 2 } },
  });
});

const conflictOf = (part: string) => ({ code: "conflict", message: expect.stringContaining(part) });
