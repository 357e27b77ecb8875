import type { Highs } from "highs";
import type { Nutrition } from "@/domain/dishes/rules";
import { fen } from "@/lib/money";
import { cellKey } from "../rules";
import { deviation } from "./bands";
import { conflictOf } from "./conflicts";
import { defined } from "./defined";
import { explain } from "./explain";
import type { Had } from "./input";
import type { Need, PlanDay, Problem } from "./problem";
import type {
  DayChange,
  Effect,
  NutrientChange,
  ProposalItem,
  ProposalRemoval,
  ScheduleResult,
  WeekChange,
} from "./schema";
import { partsOf, stateOf } from "./score";
import type { Schedule } from "./solve";
import type { State } from "./state";

/** What stands where before and after, and how much was left alone. */
export type Around = { lockedCells: number; closedCells: number; elapsedMs: number };

/** The answer for one plan of a schedule: items with their reasons, what stays empty and why, days and weeks before and after. */
export function reportOf(highs: Highs, schedule: Schedule, p: number, around: Around): ScheduleResult {
  const { problem, chosen } = schedule;
  const state = stateOf(problem, chosen);
  const needs = problem.needs.filter((need) => need.plan === p);
  const items = needs.flatMap((need) => itemOf(state, need));
  const removals = removalsOf(problem, p, needs, chosen);
  const days = problem.days.flatMap((day, d) => (day.plan === p ? [dayOf(problem, d, day, items, removals)] : []));
  const open = needs.filter((need) => need.isRequired && defined(chosen[need.id]) < 0);
  const { input } = problem;
  return {
    items,
    removals,
    infeasible: open.flatMap((need) => conflictOf(highs, problem, chosen, need) ?? []),
    days,
    weeks: weeksOf(problem, p, items, removals),
    objective: round(schedule.objective),
    bound: round(schedule.bound),
    gap: Math.round(schedule.gap * 1e4) / 1e4,
    parts: partsOf(state),
    seed: input.seed,
    weights: { ...input.weights },
    costCeiling: fen(input.limits.costCeiling),
    lockedCells: around.lockedCells,
    closedCells: around.closedCells,
    changes: items.filter((item) => item.change !== "kept").length + removals.length,
    elapsedMs: around.elapsedMs,
    method: schedule.method,
  };
}

function itemOf(state: State, need: Need): ProposalItem[] {
  const { problem } = state;
  const index = defined(state.chosen[need.id]);
  if (index < 0) return [];
  const candidate = defined(need.candidates[index]);
  const { card } = defined(problem.dishes[candidate.dish]);
  const day = defined(problem.days[need.day]);
  const slot = problem.input.slots.find((s) => s.id === need.slotId);
  const present = need.present === null ? null : defined(problem.dishes[need.present]).card;
  const change = present === null ? "added" : present.id === card.id ? "kept" : "replaced";
  return [
    {
      key: `${cellKey(day.date, need.slotId)}/${card.id}`,
      date: day.date,
      slotId: need.slotId,
      slot: slot?.code ?? "",
      slotName: slot?.name ?? "",
      role: need.part.role,
      dishId: card.id,
      dishName: card.name,
      change,
      replaces: change === "replaced" && present ? { dishId: present.id, dishName: present.name } : null,
      cost: card.cost.amount,
      effects: change === "kept" ? [] : effectsOf(state, need, candidate.dish),
      notes: candidate.notes,
      why: explain(state, need),
    },
  ];
}

/** The two nutrients (or the cost) that the day gains most from, by how far it comes nearer to its bands. */
function effectsOf(state: State, need: Need, dish: number): Effect[] {
  const { problem } = state;
  const day = defined(problem.days[need.day]);
  const [now, old] = [defined(problem.dishes[dish]), need.present === null ? undefined : problem.dishes[need.present]];
  const at = need.day * problem.forms.length;
  const found = day.bands.flatMap((band) => {
    const shift = defined(now.forms[band.at]) - (old?.forms[band.at] ?? 0);
    const after = defined(state.dayForms[at + band.at]);
    const gain = (deviation(band, after - shift) - deviation(band, after)) * band.weight;
    if (Math.abs(gain) < 0.005) return [];
    const isFat = band.code === "fat_pct";
    if (band.unit === "%" && !isFat) return [];
    const amount = isFat ? (now.card.nutrition.fat_g ?? 0) - (old?.card.nutrition.fat_g ?? 0) : shift;
    const effect = {
      code: band.code,
      name: isFat ? "脂肪" : band.name,
      unit: isFat ? "g" : band.unit,
      amount: Math.round(amount * 10) / 10,
      isGood: gain > 0,
    };
    return [{ gain, effect }];
  });
  const saved = (old?.cost ?? 0) - now.cost;
  if (old && Math.abs(saved) >= 500)
    found.push({
      gain: saved / Math.max(1, problem.input.limits.costCeiling),
      effect: { code: "cost", name: "成本", unit: "¥", amount: -saved, isGood: saved > 0 },
    });
  return found
    .filter(({ effect }) => effect.isGood)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, 2)
    .map(({ effect }) => effect);
}

/** Present dishes that nothing takes the place of: an optional place that is better empty, or a dish that has become unsafe. */
function removalsOf(problem: Problem, p: number, needs: readonly Need[], chosen: Int32Array): ProposalRemoval[] {
  const slotName = (id: number) => problem.input.slots.find((s) => s.id === id)?.name ?? "";
  const left = needs.flatMap((need): ProposalRemoval[] => {
    if (need.present === null || defined(chosen[need.id]) >= 0) return [];
    const { card } = defined(problem.dishes[need.present]);
    const day = defined(problem.days[need.day]);
    const barred = need.out.find((out) => out.dish === need.present)?.blockers[0]?.text;
    const text = barred ?? (need.isRequired ? "这道菜现在不能排" : "这一餐不用这道也够");
    return [
      {
        key: `${cellKey(day.date, need.slotId)}/${card.id}/-`,
        date: day.date,
        slotId: need.slotId,
        slotName: slotName(need.slotId),
        dishId: card.id,
        dishName: card.name,
        text,
      },
    ];
  });
  const unsafe = problem.removed
    .filter((one) => one.plan === p)
    .map(({ had, text }) => ({
      key: `${cellKey(had.date, had.slotId)}/${had.dishId}/-`,
      date: had.date,
      slotId: had.slotId,
      slotName: slotName(had.slotId),
      dishId: had.dishId,
      dishName: problem.dishes.find((d) => d.card.id === had.dishId)?.card.name ?? "",
      text,
    }));
  return [...left, ...unsafe];
}

type Eaten = { nutrition: Nutrition; cost: number; count: number };
const nothing = (): Eaten => ({ nutrition: {}, cost: 0, count: 0 });

function add(problem: Problem, to: Eaten, dishId: number, quantity: number) {
  const card = problem.dishes.find((d) => d.card.id === dishId)?.card;
  if (!card) return;
  for (const [code, amount] of Object.entries(card.nutrition))
    to.nutrition[code] = (to.nutrition[code] ?? 0) + amount * quantity;
  to.cost += card.cost.amount * quantity;
  to.count++;
}

function eaten(problem: Problem, day: PlanDay, items: readonly ProposalItem[]): { before: Eaten; after: Eaten } {
  const plan = defined(problem.input.plans[day.plan]);
  const [before, after] = [nothing(), nothing()];
  const on = (h: Had) => h.date === day.date;
  for (const had of plan.fixed.filter(on)) add(problem, before, had.dishId, had.quantity);
  for (const had of plan.present.filter(on)) add(problem, before, had.dishId, had.quantity);
  for (const had of day.fixed) add(problem, after, had.dishId, had.quantity);
  for (const item of items) if (item.date === day.date) add(problem, after, item.dishId, 1);
  return { before, after };
}

function dayOf(
  problem: Problem,
  d: number,
  day: PlanDay,
  items: readonly ProposalItem[],
  removals: readonly ProposalRemoval[],
): DayChange {
  const { before, after } = eaten(problem, day, items);
  const changed =
    items.filter((i) => i.date === day.date && i.change !== "kept").length +
    removals.filter((r) => r.date === day.date).length;
  const week = defined(problem.weeks[day.week]);
  void d;
  return { date: day.date, weekNumber: week.weekNumber, changes: changed, ...compared(day.bands, before, after) };
}

function weeksOf(
  problem: Problem,
  p: number,
  items: readonly ProposalItem[],
  _removals: readonly ProposalRemoval[],
): WeekChange[] {
  return problem.weeks
    .filter((week) => week.plan === p)
    .map((week) => {
      const all = week.days.map((d) => defined(problem.days[d]));
      const days = all.map((day) => eaten(problem, day, items));
      const mean = (of: readonly Eaten[]): Eaten => {
        const some = of.filter((one) => one.count > 0);
        const sum = nothing();
        for (const one of some) {
          for (const [code, amount] of Object.entries(one.nutrition))
            sum.nutrition[code] = (sum.nutrition[code] ?? 0) + amount / some.length;
          sum.cost += one.cost / some.length;
          sum.count++;
        }
        return sum;
      };
      const dates = all.map((day) => day.date);
      return {
        weekNumber: week.weekNumber,
        from: defined(dates[0]),
        to: defined(dates.at(-1)),
        ...compared(
          week.bands.filter((b) => b.weight === 1),
          mean(days.map((d) => d.before)),
          mean(days.map((d) => d.after)),
        ),
      };
    });
}

/** The bands that are shown, one a nutrient, with the values before and after. */
function compared(bands: PlanDay["bands"], before: Eaten, after: Eaten) {
  const nutrients: NutrientChange[] = [];
  for (const code of new Set(bands.map((band) => band.code))) {
    const those = bands.filter((band) => band.code === code);
    const first = defined(those[0]);
    const isShare = first.unit === "%";
    const edge = (side: "lo" | "hi") => {
      const band = those.find((b) => b[side] !== null);
      return band === undefined ? null : isShare ? Number(band.form.split(":")[1]) : (band[side] ?? null);
    };
    const [from, to] = [edge("lo"), edge("hi")];
    const value = (of: Eaten) =>
      of.count === 0 ? null : isShare ? shareOf(code, of.nutrition) : (of.nutrition[code] ?? null);
    const [was, is] = [value(before), value(after)];
    nutrients.push({
      code,
      name: first.name,
      unit: first.unit,
      from: from === null ? null : round(from),
      to: to === null ? null : round(to),
      before: was === null ? null : round(was),
      after: is === null ? null : round(is),
      stateBefore: stateOfValue(was, from, to),
      stateAfter: stateOfValue(is, from, to),
    });
  }
  return {
    nutrients,
    costBefore: fen(Math.round(before.cost)),
    costAfter: fen(Math.round(after.cost)),
    metBefore: nutrients.filter((n) => n.stateBefore === "within").length,
    metAfter: nutrients.filter((n) => n.stateAfter === "within").length,
    bands: nutrients.length,
  };
}

function shareOf(code: string, n: Nutrition): number | null {
  const [protein, fat, carb] = [(n.protein_g ?? 0) * 4, (n.fat_g ?? 0) * 9, (n.carb_g ?? 0) * 4];
  const all = protein + fat + carb;
  return all > 0 ? ((code === "fat_pct" ? fat : carb) / all) * 100 : null;
}

const stateOfValue = (value: number | null, from: number | null, to: number | null) =>
  value === null
    ? "unknown"
    : from !== null && value < from - 1e-9
      ? "low"
      : to !== null && value > to + 1e-9
        ? "high"
        : "within";

const round = (n: number) => Math.round(n * 100) / 100;
