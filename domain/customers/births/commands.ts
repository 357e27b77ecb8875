import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { childbirths, customers, patients } from "@/db/schema/customers";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict, invalid, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { type Clock, type Day, dayOf, daysBetween, instantOf } from "@/lib/time";
import { scopeOf, visibleCustomer, visibleFamilies } from "../queries";
import { ofCustomer, withoutUndefined } from "../restrictions/commands";
import { type Birth, birthOn } from "../rules";
import type { NewBaby } from "../schema";
import type { EditBirth, RecordDelivery } from "./schema";

type Row = typeof childbirths.$inferSelect;
type Mother = { id: number; centreId: number; familyId: number; name: string };

/** Two births of one woman lie at least this far apart; closer dates are a correction of the same one. */
const SAME_BIRTH_DAYS = 180;

/** Records that a mother has given birth, and her babies. The open pregnancy becomes the birth; without one it is made. */
export function recordDelivery(ctx: Ctx, input: RecordDelivery) {
  return command(ctx, "customers:edit", async (tx) => {
    const customer = await visibleCustomer(scopeOf(tx), input.id);
    const mother = await lockedMother(tx, customer.patientId);
    const today = dayOf(tx.now);
    if (input.deliveredOn > today) throw invalid("deliveredOn", "这一天还没到。还没生请改预产期");
    const births = await birthRows(tx, mother.id);
    const known = births.find((b) => b.deliveredOn && isSameBirth(b.deliveredOn, input.deliveredOn));
    if (known) throw conflict(`已经登记过 ${known.deliveredOn} 分娩。要改日期或方式，请修改分娩信息`);
    const open = births.find((b) => b.deliveredOn === null);
    const given = {
      deliveredOn: input.deliveredOn,
      deliveredAt: input.deliveredTime ? instantOf(input.deliveredOn, input.deliveredTime) : null,
      deliveryMode: input.deliveryMode,
      ...withoutUndefined({
        feeding: input.feeding,
        parity: input.parity,
        gestationDays: input.gestationDays,
        notes: input.notes,
      }),
    };
    const birth = await saveBirth(tx, mother, open ?? null, given);
    const babyIds = await addBabies(tx, mother, input.babies ?? [], {
      day: input.deliveredOn,
      time: input.deliveredTime ?? null,
    });
    return { id: birth.id, version: birth.version, babyIds };
  });
}

/** Corrects a birth: dates, mode, feeding. A mode or date can be emptied, the row stays. */
export function editBirth(ctx: Ctx, input: EditBirth) {
  return command(ctx, "customers:edit", async (tx) => {
    const [found] = await tx.db
      .select({ row: childbirths, mother: patients })
      .from(childbirths)
      .innerJoin(patients, eq(patients.id, childbirths.patientId))
      .where(
        and(
          eq(childbirths.id, input.id),
          ofCustomer(tx, input.customerId),
          visibleFamilies(scopeOf(tx), patients.centreId, patients.familyId),
        ),
      )
      .for("update");
    if (!found) throw notFound("这次分娩");
    await assertVersion(tx, "childbirth", found.row, input.version);
    if (input.deliveredOn && input.deliveredOn > dayOf(tx.now))
      throw invalid("deliveredOn", "这一天还没到。还没生请改预产期");
    const { id, customerId, version, deliveredTime, ...given } = input;
    const day = given.deliveredOn === undefined ? found.row.deliveredOn : given.deliveredOn;
    const timed =
      deliveredTime === undefined ? {} : { deliveredAt: day && deliveredTime ? instantOf(day, deliveredTime) : null };
    const birth = await saveBirth(tx, found.mother, found.row, { ...withoutUndefined(given), ...timed });
    return { id: birth.id, version: birth.version };
  });
}

export type GivenBirth = {
  /** Seed b: expected when it lies ahead of today, else actual. */
  deliveryDate?: Day | null;
  expectedDeliveryDate?: Day | null;
  deliveredOn?: Day | null;
  deliveryMode?: Row["deliveryMode"];
  feeding?: Row["feeding"];
  parity?: number | null;
};

/**
 * Building block: what a form or sheet says of the birth becomes the pregnancy it belongs to. A due date after an earlier birth
 * is a new pregnancy; dates close to the known ones correct it. Nothing given, nothing done.
 */
export async function setBirth(tx: Tx, mother: Mother, given: GivenBirth): Promise<void> {
  const today = dayOf(tx.now);
  const { deliveryDate } = given;
  const { expectedDeliveryDate, deliveredOn, deliveryMode, feeding, parity } = given; // callers hand over whole forms
  const said: Partial<Row> = withoutUndefined({ expectedDeliveryDate, deliveredOn, deliveryMode, feeding, parity });
  if (deliveryDate && deliveryDate <= today) said.deliveredOn = deliveryDate;
  if (deliveryDate && deliveryDate > today) said.expectedDeliveryDate = deliveryDate;
  if (said.deliveredOn && said.deliveredOn > today) throw invalid("deliveredOn", "这一天还没到。还没生请填预产期");
  const isEmpty = Object.values(said).every((value) => value === null || value === undefined);
  const births = await birthRows(tx, mother.id);
  const current = birthOn(births, today);
  if (isEmpty && !current) return;
  if (Object.keys(said).length === 0) return;
  const target = current && belongsTo(current, said) ? current : null;
  if (target === null && isEmpty) return;
  if (target && deliveryDate && deliveryDate > today && target.deliveredOn) said.deliveredOn = null;
  const same = target && Object.entries(said).every(([key, value]) => target[key as keyof Row] === value);
  if (!same) await saveBirth(tx, mother, target, said);
}

function belongsTo(birth: Birth, said: Partial<Row>): boolean {
  const [before, now] = [
    birth.deliveredOn ?? birth.expectedDeliveryDate,
    said.deliveredOn ?? said.expectedDeliveryDate ?? null,
  ];
  if (!now || !before) return true;
  return birth.deliveredOn === null || isSameBirth(before, now);
}

const isSameBirth = (a: Day, b: Day): boolean => Math.abs(daysBetween(a, b)) < SAME_BIRTH_DAYS;

export const birthRows = (tx: Tx, patientId: number): Promise<Row[]> =>
  tx.db
    .select()
    .from(childbirths)
    .where(eq(childbirths.patientId, patientId))
    .orderBy(desc(childbirths.id))
    .for("update");

async function saveBirth(tx: Tx, mother: Mother, before: Row | null, given: Partial<Row>): Promise<Row> {
  const centre = { centreId: mother.centreId, familyId: mother.familyId };
  tx.touched.add("childbirth");
  if (before) {
    const after = { ...before, ...given, version: before.version + 1, updatedAt: tx.now };
    await tx.db.update(childbirths).set(after).where(eq(childbirths.id, before.id));
    await audit(tx, "childbirth.edited", { ...before, ...centre }, { ...after, ...centre });
    await told(tx, mother);
    return after;
  }
  const values = { ...given, patientId: mother.id, createdAt: tx.now, updatedAt: tx.now };
  const [made] = await tx.db.insert(childbirths).values(values).$returningId();
  const [row] = await tx.db
    .select()
    .from(childbirths)
    .where(eq(childbirths.id, made?.id ?? 0));
  if (!row) throw new Error("the birth just written is missing");
  await audit(tx, "childbirth.added", null, { ...row, ...centre });
  await told(tx, mother);
  return row;
}

/** Her stages moved: plans are checked again. */
async function told(tx: Tx, mother: Mother): Promise<void> {
  const [customer] = await tx.db.select({ id: customers.id }).from(customers).where(eq(customers.patientId, mother.id));
  await enqueue(tx, "childbirth.changed", { patientId: mother.id, customerId: customer?.id ?? null }, mother.centreId);
}

/** Building block: babies of a mother, each a person of their own. Without a name they are called after her until one is given. */
export async function addBabies(
  tx: Tx,
  mother: Mother,
  babies: readonly NewBaby[],
  born: { day: Day | null; time: Clock | null },
): Promise<number[]> {
  const ids: number[] = [];
  for (const [i, baby] of babies.entries()) {
    const name = baby.name ?? `${mother.name}宝宝${babies.length > 1 ? i + 1 : ""}`;
    const values = {
      centreId: mother.centreId,
      familyId: mother.familyId,
      kind: "baby" as const,
      motherId: mother.id,
      name,
      nameKey: initials(name),
      gender: baby.gender ?? null,
      birthDate: born.day,
      bornAt: born.day && born.time ? instantOf(born.day, born.time) : null,
      birthOrder: i + 1,
      birthWeightG: baby.birthWeightG ?? null,
      relationshipToHead: baby.gender === "male" ? "子" : baby.gender === "female" ? "女" : "子女",
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(patients).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "patient.added", null, { id: made.id, ...values });
    ids.push(made.id);
  }
  return ids;
}

export async function lockedMother(tx: Tx, patientId: number | null): Promise<typeof patients.$inferSelect> {
  const [row] = await tx.db
    .select()
    .from(patients)
    .where(eq(patients.id, patientId ?? 0))
    .for("update");
  if (!row) throw notFound("这位妈妈的资料");
  return row;
}
