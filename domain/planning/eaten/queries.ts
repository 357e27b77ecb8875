import "server-only";
import { and, eq, gte, inArray, lte } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleCustomer } from "@/domain/customers/queries";
import { dishCards } from "@/domain/dishes/queries";
import { addDays, type Day, dayOf } from "@/lib/time";
import { traceOf } from "../items/queries";

/** Days that are looked back over: what somebody liked in the first week still holds in the sixth. */
export const EATEN_DAYS = 60;

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

export type EatenDish = Rating & { dishId: number; name: string };

/** How a customer took the dishes whose plates were looked at since `from`, least eaten first. */
export async function eatenBy(ctx: Ctx, input: { customerId: number }): Promise<{ from: Day; dishes: EatenDish[] }> {
  const read = reader(ctx, "plans:read");
  const { patientId } = await visibleCustomer(read, input.customerId);
  const to = dayOf(ctx.now);
  const from = addDays(to, -EATEN_DAYS);
  if (patientId === null) return { from, dishes: [] };
  const rated = (await ratingsOf(read, [patientId], { from, to })).get(patientId) ?? new Map<number, Rating>();
  const cards = await dishCards(read);
  const dishes = [...rated].map(([dishId, { times, eatenPct }]) => ({
    dishId,
    name: cards.get(dishId)?.name ?? "",
    times,
    eatenPct: Math.round(eatenPct),
  }));
  return { from, dishes: dishes.sort((a, b) => a.eatenPct - b.eatenPct || b.times - a.times || a.dishId - b.dishId) };
}
