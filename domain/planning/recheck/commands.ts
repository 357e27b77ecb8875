import "server-only";
import { isDeepStrictEqual } from "node:util";
import { and, eq, gte, inArray } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems, confinementMealPlans } from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { isReleased } from "@/domain/customers/safety/rules";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { type Day, dayOf } from "@/lib/time";
import { type Judged, type Judging, judged, judgingOf, warning } from "../items/checks";
import {
  type Contents,
  contentsOf,
  gridOf,
  type ItemRecord,
  type PlanRecord,
  type Trace,
  traceOf,
} from "../items/queries";
import { writeDays } from "../items/write";
import { closedBecause, momentOf } from "../rules";
import { isUrgent, keptTrace, substitute } from "./substitute";

/** Checks the coming meals of a person again, in a command of its own: for jobs and events. */
export const recheckPatient = (ctx: Ctx, patientId: number): Promise<number> =>
  command(ctx, "plans:edit", (tx) => recheckMeals(tx, patientId));

/** Everyone who has one of these dishes coming. */
export async function recheckDishes(ctx: Ctx, dishIds: readonly number[]): Promise<void> {
  const people = await command(ctx, "plans:edit", async (tx) => {
    unchanged(tx);
    if (dishIds.length === 0) return [];
    return tx.db
      .selectDistinct({ id: confinementDayPlans.patientId })
      .from(confinementDayPlans)
      .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
      .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, confinementDayPlans.mealPlanId))
      .where(
        and(
          gte(confinementDayPlans.date, dayOf(tx.now)),
          inArray(confinementMealItems.dishId, [...dishIds]),
          inArray(confinementMealPlans.status, ["draft", "active"]),
        ),
      );
  });
  for (const { id } of people) await recheckPatient(ctx, id);
}

/**
 * Building block: judges every meal of a person that is not served yet again and adds its days up anew. A dish that is no
 * longer safe is replaced where it is cooked soon (substitute); further ahead, and where nothing is safe, it is flagged in
 * its trace and stays, for a person to decide. A flag that no longer holds goes. Answers how many are flagged now, and tells
 * the planners when there are more than before.
 */
export async function recheckMeals(tx: Tx, patientId: number): Promise<number> {
  const plans = await tx.db
    .select()
    .from(confinementMealPlans)
    .where(
      and(
        eq(confinementMealPlans.patientId, patientId),
        inArray(confinementMealPlans.status, ["draft", "active"]),
        gte(confinementMealPlans.endDate, dayOf(tx.now)),
      ),
    )
    .orderBy(confinementMealPlans.id)
    .for("update");
  if (plans.length === 0) {
    unchanged(tx);
    return 0;
  }
  const judging = await judgingOf(tx, patientId);
  const slots = await mealSlots(tx);
  let flagged = 0;
  for (const plan of plans) flagged += await recheckPlan(tx, plan, judging, slots);
  return flagged;
}

async function recheckPlan(tx: Tx, plan: PlanRecord, judging: Judging, slots: readonly Slot[]): Promise<number> {
  const contents = await contentsOf(tx.db, plan.id);
  const { days, items } = contents;
  const slotOf = new Map(slots.map((slot) => [slot.id, slot]));
  const coming = items.filter((item) => {
    const slot = slotOf.get(item.categoryId);
    const where = { date: item.date, slotName: item.slotName };
    return slot && closedBecause(plan.status, momentOf(item.date, slot, tx.now), where) === null;
  });
  const known = await dishCards(tx, [...new Set(items.map((item) => item.dishId))]);
  const refused = (item: ItemRecord) => {
    const card = known.get(item.dishId);
    return card !== undefined && isAgainst(judged(judging, card, item.date), item);
  };
  const served = servedDays(plan, contents);
  const urgent = coming.filter((item) => {
    const slot = slotOf.get(item.categoryId);
    const isAsked = item.overrideReason !== null; // somebody asked to serve it all the same, another has to say
    return slot && served.has(item.date) && !isAsked && isUrgent(item, slot, tx.now) && refused(item);
  });
  const replaced = await substitute(tx, plan, judging, { urgent, contents, slots });
  const now = (item: ItemRecord) => replaced.find((one) => one.id === item.id) ?? item;
  const cards =
    replaced.length === 0 ? known : await dishCards(tx, [...new Set(items.map((item) => now(item).dishId))]);
  const unsafe: ItemRecord[] = [];
  let fresh = 0;
  for (const item of coming.map(now)) {
    const card = cards.get(item.dishId);
    if (!card) continue;
    const found = judged(judging, card, item.date);
    const isUnsafe = isAgainst(found, item);
    if (isUnsafe) unsafe.push(item);
    if (isUnsafe && !traceOf(item).flag) fresh++;
    if (!replaced.includes(item)) await refresh(tx, item, card, found, isUnsafe);
  }
  const grid = gridOf(items.map(now), slots);
  const dates = [...new Set(coming.map((item) => item.date))];
  const facts = { days: new Map(days.map((day) => [day.date, day])), slots: slotOf, cards };
  await writeDays(tx, dates, grid, facts, { ifOther: true });
  if (fresh === 0) unchanged(tx);
  else await tell(tx, plan, judging.person.name, unsafe);
  return unsafe.length;
}

const isAgainst = (found: Judged, item: ItemRecord): boolean =>
  found.verdict === "refused" && !isReleased(found.reasons, traceOf(item).override?.against ?? null);

/** Days the kitchen cooks from: of a running plan, in weeks that have been approved. */
function servedDays(plan: PlanRecord, { weeks, days }: Contents): Set<Day> {
  const approved = new Set(weeks.flatMap((week) => (week.approvedAt === null ? [] : [week.id])));
  return new Set(
    plan.status === "active" ? days.filter((day) => approved.has(day.weekPlanId)).map((day) => day.date) : [],
  );
}

/** Writes what the new judgement and the dish's figures of today say of an item, where that is something new. */
async function refresh(tx: Tx, item: ItemRecord, card: DishCard, found: Judged, isUnsafe: boolean) {
  const had = traceOf(item);
  const reasons = found.reasons.filter((r) => r.refuses).map(warning);
  const warnings = found.reasons.filter((r) => !r.refuses || item.overrideReason !== null).map(warning);
  const trace: Trace = {
    ...keptTrace(item),
    ...(had.override && { override: had.override }),
    ...(warnings.length > 0 && { warnings }),
    ...(isUnsafe && { flag: { at: had.flag?.at ?? tx.now.toISOString(), reasons } }),
  };
  const nutritionDetails = Object.fromEntries(
    Object.entries(card.nutrition).map(([code, amount]) => [code, Math.round(amount * item.quantity * 100) / 100]),
  );
  const values = {
    trace: Object.keys(trace).length > 0 ? trace : null,
    variant: found.variant,
    calories: nutritionDetails.energy_kcal ?? null,
    nutritionDetails,
  };
  const same = Object.entries(values).every(([key, value]) => isDeepStrictEqual(value, item[key as keyof ItemRecord]));
  if (same) return;
  await tx.db
    .update(confinementMealItems)
    .set({ ...values, version: item.version + 1, updatedAt: tx.now })
    .where(eq(confinementMealItems.id, item.id));
}

async function tell(tx: Tx, plan: PlanRecord, name: string, unsafe: readonly ItemRecord[]) {
  const [first] = unsafe;
  await audit(tx, "confinement_meal_plan.flagged", null, plan, {
    items: unsafe.map((item) => ({ date: item.date, slot: item.slotName, dish: item.dishName })),
  });
  const planners = await usersWith(tx, "plans:edit", plan.centreId);
  await notify(
    tx,
    planners.map((user) => user.id),
    {
      kind: "plan.unsafe",
      title: `${name}有 ${unsafe.length} 道菜不再适合`,
      content: `${first?.date.slice(5)} ${first?.slotName}的${first?.dishName}${unsafe.length > 1 ? "等" : ""}，请换掉`,
      link: `/plans/${plan.id}`,
      dedupeKey: `plan.unsafe:${plan.id}:${tx.requestId}`,
    },
  );
}
