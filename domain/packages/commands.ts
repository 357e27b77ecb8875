import "server-only";
import { and, eq } from "drizzle-orm";
import { patientSubscriptions, servicePackages } from "@/db/schema/packages";
import { assertCentre, command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import type { OutboxHandler } from "@/domain/core/outbox";
import { scopeOf, visibleCustomer } from "@/domain/customers/queries";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { addDays, dayOf } from "@/lib/time";
import { visiblePackages } from "./queries";
import { canBecome } from "./rules";
import type { CreatePackage, PackageVersion, SignSubscription, UpdatePackage } from "./schema";

/** A package for sale; without a centre it is the whole group's, which only those who act everywhere may make. */
export function createPackage(ctx: Ctx, input: CreatePackage) {
  return command(ctx, "packages:edit", async (tx) => {
    const centreId = input.centreId ?? null;
    if (centreId === null) assertGroup(tx);
    else assertCentre(tx.grant, centreId);
    const values = {
      centreId,
      name: input.name,
      description: input.description ?? null,
      kind: input.kind,
      price: input.price,
      durationDays: input.durationDays,
      serviceFrequency: input.serviceFrequency ?? 0,
      isActive: input.isActive ?? true,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(servicePackages).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "service_package.created", null, { id: made.id, ...values });
    return { id: made.id, version: 1 };
  });
}

/** Changes a package for future contracts; those signed keep their terms. */
export function updatePackage(ctx: Ctx, input: UpdatePackage) {
  return command(ctx, "packages:edit", async (tx) => {
    const row = await lockedPackage(tx, input.id);
    await assertVersion(tx, "service_package", row, input.version);
    const { id, version, ...given } = input;
    const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after = { ...row, ...changed, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(servicePackages).set(after).where(eq(servicePackages.id, row.id));
    await audit(tx, "service_package.edited", row, after);
    return { id: row.id, version: after.version };
  });
}

/** Takes a package out of lists and choices. */
export function archivePackage(ctx: Ctx, input: PackageVersion) {
  return command(ctx, "packages:edit", async (tx) => {
    const row = await lockedPackage(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "service_package", row, input.version);
    if (row.archivedAt) throw conflict(`“${row.name}”已经归档了`);
    const after = { ...row, archivedAt: tx.now, isActive: false, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(servicePackages).set(after).where(eq(servicePackages.id, row.id));
    await audit(tx, "service_package.archived", row, after);
    return { id: row.id, version: after.version };
  });
}

/**
 * A contract signed now: price and terms of the package are frozen in it. Its end is inclusive, `start + days − 1`. A discount
 * above what the seller may give needs someone else; until approvals exist, any discount is refused.
 */
export function signSubscription(ctx: Ctx, input: SignSubscription) {
  return command(ctx, "packages:edit", async (tx) => {
    const customer = await visibleCustomer(scopeOf(tx), input.customerId);
    if (customer.archivedAt) throw conflict(`${customer.name}已归档，先恢复再签合同`);
    if (customer.patientId === null) throw conflict(`${customer.name}还没有照护对象，先补上妈妈的资料`);
    const [sold] = await tx.db
      .select()
      .from(servicePackages)
      .where(and(eq(servicePackages.id, input.packageId), visiblePackages(tx)));
    if (!sold || sold.archivedAt || !sold.isActive || (sold.centreId !== null && sold.centreId !== customer.centreId))
      throw invalid("packageId", "没有这个在售套餐");
    if (input.discount) throw invalid("discount", "优惠要另一位同事审批，现在只能按原价签");
    const endDate = input.endDate ?? addDays(input.startDate, sold.durationDays - 1);
    if (endDate < input.startDate) throw invalid("endDate", `不能早于开始的 ${input.startDate}`);
    const values = {
      centreId: customer.centreId,
      number: await nextNumber(tx, "HT", dayOf(tx.now)),
      customerId: customer.id,
      patientId: customer.patientId,
      packageId: sold.id,
      stayId: input.stayId ?? null,
      startDate: input.startDate,
      endDate,
      status: "active" as const,
      listPrice: sold.price,
      discount: fen(0),
      price: sold.price,
      terms: {
        packageName: sold.name,
        days: sold.durationDays,
        price: sold.price,
        serviceFrequency: sold.serviceFrequency,
      },
      signedOn: dayOf(tx.now),
      consultantId: customer.consultantId,
      notes: input.notes ?? null,
      createdBy: userIdOf(tx),
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [made] = await tx.db.insert(patientSubscriptions).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "patient_subscription.signed", null, { id: made.id, ...values });
    return { id: made.id, version: 1 };
  });
}

/** Ends a contract on which nothing was paid; what was paid goes back through a refund first. */
export function cancelSubscription(ctx: Ctx, input: PackageVersion) {
  return command(ctx, "packages:edit", async (tx) => {
    const [row] = await tx.db
      .select()
      .from(patientSubscriptions)
      .where(eq(patientSubscriptions.id, input.id))
      .for("update");
    if (!row) throw notFound("这份合同");
    await visibleCustomer(scopeOf(tx), row.customerId).catch(() => {
      throw notFound("这份合同");
    });
    if (input.version !== undefined) await assertVersion(tx, "patient_subscription", row, input.version);
    if (!canBecome(row.status, "cancelled")) throw conflict(`合同 ${row.number} 已经结束，不能再取消`);
    if (row.paid > row.refunded) throw conflict(`合同 ${row.number} 已收过款，先退款再取消`);
    const after = { ...row, status: "cancelled" as const, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(patientSubscriptions).set(after).where(eq(patientSubscriptions.id, row.id));
    await audit(tx, "patient_subscription.cancelled", row, after);
    return { id: row.id, version: after.version };
  });
}

/** Outbox, topic customer.merged: running contracts of the duplicate belong to the kept customer. May run twice. */
export const followMerge: OutboxHandler = async (ctx, payload) => {
  const { from, into, intoPatient } = payload as { from: number; into: number; intoPatient: number };
  await command(ctx, "packages:edit", async (tx) => {
    const rows = await tx.db
      .select()
      .from(patientSubscriptions)
      .where(eq(patientSubscriptions.customerId, from))
      .for("update");
    for (const row of rows.filter((one) => one.status !== "cancelled" && one.status !== "expired")) {
      const after = { ...row, customerId: into, patientId: intoPatient, version: row.version + 1, updatedAt: tx.now };
      await tx.db.update(patientSubscriptions).set(after).where(eq(patientSubscriptions.id, row.id));
      await audit(tx, "patient_subscription.merged", row, after);
    }
    if (tx.audited.count === 0) unchanged(tx);
  });
};

function assertGroup(tx: Tx): void {
  if (tx.grant.centres !== "all")
    throw new AppError("forbidden", "集团通用的套餐由总部维护。请选一个中心，做成本馆套餐");
}

async function lockedPackage(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(servicePackages)
    .where(and(eq(servicePackages.id, id), visiblePackages(tx)))
    .for("update");
  if (!row) throw notFound("这个套餐");
  if (row.centreId === null) assertGroup(tx);
  return row;
}
