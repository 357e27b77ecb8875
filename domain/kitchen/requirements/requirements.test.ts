import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { productionBatches } from "@/db/schema/kitchen";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { customers } from "@/db/seed/world";
import { createDocument } from "@/domain/inventory/documents/commands";
import { CreateDocument } from "@/domain/inventory/documents/schema";
import { requirements, shortages } from "@/domain/purchasing/requirements/queries";
import { rolledBack, TEST_NOW } from "@/domain/testing";
import { fen } from "@/lib/money";
import { addDays, day } from "@/lib/time";
import { kitchenCosting, planCosting } from "../costing/queries";
import { production } from "../queries";
import { ingredientTotals } from "../rules";

const TODAY = day("2026-11-19");
const may = ["kitchen:read", "inventory:edit", "inventory:read", "plans:read"] as const;

describe("requirements", () => {
  it("counts each day as the production sheet does, against lots in date, and suggests what to buy", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const found = await requirements(ctx, { centreId: 1 });
      expect(found).toMatchObject({ from: TODAY, to: addDays(TODAY, 13) });
      const tomorrow = addDays(TODAY, 1);
      const sheet = await production(ctx, { centreId: 1, date: tomorrow });
      const grams = (list: { ingredientId: number; grossGrams: number }[]) =>
        new Map(list.map((one) => [one.ingredientId, Math.round(one.grossGrams)]));
      expect(grams(found.days[1]?.ingredients ?? [])).toEqual(grams(ingredientTotals(sheet, sheet.cards)));
      const bass = found.items.find((item) => item.name === "鲈鱼");
      expect(bass?.short).toBeGreaterThan(0);
      expect(bass?.incoming).toBe(6000); // the draft receipt
      const first = found.suggestions.find((one) => one.itemId === bass?.itemId);
      expect(first).toMatchObject({ supplierName: "江南水产行", unit: "kg" });
      expect(found.items[0]?.firstShortOn).not.toBeNull();
      for (const item of found.items)
        for (const cell of item.days) expect(Math.min(cell.balance, cell.short, cell.need)).toBeGreaterThanOrEqual(0);
      const card = await shortages(ctx, 1);
      expect(card.items).toHaveLength(Math.min(5, card.count));
      expect(card.items[0]).toMatchObject({ cells: expect.arrayContaining(["short"]) });
    }));

  it("sees what comes in, what goes out, and no other centre", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const stockOf = async (name: string, centreId = 1) =>
        (await requirements(ctx, { centreId, to: TODAY, from: TODAY })).items.find((item) => item.name === name);
      const before = await stockOf("鲈鱼");
      const post = (given: object) =>
        createDocument(ctx, CreateDocument.parse({ warehouseId: 1, post: true, ...given }));
      await post({
        kind: "receipt",
        lines: [{ itemId: before?.itemId, quantity: 3, unit: "kg", cost: fen(1), expiresOn: TODAY }],
      });
      expect((await stockOf("鲈鱼"))?.stock).toBe((before?.stock ?? 0) + 3000);
      await expect(requirements(as({ "kitchen:read": { centres: [2] } }), { centreId: 1 })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(requirements(as(["plans:read"]), { centreId: 1 })).rejects.toMatchObject({ code: "forbidden" });
      await expect(requirements(ctx, { centreId: 1, from: TODAY, to: addDays(TODAY, 31) })).rejects.toMatchObject({
        fields: { to: ["一次最多看 31 天"] },
      });
    }));
});

describe("costing", () => {
  it("plans against the price, and counts what closed batches really cost", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const planId = customers.linZhixia.id;
      const before = await planCosting(ctx, { id: planId });
      expect(before.margin.amount).toBe(before.price - before.planned.amount);
      expect(before.days.reduce((sum, one) => sum + one.planned, 0)).toBe(before.planned.amount);
      const yesterday = addDays(TODAY, -3); // a day that the kitchen has no batches of
      const meals = await tx
        .select({ categoryId: confinementMealItems.categoryId, dishId: confinementMealItems.dishId })
        .from(confinementDayPlans)
        .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
        .where(and(eq(confinementDayPlans.mealPlanId, planId), eq(confinementDayPlans.date, yesterday)));
      await tx.insert(productionBatches).values(
        meals.map((meal, i) => ({
          centreId: 1,
          number: `PBT${i}`,
          businessDay: yesterday,
          ...meal,
          variantKey: `t${i}`,
          plannedPortions: 10,
          cookedPortions: 10,
          status: "closed" as const,
          cost: fen(3000),
          isCostComplete: i > 0,
          createdAt: TEST_NOW,
          updatedAt: TEST_NOW,
        })),
      );
      const after = await planCosting(ctx, { id: planId });
      const served = after.days.find((one) => one.date === yesterday);
      expect(served).toMatchObject({ actual: meals.length * 300, isActualComplete: false });
      expect(after.forecast.amount).toBe(after.planned.amount - after.actual.planned + after.actual.amount);
      const kitchen = await kitchenCosting(ctx, { centreId: 1, from: yesterday, to: TODAY });
      expect(kitchen.days[0]).toMatchObject({
        actual: meals.length * 3000,
        isActualComplete: false,
        closedBatches: meals.length,
      });
      expect(kitchen.days[1]?.planned).toBeGreaterThan(10_000);
      await expect(planCosting(as({ "plans:read": { centres: [2] } }), { id: planId })).rejects.toMatchObject({
        code: "not_found",
      });
    }));
});
