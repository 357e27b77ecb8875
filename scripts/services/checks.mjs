import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "./app.mjs";
import { dataDir, root } from "./paths.mjs";
import { say } from "./say.mjs";

const layers = ["app", "components", "domain", "db", "lib", "documents", "gateways", "worker"];
const node = process.execPath;

/** The checks that read the sources only: name → what it finds wrong, "" when nothing. */
const checks = {
  "类型 tsc": async (run) => {
    // Route types and the css modules of a fresh clone come from Next.
    const types = await run(node, ["node_modules/next/dist/bin/next", "typegen"]);
    if (types.code !== 0) return types.output;
    return complaint(await run(node, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]));
  },
  "写法 Biome": async (run) =>
    complaint(await run(node, ["node_modules/@biomejs/biome/bin/biome", "check", "--colors=off", ...written()])),
  "分层 dependency-cruiser": layering,
  "无用代码 knip": async (run) => complaint(await run(node, ["node_modules/knip/bin/knip.js", "--no-progress"])),
  "接口清单 routes": async (run) => complaint(await run(node, ["scripts/routes.mjs", "--check"])),
  "迁移与表结构一致 drizzle-kit": migrationsInStep,
};

// Everything at the top of the checkout but what is made by running it.
const made = [".git", ".data", ".next", "node_modules", "test-results", "playwright-report"];
const written = () => readdirSync(root).filter((name) => !made.includes(name) && !name.endsWith(".tsbuildinfo"));

const complaint = ({ code, output }) => (code === 0 ? "" : output || `退出码 ${code}`);

async function layering(run) {
  const folders = layers.filter((name) => existsSync(join(root, name)));
  const depcruise = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
  const { output } = await run(node, [depcruise, ...folders, "--output-type", "json"]);
  const result = parse(output);
  if (!result) return output;
  const { totalCruised, violations } = result.summary;
  // Without a TypeScript parser it looks at nothing and reports success.
  if (!(totalCruised > folders.length)) return `只看到 ${totalCruised} 个模块：缺少 @swc/core？`;
  return violations
    .filter(({ rule }) => rule.severity === "error")
    .map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(" → ") : to}`,
    )
    .join("\n");
}

async function migrationsInStep(run) {
  // Generated into a copy: what it would add is what is missing.
  const copy = ".data/check-migrations";
  rmSync(join(root, copy), { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  cpSync(join(root, "db/migrations"), join(root, copy), { recursive: true });
  const kit = "node_modules/drizzle-kit/bin.cjs";
  const flags = ["--dialect=mysql", "--schema=./db/schema/*.ts", `--out=${copy}`];
  const { code, output } = await run(node, [kit, "generate", ...flags]);
  const added = sqlIn(copy).filter((name) => !sqlIn("db/migrations").includes(name));
  const missing = added.map((name) => readFileSync(join(root, copy, name), "utf8")).join("\n");
  rmSync(join(root, copy), { recursive: true, force: true });
  if (code !== 0 || !/No schema changes/.test(output)) {
    return `表结构已改而缺迁移，请运行 npx drizzle-kit generate：\n${missing || lastLines(output, 15)}`;
  }
  return "";
}

const sqlIn = (folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".sql"));

function parse(text) {
  try {
    return JSON.parse(text.slice(text.indexOf("{")));
  } catch {
    return null;
  }
}

/** Runs all checks, two at a time; prints each with its time. Gives `{ passed, failed }`. */
export async function runChecks(children) {
  const queue = Object.entries(checks);
  const count = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, check] = next;
      const from = performance.now();
      const fault = (await check(children.run)).trim();
      const time = `${((performance.now() - from) / 1000).toFixed(1)} 秒`;
      count[fault ? "failed" : "passed"]++;
      say(fault ? `✗ ${name}（${time}）\n${lastLines(fault, 60)}\n` : `✓ ${name}（${time}）`);
    }
  };
  await Promise.all([worker(), worker()]);
  return count;
}
