import "server-only";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { cared } from "@/domain/customers/headers/persons";
import { birthOn, postpartum } from "@/domain/customers/rules";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { type DietRule, judge, type Person } from "@/domain/customers/safety/rules";
import { type FoodCard, foodCards } from "@/domain/dishes/foods";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Nutrition, Slot } from "@/domain/dishes/rules";
import { notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { type Day, dayOf } from "@/lib/time";
import {
  type Contents,
  contentsThroughCache,
  type DayRecord,
  type ItemRecord,
  type PlanRecord,
  summaryOf,
  type WeekRecord,
} from "../items/queries";
import { visiblePlan } from "../queries";
import { targetsFor } from "../rules";
import type { PlanNutrition } from "../schema";
import { basisOf } from "./basis";
import {
  type Choice,
  dishesFor,
  type FoodChoice,
  foodsFor,
  gapsIn,
  type Measured,
  meanOf,
  measured,
  notInTables,
  type Sum,
  shareTargets,
  sourcesOf,
  sumOf,
  tally,
  UNCERTAINTY,
} from "./rules";
import type { GapOut, MealOut, NutritionDayOut, NutritionOut, SurplusOut } from "./schema";
import { type DayTargets, dayTargets, originsOf } from "./targets";

/**
 * What a plan gives against what she needs: every dish, meal and day, the means of weeks and plan, and for what lacks the
 * dishes and foods she may have that would close it. Targets are the person's (or a named profile's), narrowed by the
 * week's goals.
 */
export async function planNutrition(ctx: Ctx, input: PlanNutrition): Promise<NutritionOut> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const today = dayOf(ctx.now);
  const people = await peopleOf(read.db, [plan.patientId], today);
  return nutritionOf(read, plan, people.get(plan.patientId) ?? null, today, input.profile);
}

/** The same with whom and which plan it is about, for the page and the printed report. */
export async function nutritionReport(ctx: Ctx, input: { id: number }) {
  const read = reader(ctx, "plans:read");
  const { plan, customerName } = await visiblePlan(read, input.id);
  const today = dayOf(ctx.now);
  const { person, header } = await cared(read.db, plan, today);
  return { plan, customerName, header, today, report: await nutritionOf(read, plan, person, today) };
}

async function nutritionOf(
  read: Read,
  plan: PlanRecord,
  person: Person | null,
  today: Day,
  profile?: string,
): Promise<NutritionOut> {
  if (!person) throw notFound("这位照护对象");
  const [contents, slots, cards, foods, rules] = await Promise.all([
    contentsThroughCache(read, plan.id),
    mealSlots(read),
    dishCards(read),
    foodCards(read),
    dietRules(read),
  ]);
  const dates = contents.days.map((day) => day.date);
  const targets = await dayTargets(read, person, profile);
  const facts: Facts = { person, cards, foods, slots, rules, targets, today };
  const days = contents.days.map((day) => dayOutOf(day, contents, facts));
  const weeks = contents.weeks.map((week) => {
    const own = days.filter((day) => day.weekNumber === week.weekNumber);
    const [first, last] = [own[0]?.date ?? plan.startDate, own.at(-1)?.date ?? plan.endDate];
    return { weekNumber: week.weekNumber, from: first, to: last, ...periodOf(own, goalsOn(week), facts) };
  });
  return {
    planId: plan.id,
    profile: targets.profile,
    origins: originsOf(targets, dates),
    basis: basisOf(person, dates.includes(today) ? today : plan.startDate),
    days,
    weeks,
    average: periodOf(days, (date) => facts.targets.on(date), facts),
    notInTables: [...notInTables],
    uncertainty: UNCERTAINTY,
  };

  function goalsOn(week: WeekRecord) {
    return (date: Day) => targetsFor(facts.targets.on(date), week.nutritionGoals ?? {});
  }
}

type Facts = {
  person: Person;
  cards: ReadonlyMap<number, DishCard>;
  foods: readonly FoodCard[];
  slots: readonly Slot[];
  rules: readonly DietRule[];
  targets: DayTargets;
  today: Day;
};

function dayOutOf(day: DayRecord, { weeks, items }: Contents, facts: Facts): NutritionDayOut {
  const week = weeks.find((one) => one.id === day.weekPlanId);
  const own = items.filter((item) => item.dayPlanId === day.id);
  const { missing } = sumOf(own.map((item) => portionOf(item, facts)));
  const summary = summaryOf(day);
  const nutrition = summary?.nutrition ?? {};
  const since = postpartum(birthOn(facts.person.births ?? [], day.date), day.date);
  const targets = targetsFor(facts.targets.on(day.date), week?.nutritionGoals ?? {});
  return {
    date: day.date,
    weekNumber: week?.weekNumber ?? 0,
    dayNumber: day.dayNumber,
    stage: since?.stage ?? null,
    postpartumDay: since?.day ?? null,
    totalCalories: day.totalCalories,
    isComplete: summary?.isComplete ?? true,
    cost: summary?.cost ?? fen(0),
    isCostComplete: summary?.isCostComplete ?? true,
    nutrition,
    missing: [...missing],
    targets: measured({ nutrition, missing }, targets, shareTargets(facts.person.conditions, day.date)),
    meals: facts.slots.map((slot) => mealOf(slot, own, facts, nutrition.energy_kcal ?? 0)),
  };
}

function mealOf(slot: Slot, items: readonly ItemRecord[], facts: Facts, kcalOfDay: number): MealOut {
  const portions = items
    .filter((item) => item.categoryId === slot.id)
    .map((item) => ({ ...portionOf(item, facts), item }));
  const { nutrition, missing } = sumOf(portions);
  const kcal = nutrition.energy_kcal ?? 0;
  return {
    slotId: slot.id,
    slot: slot.code,
    mealType: slot.name,
    energyShare: slot.energyShare,
    actualShare: kcalOfDay > 0 ? Math.round((kcal / kcalOfDay) * 1000) / 1000 : null,
    nutrition,
    missing: [...missing],
    dishes: portions.map(({ item, nutrition, missing }) => ({
      dishId: item.dishId,
      dishName: item.dishName,
      quantity: item.quantity,
      nutrition,
      missing: [...missing],
    })),
  };
}

/** What an item gives as it was placed; what its dish does not know today it did not know then. */
const portionOf = (item: ItemRecord, { cards }: Facts): Sum => ({
  nutrition: (item.nutritionDetails as Nutrition | null) ?? {},
  missing: cards.get(item.dishId)?.missing ?? [],
});

type TargetsOn = (date: Day) => ReturnType<DayTargets["on"]>;

/** Means of the days that hold dishes, what they lack, and what would help from today on. */
function periodOf(days: readonly NutritionDayOut[], targetsOn: TargetsOn, facts: Facts) {
  const filled = days.filter((day) => Object.keys(day.nutrition).length > 0);
  const mean = meanOf(filled);
  const from = days.find((day) => day.date >= facts.today)?.date ?? days.at(-1)?.date ?? facts.today;
  const targets = measured(mean, targetsOn(from), shareTargets(facts.person.conditions, from));
  const nothing = filled.length === 0;
  return {
    days: filled.length,
    nutrition: mean.nutrition,
    missing: [...mean.missing],
    targets,
    onTarget: tally(
      filled.map((day) => day.targets.map((one) => ({ ...one, nutrientId: 0, min: null, target: null, max: null }))),
    ),
    gaps: nothing ? [] : gapsOf(targets, filled, from, facts),
    surpluses: nothing ? [] : surplusesOf(targets, filled),
  };
}

function gapsOf(mean: readonly Measured[], days: readonly NutritionDayOut[], from: Day, facts: Facts): GapOut[] {
  const gaps = gapsIn(mean);
  if (gaps.length === 0) return [];
  const { person, cards, foods, rules, slots } = facts;
  const planned = new Map<number, number>();
  for (const { dishId } of days.flatMap((day) => day.meals).flatMap((meal) => meal.dishes))
    planned.set(dishId, (planned.get(dishId) ?? 0) + 1);
  const choices = [...cards.values()]
    .filter((card) => card.isAvailable && !card.isBase)
    .map(
      (card): Choice => ({
        card,
        verdict: judge(person, card, from, rules),
        timesPlanned: planned.get(card.id) ?? 0,
        slotNames: slots.filter((slot) => card.slotIds.includes(slot.id)).map((slot) => slot.name),
      }),
    );
  const safeFoods = foods
    .filter((food) => !food.isHerb)
    .map((food): FoodChoice => ({ ...food, verdict: judge(person, asDish(food), from, rules) }));
  const week = postpartum(birthOn(person.births ?? [], from), from)?.week ?? null;
  return gaps.map((gap) => ({
    ...gap,
    dishes: dishesFor(gap, choices, mean, week).map((one) => ({ ...one, slots: [...one.slots] })),
    foods: foodsFor(gap, safeFoods, choices),
  }));
}

/** A food on its own, as something that can be judged; its id is not that of any dish. */
const asDish = (food: FoodCard) => ({
  id: -food.id,
  name: food.name,
  ingredients: [{ ingredientId: food.id, name: food.name }],
  allergens: food.allergens,
  tags: food.tags,
});

/** What is too much, and the dishes that bring most of it. */
function surplusesOf(mean: readonly Measured[], days: readonly NutritionDayOut[]): SurplusOut[] {
  const portions = days.flatMap((day) => day.meals).flatMap((meal) => meal.dishes);
  return mean.flatMap(({ code, name, unit, state, amount, to, gap }) =>
    state === "high" && unit !== "%" && amount !== null && to !== null
      ? [{ code, name, unit, amount, to, excess: -gap, sources: sourcesOf(code, portions) }]
      : [],
  );
}
