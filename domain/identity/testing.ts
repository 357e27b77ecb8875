import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { recoveryCodes, refreshTokens, rolePermissions, roles, userRoles, users } from "@/db/schema/identity";
import { command } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx } from "@/domain/testing";
import { hashPassword } from "./passwords";
import { openSession } from "./sessions/commands";

/** Accounts that are really committed, for what reads past a test's transaction: sessions, parallel log-ins, handlers. */
export const PASSWORD = "lotus-root-and-pork-bones";
let hashed: Promise<string> | undefined;

type Given = Partial<typeof users.$inferInsert> & { roles?: { roleId: number; centreId?: number | null }[] };
const made = { users: [] as number[], roles: [] as number[], sessions: [] as string[] };

export async function makeUser({ roles: given = [], ...row }: Given = {}) {
  hashed ??= hashPassword(PASSWORD);
  const username = row.username ?? `t-${randomUUID().slice(0, 12)}`;
  const [created] = await db
    .insert(users)
    .values({ username, fullName: "测试账号", passwordHash: await hashed, ...row })
    .$returningId();
  if (!created) throw new Error("no user");
  made.users.push(created.id);
  for (const role of given) await db.insert(userRoles).values({ userId: created.id, ...role });
  return { id: created.id, username };
}

export async function makeRole(grants: { permission: string; scope?: "own" | "assigned" | "all" }[]) {
  const name = `t-${randomUUID().slice(0, 12)}`;
  const [created] = await db.insert(roles).values({ name, label: name }).$returningId();
  if (!created) throw new Error("no role");
  made.roles.push(created.id);
  if (grants.length > 0) await db.insert(rolePermissions).values(grants.map((g) => ({ ...g, roleId: created.id })));
  return created.id;
}

/** Takes away what makeUser and makeRole made; entries in the log stay, as they always do. */
export async function cleanUp(): Promise<void> {
  const [ids, roleIds, families] = [made.users.splice(0), made.roles.splice(0), made.sessions.splice(0)];
  if (families.length > 0) await db.delete(refreshTokens).where(inArray(refreshTokens.family, families));
  if (ids.length > 0) {
    await db.delete(refreshTokens).where(inArray(refreshTokens.userId, ids));
    await db.delete(recoveryCodes).where(inArray(recoveryCodes.userId, ids));
    await db.delete(userRoles).where(inArray(userRoles.userId, ids));
    await db.delete(users).where(inArray(users.id, ids));
  }
  if (roleIds.length > 0) {
    await db.delete(userRoles).where(inArray(userRoles.roleId, roleIds));
    await db.delete(rolePermissions).where(inArray(rolePermissions.roleId, roleIds));
    await db.delete(roles).where(inArray(roles.id, roleIds));
  }
}

/** A login of any account, the world's too, made without its password. */
export const openSessionFor = async (id: number) => {
  const user = await userRow(id);
  const session = await command(newCtx(["session:open"]), "session:open", async (tx) => {
    unchanged(tx);
    return openSession(tx, user, "api");
  });
  made.sessions.push(session.sessionId);
  return session;
};

export const userRow = async (id: number) => {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  if (!row) throw new Error("no user");
  return row;
};

/** A caller from an address of its own, so that limits of one test do not reach another. */
export const visitor = (ctx: Ctx = newCtx(["session:open"]), userAgent = "test"): Ctx => ({
  ...ctx,
  ip: `10.${byte()}.${byte()}.${byte()}`,
  userAgent,
});
const byte = () => Math.floor(Math.random() * 255);
