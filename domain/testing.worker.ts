/** Runs in each test worker before any import: this worker's own database and its own corner of Redis. */
const worker = process.env.VITEST_POOL_ID ?? "1";
const url = new URL(process.env.DATABASE_URL ?? "");
if (!/\/yuean_test_\d+$/.test(url.pathname)) {
  url.pathname = `/yuean_test_${worker}`;
  process.env.DATABASE_URL = url.href;
  const redis = new URL(process.env.REDIS_URL ?? "redis://127.0.0.1:6379");
  redis.pathname = `/${Number(worker) + 1}`;
  process.env.REDIS_URL = redis.href;
}
