import { appEnvironment, loadDotEnv } from "./services/environment.mjs";
import { enterServices, leaveServices, runningServices } from "./services/private.mjs";
import { fail, say } from "./services/say.mjs";

const usage = `用法：node scripts/services.mjs <命令>
  up      启动（或沿用）私有的 MariaDB 与 Redis，并留在后台
  env     同 up，另外输出可供 shell 使用的环境变量：eval "$(node scripts/services.mjs env)"
  down    停止它们（仍有 npm start 或 npm test 在用时，等最后一个结束时停止）
  status  它们是否在运行`;

const names = [
  "APP_MODE",
  "DATABASE_URL",
  "REDIS_URL",
  "NEXTAUTH_SECRET",
  "TOKEN_SECRET",
  "FIELD_KEYS",
  "FIELD_HASH_KEY",
  "FILES_DIR",
];

const commands = {
  async up() {
    await print(await enterServices({}, { lease: "keep" }));
  },
  env: () => commands.up(),
  async down() {
    say((await leaveServices("keep")) ? "数据库与 Redis 已停止。" : "仍有程序在用数据库与 Redis，等它结束时停止。");
  },
  async status() {
    const { mariadb, redis } = runningServices();
    say(
      `MariaDB：${mariadb ? `运行中（进程 ${mariadb}）` : "未运行"}；Redis：${redis ? `运行中（进程 ${redis}）` : "未运行"}`,
    );
  },
};

async function print(services) {
  const environment = appEnvironment(services, { mode: "demo" });
  const quote = (value) => `'${value.replaceAll("'", "'\\''")}'`;
  process.stdout.write(names.map((name) => `export ${name}=${quote(environment[name])}\n`).join(""));
}

const command = commands[process.argv[2] ?? ""];
if (!command) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
loadDotEnv();
await command().catch(fail);
