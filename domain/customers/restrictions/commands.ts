import "server-only";
import { and, eq, gte, inArray, isNull, or } from "drizzle-orm";
import type { RestrictionSource } from "@/db/enums/customers";
import { customers, patientConditions, patients, restrictions } from "@/db/schema/customers";
import { allergens, dishes, foodTags, healthConditions, ingredients } from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict, invalid, notFound } from "@/lib/errors";
import { addDays, type Day, dayOf } from "@/lib/time";
import { scopeOf, visibleCustomer, visibleFamilies } from "../queries";
import { isInForce } from "../safety/rules";
import type { NewRestriction } from "../schema";
import { mapLabels, patientIn, readWords } from "./queries";
import type { AddRestriction, EditRestriction, EndCondition, EndRestriction, SetCondition } from "./schema";

type Row = typeof restrictions.$inferSelect;

/** Adds one restriction to a customer's patient (or another patient of the family). A repeat of one in force is a conflict. */
export function addRestriction(ctx: Ctx, input: AddRestriction) {
  return command(ctx, "restrictions:edit", async (tx) => {
    const customer = await visibleCustomer(scopeOf(tx), input.id);
    const patientId = await patientIn(tx.db, customer, input.patientId);
    if (patientId === null) throw notFound("这位照护对象");
    const { id, patientId: _, ...given } = input;
    const [made] = await addRestrictions(tx, { id: patientId, centreId: customer.centreId }, [given], "staff", {
      refuseRepeat: true,
    });
    if (!made) throw new Error("a restriction was refused without a word");
    return { id: made.id, version: made.version };
  });
}

/**
 * Building block: new restrictions of one patient. Words without a target are mapped; one already in force with the same kind and
 * target is skipped, or refused with `refuseRepeat`. Answers the rows added.
 */
export async function addRestrictions(
  tx: Tx,
  patient: { id: number; centreId: number },
  given: readonly NewRestriction[],
  source: RestrictionSource,
  { refuseRepeat = false }: { refuseRepeat?: boolean } = {},
): Promise<Row[]> {
  if (given.length === 0) return [];
  const today = dayOf(tx.now);
  const [locked] = await tx.db
    .select({ id: patients.id })
    .from(patients)
    .where(eq(patients.id, patient.id))
    .for("update");
  if (!locked) throw notFound("这位照护对象");
  const mapped = await mapLabels(
    tx.db,
    given.filter((r) => r.targetId === undefined && r.target !== "text"),
    tx,
  );
  const open = await openRows(tx, patient.id, today);
  const added: Row[] = [];
  for (const one of given) {
    const target = await targetOf(tx, one, mapped);
    const validFrom = one.validFrom ?? today;
    if (one.validTo && one.validTo < validFrom) throw invalid("validTo", `不能早于开始的 ${validFrom}`);
    const repeat = [...open, ...added].find(
      (row) =>
        row.kind === one.kind && keyOf(row) === keyOf({ ...target, label: one.label }) && isInForce(row, validFrom),
    );
    if (repeat && refuseRepeat)
      throw conflict(`“${repeat.label}”已经登记过，从 ${repeat.validFrom} 起有效，没有重复添加`);
    if (repeat) continue;
    added.push(await insertRestriction(tx, patient.id, { ...one, validFrom }, target, source));
  }
  for (const row of added) await audit(tx, "restriction.added", null, { ...row, centreId: patient.centreId });
  if (added.length > 0) await changed(tx, patient);
  else unchanged(tx);
  return added;
}

type Columns = Pick<Row, "target" | "ingredientId" | "allergenId" | "tagId" | "dishId">;
const keyOf = (row: Columns & { label: string }): string =>
  row.target === "text"
    ? `text:${row.label}`
    : `${row.target}:${row.ingredientId ?? row.allergenId ?? row.tagId ?? row.dishId}`;

const openRows = (tx: Tx, patientId: number, today: Day) =>
  tx.db
    .select()
    .from(restrictions)
    .where(
      and(eq(restrictions.patientId, patientId), or(isNull(restrictions.validTo), gte(restrictions.validTo, today))),
    );

export async function targetOf(
  tx: Tx,
  one: Pick<NewRestriction, "label" | "target" | "targetId">,
  mapped: Awaited<ReturnType<typeof mapLabels>>,
): Promise<Columns> {
  const none = { ingredientId: null, allergenId: null, tagId: null, dishId: null };
  const found =
    one.targetId === undefined
      ? (mapped.get(one.label) ?? { target: "text" as const, targetId: null })
      : { target: one.target ?? ("text" as const), targetId: one.targetId };
  if (found.targetId === null || found.target === "text") return { target: "text", ...none };
  const { table, key } = tables[found.target];
  const [known] = await tx.db.select({ id: table.id }).from(table).where(eq(table.id, found.targetId));
  if (!known) throw invalid("targetId", "选的食材、标签或菜品已经不在了，请重新选");
  return { target: found.target, ...none, [key]: found.targetId };
}

const tables = {
  ingredient: { table: ingredients, key: "ingredientId" },
  allergen: { table: allergens, key: "allergenId" },
  tag: { table: foodTags, key: "tagId" },
  dish: { table: dishes, key: "dishId" },
} as const;

export async function insertRestriction(
  tx: Tx,
  patientId: number,
  one: NewRestriction & { validFrom: Day },
  target: Columns,
  source: RestrictionSource,
  sourceId: number | null = null,
): Promise<Row> {
  const values = {
    patientId,
    kind: one.kind,
    strength: one.strength,
    ...target,
    label: one.label,
    source,
    sourceId,
    reason: one.reason ?? null,
    adjustment: one.adjustment ?? null,
    validFrom: one.validFrom,
    validTo: one.validTo ?? null,
    endedBy: null,
    createdBy: userIdOf(tx),
    version: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [made] = await tx.db.insert(restrictions).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  return { id: made.id, ...values };
}

/** Changes strength, reason, adjustment, dates or the target of a restriction; what it is about stays as it was written. */
export function editRestriction(ctx: Ctx, input: EditRestriction) {
  return command(ctx, "restrictions:edit", async (tx) => {
    const { row, centreId } = await lockedRestriction(tx, input);
    await assertVersion(tx, "restriction", row, input.version);
    const { id, customerId, version, target, targetId, ...given } = input;
    const columns = target && targetId ? await targetOf(tx, { label: row.label, target, targetId }, new Map()) : {};
    const after = { ...row, ...withoutUndefined(given), ...columns, version: row.version + 1, updatedAt: tx.now };
    if (after.validTo && after.validTo < after.validFrom) throw invalid("validTo", `不能早于开始的 ${after.validFrom}`);
    await tx.db.update(restrictions).set(after).where(eq(restrictions.id, row.id));
    await audit(tx, "restriction.edited", { ...row, centreId }, { ...after, centreId });
    await changed(tx, { id: row.patientId, centreId });
    return { id: row.id, version: after.version };
  });
}

/** Ends a restriction; it stays in the history. Left without a day it no longer holds from today. */
export function endRestriction(ctx: Ctx, input: EndRestriction) {
  return command(ctx, "restrictions:edit", async (tx) => {
    const { row, centreId } = await lockedRestriction(tx, input);
    if (input.version !== undefined) await assertVersion(tx, "restriction", row, input.version);
    const today = dayOf(tx.now);
    if (row.validTo !== null && row.validTo < today) throw conflict(`“${row.label}”已经在 ${row.validTo} 结束了`);
    const after = await endRow(tx, row, input.lastDay ?? addDays(today, -1));
    await audit(
      tx,
      "restriction.ended",
      { ...row, centreId },
      { ...after, centreId },
      { reason: input.reason ?? null },
    );
    await changed(tx, { id: row.patientId, centreId });
    return { id: row.id, version: after.version };
  });
}

export async function endRow(tx: Tx, row: Row, lastDay: Day): Promise<Row> {
  const after = { ...row, validTo: lastDay, endedBy: userIdOf(tx), version: row.version + 1, updatedAt: tx.now };
  await tx.db.update(restrictions).set(after).where(eq(restrictions.id, row.id));
  return after;
}

/**
 * Building block for seeds a and b: the customer's own words become exactly these. New words are added, words that are gone end;
 * what a doctor or a rule set is left alone.
 */
export async function setWords(
  tx: Tx,
  patient: { id: number; centreId: number },
  words: readonly string[],
): Promise<void> {
  const today = dayOf(tx.now);
  const open = (await openRows(tx, patient.id, today)).filter((row) => isInForce(row, today));
  const read = await readWords(tx.db, words, tx);
  const gone = open.filter(
    (row) =>
      (row.source === "customer" || row.source === "staff") &&
      !read.some((word) => word.label === row.label) &&
      !words.includes(row.label),
  );
  for (const row of gone) {
    const after = await endRow(tx, row, addDays(today, -1));
    await audit(
      tx,
      "restriction.ended",
      { ...row, centreId: patient.centreId },
      { ...after, centreId: patient.centreId },
    );
  }
  const fresh = read.filter((word) => !open.some((row) => row.label === word.label));
  await addRestrictions(tx, patient, fresh, "customer");
  if (gone.length > 0 && fresh.length === 0) await changed(tx, patient);
}

/** Puts a health condition on a person from a day on: the diet rules of that condition hold then. */
export function setCondition(ctx: Ctx, input: SetCondition) {
  return command(ctx, "restrictions:edit", async (tx) => {
    const customer = await visibleCustomer(scopeOf(tx), input.id);
    const patientId = await patientIn(tx.db, customer, input.patientId);
    if (patientId === null) throw notFound("这位照护对象");
    const [condition] = await tx.db
      .select()
      .from(healthConditions)
      .where(eq(healthConditions.id, input.healthConditionId));
    if (!condition) throw invalid("healthConditionId", "没有这种身体状况");
    const fromDay = input.fromDay ?? dayOf(tx.now);
    if (input.toDay && input.toDay < fromDay) throw invalid("toDay", `不能早于开始的 ${fromDay}`);
    await tx.db.select({ id: patients.id }).from(patients).where(eq(patients.id, patientId)).for("update");
    const [open] = await tx.db
      .select({ fromDay: patientConditions.fromDay })
      .from(patientConditions)
      .where(
        and(
          eq(patientConditions.patientId, patientId),
          eq(patientConditions.healthConditionId, condition.id),
          or(isNull(patientConditions.toDay), gte(patientConditions.toDay, fromDay)),
        ),
      );
    if (open) throw conflict(`“${condition.name}”已经登记过，从 ${open.fromDay} 起有效`);
    const values = {
      patientId,
      healthConditionId: condition.id,
      fromDay,
      toDay: input.toDay ?? null,
      source: "staff",
      note: input.note ?? null,
      createdBy: userIdOf(tx),
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(patientConditions).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "patient_condition.set", null, { id: made.id, ...values, centreId: customer.centreId });
    await changed(tx, { id: patientId, centreId: customer.centreId });
    return { id: made.id, version: 1 };
  });
}

/** Ends a condition; without a day it no longer holds from today. */
export function endCondition(ctx: Ctx, input: EndCondition) {
  return command(ctx, "restrictions:edit", async (tx) => {
    const [found] = await tx.db
      .select({ row: patientConditions, centreId: patients.centreId })
      .from(patientConditions)
      .innerJoin(patients, eq(patients.id, patientConditions.patientId))
      .where(
        and(eq(patientConditions.id, input.id), visibleFamilies(scopeOf(tx), patients.centreId, patients.familyId)),
      )
      .for("update");
    if (!found) throw notFound("这条身体状况");
    const { row, centreId } = found;
    if (row.source === "doctor_order" && row.sourceId !== null)
      throw conflict("这个状况是医嘱写下的，停止医嘱才会结束");
    if (input.version !== undefined) await assertVersion(tx, "patient_condition", row, input.version);
    const after = {
      ...row,
      toDay: input.lastDay ?? addDays(dayOf(tx.now), -1),
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(patientConditions).set(after).where(eq(patientConditions.id, row.id));
    await audit(tx, "patient_condition.ended", { ...row, centreId }, { ...after, centreId });
    await changed(tx, { id: row.patientId, centreId });
    return { id: row.id, version: after.version };
  });
}

async function lockedRestriction(tx: Tx, { id, customerId }: OfCustomer): Promise<{ row: Row; centreId: number }> {
  const [found] = await tx.db
    .select({ row: restrictions, centreId: patients.centreId })
    .from(restrictions)
    .innerJoin(patients, eq(patients.id, restrictions.patientId))
    .where(
      and(
        eq(restrictions.id, id),
        ofCustomer(tx, customerId),
        visibleFamilies(scopeOf(tx), patients.centreId, patients.familyId),
      ),
    )
    .for("update");
  if (!found) throw notFound("这条禁忌");
  if (found.row.source === "doctor_order" && found.row.sourceId !== null)
    throw conflict("这条是医嘱写下的，停止或重开医嘱才会变");
  return found;
}

type OfCustomer = { id: number; customerId?: number };

/** Only persons of this customer's family, when one is named. */
export const ofCustomer = (tx: Tx, customerId: number | undefined) =>
  customerId === undefined
    ? undefined
    : inArray(
        patients.familyId,
        tx.db.select({ id: customers.familyId }).from(customers).where(eq(customers.id, customerId)),
      );

/** What this person may eat is different now: plans are checked again. */
export async function changed(
  tx: Tx,
  patient: { id: number; centreId: number },
  by: { orderId?: number } = {},
): Promise<void> {
  const [customer] = await tx.db
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.patientId, [patient.id]));
  tx.touched.add("restriction");
  await enqueue(
    tx,
    "restriction.changed",
    { patientId: patient.id, customerId: customer?.id ?? null, ...by },
    patient.centreId,
  );
}

export const withoutUndefined = <T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
