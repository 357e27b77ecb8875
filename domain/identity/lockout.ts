import "server-only";
import { redis } from "@/domain/core/redis";
import { lookupHash } from "@/lib/crypto";
import { addMinutes } from "@/lib/time";
import { lockMinutes } from "./rules";

/**
 * Failures on names that nobody has. A real account counts in its own row and shuts after the fifth; a made-up one must shut
 * just the same, or the lock would tell which names exist. Kept in Redis, in this process while Redis is away.
 */
type Shadow = { failures: number; lockedUntil: number };

const KEEP_SECONDS = 30 * 86_400;
const MAX_IN_MEMORY = 10_000;
const memory = new Map<string, Shadow>();
const keyOf = (name: string) => `login-shadow:${lookupHash(name).slice(0, 32)}`;

/** Until when this unknown name is shut, or null. */
export async function shadowLock(name: string, now: Date): Promise<Date | null> {
  const { lockedUntil } = await read(keyOf(name));
  return lockedUntil > now.getTime() ? new Date(lockedUntil) : null;
}

/** One more failure; answers until when the name is shut now, or null. */
export async function shadowFailure(name: string, now: Date): Promise<Date | null> {
  const key = keyOf(name);
  const failures = await countUp(key);
  const minutes = lockMinutes(failures);
  const until = minutes > 0 ? addMinutes(now, minutes) : null;
  const shadow = { failures, lockedUntil: until?.getTime() ?? 0 };
  remember(key, shadow);
  await redis()
    .set(`${key}:until`, shadow.lockedUntil, "EX", KEEP_SECONDS)
    .catch(() => undefined);
  return until;
}

async function countUp(key: string): Promise<number> {
  const answers = await redis()
    .multi()
    .incr(`${key}:failures`)
    .expire(`${key}:failures`, KEEP_SECONDS)
    .exec()
    .catch(() => null);
  const counted = Number(answers?.[0]?.[1]);
  return counted > 0 ? counted : (memory.get(key)?.failures ?? 0) + 1;
}

async function read(key: string): Promise<Shadow> {
  const values = await redis()
    .mget(`${key}:failures`, `${key}:until`)
    .catch(() => null);
  if (!values) return memory.get(key) ?? { failures: 0, lockedUntil: 0 };
  return { failures: Number(values[0] ?? 0), lockedUntil: Number(values[1] ?? 0) };
}

function remember(key: string, shadow: Shadow): void {
  const oldest = memory.keys().next().value;
  if (memory.size >= MAX_IN_MEMORY && oldest !== undefined) memory.delete(oldest);
  memory.set(key, shadow);
}
