import "./services/node-version.mjs";
import { firstToEnd, logFileOf, migrate, seed, startWeb, startWorker, waitForWeb } from "./services/app.mjs";
import { ensureBuilt } from "./services/build.mjs";
import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { freePort, isFree } from "./services/ports.mjs";
import { Fault, say } from "./services/say.mjs";
import { session } from "./services/session.mjs";

loadDotEnv();
const mode = process.env.APP_MODE || "demo";
const isDemo = mode !== "production";

// In production nothing is made up: what is missing is named by lib/env.ts with all other faults.
const given = { databaseUrl: () => process.env.DATABASE_URL, redisUrl: () => process.env.REDIS_URL };

await session("start", {
  already: ({ address, pid }) =>
    address
      ? `已经在运行：${address}（进程 ${pid}）。要重新启动，先在原来的终端按 Ctrl-C。`
      : `另一个 npm start 正在启动（进程 ${pid}），请等它完成。`,
  stopped: 0,
  async work({ children, lock, services }) {
    // Both take time on a fresh machine and neither needs the other.
    const [found] = await both(isDemo ? services() : given, ensureInstalled(children));
    const { host, port } = await whereToListen();
    const address = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
    const env = environmentFor(found, { host, port, address });
    const { empty } = await migrate(children, env);
    if (empty) {
      say(isDemo ? "载入演示中心…" : "载入基础数据…");
      await seed(children, env, isDemo ? "demo" : "base");
    }
    await ensureBuilt(children, env);
    return serve({ children, lock, env, host, port, address });
  },
});

// The other is awaited too when one fails, so that nothing goes on in the background while we clean up.
async function both(...work) {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return results.map((result) => result.value);
}

async function whereToListen() {
  const host = process.env.HOST || (isDemo ? "127.0.0.1" : "0.0.0.0");
  const wanted = Number(process.env.PORT || 3000);
  if (isDemo) return { host, port: await freePort(wanted, host) };
  if (await isFree(wanted, host)) return { host, port: wanted };
  throw new Fault(`端口 ${wanted} 已被占用。请停止占用它的程序，或用 PORT 换一个端口。`);
}

function environmentFor(found, { host, port, address }) {
  const env = appEnvironment(found, { mode, HOST: host, PORT: String(port) });
  const publicUrl = env.PUBLIC_URL || (isDemo ? address : undefined);
  // next-auth reads NEXTAUTH_URL from the environment itself.
  return { ...env, ...(publicUrl && { PUBLIC_URL: publicUrl, NEXTAUTH_URL: env.NEXTAUTH_URL || publicUrl }) };
}

async function serve({ children, lock, env, host, port, address }) {
  const [webLog, workerLog] = isDemo ? ["web", "worker"].map(logFileOf) : [];
  const web = startWeb(children, env, { host, port, logFile: webLog });
  await waitForWeb(web, address, { logFile: webLog });
  // Afterwards: people wait for the page, and two programs that start at once take each other's time.
  const worker = startWorker(children, env, { logFile: workerLog });
  const running = [["网页服务", web, webLog], ...(worker ? [["后台任务", worker, workerLog]] : [])];
  lock.note({ address });
  tell(address, running);
  return firstToEnd(running, children.isStopping);
}

function tell(address, running) {
  say(`已启动：${address}`);
  if (isDemo) {
    say("演示账号：admin manager dietitian chef nurse recorder doctor cashier warehouse customer");
    say("密码都是：Yuean-demo-1");
    say(`日志：${running.map(([, , file]) => file).join("  ")}`);
  }
  say("按 Ctrl-C 停止。");
}
