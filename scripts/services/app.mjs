import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir, root } from "./paths.mjs";
import { sleep } from "./processes.mjs";
import { Fault, say } from "./say.mjs";
import { typescript } from "./typescript.mjs";

const next = join(root, "node_modules/next/dist/bin/next");

/** Brings the database up to the schema; `reset` empties it first. Gives `{ empty }`: whether nobody lives in it yet. */
export async function migrate(children, env, { reset = false } = {}) {
  const script = typescript("scripts/migrate.ts", ...(reset ? ["--reset"] : []));
  const { code, output } = await children.run(process.execPath, script, { env });
  if (code !== 0) throw new Fault(lastLines(output, 30));
  return JSON.parse(lastLines(output, 1));
}

/**
 * Loads reference data ("base") or the demo centre ("demo") where there is none; all in one transaction, so that a kill
 * leaves nothing half-loaded.
 */
export async function seed(children, env, kind) {
  const { code, output } = await children.run(process.execPath, typescript("scripts/seed.ts", kind, "--if-empty"), {
    env,
  });
  if (code !== 0) throw new Fault(`载入初始数据失败，数据库未改动：\n${lastLines(output, 30)}`);
}

/** Starts the web server; `port` must be free. */
export function startWeb(children, env, { host, port, ...output }) {
  return children.start(process.execPath, [next, "start", "-H", host, "-p", String(port)], {
    env: { ...env, NODE_ENV: "production" },
    ...output,
  });
}

export function startWorker(children, env, output = {}) {
  if (!existsSync(join(root, "worker/main.ts"))) return null;
  return children.start(process.execPath, typescript("worker/main.ts"), {
    env: { ...env, NODE_ENV: "production" },
    ...output,
  });
}

/** Waits until the web server answers; throws when it ended or took too long. */
export async function waitForWeb(web, address, { ms = 60_000, logFile } = {}) {
  let ended = null;
  web.ended.then((end) => {
    ended = end;
  });
  const limit = performance.now() + ms;
  while (!(await isLive(address))) {
    if (ended || performance.now() > limit) {
      const log = logFile ? `：\n${lastLines(readFileSync(logFile, "utf8"), 30)}` : "，原因见上。";
      throw new Fault(
        ended ? `网页服务没有启动（退出码 ${ended.code}）${log}` : `网页服务 ${ms / 1000} 秒内没有就绪${log}`,
      );
    }
    await sleep(150);
  }
}

async function isLive(address) {
  try {
    return (await fetch(`${address}/api/health/live`, { signal: AbortSignal.timeout(5_000) })).status < 500;
  } catch {
    return false;
  }
}

/** Waits for the first of the processes to end, and says which. Gives its exit code. */
export async function firstToEnd(named, isStopping) {
  const ends = named.map(async ([name, child, logFile]) => ({ name, logFile, ...(await child.ended) }));
  const { name, logFile, code } = await Promise.race(ends);
  if (isStopping()) return 0;
  const log = logFile ? `日志 ${logFile} 的最后几行：\n${lastLines(readFileSync(logFile, "utf8"), 20)}` : "";
  say(`${name}意外退出（退出码 ${code}），其余进程随之停止。${log}`);
  return code || 1;
}

export function logFileOf(name) {
  mkdirSync(join(dataDir, "logs"), { recursive: true, mode: 0o700 });
  return join(dataDir, "logs", `${name}.log`);
}

export const lastLines = (text, count) => text.trim().split("\n").slice(-count).join("\n");
