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
  stayAbsences,
  stayRooms,
  stays,
} from "@/db/schema/customers";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { conflict } from "@/lib/errors";
import { lockedCustomer } from "../commands";

/**
 * Building block: takes back a customer that an import made, with everything it made along. Refused once someone has worked with
 * her: a later version, a stay that was changed, or rows of other domains that hold on to her.
 */
export async function removeCustomer(tx: Tx, customerId: number): Promise<void> {
  const row = await lockedCustomer(tx, customerId);
  if (row.version !== 1 || row.archivedAt) throw conflict(`${row.name}导入后改过，没有撤销`);
  const own = await tx.db.select().from(stays).where(eq(stays.customerId, row.id)).for("update");
  if (own.some((stay) => stay.version !== 1)) throw conflict(`${row.name}的入住导入后改过，没有撤销`);
  const familyId = row.familyId ?? 0;
  const members = await tx.db
    .select({ id: patients.id, version: patients.version })
    .from(patients)
    .where(eq(patients.familyId, familyId));
  if (members.some((member) => member.version !== 1)) throw conflict(`${row.name}的家庭资料导入后改过，没有撤销`);
  try {
    await removeRows(
      tx,
      customerId,
      familyId,
      own.map((stay) => stay.id),
      members.map((member) => member.id),
    );
  } catch (error) {
    if (isHeld(error)) throw conflict(`${row.name}已经有计划、合同或记录，没有撤销`);
    throw error;
  }
  await audit(tx, "customer.undone", row, null);
  for (const table of ["customer", "stay", "childbirth", "restriction"]) tx.touched.add(table);
}

async function removeRows(tx: Tx, customerId: number, familyId: number, stayIds: number[], patientIds: number[]) {
  if (stayIds.length > 0) {
    await tx.db.delete(stayRooms).where(inArray(stayRooms.stayId, stayIds));
    await tx.db.delete(stayAbsences).where(inArray(stayAbsences.stayId, stayIds));
    await tx.db.delete(stays).where(inArray(stays.id, stayIds));
  }
  if (patientIds.length > 0) {
    await tx.db.delete(restrictions).where(inArray(restrictions.patientId, patientIds));
    await tx.db.delete(patientConditions).where(inArray(patientConditions.patientId, patientIds));
    await tx.db.delete(childbirths).where(inArray(childbirths.patientId, patientIds));
  }
  await tx.db.delete(careAssignments).where(eq(careAssignments.familyId, familyId));
  await tx.db.delete(customers).where(eq(customers.id, customerId));
  if (patientIds.length > 0) {
    await tx.db.update(patients).set({ motherId: null }).where(inArray(patients.id, patientIds)); // a baby points at her mother
    await tx.db.delete(patients).where(inArray(patients.id, patientIds));
  }
  await tx.db.delete(families).where(eq(families.id, familyId));
}

const isHeld = (error: unknown): boolean => {
  for (let e = error; e instanceof Error; e = e.cause)
    if ((e as { code?: string }).code === "ER_ROW_IS_REFERENCED_2") return true;
  return false;
};
