import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { withLock } from "./lock.mjs";
import { dataDir } from "./paths.mjs";
import { run } from "./processes.mjs";
import { Fault, say } from "./say.mjs";

const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

/** Full path of the first of `names` that can be run, or null. */
export function which(...names) {
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {}
    }
  }
  return null;
}

let updated = false;
let turn = Promise.resolve();

/**
 * Installs Debian packages when `isThere()` says they are missing and we are root; otherwise tells in one sentence
 * what to install. The distribution's own services are kept from starting: we run private ones.
 */
export function ensurePackages(packages, isThere, why) {
  // apt works for one at a time; within this process we queue, between processes there is the lock below.
  const mine = turn.then(() => install(packages, isThere, why));
  turn = mine.catch(() => {});
  return mine;
}

async function install(packages, isThere, why) {
  if (isThere()) return;
  const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  const apt = which("apt-get");
  if (!apt || process.getuid?.() !== 0) {
    const how = apt ? `请用管理员执行：sudo ${command}` : `请安装：${packages.join("、")}`;
    throw new Fault(`缺少${why}。${how}，然后重试。`);
  }
  await withLock(join(dataDir, "apt.lock"), "安装系统软件包", async () => {
    if (isThere()) return;
    say(`安装${why}：${packages.join(" ")}`);
    const allowStart = forbidServiceStart();
    try {
      if (!updated) await aptGet(apt, ["update"], "更新软件包清单");
      updated = true;
      await aptGet(apt, ["install", "-y", "--no-install-recommends", ...packages], "安装软件包");
    } finally {
      allowStart();
    }
    const units = packages
      .filter((name) => /-server$/.test(name))
      .map((name) => name.replace("mariadb-server", "mariadb"));
    // With systemd the unit would also come up at the next boot, on the usual port.
    if (units.length > 0 && existsSync("/run/systemd/system")) await run("systemctl", ["disable", "--now", ...units]);
  });
  if (!isThere()) throw new Fault(`已安装 ${packages.join("、")}，但仍找不到${why}。请检查 PATH 后重试。`);
}

function forbidServiceStart() {
  const file = "/usr/sbin/policy-rc.d";
  const ours = "#!/bin/sh\n# Yuean: no service starts while it installs packages\nexit 101\n";
  // Ours may be left from an installation that was killed; anyone else's stays.
  if (existsSync(file) && readFileSync(file, "utf8") !== ours) return () => {};
  writeFileSync(file, ours, { mode: 0o755 });
  return () => rmSync(file, { force: true });
}

async function aptGet(apt, args, what) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" };
  // Another apt may be running on a fresh machine (unattended upgrades): wait for its lock rather than fail.
  const { code, output } = await run(apt, ["-q", "-o", "DPkg::Lock::Timeout=300", ...args], { env });
  if (code !== 0) throw new Fault(`${what}失败（apt-get ${args.join(" ")}，退出码 ${code}）：\n${tail(output)}`);
}

const tail = (text) => text.trim().split("\n").slice(-8).join("\n");
