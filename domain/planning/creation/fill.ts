import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { menuDishes, menus } from "@/db/schema/dishes";
import type { Tx } from "@/domain/core/access";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { notFound } from "@/lib/errors";
import type { Day } from "@/lib/time";
import { type Judged, judged, judgingOf } from "../items/checks";
import { contentsOf, gridOf, itemsOf, type PlanRecord } from "../items/queries";
import { type Grid, plainItem } from "../items/rules";
import { writeCells, writeDays } from "../items/write";
import { visiblePlan } from "../queries";
import { type CellKey, cellKey, daysOf } from "../rules";
import type { CellItem, CreatePlan } from "../schema";

type Source = NonNullable<CreatePlan["copyFrom"]>;

/**
 * Fills a new plan from another plan (its n-th day into the n-th day, starting over when it is shorter) or from a cyclic
 * menu. Dishes that she may not have, that are withdrawn, or that stand there already are left out; answers how many.
 */
export async function fillFrom(tx: Tx, plan: PlanRecord, source: Source): Promise<number> {
  const slots = await mealSlots(tx);
  const cycle =
    source.from === "plan" ? await daysOfPlan(tx, source.planId, slots) : await daysOfMenu(tx, source.menuId, slots);
  const cards = await dishCards(tx, [
    ...new Set(cycle.flatMap((day) => [...day.values()].flat()).map((item) => item.dishId)),
  ]);
  const judging = await judgingOf(tx, plan.patientId);
  const grid: Record<CellKey, CellItem[]> = {};
  const verdicts = new Map<string, Judged>();
  let leftOut = 0;
  for (const [i, { date }] of daysOf(plan).entries()) {
    for (const [slotId, items] of cycle[i % cycle.length] ?? []) {
      const key = cellKey(date, slotId);
      const placed = items.filter((item) => {
        const card = cards.get(item.dishId);
        const found = card && fits(card) ? judged(judging, card, date) : null;
        if (!found || found.verdict === "refused") return false;
        verdicts.set(`${key}:${item.dishId}`, found);
        return true;
      });
      leftOut += items.length - placed.length;
      if (placed.length > 0) grid[key] = placed;
    }
  }
  await store(tx, plan, grid, { slots, cards, verdicts });
  return leftOut;
}

const fits = (card: DishCard): boolean => card.isAvailable && !card.isBase;

type DayOfSource = ReadonlyMap<number, CellItem[]>;

async function daysOfPlan(tx: Tx, planId: number, slots: readonly Slot[]): Promise<DayOfSource[]> {
  const { plan } = await visiblePlan({ db: tx.db, grant: tx.grant, ctx: tx }, planId);
  const grid = gridOf(await itemsOf(tx.db, plan.id), slots);
  const fresh = (item: CellItem): CellItem => ({ ...item, isLocked: false, overrideReason: null });
  return daysOf(plan).map(
    ({ date }) => new Map(slots.map((slot) => [slot.id, (grid[cellKey(date, slot.id)] ?? []).map(fresh)])),
  );
}

/** A menu's dishes by day of its cycle; a dish without a day is there every day, one without a slot in its first slot. */
async function daysOfMenu(tx: Tx, menuId: number, slots: readonly Slot[]): Promise<DayOfSource[]> {
  const [menu] = await tx.db
    .select()
    .from(menus)
    .where(and(eq(menus.id, menuId), isNull(menus.archivedAt)));
  if (!menu) throw notFound("这份菜单");
  const rows = await tx.db
    .select()
    .from(menuDishes)
    .where(eq(menuDishes.menuId, menu.id))
    .orderBy(asc(menuDishes.position), asc(menuDishes.id));
  const cards = await dishCards(tx, [...new Set(rows.map((row) => row.dishId))]);
  const length = Math.max(menu.cycleDays ?? 1, ...rows.map((row) => row.cycleDay ?? 1));
  return Array.from({ length }, (_, i) => {
    const day = new Map<number, CellItem[]>();
    for (const row of rows.filter((r) => r.cycleDay === null || r.cycleDay === i + 1)) {
      const slotId = row.categoryId ?? cards.get(row.dishId)?.slotIds[0];
      const items = slotId === undefined ? undefined : (day.get(slotId) ?? []);
      if (slotId === undefined || !items || !slots.some((s) => s.id === slotId)) continue;
      if (!items.some((item) => item.dishId === row.dishId))
        day.set(slotId, [...items, { ...plainItem(row.dishId), quantity: Math.max(1, row.quantity) }]);
    }
    return day;
  });
}

async function store(
  tx: Tx,
  plan: PlanRecord,
  grid: Grid,
  facts: { slots: readonly Slot[]; cards: Map<number, DishCard>; verdicts: Map<string, Judged> },
) {
  const { days } = await contentsOf(tx.db, plan.id);
  const byDate = new Map<Day, (typeof days)[number]>(days.map((day) => [day.date, day]));
  const around = { days: byDate, slots: new Map(facts.slots.map((slot) => [slot.id, slot])), cards: facts.cards };
  await writeCells(tx, Object.keys(grid) as CellKey[], [], grid, { ...around, verdicts: facts.verdicts });
  await writeDays(tx, [...byDate.keys()], grid, around);
}
