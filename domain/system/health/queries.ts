import "server-only";
import { sql } from "drizzle-orm";
import { doorman } from "@/domain/core/access";
import { redis } from "@/domain/core/redis";

export type Health = { status: "healthy" | "degraded" | "unhealthy"; database: "up" | "down"; redis: "up" | "down" };

/** Asks both services now. Without the database nothing works; without Redis everything does, slower. */
export async function health(): Promise<Health> {
  const [database, cache] = await Promise.all([answers(doorman().execute(sql`select 1`)), answers(redis().ping())]);
  return {
    status: database ? (cache ? "healthy" : "degraded") : "unhealthy",
    database: database ? "up" : "down",
    redis: cache ? "up" : "down",
  };
}

const answers = (ask: PromiseLike<unknown>): Promise<boolean> =>
  Promise.race([
    Promise.resolve(ask).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2000)),
  ]);
