import { verdictOf as nutrientVerdict } from "@/components/nutrition-bar";
import type { Reason } from "@/domain/customers/safety/rules";
import { type EditorCard, LIVER_GRAMS } from "@/domain/planning/editor/rules";
import type { Grid } from "@/domain/planning/items/rules";
import { cellKey, cellOf } from "@/domain/planning/rules";
import { type Day, daysBetween } from "@/lib/time";
import { type DayFigures, dayFigures, weekFigures } from "./figures";
import { fills, initialOf, type Model, wanted } from "./model";

export type Kind = "ok" | "ask" | "no";
export type Order = "fit" | "cost" | "rest";

export type Candidate = {
  card: EditorCard;
  kind: Kind;
  reasons: Reason[];
  score: number;
  /** How much of the day's widest gap it gives. */
  gain: Gap | null;
  /** Days since she last had it; negative when it only comes later; null = never. */
  rested: number | null;
  /** What else speaks for or against it, shortest first. */
  notes: { text: string; isWarning: boolean }[];
};

export type Gap = { code: string; label: string; unit: string; amount: number };

export type Asked = { date: Day; slotId: number; search: string; initial: string | null; order: Order };

/** The nutrient of a day that is furthest below its target, and by how much; null when nothing lacks. */
export function gapOf(figures: DayFigures): Gap | null {
  const low = figures.eight
    .filter((n) => n.unit !== "%" && nutrientVerdict(n) === "low" && n.min)
    .map((n) => ({
      code: n.code,
      label: n.label,
      unit: n.unit,
      amount: (n.min ?? 0) - n.value,
      share: 1 - n.value / (n.min ?? 1),
    }));
  const [widest] = low.toSorted((a, b) => b.share - a.share);
  return widest ? { code: widest.code, label: widest.label, unit: widest.unit, amount: widest.amount } : null;
}

/**
 * Every dish that could stand in a cell, judged for her on that day, best first. Without a search only what suits the slot;
 * a search looks at names, pinyin initials and ingredients of all.
 */
export function candidatesFor(
  model: Model,
  cells: Grid,
  asked: Asked,
): { all: Candidate[]; gap: Gap | null; isEmptyDay: boolean } {
  const { date, slotId } = asked;
  const figures = dayFigures(model, cells, date);
  const gap = figures.isEmpty ? null : gapOf(figures);
  const here = new Set((cells[cellKey(date, slotId)] ?? []).map((item) => item.dishId));
  const eaten = datesOfDishes(cells);
  const week = [...model.weeks.values()].find((days) => days.includes(date)) ?? [];
  const { liverGrams } = weekFigures(model, cells, week);
  const wants = wanted(
    model.slotOf.get(slotId)?.code ?? "",
    [...here].map((id) => initialOf(model.cards.get(id)?.category ?? null)),
  );
  const search = asked.search.trim().toLowerCase();
  const all = model.data.cards
    .filter((card) => card.isAvailable && !card.isBase && !here.has(card.id))
    .filter((card) => asked.initial === null || initialOf(card.category) === asked.initial)
    .filter((card) => (search ? found(card, search) : card.slotIds.includes(slotId)))
    .map((card): Candidate => {
      const { verdict, reasons } = model.verdictOf(card.id, date);
      const rested = restedDays(eaten.get(card.id) ?? [], model.data.lastHad[card.id], date);
      const kind = verdict === "allowed" ? "ok" : verdict === "note" ? "ask" : "no";
      const gain = gap && { ...gap, amount: card.nutrition[gap.code] ?? 0 };
      return {
        card,
        kind,
        reasons,
        rested,
        gain,
        score:
          (wants.some((want) => fills(want, initialOf(card.category))) ? 0.6 : 0) +
          merit(card, figures) -
          tired(rested) -
          (card.slotIds.includes(slotId) ? 0 : 1) -
          untimely(card, model, date),
        notes: notesOn(card, { gap, figures, liverGrams, rested }),
      };
    });
  return { all: all.toSorted(orders[asked.order]), gap, isEmptyDay: figures.isEmpty };
}

const found = (card: EditorCard, search: string): boolean =>
  card.name.includes(search) ||
  (card.nameKey ?? "").includes(search) ||
  card.ingredients.some((i) => i.name.includes(search));

const orders: Record<Order, (a: Candidate, b: Candidate) => number> = {
  fit: (a, b) => b.score - a.score || a.card.id - b.card.id,
  cost: (a, b) => a.card.cost.amount - b.card.cost.amount || b.score - a.score,
  rest: (a, b) => (b.rested ?? 999) - (a.rested ?? 999) || b.score - a.score,
};

/** How well a dish closes what the day lacks, less what it adds to what is too much already. */
function merit(card: EditorCard, figures: DayFigures): number {
  let score = 0;
  for (const nutrient of figures.eight) {
    if (nutrient.unit === "%") continue;
    const gives = card.nutrition[nutrient.code] ?? 0;
    const missing = nutrient.min ? nutrient.min - nutrient.value : 0;
    if (missing > 0) score += Math.min(1, gives / missing) * (missing / (nutrient.min ?? 1)) * 2;
    if (nutrient.max) score -= Math.max(0, nutrient.value + gives - nutrient.max) / nutrient.max;
  }
  return score;
}

/** Something she had just now is less welcome. */
const tired = (rested: number | null): number =>
  rested === null ? 0 : Math.abs(rested) <= 2 ? 0.8 : Math.abs(rested) <= 5 ? 0.3 : 0;

/** A dish that is customary in other weeks after birth comes later in the list. */
function untimely(card: EditorCard, model: Model, date: Day): number {
  const week = model.stageOf(date)?.week;
  return week === undefined || !card.weeks || card.weeks.includes(Math.min(week, 6)) ? 0 : 0.2;
}

function notesOn(
  card: EditorCard,
  facts: { gap: Gap | null; figures: DayFigures; liverGrams: number; rested: number | null },
): Candidate["notes"] {
  const { gap, figures, liverGrams, rested } = facts;
  const notes: Candidate["notes"] = [];
  const liver = card.ingredients.filter((i) => i.name.includes("肝")).reduce((sum, i) => sum + i.grams, 0);
  if (liver > 0) {
    const after = Math.round(liverGrams + liver);
    notes.push({ text: `本周肝类 ${liverGrams} → ${after} g`, isWarning: after > LIVER_GRAMS });
  }
  if (rested !== null && Math.abs(rested) <= 2)
    notes.push({ text: rested === 0 ? "当天已有" : "前后 3 天内排过", isWarning: true });
  if (gap && gap.amount > 0 && (card.nutrition[gap.code] ?? 0) >= gap.amount)
    notes.push({ text: `补上${gap.label}的缺口`, isWarning: false });
  const second = figures.eight.find(
    (n) => n.code !== gap?.code && n.unit !== "%" && nutrientVerdict(n) === "low" && n.code === "calcium_mg",
  );
  if (second && (card.nutrition.calcium_mg ?? 0) >= 100)
    notes.push({ text: `钙 +${Math.round(card.nutrition.calcium_mg ?? 0)}`, isWarning: false });
  if (!card.cost.isComplete) notes.push({ text: "有配料缺价，成本只算了一部分", isWarning: true });
  return notes;
}

function datesOfDishes(cells: Grid): Map<number, Day[]> {
  const dates = new Map<number, Day[]>();
  for (const [key, items] of Object.entries(cells))
    for (const { dishId } of items) {
      const { date } = cellOf(key as keyof Grid);
      dates.set(dishId, [...(dates.get(dishId) ?? []), date]);
    }
  return dates;
}

/** Days from the last time up to this day; when there is none, days until the next (negative). */
export function restedDays(dates: readonly Day[], before: Day | undefined, date: Day): number | null {
  const earlier = [...dates, ...(before ? [before] : [])].filter((d) => d <= date).map((d) => daysBetween(d, date));
  if (earlier.length > 0) return Math.min(...earlier);
  const later = dates.map((d) => daysBetween(d, date));
  return later.length > 0 ? Math.max(...later) : null;
}

/** "12 天未用", 当天已有, 2 天后还有, 没用过. */
export function restedText(rested: number | null): string {
  if (rested === null) return "没用过";
  if (rested === 0) return "当天已有";
  return rested > 0 ? `${rested} 天未用` : `${-rested} 天后还有`;
}
