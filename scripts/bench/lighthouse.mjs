import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import desktopConfig from "lighthouse/core/config/desktop-config.js";
import { ensurePackages, which } from "../services/packages.mjs";
import { dataDir } from "../services/paths.mjs";
import { freePort } from "../services/ports.mjs";
import { Fault, say } from "../services/say.mjs";

/**
 * `npm run bench -- lighthouse [--url=http://127.0.0.1:3000] [--only=登录,首页] [--runs=3]`: audits the running demo (npm start) in
 * Debian's Chromium with Lighthouse's desktop preset. Of several runs the median counts; below 95 for performance or
 * accessibility the command fails. The whole reports stay in .data/lighthouse-*.json.
 */
const PASSWORD = "Yuean-demo-1";
const LEAST = 95;
const pages = [
  { name: "登录", path: "/login", as: null },
  { name: "首页", path: "/", as: "manager" },
  { name: "客户列表", path: "/customers", as: "manager" },
  { name: "排餐", path: "/plans/1", as: "dietitian" },
];

export async function audit(args) {
  const options = Object.fromEntries(args.map((arg) => arg.replace(/^--/, "").split("=")));
  const base = options.url ?? runningAt();
  const only = options.only?.split(",");
  await ensurePackages(["chromium", "fonts-noto-cjk"], () => Boolean(browser()), "测量用的浏览器");
  const rows = [];
  for (const page of pages.filter(({ name }) => !only || only.includes(name)))
    rows.push({ name: page.name, ...(await measured(base, page, Number(options.runs ?? 3))) });
  say(["页面", "性能", "无障碍", "LCP", "TBT", "CLS", "JS（解压后）"].join("\t"));
  for (const row of rows)
    say([row.name, row.performance, row.accessibility, row.lcp, row.tbt, row.cls, row.js].join("\t"));
  return rows.every((row) => row.performance >= LEAST && row.accessibility >= LEAST) ? 0 : 1;
}

const browser = () => process.env.CHROMIUM_PATH || which("chromium", "chromium-browser", "google-chrome");

function runningAt() {
  try {
    const { address } = JSON.parse(readFileSync(join(dataDir, "start.lock"), "utf8"));
    if (address) return address;
  } catch {
    // told below
  }
  throw new Fault("没有正在运行的演示。先 npm start，或用 --url= 给出地址。");
}

/** The run with the median performance. Cookies of a signed-in browser stay, its cache does not. */
async function measured(base, { name, path, as }, runs) {
  const folder = mkdtempSync(join(tmpdir(), "yuean-lighthouse-"));
  const port = await freePort(9333, "127.0.0.1");
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browser(),
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
  });
  try {
    if (as) await signIn(context.pages()[0] ?? (await context.newPage()), base, as);
    const results = [];
    for (let run = 0; run < runs; run++) {
      const flags = {
        port,
        output: "json",
        logLevel: "error",
        disableStorageReset: true,
        onlyCategories: ["performance", "accessibility"],
      };
      const { lhr } = await lighthouse(base + path, flags, desktopConfig);
      if (lhr.runtimeError) throw new Fault(`${path}：${lhr.runtimeError.message}`);
      results.push(lhr);
    }
    results.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
    const lhr = results[Math.floor(results.length / 2)];
    writeFileSync(join(dataDir, `lighthouse-${name}.json`), JSON.stringify(lhr, null, 2));
    return figuresOf(lhr);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signIn(page, base, username) {
  await page.goto(`${base}/login`);
  await page.getByLabel("用户名或手机号").fill(username);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

function figuresOf({ categories, audits }) {
  const scripts = audits["network-requests"].details.items.filter((item) => item.resourceType === "Script");
  return {
    performance: Math.round(categories.performance.score * 100),
    accessibility: Math.round(categories.accessibility.score * 100),
    lcp: audits["largest-contentful-paint"].displayValue,
    tbt: audits["total-blocking-time"].displayValue,
    cls: audits["cumulative-layout-shift"].displayValue,
    js: `${Math.round(scripts.reduce((sum, item) => sum + item.resourceSize, 0) / 1000)} kB`,
  };
}
