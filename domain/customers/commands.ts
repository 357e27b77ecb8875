import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { customers, families, patients, stays } from "@/db/schema/customers";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { lookupHash, sealed, sealedIdCard, sealedPhone } from "@/lib/crypto";
import { AppError, conflict, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { dayOf } from "@/lib/time";
import { addBabies, setBirth } from "./births/commands";
import { setCarer } from "./care/commands";
import { customerForm } from "./detail/queries";
import { isMasked, phoneColumns } from "./families/commands";
import { personHeaders } from "./headers/persons";
import { scopeOf, visibleCustomers } from "./queries";
import { addRestrictions, setWords, withoutUndefined } from "./restrictions/commands";
import type { CreateCustomer, CustomerVersion, UpdateCustomer } from "./schema";
import { arrive, bookStay, leave, reschedule } from "./stays/commands";

type Row = typeof customers.$inferSelect;
type Patient = typeof patients.$inferSelect;

/** Registers a customer: account, family and mother, and what is given of birth, babies, restrictions and stay, all or nothing. */
export function createCustomer(ctx: Ctx, input: CreateCustomer) {
  return command(ctx, "customers:edit", async (tx) => {
    const made = await addCustomer(tx, input);
    return { id: made.customerId, patientId: made.patientId, version: made.version };
  });
}

/** Building block of createCustomer, for imports and registration. The stay's id is answered so that it can be undone. */
export async function addCustomer(
  tx: Tx,
  record: CreateCustomer,
): Promise<{ customerId: number; patientId: number; familyId: number; stayId: number | null; version: number }> {
  const centreId = await centreFor(tx, record.centreId);
  const phone = phoneOf(record);
  if (phone && !record.allowDuplicate) await assertNewPhone(tx, centreId, phone, null);
  const dated = { createdAt: tx.now, updatedAt: tx.now };
  const [family] = await tx.db
    .insert(families)
    .values({
      centreId,
      familyName: familyNameOf(record.name),
      primaryAddressEnc: sealed(record.address),
      area: record.area ?? null,
      ...phoneColumns("contact", phone ?? null),
      emergencyContact: record.emergencyContact ?? null,
      ...phoneColumns("emergency", record.emergencyPhone ?? null),
      ...dated,
    })
    .$returningId();
  const familyId = need(family);
  const [patient] = await tx.db
    .insert(patients)
    .values({
      centreId,
      familyId,
      kind: "mother",
      name: record.name,
      nameKey: initials(record.name),
      relationshipToHead: "本人",
      ...personColumns(tx, record),
      ...sealedPhone(phone ?? null),
      ...sealedIdCard(record.idCard ?? null),
      gender: record.gender ?? "female",
      ...dated,
    })
    .$returningId();
  const patientId = need(patient);
  const values = {
    centreId,
    familyId,
    patientId,
    name: record.name,
    nameKey: initials(record.name),
    ...sealedPhone(phone ?? null),
    email: record.email ?? null,
    addressEnc: sealed(record.address),
    payerRelation: record.payerRelation ?? "本人",
    preferences: record.preferences ?? [],
    status: statusOf(record) ?? ("active" as const),
    consultantId: record.consultantId ?? null,
    source: record.source ?? null,
    notes: record.notes ?? null,
    createdBy: userIdOf(tx),
    version: 1,
    ...dated,
  };
  const [made] = await tx.db.insert(customers).values(values).$returningId();
  const customerId = need(made);
  const customer = { id: customerId, ...values, archivedAt: null };
  await audit(tx, "customer.created", null, customer);
  tx.touched.add("customer");
  const mother = { id: patientId, centreId, familyId, name: record.name };
  await setBirth(tx, mother, record);
  await addBabies(tx, mother, record.babies ?? [], { day: bornOn(tx, record), time: null });
  if (record.dietaryRestrictions) await setWords(tx, mother, record.dietaryRestrictions);
  if (record.restrictions) await addRestrictions(tx, mother, record.restrictions, "customer");
  if (record.butlerId) await setCarer(tx, { familyId, centreId }, "butler", record.butlerId);
  const stayId = await firstStay(tx, customer, record);
  return { customerId, patientId, familyId, stayId, version: 1 };
}

/** Seed b's dates: an arrival day up to today is an arrival, a later one a booking; who left already is out. */
async function firstStay(tx: Tx, customer: Parameters<typeof bookStay>[1], record: CreateCustomer) {
  const { checkInDate, checkOutDate } = record;
  if (!checkInDate) return null;
  const today = dayOf(tx.now);
  const left = checkOutDate ? checkOutDate <= today : false;
  const stay = await bookStay(
    tx,
    customer,
    { checkInDate, checkOutDate: checkOutDate ?? null, roomId: record.roomId },
    { arrived: checkInDate <= today, left: left && checkInDate <= today },
  );
  return stay.id;
}

const bornOn = (tx: Tx, record: CreateCustomer) =>
  record.deliveryDate && record.deliveryDate <= dayOf(tx.now) ? record.deliveryDate : null;

/**
 * Changes what is given, leaves the rest. With `version` a stale save is a conflict that carries the form as it is now. Dates of
 * seed b become the childbirth and the stay; their words become the restrictions.
 */
export function updateCustomer(ctx: Ctx, input: UpdateCustomer) {
  return command(ctx, "customers:edit", async (tx) => {
    const row = await lockedCustomer(tx, input.id);
    if (row.anonymisedAt) throw conflict("这位客户的个人信息已抹去，不能再改");
    if (input.version !== undefined && input.version !== row.version)
      await assertVersion(tx, "customer", row, input.version, await customerForm(tx.db, row.id, tx.now));
    const phone = phoneOf(input);
    if (phone && !input.allowDuplicate) await assertNewPhone(tx, row.centreId, phone, row.id);
    const after = await saveCustomer(tx, row, {
      ...withoutUndefined({
        name: input.name,
        nameKey: input.name === undefined ? undefined : initials(input.name),
        email: input.email,
        payerRelation: input.payerRelation === null ? "本人" : input.payerRelation,
        preferences: input.preferences === null ? [] : input.preferences,
        status: statusOf(input),
        consultantId: input.consultantId,
        source: input.source,
        notes: input.notes,
      }),
      ...(phone !== undefined && sealedPhone(phone)),
      ...(input.address !== undefined && !isMasked(input.address) && { addressEnc: sealed(input.address) }),
    });
    await saveMother(tx, row, input, phone);
    if (row.familyId) await saveFamily(tx, row.familyId, input, phone);
    await saveCare(tx, after, input);
    return { id: row.id, version: after.version };
  });
}

async function saveMother(tx: Tx, row: Row, input: UpdateCustomer, phone: string | null | undefined): Promise<void> {
  const [before] = await tx.db
    .select()
    .from(patients)
    .where(eq(patients.id, row.patientId ?? 0))
    .for("update");
  if (!before) return;
  const isHerself = before.name === row.name;
  const given: Partial<Patient> = {
    ...personColumns(tx, input),
    ...(input.name !== undefined && isHerself && { name: input.name, nameKey: initials(input.name) }),
    ...(phone !== undefined && isHerself && sealedPhone(phone)),
    ...(input.idCard !== undefined && sealedIdCard(input.idCard)),
  };
  const isSame = Object.entries(given).every(([key, value]) => before[key as keyof Patient] === value);
  if (isSame) return;
  const after = { ...before, ...given, version: before.version + 1, updatedAt: tx.now };
  await tx.db.update(patients).set(after).where(eq(patients.id, before.id));
  await audit(tx, "patient.edited", before, after);
}

async function saveFamily(tx: Tx, id: number, input: UpdateCustomer, phone: string | null | undefined): Promise<void> {
  const given = {
    ...withoutUndefined({ area: input.area, emergencyContact: input.emergencyContact }),
    ...(input.address !== undefined && !isMasked(input.address) && { primaryAddressEnc: sealed(input.address) }),
    ...(phone !== undefined && phoneColumns("contact", phone)),
    ...(input.emergencyPhone !== undefined && phoneColumns("emergency", input.emergencyPhone)),
  };
  if (Object.keys(given).length === 0) return;
  const [before] = await tx.db.select().from(families).where(eq(families.id, id)).for("update");
  if (!before) return;
  const after = { ...before, ...given, version: before.version + 1, updatedAt: tx.now };
  await tx.db.update(families).set(after).where(eq(families.id, id));
  await audit(tx, "family.edited", before, after);
}

/** Birth, restrictions, butler and stay, as far as the form says anything of them. */
async function saveCare(tx: Tx, customer: Row, input: UpdateCustomer): Promise<void> {
  const { patientId, familyId, centreId } = customer;
  if (patientId !== null && familyId !== null) {
    const mother = { id: patientId, centreId, familyId, name: customer.name };
    await setBirth(tx, mother, input);
    if (input.dietaryRestrictions !== undefined) await setWords(tx, mother, input.dietaryRestrictions ?? []);
    if (input.butlerId !== undefined) await setCarer(tx, { familyId, centreId }, "butler", input.butlerId);
  }
  if (input.checkInDate || input.checkOutDate) await saveStay(tx, customer, input);
}

async function saveStay(tx: Tx, customer: Row, input: UpdateCustomer): Promise<void> {
  const today = dayOf(tx.now);
  const rows = await tx.db.select().from(stays).where(eq(stays.customerId, customer.id)).for("update");
  const open = rows.find((s) => s.status === "checked_in") ?? rows.find((s) => s.status === "booked");
  const { checkInDate, checkOutDate } = input;
  const isInactive = statusOf(input) === "inactive";
  if (!open) {
    if (!checkInDate || rows.some((s) => s.status === "checked_out" && s.checkInDate === checkInDate)) return;
    const arrived = checkInDate <= today;
    const left = arrived && isInactive && checkOutDate ? checkOutDate <= today : false;
    await bookStay(tx, customer, { checkInDate, checkOutDate: checkOutDate ?? null }, { arrived, left });
    return;
  }
  const differs =
    (checkInDate && checkInDate !== open.checkInDate) || (checkOutDate && checkOutDate !== open.checkOutDate);
  const planned = withoutUndefined({ checkInDate: checkInDate ?? undefined, checkOutDate: checkOutDate ?? undefined });
  let stay = differs ? await reschedule(tx, open, planned) : open;
  if (stay.status === "booked" && checkInDate && checkInDate <= today)
    stay = await arrive(tx, stay, undefined, false, checkInDate);
  if (stay.status === "checked_in" && checkOutDate && checkOutDate <= today && isInactive)
    await leave(tx, stay, checkOutDate);
}

/** Hides a customer from lists and choices; bills and records stay, and it can be restored. Not while she is in house. */
export function archiveCustomer(ctx: Ctx, input: CustomerVersion) {
  return command(ctx, "customers:archive", async (tx) => {
    const row = await lockedCustomer(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "customer", row, input.version);
    if (row.archivedAt) throw conflict(`${row.name}已经归档过了`);
    await assertNoOpenStay(tx, row, "归档");
    const after = await saveCustomer(tx, row, { archivedAt: tx.now }, "customer.archived");
    return { id: row.id, version: after.version };
  });
}

/** Back into lists. One that was merged or anonymised stays where it is. */
export function restoreCustomer(ctx: Ctx, input: CustomerVersion) {
  return command(ctx, "customers:archive", async (tx) => {
    const row = await lockedCustomer(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "customer", row, input.version);
    if (!row.archivedAt) throw conflict(`${row.name}没有归档，不用恢复`);
    if (row.mergedIntoId) throw conflict("已并入另一位客户，不能恢复");
    if (row.anonymisedAt) throw conflict("个人信息已抹去，不能恢复");
    const after = await saveCustomer(tx, row, { archivedAt: null }, "customer.restored");
    return { id: row.id, version: after.version };
  });
}

export async function assertNoOpenStay(tx: Tx, row: Pick<Row, "id" | "name">, verb: string): Promise<void> {
  const [open] = await tx.db
    .select({ status: stays.status })
    .from(stays)
    .where(and(eq(stays.customerId, row.id), inArray(stays.status, ["booked", "checked_in"])))
    .limit(1);
  if (open)
    throw conflict(`${row.name}${open.status === "checked_in" ? "还在住，先办退住" : "还有预订，先取消预订"}再${verb}`);
}

export async function saveCustomer(
  tx: Tx,
  before: Row,
  given: Partial<Row>,
  action: `customer.${string}` = "customer.edited",
  details?: Record<string, unknown>,
): Promise<Row> {
  const after = { ...before, ...given, version: before.version + 1, updatedAt: tx.now };
  await tx.db.update(customers).set(after).where(eq(customers.id, before.id));
  await audit(tx, action, before, after, details);
  tx.touched.add("customer");
  return after;
}

export async function lockedCustomer(tx: Tx, id: number): Promise<Row> {
  const [row] = await tx.db
    .select()
    .from(customers)
    .where(and(eq(customers.id, id), visibleCustomers(scopeOf(tx))))
    .for("update");
  if (!row) throw notFound("这位客户");
  return row;
}

/** The same number in the same centre is mostly the same woman: named, so that she can be opened instead. */
async function assertNewPhone(tx: Tx, centreId: number, phone: string, except: number | null): Promise<void> {
  const known = await tx.db
    .select({ id: customers.id, name: customers.name })
    .from(customers)
    .where(
      and(eq(customers.centreId, centreId), eq(customers.phoneHash, lookupHash(phone)), isNull(customers.archivedAt)),
    );
  const other = known.find((row) => row.id !== except);
  if (!other) return;
  const header = (await personHeaders(tx.db, [other.id], dayOf(tx.now))).get(other.id);
  const who = [header?.room, other.name].filter(Boolean).join(" ");
  const sentence = `这个手机号已经是 ${who} 的。是同一位就打开她的档案；确实两位共用，勾选“共用手机号”再保存`;
  throw new AppError("conflict", sentence, {
    fields: { phone: [sentence] },
    data: { existing: { id: other.id, name: other.name, room: header?.room ?? null } },
  });
}

const phoneOf = (given: { phone?: string | null; contact?: string | null }): string | null | undefined =>
  given.phone === undefined ? given.contact : given.phone;

const statusOf = (given: { status?: Row["status"]; isActive?: boolean }): Row["status"] | undefined =>
  given.status ?? (given.isActive === undefined ? undefined : given.isActive ? "active" : "inactive");

/** Age and birth are the patient's: a given age sets the year of birth, a date of birth both. */
function personColumns(tx: Tx, given: Pick<UpdateCustomer, "age" | "gender" | "birthDate">): Partial<Patient> {
  const thisYear = Number(dayOf(tx.now).slice(0, 4));
  const { age, birthDate, gender } = given;
  return {
    ...(gender !== undefined && { gender }),
    ...(age !== undefined && !birthDate && { birthYear: age === null ? null : thisYear - age }),
    ...(birthDate !== undefined && { birthDate }),
    ...(birthDate && { birthYear: Number(birthDate.slice(0, 4)) }),
  };
}

const COMPOUND = [
  "欧阳",
  "司马",
  "上官",
  "诸葛",
  "司徒",
  "东方",
  "皇甫",
  "尉迟",
  "公孙",
  "慕容",
  "令狐",
  "夏侯",
  "长孙",
  "宇文",
  "端木",
  "南宫",
];
const familyNameOf = (name: string): string => `${COMPOUND.find((s) => name.startsWith(s)) ?? name.slice(0, 1)}家`;

function need(made: { id: number } | undefined): number {
  if (!made) throw new Error("insert gave no id");
  return made.id;
}
