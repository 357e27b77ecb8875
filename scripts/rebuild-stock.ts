import { randomUUID } from "node:crypto";
import { closeDb } from "@/db/client";
import { jobActor } from "@/domain/core/ctx";
import { closeRedis } from "@/domain/core/redis";
import { rebuildBalances, stockDifferences } from "@/domain/inventory/rebuilding/commands";
import { systemNow } from "@/lib/time";

/** `tsx scripts/rebuild-stock.ts [--check]`: compares balances with their movements, and without --check puts them right. */
async function main(check: boolean): Promise<void> {
  const ctx = {
    actor: jobActor("rebuild-stock", "inventory:read", "inventory:reverse"),
    now: systemNow(),
    requestId: randomUUID(),
  };
  const found = check ? await stockDifferences(ctx) : await rebuildBalances(ctx);
  for (const one of found) console.log(JSON.stringify(one));
  console.log(found.length === 0 ? "结存和流水一致" : check ? `${found.length} 处不一致` : `改正了 ${found.length} 处`);
  await Promise.all([closeDb(), closeRedis()]);
  if (check && found.length > 0) process.exitCode = 1;
}

void main(process.argv.includes("--check"));
