import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir, ensureDataDir } from "./paths.mjs";
import { Fault } from "./say.mjs";

// Every demo secret says that it is one: lib/env.ts refuses them in production.
const makers = {
  databasePassword: () => randomBytes(18).toString("hex"),
  redisPassword: () => randomBytes(18).toString("hex"),
  NEXTAUTH_SECRET: () => `demo-${randomBytes(32).toString("base64url")}`,
  TOKEN_SECRET: () => `demo-${randomBytes(32).toString("base64url")}`,
  FIELD_KEYS: () => `demo1:${randomBytes(32).toString("base64")}`,
  FIELD_HASH_KEY: () => Buffer.concat([Buffer.from("demo"), randomBytes(28)]).toString("base64"),
};

/** The secrets of this checkout's private services and demo mode: made once, kept in .data/secrets.json (0600). */
export function secrets() {
  ensureDataDir();
  const file = join(dataDir, "secrets.json");
  const kept = read(file);
  const missing = Object.keys(makers).filter((name) => typeof kept[name] !== "string");
  if (missing.length === 0) return kept;
  const all = { ...kept, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return all;
}

function read(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    // Guessing new keys would make every encrypted field unreadable for good.
    throw new Fault(`密钥文件 ${file} 已损坏。请从备份恢复；若其中的演示数据可以丢弃，删除整个 .data 目录后重试。`);
  }
}
