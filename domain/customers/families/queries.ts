import "server-only";
import { and, asc, desc, eq, gt, inArray, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { careAssignments, customers, families, patients } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, oncePerPage, readThroughCache } from "@/domain/core/through-cache";
import { lookupHash, maskedPhone, unsealed } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import { normalPhone } from "@/lib/fields";
import { grouped } from "@/lib/grouped";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { type Day, dayOf } from "@/lib/time";
import { accountsOf } from "../headers/persons";
import { listOf, maskedAddress } from "../list/queries";
import { type Scope, visibleFamilies } from "../queries";
import type { FamilyDetailOut, FamilyOut, ListFamilies, ListPatients, PatientOut } from "./schema";

type Db = Read["db"];

/** Families by name, member or area, newest first; the full phone of the family finds it too. */
export async function listFamilies(ctx: Ctx, input: ListFamilies): Promise<Page<FamilyOut>> {
  const read = reader(ctx, "families:read");
  const where = and(
    visibleFamilies(read, families.centreId, families.id),
    input.archived ? sql`${families.archivedAt} is not null` : isNull(families.archivedAt),
    input.centreId ? eq(families.centreId, input.centreId) : undefined,
    input.search ? matching(read.db, input.search) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const order = key === "familyName" ? families.familyName : families.id;
  const rows = await read.db
    .select()
    .from(families)
    .where(where)
    .orderBy(dir === "asc" ? asc(order) : desc(order), desc(families.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  const total = await countThroughCache(read, read.db.select({ one: sql`1` }).from(families).where(where));
  return { rows: await shownFamilies(ctx, read.db, rows), total, page: input.page, pageSize: input.pageSize };
}

function matching(db: Db, text: string): SQL | undefined {
  const digits = normalPhone(text);
  if (/^\d{11,}$/.test(digits)) return eq(families.contactPhoneHash, lookupHash(digits));
  const part = `%${text.replace(/[%_\\]/g, "\\$&")}%`;
  const members = db.select({ id: patients.familyId }).from(patients).where(like(patients.name, part));
  return or(like(families.familyName, part), like(families.area, part), inArray(families.id, members));
}

type Member = Pick<PatientOut, "id" | "familyId" | "name" | "kind">;

async function shownFamilies(
  ctx: Ctx,
  db: Db,
  rows: readonly (typeof families.$inferSelect)[],
  known?: readonly Member[],
): Promise<FamilyOut[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const members = grouped(known ?? (await membersOf(db, ids)), (row) => row.familyId);
  const accounts = await accountsOf(db, ids, dayOf(ctx.now));
  const team = grouped(await teamsOf(db, ids, ctx.now), (row) => row.familyId);
  return rows.map((row) => {
    const account = accounts.find((a) => a.familyId === row.id);
    const own = members.get(row.id) ?? [];
    return {
      id: row.id,
      centreId: row.centreId,
      familyName: row.familyName,
      area: row.area,
      primaryAddress: maskedAddress(unsealed(row.primaryAddressEnc)),
      secondaryAddress: maskedAddress(unsealed(row.secondaryAddressEnc)),
      contactPhone: maskedPhone(unsealed(row.contactPhoneEnc)),
      emergencyContact: row.emergencyContact,
      emergencyPhone: maskedPhone(unsealed(row.emergencyPhoneEnc)),
      patientCount: own.length,
      patients: own.map(({ id, name, kind }) => ({ id, name, kind })),
      customerId: account?.id ?? null,
      customerName: account?.name ?? null,
      room: account?.room ?? null,
      team: [...new Set((team.get(row.id) ?? []).map((one) => one.name))],
      version: row.version,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      archivedAt: row.archivedAt,
    };
  });
}

const membersOf = (db: Db, familyIds: readonly number[]): Promise<Member[]> =>
  db
    .select({ id: patients.id, familyId: patients.familyId, name: patients.name, kind: patients.kind })
    .from(patients)
    .where(and(inArray(patients.familyId, [...familyIds]), isNull(patients.archivedAt)))
    .orderBy(asc(patients.id));

/** Who of the house looks after these families now; remembered until an assignment changes. */
async function teamsOf(db: Db, familyIds: readonly number[], now: Date) {
  const given = db
    .select({ familyId: careAssignments.familyId, name: employees.name, endsAt: careAssignments.endsAt })
    .from(careAssignments)
    .innerJoin(employees, eq(employees.id, careAssignments.employeeId))
    .where(inArray(careAssignments.familyId, [...familyIds]));
  return (await readThroughCache({ db }, given)).filter(({ endsAt }) => endsAt === null || endsAt > now);
}

/** The family row behind an id if the caller may see it; else not_found. */
export async function visibleFamily(read: Scope, id: number) {
  const [row] = await oncePerPage(read, `customers:family:${id}:${JSON.stringify(read.grant)}`, async () =>
    read.db
      .select()
      .from(families)
      .where(and(eq(families.id, id), visibleFamilies(read, families.centreId, families.id))),
  );
  if (!row) throw notFound("这个家庭");
  return row;
}

/** One family with everyone in it. */
export async function familyDetail(ctx: Ctx, input: { id: number }): Promise<FamilyDetailOut> {
  const read = reader(ctx, "families:read");
  const row = await visibleFamily(read, input.id);
  const members = await patientRows(read.db, eq(patients.familyId, row.id), dayOf(ctx.now));
  const living = members.filter((member) => member.isActive).toSorted((a, b) => a.id - b.id);
  const [family] = await shownFamilies(ctx, read.db, [row], living);
  if (!family) throw notFound("这个家庭");
  return { ...family, patients: members };
}

/** Cared-for persons the caller may see: mothers, babies, others. */
export async function listPatients(ctx: Ctx, input: ListPatients): Promise<Page<PatientOut>> {
  const read = reader(ctx, "families:read");
  const part = input.search && `%${input.search.replace(/[%_\\]/g, "\\$&")}%`;
  const where = and(
    visibleFamilies(read, patients.centreId, patients.familyId),
    isNull(patients.archivedAt),
    input.centreId ? eq(patients.centreId, input.centreId) : undefined,
    input.familyId ? eq(patients.familyId, input.familyId) : undefined,
    input.kind ? eq(patients.kind, input.kind) : undefined,
    part ? or(like(patients.name, part), like(patients.nameKey, `${input.search?.toLowerCase()}%`)) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const order = key === "name" ? patients.name : patients.id;
  const rows = await patientRows(read.db, where, dayOf(ctx.now), {
    order: [dir === "asc" ? asc(order) : desc(order)],
    limit: input.pageSize,
    offset: offsetOf(input),
  });
  const total = await countThroughCache(read, read.db.select({ one: sql`1` }).from(patients).where(where));
  return { rows, total, page: input.page, pageSize: input.pageSize };
}

/** One cared-for person. */
export async function patientDetail(ctx: Ctx, input: { id: number }): Promise<PatientOut> {
  const read = reader(ctx, "families:read");
  const where = and(eq(patients.id, input.id), visibleFamilies(read, patients.centreId, patients.familyId));
  const [row] = await patientRows(read.db, where, dayOf(ctx.now));
  if (!row) throw notFound("这位照护对象");
  return row;
}

export async function patientRows(
  db: Db,
  where: SQL | undefined,
  today: Day,
  page: { order?: SQL[]; limit?: number; offset?: number } = {},
): Promise<PatientOut[]> {
  const rows = await db
    .select({ patient: patients, familyName: families.familyName, customerId: customers.id })
    .from(patients)
    .innerJoin(families, eq(families.id, patients.familyId))
    .leftJoin(customers, and(eq(customers.patientId, patients.id), isNull(customers.archivedAt)))
    .where(where)
    .orderBy(...(page.order ?? [asc(patients.kind), asc(patients.birthOrder), asc(patients.id)]))
    .limit(page.limit ?? 100)
    .offset(page.offset ?? 0);
  return rows.map(({ patient, familyName, customerId }) => {
    const idCard = unsealed(patient.idCardEnc);
    return {
      id: patient.id,
      centreId: patient.centreId,
      familyId: patient.familyId,
      familyName,
      customerId,
      kind: patient.kind,
      motherId: patient.motherId,
      name: patient.name,
      gender: patient.gender,
      birthDate: patient.birthDate,
      age: yearsOf(patient, today),
      idCard: idCard === null ? null : `${idCard.slice(0, 3)}****${idCard.slice(-4)}`,
      phone: maskedPhone(unsealed(patient.phoneEnc)),
      relationshipToHead: patient.relationshipToHead,
      birthOrder: patient.birthOrder,
      birthWeightG: patient.birthWeightG,
      medicalHistory: listOf(patient.medicalHistory),
      allergies: patient.allergies,
      currentMedications: listOf(patient.currentMedications),
      servicePreferences: listOf(patient.servicePreferences),
      isActive: patient.archivedAt === null,
      version: patient.version,
      createdAt: patient.createdAt,
      updatedAt: patient.updatedAt,
    };
  });
}

function yearsOf(patient: { birthDate: Day | null; birthYear: number | null }, today: Day): number | null {
  const year = patient.birthDate ? Number(patient.birthDate.slice(0, 4)) : patient.birthYear;
  if (year === null) return null;
  const hadBirthday = !patient.birthDate || today.slice(5) >= patient.birthDate.slice(5);
  return Number(today.slice(0, 4)) - year - (hadBirthday ? 0 : 1);
}
