import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import { fen } from "@/lib/money";
import { addDays, type Day, instantOf } from "@/lib/time";
import { stageGuides } from "../base/guidance";
import { slots } from "../base/masters";
import { insertAll, need, type Target } from "../insert";
import { users } from "../world";
import { stageAt } from "./kitchen-menus";
import type { Numbers } from "./numbers";
import { type Mother, mothers } from "./people";
import { nutritionOf, type Placed, planned, summaryOf } from "./plan-days";
import { adjustmentsFor } from "./safety";

/** How far a plan is: awaiting = filled and waiting for approval; empty = only made. The rest is running or over. */
const drafts: Record<number, "awaiting" | "empty"> = { 33: "awaiting", 34: "awaiting", 35: "empty" };
/** Running plans with a week that was filled after the approval and waits for its own: mother → week. */
const laterWeeks: Record<number, number> = { 10: 3, 11: 3 };
/** Not placed yet: 方予安 arrives at 14:00 and nobody has planned her evening. */
const gaps: Record<number, { offset: number; slotIds: readonly number[] }> = { 5: { offset: 0, slotIds: [5, 6] } };
const riceNotes: Record<number, string> = { 26: "饭减至 100 g", 29: "饭减至 100 g" };

type Plan = ReturnType<typeof planRow>;

export async function loadPlans({ db }: Target, today: Day, numbers: Numbers): Promise<void> {
  const guests = mothers.filter((m) => m.id !== 36).sort((a, b) => a.from - b.from || a.id - b.id);
  const plans = guests.map((mother) => planRow(mother, today, numbers));
  await insertAll(
    db,
    confinementMealPlans,
    plans.map(({ row }) => row),
  );
  await insertAll(
    db,
    confinementWeekPlans,
    plans.flatMap(({ weeks }) => weeks),
  );
  const days = plans.flatMap(daysOf);
  await insertAll(
    db,
    confinementDayPlans,
    days.map(({ row }) => row),
  );
  await insertAll(
    db,
    confinementMealItems,
    days.flatMap(({ items }) => items),
  );
}

/** Plans carry their mother's id; weeks and days are numbered within it. */
const weekId = (planId: number, week: number) => planId * 100 + week;
const dayId = (planId: number, day: number) => planId * 1000 + day;

function planRow(mother: Mother, today: Day, numbers: Numbers) {
  const isJingan = mother.centreId === 1;
  const draft = drafts[mother.id];
  const maker = isJingan ? users.dietitian.id : users.dietitian2.id;
  const checker = isJingan ? users.dietitian2.id : users.manager2.id;
  const startDate = addDays(today, mother.from);
  const totalDays = mother.to - mother.from + 1;
  const totalWeeks = Math.ceil(totalDays / 7);
  const made = instantOf(addDays(today, Math.min(mother.from, 0) - 1), "16:10");
  const approvedAt = draft ? null : instantOf(addDays(today, Math.min(mother.from, 0) - 1), "17:35");
  const price = fen(totalDays * 26_800);
  const isOver = mother.stay === "checked_out";
  const isCareful = [26, 29, 1].includes(mother.id);
  return {
    mother,
    today,
    approvedAt,
    isEmpty: draft === "empty",
    row: {
      id: mother.id,
      centreId: mother.centreId,
      planNumber: numbers.next("CMP", startDate),
      customerId: mother.id,
      patientId: mother.id,
      subscriptionId: mother.id,
      startDate,
      endDate: addDays(today, mother.to),
      totalDays,
      totalWeeks,
      mealPlanType: isCareful ? "low_sugar" : mother.id === 6 ? "vegetarian" : mother.id === 2 ? "light" : "standard",
      totalCaloriesPerDay: mother.feeding === "formula" || mother.feeding === "weaned" ? 1800 : 2100,
      totalPrice: price,
      discountAmount: fen(0),
      finalPrice: price,
      status: draft ? ("draft" as const) : isOver ? ("completed" as const) : ("active" as const),
      notes: mother.id === 1 ? "少盐版，盐减三成；早餐可晚半小时" : null,
      approvedBy: approvedAt ? checker : null,
      approvedAt,
      createdBy: maker as number,
      version: mother.id === 1 ? 4 : draft ? 1 : 2,
      createdAt: made,
      updatedAt: approvedAt ?? made,
    },
    weeks: Array.from({ length: totalWeeks }, (_, i) => weekRow(mother, i + 1, { made, approvedAt, checker })),
  };
}

function weekRow(
  mother: Mother,
  week: number,
  { made, approvedAt, checker }: { made: Date; approvedAt: Date | null; checker: number },
) {
  // The guide follows the days since delivery, not the week of the plan.
  const day = Math.max(0, mother.postpartum + mother.from + (week - 1) * 7);
  const guide = need(guideOf, Math.min(6, Math.floor(day / 7) + 1));
  const isLater = laterWeeks[mother.id] === week;
  return {
    id: weekId(mother.id, week),
    mealPlanId: mother.id,
    weekNumber: week,
    focusArea: guide.label,
    nutritionGoals: {
      energy: { label: stageAt(day) === "nourish" ? "high" : "medium", min: guide.energyMin, max: guide.energyMax },
      protein: { label: stageAt(day) === "expel" ? "medium" : "high", min: 80 },
      iron: { label: ["expel", "recover"].includes(stageAt(day)) ? "high" : "medium", min: 24, max: 42 },
    },
    avoidFoods: guide.avoidFoods,
    recommendedFoods: guide.recommendedFoods,
    approvedBy: isLater || !approvedAt ? null : checker,
    approvedAt: isLater ? null : approvedAt,
    createdAt: made,
    updatedAt: approvedAt ?? made,
  };
}

const guideOf = new Map(stageGuides.map((guide) => [guide.weekNumber, guide]));

function daysOf({ mother, today, isEmpty, row }: Plan) {
  return Array.from({ length: row.totalDays }, (_, i) => {
    const offset = mother.from + i;
    const gap = gaps[mother.id]?.offset === offset ? (gaps[mother.id]?.slotIds ?? []) : [];
    const placed = isEmpty ? [] : planned(mother, offset).filter(({ slotId }) => !gap.includes(slotId));
    const summary = placed.length > 0 ? summaryOf(placed) : null;
    const id = dayId(mother.id, i + 1);
    return {
      row: {
        id,
        centreId: mother.centreId,
        weekPlanId: weekId(mother.id, Math.floor(i / 7) + 1),
        mealPlanId: mother.id,
        patientId: mother.id,
        dayNumber: (i % 7) + 1,
        date: addDays(today, offset),
        totalCalories: summary?.nutrition.energy_kcal ?? null,
        nutritionSummary: summary,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      },
      items: placed.map((item) =>
        itemRow(item, placed.filter((other) => other.slotId === item.slotId).indexOf(item), {
          mother,
          offset,
          dayPlanId: id,
          plan: row,
          flaggedAt: instantOf(addDays(today, -1), "18:20"),
        }),
      ),
    };
  });
}

const notVegetarian = {
  kind: "religion",
  strength: "hard",
  label: "蛋奶素",
  text: "不能排：属于“含肉”，不合韩语晴的宗教饮食“蛋奶素”",
};
const slotOf = new Map(slots.map((slot) => [slot.id, slot]));

type ItemContext = { mother: Mother; offset: number; dayPlanId: number; plan: Plan["row"]; flaggedAt: Date };

function itemRow(
  { slotId, dishId, isSubstitute, isFlagged }: Placed & { isFlagged?: boolean },
  position: number,
  { mother, offset, dayPlanId, plan, flaggedAt }: ItemContext,
) {
  const adjustments = adjustmentsFor(mother, dishId, offset);
  const nutrition = nutritionOf.get(dishId) ?? {};
  const isRice = [55, 56, 57].includes(dishId);
  return {
    dayPlanId,
    categoryId: slotId,
    dishId,
    position,
    servingTime: need(slotOf, slotId).servingTime,
    calories: nutrition.energy_kcal ?? null,
    nutritionDetails: nutrition,
    specialInstructions: isRice ? (riceNotes[mother.id] ?? null) : null,
    variant: adjustments.length > 0 ? { adjustments } : null,
    trace: isFlagged ? { flag: { at: flaggedAt.toISOString(), reasons: [notVegetarian] } } : null,
    isLocked: mother.id === 1 && slotId === 6,
    origin: isSubstitute ? ("substitute" as const) : ("person" as const),
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
  };
}
