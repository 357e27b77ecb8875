import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { ensurePackages, which } from "./packages.mjs";
import { dataDir, socketPath } from "./paths.mjs";
import { rememberedPort } from "./ports.mjs";
import { alive, processes, run, spawnDetached, stop, waitUntil } from "./processes.mjs";
import { Fault, say } from "./say.mjs";
import { secrets } from "./secrets.mjs";

const dir = join(dataDir, "mariadb");
const marker = join(dir, "yuean-initialised");
const logFile = join(dataDir, "mariadb.log");
const asRoot = process.getuid?.() === 0 ? ["--user=root"] : [];

/** Starts or reuses the private MariaDB; gives `{ port, password, started }`. Call it under the services lock. */
export async function startMariadb() {
  const { databasePassword: password } = secrets();
  const running = findMariadb();
  const port = running && portOf(running);
  // Ready at once means it is ours and healthy; otherwise it is shutting down or stuck, and goes.
  if (port && passwordIsCurrent(password) && (await answers(port, 15_000))) return { port, password, started: false };
  if (running) await stopMariadb();
  await ensurePackages(["mariadb-server-core", "mariadb-client-core"], isInstalled, "数据库 MariaDB");
  if (!existsSync(marker)) await initialise();
  return { port: await launch(password), password, started: true };
}

const isInstalled = () => Boolean(which("mariadbd", "mysqld") && which("mariadb-install-db", "mysql_install_db"));

/** The process that serves our data directory, whoever started it. */
export function findMariadb() {
  return processes().find((found) => found.args.includes(` --datadir=${dir} `) && found.args.includes("--port="));
}

const portOf = (found) => Number(found.args.match(/--port=(\d+)/)?.[1]);

export async function stopMariadb() {
  const running = findMariadb();
  if (running) await stop(running.pid, { ms: 60_000 });
}

// The folder is made aside and renamed when complete: a half-made one never carries the real name.
async function initialise() {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("mariadb.new-")) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(dir)) say("上次没有建完的数据库目录已清除，重新建立。");
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  say("建立私有数据库…");
  const draft = mkdtempSync(join(dataDir, "mariadb.new-"));
  const installer = which("mariadb-install-db", "mysql_install_db");
  const owner = ["--auth-root-authentication-method=normal", "--skip-test-db", ...asRoot];
  const { code, output } = await run(installer, ["--no-defaults", `--datadir=${draft}`, ...owner]);
  if (code !== 0) throw new Fault(`建立数据库失败：\n${output.trim().split("\n").slice(-8).join("\n")}`);
  writeFileSync(join(draft, "yuean-initialised"), "");
  renameSync(draft, dir);
}

async function launch(password) {
  const port = await rememberedPort("mariadb", 0);
  const socket = socketPath("mariadb.sock");
  writeFileSync(initFile(), initSql(password), { mode: 0o600 });
  const args = [
    "--no-defaults",
    ...asRoot,
    `--datadir=${dir}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    `--socket=${socket}`,
    `--pid-file=${join(dir, "mariadbd.pid")}`,
    `--init-file=${initFile()}`,
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_520_ci",
    "--default-time-zone=+00:00",
    "--skip-name-resolve",
    `--innodb-buffer-pool-size=${poolMb()}M`,
    // Nothing committed is lost when a process dies; a power cut may cost the last second.
    "--innodb-flush-log-at-trx-commit=2",
    "--max-connections=200",
    "--max-allowed-packet=64M",
    "--log-warnings=1",
  ];
  for (let attempt = 1; ; attempt++) {
    writeFileSync(logFile, "", { mode: 0o600 });
    const child = await spawnDetached(which("mariadbd", "mysqld"), args, { logFile });
    const up = await waitUntil(async () => !alive(child.pid) || (await greets(port)), { ms: 120_000 });
    if (up && alive(child.pid)) return port;
    await stop(child.pid, { ms: 5_000 });
    const log = readFileSync(logFile, "utf8");
    if (attempt > 1 || !heal(log)) {
      throw new Fault(
        `数据库没有启动，数据仍在 ${dir}。日志 ${logFile} 的最后几行：\n${log.trim().split("\n").slice(-8).join("\n")}`,
      );
    }
  }
}

/** An eighth of the machine's memory, 256 MB to 2 GB. */
const poolMb = () => Math.round(Math.min(2048, Math.max(256, totalmem() / 8 / 1024 ** 2)));

// A kill in the middle of creating tc.log leaves one that MariaDB refuses; without prepared XA transactions it holds nothing.
function heal(log) {
  if (!/tc log/i.test(log)) return false;
  rmSync(join(dir, "tc.log"), { force: true });
  return true;
}

const initFile = () => join(dataDir, "mariadb-init.sql");
const passwordIsCurrent = (password) =>
  existsSync(initFile()) && readFileSync(initFile(), "utf8").includes(`'${password}'`);

// Run by the server at every start, before it takes connections. root keeps no password-less way in.
function initSql(password) {
  const accounts = ["yuean@localhost", "yuean@127.0.0.1"].map((account) =>
    account
      .split("@")
      .map((part) => `'${part}'`)
      .join("@"),
  );
  return [
    "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost')",
    "FLUSH PRIVILEGES",
    ...accounts.flatMap((account) => [
      `CREATE USER IF NOT EXISTS ${account}`,
      `ALTER USER ${account} IDENTIFIED BY '${password}'`,
      `GRANT ALL ON \`yuean\`.* TO ${account}`,
      `GRANT ALL ON \`yuean\\_%\`.* TO ${account}`,
      `GRANT PROCESS, RELOAD ON *.* TO ${account}`,
    ]),
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}'`,
    "CREATE DATABASE IF NOT EXISTS `yuean` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci",
  ]
    .map((line) => `${line};\n`)
    .join("");
}

const answers = (port, ms) => waitUntil(() => greets(port), { ms });

/** Whether a MySQL-protocol server greets on the port: it sends its version without being asked. */
function greets(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1_000 });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("data", (bytes) => end(bytes[4] === 10));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
  });
}
