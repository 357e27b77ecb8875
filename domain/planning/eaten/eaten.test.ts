import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { customers as customerTable } from "@/db/schema/customers";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { centres, customers, TEST_DAY } from "@/db/seed/world";
import { command, type Db } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { rolledBack } from "@/domain/testing";
import { keepEaten } from "./commands";
import { eatenBy } from "./queries";

const lin = { customerId: customers.linZhixia.id };

/** Two of her dishes of the day, as the day's plan holds them. */
const twoOf = (tx: Db) =>
  tx
    .select({ mealItemId: confinementMealItems.id, dishId: confinementMealItems.dishId })
    .from(confinementMealItems)
    .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId))
    .innerJoin(customerTable, eq(customerTable.patientId, confinementDayPlans.patientId))
    .where(and(eq(customerTable.id, lin.customerId), eq(confinementDayPlans.date, TEST_DAY)))
    .orderBy(confinementMealItems.id)
    .limit(2);

const noted = (ctx: Ctx, eaten: Parameters<typeof keepEaten>[1]) =>
  command(ctx, "kitchen:deliver", async (tx) => {
    await keepEaten(tx, eaten);
    tx.audited.count++;
  });

describe("what came back on her plates", () => {
  it("is known by dish, least eaten first, the latest word of a plate counting", () =>
    rolledBack(async (as, tx) => {
      const [one, two] = await twoOf(tx);
      if (!one || !two) throw new Error("the world feeds her");
      const before = await eatenBy(as(["plans:read"]), lin);
      await noted(as(["kitchen:deliver"]), [
        { mealItemId: one.mealItemId, eatenPct: 90 },
        { mealItemId: two.mealItemId, eatenPct: 80 },
      ]);
      await noted(as(["kitchen:deliver"]), [{ mealItemId: one.mealItemId, eatenPct: 10 }]);
      const { dishes } = await eatenBy(as(["plans:read"]), lin);
      const shares = dishes.map((dish) => dish.eatenPct);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      const had = before.dishes.find((dish) => dish.dishId === one.dishId);
      const now = dishes.find((dish) => dish.dishId === one.dishId);
      expect(now?.times).toBe((had?.times ?? 0) + 1);
      expect(now?.name).not.toBe("");
      if (!had) expect(now?.eatenPct).toBe(10);
    }));

  it("is nothing of another centre, and nothing without the permission", () =>
    rolledBack(async (as) => {
      const elsewhere = as({ "plans:read": { centres: [centres.binjiang.id] } });
      await expect(eatenBy(elsewhere, lin)).rejects.toMatchObject({ code: "not_found" });
      await expect(eatenBy(as(["customers:read"]), lin)).rejects.toMatchObject({ code: "forbidden" });
    }));
});
