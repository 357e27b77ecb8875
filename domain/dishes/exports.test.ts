import { and, desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema/core";
import { rolledBack } from "@/domain/testing";
import { ListDailyMenus } from "./daily/schema";
import { exportDailyMenus, exportDishes, exportIngredients, exportMenus } from "./exports";
import { ListIngredients } from "./ingredients/schema";
import { ListMenus } from "./menus/schema";
import { ListDishes } from "./recipes/schema";

describe("exports", () => {
  it("hold every row of the filter once, whatever the page, and are written down", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(["ingredients:export", "dishes:export", "menus:export"]);
      const foods = await exportIngredients(ctx, ListIngredients.parse({ pageSize: 5 }), 50_001);
      expect(new Set(foods.map((f) => f.id)).size).toBe(foods.length);
      expect(foods.length).toBeGreaterThan(421);
      const dishes = await exportDishes(ctx, ListDishes.parse({ category: "粥品" }), 50_001);
      expect(dishes.every((d) => d.category === "粥品")).toBe(true);
      expect((await exportMenus(ctx, ListMenus.parse({}), 50_001)).length).toBeGreaterThan(0);
      const [entry] = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.action, "dish.exported")))
        .orderBy(desc(auditLog.id))
        .limit(1);
      expect(entry?.details).toMatchObject({ filter: { category: "粥品" }, rows: dishes.length });
    }));
  it("stop at the cap", () =>
    rolledBack(async (as) => {
      expect(await exportIngredients(as(["ingredients:export"]), ListIngredients.parse({}), 7)).toHaveLength(7);
    }));
  it("stay within the centres, and need their own permission", () =>
    rolledBack(async (as) => {
      const rows = await exportDailyMenus(as({ "menus:export": { centres: [2] } }), ListDailyMenus.parse({}), 50_001);
      expect(new Set(rows.map((r) => r.centreId))).toEqual(new Set([2]));
      await expect(exportDishes(as(["dishes:read"]), ListDishes.parse({}), 10)).rejects.toMatchObject({
        code: "forbidden",
      });
    }));
});
