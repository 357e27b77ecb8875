import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export { sleep };

export function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !isZombie(pid);
}

function isZombie(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return "ZX".includes(stat.slice(stat.lastIndexOf(")") + 2)[0]);
  } catch {
    return false;
  }
}

/** A process's identity beyond its number, which the system hands out again: boot and start time. Null when gone. */
export function birth(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()} ${ticks}`;
  } catch {
    return process.platform === "linux" ? null : ps(["-o", "lstart=", "-p", String(pid)]).trim() || null;
  }
}

export const identity = (pid) => ({ pid, birth: birth(pid) });
export const isSame = (who) => Boolean(who?.pid) && alive(who.pid) && birth(who.pid) === who.birth;

function ps(args) {
  try {
    return execFileSync("ps", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** Every process as `{ pid, args, cwd }`; without /proc the cwd is unknown. */
export function processes() {
  if (process.platform !== "linux") {
    return ps(["-axo", "pid=,args="])
      .split("\n")
      .flatMap((line) => {
        const found = line.match(/^\s*(\d+)\s+(.*)$/);
        return found ? [{ pid: Number(found[1]), args: found[2], cwd: null }] : [];
      });
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return args && !isZombie(name) ? [{ pid: Number(name), args, cwd: cwdOf(name) }] : [];
      } catch {
        return [];
      }
    });
}

function cwdOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** The processes, ours excepted, that were given `mark` ("NAME=value") in their environment. */
export function marked(mark) {
  if (process.platform !== "linux") {
    const lines = ps(["-axEwwo", "pid=,command="]).split("\n");
    return lines.filter((line) => line.includes(` ${mark}`)).map((line) => Number.parseInt(line, 10));
  }
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const found = readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(mark);
      return found && !isZombie(name) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Starts a process that outlives us, in its own group so that Ctrl-C in the terminal does not reach it. */
export function spawnDetached(command, args, { logFile, ...options } = {}) {
  const log = logFile ? openSync(logFile, "a", 0o600) : "ignore";
  const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log], ...options });
  if (logFile) closeSync(log);
  child.unref();
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child));
    child.once("error", reject);
  });
}

/** Runs a command to its end and gives `{ code, output }`; with `show` its output also reaches the terminal. */
export function run(command, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        if (show) process.stderr.write(text);
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? 128, signal, output }));
  });
}

export async function waitUntil(test, { ms, every = 50 }) {
  const end = performance.now() + ms;
  for (;;) {
    if (await test()) return true;
    if (performance.now() > end) return false;
    await sleep(every);
  }
}

/** Asks a process to stop, and after `ms` makes it. */
export async function stop(pid, { ms = 30_000, signal = "SIGTERM" } = {}) {
  signalQuietly(pid, signal);
  if (await waitUntil(() => !alive(pid), { ms })) return;
  signalQuietly(pid, "SIGKILL");
  await waitUntil(() => !alive(pid), { ms: 5_000 });
}

/** Signals a process, or with a negative number its whole group; one that is already gone is fine. */
export function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
