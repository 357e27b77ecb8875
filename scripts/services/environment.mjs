import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDir, root } from "./paths.mjs";
import { secrets } from "./secrets.mjs";

/** Reads the optional .env file; what the shell has set wins. */
export function loadDotEnv() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * The environment of web, worker and scripts: in demo mode with this checkout's own secrets for what is not set; in
 * production exactly what was given, which lib/env.ts then judges.
 */
export function appEnvironment(
  services,
  { database, redisIndex, mode = process.env.APP_MODE || "demo", ...more } = {},
) {
  const given = { ...process.env };
  const { NEXTAUTH_SECRET, TOKEN_SECRET, FIELD_KEYS, FIELD_HASH_KEY } = secrets();
  const demo = { NEXTAUTH_SECRET, TOKEN_SECRET, FIELD_KEYS, FIELD_HASH_KEY, FILES_DIR: join(dataDir, "files") };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  return {
    ...(mode === "production" ? {} : demo),
    ...set,
    APP_MODE: mode,
    DATABASE_URL: services.databaseUrl(database),
    REDIS_URL: services.redisUrl(redisIndex),
    NEXT_TELEMETRY_DISABLED: "1",
    ...more,
  };
}
