import "server-only";
import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { roles, userRoles, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { type Ctx, guest } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { sameText } from "@/lib/crypto";
import { env } from "@/lib/env";
import { conflict, invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { systemNow } from "@/lib/time";
import { assertStrong, hashPassword } from "../passwords";
import type { CreateFirstAdministrator } from "../schema";
import { isUntouched } from "./queries";

/**
 * At the start of the server: an installation without users gets its first administrator from SETUP_ADMIN_USERNAME and
 * SETUP_ADMIN_PASSWORD; without these the log says where to make one and with which token. There is no default password.
 */
export async function ensureFirstAdministrator(): Promise<void> {
  if (!(await isUntouched())) return;
  const { SETUP_ADMIN_USERNAME: username, SETUP_ADMIN_PASSWORD: password, PUBLIC_URL } = env();
  if (!username || !password) {
    const page = `${PUBLIC_URL}/setup?token=${setupToken()}`;
    log.warn({ setup: page }, `还没有任何账号。请在浏览器里打开 ${page} 建立第一位管理员，建好后这个地址即失效`);
    return;
  }
  assertStrong("SETUP_ADMIN_PASSWORD", password, [username]);
  const ctx: Ctx = { actor: guest, now: systemNow(), requestId: "setup" };
  await addFirst(ctx, { username, fullName: "系统管理员", password });
  log.warn({ username }, "第一位管理员已按环境变量建立，请从配置里删去 SETUP_ADMIN_PASSWORD");
}

/** The first administrator, made on the setup page by who can read the server's log. */
export async function createFirstAdministrator(ctx: Ctx, input: CreateFirstAdministrator) {
  await takePoint("loginName", "setup");
  if (!sameText(input.token, setupToken())) throw invalid("token", "设置口令不对，请到服务器日志里复制完整的一行");
  assertStrong("password", input.password, [input.username]);
  return addFirst(ctx, input);
}

type First = { username: string; fullName: string; password: string };

async function addFirst(ctx: Ctx, { username, fullName, password }: First) {
  const passwordHash = await hashPassword(password);
  return command(ctx, "session:open", async (tx) => {
    await assertFirst(tx);
    const row = {
      username,
      fullName,
      passwordHash,
      passwordChangedAt: tx.now,
      isSuperuser: true,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [created] = await tx.db.insert(users).values(row).$returningId();
    if (!created) throw new Error("insert returned no id");
    const [admin] = await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, "admin")).limit(1);
    if (admin) await tx.db.insert(userRoles).values({ userId: created.id, roleId: admin.id, createdAt: tx.now });
    await audit(tx, "user.created", null, { ...row, id: created.id }, { reason: "第一位管理员" });
    return { id: created.id, username };
  });
}

/** Two who set up at the same moment: the lock on the administrator's role, which every database has, lets one go first. */
async function assertFirst(tx: Tx): Promise<void> {
  await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, "admin")).for("update");
  const [any] = await tx.db.select({ id: users.id }).from(users).limit(1);
  if (any) throw conflict("已经有账号了，设置页不再可用。请登录");
}

/** The same on every process and after a restart, known only from the log, worth nothing once there is a user. */
export const setupToken = (): string =>
  createHmac("sha256", env().TOKEN_SECRET).update("first administrator").digest("base64url").slice(0, 24);
