import "server-only";
import { and, eq, gte, inArray, lte } from "drizzle-orm";
import { confinementDayPlans, confinementMealPlans } from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { OutboxHandler } from "@/domain/core/outbox";
import type { PlanRecord } from "../items/queries";
import { recheckPatient } from "./commands";

/**
 * Outbox, topic customer.merged: drafts and running plans of the duplicate go over to the kept customer and her patient, and
 * are judged anew. A running plan that overlaps one of hers is cancelled, because she cannot have two. May run twice.
 */
export const followMerge: OutboxHandler = async (ctx, payload) => {
  const { from, into, intoPatient } = payload as { from: number; into: number; intoPatient: number };
  await command(ctx, "plans:edit", async (tx) => {
    const rows = await tx.db
      .select()
      .from(confinementMealPlans)
      .where(and(eq(confinementMealPlans.customerId, from), inArray(confinementMealPlans.status, ["draft", "active"])))
      .orderBy(confinementMealPlans.id)
      .for("update");
    for (const plan of rows) await moveOver(tx, plan, into, intoPatient);
    if (rows.length === 0) unchanged(tx);
  });
  await recheckPatient(ctx, intoPatient);
};

async function moveOver(tx: Tx, plan: PlanRecord, customerId: number, patientId: number): Promise<void> {
  const [other] = plan.status === "active" ? await running(tx, plan, patientId) : [];
  const after: PlanRecord = other
    ? { ...plan, status: "cancelled", version: plan.version + 1, updatedAt: tx.now }
    : { ...plan, customerId, patientId, version: plan.version + 1, updatedAt: tx.now };
  await tx.db.update(confinementMealPlans).set(after).where(eq(confinementMealPlans.id, plan.id));
  if (!other)
    await tx.db.update(confinementDayPlans).set({ patientId }).where(eq(confinementDayPlans.mealPlanId, plan.id));
  const reason = other ? { reason: `客户合并，已有同期计划 ${other.planNumber}` } : { reason: "客户合并" };
  await audit(tx, other ? "confinement_meal_plan.cancelled" : "confinement_meal_plan.merged", plan, after, reason);
  tx.touched.add("confinement_meal_plan");
}

const running = (tx: Tx, plan: PlanRecord, patientId: number) =>
  tx.db
    .select()
    .from(confinementMealPlans)
    .where(
      and(
        eq(confinementMealPlans.patientId, patientId),
        eq(confinementMealPlans.status, "active"),
        lte(confinementMealPlans.startDate, plan.endDate),
        gte(confinementMealPlans.endDate, plan.startDate),
      ),
    )
    .limit(1);
