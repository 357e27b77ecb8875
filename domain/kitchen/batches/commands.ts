import "server-only";
import { and, eq } from "drizzle-orm";
import { productionBatchStatusLabels } from "@/db/enums/kitchen";
import { productionBatches } from "@/db/schema/kitchen";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { dishCards } from "@/domain/dishes/queries";
import type { DishCard } from "@/domain/dishes/rules";
import { stockItems } from "@/domain/dishes/stock-items";
import { consume } from "@/domain/inventory/ledger/commands";
import { kitchenWarehouseOf } from "@/domain/inventory/queries";
import { moveOrder } from "@/domain/orders/commands";
import { conflict, invalid, notFound } from "@/lib/errors";
import { type BatchRecord, newestTickets } from "../locking/current";
import { batchCanBecome } from "../locking/rules";
import { slotSource } from "../reserving/rules";
import { limitsOf, logTemperature } from "../samples/temperatures";
import type { BatchStep, CancelBatch, CloseBatch, Closed, RecipeAsCooked } from "./schema";

/** What stock movements of a batch name as their source. */
export const BATCH_SOURCE = "production_batch";

/** On the stove. */
export function startBatch(ctx: Ctx, input: BatchStep): Promise<{ id: number; version: number }> {
  return command(ctx, "kitchen:work", async (tx) => {
    const before = await lockedBatch(tx, input);
    assertCan(before, "cooking", "开始");
    if (before.plannedPortions === 0) throw conflict("这一批已经没有人要了，不用做");
    const after = await save(tx, before, "production_batch.started", { status: "cooking", startedAt: tx.now });
    await ordersPrepared(tx, before);
    return { id: after.id, version: after.version };
  });
}

/**
 * Off the stove: portions, temperatures, and the recipe as it was cooked, which nothing changes any more. The food is taken
 * from the centre's kitchen store in the same transaction, first expired first; what the store does not have is answered as
 * a shortfall and leaves the cost incomplete, because the meal must go out all the same.
 */
export function closeBatch(ctx: Ctx, input: CloseBatch): Promise<Closed> {
  return command(ctx, "kitchen:work", async (tx) => {
    const before = await lockedBatch(tx, input);
    assertCan(before, "closed", "完成");
    const cooked = input.cookedPortions ?? before.plannedPortions;
    const leftover = input.leftoverPortions ?? null;
    if (leftover !== null && leftover > cooked) throw invalid("leftoverPortions", `做了 ${cooked} 份，剩余不会更多`);
    await logTemperatures(tx, before, input);
    const [card] = [...(await dishCards(tx, [before.dishId])).values()];
    if (!card) throw notFound("这道菜");
    const used = await take(tx, before, card, cooked);
    const after = await save(tx, before, "production_batch.closed", {
      status: "closed",
      startedAt: before.startedAt ?? tx.now,
      closedAt: tx.now,
      closedBy: userIdOf(tx),
      cookedPortions: cooked,
      leftoverPortions: leftover,
      recipe: used.recipe,
      cost: used.cost,
      isCostComplete: used.isComplete,
    });
    return {
      id: after.id,
      version: after.version,
      cost: used.cost,
      isCostComplete: used.isComplete,
      shortfalls: used.recipe.shortfalls,
    };
  });
}

/** A batch nobody wants any more. While tickets still ask for it, it cannot go: then somebody would be missed. */
export function cancelBatch(ctx: Ctx, input: CancelBatch): Promise<{ id: number; version: number }> {
  return command(ctx, "kitchen:work", async (tx) => {
    const before = await lockedBatch(tx, input);
    assertCan(before, "cancelled", "取消");
    if (before.plannedPortions > 0)
      throw conflict(`还有 ${before.plannedPortions} 份在餐签上，先在计划或订单里改，这一批才能取消`);
    const details = input.reason ? { reason: input.reason } : undefined;
    const after = await save(tx, before, "production_batch.cancelled", { status: "cancelled" }, details);
    return { id: after.id, version: after.version };
  });
}

/** The batch in the caller's centres, locked; a stale version is a conflict. */
async function lockedBatch(tx: Tx, { id, version }: BatchStep): Promise<BatchRecord> {
  const [row] = await tx.db
    .select()
    .from(productionBatches)
    .where(and(eq(productionBatches.id, id), within(productionBatches.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这一批");
  if (version !== undefined) await assertVersion(tx, "production_batch", row, version);
  return row;
}

function assertCan(batch: BatchRecord, to: BatchRecord["status"], verb: string): void {
  if (!batchCanBecome(batch.status, to))
    throw conflict(`${batch.number} ${productionBatchStatusLabels[batch.status]}，不能再${verb}`);
}

async function save(
  tx: Tx,
  before: BatchRecord,
  action: `production_batch.${string}`,
  change: Partial<BatchRecord>,
  details?: Record<string, unknown>,
): Promise<BatchRecord> {
  const after = { ...before, ...change, version: before.version + 1, updatedAt: tx.now };
  await tx.db.update(productionBatches).set(after).where(eq(productionBatches.id, before.id));
  await audit(tx, action, before, after, details);
  const payload = { batchId: after.id, date: after.businessDay, slotId: after.categoryId };
  await enqueue(tx, "production_batch.changed", payload, after.centreId);
  return after;
}

async function logTemperatures(tx: Tx, batch: BatchRecord, input: CloseBatch): Promise<void> {
  const { coreCelsius, holdCelsius, actionTaken } = input;
  if (coreCelsius === undefined && holdCelsius === undefined) return;
  const limits = await limitsOf(tx, batch.centreId);
  const at = { centreId: batch.centreId, batchId: batch.id, actionTaken };
  if (coreCelsius !== undefined) await logTemperature(tx, { ...at, kind: "core", celsius: coreCelsius }, limits);
  if (holdCelsius !== undefined) await logTemperature(tx, { ...at, kind: "hold", celsius: holdCelsius }, limits);
}

type Used = { recipe: RecipeAsCooked; cost: Closed["cost"]; isComplete: boolean };

/** Takes the food of so many portions from the store. A centre without a kitchen store cooks all the same, at unknown cost. */
async function take(tx: Tx, batch: BatchRecord, card: DishCard, portions: number): Promise<Used> {
  const items = await stockItems(
    tx,
    card.ingredients.map((part) => part.ingredientId),
  );
  const parts = card.ingredients.map((part) => ({
    ingredientId: part.ingredientId,
    itemId: items.get(part.ingredientId)?.itemId ?? null,
    name: part.name,
    grams: rounded(part.grams * portions),
    grossGrams: rounded(part.grossGrams * portions),
  }));
  // What cannot be weighed in the store is missing in the cost, as everything else that could not be taken.
  const unweighable = parts.flatMap((part): RecipeAsCooked["shortfalls"] => {
    const item = items.get(part.ingredientId);
    if (!item || item.isWeighable || part.grossGrams <= 0) return [];
    return [{ itemId: item.itemId, name: item.name, quantity: part.grossGrams, unit: "g" }];
  });
  const recipe: RecipeAsCooked = { portions, ingredients: parts, shortfalls: unweighable };
  const warehouseId = await kitchenWarehouseOf(tx.db, batch.centreId);
  const lines = parts.flatMap(({ ingredientId, grossGrams }) => {
    const item = items.get(ingredientId);
    return item?.isWeighable && grossGrams > 0 ? [{ itemId: item.itemId, quantity: grossGrams, unit: "g" }] : [];
  });
  if (warehouseId === null || lines.length === 0)
    return { recipe, cost: null, isComplete: parts.length === 0 && portions === 0 };
  const taken = await consume(tx, { type: BATCH_SOURCE, id: batch.id }, warehouseId, lines, {
    partial: true,
    drawnFrom: slotSource(batch.centreId, batch.businessDay, batch.categoryId),
    reason: `${batch.number} ${card.name} ${portions} 份`,
  });
  const shortfalls = taken.shortfalls.map(({ itemId, itemName, wanted, available, unit }) => ({
    itemId,
    name: itemName,
    quantity: rounded(wanted - available),
    unit,
  }));
  return {
    recipe: { ...recipe, shortfalls: [...unweighable, ...shortfalls] },
    cost: taken.cost,
    isComplete: taken.isComplete && unweighable.length === 0,
  };
}

const rounded = (n: number): number => Math.round(n * 1000) / 1000;

/** Orders whose dish is on the stove are being prepared. */
async function ordersPrepared(tx: Tx, batch: BatchRecord): Promise<void> {
  const at = { centreId: batch.centreId, date: batch.businessDay, slotId: batch.categoryId };
  const tickets = await newestTickets({ db: tx.db }, at);
  const orders = tickets.filter(
    ({ ticket, lines }) => ticket.sourceType === "order" && lines.some((line) => line.batchId === batch.id),
  );
  for (const { ticket } of orders) await moveOrder(tx, ticket.sourceId, "preparing");
}
