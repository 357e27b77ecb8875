import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { root, rootHash } from "./paths.mjs";
import { marked, signalQuietly, waitUntil } from "./processes.mjs";
import { Fault } from "./say.mjs";

/**
 * The processes of one `npm start` (or test, or dev). Each gets its own group, so that Ctrl-C reaches them only
 * through us and in order, and a mark in its environment, which its own children inherit: by it the next start finds
 * what outlived a kill -9 of us. Call it while holding the lock of the same name.
 */
export function childrenOf(name) {
  const mark = `${rootHash}-${name}`;
  const groups = new Set();
  let stopping = false;

  /** Starts a process; `logFile` takes its output, `capture` is called with it, otherwise it goes to our terminal. */
  function start(command, args, { logFile, capture, ...options } = {}) {
    if (stopping) throw new Fault("正在停止。");
    const log = logFile ? openSync(logFile, "w", 0o600) : null;
    const out = log ?? (capture ? "pipe" : "inherit");
    const env = { ...(options.env ?? process.env), YUEAN_RUN: mark };
    const child = spawn(command, args, { cwd: root, ...options, env, detached: true, stdio: ["ignore", out, out] });
    if (log !== null) closeSync(log);
    if (capture) for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", capture);
    if (child.pid) groups.add(child.pid);
    const ended = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: 127, error }));
      child.once("close", (code, signal) => {
        // An empty group's number may be given to someone else.
        if (!signalQuietly(-child.pid, 0)) groups.delete(child.pid);
        resolve({ code: code ?? (signal ? 130 : 1), signal });
      });
    });
    return Object.assign(child, { ended });
  }

  /** Runs a process to its end; gives `{ code, output }`, where output is what it wrote unless it went to the terminal. */
  async function run(command, args, { quiet = true, ...options } = {}) {
    let output = "";
    const capture = (text) => {
      output += text;
    };
    const { code, error } = await start(command, args, quiet ? { capture, ...options } : options).ended;
    if (error) throw new Fault(`无法运行 ${command}：${error.message}`);
    if (stopping) throw new Fault("已停止。");
    return { code, output };
  }

  /** Ends them all: asked first, made to after `ms`. Nothing can be started afterwards. */
  async function stop({ ms = 10_000 } = {}) {
    stopping = true;
    const living = () => [...groups].filter((pid) => signalQuietly(-pid, 0));
    await end(living, (pid, signal) => signalQuietly(-pid, signal), ms);
  }

  /** Ends what an earlier, killed run left behind; gives how many processes that were. */
  async function sweep() {
    const living = () => marked(`YUEAN_RUN=${mark}`);
    const count = living().length;
    if (count > 0) await end(living, signalQuietly, 5_000);
    return count;
  }

  return { start, run, stop, sweep, isStopping: () => stopping };
}

async function end(living, signal, ms) {
  for (const pid of living()) signal(pid, "SIGTERM");
  if (await waitUntil(() => living().length === 0, { ms })) return;
  for (const pid of living()) signal(pid, "SIGKILL");
  await waitUntil(() => living().length === 0, { ms: 5_000 });
}
