import { and, eq, like } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { dishes, dishIngredients, ingredientNutrients, ingredients } from "@/db/schema/dishes";
import { items, itemUnits } from "@/db/schema/inventory";
import { command } from "@/domain/core/access";
import { unitCosts } from "@/domain/inventory/queries";
import { rolledBack } from "@/domain/testing";
import { fen } from "@/lib/money";
import { dishCards } from "../queries";
import { dishDetail } from "../recipes/queries";
import { archiveIngredient, createIngredient, removeIngredient, restoreIngredient, updateIngredient } from "./commands";
import { ingredientDetail, listIngredients } from "./queries";
import { CreateIngredient, ListIngredients } from "./schema";

const may = ["ingredients:read", "ingredients:edit", "dishes:read"] as const;
const made = (given: object) => CreateIngredient.parse({ name: "测试南瓜籽仁", ...given });
const idOf = async (tx: Parameters<Parameters<typeof rolledBack>[0]>[1], name: string) => {
  const [row] = await tx.select({ id: ingredients.id }).from(ingredients).where(eq(ingredients.name, name));
  if (!row) throw new Error(`no ${name}`);
  return row.id;
};

describe("createIngredient", () => {
  it("makes the item, its units and its price, and leaves allergens unknown", () =>
    rolledBack(async (as, tx) => {
      const input = made({
        category: "坚果种子",
        units: [{ unit: "勺", baseQuantity: 12 }],
        price: { amount: fen(3980), per: 1, unit: "kg" },
        nutrients: { energy_kcal: 560, protein_g: 30 },
        allergens: { nut: "contains", milk: "free" },
        aliases: ["白瓜子仁"],
      });
      const row = await createIngredient(as(may), input);
      expect(row).toMatchObject({ unit: "g", stockQuantity: 0, calories: 560, version: 1, aliases: ["白瓜子仁"] });
      expect(row.price).toEqual({ amount: 3980, per: 1, unit: "kg", perKg: 3980 });
      const states = Object.fromEntries(row.allergens.map((a) => [a.code, a.state]));
      expect(states).toMatchObject({ nut: "contains", milk: "free", egg: "unknown" });
      expect(row.nutrients.find((n) => n.code === "fat_g")?.amount).toBeNull();
      expect(await unitCosts(tx, [row.itemId])).toEqual(new Map([[row.itemId, 3.98]]));
      const [item] = await tx.select().from(items).where(eq(items.id, row.itemId));
      expect(item).toMatchObject({ kind: "ingredient", baseUnit: "g", name: "测试南瓜籽仁" });
      const [entry] = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.action, "ingredient.created"), eq(auditLog.entityId, row.id)));
      expect(entry).toBeDefined();
    }));

  it("keeps the weight of something counted per kilogram", () =>
    rolledBack(async (as, tx) => {
      const row = await createIngredient(
        as(may),
        made({
          unit: "个",
          units: [{ unit: "g", baseQuantity: 0.0182 }],
          price: { amount: fen(120), per: 1, unit: "个" },
        }),
      );
      expect(row.units).toEqual([{ unit: "kg", baseQuantity: 18.2 }]);
      expect(row.price?.perKg).toBe(2184);
      expect(await tx.select().from(itemUnits).where(eq(itemUnits.itemId, row.itemId))).toHaveLength(1);
    }));

  it("shows the price per the unit it was given in", () =>
    rolledBack(async (as) => {
      const row = await createIngredient(
        as(may),
        made({ units: [{ unit: "盒", baseQuantity: 250 }], price: { amount: fen(600), per: 1, unit: "盒" } }),
      );
      expect(row.price).toEqual({ amount: 600, per: 1, unit: "盒", perKg: 2400 });
    }));

  it.each([
    [{ name: "生姜" }, "name", /已经有食材叫“生姜”/],
    [{ name: "大米" }, "name", /是“粳米”的别名/],
    [{ aliases: ["江米"] }, "aliases.0", /是“糯米”的别名/],
    [{ price: { amount: fen(1), per: 1, unit: "箱" } }, "price.unit", /没有“箱”和“g”的换算/],
    [{ units: [{ unit: "g", baseQuantity: 2 }] }, "units.0.unit", /只写一次/],
    [{ unit: "个", units: [{ unit: "mg", baseQuantity: 1e9 }] }, "units.0.baseQuantity", /太大/],
    [
      { units: [{ unit: "箱", baseQuantity: 1e9 }], price: { amount: fen(1), per: 1e9, unit: "箱" } },
      "price.per",
      /太大/,
    ],
    [{ nutrients: { vitamin_x: 1 } }, "nutrients", /没有“vitamin_x”/],
    [{ allergens: { dust: "contains" } }, "allergens", /没有“dust”/],
    [{ tags: ["nonsense"] }, "tags", /没有“nonsense”/],
  ])("refuses %j at %s", (given, field, sentence) =>
    rolledBack(async (as) => {
      await expect(createIngredient(as(may), made(given))).rejects.toMatchObject({
        fields: { [field]: [expect.stringMatching(sentence)] },
      });
    }),
  );

  it("refuses a made-up stock and an unknown key", () => {
    expect(CreateIngredient.safeParse({ name: "x", stockQuantity: 5 }).success).toBe(false);
    expect(CreateIngredient.safeParse({ name: "x", colour: "red" }).success).toBe(false);
    expect(CreateIngredient.safeParse({ name: "x", ediblePct: 0 }).success).toBe(false);
  });

  it("refuses without the permission", () =>
    rolledBack(async (as) => {
      await expect(createIngredient(as(["ingredients:read"]), made({}))).rejects.toMatchObject({ code: "forbidden" });
    }));
});

describe("updateIngredient", () => {
  it("recomputes the dishes made with it, keeps overrides, tells planning", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const ginger = await idOf(tx, "生姜");
      const before = await ingredientDetail(ctx, { id: ginger });
      const used = before.usedIn[0];
      if (!used) throw new Error("ginger is in no dish");
      const dish = await dishDetail(ctx, { id: used.id });
      await updateIngredient(ctx, { id: ginger, version: before.version, nutrients: { iron_mg: 100 } });
      const after = await dishDetail(ctx, { id: used.id });
      const iron = (d: typeof dish) => d.nutrition.find((n) => n.code === "iron_mg")?.amount ?? 0;
      const old = before.nutrients.find((n) => n.code === "iron_mg")?.amount ?? 0;
      const grams = dish.composition.filter((c) => c.ingredientId === ginger).reduce((sum, c) => sum + c.grams, 0);
      expect(iron(after) - iron(dish)).toBeCloseTo(((100 - old) * grams) / 100, 2);
      expect(after.version).toBe(dish.version);
      const [told] = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "dish.changed"));
      expect((told?.payload as { dishIds: number[] } | undefined)?.dishIds).toContain(used.id);
      const kept = await tx.select().from(ingredientNutrients).where(eq(ingredientNutrients.ingredientId, ginger));
      expect(kept.filter((n) => n.source === "manual")).toHaveLength(1); // untouched values keep their source
    }));

  it("an allergen set back to unknown blocks in the dishes again", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const id = await idOf(tx, "番茄");
      const row = await ingredientDetail(ctx, { id });
      const after = await updateIngredient(ctx, { id, version: row.version, allergens: { mango: "unknown" } });
      expect(after.allergens.find((a) => a.code === "mango")?.state).toBe("unknown");
      const dishId = row.usedIn[0]?.id ?? 0;
      const cards = await dishCards({ db: tx }, [dishId]);
      expect(cards.get(dishId)?.allergens).toContainEqual(
        expect.objectContaining({ code: "mango", state: "unknown", from: ["番茄"] }),
      );
    }));

  it("rescales price and units with the base unit, while no dish uses it", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const row = await createIngredient(
        ctx,
        made({ units: [{ unit: "勺", baseQuantity: 10 }], price: { amount: fen(2000), per: 500, unit: "g" } }),
      );
      const after = await updateIngredient(ctx, { id: row.id, version: 1, unit: "kg" });
      expect(after.units).toEqual([
        { unit: "勺", baseQuantity: 0.01 },
        { unit: "g", baseQuantity: 0.001 },
      ]);
      expect(after.price).toEqual({ amount: 2000, per: 0.5, unit: "kg", perKg: 4000 });
    }));

  it("a used base unit stays", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const id = await idOf(tx, "生姜");
      const { version } = await ingredientDetail(ctx, { id });
      await expect(updateIngredient(ctx, { id, version, unit: "个" })).rejects.toMatchObject({
        fields: { unit: [expect.stringContaining("道菜用它")] },
      });
    }));

  it("refuses a stale version and shows the row as it is", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const id = await idOf(tx, "生姜");
      const { version } = await ingredientDetail(ctx, { id });
      await updateIngredient(ctx, { id, version, note: "一" });
      await expect(updateIngredient(ctx, { id, version, note: "二" })).rejects.toMatchObject({
        code: "conflict",
        data: { current: { note: "一", version: version + 1 } },
      });
    }));

  it("an unknown id is not found", () =>
    rolledBack(async (as) => {
      await expect(updateIngredient(as(may), { id: 999_999, version: 1 })).rejects.toMatchObject({ code: "not_found" });
    }));
});

describe("archive, restore, remove", () => {
  it("archives out of the list and comes back", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const { id } = await createIngredient(ctx, made({}));
      await archiveIngredient(ctx, { id, version: 1 });
      const found = await listIngredients(ctx, ListIngredients.parse({ search: "测试南瓜籽仁" }));
      expect(found.total).toBe(0);
      await expect(archiveIngredient(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      expect((await restoreIngredient(ctx, { id })).archivedAt).toBeNull();
      await expect(restoreIngredient(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    }));

  it("undo removes what nothing uses, and refuses the rest", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const row = await createIngredient(ctx, made({ tags: ["seafood"], aliases: ["甲乙"] }));
      await command(ctx, "ingredients:edit", (t) => removeIngredient(t, row.id));
      expect(await tx.select().from(items).where(eq(items.id, row.itemId))).toHaveLength(0);
      const used = await idOf(tx, "生姜");
      await expect(command(ctx, "ingredients:edit", (t) => removeIngredient(t, used))).rejects.toMatchObject({
        code: "conflict",
      });
    }));
});

describe("listIngredients", () => {
  it.each([
    [{ search: "大米" }, ["粳米"]],
    [{ search: "sj" }, ["生姜"]],
    [{ search: "生姜" }, ["生姜"]],
    [{ allergen: "peanut" }, ["花生仁", "花生酱"]],
    [{ gap: "allergen" }, ["当归", "川芎"]],
    [{ category: "蛋类" }, ["鸡蛋", "皮蛋"]],
  ])("finds by %j", (filter, names) =>
    rolledBack(async (as) => {
      const { rows } = await listIngredients(as(may), ListIngredients.parse({ ...filter, pageSize: 100 }));
      expect(rows.map((r) => r.name)).toEqual(expect.arrayContaining(names));
      expect(rows.length).toBeLessThan(60);
    }),
  );
  it("takes % for a letter", () =>
    rolledBack(async (as) => {
      expect((await listIngredients(as(may), ListIngredients.parse({ search: "%" }))).total).toBe(0);
    }));
  it("pages without losing or repeating a row", () =>
    rolledBack(async (as, tx) => {
      const ids = new Set<number>();
      let total = 0;
      for (let page = 1; page <= 5; page++) {
        const found = await listIngredients(as(may), ListIngredients.parse({ page, pageSize: 100 }));
        total = found.total;
        for (const row of found.rows) ids.add(row.id);
      }
      expect(ids.size).toBe(total);
      expect(total).toBeGreaterThan(421);
      expect(await tx.select().from(dishes).where(like(dishes.name, "zz%"))).toHaveLength(0);
      expect(await tx.select().from(dishIngredients).limit(1)).toHaveLength(1);
    }));
});
