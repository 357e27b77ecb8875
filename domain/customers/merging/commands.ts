import "server-only";
import { eq, inArray } from "drizzle-orm";
import {
  careAssignments,
  childbirths,
  customers,
  families,
  patientConditions,
  patients,
  restrictions,
  stays,
} from "@/db/schema/customers";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { assertNoOpenStay, lockedCustomer, saveCustomer } from "../commands";
import { changed } from "../restrictions/commands";
import type { CustomerVersion } from "../schema";
import { blocksOf, openWork } from "./queries";
import type { MergeCustomers } from "./schema";

/**
 * The duplicate's open work becomes the kept customer's: stays, restrictions, conditions, babies, carers, and her births when the
 * kept one has none. What is closed stays where it is; the duplicate is archived and points to the kept one. Plans and contracts
 * follow through the event customer.merged.
 */
export function mergeCustomers(ctx: Ctx, input: MergeCustomers) {
  return command(ctx, "customers:merge", async (tx) => {
    const [first, second] = [input.id, input.duplicateId].sort((a, b) => a - b);
    const one = await lockedCustomer(tx, first ?? 0);
    const two = input.id === input.duplicateId ? one : await lockedCustomer(tx, second ?? 0);
    const [keep, duplicate] = one.id === input.id ? [one, two] : [two, one];
    if (input.version !== undefined) await assertVersion(tx, "customer", keep, input.version);
    const [block] = await blocksOf(tx.db, keep, duplicate);
    if (block) throw conflict(block);
    const work = await openWork(tx.db, duplicate, dayOf(tx.now), tx.now);
    const [patientId, familyId] = [keep.patientId, keep.familyId];
    if (patientId === null || familyId === null) throw conflict(`${keep.name}没有妈妈的资料，请把她并入另一位`);
    const ids = (rows: readonly { id: number }[]) => rows.map((row) => row.id);
    if (work.stays.length > 0)
      await tx.db
        .update(stays)
        .set({ customerId: keep.id, patientId, updatedAt: tx.now })
        .where(inArray(stays.id, ids(work.stays)));
    if (work.restrictions.length > 0)
      await tx.db
        .update(restrictions)
        .set({ patientId })
        .where(inArray(restrictions.id, ids(work.restrictions)));
    if (work.conditions.length > 0)
      await tx.db
        .update(patientConditions)
        .set({ patientId })
        .where(inArray(patientConditions.id, ids(work.conditions)));
    await moveBirths(tx, patientId, work.births);
    if (work.babies.length > 0)
      await tx.db
        .update(patients)
        .set({ motherId: patientId, familyId })
        .where(inArray(patients.id, ids(work.babies)));
    if (work.care.length > 0)
      await tx.db
        .update(careAssignments)
        .set({ familyId })
        .where(inArray(careAssignments.id, ids(work.care)));
    const moved = Object.fromEntries(Object.entries(work).map(([what, rows]) => [what, ids(rows)]));
    await saveCustomer(
      tx,
      duplicate,
      { mergedIntoId: keep.id, archivedAt: tx.now, status: "inactive", userId: null },
      "customer.merged",
      { into: keep.id, moved },
    );
    const after = await saveCustomer(
      tx,
      keep,
      {
        userId: keep.userId ?? duplicate.userId,
        ...(keep.phoneEnc === null && {
          phoneEnc: duplicate.phoneEnc,
          phoneHash: duplicate.phoneHash,
          phoneLast4: duplicate.phoneLast4,
        }),
      },
      "customer.merged_in",
      { from: duplicate.id, moved },
    );
    for (const table of ["stay", "restriction", "childbirth"]) tx.touched.add(table);
    await changed(tx, { id: patientId, centreId: keep.centreId });
    await enqueue(
      tx,
      "customer.merged",
      { from: duplicate.id, into: keep.id, fromPatient: duplicate.patientId, intoPatient: patientId },
      keep.centreId,
    );
    return { id: keep.id, version: after.version };
  });
}

async function moveBirths(tx: Tx, patientId: number, births: readonly { id: number }[]): Promise<void> {
  const own = await tx.db.select({ id: childbirths.id }).from(childbirths).where(eq(childbirths.patientId, patientId));
  if (own.length > 0 || births.length === 0) return;
  await tx.db
    .update(childbirths)
    .set({ patientId })
    .where(
      inArray(
        childbirths.id,
        births.map((birth) => birth.id),
      ),
    );
}

/**
 * Erases who she is: names, phones, addresses, cards and free texts of the customer, her family and its patients. Clinical and
 * money rows stay under a number. Cannot be undone; not while she is in house or booked.
 */
export function anonymiseCustomer(ctx: Ctx, input: CustomerVersion) {
  return command(ctx, "customers:anonymise", async (tx) => {
    const row = await lockedCustomer(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "customer", row, input.version);
    if (row.anonymisedAt) throw conflict("这位客户的个人信息已经抹去了");
    await assertNoOpenStay(tx, row, "抹去个人信息");
    const shared = await tx.db
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.familyId, row.familyId ?? 0));
    const label = `已匿名 ${row.id}`;
    const noPhone = { phoneEnc: null, phoneHash: null, phoneLast4: null };
    const bare = {
      name: label,
      nameKey: null,
      ...noPhone,
      email: null,
      addressEnc: null,
      preferences: [],
      notes: null,
      source: null,
      status: "inactive" as const,
      anonymisedAt: tx.now,
      archivedAt: row.archivedAt ?? tx.now,
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(customers).set(bare).where(eq(customers.id, row.id));
    if (shared.length <= 1) await anonymiseFamily(tx, row.familyId ?? 0, label, noPhone);
    // the entry says that it was done, not what was there
    await audit(tx, "customer.anonymised", null, {
      id: row.id,
      centreId: row.centreId,
      familyId: row.familyId,
      ...bare,
    });
    tx.touched.add("customer");
    return { id: row.id, version: bare.version };
  });
}

async function anonymiseFamily(tx: Tx, familyId: number, label: string, noPhone: object): Promise<void> {
  await tx.db
    .update(families)
    .set({
      familyName: label,
      primaryAddressEnc: null,
      secondaryAddressEnc: null,
      area: null,
      contactPhoneEnc: null,
      contactPhoneHash: null,
      contactPhoneLast4: null,
      emergencyContact: null,
      emergencyPhoneEnc: null,
      emergencyPhoneHash: null,
      emergencyPhoneLast4: null,
      updatedAt: tx.now,
    })
    .where(eq(families.id, familyId));
  const own = await tx.db.select().from(patients).where(eq(patients.familyId, familyId));
  for (const patient of own) {
    await tx.db
      .update(patients)
      .set({
        name: `${label}${patient.kind === "baby" ? "之宝宝" : ""}`,
        nameKey: null,
        ...noPhone,
        idCardEnc: null,
        idCardHash: null,
        idCardLast4: null,
        version: patient.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(patients.id, patient.id));
  }
}
