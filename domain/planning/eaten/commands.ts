import "server-only";
import { eq, inArray } from "drizzle-orm";
import { confinementMealItems } from "@/db/schema/planning";
import type { Tx } from "@/domain/core/access";
import { traceOf } from "../items/queries";

/**
 * Building block: how much of what was served came back, in percent of the plate. Kept with the dish of the plan, where the
 * scheduler reads what she likes; the kitchen, which knows it, stands above and pushes it down here. It is a fact about the
 * past, so neither item nor day gets a new version.
 */
export async function keepEaten(tx: Tx, eaten: readonly { mealItemId: number; eatenPct: number }[]): Promise<void> {
  if (eaten.length === 0) return;
  const rows = await tx.db
    .select()
    .from(confinementMealItems)
    .where(
      inArray(
        confinementMealItems.id,
        eaten.map((one) => one.mealItemId),
      ),
    )
    .for("update");
  for (const row of rows) {
    const eatenPct = eaten.findLast((one) => one.mealItemId === row.id)?.eatenPct;
    if (eatenPct === undefined || traceOf(row).eatenPct === eatenPct) continue;
    await tx.db
      .update(confinementMealItems)
      .set({ trace: { ...traceOf(row), eatenPct } })
      .where(eq(confinementMealItems.id, row.id));
  }
}
