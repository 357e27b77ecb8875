import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { foodSamples, productionBatches } from "@/db/schema/kitchen";
import { employees } from "@/db/schema/staff";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx, within } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { enqueue } from "@/domain/core/outbox";
import { setting } from "@/domain/system/settings/queries";
import { conflict, invalid, notFound } from "@/lib/errors";
import { addMinutes, stamp } from "@/lib/time";
import { isWithin, limitInWords } from "../batches/rules";
import type { BatchRecord } from "../locking/current";
import type { DiscardSample, RecordSample, RecordTemperature } from "./schema";
import { limitsOf, logTemperature } from "./temperatures";

type SampleRecord = typeof foodSamples.$inferSelect;

/**
 * A sample of a cooked batch goes into the sample fridge: enough of it (setting, 125 g), cold enough where its temperature is
 * known, taken by one person and seen by another, kept as long as the setting says (48 h).
 */
export function recordSample(ctx: Ctx, input: RecordSample): Promise<{ id: number; sampleNo: string }> {
  return command(ctx, "kitchen:samples", async (tx) => {
    const batch = await batchRow(tx, input.batchId);
    if (batch.status === "planned" || batch.status === "cancelled") throw conflict("这道菜还没做，做好了再留样");
    const least = await setting(tx.db, "kitchen.sample_grams_min", batch.centreId);
    if (input.grams < least) throw invalid("grams", `每道菜至少留 ${least} 克`);
    const limits = await limitsOf(tx, batch.centreId);
    if (input.celsius !== undefined && !isWithin("fridge", input.celsius, limits))
      throw invalid(
        "celsius",
        `${input.celsius} ℃ 不能留样，${limitInWords("fridge", limits)}。换一台冰箱，或调好再登记`,
      );
    if (input.samplerId === input.witnessId) throw invalid("witnessId", "留样人和见证人不能是同一个人");
    await assertOnStaff(tx, input.samplerId, "samplerId");
    await assertOnStaff(tx, input.witnessId, "witnessId");
    const sampledAt = input.sampledAt ?? tx.now;
    if (sampledAt > tx.now) throw invalid("sampledAt", "留样时间不能在以后");
    const hours = await setting(tx.db, "kitchen.sample_hours", batch.centreId);
    const values = {
      centreId: batch.centreId,
      batchId: batch.id,
      sampleNo: await nextNumber(tx, "LY", batch.businessDay),
      grams: input.grams,
      sampledAt,
      samplerId: input.samplerId,
      witnessId: input.witnessId,
      fridge: input.fridge ?? null,
      celsius: input.celsius ?? null,
      keepUntilAt: addMinutes(sampledAt, hours * 60),
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(foodSamples).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "food_sample.recorded", null, { id: made.id, ...values });
    await enqueue(tx, "food_sample.changed", { sampleId: made.id, batchId: batch.id }, batch.centreId);
    return { id: made.id, sampleNo: values.sampleNo };
  });
}

/** Samples thrown away after their time, by whom. Not before: until then they may be asked for. Said twice is no error. */
export function discardSample(ctx: Ctx, input: DiscardSample): Promise<{ discarded: number[] }> {
  return command(ctx, "kitchen:samples", async (tx) => {
    const ids = [...new Set(input.ids)];
    const rows = await tx.db
      .select()
      .from(foodSamples)
      .where(and(inArray(foodSamples.id, ids), within(foodSamples.centreId, tx.grant.centres)))
      .orderBy(asc(foodSamples.id))
      .for("update");
    if (rows.length < ids.length) throw notFound("这份留样");
    const kept = rows.filter((row) => row.discardedAt === null);
    const early = kept.find((row) => row.keepUntilAt > tx.now);
    if (early) throw conflict(`${early.sampleNo} 要留到 ${stamp(early.keepUntilAt)}，到时再处理`);
    const by = input.discardedById ?? (await ownEmployee(tx));
    if (by === null) throw invalid("discardedById", "请选择处理人");
    if (input.discardedById) await assertOnStaff(tx, input.discardedById, "discardedById");
    for (const row of kept) await discard(tx, row, by);
    if (kept.length === 0) unchanged(tx);
    return { discarded: kept.map((row) => row.id) };
  });
}

async function discard(tx: Tx, before: SampleRecord, by: number): Promise<void> {
  const after: SampleRecord = {
    ...before,
    discardedAt: tx.now,
    discardedById: by,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(foodSamples).set(after).where(eq(foodSamples.id, before.id));
  await audit(tx, "food_sample.discarded", before, after);
  await enqueue(tx, "food_sample.changed", { sampleId: after.id, batchId: after.batchId }, after.centreId);
}

/** A reading of a fridge, or of a batch while it is cooked and kept warm. Out of its limits it says what was done. */
export function recordTemperature(ctx: Ctx, input: RecordTemperature): Promise<{ id: number; isOk: boolean }> {
  return command(ctx, "kitchen:samples", async (tx) => {
    const batch = input.batchId === undefined ? null : await batchRow(tx, input.batchId);
    const centreId = batch?.centreId ?? (await centreFor(tx, input.centreId));
    if (input.measuredAt && input.measuredAt > tx.now) throw invalid("measuredAt", "测温时间不能在以后");
    const made = await logTemperature(tx, { ...input, centreId }, await limitsOf(tx, centreId));
    if (batch)
      await enqueue(
        tx,
        "production_batch.changed",
        { batchId: batch.id, date: batch.businessDay, slotId: batch.categoryId },
        centreId,
      );
    return made;
  });
}

/** A batch of the caller's centres; else not_found. */
async function batchRow(tx: Tx, id: number): Promise<BatchRecord> {
  const [row] = await tx.db
    .select()
    .from(productionBatches)
    .where(and(eq(productionBatches.id, id), within(productionBatches.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这一批");
  return row;
}

/** Somebody who works here on the day; people of other centres help out, so any of the group will do. */
async function assertOnStaff(tx: Tx, employeeId: number, field: string): Promise<void> {
  const [row] = await tx.db
    .select({ id: employees.id })
    .from(employees)
    .where(and(eq(employees.id, employeeId), isNull(employees.archivedAt), eq(employees.status, "active")));
  if (!row) throw invalid(field, "没有这位员工，或已离职");
}

async function ownEmployee(tx: Tx): Promise<number | null> {
  const userId = userIdOf(tx);
  if (userId === null) return null;
  const [row] = await tx.db.select({ id: employees.id }).from(employees).where(eq(employees.userId, userId));
  return row?.id ?? null;
}
