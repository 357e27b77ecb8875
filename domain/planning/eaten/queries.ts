import "server-only";
import { and, eq, gte, inArray, lte } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import type { Read } from "@/domain/core/access";
import type { Day } from "@/lib/time";
import { traceOf } from "../items/queries";

/** How a person took a dish: how often its plate was looked at, and the mean share eaten (0 to 100). */
export type Rating = { times: number; eatenPct: number };

/** Ratings of these people for the dishes they were served between two days: patient → dish → rating. One query. */
export async function ratingsOf(
  { db }: Pick<Read, "db">,
  patientIds: readonly number[],
  { from, to }: { from: Day; to: Day },
): Promise<Map<number, Map<number, Rating>>> {
  const ids = [...new Set(patientIds)];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      patientId: confinementDayPlans.patientId,
      dishId: confinementMealItems.dishId,
      trace: confinementMealItems.trace,
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        inArray(confinementDayPlans.patientId, ids),
        gte(confinementDayPlans.date, from),
        lte(confinementDayPlans.date, to),
      ),
    );
  const ratings = new Map<number, Map<number, Rating>>();
  for (const row of rows) {
    const { eatenPct } = traceOf(row);
    if (eatenPct === undefined) continue;
    const own = ratings.get(row.patientId) ?? new Map<number, Rating>();
    const had = own.get(row.dishId) ?? { times: 0, eatenPct: 0 };
    const times = had.times + 1;
    own.set(row.dishId, { times, eatenPct: (had.eatenPct * had.times + eatenPct) / times });
    ratings.set(row.patientId, own);
  }
  return ratings;
}
