import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type Db, db } from "@/db/client";
import { dishCategories, dishes, ingredients, menuCategories } from "@/db/schema/dishes";
import { storedFiles } from "@/db/schema/system";
import { command } from "@/domain/core/access";
import { newCtx, rolledBack } from "@/domain/testing";
import { fen } from "@/lib/money";
import { dishCards, dishOptions } from "../queries";
import { archiveDish, createDish, removeDish, restoreDish, setAvailable, updateDish } from "./commands";
import { dishDetail, ingredientOptions, listDishes } from "./queries";
import { CreateDish, ListDishes, UpdateDish } from "./schema";

const may = ["dishes:read", "dishes:edit"] as const;
const made = (given: object) => CreateDish.parse({ name: "测试番茄鸡蛋面", ...given });
const foodId = async (tx: Db, name: string) => {
  const [row] = await tx.select({ id: ingredients.id }).from(ingredients).where(eq(ingredients.name, name));
  if (!row) throw new Error(`no ${name}`);
  return row.id;
};
const slotId = async (tx: Db, code: string) => {
  const [row] = await tx.select({ id: menuCategories.id }).from(menuCategories).where(eq(menuCategories.code, code));
  if (!row) throw new Error(`no ${code}`);
  return row.id;
};

describe("createDish", () => {
  it("computes nutrition, allergens and cost from its lines", () =>
    rolledBack(async (as, tx) => {
      const [noodle, egg, tomato] = await Promise.all(["挂面", "鸡蛋", "番茄"].map((n) => foodId(tx, n)));
      const row = await createDish(
        as(may),
        made({
          slotIds: [await slotId(tx, "breakfast"), await slotId(tx, "dinner")],
          category: "主食",
          price: fen(2800),
          weeks: [3, 1, 3],
          ingredients: [
            { ingredientId: noodle, quantity: 80 },
            { ingredientId: egg, quantity: 1, unit: "个" },
            { ingredientId: tomato, quantity: 120 },
          ],
        }),
      );
      expect(row).toMatchObject({
        category: "主食",
        categoryName: "早餐",
        weeks: [1, 3],
        status: "active",
        price: 2800,
      });
      expect(row.slots.map((s) => s.code)).toEqual(["breakfast", "dinner"]);
      expect(row.ingredients.map((l) => [l.name, l.grams])).toEqual([
        ["挂面", 80],
        ["鸡蛋", 50],
        ["番茄", 120],
      ]);
      expect(row.ingredientsText).toBe("挂面、鸡蛋、番茄");
      const cards = await dishCards({ db: tx }, [row.id]);
      expect(cards.get(row.id)?.nutrition.energy_kcal).toBe(row.calories);
      expect(row.calories).toBeGreaterThan(330);
      expect(row.calories).toBeLessThan(420);
      expect(row.allergens.map((a) => [a.code, a.state])).toEqual(
        expect.arrayContaining([
          ["gluten", "contains"],
          ["egg", "contains"],
        ]),
      );
      expect(row.restrictions).toContain("含");
      expect(row.composition).toHaveLength(3);
    }));

  it("takes seed b's words: ingredients as text, category by name, restrictions, calories", () =>
    rolledBack(async (as) => {
      const row = await createDish(
        as(may),
        made({
          name: "测试清蒸鱼",
          category: "荤菜",
          ingredients: "鲈鱼 150g、姜、小葱",
          restrictions: "痛风患者慎食",
          calories: 200,
          price: fen(5800),
        }),
      );
      expect(row.ingredients.map((l) => [l.name, l.quantity])).toEqual([
        ["鲈鱼", 150],
        ["生姜", 0],
        ["小葱", 0],
      ]);
      expect(row.caution).toBe("痛风患者慎食");
      expect(row.calories).toBe(200); // the ingredients do not give the whole amount yet
      expect(row.nutrition.find((n) => n.code === "energy_kcal")?.source).toBe("declared");
      expect(row.isCostComplete).toBe(false);
    }));

  it("takes a name's unique end for the name", () =>
    rolledBack(async (as) => {
      const row = await createDish(as(may), made({ ingredients: "五花肉 100g、酱油、白砂糖 5" }));
      expect(row.ingredients.map((l) => [l.name, l.quantity])).toEqual([
        ["猪五花肉", 100],
        ["酱油", 0],
        ["白砂糖", 5],
      ]);
    }));

  it("takes seed a's words: nutrition_info gives way once the ingredients are complete", () =>
    rolledBack(async (as, tx) => {
      const rice = await foodId(tx, "粳米");
      const row = await createDish(
        as(may),
        made({
          name: "测试白饭",
          categoryId: await slotId(tx, "lunch"),
          nutritionInfo: { calories: 999, protein: 1, carbohydrates: 1, fat: 1 },
          ingredients: [{ ingredientId: rice, quantity: 100 }],
        }),
      );
      expect(row.calories).toBe(352.5);
      expect(row.categoryName).toBe("午餐");
      const later = await updateDish(as(may), UpdateDish.parse({ id: row.id, version: 1, ingredients: [] }));
      expect(later.calories).toBeNull();
    }));

  it.each([
    [{ ingredients: "鲈鱼、龙肝、凤髓" }, "ingredients", /龙肝、凤髓/],
    [{ ingredients: [{ ingredientId: 1, quantity: 99_999, unit: "kg" }] }, "ingredients.0.quantity", /100 千克/],
    [{ ingredients: "五花肉、糖" }, "ingredients", /糖（是.*吗）。/],
    [{ category: "肉菜" }, "category", /可选：荤菜、素菜/],
    [{ categoryId: 9999 }, "categoryId", /没有这个餐次/],
    [{ ingredients: [{ ingredientId: 999_999, quantity: 1 }] }, "ingredients.0.ingredientId", /没有这种食材/],
    [{ ingredients: [{ ingredientId: 1, quantity: 1, unit: "把" }] }, "ingredients.0.unit", /没有“把”和克的换算/],
    [{ substitutes: [999_999] }, "substitutes", /不存在/],
    [{ photo: "00000000-0000-4000-8000-000000000000" }, "photo", /重新上传/],
  ])("refuses %j at %s", (given, field, sentence) =>
    rolledBack(async (as) => {
      await expect(createDish(as(may), made(given))).rejects.toMatchObject({
        fields: { [field]: [expect.stringMatching(sentence)] },
      });
    }),
  );

  it("refuses a second dish of the same name, and a caller without the permission", () =>
    rolledBack(async (as, tx) => {
      const [taken] = await tx.select().from(dishes).where(isNull(dishes.archivedAt)).limit(1);
      await expect(createDish(as(may), made({ name: taken?.name }))).rejects.toMatchObject({
        code: "conflict",
        fields: { name: [expect.stringContaining("已经有菜叫")] },
      });
      await expect(createDish(as(["dishes:read"]), made({}))).rejects.toMatchObject({ code: "forbidden" });
    }));

  it("two people naming a dish alike at once: one wins", async () => {
    const name = "测试并发同名菜";
    const both = await Promise.allSettled(
      [1, 2, 3].map((userId) => createDish(newCtx(may, { userId }), made({ name }))),
    );
    const won = both.filter((r) => r.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(both.filter((r) => r.status === "rejected").map((r) => (r as PromiseRejectedResult).reason.code)).toEqual([
      "conflict",
      "conflict",
    ]);
    const id = won[0]?.status === "fulfilled" ? won[0].value.id : 0;
    await command(newCtx(may), "dishes:edit", (tx) => removeDish(tx, id));
    expect(await db.select().from(dishes).where(eq(dishes.name, name))).toHaveLength(0);
  });
});

describe("base dishes", () => {
  it("flow into the dishes made with them, and change with them", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const bone = await foodId(tx, "猪脊骨");
      const stock = await createDish(
        ctx,
        made({
          name: "测试高汤",
          isBase: true,
          portionGrams: 200,
          ingredients: [{ ingredientId: bone, quantity: 100 }],
        }),
      );
      const soup = await createDish(
        ctx,
        made({ name: "测试汤面", ingredients: [{ dishId: stock.id, quantity: 100, unit: "g" }] }),
      );
      expect(soup.calories).toBeCloseTo((stock.calories ?? 0) / 2, 2);
      expect(soup.composition[0]).toMatchObject({ name: "猪脊骨", grams: 50, via: "测试高汤" });
      await updateDish(
        ctx,
        UpdateDish.parse({ id: stock.id, version: 1, ingredients: [{ ingredientId: bone, quantity: 200 }] }),
      );
      const after = await dishDetail(ctx, { id: soup.id });
      expect(after.calories).toBeCloseTo(stock.calories ?? 0, 2);
      await expect(archiveDish(ctx, { id: stock.id })).rejects.toMatchObject({ code: "conflict" });
      await expect(
        updateDish(ctx, UpdateDish.parse({ id: stock.id, version: 2, isBase: false })),
      ).rejects.toMatchObject({ code: "conflict" });
    }));

  it("cannot contain themselves, also through another", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const bone = await foodId(tx, "猪脊骨");
      const a = await createDish(
        ctx,
        made({ name: "测试甲", isBase: true, ingredients: [{ ingredientId: bone, quantity: 1 }] }),
      );
      const b = await createDish(
        ctx,
        made({ name: "测试乙", isBase: true, ingredients: [{ dishId: a.id, quantity: 1 }] }),
      );
      await expect(
        updateDish(ctx, UpdateDish.parse({ id: a.id, version: 1, ingredients: [{ dishId: b.id, quantity: 1 }] })),
      ).rejects.toMatchObject({
        fields: { ingredients: [expect.stringContaining("测试甲 → 测试乙 → 测试甲")] },
      });
    }));
});

describe("updateDish", () => {
  it("an override survives recomputation and goes when it is taken back", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const rice = await foodId(tx, "粳米");
      const row = await createDish(ctx, made({ ingredients: [{ ingredientId: rice, quantity: 100 }] }));
      const over = await updateDish(
        ctx,
        UpdateDish.parse({
          id: row.id,
          version: 1,
          nutritionOverride: { amounts: { energy_kcal: 300 }, reason: "送检结果" },
        }),
      );
      expect(over.calories).toBe(300);
      const again = await updateDish(
        ctx,
        UpdateDish.parse({ id: row.id, version: 2, ingredients: [{ ingredientId: rice, quantity: 200 }] }),
      );
      expect(again.calories).toBe(300);
      expect(again.nutrition.find((n) => n.code === "energy_kcal")).toMatchObject({
        source: "override",
        reason: "送检结果",
      });
      const back = await updateDish(ctx, UpdateDish.parse({ id: row.id, version: 3, nutritionOverride: null }));
      expect(back.calories).toBe(705);
      expect(
        UpdateDish.safeParse({ id: 1, version: 1, nutritionOverride: { amounts: { energy_kcal: 1 }, reason: "" } })
          .success,
      ).toBe(false);
    }));

  it("leaves alone what is not given", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const [row] = await tx.select().from(dishes).where(isNull(dishes.archivedAt)).limit(1);
      const before = await dishDetail(ctx, { id: row?.id ?? 0 });
      const after = await updateDish(
        ctx,
        UpdateDish.parse({ id: before.id, version: before.version, description: "新说明" }),
      );
      const { description, version, updatedAt, ...rest } = after;
      expect(rest).toEqual({
        ...rest,
        ingredients: before.ingredients,
        slots: before.slots,
        nutrition: before.nutrition,
        tags: before.tags,
      });
      expect([description, version]).toEqual(["新说明", before.version + 1]);
    }));

  it("refuses a stale version with the form as it is now", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const rice = await foodId(tx, "粳米");
      const row = await createDish(ctx, made({ ingredients: [{ ingredientId: rice, quantity: 1 }] }));
      await updateDish(ctx, UpdateDish.parse({ id: row.id, version: 1, station: "蒸柜" }));
      await expect(
        updateDish(ctx, UpdateDish.parse({ id: row.id, version: 1, station: "炒灶" })),
      ).rejects.toMatchObject({
        code: "conflict",
        data: { current: { station: "蒸柜", version: 2, ingredients: [{ ingredientId: rice }] } },
      });
      await expect(updateDish(ctx, UpdateDish.parse({ id: 999_999, version: 1 }))).rejects.toMatchObject({
        code: "not_found",
      });
    }));

  it("ties an uploaded picture to the dish and lets the old one go", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const uid = "0b6f3a52-8f9e-4a38-9f3b-0d7e3f6a1c55";
      const file = {
        uid,
        storageKey: "x/y",
        kind: "image",
        purpose: "dish_image",
        mime: "image/webp",
        bytes: 10,
        sha256Hash: "0".repeat(64),
        originalName: "a.jpg",
        uploadedBy: 1,
      } as const;
      await tx.insert(storedFiles).values(file);
      const row = await createDish(ctx, made({ photo: uid }));
      expect(row.imageUrl).toContain(`/api/files/${uid}?`);
      expect(row.photo).toBe(uid);
      const without = await updateDish(ctx, UpdateDish.parse({ id: row.id, version: 1, photo: null }));
      expect(without.imageUrl).toBeNull();
      expect((await tx.select().from(storedFiles).where(eq(storedFiles.uid, uid)))[0]?.deletedAt).not.toBeNull();
    }));
});

describe("archive, restore, availability", () => {
  it("archived dishes leave lists and choices, and their name is free again", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const row = await createDish(ctx, made({}));
      await archiveDish(ctx, { id: row.id, version: 1 });
      expect((await listDishes(ctx, ListDishes.parse({ search: row.name }))).total).toBe(0);
      expect((await listDishes(ctx, ListDishes.parse({ search: row.name, archived: "1" }))).total).toBe(1);
      expect((await dishDetail(ctx, { id: row.id })).status).toBe("inactive");
      await createDish(ctx, made({}));
      await expect(restoreDish(ctx, { id: row.id })).rejects.toMatchObject({ code: "conflict" });
    }));
  it("switches several at once", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const [a, b] = [await createDish(ctx, made({ name: "测试一" })), await createDish(ctx, made({ name: "测试二" }))];
      expect(await setAvailable(ctx, { ids: [a.id, b.id], isAvailable: false })).toEqual({ changed: 2 });
      expect(await setAvailable(ctx, { ids: [a.id, b.id], isAvailable: false })).toEqual({ changed: 0 });
      await expect(setAvailable(ctx, { ids: [a.id, 999_999], isAvailable: true })).rejects.toMatchObject({
        code: "not_found",
      });
    }));
});

describe("lists and choices", () => {
  it.each([
    [{ search: "桂圆" }, (n: string) => n.length > 0],
    [{ category: "粥品" }, (n: string) => n.length > 0],
    [{ search: "qzly" }, (n: string) => n === "清蒸鲈鱼"],
  ])("filters by %j", (filter, fits) =>
    rolledBack(async (as) => {
      const found = await listDishes(as(may), ListDishes.parse({ ...filter, pageSize: 100 }));
      expect(found.total).toBeGreaterThan(0);
      expect(found.rows.every((r) => fits(r.name))).toBe(true);
    }),
  );
  it("leaves out what contains or may contain an allergen", () =>
    rolledBack(async (as) => {
      const all = await listDishes(as(may), ListDishes.parse({ pageSize: 100 }));
      const free = await listDishes(as(may), ListDishes.parse({ free: ["egg"], pageSize: 100 }));
      expect(free.total).toBeLessThan(all.total);
      expect(free.rows.every((r) => !r.allergens.some((a) => a.code === "egg"))).toBe(true);
    }));
  it("sorts by calories", () =>
    rolledBack(async (as) => {
      const { rows } = await listDishes(as(may), ListDishes.parse({ sort: "-calories" }));
      const kcal = rows.map((r) => r.calories ?? 0);
      expect(kcal).toEqual([...kcal].sort((a, b) => b - a));
    }));
  it("offers dishes of a slot by name, initials or ingredient, and ingredients by alias", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const [first] = await dishOptions(ctx, { search: "清蒸鲈鱼" });
      expect(first?.name).toBe("清蒸鲈鱼");
      const lunch = await slotId(tx, "lunch");
      expect((await dishOptions(ctx, { slotId: lunch, limit: 200 })).every((d) => d.slotIds.includes(lunch))).toBe(
        true,
      );
      expect((await dishOptions(ctx, { search: "鲈鱼" })).length).toBeGreaterThan(1);
      expect((await ingredientOptions(ctx, { search: "大米" }))[0]).toMatchObject({
        name: "粳米",
        alias: "大米",
        unit: "g",
      });
      expect((await ingredientOptions(ctx, { search: "红薯" })).find((o) => o.name === "生姜")).toBeUndefined();
      expect((await ingredientOptions(ctx, { search: "西红柿" }))[0]).toMatchObject({ name: "番茄", alias: "西红柿" });
      expect((await ingredientOptions(ctx, { search: "sj" })).map((o) => o.name)).toContain("生姜");
      expect((await ingredientOptions(ctx, { search: "鸡蛋" }))[0]?.name).toBe("鸡蛋");
    }));
  it("121 cards cost a handful of queries, whatever their number", async () => {
    let queries = 0;
    const counting = new Proxy(db, {
      get: (target, key, receiver) => {
        if (key === "select" || key === "selectDistinct") queries++;
        return Reflect.get(target, key, receiver);
      },
    }) as Db;
    const cards = await dishCards({ db: counting });
    expect(cards.size).toBeGreaterThanOrEqual(121);
    expect(queries).toBeLessThanOrEqual(18);
    const [category] = await db
      .select()
      .from(dishCategories)
      .where(and(eq(dishCategories.name, "粥品")));
    expect([...cards.values()].filter((c) => c.categoryId === category?.id).length).toBeGreaterThan(5);
  });
});
