import "server-only";
import { and, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { patientConditions, patientNutrientTargets, patients, restrictions } from "@/db/schema/customers";
import { healthConditions, nutrients } from "@/db/schema/dishes";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { userIdOf } from "@/domain/core/ctx";
import { invalid, notFound } from "@/lib/errors";
import { addDays, type Day, dayOf } from "@/lib/time";
import { changed, endRow, insertRestriction, targetOf } from "../restrictions/commands";
import { mapLabels } from "../restrictions/queries";
import type { NewRestriction } from "../schema";

/** The document that says so; what it wrote ends with it. */
export type Source = { source: "doctor_order"; sourceId: number };

export type Given = {
  restrictions: readonly NewRestriction[];
  /** Codes of health conditions. */
  conditions: readonly string[];
  /** Bounds a day by nutrient code. */
  targets: readonly { nutrient: string; min?: number | null; target?: number | null; max?: number | null }[];
  from: Day;
  /** Last day, included; null until it is ended. */
  to: Day | null;
  note: string;
};

/**
 * Building block: puts restrictions, conditions and daily bounds of a source on a person, in the caller's transaction. They are
 * rows of their own even where the like is in force already, so that ending the source ends exactly what it brought.
 */
export async function applySourced(tx: Tx, patient: { id: number; centreId: number }, by: Source, given: Given) {
  const [locked] = await tx.db
    .select({ id: patients.id })
    .from(patients)
    .where(eq(patients.id, patient.id))
    .for("update");
  if (!locked) throw notFound("这位照护对象");
  const unmapped = given.restrictions.filter((r) => r.targetId === undefined && r.target !== "text");
  const mapped = await mapLabels(tx.db, unmapped, tx);
  for (const one of given.restrictions) {
    const values = { ...one, validFrom: given.from, validTo: given.to, reason: one.reason ?? given.note };
    const target = await targetOf(tx, one, mapped);
    const row = await insertRestriction(tx, patient.id, values, target, by.source, by.sourceId);
    await audit(tx, "restriction.added", null, { ...row, centreId: patient.centreId });
  }
  await addConditions(tx, patient, by, given);
  await addTargets(tx, patient, by, given);
  await changed(tx, patient, { orderId: by.sourceId });
}

async function addConditions(tx: Tx, patient: { id: number; centreId: number }, by: Source, given: Given) {
  if (given.conditions.length === 0) return;
  const known = await tx.db
    .select({ id: healthConditions.id, code: healthConditions.code })
    .from(healthConditions)
    .where(and(inArray(healthConditions.code, [...given.conditions]), eq(healthConditions.isActive, true)));
  for (const code of given.conditions) {
    const condition = known.find((row) => row.code === code);
    if (!condition) throw invalid("diet", `没有“${code}”这种身体状况`);
    const values = {
      patientId: patient.id,
      healthConditionId: condition.id,
      fromDay: given.from,
      toDay: given.to,
      ...by,
      note: given.note.slice(0, 200),
      ...made(tx),
    };
    const [row] = await tx.db.insert(patientConditions).values(values).$returningId();
    if (!row) throw new Error("insert gave no id");
    await audit(tx, "patient_condition.set", null, { id: row.id, ...values, centreId: patient.centreId });
  }
}

async function addTargets(tx: Tx, patient: { id: number; centreId: number }, by: Source, given: Given) {
  if (given.targets.length === 0) return;
  const codes = given.targets.map((target) => target.nutrient);
  const known = await tx.db
    .select({ id: nutrients.id, code: nutrients.code })
    .from(nutrients)
    .where(inArray(nutrients.code, codes));
  for (const { nutrient: code, min, target, max } of given.targets) {
    const nutrient = known.find((row) => row.code === code);
    if (!nutrient) throw invalid("diet", `没有“${code}”这种营养素`);
    const values = {
      patientId: patient.id,
      nutrientId: nutrient.id,
      minAmount: min ?? null,
      targetAmount: target ?? null,
      maxAmount: max ?? null,
      ...by,
      validFrom: given.from,
      validTo: given.to,
      ...made(tx),
    };
    const [row] = await tx.db.insert(patientNutrientTargets).values(values).$returningId();
    if (!row) throw new Error("insert gave no id");
    await audit(tx, "patient_nutrient_target.set", null, { id: row.id, ...values, centreId: patient.centreId });
  }
}

const made = (tx: Tx) => ({ createdBy: userIdOf(tx), createdAt: tx.now, updatedAt: tx.now });

/** Building block: ends what a source put on a person; from today on none of it holds. What was over already stays as it was. */
export async function endSourced(tx: Tx, patient: { id: number; centreId: number }, by: Source): Promise<void> {
  const lastDay = addDays(dayOf(tx.now), -1);
  await tx.db.select({ id: patients.id }).from(patients).where(eq(patients.id, patient.id)).for("update");
  const { centreId } = patient;
  const [r, c, t] = [restrictions, patientConditions, patientNutrientTargets];
  const still = (to: typeof r.validTo | typeof c.toDay | typeof t.validTo) => or(isNull(to), gte(to, dayOf(tx.now)));
  const mine = (table: typeof r | typeof c | typeof t) =>
    and(eq(table.patientId, patient.id), eq(table.source, by.source), eq(table.sourceId, by.sourceId));

  for (const row of await tx.db
    .select()
    .from(r)
    .where(and(mine(r), still(r.validTo)))) {
    const after = await endRow(tx, row, lastDay);
    await audit(tx, "restriction.ended", { ...row, centreId }, { ...after, centreId });
  }
  for (const row of await tx.db
    .select()
    .from(c)
    .where(and(mine(c), still(c.toDay)))) {
    const after = { ...row, toDay: lastDay, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(c).set(after).where(eq(c.id, row.id));
    await audit(tx, "patient_condition.ended", { ...row, centreId }, { ...after, centreId });
  }
  for (const row of await tx.db
    .select()
    .from(t)
    .where(and(mine(t), still(t.validTo)))) {
    const after = { ...row, validTo: lastDay, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(t).set(after).where(eq(t.id, row.id));
    await audit(tx, "patient_nutrient_target.ended", { ...row, centreId }, { ...after, centreId });
  }
  await changed(tx, patient, { orderId: by.sourceId });
}
