import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { patientSubscriptions, servicePackages } from "@/db/schema/packages";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { conflict } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";

/** A contract that was signed before this system was used. */
export type OpeningContract = {
  centreId: number;
  customerId: number;
  patientId: number;
  stayId: number | null;
  packageName: string;
  /** What was agreed and what was paid of it so far. */
  price: Fen;
  paid: Fen;
  startDate: Day;
  endDate: Day | null;
  notes?: string | null;
};

const DEFAULT_DAYS = 28;

/**
 * Building block for imports: a running subscription with its agreed price and what was paid before. A package that is not in
 * the list yet is added under its name, so that no contract loses its own.
 */
export async function openSubscription(tx: Tx, contract: OpeningContract): Promise<number> {
  const { startDate, price, paid } = contract;
  const endDate = contract.endDate ?? addDays(startDate, DEFAULT_DAYS - 1);
  const days = Math.max(1, daysBetween(startDate, endDate));
  const packageId = await packageNamed(tx, contract.packageName, price, days);
  const values = {
    centreId: contract.centreId,
    number: await nextNumber(tx, "HT", dayOf(tx.now)),
    customerId: contract.customerId,
    patientId: contract.patientId,
    packageId,
    stayId: contract.stayId,
    startDate,
    endDate,
    status: "active" as const,
    paymentStatus: paid === 0 ? ("unpaid" as const) : paid < price ? ("partial" as const) : ("paid" as const),
    listPrice: price,
    discount: fen(0),
    price,
    paid,
    terms: { packageName: contract.packageName, days, opening: true },
    notes: contract.notes ?? null,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [made] = await tx.db.insert(patientSubscriptions).values(values).$returningId();
  if (!made) throw new Error("insert returned no id");
  await audit(tx, "patient_subscription.opened", null, { ...values, id: made.id });
  return made.id;
}

/** Undo of an import: removes a contract on which nothing has happened since. */
export async function removeOpening(tx: Tx, customerId: number): Promise<void> {
  const rows = await tx.db
    .select()
    .from(patientSubscriptions)
    .where(eq(patientSubscriptions.customerId, customerId))
    .for("update");
  for (const row of rows) {
    if (row.version > 1) throw conflict(`合同 ${row.number} 之后改过，没有撤销`);
    await tx.db.delete(patientSubscriptions).where(eq(patientSubscriptions.id, row.id));
    await audit(tx, "patient_subscription.removed", row, null);
  }
}

async function packageNamed(tx: Tx, name: string, price: Fen, days: number): Promise<number> {
  const [known] = await tx.db
    .select({ id: servicePackages.id })
    .from(servicePackages)
    .where(and(eq(servicePackages.name, name), eq(servicePackages.kind, "stay"), isNull(servicePackages.archivedAt)))
    .limit(1);
  if (known) return known.id;
  const values = { name, kind: "stay" as const, price, durationDays: days, createdAt: tx.now, updatedAt: tx.now };
  const [made] = await tx.db.insert(servicePackages).values(values).$returningId();
  if (!made) throw new Error("insert returned no id");
  await audit(tx, "service_package.created", null, { ...values, id: made.id });
  return made.id;
}
