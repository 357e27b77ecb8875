import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { dishes } from "@/db/schema/dishes";
import { foodSamples, productionBatches, temperatureLogs } from "@/db/schema/kitchen";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache, throughCache } from "@/domain/core/through-cache";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { slotIdOf } from "../day";
import type { BatchRecord } from "../locking/current";
import type { Batch, BatchDetail, ListBatches, OneBatch, RecipeAsCooked } from "./schema";

/** The production record of a day or a slot, station by station. */
export async function listBatches(ctx: Ctx, input: ListBatches) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const date = input.date ?? dayOf(ctx.now);
  const slots = await mealSlots(read);
  const slotId = slotIdOf(slots, input.slot);
  const found = batchRows(read)
    .where(
      and(
        eq(productionBatches.centreId, centreId),
        eq(productionBatches.businessDay, date),
        slotId === undefined ? undefined : eq(productionBatches.categoryId, slotId),
        input.status ? eq(productionBatches.status, input.status) : undefined,
      ),
    )
    .orderBy(asc(productionBatches.categoryId), asc(productionBatches.station), asc(productionBatches.id));
  return { centreId, date, batches: await shown(await readThroughCache(read, found), slots) };
}

/** One batch with its recipe as cooked, temperatures and samples. */
export async function batchDetail(ctx: Ctx, input: OneBatch): Promise<BatchDetail> {
  const read = reader(ctx, "kitchen:read");
  const rows = await batchRows(read).where(
    and(eq(productionBatches.id, input.id), within(productionBatches.centreId, read.grant.centres)),
  );
  const [batch] = await shown(rows, await mealSlots(read));
  if (!batch) throw notFound("这一批");
  const [temperatures, samples] = await Promise.all([
    read.db
      .select()
      .from(temperatureLogs)
      .where(eq(temperatureLogs.batchId, batch.id))
      .orderBy(asc(temperatureLogs.id)),
    read.db.select().from(foodSamples).where(eq(foodSamples.batchId, batch.id)).orderBy(asc(foodSamples.id)),
  ]);
  return {
    ...batch,
    recipe: rows[0]?.batch.recipe as RecipeAsCooked | null,
    temperatures: temperatures.map(({ id, pointName, celsius, measuredAt, isOk, actionTaken }) => ({
      id,
      pointName,
      celsius,
      measuredAt,
      isOk,
      actionTaken,
    })),
    samples: samples.map(({ id, sampleNo, grams, keepUntilAt }) => ({ id, sampleNo, grams, keepUntilAt })),
  };
}

const batchRows = (read: Read) =>
  read.db
    .select({ batch: productionBatches, dishName: dishes.name })
    .from(productionBatches)
    .innerJoin(dishes, eq(dishes.id, productionBatches.dishId))
    .$dynamic();

async function shown(
  rows: readonly { batch: BatchRecord; dishName: string }[],
  slots: readonly Slot[],
): Promise<Batch[]> {
  const names = await userNames(rows.map((row) => row.batch.closedBy));
  return rows.map(({ batch, dishName }) => {
    const slot = slots.find((one) => one.id === batch.categoryId);
    const recipe = batch.recipe as RecipeAsCooked | null;
    return {
      id: batch.id,
      number: batch.number,
      centreId: batch.centreId,
      date: batch.businessDay,
      slotId: batch.categoryId,
      slotCode: slot?.code ?? "",
      slot: slot?.name ?? "",
      dishId: batch.dishId,
      dishName,
      station: batch.station,
      variantLabel: batch.variantLabel,
      status: batch.status,
      plannedPortions: batch.plannedPortions,
      cookedPortions: batch.cookedPortions,
      leftoverPortions: batch.leftoverPortions,
      startedAt: batch.startedAt,
      closedAt: batch.closedAt,
      closedByName: names.get(batch.closedBy ?? 0) ?? null,
      cost: batch.cost,
      isCostComplete: batch.isCostComplete,
      hasShortfall: (recipe?.shortfalls.length ?? 0) > 0,
      version: batch.version,
    };
  });
}

/** Building block: whether these batches have a sample, and the last temperature measured in the middle of the dish. */
export const recordsOf = (read: Pick<Read, "db">, batchIds: readonly number[]): Promise<BatchRecords> =>
  throughCache(read, `kitchen:records:${batchIds.join(",")}`, ["food_sample", "temperature_log"], (db) =>
    loadRecords(db, batchIds),
  );

type BatchRecords = { sampled: Set<number>; core: Map<number, number>; measured: Set<number> };

async function loadRecords(db: Read["db"], batchIds: readonly number[]): Promise<BatchRecords> {
  if (batchIds.length === 0) return { sampled: new Set(), core: new Map(), measured: new Set() };
  const [samples, readings] = await Promise.all([
    db
      .selectDistinct({ batchId: foodSamples.batchId })
      .from(foodSamples)
      .where(inArray(foodSamples.batchId, [...batchIds])),
    db
      .select({ batchId: temperatureLogs.batchId, celsius: temperatureLogs.celsius, point: temperatureLogs.pointName })
      .from(temperatureLogs)
      .where(inArray(temperatureLogs.batchId, [...batchIds]))
      .orderBy(asc(temperatureLogs.id)),
  ]);
  const cores = readings.filter((row) => row.point === "中心温度");
  return {
    sampled: new Set(samples.map((row) => row.batchId)),
    core: new Map(cores.map((row) => [row.batchId ?? 0, row.celsius])),
    measured: new Set(readings.map((row) => row.batchId ?? 0)),
  };
}
