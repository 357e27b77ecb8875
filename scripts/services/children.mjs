import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir, root } from "./paths.mjs";
import { alive, identity, isSame, signalQuietly, waitUntil } from "./processes.mjs";
import { Fault } from "./say.mjs";

/**
 * The processes of one `npm start` (or test, or dev). Each gets its own group, so that Ctrl-C reaches them only
 * through us and in order; the ledger file lets the next start find those that outlived a kill -9 of us.
 * Call it while holding the lock of the same name.
 */
export function childrenOf(name) {
  const ledger = join(dataDir, `${name}.children.json`);
  const live = new Map();
  let stopping = false;

  const write = () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${ledger}.new`, JSON.stringify([...live.values()]));
    renameSync(`${ledger}.new`, ledger);
  };

  /** Starts a process; `logFile` takes its output, `capture` is called with it, otherwise it goes to our terminal. */
  function start(command, args, { logFile, capture, ...options } = {}) {
    if (stopping) throw new Fault("正在停止。");
    const log = logFile ? openSync(logFile, "w", 0o600) : null;
    const out = log ?? (capture ? "pipe" : "inherit");
    const child = spawn(command, args, { cwd: root, detached: true, ...options, stdio: ["ignore", out, out] });
    if (log !== null) closeSync(log);
    if (capture) for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", capture);
    if (child.pid) live.set(child, identity(child.pid));
    write();
    child.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: 127, error }));
      child.once("close", (code, signal) => resolve({ code: code ?? (signal ? 130 : 1), signal }));
    }).then((end) => {
      live.delete(child);
      write();
      return end;
    });
    return child;
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
    await end([...live.values()], ms);
    rmSync(ledger, { force: true });
  }

  /** Ends what an earlier, killed run left behind. */
  async function sweep() {
    const left = readLedger(ledger).filter((who) => isSame(who) || (!alive(who.pid) && groupLives(who.pid)));
    await end(left, 5_000);
    rmSync(ledger, { force: true });
    return left.length;
  }

  return { start, run, stop, sweep, isStopping: () => stopping };
}

async function end(list, ms) {
  const gone = () => list.every(({ pid }) => !groupLives(pid));
  for (const { pid } of list) signalQuietly(-pid, "SIGTERM");
  if (await waitUntil(gone, { ms })) return;
  for (const { pid } of list) signalQuietly(-pid, "SIGKILL");
  await waitUntil(gone, { ms: 5_000 });
}

// Signal 0 to the group: true while any member is there, the leader's own children included.
const groupLives = (pid) => signalQuietly(-pid, 0);

function readLedger(file) {
  try {
    const list = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
