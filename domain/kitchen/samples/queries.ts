import "server-only";
import {
  aliasedTable,
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  type SQL,
  sql,
} from "drizzle-orm";
import { dishes, menuCategories } from "@/db/schema/dishes";
import { foodSamples, productionBatches, temperatureLogs } from "@/db/schema/kitchen";
import { employees } from "@/db/schema/staff";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { userNames } from "@/domain/identity/queries";
import { offsetOf, type Page } from "@/lib/page";
import { boundsOf, type Day, dayOf } from "@/lib/time";
import type { BatchRecord } from "../locking/current";
import type { ListSamples, ListTemperatures, Sample, SampleState } from "./schema";

const [sampler, witness, discarder] = [
  aliasedTable(employees, "sampler"),
  aliasedTable(employees, "witness"),
  aliasedTable(employees, "discarder"),
];

/** The register of samples, newest first; beside it how many are due to go, and cooked dishes of the day without one. */
export async function listSamples(ctx: Ctx, input: ListSamples) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const here = eq(foodSamples.centreId, centreId);
  const where = and(
    here,
    input.state ? inState(input.state, ctx.now) : undefined,
    input.batchId ? eq(foodSamples.batchId, input.batchId) : undefined,
    input.date ? eq(productionBatches.businessDay, input.date) : undefined,
  );
  const [rows, total, due, missing] = await Promise.all([
    sampleRows(read, where).limit(input.pageSize).offset(offsetOf(input)),
    countSamples(read, where),
    countSamples(read, and(here, inState("due", ctx.now))),
    unsampled(read, centreId, input.date ?? dayOf(ctx.now)),
  ]);
  return {
    rows: rows.map((row) => sampleOut(row, ctx.now)),
    total,
    page: input.page,
    pageSize: input.pageSize,
    due,
    missing,
  };
}

const inState = (state: SampleState, now: Date): SQL | undefined =>
  state === "discarded"
    ? isNotNull(foodSamples.discardedAt)
    : and(
        isNull(foodSamples.discardedAt),
        state === "due" ? lte(foodSamples.keepUntilAt, now) : gt(foodSamples.keepUntilAt, now),
      );

const sampleRows = (read: Read, where: SQL | undefined) =>
  read.db
    .select({
      sample: foodSamples,
      batch: productionBatches,
      dishName: dishes.name,
      slot: menuCategories.name,
      samplerName: sampler.name,
      witnessName: witness.name,
      discardedByName: discarder.name,
    })
    .from(foodSamples)
    .innerJoin(productionBatches, eq(productionBatches.id, foodSamples.batchId))
    .innerJoin(dishes, eq(dishes.id, productionBatches.dishId))
    .innerJoin(menuCategories, eq(menuCategories.id, productionBatches.categoryId))
    .innerJoin(sampler, eq(sampler.id, foodSamples.samplerId))
    .leftJoin(witness, eq(witness.id, foodSamples.witnessId))
    .leftJoin(discarder, eq(discarder.id, foodSamples.discardedById))
    .where(where)
    .orderBy(desc(foodSamples.id))
    .$dynamic();
type Row = {
  sample: typeof foodSamples.$inferSelect;
  batch: BatchRecord;
  dishName: string;
  slot: string;
  samplerName: string;
  witnessName: string | null;
  discardedByName: string | null;
};

const countSamples = (read: Read, where: SQL | undefined): Promise<number> =>
  countThroughCache(
    read,
    read.db
      .select({ one: sql`1` })
      .from(foodSamples)
      .innerJoin(productionBatches, eq(productionBatches.id, foodSamples.batchId))
      .where(where),
  );

function sampleOut({ sample, batch, ...names }: Row, now: Date): Sample {
  const { createdAt, updatedAt, discardedById, ...rest } = sample;
  const isDue = sample.keepUntilAt <= now;
  return {
    ...rest,
    ...names,
    batchNumber: batch.number,
    date: batch.businessDay,
    slotId: batch.categoryId,
    dishId: batch.dishId,
    variantLabel: batch.variantLabel,
    state: sample.discardedAt ? "discarded" : isDue ? "due" : "kept",
  };
}

/** Batches that were cooked on a day and of which nothing is kept. */
async function unsampled(read: Read, centreId: number, day: Day) {
  const rows = await read.db
    .select({
      batchId: productionBatches.id,
      number: productionBatches.number,
      slot: menuCategories.name,
      dishName: dishes.name,
    })
    .from(productionBatches)
    .innerJoin(dishes, eq(dishes.id, productionBatches.dishId))
    .innerJoin(menuCategories, eq(menuCategories.id, productionBatches.categoryId))
    .leftJoin(foodSamples, eq(foodSamples.batchId, productionBatches.id))
    .where(
      and(
        eq(productionBatches.centreId, centreId),
        eq(productionBatches.businessDay, day),
        inArray(productionBatches.status, ["cooking", "closed"]),
        isNull(foodSamples.id),
      ),
    )
    .orderBy(asc(menuCategories.position), asc(productionBatches.id));
  return rows;
}

/** Readings of fridges and dishes, newest first. */
export async function listTemperatures(ctx: Ctx, input: ListTemperatures) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const bounds = input.date && boundsOf(input.date);
  const where = and(
    eq(temperatureLogs.centreId, centreId),
    input.pointName ? eq(temperatureLogs.pointName, input.pointName) : undefined,
    input.batchId ? eq(temperatureLogs.batchId, input.batchId) : undefined,
    bounds && gte(temperatureLogs.measuredAt, bounds.start),
    bounds && lt(temperatureLogs.measuredAt, bounds.end),
  );
  const [rows, total] = await Promise.all([
    read.db
      .select({ log: temperatureLogs, batchNumber: productionBatches.number, dishName: dishes.name })
      .from(temperatureLogs)
      .leftJoin(productionBatches, eq(productionBatches.id, temperatureLogs.batchId))
      .leftJoin(dishes, eq(dishes.id, productionBatches.dishId))
      .where(where)
      .orderBy(desc(temperatureLogs.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countThroughCache(read, read.db.select({ one: sql`1` }).from(temperatureLogs).where(where)),
  ]);
  const names = await userNames(rows.map((row) => row.log.createdBy));
  const shown = rows.map(({ log: { createdBy, createdAt, ...log }, batchNumber, dishName }) => ({
    ...log,
    batchNumber,
    dishName,
    createdByName: names.get(createdBy ?? 0) ?? null,
  }));
  return { rows: shown, total, page: input.page, pageSize: input.pageSize } satisfies Page<unknown>;
}
