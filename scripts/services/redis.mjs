import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { ensurePackages, which } from "./packages.mjs";
import { dataDir } from "./paths.mjs";
import { rememberedPort } from "./ports.mjs";
import { alive, processes, spawnDetached, stop, waitUntil } from "./processes.mjs";
import { Fault, say } from "./say.mjs";
import { secrets } from "./secrets.mjs";

const dir = join(dataDir, "redis");
const logFile = join(dataDir, "redis.log");

/** Starts or reuses the private Redis; gives `{ port, password, started }`. Call it under the services lock. */
export async function startRedis() {
  const { redisPassword: password } = secrets();
  const running = findRedis();
  if (running) {
    const port = Number(readQuietly(join(dataDir, "redis.port")));
    if (port && (await waitUntil(() => pongs(port, password), { ms: 15_000 })))
      return { port, password, started: false };
    await stopRedis();
  }
  await ensurePackages(["redis-server"], () => Boolean(which("redis-server")), "缓存与队列 Redis");
  return { port: await launch(password), password, started: true };
}

/** The process that serves our folder. Redis renames itself, so it is known by its working directory. */
export function findRedis() {
  const port = readQuietly(join(dataDir, "redis.port")).trim();
  return processes().find(
    ({ args, cwd }) =>
      /(^|\/)redis-server\b/.test(args) &&
      (cwd ? cwd.replace(/ \(deleted\)$/, "") === dir : port !== "" && args.includes(`:${port}`)),
  );
}

export async function stopRedis() {
  const running = findRedis();
  if (running) await stop(running.pid);
}

async function launch(password) {
  for (let attempt = 1; ; attempt++) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const port = await rememberedPort("redis", 500);
    const config = join(dataDir, "redis.conf");
    writeFileSync(config, settings(port, password), { mode: 0o600 });
    writeFileSync(logFile, "", { mode: 0o600 });
    const child = await spawnDetached(which("redis-server"), [config], { cwd: dir, logFile });
    const up = await waitUntil(async () => !alive(child.pid) || (await pongs(port, password)), { ms: 60_000 });
    if (up && alive(child.pid)) return port;
    await stop(child.pid, { ms: 5_000 });
    const log = readQuietly(logFile);
    if (attempt > 1 || !/aof|rdb|manifest/i.test(log)) {
      throw new Fault(`Redis 没有启动。日志 ${logFile} 的最后几行：\n${log.trim().split("\n").slice(-8).join("\n")}`);
    }
    const aside = `${dir}.broken-${child.pid}`;
    renameSync(dir, aside);
    say(`Redis 的数据文件已损坏，原样保留在 ${aside}，从空白开始。业务数据都在数据库里，不受影响。`);
  }
}

const settings = (port, password) => `bind 127.0.0.1
port ${port}
requirepass ${password}
dir "${dir}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
databases 32
daemonize no
`;

/** Empties numbered databases of our Redis: cached reads of a database that is made anew would be wrong. */
export async function emptyRedis({ port, password }, indexes) {
  const commands = indexes.flatMap((index) => [`SELECT ${index}`, "FLUSHDB"]);
  if (!(await obeys(port, [`AUTH ${password}`, ...commands]))) throw new Fault("无法清空测试用的 Redis 数据库。");
}

/** Whether our Redis is ready on the port: it takes the password and has loaded its data. */
const pongs = (port, password) => obeys(port, [`AUTH ${password}`, "PING"]);

/** Sends commands whose answers are one line each; false unless every one succeeds. */
function obeys(port, commands) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1_000 });
    let text = "";
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => socket.write(commands.map((command) => `${command}\r\n`).join("")));
    socket.on("data", (bytes) => {
      text += bytes;
      const answers = text.split("\r\n").slice(0, -1);
      if (answers.some((answer) => answer.startsWith("-"))) end(false);
      else if (answers.length === commands.length) end(true);
    });
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
  });
}

const readQuietly = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
