import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { dataDir, root } from "./paths.mjs";
import { Fault, say } from "./say.mjs";

const sources = ["app", "components", "domain", "db", "lib", "documents", "gateways", "worker", "public"];
const files = [
  "next.config.ts",
  "package-lock.json",
  "tsconfig.json",
  "instrumentation.ts",
  "proxy.ts",
  "middleware.ts",
];
const stampFile = join(root, ".next/yuean-built");

/** Runs `next build` when what it reads has changed since the last complete build. */
export function ensureBuilt(children, env) {
  return withLock(join(dataDir, "build.lock"), "构建页面", async () => {
    const stamp = fingerprint(env);
    if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
    say("构建页面（next build）…");
    rmSync(stampFile, { force: true });
    await build(children, { ...env, NODE_ENV: "production" });
    writeFileSync(stampFile, stamp);
  });
}

async function build(children, env) {
  const logFile = join(dataDir, "build.log");
  const next = ["node_modules/next/dist/bin/next", "build"];
  const { code } = await children.run(process.execPath, next, { env, quiet: false, logFile });
  const log = readFileSync(logFile, "utf8").trim().split("\n");
  if (code !== 0) throw new Fault(`构建失败，日志在 ${logFile}：\n${log.slice(-30).join("\n")}`);
}

function fingerprint(env) {
  const hash = createHash("sha256").update(`${process.versions.node}\n`);
  const inlined = Object.entries(env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  hash.update(JSON.stringify(inlined.sort()));
  const found = [...files.filter((name) => existsSync(join(root, name))), ...sources.flatMap(filesBelow)];
  for (const name of found.filter(isBuilt).sort()) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  return hash.digest("hex");
}

const isBuilt = (name) => !/\.test\.tsx?$/.test(name);

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${name}`)
    .filter((name) => statSync(join(root, name)).isFile());
}
