import type { NutrientTarget } from "@/components/nutrition-bar";
import { energyShares, type Nutrition, sumNutrition } from "@/domain/dishes/rules";
import { costByDay, costOfDays, marginOf } from "@/domain/planning/costing/rules";
import { energyShareBands } from "@/domain/planning/editor/rules";
import type { Grid } from "@/domain/planning/items/rules";
import { type CellKey, cellKey, cellOf } from "@/domain/planning/rules";
import { type Day, daysBetween } from "@/lib/time";
import { initialOf, lacking, type Model } from "./model";

export type DayFigures = {
  isEmpty: boolean;
  kcal: number;
  /** Fen; `isCostComplete` false means at least that much. */
  cost: number;
  isCostComplete: boolean;
  nutrition: Nutrition;
  /** The eight of the grid's foot, in the order 能蛋碳脂纤铁钙钠. */
  eight: (NutrientTarget & { code: string })[];
};

/** What a day of the plan adds up to, against the targets of its week. */
export function dayFigures(model: Model, cells: Grid, date: Day): DayFigures {
  const items = model.slots.flatMap((slot) => cells[cellKey(date, slot.id)] ?? []);
  const portions = items.map(({ dishId, quantity }) => ({ dishId, quantity }));
  const cards = new Map(
    [...model.cards].map(([id, card]) => [id, { nutrition: card.nutrition, isNutritionComplete: true }]),
  );
  const { nutrition } = sumNutrition(cards, portions);
  const costs = items.map(({ dishId, quantity }) => ({ cost: model.cards.get(dishId)?.cost, quantity }));
  return {
    isEmpty: items.length === 0,
    kcal: nutrition.energy_kcal ?? 0,
    cost: costs.reduce((sum, { cost, quantity }) => sum + (cost?.amount ?? 0) * quantity, 0),
    isCostComplete: costs.every(({ cost }) => cost?.isComplete ?? false),
    nutrition,
    eight: eightOf(model, nutrition, date),
  };
}

/** A target without a lower edge of its own is met from 90 % on, as everywhere. */
const MET = 0.9;

function eightOf(model: Model, nutrition: Nutrition, date: Day): DayFigures["eight"] {
  const targets = new Map(model.targetsOn(date).map((target) => [target.code, target]));
  const shares = energyShares(nutrition);
  const bands = energyShareBands(model.data.person.conditions, date);
  const of = (code: string, label: string, unit: string) => {
    const target = targets.get(code);
    const min = target?.min ?? (target?.target && !target.max ? target.target * MET : null);
    const value = nutrition[code] ?? 0;
    return { code, label, unit, value: unit === "kcal" ? Math.round(value) : value, min, max: target?.max ?? null };
  };
  return [
    of("energy_kcal", "能量", "kcal"),
    of("protein_g", "蛋白质", "g"),
    { code: "carb_g", label: "碳水供能", unit: "%", value: shares?.carb ?? 0, ...bands.carb },
    { code: "fat_g", label: "脂肪供能", unit: "%", value: shares?.fat ?? 0, ...bands.fat },
    of("fibre_g", "膳食纤维", "g"),
    of("iron_mg", "铁", "mg"),
    of("calcium_mg", "钙", "mg"),
    of("sodium_mg", "钠", "mg"),
  ];
}

/** Ingredients of all dishes of the plan, at what they cost now, and what they leave of its price. */
export function planCost(model: Model, cells: Grid) {
  const portions = Object.entries(cells).flatMap(([key, items]) =>
    items.map(({ dishId, quantity }) => ({ date: cellOf(key as CellKey).date, dishId, quantity })),
  );
  const cost = costOfDays(costByDay(portions, (dishId) => model.cards.get(dishId)?.cost ?? null).values());
  const { finalPrice } = model.data.plan;
  return { cost, price: finalPrice, margin: marginOf(finalPrice, cost.amount), isEmpty: portions.length === 0 };
}

export type OpenCell = { date: Day; slotId: number; lacks: string[] };

export type WeekFigures = {
  /** Mean of the days with dishes, fen; null without any. */
  costPerDay: number | null;
  isCostComplete: boolean;
  /** Different ingredients. */
  variety: number;
  /** Main dishes that come again within three days, with the days. */
  repeats: { name: string; dates: Day[] }[];
  liverGrams: number;
  open: OpenCell[];
};

/** A week wants at least 25 kinds of food (dietary guidelines for lactation, 2022). */
export const VARIETY = 25;
const REPEAT_DAYS = 3;

export function weekFigures(model: Model, cells: Grid, dates: readonly Day[]): WeekFigures {
  const days = dates.map((date) => dayFigures(model, cells, date)).filter((day) => !day.isEmpty);
  const placed = dates.flatMap((date) =>
    model.slots.flatMap((slot) =>
      (cells[cellKey(date, slot.id)] ?? []).map((item) => ({ date, item, card: model.cards.get(item.dishId) })),
    ),
  );
  const ingredients = placed.flatMap(({ card, item }) =>
    (card?.ingredients ?? []).map((i) => ({ ...i, grams: i.grams * item.quantity })),
  );
  return {
    costPerDay: days.length === 0 ? null : days.reduce((sum, day) => sum + day.cost, 0) / days.length,
    isCostComplete: days.every((day) => day.isCostComplete),
    variety: new Set(ingredients.map((i) => i.ingredientId)).size,
    repeats: repeatsIn(
      placed.flatMap(({ date, card }) => (card && isMain(card.category) ? [{ date, name: card.name }] : [])),
    ),
    liverGrams: Math.round(ingredients.filter((i) => i.name.includes("肝")).reduce((sum, i) => sum + i.grams, 0)),
    open: openIn(model, cells, dates),
  };
}

const isMain = (category: string | null): boolean => ["荤", "汤", "药"].includes(initialOf(category));

function repeatsIn(placed: readonly { date: Day; name: string }[]): WeekFigures["repeats"] {
  const byName = new Map<string, Day[]>();
  for (const { name, date } of placed) byName.set(name, [...(byName.get(name) ?? []), date]);
  return [...byName].flatMap(([name, dates]) => {
    const close = dates.filter((date, i) =>
      dates.some((other, j) => i !== j && Math.abs(daysBetween(date, other)) < REPEAT_DAYS),
    );
    return close.length > 0 ? [{ name, dates: [...new Set(close)] }] : [];
  });
}

/** Cells that hold nothing, and meals that lack a class. */
export const openIn = (model: Model, cells: Grid, dates: readonly Day[]): OpenCell[] =>
  dates.flatMap((date) =>
    model.slots.flatMap((slot) => {
      const items = cells[cellKey(date, slot.id)] ?? [];
      const lacks = lacking(
        slot.code,
        items.map((item) => initialOf(model.cards.get(item.dishId)?.category ?? null)),
      );
      return items.length === 0 || lacks.length > 0 ? [{ date, slotId: slot.id, lacks }] : [];
    }),
  );
