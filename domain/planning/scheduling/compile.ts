import { type Day, daysBetween } from "@/lib/time";
import { cellKey } from "../rules";
import { bandsOf, contribution, edgesOf, type Form } from "./bands";
import { consider, fits } from "./candidates";
import { liverGrams, mainFood } from "./foods";
import type { Had, ScheduledPlan, ScheduleInput } from "./input";
import type { Dish, Need, Placed, Problem } from "./problem";
import { seat, settled } from "./seating";
import { partFor, type Work, windowOf } from "./work";

/** Turns the input into places, candidates and bands. All judging happens here, through judge(). */
export function compile(input: ScheduleInput): Problem {
  const forms = new Map<string, { at: number; form: Form }>();
  const index = indexer();
  const cards = [...input.cards].sort((a, b) => a.id - b.id);
  const work: Work = {
    input,
    cards,
    cardAt: new Map(cards.map((card, i) => [card.id, i])),
    formAt: (key, form) => {
      const known = forms.get(key) ?? { at: forms.size, form };
      forms.set(key, known);
      return known.at;
    },
    cellAt: new Map(),
    verdicts: new Map(),
    firstOrd: input.plans.flatMap((plan) => plan.days.map((d) => d.date)).toSorted()[0] ?? ("2000-01-01" as Day),
    problem: { needs: [], days: [], weeks: [], cells: [], had: [], removed: [] },
  };
  input.plans.forEach((plan, p) => void addPlan(work, plan, p));
  serve(work);
  const all = [...forms.values()].toSorted((a, b) => a.at - b.at).map(({ form }) => form);
  const dishes = cards.map((card): Dish => {
    const food = mainFood(card);
    return {
      card,
      forms: Float64Array.from(all, (form) => contribution(form, card.nutrition)),
      cost: card.cost.amount,
      food: food === null ? -1 : index.foods(food),
      method: card.method === null ? -1 : index.methods(card.method),
      station: card.station === null ? -1 : index.stations(card.station),
      liver: liverGrams(card),
    };
  });
  const dayAt = input.plans.map(() => new Map<number, number>());
  work.problem.days.forEach((day, d) => void dayAt[day.plan]?.set(day.ord, d));
  return {
    input,
    dishes,
    forms: all,
    ...index.lists,
    ...work.problem,
    counts: countsOf(work),
    dayAt,
    firstOrd: work.firstOrd,
  };
}

function indexer() {
  const lists = { foods: [] as string[], methods: [] as string[], stations: [] as string[] };
  const at = (list: string[]) => (name: string) => {
    const found = list.indexOf(name);
    return found >= 0 ? found : list.push(name) - 1;
  };
  return { lists, foods: at(lists.foods), methods: at(lists.methods), stations: at(lists.stations) };
}

function cellIndex(work: Work, date: Day, slotId: number): number {
  const key = cellKey(date, slotId);
  const known = work.cellAt.get(key);
  if (known !== undefined) return known;
  work.cellAt.set(key, work.problem.cells.length);
  return work.problem.cells.push({ date, slotId, served: new Set() }) - 1;
}

function addPlan(work: Work, plan: ScheduledPlan, p: number) {
  const open = new Set(plan.open.map(({ date, slotId }) => cellKey(date, slotId)));
  const weekAt = new Map<number, number>();
  const stays = settled(work, plan, p, open);
  work.problem.had.push(occurrences(work, plan, stays));
  for (const day of plan.days) {
    const fixed = stays.filter((h) => h.date === day.date);
    const share = shareOf(work, day.date, open, fixed);
    const { bands, forms } = bandsOf(day, share, "day");
    const placed = bands.map((band) => ({ ...band, at: work.formAt(band.form, forms.get(band.form) ?? {}) }));
    let week = weekAt.get(day.weekNumber);
    if (week === undefined) {
      const inScope = new Set(plan.days.map((d) => d.date));
      const around = plan.around.filter((h) => h.weekNumber === day.weekNumber && !inScope.has(h.date));
      const length = new Set(around.map((h) => h.date)).size;
      const full = bandsOf(day, 1, "week");
      const weekly = full.bands.map((band) => ({
        ...band,
        at: work.formAt(band.form, full.forms.get(band.form) ?? {}),
      }));
      week =
        work.problem.weeks.push({
          plan: p,
          weekNumber: day.weekNumber,
          days: [],
          length,
          bands: weekly,
          edges: edgesOf(weekly),
          around,
        }) - 1;
      weekAt.set(day.weekNumber, week);
    }
    const ord = daysBetween(work.firstOrd, day.date);
    const d =
      work.problem.days.push({
        plan: p,
        week,
        date: day.date,
        ord,
        bands: placed,
        edges: edgesOf(placed),
        fixed,
        needs: [],
      }) - 1;
    const inWeek = work.problem.weeks[week];
    if (inWeek) {
      inWeek.days.push(d);
      inWeek.length++;
    }
    for (const slot of work.input.slots)
      if (open.has(cellKey(day.date, slot.id))) addNeeds(work, plan, p, d, slot.id, slot.code);
  }
}

/** The share of the day's energy that planned and filled slots carry: on a day of arrival the morning is not missing. */
function shareOf(work: Work, date: Day, open: ReadonlySet<string>, fixed: readonly Had[]): number {
  const { slots } = work.input;
  const all = slots.reduce((sum, slot) => sum + (slot.energyShare ?? 0), 0);
  if (all <= 0) return 1;
  const some = slots.filter((s) => open.has(cellKey(date, s.id)) || fixed.some((h) => h.slotId === s.id));
  return some.reduce((sum, slot) => sum + (slot.energyShare ?? 0), 0) / all;
}

/** Everything that counts as eaten on other days or fixed on these, by dish. */
function occurrences(work: Work, plan: ScheduledPlan, stays: readonly Had[]): Map<number, Placed[]> {
  const found = new Map<number, Placed[]>();
  for (const had of [...stays, ...plan.around]) {
    const at = work.cardAt.get(had.dishId);
    const card = at === undefined ? undefined : work.cards[at];
    if (at === undefined || !card) continue;
    const placed = {
      ord: daysBetween(work.firstOrd, had.date),
      window: windowOf(work, partFor(work, had.slotId, card)),
      date: had.date,
      slotId: had.slotId,
    };
    found.set(at, [...(found.get(at) ?? []), placed]);
  }
  return found;
}

function addNeeds(work: Work, plan: ScheduledPlan, p: number, d: number, slotId: number, code: string) {
  const day = work.problem.days[d];
  if (!day) return;
  const here = (h: Had) => h.date === day.date && h.slotId === slotId;
  const stays = day.fixed.filter(here);
  // The seating of settled(): a present dish must not lose its place to one that stays beside the places.
  const { seats } = seat(work, work.input.structure[code] ?? [], plan.fixed.filter(here), plan.present.filter(here));
  for (const s of seats.filter((one) => !one.taken)) {
    const need: Need = {
      id: work.problem.needs.length,
      plan: p,
      day: d,
      week: day.week,
      slotId,
      cell: cellIndex(work, day.date, slotId),
      part: s.part,
      isRequired: s.isRequired,
      candidates: [],
      out: [],
      present: s.present,
    };
    const taken = new Set(stays.map((h) => h.dishId));
    work.cards.forEach((card, dish) => {
      if (fits(s.part, slotId, card) && !taken.has(card.id)) consider(work, plan, day, need, card, dish);
    });
    work.problem.needs.push(need);
    day.needs.push(need.id);
  }
}

/** What the house cooks anyway: other people's meals, and every dish that is fixed here. */
function serve(work: Work) {
  const add = (date: Day, slotId: number, dishId: number) => {
    const cell = work.problem.cells[work.cellAt.get(cellKey(date, slotId)) ?? -1];
    const dish = work.cardAt.get(dishId);
    if (cell && dish !== undefined) cell.served.add(dish);
  };
  for (const { date, slotId, dishId } of work.input.served) add(date, slotId, dishId);
  for (const day of work.problem.days) for (const h of day.fixed) add(h.date, h.slotId, h.dishId);
}

function countsOf({ problem, input }: Work): boolean[] {
  const eaters = problem.cells.map(() => new Set<number>());
  for (const need of problem.needs) eaters[need.cell]?.add(need.plan);
  const others = new Set(input.served.map(({ date, slotId }) => cellKey(date, slotId)));
  return problem.cells.map((cell, c) => (eaters[c]?.size ?? 0) > 1 || others.has(cellKey(cell.date, cell.slotId)));
}
