import "./services/node-version.mjs";
import { writeSync } from "node:fs";
import { runChecks } from "./services/checks.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { session } from "./services/session.mjs";

await session("check", {
  already: ({ pid }) => `检查已在运行（进程 ${pid}）。`,
  stopped: 130,
  async work({ children }) {
    await ensureInstalled(children);
    const { passed, failed } = await runChecks(children);
    writeSync(1, `${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  },
});
