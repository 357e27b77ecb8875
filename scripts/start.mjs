import "./services/node-version.mjs";
import { firstToEnd, logFileOf, migrate, seedDemo, startWeb, startWorker, waitForWeb } from "./services/app.mjs";
import { ensureBuilt } from "./services/build.mjs";
import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { freePort, isFree } from "./services/ports.mjs";
import { Fault, say } from "./services/say.mjs";
import { session } from "./services/session.mjs";

loadDotEnv();
const mode = process.env.APP_MODE || "demo";
const isDemo = mode !== "production";

await session("start", {
  already: ({ address, pid }) =>
    address
      ? `已经在运行：${address}（进程 ${pid}）。要重新启动，先在原来的终端按 Ctrl-C。`
      : `另一个 npm start 正在启动（进程 ${pid}），请等它完成。`,
  stopped: 0,
  async work({ children, lock, services }) {
    if (!isDemo) requireOwnServices();
    // Both take time on a fresh machine and neither needs the other.
    const [found] = await both(services(), ensureInstalled(children));
    const { host, port } = await whereToListen();
    const address = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    const urls = isDemo ? { HOST: host, PORT: String(port), PUBLIC_URL: address, NEXTAUTH_URL: address } : {};
    const environment = appEnvironment(found, { mode, ...urls });
    const env = { ...environment, NEXTAUTH_URL: environment.NEXTAUTH_URL || environment.PUBLIC_URL };
    await migrate(children, env);
    if (isDemo) await seedDemo(children, env);
    await ensureBuilt(children, env);
    await serve({ children, lock, env, host, port, address });
    return 1;
  },
});
