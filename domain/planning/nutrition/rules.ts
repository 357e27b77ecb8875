import type { ConditionFact, Verdict } from "@/domain/customers/safety/rules";
import {
  type Comparison,
  compareToTargets,
  type DishCard,
  energyShares,
  type Nutrition,
  type Target,
} from "@/domain/dishes/rules";
import type { Day } from "@/lib/time";
import { energyShareBands, LIVER_GRAMS } from "../editor/rules";

/** Amounts by nutrient code, and the codes whose amount is only a lower bound because an ingredient does not say. */
export type Sum = { nutrition: Nutrition; missing: readonly string[] };

/** Nutrients that the food tables do not hold, so that nothing can be said about them (dri_lactation.json). */
export const notInTables = ["碘", "镁", "硒", "维生素 D", "维生素 E", "B 族维生素", "胆碱", "DHA"] as const;

/** How far a figure may be off: raw weights, everything eaten, no cooking loss (db/seed/data/README.md). */
export const UNCERTAINTY = "±25%";

export function sumOf(parts: readonly Sum[]): Sum {
  const nutrition: Nutrition = {};
  for (const part of parts)
    for (const [code, amount] of Object.entries(part.nutrition)) nutrition[code] = (nutrition[code] ?? 0) + amount;
  return { nutrition: rounded(nutrition), missing: distinct(parts.flatMap((part) => part.missing)) };
}

/** Per day. Days without a dish are not given. */
export function meanOf(days: readonly Sum[]): Sum {
  const { nutrition, missing } = sumOf(days);
  const mean = Object.entries(nutrition).map(([code, amount]) => [code, amount / Math.max(1, days.length)]);
  return { nutrition: rounded(Object.fromEntries(mean)), missing };
}

const rounded = (nutrition: Nutrition): Nutrition =>
  Object.fromEntries(Object.entries(nutrition).map(([code, amount]) => [code, Math.round(amount * 100) / 100]));
const distinct = (codes: readonly string[]): string[] => [...new Set(codes)];

/** A nutrient against its band. Without `isComplete` the true amount is higher than the one shown. */
export type Measured = Comparison & { isComplete: boolean };

/** Amounts against targets, with the shares of energy from fat and carbohydrate among them, in the order they are read. */
export function measured(sum: Sum, targets: readonly Target[], shares: readonly Target[]): Measured[] {
  const energy = energyShares(sum.nutrition);
  const total = energy ? { ...sum.nutrition, fat_pct: energy.fat, carb_pct: energy.carb } : sum.nutrition;
  const all = [...targets.filter((target) => !target.code.endsWith("_pct")), ...shares];
  const behind = (code: string) =>
    code === "fat_pct" || code === "carb_pct" ? ["protein_g", "fat_g", "carb_g"] : [code];
  return compareToTargets(
    total,
    all.toSorted((a, b) => place(a.code) - place(b.code)),
  ).map((one) => ({
    ...one,
    isComplete: one.amount !== null && !behind(one.code).some((code) => sum.missing.includes(code)),
  }));
}

const order = ["energy_kcal", "protein_g", "fat_pct", "carb_pct", "carb_g", "fibre_g", "iron_mg", "calcium_mg"];
const place = (code: string): number => {
  const at = order.indexOf(code);
  return at < 0 ? order.length : at;
};

/** The bands of the two shares of energy as targets. */
export function shareTargets(conditions: readonly ConditionFact[], on: Day): Target[] {
  const bands = energyShareBands(conditions, on);
  const share = (code: string, name: string, band: { min: number; max: number }): Target => ({
    nutrientId: 0,
    code,
    name,
    unit: "%",
    min: band.min,
    target: null,
    max: band.max,
    source: "China DRI 2023 AMDR",
    confidence: "high",
  });
  return [share("fat_pct", "脂肪供能", bands.fat), share("carb_pct", "碳水供能", bands.carb)];
}

/** On how many of the days with dishes each nutrient is inside its band; days that do not know it are not counted. */
export function tally(days: readonly (readonly Measured[])[]): Record<string, { within: number; of: number }> {
  const counts: Record<string, { within: number; of: number }> = {};
  for (const { code, state } of days.flat()) {
    if (state === "unknown") continue;
    counts[code] ??= { within: 0, of: 0 };
    counts[code].of += 1;
    if (state === "within") counts[code].within += 1;
  }
  return counts;
}

export type Gap = Pick<Measured, "code" | "name" | "unit" | "isComplete"> & {
  amount: number;
  /** The lower edge of the band. */
  from: number;
  /** How much a day lacks on average. */
  lack: number;
};

/** What a mean day lacks, the largest share first. Shares of energy follow from the amounts and close no gap. */
export const gapsIn = (mean: readonly Measured[]): Gap[] =>
  mean
    .flatMap(({ code, name, unit, state, amount, from, gap, isComplete }) =>
      state === "low" && unit !== "%" && amount !== null && from !== null
        ? [{ code, name, unit, isComplete, amount, from, lack: gap }]
        : [],
    )
    .toSorted((a, b) => b.lack / b.from - a.lack / a.from);

/** A dish that may be placed for her, judged for the day from which on it could be. */
export type Choice = { card: DishCard; verdict: Verdict; timesPlanned: number; slotNames: readonly string[] };

export type DishCloser = {
  dishId: number;
  dishName: string;
  category: string | null;
  slots: readonly string[];
  /** Per serving, in the gap's unit. */
  amount: number;
  /** Part of the daily lack that one serving gives; above 1 it gives more than is lacking. */
  share: number;
  kcal: number;
  isComplete: boolean;
  /** What speaks against it, or is to be watched. */
  caveats: string[];
};

const SHOWN = 5;
/** A dish that gives less than a tenth of what lacks closes nothing. */
const WORTH = 0.1;

/**
 * Available dishes that she may have, by what one serving gives of a missing nutrient. One that has to be confirmed, pushes
 * another nutrient over its limit, belongs to other weeks or comes often already stands behind an equal one without.
 */
export function dishesFor(gap: Gap, choices: readonly Choice[], mean: readonly Measured[], week: number | null) {
  return choices
    .filter(({ card, verdict }) => card.isAvailable && !card.isBase && verdict.verdict !== "refused")
    .flatMap(({ card, verdict, timesPlanned, slotNames }) => {
      const amount = card.nutrition[gap.code] ?? 0;
      if (amount < gap.lack * WORTH) return [];
      const caveats = [
        ...verdict.reasons.map((reason) => reason.text),
        ...overLimits(card.nutrition, mean, gap.code),
        ...liverCaveat(card),
        ...(week !== null && card.weeks && !card.weeks.includes(Math.min(week, 6))
          ? [`习惯用在产后第 ${card.weeks.join("、")} 周`]
          : []),
        ...(timesPlanned >= OFTEN ? [`这段时间已排 ${timesPlanned} 次`] : []),
      ];
      const closer: DishCloser = {
        dishId: card.id,
        dishName: card.name,
        category: card.category,
        slots: slotNames,
        amount: Math.round(amount * 100) / 100,
        share: Math.round((amount / gap.lack) * 100) / 100,
        kcal: Math.round(card.nutrition.energy_kcal ?? 0),
        isComplete: !(card.missing ?? []).includes(gap.code),
        caveats,
      };
      return [{ closer, score: Math.min(amount / gap.lack, 1.5) * PENALTY ** caveats.length }];
    })
    .toSorted((a, b) => b.score - a.score || a.closer.dishId - b.closer.dishId)
    .slice(0, SHOWN)
    .map(({ closer }) => closer);
}

const OFTEN = 3;
const PENALTY = 0.7;

/**
 * Upper limits of which one serving takes a quarter or more, when the mean day is over them or would be. Energy is left out:
 * a dish comes in the place of another.
 */
function overLimits(nutrition: Nutrition, mean: readonly Measured[], except: string): string[] {
  return mean.flatMap(({ code, name, unit, to, amount, state }) => {
    const adds = nutrition[code] ?? 0;
    if (code === except || code === "energy_kcal" || unit === "%" || to === null || to === 0 || amount === null)
      return [];
    if (adds < to * MUCH || amount + adds <= to) return [];
    const part = `一份${name} ${said(adds)} ${unit}`;
    return [state === "high" ? `${part}，${name}已经偏多` : `${part}，加上会超过 ${said(to)}`];
  });
}
const MUCH = 0.25;

function liverCaveat(card: DishCard): string[] {
  const grams = card.ingredients.filter((i) => i.name.includes("肝")).reduce((sum, i) => sum + i.grams, 0);
  return grams > 0 ? [`含肝 ${said(grams)} g，每周不超过 ${LIVER_GRAMS} g`] : [];
}

const said = (n: number): string => String(Number(n.toFixed(n < 100 ? 1 : 0)));

/** A food that she may have, with how much of it a serving usually holds. */
export type FoodChoice = { id: number; name: string; category: string; nutrients: Nutrition; verdict: Verdict };

export type FoodCloser = {
  ingredientId: number;
  name: string;
  /** Usual edible weight in a serving: the median over the kitchen's dishes. */
  grams: number;
  /** In that weight. */
  amount: number;
  /** Dishes for her that hold it. */
  dishes: string[];
};

/** What one seasons with is no food to close a gap with. */
const seasonings = new Set(["调味品", "油脂", "糖类", "药食同源"]);

/** Foods of the dishes that she may have, by what their usual weight gives of a missing nutrient. */
export function foodsFor(gap: Gap, foods: readonly FoodChoice[], choices: readonly Choice[]): FoodCloser[] {
  const uses = usesOf(choices);
  return foods
    .filter(({ category, verdict }) => !seasonings.has(category) && verdict.verdict !== "refused")
    .flatMap((food) => {
      const used = uses.get(food.id);
      if (!used) return [];
      const amount = ((food.nutrients[gap.code] ?? 0) * used.grams) / 100;
      if (amount < gap.lack * WORTH) return [];
      return [
        {
          ingredientId: food.id,
          name: food.name,
          grams: Math.round(used.grams),
          amount: Math.round(amount * 100) / 100,
          dishes: used.dishes.slice(0, 3),
        },
      ];
    })
    .toSorted((a, b) => b.amount - a.amount || a.ingredientId - b.ingredientId)
    .slice(0, SHOWN);
}

function usesOf(choices: readonly Choice[]): Map<number, { grams: number; dishes: string[] }> {
  const all = new Map<number, { grams: number[]; dishes: string[] }>();
  for (const { card, verdict } of choices) {
    if (!card.isAvailable || card.isBase || verdict.verdict === "refused") continue;
    for (const { ingredientId, grams } of card.ingredients) {
      const use = all.get(ingredientId) ?? { grams: [], dishes: [] };
      use.grams.push(grams);
      use.dishes.push(card.name);
      all.set(ingredientId, use);
    }
  }
  return new Map([...all].map(([id, { grams, dishes }]) => [id, { grams: median(grams), dishes: distinct(dishes) }]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export type Source = { dishId: number; dishName: string; times: number; amount: number };

/** Dishes that bring most of a nutrient in: per dish, the sum over the given portions. */
export function sourcesOf(
  code: string,
  portions: readonly { dishId: number; dishName: string; nutrition: Nutrition }[],
): Source[] {
  const byDish = new Map<number, Source>();
  for (const { dishId, dishName, nutrition } of portions) {
    const had = byDish.get(dishId) ?? { dishId, dishName, times: 0, amount: 0 };
    byDish.set(dishId, { ...had, times: had.times + 1, amount: had.amount + (nutrition[code] ?? 0) });
  }
  return [...byDish.values()]
    .filter(({ amount }) => amount > 0)
    .map((source) => ({ ...source, amount: Math.round(source.amount * 100) / 100 }))
    .toSorted((a, b) => b.amount - a.amount || a.dishId - b.dishId)
    .slice(0, 3);
}
