import "server-only";
import { and, eq, inArray, lt } from "drizzle-orm";
import { customers, patients } from "@/db/schema/customers";
import { patientSubscriptions } from "@/db/schema/packages";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { once } from "@/domain/core/once";
import { scopeOf, visibleCustomers } from "@/domain/customers/queries";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { conflict, invalid, notFound } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { dayOf } from "@/lib/time";
import { assertNoOtherPlan } from "./approval/commands";
import { fillFrom } from "./creation/fill";
import { insertDays, layWeeks, movePeriod } from "./creation/weeks";
import { lockedPlan } from "./items/commands";
import { contentsOf, type PlanRecord, type WeekRecord } from "./items/queries";
import { planOut } from "./queries";
import { canBecome, type Period, periodOf, withEnergy } from "./rules";
import type { CancelPlan, CreatePlan, DeletePlan, PlanOut, SubmitPlan, UpdatePlan, UpdateWeek } from "./schema";

/**
 * A new draft for the customer's own patient, with its weeks and days, each week's focus, goals and foods taken from the
 * stage guide. `leftOut` counts the dishes of the copied source that do not suit her or cannot be placed.
 */
export function createPlan(ctx: Ctx, { onceKey, ...input }: CreatePlan): Promise<PlanOut & { leftOut: number }> {
  return command(ctx, "plans:edit", async (tx) => {
    const period = periodOrInvalid(input);
    const today = dayOf(tx.now);
    if (period.endDate < today)
      throw invalid(input.endDate ? "endDate" : "startDate", `${period.endDate} 就结束了，今天已经是 ${today}`);
    const given = { ...input, by: userIdOf(tx) };
    const { id, leftOut } = await once(tx, "confinement_meal_plan.create", onceKey, given, () =>
      make(tx, input, period),
    );
    const plan = await lockedPlan(tx, id);
    const [customer] = await tx.db
      .select({ name: customers.name })
      .from(customers)
      .where(eq(customers.id, plan.customerId));
    return { ...planOut(plan, customer?.name ?? ""), leftOut };
  });
}

function periodOrInvalid(input: Parameters<typeof periodOf>[0]): Period {
  const period = periodOf(input);
  if ("fault" in period) throw invalid(input.endDate ? "endDate" : "totalDays", period.fault);
  if (period.totalDays > 180) throw invalid("endDate", "一份计划最多 180 天");
  return period;
}

async function make(tx: Tx, input: Omit<CreatePlan, "onceKey">, period: Period) {
  const { customer, patient } = await eaterOf(tx, input);
  const prices = await pricesOf(tx, input, customer.id);
  const values = {
    ...period,
    ...prices,
    centreId: customer.centreId,
    customerId: customer.id,
    patientId: patient.id,
    subscriptionId: input.subscriptionId ?? null,
    mealPlanType: input.mealPlanType,
    place: input.place,
    totalCaloriesPerDay: input.totalCaloriesPerDay || null,
    notes: input.notes ?? null,
    createdBy: userIdOf(tx),
    planNumber: await nextNumber(tx, "CMP", period.startDate), // late: the counter stays locked until the end
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [created] = await tx.db.insert(confinementMealPlans).values(values).$returningId();
  if (!created) throw new Error("insert returned no id");
  const plan = {
    ...values,
    id: created.id,
    status: "draft",
    approvedBy: null,
    approvedAt: null,
    version: 1,
  } as PlanRecord;
  await layWeeks(tx, plan);
  await insertDays(tx, plan);
  const leftOut = input.copyFrom ? await fillFrom(tx, plan, input.copyFrom) : 0;
  await audit(tx, "confinement_meal_plan.created", null, plan);
  tx.touched.add("confinement_meal_plan");
  return { id: created.id, leftOut };
}

/** Whom the plan feeds: the customer's own patient, or another of the family who is named. */
async function eaterOf(tx: Tx, input: { customerId: number; patientId?: number }) {
  const [customer] = await tx.db
    .select()
    .from(customers)
    .where(and(eq(customers.id, input.customerId), visibleCustomers(scopeOf(tx))));
  if (!customer) throw notFound("这位客户");
  if (customer.archivedAt) throw conflict(`${customer.name}已归档，先恢复再排餐`);
  const patientId = input.patientId ?? customer.patientId;
  if (!patientId) throw invalid("customerId", `${customer.name}还没有登记照护对象，先在客户档案里补上`);
  const [patient] = await tx.db.select().from(patients).where(eq(patients.id, patientId));
  const related = patient && (patient.id === customer.patientId || patient.familyId === customer.familyId);
  if (!patient || !related) throw notFound("这位照护对象");
  return { customer, patient };
}

/** The quote: what was given, else what the subscription says, else nothing. */
async function pricesOf(
  tx: Tx,
  input: Pick<CreatePlan, "subscriptionId" | "totalPrice" | "discountAmount">,
  customerId: number,
) {
  let [total, discount]: [Fen, Fen] = [input.totalPrice ?? fen(0), input.discountAmount ?? fen(0)];
  if (input.subscriptionId) {
    const [sold] = await tx.db
      .select()
      .from(patientSubscriptions)
      .where(and(eq(patientSubscriptions.id, input.subscriptionId), eq(patientSubscriptions.customerId, customerId)));
    if (!sold) throw notFound("这份合同");
    total = input.totalPrice ?? sold.listPrice;
    discount = input.discountAmount ?? sold.discount;
  }
  return priced(total, discount);
}

function priced(totalPrice: Fen, discountAmount: Fen) {
  if (discountAmount > totalPrice) throw invalid("discountAmount", "优惠不能多于总价");
  return { totalPrice, discountAmount, finalPrice: fen(totalPrice - discountAmount) };
}

/** Changes the head of a plan. Its period may move freely while it is an empty draft; later only its end does. */
export function updatePlan(ctx: Ctx, input: UpdatePlan): Promise<PlanOut> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    await assertVersion(tx, "confinement_meal_plan", plan, input.version);
    if (plan.status === "cancelled" || plan.status === "completed")
      throw conflict(plan.status === "cancelled" ? "这份计划已取消，不能再改" : "这份计划已结束，不能再改");
    const period = periodOrInvalid({
      startDate: input.startDate ?? plan.startDate,
      endDate: input.endDate ?? (input.startDate ? undefined : plan.endDate),
      ...(input.startDate && !input.endDate && { totalDays: plan.totalDays }),
    });
    const energy =
      input.totalCaloriesPerDay === undefined ? plan.totalCaloriesPerDay : input.totalCaloriesPerDay || null;
    const after: PlanRecord = {
      ...plan,
      ...period,
      ...priced(input.totalPrice ?? plan.totalPrice, input.discountAmount ?? plan.discountAmount),
      mealPlanType: input.mealPlanType ?? plan.mealPlanType,
      place: input.place ?? plan.place,
      totalCaloriesPerDay: energy,
      notes: input.notes === undefined ? plan.notes : input.notes,
      version: plan.version + 1,
      updatedAt: tx.now,
    };
    if (period.startDate !== plan.startDate || period.endDate !== plan.endDate) {
      if (plan.status === "active") await assertNoOtherPlan(tx, after);
      await movePeriod(tx, plan, after);
    }
    if (energy && energy !== plan.totalCaloriesPerDay) await setEnergy(tx, plan.id, energy);
    await tx.db.update(confinementMealPlans).set(after).where(eq(confinementMealPlans.id, plan.id));
    await audit(tx, "confinement_meal_plan.updated", plan, after);
    tx.touched.add("confinement_meal_plan");
    const [customer] = await tx.db
      .select({ name: customers.name })
      .from(customers)
      .where(eq(customers.id, plan.customerId));
    return planOut(after, customer?.name ?? "");
  });
}

/** The plan's own daily energy stands in the goals of each of its weeks. */
async function setEnergy(tx: Tx, planId: number, kcal: number) {
  const { weeks } = await contentsOf(tx.db, planId);
  for (const week of weeks)
    await tx.db
      .update(confinementWeekPlans)
      .set({
        nutritionGoals: withEnergy(week.nutritionGoals ?? {}, kcal),
        version: week.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(confinementWeekPlans.id, week.id));
}

/** Focus, goals, foods and notes of a week, and the notes of its days. */
export function updateWeek(ctx: Ctx, input: UpdateWeek): Promise<{ id: number; version: number }> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    if (!canBecome(plan.status, "cancelled")) throw conflict("这份计划已经结束，不能再改");
    const { weeks, days } = await contentsOf(tx.db, plan.id);
    const week = weeks.find((w) => w.weekNumber === input.weekNumber);
    if (!week) throw notFound(`第 ${input.weekNumber} 周`);
    await assertVersion(tx, "confinement_week_plan", week, input.version);
    const keep = <K extends keyof WeekRecord & keyof UpdateWeek>(key: K) =>
      input[key] === undefined ? week[key] : input[key];
    const after = {
      ...week,
      focusArea: keep("focusArea") as string | null,
      nutritionGoals: input.nutritionGoals ?? week.nutritionGoals,
      avoidFoods: input.avoidFoods ?? week.avoidFoods,
      recommendedFoods: input.recommendedFoods ?? week.recommendedFoods,
      notes: keep("notes") as string | null,
      version: week.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(confinementWeekPlans).set(after).where(eq(confinementWeekPlans.id, week.id));
    for (const note of input.days ?? []) {
      const day = days.find((d) => d.weekPlanId === week.id && d.date === note.date);
      if (!day) throw invalid("days", `${note.date} 不在第 ${week.weekNumber} 周里`);
      if (day.specialNotes === note.specialNotes) continue;
      await tx.db
        .update(confinementDayPlans)
        .set({ specialNotes: note.specialNotes, updatedAt: tx.now })
        .where(eq(confinementDayPlans.id, day.id));
    }
    await audit(
      tx,
      "confinement_week_plan.updated",
      { ...week, centreId: plan.centreId },
      { ...after, centreId: plan.centreId },
    );
    return { id: week.id, version: after.version };
  });
}

/** Only drafts go away; what has been approved is cancelled instead. */
export function deletePlan(ctx: Ctx, input: DeletePlan): Promise<null> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "confinement_meal_plan", plan, input.version);
    if (plan.status !== "draft") throw conflict("只有草稿能删。审核过的计划请用“取消计划”");
    const dayIds = tx.db
      .select({ id: confinementDayPlans.id })
      .from(confinementDayPlans)
      .where(eq(confinementDayPlans.mealPlanId, plan.id));
    await tx.db.delete(confinementMealItems).where(inArray(confinementMealItems.dayPlanId, dayIds));
    await tx.db.delete(confinementDayPlans).where(eq(confinementDayPlans.mealPlanId, plan.id));
    await tx.db.delete(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, plan.id));
    await tx.db.delete(confinementMealPlans).where(eq(confinementMealPlans.id, plan.id));
    await audit(tx, "confinement_meal_plan.deleted", plan, null);
    tx.touched.add("confinement_meal_plan");
    return null;
  });
}

/** Asks those who may approve to look at the plan. Nothing else changes: it stays a draft until someone approves. */
export function submitPlan(ctx: Ctx, input: SubmitPlan): Promise<{ asked: string[] }> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    if (plan.status !== "draft" && plan.status !== "active") throw conflict("这份计划已经结束，不用再审");
    const approvers = (await usersWith(tx, "plans:approve", plan.centreId)).filter(
      (user) => user.id !== plan.createdBy,
    );
    if (approvers.length === 0) throw conflict("这个中心还没有别人能审核。请管理员给一位同事“审核月子餐计划”的权限");
    const [customer] = await tx.db
      .select({ name: customers.name })
      .from(customers)
      .where(eq(customers.id, plan.customerId));
    await notify(
      tx,
      approvers.map((user) => user.id),
      {
        kind: "plan.submitted",
        title: `${customer?.name ?? ""}的月子餐计划等您审核`,
        content: `${plan.planNumber}，${plan.startDate} 到 ${plan.endDate}`,
        link: `/plans/${plan.id}`,
        dedupeKey: `plan.submitted:${plan.id}:${plan.version}`,
      },
    );
    await audit(tx, "confinement_meal_plan.submitted", null, plan);
    return { asked: approvers.map((user) => user.name) };
  });
}

/** Ends a draft or a running plan before its time; the reason stands in the log. Meals served so far stay as they are. */
export function cancelPlan(ctx: Ctx, input: CancelPlan): Promise<{ id: number; version: number }> {
  return command(ctx, "plans:cancel", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "confinement_meal_plan", plan, input.version);
    if (!canBecome(plan.status, "cancelled"))
      throw conflict(plan.status === "cancelled" ? "这份计划已经取消过了" : "这份计划已结束，不能取消");
    return end(tx, plan, "cancelled", { reason: input.reason });
  });
}

/** Plans completed in one go; the job comes again. */
const COMPLETE_AT_ONCE = 200;

/** Closes running plans whose last day has gone by; answers how many. A job calls it every night. */
export function completePlans(ctx: Ctx): Promise<number> {
  return command(ctx, "plans:edit", async (tx) => {
    const over = await tx.db
      .select()
      .from(confinementMealPlans)
      .where(and(eq(confinementMealPlans.status, "active"), lt(confinementMealPlans.endDate, dayOf(tx.now))))
      .orderBy(confinementMealPlans.id)
      .limit(COMPLETE_AT_ONCE)
      .for("update");
    for (const plan of over) await end(tx, plan, "completed");
    if (over.length === 0) unchanged(tx);
    return over.length;
  });
}

async function end(tx: Tx, plan: PlanRecord, status: "cancelled" | "completed", details?: { reason: string }) {
  const after = { ...plan, status, version: plan.version + 1, updatedAt: tx.now };
  await tx.db
    .update(confinementMealPlans)
    .set({ status, version: after.version, updatedAt: after.updatedAt })
    .where(eq(confinementMealPlans.id, plan.id));
  await audit(tx, `confinement_meal_plan.${status}`, plan, after, details);
  tx.touched.add("confinement_meal_plan");
  return { id: plan.id, version: after.version };
}
