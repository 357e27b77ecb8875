import { eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";

/** Takes away a plan that a test has committed, with everything in it. */
export async function removePlan(id: number): Promise<void> {
  const days = db
    .select({ id: confinementDayPlans.id })
    .from(confinementDayPlans)
    .where(eq(confinementDayPlans.mealPlanId, id));
  await db.delete(confinementMealItems).where(inArray(confinementMealItems.dayPlanId, days));
  await db.delete(confinementDayPlans).where(eq(confinementDayPlans.mealPlanId, id));
  await db.delete(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, id));
  await db.delete(confinementMealPlans).where(eq(confinementMealPlans.id, id));
}
