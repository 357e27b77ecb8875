import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { identity, isSame, sleep } from "./processes.mjs";
import { Fault, say } from "./say.mjs";

/** Takes the lock file and gives `{ held }`, or `{ owner }` when a living process has it. A dead owner's lock is removed. */
export function tryLock(file, note = {}) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 20; attempt++) {
    if (place(file, JSON.stringify({ ...identity(process.pid), ...note }))) return { held: held(file) };
    const text = readText(file);
    if (isSame(parse(text))) return { owner: parse(text) };
    if (text !== null) setAside(file, text);
  }
  throw new Fault(`无法取得锁文件 ${file}，请删除它后重试。`);
}

// Linked into place complete, so that no reader sees half a lock and takes it for a dead one.
function place(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function held(file) {
  return {
    /** Adds facts to the lock for others to read, such as the address. */
    note(facts) {
      const next = `${file}.${process.pid}`;
      writeFileSync(next, JSON.stringify({ ...identity(process.pid), ...facts }), { mode: 0o600 });
      renameSync(next, file);
    },
    release() {
      if (parse(readText(file))?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

const readText = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// Two starters may both find the dead lock; the rename lets only one take it away, and what it took is checked.
function setAside(file, expected) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readText(aside);
  rmSync(aside, { force: true });
  if (taken !== null && taken !== expected) place(file, taken);
}

/** Runs `work` while holding the lock, waiting for whoever has it. */
export async function withLock(file, what, work, { ms = 600_000 } = {}) {
  const end = performance.now() + ms;
  let told = false;
  for (;;) {
    const { held: mine, owner } = tryLock(file);
    if (mine) {
      try {
        return await work();
      } finally {
        mine.release();
      }
    }
    if (performance.now() > end) throw new Fault(`等待${what}超时：进程 ${owner.pid} 一直占用 ${file}。`);
    if (!told && owner.pid !== process.pid) say(`另一个进程（${owner.pid}）正在${what}，稍候…`);
    told = true;
    await sleep(200);
  }
}
