import "./services/node-version.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { firstToEnd, migrate, seed } from "./services/app.mjs";
import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { root } from "./services/paths.mjs";
import { freePort } from "./services/ports.mjs";
import { say } from "./services/say.mjs";
import { session } from "./services/session.mjs";
import { watchedTypescript } from "./services/typescript.mjs";

loadDotEnv();

await session("dev", {
  already: ({ pid }) => `npm run dev 已在运行（进程 ${pid}）。`,
  stopped: 0,
  async work({ children, services }) {
    await ensureInstalled(children);
    const found = await services();
    const port = await freePort(Number(process.env.PORT || 3000), "127.0.0.1");
    const address = `http://127.0.0.1:${port}`;
    const urls = { HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: address, NEXTAUTH_URL: address };
    const env = appEnvironment(found, { mode: "demo", NODE_ENV: "development", ...urls });
    const { empty } = await migrate(children, env);
    if (empty) await seed(children, env, "demo");
    const next = ["node_modules/next/dist/bin/next", "dev", "-H", "127.0.0.1", "-p", String(port)];
    const running = [["网页服务", children.start(process.execPath, next, { env })]];
    if (existsSync(join(root, "worker/main.ts"))) {
      running.push(["后台任务", children.start(process.execPath, watchedTypescript("worker/main.ts"), { env })]);
    }
    say(`开发服务器：${address}（演示账号见 README，密码 Yuean-demo-1）。按 Ctrl-C 停止。`);
    return firstToEnd(running, children.isStopping);
  },
});
