import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "./app.mjs";
import { dataDir } from "./paths.mjs";
import { Fault, say } from "./say.mjs";
import { typescript } from "./typescript.mjs";

/** Loads the demo centre into an empty database, and again from empty when an earlier loading was broken off. */
export async function ensureDemo(children, env, empty) {
  const database = new URL(env.DATABASE_URL).pathname.slice(1);
  const marker = join(dataDir, `demo-loading-${database}`);
  const whose = createHash("sha256")
    .update(process.env.DATABASE_URL || "private")
    .digest("hex");
  // Only an empty database ever gets the marker, so what is in a marked one is half a demo and nobody's work.
  const brokenOff = !empty && existsSync(marker) && readFileSync(marker, "utf8") === whose;
  if (!empty && !brokenOff) return;
  if (brokenOff) {
    say("上次载入演示数据时中断，清空后重新载入。");
    await migrate(children, env, { reset: true });
  }
  writeFileSync(marker, whose);
  say("载入演示中心…");
  const script = typescript("scripts/seed.ts", "demo", "--if-empty");
  const { code, output } = await children.run(process.execPath, script, { env });
  if (code !== 0) throw new Fault(`载入演示数据失败：\n${output.trim().split("\n").slice(-30).join("\n")}`);
  rmSync(marker, { force: true });
}
