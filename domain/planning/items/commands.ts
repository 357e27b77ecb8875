import "server-only";
import { and, eq } from "drizzle-orm";
import { confinementMealPlans } from "@/db/schema/planning";
import { command, type Tx, within } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { conflict, invalid, notFound } from "@/lib/errors";
import { addDays, type Day, dayOf } from "@/lib/time";
import { itemOut } from "../queries";
import { type CellKey, cellOf, isEditable, momentOf } from "../rules";
import type { Why } from "../scheduling/schema";
import type { AddItem, ChangeItem, EditItems, EditOp, RemoveItem } from "../schema";
import { assertPlacements, type Judged, judgingOf, placementsIn } from "./checks";
import { assertNoOverlap, type BatchDetails, ITEMS_CHANGED } from "./overlap";
import { contentsOf, type DayRecord, frameOf, gridOf, type ItemRecord, itemsOf, type PlanRecord } from "./queries";
import { applyOps, differing, type Grid } from "./rules";
import { writeCells, writeDays } from "./write";

export type Edited = {
  planVersion: number;
  /** Days that the caller should draw anew: those of the batch, and those that others changed since its version. */
  dates: Day[];
  /** Cells that others changed since the caller's version. */
  others: CellKey[];
};

/**
 * Applies a batch of operations to a plan, all or none. An older `planVersion` is accepted as long as nobody else changed
 * the same cells since; else a conflict whose data names cells, who and when. Dishes that do not suit her are refused with
 * the reasons; past days, and what was served today, stay as they are.
 */
export function editItems(ctx: Ctx, input: EditItems): Promise<Edited> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.planId);
    return edit(tx, plan, input.planVersion, input.ops);
  });
}

/** One more dish in a cell; answers the plan's version and the new item's id. */
export function addItem(ctx: Ctx, input: AddItem) {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    const slotId = await slotNamed(tx, input.mealType);
    const { date, dishId, quantity, servingTime, overrideReason, specialInstructions: instructions } = input;
    const ops: EditOp[] = [{ op: "add", date, slotId, dishId, quantity, servingTime, instructions, overrideReason }];
    if (input.isLocked) ops.push({ op: "setLock", date, slotId, dishId, isLocked: true });
    const { planVersion } = await edit(tx, plan, plan.version, ops);
    return { planVersion, itemId: (await itemAt(tx, plan.id, date, slotId, dishId)).id };
  });
}

/** Changes one item: another dish, day, slot, quantity, time, note or lock. A stale item version is a conflict. */
export function changeItem(ctx: Ctx, input: ChangeItem) {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    const row = await itemById(tx, plan.id, input.item);
    assertItemVersion(row, input.version);
    const slotId = input.mealType === undefined ? row.categoryId : await slotNamed(tx, input.mealType);
    const to = { date: input.date ?? row.date, slotId, dishId: input.dishId ?? row.dishId };
    const { planVersion } = await edit(tx, plan, plan.version, stepsOf(input, row, to));
    return { planVersion, itemId: (await itemAt(tx, plan.id, to.date, to.slotId, to.dishId)).id };
  });
}

export function removeItem(ctx: Ctx, input: RemoveItem) {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    const row = await itemById(tx, plan.id, input.item);
    assertItemVersion(row, input.version);
    const at = { date: row.date, slotId: row.categoryId, dishId: row.dishId };
    await edit(tx, plan, plan.version, [{ op: "remove", ...at }]);
  });
}

/** The plan in the caller's scope, locked for the rest of the command. */
export async function lockedPlan(tx: Tx, planId: number): Promise<PlanRecord> {
  const [plan] = await tx.db
    .select()
    .from(confinementMealPlans)
    .where(and(eq(confinementMealPlans.id, planId), within(confinementMealPlans.centreId, tx.grant.centres)))
    .for("update");
  if (!plan) throw notFound("这份月子餐计划");
  return plan;
}

/**
 * The one way in which dishes of a plan change. The plan's row is locked by the caller. `auto` holds, by "cell:dish", what
 * decided a dish that automatic scheduling places.
 */
export async function edit(
  tx: Tx,
  plan: PlanRecord,
  given: number,
  ops: readonly EditOp[],
  auto?: ReadonlyMap<string, Why>,
): Promise<Edited> {
  if (!isEditable(plan.status))
    throw conflict(plan.status === "cancelled" ? "这份计划已取消，不能再改" : "这份计划已结束，不能再改");
  const slots = await mealSlots(tx);
  const { days, items } = await contentsOf(tx.db, plan.id);
  const before = gridOf(items, slots);
  const { grid, touched, faults } = applyOps(before, ops, frameOf(plan, days, slots, tx.now));
  const nameOf = (id: number) => slots.find((slot) => slot.id === id)?.name ?? "";
  const others = await assertNoOverlap(tx, plan, given, touched, nameOf);
  const [fault] = faults;
  if (fault) throw conflict(`${fault.date.slice(5)} ${nameOf(fault.slotId)}：${fault.sentence}`, { faults });
  const cells = differing(before, grid);
  const dates = datesOf([...touched, ...others]);
  if (cells.length === 0) {
    unchanged(tx);
    return { planVersion: plan.version, dates, others };
  }
  const cards = await cardsOf(tx, grid, before, datesOf(cells));
  await store(tx, plan, { cells, before, grid, days, items, slots, cards, ...(auto && { auto }) });
  const after = await raised(tx, plan);
  const changes = changesIn(before, grid, cells, cards, nameOf);
  const details: BatchDetails = { version: after.version, cells, changes };
  await audit(tx, ITEMS_CHANGED, plan, after, details);
  return { planVersion: after.version, dates, others };
}

type Batch = {
  cells: CellKey[];
  before: Grid;
  grid: Grid;
  days: DayRecord[];
  items: ItemRecord[];
  slots: Slot[];
  cards: Map<number, DishCard>;
  auto?: ReadonlyMap<string, Why>;
};

async function store(tx: Tx, plan: PlanRecord, batch: Batch) {
  const { cells, before, grid, items, slots, cards, auto } = batch;
  const days = new Map(batch.days.map((day) => [day.date, day]));
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]));
  const judging = await judgingOf(tx, plan.patientId);
  const placements = placementsIn(before, grid, cells);
  const verdicts = assertPlacements(tx, placements, { judging, cards, slots, centreId: plan.centreId });
  await writeCells(tx, cells, items, grid, { days, slots: bySlot, cards, verdicts, ...(auto && { auto }) });
  await writeDays(tx, datesOf(cells), grid, { days, slots: bySlot, cards });
  await askForRelease(tx, plan, placements, verdicts, cards);
  if (plan.status === "active") await tellKitchen(tx, plan, cells, bySlot);
}

/** Tells those who may confirm that a refused dish is to be served all the same. */
async function askForRelease(
  tx: Tx,
  plan: PlanRecord,
  placements: ReturnType<typeof placementsIn>,
  verdicts: ReadonlyMap<string, Judged>,
  cards: ReadonlyMap<number, DishCard>,
) {
  const asked = placements.filter(({ key, item }) => verdicts.get(`${key}:${item.dishId}`)?.verdict === "refused");
  const [first] = asked;
  if (!first) return;
  const { date } = cellOf(first.key);
  const others = (await usersWith(tx, "plans:approve", plan.centreId)).filter((user) => user.id !== userIdOf(tx));
  await notify(
    tx,
    others.map((user) => user.id),
    {
      kind: "plan.release",
      title: `${asked.length} 道放行等您确认`,
      content: `${date.slice(5)} ${cards.get(first.item.dishId)?.name ?? ""}${asked.length > 1 ? "等" : ""}：${first.item.overrideReason}`,
      link: `/plans/${plan.id}`,
      dedupeKey: `plan.release:${plan.id}:${tx.requestId}`,
    },
  );
}

/** Up to this many days ahead a change is news for the kitchen: slots are taken over, and food is promised to them. */
const KITCHEN_DAYS = 3;

/** What changes in a running plan for the next days is news for the kitchen, behind a cut-off or not: slots are also closed by hand. */
export async function tellKitchen(
  tx: Tx,
  plan: PlanRecord,
  cells: readonly CellKey[],
  slots: ReadonlyMap<number, Slot>,
) {
  for (const { date, slotId } of cells.map(cellOf)) {
    const slot = slots.get(slotId);
    const moment = slot && momentOf(date, slot, tx.now);
    const isNear = date <= addDays(dayOf(tx.now), KITCHEN_DAYS);
    if (isNear && (moment === "cut" || moment === "open"))
      await enqueue(tx, "meal.changed", { planId: plan.id, patientId: plan.patientId, date, slotId }, plan.centreId);
  }
}

/** Cards of every dish on these days, before and after. */
async function cardsOf(tx: Tx, grid: Grid, before: Grid, dates: readonly Day[]): Promise<Map<number, DishCard>> {
  const ids = new Set<number>();
  for (const state of [grid, before])
    for (const [key, items] of Object.entries(state))
      if (dates.includes(cellOf(key as CellKey).date)) for (const { dishId } of items) ids.add(dishId);
  return dishCards(tx, [...ids]);
}

export async function raised(tx: Tx, plan: PlanRecord): Promise<PlanRecord> {
  const after = { ...plan, version: plan.version + 1, updatedAt: tx.now };
  await tx.db
    .update(confinementMealPlans)
    .set({ version: after.version, updatedAt: after.updatedAt })
    .where(eq(confinementMealPlans.id, plan.id));
  tx.touched.add("confinement_meal_plan");
  return after;
}

/** "11-21 午餐：加鸭血豆腐汤，去竹荪鸡汤", one sentence a cell, for the log. */
const changesIn = (
  before: Grid,
  after: Grid,
  cells: readonly CellKey[],
  cards: ReadonlyMap<number, DishCard>,
  nameOf: (slotId: number) => string,
): string[] =>
  cells.map((key) => {
    const { date, slotId } = cellOf(key);
    const [old, now] = [before[key] ?? [], after[key] ?? []];
    const only = (a: readonly { dishId: number }[], b: readonly { dishId: number }[]) =>
      a.filter((x) => !b.some((y) => y.dishId === x.dishId)).map((x) => cards.get(x.dishId)?.name ?? `${x.dishId}`);
    const [added, removed] = [only(now, old), only(old, now)];
    const said = [added.length > 0 && `加${added.join("、")}`, removed.length > 0 && `去${removed.join("、")}`];
    return `${date.slice(5)} ${nameOf(slotId)}：${said.filter(Boolean).join("，") || "改了做法、时间、顺序或锁定"}`;
  });

const datesOf = (keys: readonly CellKey[]): Day[] => [...new Set(keys.map((key) => cellOf(key).date))].toSorted();

/** A slot by its Chinese name, its code or its id. */
async function slotNamed(tx: Tx, mealType: string): Promise<number> {
  const slots = await mealSlots(tx);
  const slot = slots.find((s) => s.name === mealType || s.code === mealType || String(s.id) === mealType);
  if (!slot) throw invalid("mealType", `没有“${mealType}”这个餐次，可选 ${slots.map((s) => s.name).join("、")}`);
  return slot.id;
}

export async function itemById(tx: Tx, planId: number, itemId: number): Promise<ItemRecord> {
  const [row] = await itemsOf(tx.db, planId, { id: itemId });
  if (!row) throw notFound("这道菜");
  return row;
}

async function itemAt(tx: Tx, planId: number, date: Day, slotId: number, dishId: number): Promise<ItemRecord> {
  const rows = await itemsOf(tx.db, planId, { dates: [date] });
  const row = rows.find((item) => item.categoryId === slotId && item.dishId === dishId);
  if (!row) throw new Error("the item just placed is missing");
  return row;
}

export function assertItemVersion(row: ItemRecord, given: number | undefined) {
  if (given === undefined || given === row.version) return;
  throw conflict("这道菜刚被别人改过。您改的都还在，选好再保存", { current: itemOut(row) });
}

type Place = { date: Day; slotId: number; dishId: number };

/** One item's change as operations, in an order in which each finds what the one before left. */
function stepsOf(input: ChangeItem, row: ItemRecord, to: Place): EditOp[] {
  const from = { date: row.date, slotId: row.categoryId };
  const { overrideReason } = input;
  const ops: EditOp[] = [];
  if (input.isLocked === false) ops.push({ op: "setLock", ...from, dishId: row.dishId, isLocked: false });
  if (to.dishId !== row.dishId)
    ops.push({ op: "replace", ...from, dishId: row.dishId, withDishId: to.dishId, overrideReason });
  if (to.date !== from.date || to.slotId !== from.slotId)
    ops.push({ op: "move", ...from, dishId: to.dishId, toDate: to.date, toSlotId: to.slotId, overrideReason });
  if (input.quantity !== undefined) ops.push({ op: "setQuantity", ...to, quantity: input.quantity });
  if (input.servingTime !== undefined) ops.push({ op: "setServingTime", ...to, servingTime: input.servingTime });
  if (input.specialInstructions !== undefined)
    ops.push({ op: "setNote", ...to, instructions: input.specialInstructions });
  if (input.isLocked) ops.push({ op: "setLock", ...to, isLocked: true });
  return ops;
}
