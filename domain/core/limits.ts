import "server-only";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";
import { redis } from "./redis";

/** Points per seconds. Limits name a user where there is one; the address alone is only a coarse outer bound. */
const rules = {
  api: { points: 600, duration: 60 },
  guest: { points: 120, duration: 60 },
  login: { points: 30, duration: 60 },
  loginName: { points: 10, duration: 300 },
  register: { points: 10, duration: 3600 },
  upload: { points: 60, duration: 600 },
  export: { points: 30, duration: 600 },
} as const;
export type Limit = keyof typeof rules;

const limiters = new Map<Limit, RateLimiterRedis>();

function limiterOf(limit: Limit): RateLimiterRedis {
  const known = limiters.get(limit);
  if (known) return known;
  const rule = rules[limit];
  const made = new RateLimiterRedis({
    storeClient: redis(),
    keyPrefix: `limit:${limit}`,
    ...rule,
    insuranceLimiter: new RateLimiterMemory(rule), // Redis away: each process counts for itself
  });
  limiters.set(limit, made);
  return made;
}

/** Takes one point, or throws rate_limited with the seconds to wait. */
export async function takePoint(limit: Limit, key: string): Promise<void> {
  try {
    await limiterOf(limit).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new AppError("rate_limited", `操作太频繁，请 ${retryAfter} 秒后再试`, { retryAfter });
  }
}

/** A success gives the points back (a right password ends the count of wrong ones). */
export const givePointsBack = (limit: Limit, key: string): Promise<unknown> =>
  limiterOf(limit)
    .delete(key)
    .catch(() => undefined);
