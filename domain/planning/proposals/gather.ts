import "server-only";
import { and, eq, gte, inArray, lte, ne, notInArray } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems, confinementMealPlans } from "@/db/schema/planning";
import type { Read } from "@/domain/core/access";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import type { Person } from "@/domain/customers/safety/rules";
import { targetsFor as targetsOfPerson } from "@/domain/customers/targets/rules";
import { profiles } from "@/domain/dishes/guidance/queries";
import type { Profile } from "@/domain/dishes/guidance/rules";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { setting } from "@/domain/system/settings/queries";
import { addDays, type Day, dayOf } from "@/lib/time";
import { EATEN_DAYS } from "../eaten/queries";
import { energyShareBands } from "../editor/rules";
import { contentsOf, type ItemRecord, type PlanRecord, traceOf } from "../items/queries";
import { closedBecause, momentOf, targetsFor } from "../rules";
import type { Had, ScheduledPlan, ScheduleInput } from "../scheduling/input";
import { type Weights, type WeightsIn, weightDefaults } from "../scheduling/schema";
import type { Goals } from "../schema";
import type { ProposalScope } from "./schema";

type Db = Read["db"];
type Kept = { lockedCells: number; closedCells: number };
export type Gathered = { input: ScheduleInput; kept: Kept[]; plans: PlanRecord[] };
type Wanted = ProposalScope & { slotIds?: readonly number[]; seed: number; weights: WeightsIn };

/** How far around the scope dishes are looked at for repeats: the longest distance a setting can ask for. */
const REACH = 14;

/** Everything that decides a schedule of these plans of one centre, read at once; nothing is asked for while it is solved. */
export async function gather(db: Db, now: Date, plans: readonly PlanRecord[], wanted: Wanted): Promise<Gathered> {
  const centreId = plans[0]?.centreId ?? 0;
  const read = { db };
  const slots = await mealSlots(read);
  const patientIds = plans.map((plan) => plan.patientId);
  const [cards, rules, people, all] = [
    await dishCards(read),
    await dietRules(read),
    await peopleOf(db, patientIds, dayOf(now)),
    await profiles(read),
  ];
  const scheduled: ScheduledPlan[] = [];
  const kept: Kept[] = [];
  for (const plan of plans) {
    const person = people.get(plan.patientId);
    if (!person) continue;
    const part = await planOf(db, plan, person, { wanted, slots, now, profiles: all });
    scheduled.push(part.plan);
    kept.push(part.kept);
  }
  const days = scheduled.flatMap((plan) => plan.days.map((day) => day.date)).toSorted();
  const input: ScheduleInput = {
    plans: scheduled,
    slots,
    cards: [...cards.values()],
    rules,
    structure: await setting(db, "planning.meal_structure", centreId),
    limits: {
      repeatDays: await setting(db, "planning.repeat_days", centreId),
      liverGramsWeek: await setting(db, "kitchen.liver_grams_week", centreId),
      costCeiling: await setting(db, "planning.cost_ceiling_fen", centreId),
      slotDishes: await setting(db, "kitchen.slot_dishes", centreId),
      stationDishes: await setting(db, "kitchen.station_dishes", centreId),
    },
    weights: weightsOf(wanted.weights),
    seed: wanted.seed,
    served: await servedByOthers(
      db,
      centreId,
      plans.map((plan) => plan.id),
      days[0],
      days.at(-1),
    ),
  };
  return { input, kept, plans: plans.filter((plan) => people.has(plan.patientId)) };
}

export function weightsOf(given: WeightsIn): Weights {
  const weights: Weights = { ...weightDefaults };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) weights[name as keyof Weights] = value;
  return weights;
}

type Context = { wanted: Wanted; slots: readonly Slot[]; now: Date; profiles: readonly Profile[] };

async function planOf(db: Db, plan: PlanRecord, person: Person, { wanted, slots, now, profiles }: Context) {
  const { weeks, days, items } = await contentsOf(db, plan.id);
  const goalsOf = new Map(weeks.map((week) => [week.weekNumber, week.nutritionGoals ?? {}]));
  const today = dayOf(now);
  const inScope = days.filter(
    (day) =>
      day.date >= today &&
      (wanted.weekNumber === null || day.weekNumber === wanted.weekNumber) &&
      (wanted.date === null || day.date === wanted.date),
  );
  const dates = new Set(inScope.map((day) => day.date));
  const weekOf = new Map(days.map((day) => [day.date, day.weekNumber]));
  const isOpen = (date: Day, slot: Slot) => {
    const moment = momentOf(date, slot, now);
    const free = moment === "open" && closedBecause(plan.status, moment, { date, slotName: slot.name }) === null;
    return free && (wanted.slotIds?.includes(slot.id) ?? true);
  };
  const open = inScope.flatMap(({ date }) => slots.filter((s) => isOpen(date, s)).map((s) => ({ date, slotId: s.id })));
  const opened = new Set(open.map(({ date, slotId }) => `${date}/${slotId}`));
  const had = (item: ItemRecord): Had => ({
    date: item.date,
    weekNumber: weekOf.get(item.date) ?? null,
    slotId: item.categoryId,
    dishId: item.dishId,
    quantity: item.quantity,
  });
  const stays = (item: ItemRecord) =>
    wanted.scope === "empty" || item.isLocked || item.quantity > 1 || !opened.has(`${item.date}/${item.categoryId}`);
  const inside = items.filter((item) => dates.has(item.date));
  const from = inScope[0]?.date ?? today;
  const earlier = await eatenBefore(db, plan, addDays(from, -REACH));
  return {
    kept: {
      lockedCells: new Set(inside.filter((i) => i.isLocked).map((i) => `${i.date}/${i.categoryId}`)).size,
      closedCells: inScope.length * slots.length - open.length,
    },
    plan: {
      planId: plan.id,
      person,
      days: inScope.map(({ date, weekNumber }) => ({
        date,
        weekNumber,
        targets: targetsFor(targetsOfPerson(person, profiles, date), (goalsOf.get(weekNumber) ?? {}) as Goals),
        shares: energyShareBands(person.conditions, date),
      })),
      open,
      fixed: inside.filter(stays).map(had),
      present: inside.filter((item) => !stays(item)).map(had),
      around: [...items.filter((item) => !dates.has(item.date)).map(had), ...earlier.around],
      tastes: tastesOf([...items.map((i) => ({ dishId: i.dishId, trace: i.trace })), ...earlier.eaten]),
    },
  };
}

/** What she had from other plans shortly before, and what is known of how she ate it. */
async function eatenBefore(db: Db, plan: PlanRecord, from: Day) {
  const rows = await db
    .select({
      date: confinementDayPlans.date,
      slotId: confinementMealItems.categoryId,
      dishId: confinementMealItems.dishId,
      quantity: confinementMealItems.quantity,
      trace: confinementMealItems.trace,
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, confinementDayPlans.mealPlanId))
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        eq(confinementDayPlans.patientId, plan.patientId),
        ne(confinementMealPlans.id, plan.id),
        inArray(confinementMealPlans.status, ["active", "completed"]),
        gte(confinementDayPlans.date, addDays(from, -EATEN_DAYS)),
      ),
    );
  return {
    around: rows.filter((row) => row.date >= from).map(({ trace, ...row }): Had => ({ ...row, weekNumber: null })),
    eaten: rows.map(({ dishId, trace }) => ({ dishId, trace })),
  };
}

/** Whole plates speak for a dish, what came back against it; a single meal says less than several. */
function tastesOf(eaten: readonly { dishId: number; trace: unknown }[]): ScheduledPlan["tastes"] {
  const shares = new Map<number, number[]>();
  for (const item of eaten) {
    const share = traceOf(item).eatenPct;
    if (share !== undefined) shares.set(item.dishId, [...(shares.get(item.dishId) ?? []), share]);
  }
  return new Map(
    [...shares].map(([dishId, list]) => {
      const mean = Math.round(list.reduce((sum, share) => sum + share, 0) / list.length);
      const sure = list.length / (list.length + 1);
      const score = (mean >= 75 ? (mean - 75) / 25 : (mean - 75) / 75) * sure;
      return [dishId, { score, text: `上${list.length > 1 ? ` ${list.length} ` : ""}次吃了 ${mean}%` }];
    }),
  );
}

/** What the centre's other running and drafted plans hold on these days. */
async function servedByOthers(db: Db, centreId: number, planIds: readonly number[], from?: Day, to?: Day) {
  if (!from || !to || planIds.length === 0) return [];
  return db
    .selectDistinct({
      date: confinementDayPlans.date,
      slotId: confinementMealItems.categoryId,
      dishId: confinementMealItems.dishId,
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, confinementDayPlans.mealPlanId))
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        eq(confinementDayPlans.centreId, centreId),
        gte(confinementDayPlans.date, from),
        lte(confinementDayPlans.date, to),
        inArray(confinementMealPlans.status, ["draft", "active"]),
        notInArray(confinementMealPlans.id, [...planIds]),
      ),
    );
}
