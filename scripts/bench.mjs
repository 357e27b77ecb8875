import "./services/node-version.mjs";
import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { session } from "./services/session.mjs";
import { typescript } from "./services/typescript.mjs";

// npm run bench -- scheduling
// npm run bench -- [--sizes=10000,100000,1000000] [--requests=200] [--parallel=8] [--only=客户,计划] [--reuse]
// npm run bench -- lighthouse [--url=http://127.0.0.1:3000]
loadDotEnv();

await session("bench", {
  already: ({ pid }) => `npm run bench 已在运行（进程 ${pid}）。`,
  stopped: 130,
  async work({ children, services }) {
    if (process.argv[2] === "lighthouse") {
      await ensureInstalled(children);
      const { audit } = await import("./bench/lighthouse.mjs");
      return audit(process.argv.slice(3));
    }
    const [found] = await Promise.all([services(), ensureInstalled(children)]);
    const env = appEnvironment(found, {
      database: "yuean_bench",
      redisIndex: 15,
      LOG_LEVEL: "silent",
      NODE_ENV: "production",
    });
    const [what] = process.argv.slice(2);
    const file = what === "scheduling" ? "scripts/bench/scheduling/main.ts" : "scripts/bench/main.ts";
    const script = typescript(file, ...process.argv.slice(2));
    const { code } = await children.run(process.execPath, script, { env, quiet: false });
    return code;
  },
});
