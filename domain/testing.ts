import { type Db, db } from "@/db/client";
import { bind } from "@/domain/core/access";
import type { Ctx, Grant } from "@/domain/core/ctx";
import { everywhere } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";

class Rollback extends Error {}

/** Permissions of a test's caller: a list means everywhere, a table may name a scope. */
export type Can = readonly Permission[] | Partial<Record<Permission, Partial<Grant> | "all">>;

/** "2026-11-19 10:42" in Shanghai: the day on which every test plays unless it says otherwise. */
export const TEST_NOW = new Date("2026-11-19T02:42:00.000Z");

export function newCtx(can: Can, { userId = 1, now = TEST_NOW }: { userId?: number; now?: Date } = {}): Ctx {
  const entries: [string, Grant][] = Array.isArray(can)
    ? can.map((permission) => [permission, everywhere])
    : Object.entries(can).map(([permission, grant]) => [
        permission,
        grant === "all" ? everywhere : { centres: [], assigned: false, own: false, ...(grant as Partial<Grant>) },
      ]);
  return {
    actor: { name: `user:${userId}`, userId, sessionId: "test", can: new Map(entries) as Ctx["actor"]["can"] },
    now,
    requestId: crypto.randomUUID(),
  };
}

/**
 * Every write the test makes is rolled back; a command inside becomes a savepoint. `as` makes further callers inside the
 * same transaction (another role, another centre); `tx` is for arranging rows that no command makes.
 */
export async function rolledBack(
  test: (as: (can: Can, who?: { userId?: number; now?: Date }) => Ctx, tx: Db) => Promise<void>,
): Promise<void> {
  await db
    .transaction(async (tx) => {
      const as = (can: Can, who?: { userId?: number; now?: Date }) => {
        const ctx = newCtx(can, who);
        bind(ctx, tx);
        return ctx;
      };
      await test(as, tx);
      throw new Rollback();
    })
    .catch((error) => {
      if (!(error instanceof Rollback)) throw error;
    });
}
