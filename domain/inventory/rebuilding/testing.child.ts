import { fen } from "@/lib/money";
import { newCtx } from "../../testing";
import { createMovement } from "../movements/commands";

/** Moves stock until it is killed: `tsx testing.child.ts WAREHOUSE ITEM`. Says "ready" after the first movement. */
const [warehouseId = 0, itemId = 0] = process.argv.slice(2).map(Number);
const ctx = newCtx(["inventory:edit", "inventory:read"]);

async function work(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const out = (n + lane) % 3 > 0;
    const arrival = out ? {} : { cost: fen(700), lotNo: "ONE" };
    const movementType = out ? "issue" : "receipt";
    await createMovement(ctx, { warehouseId, itemId, movementType, quantity: 1 + (n % 7), ...arrival }).catch(
      () => null,
    );
    if (n === 0) process.stdout.write("ready\n");
  }
}
void Promise.all([0, 1, 2, 3].map(work));
setTimeout(() => process.exit(1), 60_000); // nobody came to kill it
