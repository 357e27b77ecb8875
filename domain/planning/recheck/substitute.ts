import "server-only";
import { eq } from "drizzle-orm";
import { confinementMealItems } from "@/db/schema/planning";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { birthOn, postpartum } from "@/domain/customers/rules";
import { dishCards } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { substitutesOf } from "@/domain/dishes/substitutes/queries";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { addDays, type Day, dayOf, shortDay } from "@/lib/time";
import { type Judging, judged, warning } from "../items/checks";
import { raised, tellKitchen } from "../items/commands";
import { type BatchDetails, ITEMS_CHANGED } from "../items/overlap";
import {
  type Contents,
  type ItemRecord,
  type PlanRecord,
  type Substitute,
  type Trace,
  traceOf,
} from "../items/queries";
import { mealsOn } from "../queries";
import { type CellKey, cellKey, momentOf } from "../rules";
import { chooseSubstitute } from "./rules";

/** Meals of today and tomorrow are about to be cooked; what lies further ahead has time for a person to decide. */
const DAYS_AHEAD = 1;

/** Whether a meal is cooked too soon to wait for a dietitian: its slot is cut off, or it is of today or tomorrow. */
export const isUrgent = (item: ItemRecord, slot: Slot, now: Date): boolean =>
  item.date <= addDays(dayOf(now), DAYS_AHEAD) || momentOf(item.date, slot, now) === "cut";

type Replaced = { from: ItemRecord; to: DishCard; because: string; substitute: Substitute };

/**
 * Replaces dishes of a running plan that must not be served any more and will be cooked soon, each by the first safe one of
 * its list or the next best; keeps why, and which ones were turned down. A dish for which nothing is safe stays as it is,
 * flagged: then the kitchen's sheet says 需替代 and nobody is served it. Answers the items that were replaced, as they are now.
 */
export async function substitute(
  tx: Tx,
  plan: PlanRecord,
  judging: Judging,
  given: { urgent: readonly ItemRecord[]; contents: Contents; slots: readonly Slot[] },
): Promise<ItemRecord[]> {
  const { urgent, contents, slots } = given;
  if (urgent.length === 0) return [];
  const cards = await dishCards(tx);
  const lists = await substitutesOf(
    tx,
    urgent.map((item) => item.dishId),
  );
  const items = [...contents.items];
  const cooking = new Map<Day, Awaited<ReturnType<typeof mealsOn>>>();
  const done: Replaced[] = [];
  const now: ItemRecord[] = [];
  for (const item of urgent) {
    const card = cards.get(item.dishId);
    if (!card) continue;
    if (!cooking.has(item.date)) cooking.set(item.date, await mealsOn(tx, plan.centreId, item.date));
    const inSlot = cooking.get(item.date)?.filter((meal) => meal.slotId === item.categoryId) ?? [];
    const found = chooseSubstitute({
      card,
      date: item.date,
      slotId: item.categoryId,
      list: lists.get(item.dishId) ?? [],
      cards,
      taken: new Set(items.filter((one) => sameMeal(one, item)).map((one) => one.dishId)),
      cooking: new Set(inSlot.map((meal) => meal.dishId)),
      had: hadOn(items),
      week: weekOf(judging, item.date),
      against: (one) => against(judging, one, item.date),
      isDoubtful: (one) => judged(judging, one, item.date).verdict === "note",
    });
    const to = found.dishId === null ? undefined : cards.get(found.dishId);
    if (found.dishId === null || !to) continue;
    const because = judged(judging, card, item.date)
      .reasons.filter((reason) => reason.refuses)
      .map((reason) => reason.text);
    const kept: Substitute = {
      at: tx.now.toISOString(),
      fromDishId: card.id,
      fromDishName: card.name,
      because,
      rejected: found.rejected,
      via: found.via,
    };
    const after = await place(tx, item, to, judging, kept);
    items[items.findIndex((one) => one.id === item.id)] = after;
    done.push({ from: item, to, because: because[0] ?? "", substitute: kept });
    now.push(after);
  }
  if (done.length > 0) await keep(tx, plan, judging.person.name, done, slots);
  return now;
}

const sameMeal = (a: ItemRecord, b: ItemRecord): boolean => a.date === b.date && a.categoryId === b.categoryId;

function hadOn(items: readonly ItemRecord[]): Map<number, Day[]> {
  const days = new Map<number, Day[]>();
  for (const item of items) days.set(item.dishId, [...(days.get(item.dishId) ?? []), item.date]);
  return days;
}

/** Customary weeks go to the fourth; after that everything of the fourth is fine. */
function weekOf({ person }: Judging, on: Day): number | null {
  const now = postpartum(birthOn(person.births ?? [], on) ?? person.childbirth, on);
  return now ? Math.min(now.week, 4) : null;
}

function against(judging: Judging, card: DishCard, on: Day): string | null {
  const found = judged(judging, card, on);
  return found.verdict === "refused" ? (found.reasons.find((reason) => reason.refuses)?.text ?? "不适合她") : null;
}

/** The same place in the meal, another dish: how it is cooked for her and what it gives is judged and added up anew. */
async function place(tx: Tx, item: ItemRecord, to: DishCard, judging: Judging, kept: Substitute): Promise<ItemRecord> {
  const found = judged(judging, to, item.date);
  const trace: Trace = {
    ...(found.reasons.length > 0 && { warnings: found.reasons.map(warning) }),
    substitute: kept,
  };
  const nutritionDetails = Object.fromEntries(
    Object.entries(to.nutrition).map(([code, amount]) => [code, Math.round(amount * item.quantity * 100) / 100]),
  );
  const values = {
    dishId: to.id,
    origin: "substitute" as const,
    trace,
    variant: found.variant,
    calories: nutritionDetails.energy_kcal ?? null,
    nutritionDetails,
    specialInstructions: null,
    overrideReason: null,
    overrideBy: null,
    version: item.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(confinementMealItems).set(values).where(eq(confinementMealItems.id, item.id));
  return { ...item, ...values, dishName: to.name };
}

/** The plan's new version, its log, the kitchen's news and a word to the planners. */
async function keep(tx: Tx, plan: PlanRecord, name: string, done: readonly Replaced[], slots: readonly Slot[]) {
  const after = await raised(tx, plan);
  const cells: CellKey[] = [...new Set(done.map(({ from }) => cellKey(from.date, from.categoryId)))];
  const changes = done.map(
    ({ from, to, because }) =>
      `${shortDay(from.date)} ${from.slotName}：${from.dishName}自动换成${to.name}（${because}）`,
  );
  const details: BatchDetails & { substitutes: Substitute[] } = {
    version: after.version,
    cells,
    changes,
    substitutes: done.map((one) => one.substitute),
  };
  await audit(tx, ITEMS_CHANGED, plan, after, details);
  await tellKitchen(tx, after, cells, new Map(slots.map((slot) => [slot.id, slot])));
  const planners = await usersWith(tx, "plans:edit", plan.centreId);
  await notify(
    tx,
    planners.map((user) => user.id),
    {
      kind: "plan.substituted",
      title: `${name}有 ${done.length} 道菜已自动替换`,
      content: changes.join("；"),
      link: `/plans/${plan.id}`,
      dedupeKey: `plan.substituted:${plan.id}:${after.version}`,
    },
  );
}

/** What must stay in an item's trace when it is judged again. */
export const keptTrace = (item: { trace: unknown }): Pick<Trace, "substitute" | "eatenPct"> => {
  const { substitute: kept, eatenPct } = traceOf(item);
  return { ...(kept && { substitute: kept }), ...(eatenPct !== undefined && { eatenPct }) };
};
