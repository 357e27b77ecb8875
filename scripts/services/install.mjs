import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { dataDir, root } from "./paths.mjs";
import { Fault, say } from "./say.mjs";

const stampFile = join(root, "node_modules/.yuean-installed");

/** Installs from the lock file when node_modules is missing or made from another one. */
export function ensureInstalled(children) {
  return withLock(join(dataDir, "install.lock"), "安装依赖", async () => {
    const lockText = readFileSync(join(root, "package-lock.json"), "utf8");
    const stamp = createHash("sha256").update(lockText).digest("hex");
    if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
    if (!isInstalled(lockText)) await install(children);
    writeFileSync(stampFile, stamp);
  });
}

// Someone may have run npm install by hand. npm writes this list last, so that it also tells a complete install from a
// broken-off one.
function isInstalled(lockText) {
  const file = join(root, "node_modules/.package-lock.json");
  if (!existsSync(file)) return false;
  const there = JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) => path === "" || there[path]?.version === wanted.version || (wanted.optional && !there[path]),
  );
}

async function install(children) {
  say("安装依赖（npm ci）…");
  // Building needs the development packages even where NODE_ENV says production.
  const flags = ["--include=dev", "--no-audit", "--no-fund"];
  let result = await npm(children, ["ci", ...flags]);
  if (lacksOnlyForeignBinaries(result)) {
    // As `npm ci` does: what a broken-off installation left looks complete to `npm install`, and is not.
    rmSync(join(root, "node_modules"), { recursive: true, force: true });
    // The lock file still decides every version; --no-save leaves it as it is.
    result = await npm(children, ["install", "--no-save", ...flags]);
  }
  const { code, output } = result;
  if (code === 0) return;
  const lines = output.split("\n").filter((line) => /^npm error \S/.test(line));
  throw new Fault(`安装依赖失败。请检查网络与 npm 源后重试。\n${lines.slice(0, 15).join("\n")}`);
}

function npm(children, args) {
  const script = process.env.npm_execpath;
  const [command, ...before] = script?.endsWith(".js") ? [process.execPath, script] : ["npm"];
  return children.run(command, [...before, ...args], {
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
  });
}

// `npm ci` refuses a lock file made with a registry that does not carry the optional packages of other platforms: such
// are listed without a version.
function lacksOnlyForeignBinaries({ code, output }) {
  const faults = output.match(/^npm error (Missing|Invalid):.*$/gm) ?? [];
  return (
    code !== 0 && faults.length > 0 && faults.every((line) => /^npm error Missing: \S+@ from lock file$/.test(line))
  );
}
