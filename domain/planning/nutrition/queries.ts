import "server-only";
import { asc, eq } from "drizzle-orm";
import { confinementDayPlans, confinementWeekPlans } from "@/db/schema/planning";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { targetsOf } from "@/domain/dishes/queries";
import { compareToTargets, type Nutrition } from "@/domain/dishes/rules";
import { notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { summaryOf } from "../items/queries";
import { visiblePlan } from "../queries";
import { targetsFor } from "../rules";
import type { Goals, PlanNutrition } from "../schema";

/** Each day's nutrients against the targets of a profile, narrowed by its week's goals; and the mean of the days with dishes. */
export async function planNutrition(ctx: Ctx, input: PlanNutrition) {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const targets = await targetsOf(read, input.profile);
  if (targets.length === 0) throw notFound(`营养目标“${input.profile}”`);
  const [weeks, days] = await Promise.all([
    read.db.select().from(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, plan.id)),
    read.db
      .select()
      .from(confinementDayPlans)
      .where(eq(confinementDayPlans.mealPlanId, plan.id))
      .orderBy(asc(confinementDayPlans.date)),
  ]);
  const weekOf = new Map(weeks.map((week) => [week.id, week]));
  const shown = days.map((day) => {
    const week = weekOf.get(day.weekPlanId);
    const summary = summaryOf(day);
    return {
      date: day.date,
      weekNumber: week?.weekNumber ?? 0,
      dayNumber: day.dayNumber,
      totalCalories: day.totalCalories,
      isComplete: summary?.isComplete ?? true,
      cost: summary?.cost ?? fen(0),
      isCostComplete: summary?.isCostComplete ?? true,
      nutrition: summary?.nutrition ?? {},
      targets: compareToTargets(
        summary?.nutrition ?? {},
        targetsFor(targets, (week?.nutritionGoals as Goals | null) ?? {}),
      ),
    };
  });
  const withDishes = shown.filter((day) => Object.keys(day.nutrition).length > 0);
  const mean = meanOf(withDishes.map((day) => day.nutrition));
  return {
    planId: plan.id,
    profile: input.profile,
    days: shown,
    average: { days: withDishes.length, nutrition: mean, targets: compareToTargets(mean, targets) },
  };
}

function meanOf(days: readonly Nutrition[]): Nutrition {
  const codes = new Set(days.flatMap((day) => Object.keys(day)));
  const mean = (code: string) => days.reduce((sum, day) => sum + (day[code] ?? 0), 0) / days.length;
  return Object.fromEntries([...codes].map((code) => [code, Math.round(mean(code) * 100) / 100]));
}
