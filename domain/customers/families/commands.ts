import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { customers, families, patients } from "@/db/schema/customers";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { sealed, sealedIdCard, sealedPhone } from "@/lib/crypto";
import { conflict, invalid, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { dayOf } from "@/lib/time";
import { scopeOf, visibleFamilies } from "../queries";
import { withoutUndefined } from "../restrictions/commands";
import { patientRows } from "./queries";
import type { CreateFamily, CreatePatient, RowId, UpdateFamily, UpdatePatient } from "./schema";

/** A household without a customer yet (one that is only visited). */
export function createFamily(ctx: Ctx, input: CreateFamily) {
  return command(ctx, "families:edit", async (tx) => {
    const centreId = await centreFor(tx, input.centreId);
    const values = {
      centreId,
      familyName: input.familyName,
      ...familyColumns(input),
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(families).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "family.created", null, { id: made.id, ...values, familyId: made.id });
    return { id: made.id, version: 1 };
  });
}

/** Changes what is given of a family. */
export function updateFamily(ctx: Ctx, input: UpdateFamily) {
  return command(ctx, "families:edit", async (tx) => {
    const row = await lockedFamily(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "family", row, input.version, shownFamily(row));
    const after = {
      ...row,
      ...(input.familyName !== undefined && { familyName: input.familyName }),
      ...familyColumns(input),
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(families).set(after).where(eq(families.id, row.id));
    await audit(tx, "family.edited", { ...row, familyId: row.id }, { ...after, familyId: row.id });
    return { id: row.id, version: after.version };
  });
}

/** Adds a person to a family: another child, the father, a grandmother who is cared for too. */
export function createPatient(ctx: Ctx, input: CreatePatient) {
  return command(ctx, "families:edit", async (tx) => {
    const family = await lockedFamily(tx, input.familyId);
    if (input.motherId) await assertMother(tx, family.id, input.motherId);
    const values = {
      centreId: family.centreId,
      familyId: family.id,
      kind: input.kind,
      motherId: input.motherId ?? null,
      name: input.name,
      nameKey: initials(input.name),
      relationshipToHead: input.relationshipToHead ?? defaultRelation[input.kind],
      ...patientColumns(input),
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(patients).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "patient.added", null, { id: made.id, ...values });
    return { id: made.id, version: 1 };
  });
}

const defaultRelation = { mother: "本人", baby: "子女", other: "家人" } as const;

/** Changes what is given of a person; `isActive` false hides a person that no customer stands for. */
export function updatePatient(ctx: Ctx, input: UpdatePatient) {
  return command(ctx, "families:edit", async (tx) => {
    const row = await lockedPatient(tx, input.id);
    if (input.version !== undefined && input.version !== row.version) {
      const [shown] = await patientRows(tx.db, eq(patients.id, row.id), dayOf(tx.now));
      await assertVersion(tx, "patient", row, input.version, shown);
    }
    if (input.isActive === false) await assertNoAccount(tx, row);
    const after = {
      ...row,
      ...(input.name !== undefined && { name: input.name, nameKey: initials(input.name) }),
      ...(input.relationshipToHead && { relationshipToHead: input.relationshipToHead }),
      ...patientColumns(input),
      ...(input.isActive !== undefined && { archivedAt: input.isActive ? null : (row.archivedAt ?? tx.now) }),
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(patients).set(after).where(eq(patients.id, row.id));
    await audit(tx, "patient.edited", row, after);
    if (input.name !== undefined && row.kind === "mother") await renameAccount(tx, row, input.name);
    tx.touched.add("customer");
    return { id: row.id, version: after.version };
  });
}

/** Hides a person; what was recorded of them stays. */
export function archivePatient(ctx: Ctx, input: RowId) {
  return updatePatient(ctx, { id: input.id, isActive: false });
}

/** A mother's account carries her name: both change together. */
async function renameAccount(tx: Tx, patient: typeof patients.$inferSelect, name: string): Promise<void> {
  const [account] = await tx.db
    .select()
    .from(customers)
    .where(and(eq(customers.patientId, patient.id), eq(customers.name, patient.name)))
    .for("update");
  if (!account || account.name === name) return;
  const after = { ...account, name, nameKey: initials(name), version: account.version + 1, updatedAt: tx.now };
  await tx.db.update(customers).set(after).where(eq(customers.id, account.id));
  await audit(tx, "customer.edited", account, after);
}

async function assertNoAccount(tx: Tx, patient: typeof patients.$inferSelect): Promise<void> {
  const [account] = await tx.db
    .select({ name: customers.name })
    .from(customers)
    .where(and(eq(customers.patientId, patient.id), isNull(customers.archivedAt)));
  if (account) throw conflict(`${patient.name}是客户本人，请归档客户`);
}

async function assertMother(tx: Tx, familyId: number, motherId: number): Promise<void> {
  const [mother] = await tx.db
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.id, motherId), eq(patients.familyId, familyId), eq(patients.kind, "mother")));
  if (!mother) throw invalid("motherId", "这位妈妈不在这个家庭里");
}

const familyColumns = (input: Omit<UpdateFamily, "id">) => ({
  ...(input.primaryAddress !== undefined &&
    !isMasked(input.primaryAddress) && { primaryAddressEnc: sealed(input.primaryAddress) }),
  ...(input.secondaryAddress !== undefined &&
    !isMasked(input.secondaryAddress) && { secondaryAddressEnc: sealed(input.secondaryAddress) }),
  ...withoutUndefined({ area: input.area, emergencyContact: input.emergencyContact }),
  ...(input.contactPhone !== undefined && phoneColumns("contact", input.contactPhone)),
  ...(input.emergencyPhone !== undefined && phoneColumns("emergency", input.emergencyPhone)),
});

/** What a list showed of an address ("上海市静安****") comes back unchanged: leave it. */
export const isMasked = (text: string | null): boolean => text?.includes("****") ?? false;

export const phoneColumns = (kind: "contact" | "emergency", phone: string | null) => {
  const { phoneEnc, phoneHash, phoneLast4 } = sealedPhone(phone);
  return kind === "contact"
    ? { contactPhoneEnc: phoneEnc, contactPhoneHash: phoneHash, contactPhoneLast4: phoneLast4 }
    : { emergencyPhoneEnc: phoneEnc, emergencyPhoneHash: phoneHash, emergencyPhoneLast4: phoneLast4 };
};

const patientColumns = (input: Omit<UpdatePatient, "id">) => ({
  ...withoutUndefined({
    gender: input.gender,
    birthDate: input.birthDate,
    birthWeightG: input.birthWeightG,
    medicalHistory: input.medicalHistory,
    allergies: input.allergies,
    currentMedications: input.currentMedications,
    servicePreferences: input.servicePreferences,
  }),
  ...(input.phone !== undefined && sealedPhone(input.phone)),
  ...(input.idCard !== undefined && sealedIdCard(input.idCard)),
});

const shownFamily = ({ id, familyName, area, emergencyContact, version }: typeof families.$inferSelect) => ({
  id,
  familyName,
  area,
  emergencyContact,
  version,
});

async function lockedFamily(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(families)
    .where(and(eq(families.id, id), visibleFamilies(scopeOf(tx), families.centreId, families.id)))
    .for("update");
  if (!row) throw notFound("这个家庭");
  return row;
}

async function lockedPatient(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(patients)
    .where(and(eq(patients.id, id), visibleFamilies(scopeOf(tx), patients.centreId, patients.familyId)))
    .for("update");
  if (!row) throw notFound("这位照护对象");
  return row;
}
