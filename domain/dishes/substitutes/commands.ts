import "server-only";
import { eq, inArray } from "drizzle-orm";
import { dishes, dishSubstitutes } from "@/db/schema/dishes";
import { command } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { invalid, notFound } from "@/lib/errors";
import { listOf } from "./queries";
import type { SetSubstitutes, Substitutes } from "./schema";

/** Replaces the substitution list of a dish. Base dishes and archived ones cannot stand in for anything. */
export function setSubstitutes(ctx: Ctx, input: SetSubstitutes): Promise<Substitutes> {
  return command(ctx, "dishes:edit", async (tx) => {
    const [dish] = await tx.db.select().from(dishes).where(eq(dishes.id, input.id)).for("update");
    if (!dish) throw notFound("这道菜");
    if (input.version !== undefined) await assertVersion(tx, "dish", dish, input.version);
    const known =
      input.dishIds.length === 0 ? [] : await tx.db.select().from(dishes).where(inArray(dishes.id, input.dishIds));
    for (const [i, id] of input.dishIds.entries()) {
      const one = known.find((row) => row.id === id);
      if (!one || one.archivedAt) throw invalid(`dishIds.${i}`, "没有这道菜，或它已归档");
      if (one.isBase) throw invalid(`dishIds.${i}`, `${one.name}是底料，不能替代别的菜`);
    }
    const before = await listOf(tx, input.id);
    const had = before.substitutes.map((one) => one.id);
    if (had.length === input.dishIds.length && had.every((id, i) => id === input.dishIds[i])) {
      unchanged(tx);
      return before;
    }
    await tx.db.delete(dishSubstitutes).where(eq(dishSubstitutes.dishId, input.id));
    if (input.dishIds.length > 0)
      await tx.db
        .insert(dishSubstitutes)
        .values(input.dishIds.map((substituteDishId, position) => ({ dishId: input.id, substituteDishId, position })));
    await tx.db
      .update(dishes)
      .set({ version: dish.version + 1, updatedAt: tx.now })
      .where(eq(dishes.id, input.id));
    tx.touched.add("dish");
    const after = await listOf(tx, input.id);
    const names = (list: Substitutes) => ({ ...list, substitutes: list.substitutes.map((one) => one.name) });
    await audit(tx, "dish.substitutes_set", names(before), names(after));
    return after;
  });
}
