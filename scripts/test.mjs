import "./services/node-version.mjs";
import { existsSync, mkdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { logFileOf, migrate, seed, startWeb, startWorker, waitForWeb } from "./services/app.mjs";
import { ensureBuilt } from "./services/build.mjs";
import { runChecks } from "./services/checks.mjs";
import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { ensureInstalled } from "./services/install.mjs";
import { ensurePackages, which } from "./services/packages.mjs";
import { dataDir } from "./services/paths.mjs";
import { freePort } from "./services/ports.mjs";
import { playwrightCount, vitestCount } from "./services/reports.mjs";
import { Fault, say } from "./services/say.mjs";
import { session } from "./services/session.mjs";

const kinds = ["check", "unit", "e2e"];
const wanted = process.argv.includes("--only") ? [process.argv[process.argv.indexOf("--only") + 1]] : kinds;
if (!kinds.includes(wanted[0])) {
  process.stderr.write("用法：npm test -- [--only check|unit|e2e]\n");
  process.exit(2);
}
const total = { passed: 0, failed: 0 };
const reports = join(dataDir, "test");
loadDotEnv();

await session("test", {
  already: ({ pid }) => `测试已在运行（进程 ${pid}）。`,
  stopped: 130,
  async work({ children, services }) {
    mkdirSync(reports, { recursive: true });
    let found = null;
    await stage("准备", async () => {
      found = await prepare(children, services);
    });
    const run = { check: ["检查", runChecks], unit: ["单元与领域测试", unit], e2e: ["浏览器测试", e2e] };
    for (const kind of found ? wanted : []) await stage(run[kind][0], () => run[kind][1](children, found));
    return total.failed === 0 ? 0 : 1;
  },
  // After everything is stopped, so that it is the last line.
  last: () => writeSync(1, `${total.passed} passed, ${total.failed} failed\n`),
});

async function stage(name, work) {
  const from = performance.now();
  try {
    const count = (await work()) ?? { passed: 0, failed: 0 };
    total.passed += count.passed;
    total.failed += count.failed;
  } catch (error) {
    total.failed += 1;
    say(`✗ ${name}：${error instanceof Fault ? error.message : error.stack}`);
  }
  say(`${name}：${((performance.now() - from) / 1000).toFixed(0)} 秒`);
}

async function prepare(children, services) {
  const needed = wanted.includes("unit") || wanted.includes("e2e");
  const results = await Promise.allSettled([ensureInstalled(children), needed ? withBrowser(services) : {}]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return results[1].value;
}

async function withBrowser(services) {
  const found = await services();
  // The PDF checks of the unit tests read pages with poppler, and need the fonts too.
  const fonts = ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto"];
  const isThere = () =>
    Boolean(browser() && which("pdftotext")) && (!which("apt-get") || fonts.some((folder) => existsSync(folder)));
  await ensurePackages(["chromium", "fonts-noto-cjk", "poppler-utils"], isThere, "测试用的浏览器、中文字体与 PDF 工具");
  return found;
}

function browser() {
  return process.env.CHROMIUM_PATH || which("chromium", "chromium-browser", "google-chrome");
}

async function unit(children, found) {
  await found.emptyRedis(1, 2, 3);
  const file = join(reports, "vitest.json");
  rmSync(file, { force: true });
  const env = testEnvironment(found, {
    database: "yuean_test",
    redisIndex: 1,
    FILES_DIR: join(dataDir, "test-files"),
    NODE_ENV: "test",
  });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", ...reporters];
  const { code } = await children.run(process.execPath, vitest, { env, quiet: false });
  return vitestCount(file, code);
}

async function e2e(children, found) {
  const port = await freePort(3100, "127.0.0.1");
  const address = `http://127.0.0.1:${port}`;
  const urls = { HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: address, NEXTAUTH_URL: address };
  const files = join(dataDir, "e2e-files");
  const env = testEnvironment(found, { database: "yuean_e2e", redisIndex: 9, ...urls, FILES_DIR: files });
  await ensureBuilt(children, env);
  rmSync(files, { recursive: true, force: true });
  await found.emptyRedis(9);
  await migrate(children, env, { reset: true });
  await seed(children, env, "demo");
  const [webLog, workerLog] = ["e2e-web", "e2e-worker"].map(logFileOf);
  const web = startWeb(children, env, { host: "127.0.0.1", port, logFile: webLog });
  startWorker(children, env, { logFile: workerLog });
  await waitForWeb(web, address, { logFile: webLog });
  const file = join(reports, "playwright.json");
  rmSync(file, { force: true });
  const playwright = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
  const { code } = await children.run(process.execPath, playwright, {
    env: {
      ...env,
      E2E_BASE_URL: address,
      BASE_URL: address,
      CHROMIUM_PATH: browser(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
    quiet: false,
  });
  return playwrightCount(file, code);
}

// Never the developer's own demo data, and never a production's mode or secrets.
function testEnvironment(found, options) {
  return appEnvironment(found, { mode: "demo", ...options });
}
