import "server-only";
import { Redis } from "ioredis";
import { log } from "@/lib/log";

type Holder = { yueanRedis?: Redis };
const holder = globalThis as Holder; // survives module reloads in development

/** One connection a process. Commands fail at once while Redis is away: everything that uses it has a way without. */
export function redis(): Redis {
  holder.yueanRedis ??= connect();
  return holder.yueanRedis;
}

function connect(): Redis {
  const client = new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    connectTimeout: 1000,
    commandTimeout: 1000,
    retryStrategy: (times) => Math.min(times * 200, 3000),
  });
  let away = false;
  client.on("error", (error) => {
    if (!away) log.warn({ err: error }, "redis is away");
    away = true;
    client.options.enableOfflineQueue = false; // nobody waits for the next attempt to connect
  });
  client.on("ready", () => {
    away = false;
    client.options.enableOfflineQueue = true;
  });
  return client;
}

export async function closeRedis(): Promise<void> {
  const client = holder.yueanRedis;
  holder.yueanRedis = undefined;
  if (client) await client.quit().catch(() => client.disconnect());
}
