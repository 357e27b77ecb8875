import { join } from "node:path";
import { childrenOf } from "./children.mjs";
import { tryLock } from "./lock.mjs";
import { dataDir, ensureDataDir } from "./paths.mjs";
import { enterServices, leaveServices } from "./private.mjs";
import { Fault, fail, say } from "./say.mjs";

/**
 * One run of `npm start`, `test` or `dev`: one at a time in a checkout, cleaned up after however it ends. `work` gets
 * `{ children, lock, services }` and gives the exit code; `stopped` is the code after a stop signal; `last` runs when all
 * is cleaned up.
 */
export async function session(name, { already, stopped, work, last }) {
  ensureDataDir();
  const { held: lock, owner } = tryLock(join(dataDir, `${name}.lock`));
  if (!lock) fail(new Fault(already(owner)));
  const children = childrenOf(name);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(children));
  let entered = false;
  const services = () => {
    entered = true;
    return enterServices(process.env);
  };
  let code = 1;
  try {
    if (await children.sweep()) say("已结束上次异常退出时留下的进程。");
    code = await work({ children, lock, services });
  } catch (error) {
    if (!children.isStopping()) report(error);
  }
  if (children.isStopping()) code = stopped;
  await children.stop();
  if (entered) await leaveServices().catch(report);
  lock.release();
  last?.();
  process.exit(code);
}

// In package.json the shell becomes us (`exec`): npm hands a signal of its own on to what it has started, and a shell would
// end without telling us. So one Ctrl-C may come twice, from the terminal and from npm.
const SAME_MS = 500;
let stoppedAt = 0;

function stop(children) {
  if (!children.isStopping()) {
    stoppedAt = performance.now();
    say("正在停止…");
    children.stop();
  } else if (performance.now() - stoppedAt > SAME_MS) children.stop({ ms: 0 }); // a second Ctrl-C means now
}

const report = (error) =>
  process.stderr.write(error instanceof Fault ? `\n月安  ${error.message}\n` : `\n${error?.stack ?? error}\n`);
