import { describe, expect, it } from "vitest";
import type { Verdict } from "@/domain/customers/safety/rules";
import type { DishCard, Target } from "@/domain/dishes/rules";
import { fen } from "@/lib/money";
import { day } from "@/lib/time";
import {
  type Choice,
  dishesFor,
  type FoodChoice,
  foodsFor,
  type Gap,
  gapsIn,
  meanOf,
  measured,
  type Sum,
  shareTargets,
  sourcesOf,
  sumOf,
  tally,
} from "./rules";
import { saidAmount, sourceText } from "./words";

const on = day("2026-11-19");
const target = (code: string, min: number | null, max: number | null): Target => ({
  nutrientId: 1,
  code,
  name: code,
  unit: code.endsWith("_mg") ? "mg" : "g",
  min,
  target: min,
  max,
  source: "test",
  confidence: null,
});

const allowed: Verdict = { verdict: "allowed", reasons: [] };
const refused: Verdict = { verdict: "refused", reasons: [] };
const asked = (text: string): Verdict => ({
  verdict: "note",
  reasons: [{ text } as Verdict["reasons"][number]],
});

type Given = Partial<Omit<Choice, "card">> & { card?: Partial<DishCard> };

let lastId = 0;
function choice(name: string, nutrition: Record<string, number>, more: Given = {}) {
  lastId += 1;
  const card: DishCard = {
    id: lastId,
    name,
    nameKey: null,
    categoryId: null,
    category: "素菜",
    method: null,
    station: null,
    weeks: null,
    slotIds: [3],
    price: null,
    isAvailable: true,
    isBase: false,
    isMedicinal: false,
    caution: null,
    portionGrams: null,
    ingredients: [],
    allergens: [],
    tags: [],
    nutrition,
    isNutritionComplete: true,
    cost: { amount: fen(0), isComplete: true },
    ...more.card,
  };
  const { verdict = allowed, timesPlanned = 0, slotNames = ["午餐"] } = more;
  return { card, verdict, timesPlanned, slotNames } satisfies Choice;
}

const iron: Gap = { code: "iron_mg", name: "铁", unit: "mg", isComplete: true, amount: 14, from: 24, lack: 10 };

describe("sums", () => {
  it("adds amounts up and remembers what is only a lower bound", () => {
    const sum = sumOf([
      { nutrition: { iron_mg: 1.5, protein_g: 10 }, missing: [] },
      { nutrition: { iron_mg: 2 }, missing: ["folate_ug"] },
      { nutrition: { folate_ug: 30 }, missing: ["folate_ug"] },
    ]);
    expect(sum).toEqual({ nutrition: { iron_mg: 3.5, protein_g: 10, folate_ug: 30 }, missing: ["folate_ug"] });
    expect(sumOf([])).toEqual({ nutrition: {}, missing: [] });
  });

  it("takes the mean over the given days, a day that does not know a nutrient counting as none of it", () => {
    const days: Sum[] = [
      { nutrition: { iron_mg: 10 }, missing: [] },
      { nutrition: { iron_mg: 15, zinc_mg: 4 }, missing: [] },
    ];
    expect(meanOf(days).nutrition).toEqual({ iron_mg: 12.5, zinc_mg: 2 });
    expect(meanOf([]).nutrition).toEqual({});
  });
});

describe("measuring", () => {
  const nutrition = { energy_kcal: 2000, protein_g: 100, fat_g: 100, carb_g: 175, iron_mg: 10 };
  const targets = [target("iron_mg", 24, 42), target("energy_kcal", 1900, 2300), target("calcium_mg", 800, null)];

  it("puts energy first, the shares of energy among the rest, and tells low, high, within and unknown apart", () => {
    const all = measured({ nutrition, missing: [] }, targets, shareTargets([], on));
    expect(all.map(({ code, state }) => [code, state])).toEqual([
      ["energy_kcal", "within"],
      ["fat_pct", "high"],
      ["carb_pct", "low"],
      ["iron_mg", "low"],
      ["calcium_mg", "unknown"],
    ]);
  });

  it.each([
    ["fat_g", ["fat_pct", "carb_pct"]],
    ["iron_mg", ["iron_mg"]],
    ["energy_kcal", ["energy_kcal"]],
    ["vitc_mg", []],
  ])("calls incomplete what %s is behind", (missing, codes) => {
    const all = measured({ nutrition, missing: [missing] }, targets, shareTargets([], on));
    expect(all.filter((one) => one.amount !== null && !one.isComplete).map(({ code }) => code)).toEqual(codes);
  });

  it("asks for fewer carbohydrates with impaired glucose metabolism", () => {
    const gdm = [{ code: "GDM", name: "妊娠糖尿病", fromDay: on, toDay: null }];
    expect(shareTargets(gdm, on).map(({ min, max }) => [min, max])).toEqual([
      [20, 30],
      [45, 55],
    ]);
  });

  it("counts the days inside the band, leaving out those that do not know", () => {
    const low = measured({ nutrition: { iron_mg: 10 }, missing: [] }, [target("iron_mg", 24, 42)], []);
    const good = measured({ nutrition: { iron_mg: 30 }, missing: [] }, [target("iron_mg", 24, 42)], []);
    const dumb = measured({ nutrition: {}, missing: [] }, [target("iron_mg", 24, 42)], []);
    expect(tally([low, good, dumb])).toEqual({ iron_mg: { within: 1, of: 2 } });
  });
});

describe("gaps", () => {
  it("are what a mean day lacks, the largest share first; shares of energy are none", () => {
    const mean = measured(
      { nutrition: { energy_kcal: 2000, fat_g: 100, carb_g: 100, iron_mg: 18, calcium_mg: 400 }, missing: [] },
      [target("iron_mg", 24, 42), target("calcium_mg", 800, null), target("energy_kcal", 1900, 2300)],
      shareTargets([], on),
    );
    expect(gapsIn(mean)).toEqual([
      { code: "calcium_mg", name: "calcium_mg", unit: "mg", isComplete: true, amount: 400, from: 800, lack: 400 },
      { code: "iron_mg", name: "iron_mg", unit: "mg", isComplete: true, amount: 18, from: 24, lack: 6 },
    ]);
  });
});

describe("dishes that close a gap", () => {
  const names = (
    choices: Choice[],
    mean = measured({ nutrition: {}, missing: [] }, [], []),
    week: number | null = null,
  ) => dishesFor(iron, choices, mean, week).map(({ dishName }) => dishName);

  it("come by what a serving gives; what she may not have, is withdrawn or gives next to nothing never comes", () => {
    expect(
      names([
        choice("少", { iron_mg: 0.9 }),
        choice("中", { iron_mg: 3 }),
        choice("多", { iron_mg: 8 }),
        choice("不能吃", { iron_mg: 30 }, { verdict: refused }),
        choice("停用", { iron_mg: 30 }, { card: { isAvailable: false } }),
        choice("底料", { iron_mg: 30 }, { card: { isBase: true } }),
      ]),
    ).toEqual(["多", "中"]);
  });

  it.each<[string, Given, RegExp]>([
    ["has to be confirmed", { verdict: asked("先确认再排：含羊肉") }, /先确认再排/],
    ["comes often already", { timesPlanned: 3 }, /已排 3 次/],
    ["belongs to other weeks", { card: { weeks: [1] } }, /习惯用在产后第 1 周/],
    [
      "is liver",
      { card: { ingredients: [{ ingredientId: 1, name: "猪肝", grams: 60, grossGrams: 60 }] } },
      /含肝 60 g，每周不超过 85 g/,
    ],
  ])("stand behind an equal one when it %s, and say so", (_, more, caveat) => {
    const found = dishesFor(iron, [choice("有话说", { iron_mg: 5 }, more), choice("没话说", { iron_mg: 5 })], [], 3);
    expect(found.map(({ dishName }) => dishName)).toEqual(["没话说", "有话说"]);
    expect(found[1]?.caveats.join()).toMatch(caveat);
  });

  it("name the upper limits of which a serving takes a quarter when the day is over them", () => {
    const mean = measured(
      { nutrition: { sodium_mg: 2500, vita_ug_rae: 1500 }, missing: [] },
      [target("sodium_mg", null, 2000), target("vita_ug_rae", null, 3000)],
      [],
    );
    const [salty, liver, mild] = ["咸", "肝", "淡"].map((name, i) =>
      dishesFor(
        iron,
        [choice(name, { iron_mg: 5, ...[{ sodium_mg: 600 }, { vita_ug_rae: 2200 }, { sodium_mg: 300 }][i] })],
        mean,
        null,
      ),
    );
    expect(salty?.[0]?.caveats).toEqual(["一份sodium_mg 600 mg，sodium_mg已经偏多"]);
    expect(liver?.[0]?.caveats).toEqual(["一份vita_ug_rae 2200 g，加上会超过 3000"]);
    expect(mild?.[0]?.caveats).toEqual([]);
  });

  it("say how much of the lack a serving closes and whether the figure is whole", () => {
    const [one] = dishesFor(
      iron,
      [choice("菠菜", { iron_mg: 5, energy_kcal: 91.6 }, { card: { missing: ["iron_mg"] } })],
      [],
      1,
    );
    expect(one).toMatchObject({ amount: 5, share: 0.5, kcal: 92, isComplete: false });
  });
});

describe("foods that close a gap", () => {
  const food = (id: number, name: string, more: Partial<FoodChoice> = {}): FoodChoice => ({
    id,
    name,
    category: "蔬菜",
    nutrients: { iron_mg: 5 },
    verdict: allowed,
    ...more,
  });
  const uses = (name: string, ingredientId: number, grams: number, more: Given = {}) =>
    choice(
      name,
      {},
      { ...more, card: { ingredients: [{ ingredientId, name, grams, grossGrams: grams }], ...more.card } },
    );

  it("come in the weight that a serving usually holds, with dishes for her that use them", () => {
    const choices = [
      uses("菜一", 1, 60),
      uses("菜二", 1, 100),
      uses("菜三", 1, 180),
      uses("不能吃", 1, 500, { verdict: refused }),
    ];
    expect(foodsFor(iron, [food(1, "菠菜")], choices)).toEqual([
      { ingredientId: 1, name: "菠菜", grams: 100, amount: 5, dishes: ["菜一", "菜二", "菜三"] },
    ]);
  });

  it("leave out what she may not have, what nobody cooks for her, seasonings and what gives next to nothing", () => {
    const foods = [
      food(1, "虾", { verdict: refused }),
      food(2, "没人用"),
      food(3, "酱油", { category: "调味品" }),
      food(4, "冬瓜", { nutrients: { iron_mg: 0.1 } }),
    ];
    expect(
      foodsFor(
        iron,
        foods,
        [1, 3, 4].map((id) => uses(`菜${id}`, id, 100)),
      ),
    ).toEqual([]);
  });
});

it("what is too much comes from the dishes that bring most of it", () => {
  const portion = (dishId: number, sodium: number) => ({
    dishId,
    dishName: `菜${dishId}`,
    nutrition: { sodium_mg: sodium },
  });
  expect(
    sourcesOf("sodium_mg", [portion(1, 300), portion(2, 500), portion(1, 300), portion(3, 10), portion(4, 0)]),
  ).toEqual([
    { dishId: 1, dishName: "菜1", times: 2, amount: 600 },
    { dishId: 2, dishName: "菜2", times: 1, amount: 500 },
    { dishId: 3, dishName: "菜3", times: 1, amount: 10 },
  ]);
});

it("sources and amounts read as people write them", () => {
  expect(
    [
      "China DRI 2023 EAR",
      "Week guide",
      "Week guide, weeks 4–6",
      "China DRI 2023 WHO advice",
      "postpartum_conditions CMPA_INFANT",
    ].map(sourceText),
  ).toEqual([
    "中国 DRI 2023 EAR",
    "月子阶段指引",
    "月子阶段指引第 4–6 周",
    "中国 DRI 2023 世卫组织建议",
    "产后状况膳食要点",
  ]);
  expect([0, 9.44, 99.96, 1236.7, 12345].map(saidAmount)).toEqual(["0", "9.4", "100", "1,237", "12,345"]);
});
