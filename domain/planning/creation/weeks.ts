import "server-only";
import { asc, eq, inArray } from "drizzle-orm";
import { stageGuides } from "@/db/schema/dishes";
import { confinementDayPlans, confinementMealItems, confinementWeekPlans } from "@/db/schema/planning";
import type { Tx } from "@/domain/core/access";
import { birthsOf } from "@/domain/customers/queries";
import { type Birth, birthOn } from "@/domain/customers/rules";
import { targetsOf } from "@/domain/dishes/queries";
import { conflict } from "@/lib/errors";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import type { PlanRecord } from "../items/queries";
import { daysOf, goalsOf, type Period } from "../rules";

/** Whose daily needs a mother's plan aims at unless the week says otherwise. */
export const PROFILE = "lactation_cn2023";

type Guide = typeof stageGuides.$inferSelect;

/** Writes the weeks of a plan, from the given one on, each pre-filled from the guide of the postpartum week it falls into. */
export async function layWeeks(tx: Tx, plan: PlanRecord, fromWeek = 1): Promise<void> {
  const guides = await tx.db.select().from(stageGuides).orderBy(asc(stageGuides.weekNumber));
  const targets = await targetsOf(tx, PROFILE);
  const births = (await birthsOf(tx.db, [plan.patientId])).get(plan.patientId) ?? [];
  const numbers = Array.from({ length: plan.totalWeeks }, (_, i) => i + 1).filter((n) => n >= fromWeek);
  if (numbers.length === 0) return;
  await tx.db.insert(confinementWeekPlans).values(
    numbers.map((weekNumber) => {
      const guide = guideFor(guides, births, plan, weekNumber);
      return {
        mealPlanId: plan.id,
        weekNumber,
        focusArea: guide ? guide.label.replaceAll("·", "，") : null,
        nutritionGoals: guide ? goalsOf(guide, targets, plan.totalCaloriesPerDay) : {},
        avoidFoods: wordsOf(guide?.avoidFoods),
        recommendedFoods: wordsOf(guide?.recommendedFoods),
        createdAt: tx.now,
        updatedAt: tx.now,
      };
    }),
  );
}

/** The guide of the postpartum week in which most days of the plan's week lie; before delivery, counted from the expected day. */
function guideFor(
  guides: readonly Guide[],
  births: readonly Birth[],
  plan: Period,
  weekNumber: number,
): Guide | undefined {
  const middle = addDays(plan.startDate, (weekNumber - 1) * 7 + 3);
  const birth = birthOn(births, middle);
  const from = birth?.deliveredOn ?? birth?.expectedDeliveryDate;
  const week = from && from <= middle ? Math.floor(daysBetween(from, middle) / 7) + 1 : weekNumber;
  return guides.find((guide) => guide.weekNumber === week) ?? guides.at(-1);
}

const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((word): word is string => typeof word === "string") : [];

/** Writes the days of a plan that are not there yet. */
export async function insertDays(tx: Tx, plan: PlanRecord, had: ReadonlySet<Day> = new Set()): Promise<void> {
  const weeks = await tx.db
    .select({ id: confinementWeekPlans.id, weekNumber: confinementWeekPlans.weekNumber })
    .from(confinementWeekPlans)
    .where(eq(confinementWeekPlans.mealPlanId, plan.id));
  const idOf = new Map(weeks.map((week) => [week.weekNumber, week.id]));
  const rows = daysOf(plan)
    .filter(({ date }) => !had.has(date))
    .map(({ weekNumber, dayNumber, date }) => ({
      centreId: plan.centreId,
      weekPlanId: idOf.get(weekNumber) ?? 0,
      mealPlanId: plan.id,
      patientId: plan.patientId,
      dayNumber,
      date,
      createdAt: tx.now,
      updatedAt: tx.now,
    }));
  if (rows.length > 0) await tx.db.insert(confinementDayPlans).values(rows);
}

/**
 * Brings weeks and days to a new period. Days that fall away must be empty and not past; a new first day shifts every week,
 * so it needs a draft without any dish.
 */
export async function movePeriod(tx: Tx, before: PlanRecord, after: PlanRecord): Promise<void> {
  const days = await tx.db
    .select()
    .from(confinementDayPlans)
    .where(eq(confinementDayPlans.mealPlanId, before.id))
    .for("update");
  const shifts = after.startDate !== before.startDate;
  const gone = days.filter((day) => shifts || day.date > after.endDate);
  const filled = gone.length > 0 ? await datesWithItems(tx, gone) : [];
  const [first] = filled;
  if (shifts && (before.status !== "draft" || first))
    throw conflict("已经排了菜的计划不能换开始日期。请新建一份，从这份复制");
  if (first) throw conflict(`${first} 之后已经排了菜，先清空再缩短计划`);
  if (gone.some((day) => day.date < dayOf(tx.now)) && before.status === "active")
    throw conflict("已经过去的日子不能从计划里去掉");
  if (gone.length > 0)
    await tx.db.delete(confinementDayPlans).where(
      inArray(
        confinementDayPlans.id,
        gone.map((day) => day.id),
      ),
    );
  const keptWeeks = shifts ? 0 : Math.min(before.totalWeeks, after.totalWeeks);
  const weeks = await tx.db.select().from(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, before.id));
  const goneWeeks = weeks.filter((week) => week.weekNumber > keptWeeks).map((week) => week.id);
  if (goneWeeks.length > 0) await tx.db.delete(confinementWeekPlans).where(inArray(confinementWeekPlans.id, goneWeeks));
  await layWeeks(tx, after, keptWeeks + 1);
  const kept = new Set(days.filter((day) => !gone.includes(day)).map((day) => day.date));
  await insertDays(tx, after, kept);
}

async function datesWithItems(tx: Tx, days: readonly { id: number; date: Day }[]): Promise<Day[]> {
  const rows = await tx.db
    .selectDistinct({ id: confinementMealItems.dayPlanId })
    .from(confinementMealItems)
    .where(
      inArray(
        confinementMealItems.dayPlanId,
        days.map((day) => day.id),
      ),
    );
  const used = new Set(rows.map((row) => row.id));
  return days
    .filter((day) => used.has(day.id))
    .map((day) => day.date)
    .toSorted();
}
