import "server-only";
import { and, eq, ne, or } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import type { Tx } from "@/domain/core/access";
import { lookupHash } from "@/lib/crypto";
import { AppError, type FieldErrors } from "@/lib/errors";

type Names = { username?: string; email?: string | null; phone?: string | null };

/** Refuses a user name, e-mail or phone that another account has, beside each field. */
export async function assertFree(tx: Tx, { username, email, phone }: Names, except = 0): Promise<void> {
  const phoneHash = phone ? lookupHash(phone) : null;
  const wanted = [
    username ? eq(users.username, username) : undefined,
    email ? eq(users.email, email) : undefined,
    phoneHash ? eq(users.phoneHash, phoneHash) : undefined,
  ].filter((one) => one !== undefined);
  if (wanted.length === 0) return;
  const others = await tx.db
    .select({ username: users.username, email: users.email, phoneHash: users.phoneHash })
    .from(users)
    .where(and(ne(users.id, except), or(...wanted)));
  const fields: FieldErrors = {};
  for (const other of others) {
    if (username && sameName(other.username, username)) fields.username = ["这个用户名已经有人用了，换一个"];
    if (email && other.email && sameName(other.email, email)) fields.email = ["这个邮箱已经绑定了别的账号"];
    if (phoneHash && other.phoneHash === phoneHash) fields.phone = ["这个手机号已经绑定了别的账号"];
  }
  if (Object.keys(fields).length > 0)
    throw new AppError("validation_failed", Object.values(fields)[0]?.[0], { fields });
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
