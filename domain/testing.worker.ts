/** Runs in each test worker before any import: this worker's own database and its own corner of Redis. */
const worker = process.env.VITEST_POOL_ID ?? "1";
const url = new URL(process.env.DATABASE_URL ?? "");
if (process.env.TEST_WORKER !== worker) {
  url.pathname = `${url.pathname}_${worker}`;
  process.env.DATABASE_URL = url.href;
  const redis = new URL(process.env.REDIS_URL ?? "redis://127.0.0.1:6379");
  redis.pathname = `/${Number(redis.pathname.slice(1) || 1) + Number(worker)}`;
  process.env.REDIS_URL = redis.href;
  process.env.TEST_WORKER = worker;
}
