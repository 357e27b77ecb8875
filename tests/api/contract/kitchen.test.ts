import { describe, expect, test } from "vitest";
import { dishes } from "@/db/seed/world";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const as = "dietitian";
const boss = "manager";

describe("dishes", () => {
  test("both older clients find their fields in a list and in one dish", async () => {
    const row = rowsOf(await ask("GET", "/api/dishes?search=鲈鱼汤", { as })).find(
      (one) => one.id === dishes.seabassSoup.id,
    );
    const one = await ask("GET", `/api/dishes/${dishes.seabassSoup.id}`, { as });
    for (const data of [row, one.data]) {
      expect(data).toMatchObject({
        id: dishes.seabassSoup.id,
        name: dishes.seabassSoup.name,
        category_id: expect.any(Number),
        category_name: expect.any(String),
        category: expect.any(String),
        nutrition_info: {
          calories: expect.any(Number),
          protein: expect.any(Number),
          carbohydrates: expect.any(Number),
          fat: expect.any(Number),
        },
        calories: expect.any(Number),
        restrictions: expect.any(String),
        is_available: true,
        status: "active",
        created_at: expect.any(String),
        updated_at: expect.any(String),
      });
      for (const key of ["description", "price", "image_url"]) expect(data).toHaveProperty(key);
    }
    expect(row?.ingredients).toEqual(expect.stringContaining("鲈鱼"));
    expect(look(one.data, "ingredients.0")).toMatchObject({
      id: expect.any(Number),
      name: expect.any(String),
      quantity: expect.any(Number),
      unit: expect.any(String),
    });
    expect(look(one.data, "allergens.0")).toMatchObject({ name: expect.any(String), state: expect.any(String) });
    expect(look(one.data, "cost")).toEqual(expect.any(Number));
  });

  test("filters: meal slot, food class by name, availability, words", async () => {
    const slots = (await ask("GET", "/api/meal-slots", { as })).data as { id: number; name: string }[];
    const lunch = slots.find((slot) => slot.name === "午餐");
    for (const row of rowsOf(await ask("GET", `/api/dishes?category_id=${lunch?.id}`, { as })))
      expect((row.slots as { id: number }[]).map((slot) => slot.id)).toContain(lunch?.id);
    const [some] = rowsOf(await ask("GET", "/api/dishes?page_size=1", { as }));
    const same = rowsOf(await ask("GET", `/api/dishes?category=${String(some?.category)}`, { as }));
    expect(new Set(same.map((row) => row.category))).toEqual(new Set([some?.category]));
    expect(rowsOf(await ask("GET", "/api/dishes?is_available=true", { as })).every((row) => row.is_available)).toBe(
      true,
    );
  });

  test("made of ingredient lines: what they give is computed; money is yuan with cents", async () => {
    await undone(async () => {
      const [meat] = rowsOf(await ask("GET", "/api/ingredients?search=猪里脊", { as }));
      const slots = (await ask("GET", "/api/meal-slots", { as })).data as { id: number; code: string }[];
      const lunch = slots.find((slot) => slot.code === "lunch");
      const made = await ask("POST", "/api/dishes", {
        as,
        body: {
          name: "鱼香肉丝（试）",
          description: "酸甜口",
          price: 22.5,
          category_id: lunch?.id,
          nutrition_info: { calories: 320, protein: 20, carbohydrates: 35, fat: 12 },
          ingredients: [{ ingredient_id: meat?.id, quantity: 200 }],
        },
      });
      expect(made.data).toMatchObject({
        price: 22.5,
        category_id: lunch?.id,
        category_name: "午餐",
        is_available: true,
      });
      const at = `/api/dishes/${number(made.data, "id")}`;
      const { data } = await ask("GET", at, { as });
      expect(look(data, "ingredients.0")).toMatchObject({ id: meat?.id, quantity: 200, unit: "g" });
      expect(number(data, "nutrition_info.protein")).toBeGreaterThan(20);

      const changed = await ask("PUT", at, { as, body: { version: 1, price: 0.01, description: null } });
      expect(changed.data).toMatchObject({ price: 0.01, description: null, version: 2 });
      const stale = await refuse(409, "PUT", at, { as, body: { version: 1, price: 3 } });
      expect(look(stale.data, "current")).toMatchObject({ price: 0.01, version: 2 });
      await ask("PATCH", at, { as, body: { version: 2, is_available: false } });
      await refuse(400, "PATCH", at, { as, body: { version: 3, price: 1.005 } });
      await ask("DELETE", at, { as });
      expect(rowsOf(await ask("GET", "/api/dishes?search=鱼香肉丝（试）", { as }))).toEqual([]);
    });
  });

  test("made of words, as the other client sends it", async () => {
    await undone(async () => {
      const body = {
        name: "清蒸鱼（试）",
        category: "荤菜",
        description: "清淡可口",
        ingredients: "鲈鱼 200g、姜、葱",
        restrictions: "鱼过敏者忌",
        calories: 200,
        price: 58,
      };
      const { data } = await ask("POST", "/api/dishes", { as, body });
      expect(data).toMatchObject({ name: body.name, category: "荤菜", price: 58, status: "active" });
      expect(look(data, "ingredients")).toHaveLength(3);
      expect(look(data, "restrictions")).toEqual(expect.stringContaining("鱼"));
    });
  });
});

describe("kitchen masters", () => {
  test("an ingredient: nutrients, allergens, price", async () => {
    await undone(async () => {
      const made = await ask("POST", "/api/ingredients", {
        as,
        body: {
          name: "试验豆",
          category: "豆类",
          unit: "g",
          edible_pct: 90,
          price: { amount: 12.8, per: 1, unit: "kg" },
          nutrients: { energy_kcal: 350, protein_g: 22.5 },
          allergens: { soy: "contains" },
        },
      });
      const at = `/api/ingredients/${number(made.data, "id")}`;
      const { data } = await ask("GET", at, { as });
      expect(data).toMatchObject({
        name: "试验豆",
        unit: "g",
        edible_pct: 90,
        calories: 350,
        protein: 22.5,
        stock_quantity: 0,
      });
      expect(look(data, "price")).toMatchObject({ amount: 12.8, per_kg: 12.8 });
      await ask("PUT", at, { as, body: { version: number(data, "version"), note: "试用" } });
      const stale = await refuse(409, "PATCH", at, { as, body: { version: number(data, "version"), note: "再试" } });
      expect(look(stale.data, "current")).toMatchObject({ note: "试用" });
      expect(look(stale.data, "current.price")).toMatchObject({ amount: 12.8 });
      await ask("PATCH", at, { as, body: { version: number(stale.data, "current.version"), is_available: false } });
      expect(rowsOf(await ask("GET", "/api/ingredients?search=试验豆", { as }))).toHaveLength(1);
      await ask("DELETE", at, { as });
      expect(rowsOf(await ask("GET", "/api/ingredients?search=试验豆", { as }))).toHaveLength(0);
    });
  });

  test.each([
    ["/api/dish-categories", { name: "试验类" }, { name: "改名类" }, { position: 99 }],
    [
      "/api/meal-slots",
      { code: "test_snack", name: "试验加餐", serving_time: "16:10" },
      { serving_time: "16:20" },
      { name: "改名加餐" },
    ],
    ["/api/allergens", { code: "test_nut", name: "试验坚果" }, { name: "改名坚果" }, { is_gb7718: true }],
  ])("%s", async (path, body, first, second) => {
    await undone(async () => {
      const login = { as: "admin" as const };
      const made = await ask("POST", path, { ...login, body });
      expect(made.data).toMatchObject(body);
      const at = `${path}/${number(made.data, "id")}`;
      const versioned = (data: unknown, change: object) =>
        look(data, "version") === undefined ? change : { ...change, version: look(data, "version") };
      const put = await ask("PUT", at, { ...login, body: versioned(made.data, first) });
      await ask("PATCH", at, { ...login, body: versioned(put.data, second) });
      expect((await ask("GET", at, login)).data).toMatchObject({ ...body, ...first, ...second });
      const all = (await ask("GET", path, login)).data as { id: number }[];
      expect(all.some((one) => one.id === number(made.data, "id"))).toBe(true);
      await ask("DELETE", at, login);
      await refuse(404, "GET", `${path}/999999999`, login);
    });
  });
});

describe("menus", () => {
  test("a template with dishes, made by ids or by slot and day", async () => {
    await undone(async () => {
      const ids = [dishes.sesameLiver.id, dishes.mixedRice.id];
      const made = await ask("POST", "/api/menus", {
        as,
        body: { name: "新菜单", description: "试", menu_type: "basic", dish_ids: ids },
      });
      expect(made.data).toMatchObject({ name: "新菜单", description: "试", menu_type: "basic", is_active: true });
      const at = `/api/menus/${number(made.data, "id")}`;
      expect(look((await ask("GET", at, { as })).data, "dishes.0")).toMatchObject({
        id: expect.any(Number),
        name: expect.any(String),
        price: expect.any(Number),
      });
      const filtered = rowsOf(await ask("GET", "/api/menus?menu_type=basic&is_active=true&per_page=50", { as }));
      expect(filtered.map((row) => row.name)).toContain("新菜单");
      const put = await ask("PUT", at, {
        as,
        body: { version: 1, cycle_days: 7, dishes: [{ dish_id: ids[0], cycle_day: 3 }] },
      });
      expect(look(put.data, "dishes")).toMatchObject([{ id: ids[0], cycle_day: 3 }]);
      await ask("PATCH", at, { as, body: { version: 2, is_active: false } });
      await ask("DELETE", at, { as });
    });
  });

  test("with a date and a slot it answers what that meal offers", async () => {
    const { data } = await ask("GET", "/api/menus?date=2026-11-19&type=lunch", { as });
    expect(data).toMatchObject([
      {
        id: expect.any(Number),
        date: "2026-11-19",
        type: "lunch",
        dishes: expect.arrayContaining([
          {
            id: expect.any(Number),
            name: expect.any(String),
            category: expect.any(String),
            quantity: expect.any(Number),
          },
        ]),
      },
    ]);
    const whole = (await ask("GET", "/api/menus?date=2026-11-19", { as })).data as { type: string }[];
    expect(whole.map((meal) => meal.type)).toEqual(expect.arrayContaining(["breakfast", "lunch", "dinner"]));
  });
});

describe("menus made by themselves", () => {
  test("a meal of a day over customers: what would be cooked, and a proposal a plan", async () => {
    await undone(async () => {
      const body = { date: "2026-11-25", customer_ids: [1], type: "lunch", seed: 3 };
      const { data } = await ask("POST", "/api/menus/auto", { as, body });
      expect(data).toMatchObject({ lunch: { type: "lunch", dishes: expect.any(Array) }, breakfast: null });
      expect(look(data, "proposals")).toMatchObject([{ customer_id: 1, plan_id: expect.any(Number) }]);
      await refuse(400, "POST", "/api/menus/auto", { as, body: { ...body, customer_ids: [] } });
    });
  }, 120_000);
});

describe("daily menus", () => {
  test("listed by date and slot with what they offer", async () => {
    const [meal] = rowsOf(await ask("GET", "/api/daily-menus?date=2026-11-19&type=lunch&centre_id=1", { as }));
    expect(meal).toMatchObject({
      menu_date: "2026-11-19",
      category_id: expect.any(Number),
      category_name: "午餐",
      dishes: expect.arrayContaining([expect.objectContaining({ id: expect.any(Number), name: expect.any(String) })]),
    });
    expect(look(meal, "dishes.0")).toHaveProperty("price");
    const same = rowsOf(
      await ask("GET", `/api/daily-menus?date=2026-11-19&category_id=${String(meal?.category_id)}&centre_id=1`, { as }),
    );
    expect(same.map((row) => row.id)).toEqual([meal?.id]);
  });

  test("made, changed, published, removed; and made from a template", async () => {
    await undone(async () => {
      const body = { centre_id: 1, menu_date: "2027-02-01", type: "lunch", dish_ids: [dishes.mixedRice.id] };
      const made = await ask("POST", "/api/daily-menus", { as: boss, body });
      const at = `/api/daily-menus/${number(made.data, "id")}`;
      expect(made.data).toMatchObject({
        menu_date: "2027-02-01",
        status: "draft",
        dishes: [{ id: dishes.mixedRice.id }],
      });
      await refuse(409, "POST", "/api/daily-menus", { as: boss, body });
      const put = await ask("PUT", at, {
        as: boss,
        body: { version: 1, dishes: [{ dish_id: dishes.broccoli.id, price: 18.8, portion_limit: 20 }] },
      });
      expect(look(put.data, "dishes")).toMatchObject([{ id: dishes.broccoli.id, price: 18.8, portion_limit: 20 }]);
      const stale = await refuse(409, "PATCH", at, { as: boss, body: { version: 1, dish_ids: [] } });
      expect(look(stale.data, "current")).toMatchObject({ version: 2 });
      expect(look(stale.data, "current.dishes.0")).toMatchObject({ price: 18.8 });
      await ask("PATCH", at, { as: boss, body: { version: 2, dish_ids: [dishes.broccoli.id, dishes.mixedRice.id] } });
      expect((await ask("POST", `${at}/publish`, { as: boss, body: {} })).data).toMatchObject({ status: "published" });
      await refuse(409, "DELETE", at, { as: boss });
      expect((await ask("POST", `${at}/withdraw`, { as: boss, body: {} })).data).toMatchObject({ status: "draft" });
      expect((await ask("GET", at, { as: boss })).data).toMatchObject({ status: "draft" });
      await ask("DELETE", at, { as: boss });

      const [menu] = rowsOf(await ask("GET", "/api/menus?is_active=true", { as: boss }));
      const made2 = await ask("POST", "/api/daily-menus/generate", {
        as: boss,
        body: { centre_id: 1, menu_id: menu?.id, from: "2027-02-01", to: "2027-02-02" },
      });
      expect(number(made2.data, "created")).toBeGreaterThan(0);
      const rows = rowsOf(
        await ask("GET", "/api/daily-menus?from=2027-02-01&to=2027-02-02&centre_id=1&limit=100", { as: boss }),
      );
      expect(rows).toHaveLength(number(made2.data, "created"));
    });
  });
});

covers("dishes", "kitchen masters", "menus", "daily menus");
