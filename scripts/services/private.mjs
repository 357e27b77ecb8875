import { join } from "node:path";
import { dropLease, inUse, takeLease } from "./leases.mjs";
import { withLock } from "./lock.mjs";
import { findMariadb, startMariadb, stopMariadb } from "./mariadb.mjs";
import { dataDir, ensureDataDir } from "./paths.mjs";
import { emptyRedis, findRedis, startRedis, stopRedis } from "./redis.mjs";
import { say } from "./say.mjs";
import { secrets } from "./secrets.mjs";

const lockFile = join(dataDir, "services.lock");
const exclusively = (work) => withLock(lockFile, "启动或停止数据库", work);

/**
 * Finds or starts what the environment does not name. Gives `{ databaseUrl(name), redisUrl(index) }`; release with
 * `leaveServices`. `lease` "keep" leaves them running after us.
 */
export async function enterServices(environment, { lease } = {}) {
  ensureDataDir();
  const { databasePassword, redisPassword } = secrets();
  // A shell that took `services.mjs env` names our own services, which may have to be started.
  const isForeign = (url, password) => Boolean(url) && !url.includes(`:${password}@`);
  return exclusively(async () => {
    takeLease(lease);
    const mariadb = isForeign(environment.DATABASE_URL, databasePassword) ? null : startMariadb();
    const redis = isForeign(environment.REDIS_URL, redisPassword) ? null : startRedis();
    const [database, cache] = await settled([mariadb, redis]);
    if (database?.started) say(`私有数据库已启动（127.0.0.1:${database.port}）`);
    if (cache?.started) say(`私有 Redis 已启动（127.0.0.1:${cache.port}）`);
    return {
      databaseUrl: (name) =>
        database
          ? `mysql://yuean:${database.password}@127.0.0.1:${database.port}/${name ?? nameIn(environment.DATABASE_URL) ?? "yuean"}`
          : renamed(environment.DATABASE_URL, name),
      // Someone else's Redis is not ours to empty.
      emptyRedis: async (...indexes) => cache && emptyRedis(cache, indexes),
      redisUrl: (index) =>
        cache
          ? `redis://:${cache.password}@127.0.0.1:${cache.port}/${index ?? 0}`
          : renamed(environment.REDIS_URL, index),
    };
  });
}

// Both are waited for even when one fails: nothing is left starting behind our back.
async function settled(work) {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.map((result) => result.value);
}

const nameIn = (address) => (address ? new URL(address).pathname.slice(1) || undefined : undefined);

function renamed(address, name) {
  if (name === undefined) return address;
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}

/** Gives up our use of the private services; the last user stops them cleanly. */
export async function leaveServices(lease) {
  return exclusively(async () => {
    dropLease(lease);
    if (inUse()) return false;
    await Promise.all([stopMariadb(), stopRedis()]);
    return true;
  });
}

export const runningServices = () => ({
  mariadb: findMariadb()?.pid ?? null,
  redis: findRedis()?.pid ?? null,
  inUse: inUse(),
});
