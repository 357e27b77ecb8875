import "server-only";
import { isDeepStrictEqual } from "node:util";
import { eq, inArray } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import type { Tx } from "@/domain/core/access";
import { userIdOf } from "@/domain/core/ctx";
import { reasonKey } from "@/domain/customers/safety/rules";
import { type DishCard, type Nutrition, type Slot, sumNutrition } from "@/domain/dishes/rules";
import { fen } from "@/lib/money";
import type { Day } from "@/lib/time";
import { type CellKey, cellKey, cellOf } from "../rules";
import type { Why } from "../scheduling/schema";
import type { CellItem } from "../schema";
import type { Judged } from "./checks";
import type { DayRecord, DaySummary, ItemRecord, Trace } from "./queries";
import type { Grid } from "./rules";

type Wanted = { dayPlanId: number; key: CellKey; slot: Slot; item: CellItem; position: number };
type Facts = {
  days: ReadonlyMap<Day, DayRecord>;
  slots: ReadonlyMap<number, Slot>;
  cards: ReadonlyMap<number, DishCard>;
  verdicts: ReadonlyMap<string, Judged>;
  /** "cell:dish" of what automatic scheduling places, with what decided it. */
  auto?: ReadonlyMap<string, Why>;
};

/** Brings the stored items of the given cells to what the grid says. A dish that only changed its place keeps its row. */
export async function writeCells(
  tx: Tx,
  keys: readonly CellKey[],
  stored: readonly ItemRecord[],
  grid: Grid,
  facts: Facts,
) {
  const inCells = new Set(keys);
  const rows = stored.filter((row) => inCells.has(cellKey(row.date, row.categoryId)));
  const rowOf = new Map(rows.map((row) => [`${cellKey(row.date, row.categoryId)}:${row.dishId}`, row]));
  const wanted = keys.flatMap((key) => wantedIn(key, grid[key] ?? [], facts));
  const fresh = wanted.filter((w) => !rowOf.has(`${w.key}:${w.item.dishId}`));
  const kept = new Set(wanted.map((w) => rowOf.get(`${w.key}:${w.item.dishId}`)?.id));
  const gone = rows.filter((row) => !kept.has(row.id));
  const moved = new Map<Wanted, ItemRecord>();
  for (const w of fresh) {
    const from = gone.find((row) => row.dishId === w.item.dishId && ![...moved.values()].includes(row));
    if (from) moved.set(w, from);
  }
  const movedRows = new Set([...moved.values()].map((row) => row.id));
  const dropped = gone.filter((row) => !movedRows.has(row.id)).map((row) => row.id);

  if (dropped.length > 0) await tx.db.delete(confinementMealItems).where(inArray(confinementMealItems.id, dropped));
  for (const w of wanted) {
    const row = moved.get(w) ?? rowOf.get(`${w.key}:${w.item.dishId}`);
    const values = row && valuesOf(tx, w, facts, row);
    if (row && values && differs(row, values))
      await tx.db
        .update(confinementMealItems)
        .set({ ...values, version: row.version + 1, updatedAt: tx.now })
        .where(eq(confinementMealItems.id, row.id));
  }
  const added = fresh.filter((w) => !moved.has(w)).map((w) => valuesOf(tx, w, facts, null));
  for (let from = 0; from < added.length; from += 500)
    await tx.db
      .insert(confinementMealItems)
      .values(added.slice(from, from + 500).map((values) => ({ ...values, createdAt: tx.now, updatedAt: tx.now })));
}

function wantedIn(key: CellKey, items: readonly CellItem[], facts: Facts): Wanted[] {
  const { date, slotId } = cellOf(key);
  const [day, slot] = [facts.days.get(date), facts.slots.get(slotId)];
  if (!day || !slot) throw new Error(`no such cell: ${key}`);
  return items.map((item, position) => ({ dayPlanId: day.id, key, slot, item, position }));
}

function valuesOf(tx: Tx, w: Wanted, facts: Facts, row: ItemRecord | null) {
  const card = facts.cards.get(w.item.dishId);
  const found = facts.verdicts.get(`${w.key}:${w.item.dishId}`); // only what was newly placed was judged
  const asked = found?.verdict === "refused" ? w.item.overrideReason : null;
  const auto = found && facts.auto?.get(`${w.key}:${w.item.dishId}`);
  const nutrition = scaled(card?.nutrition ?? {}, w.item.quantity);
  return {
    dayPlanId: w.dayPlanId,
    categoryId: w.slot.id,
    dishId: w.item.dishId,
    position: w.position,
    servingTime: w.item.servingTime ?? w.slot.servingTime,
    quantity: w.item.quantity,
    calories: nutrition.energy_kcal ?? null,
    nutritionDetails: nutrition,
    specialInstructions: w.item.instructions,
    isLocked: w.item.isLocked,
    origin: auto ? ("auto" as const) : (row?.origin ?? ("person" as const)),
    trace: auto
      ? { ...found?.trace, why: auto }
      : found
        ? asked === null
          ? found.trace
          : askedTrace(tx, found)
        : (row?.trace ?? null),
    variant: found ? found.variant : (row?.variant ?? null),
    // Only what was newly placed is judged: what stays keeps its release as it is, confirmed or not.
    overrideReason: found ? asked : (row?.overrideReason ?? null),
    overrideBy: found ? null : (row?.overrideBy ?? null),
  };
}

/** What is kept of asking to serve a refused dish: it waits for a second person. */
const askedTrace = (tx: Tx, found: Judged): Trace => ({
  ...found.trace,
  override: {
    by: userIdOf(tx) ?? 0,
    at: tx.now.toISOString(),
    against: [...new Set(found.reasons.filter((r) => r.refuses).map(reasonKey))],
  },
});

// JSON comes back with its keys in another order on one engine, so texts cannot be compared.
const differs = (row: ItemRecord, values: ReturnType<typeof valuesOf>): boolean =>
  Object.entries(values).some(([key, value]) => !isDeepStrictEqual(row[key as keyof ItemRecord], value));

/** Amounts of several portions, rounded so that they read well. */
const scaled = (nutrition: Nutrition, quantity: number): Nutrition =>
  Object.fromEntries(
    Object.entries(nutrition).map(([code, amount]) => [code, Math.round(amount * quantity * 100) / 100]),
  );

/** What a day adds up to, per person: nutrients and cost of all its dishes. */
export function summaryOfDay(
  date: Day,
  grid: Grid,
  slotIds: Iterable<number>,
  cards: ReadonlyMap<number, DishCard>,
): DaySummary {
  const items = [...slotIds].flatMap((slotId) => grid[cellKey(date, slotId)] ?? []);
  const { nutrition, isComplete } = sumNutrition(cards, items);
  const costs = items.map((item) => ({ cost: cards.get(item.dishId)?.cost, quantity: item.quantity }));
  return {
    nutrition: scaled(nutrition, 1),
    isComplete,
    cost: fen(costs.reduce((sum, { cost, quantity }) => sum + (cost?.amount ?? 0) * quantity, 0)),
    isCostComplete: costs.every(({ cost }) => cost?.isComplete ?? false),
  };
}

/** Adds up these days again and raises their version; with `ifOther` only where the sums are other than before. */
export async function writeDays(
  tx: Tx,
  dates: readonly Day[],
  grid: Grid,
  facts: Omit<Facts, "verdicts">,
  { ifOther = false } = {},
): Promise<void> {
  for (const date of dates) {
    const day = facts.days.get(date);
    if (!day) continue;
    const isEmpty = [...facts.slots.keys()].every((slotId) => !grid[cellKey(date, slotId)]);
    const summary = isEmpty ? null : summaryOfDay(date, grid, facts.slots.keys(), facts.cards);
    if (ifOther && isDeepStrictEqual(summary, day.nutritionSummary)) continue;
    await tx.db
      .update(confinementDayPlans)
      .set({
        totalCalories: summary?.nutrition.energy_kcal ?? null,
        nutritionSummary: summary,
        version: day.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(confinementDayPlans.id, day.id));
  }
}
