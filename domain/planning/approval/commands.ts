import "server-only";
import { and, eq, gte, inArray, lte, ne } from "drizzle-orm";
import { customers, patients } from "@/db/schema/customers";
import { confinementMealPlans, confinementWeekPlans } from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { isInForce, isReleased, type Person } from "@/domain/customers/safety/rules";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { AppError, conflict } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { judged, judgingOf } from "../items/checks";
import { lockedPlan } from "../items/commands";
import { contentsOf, coveredBy, isPending, type PlanRecord } from "../items/queries";
import { planOut } from "../queries";
import { canBecome, cellKey, openCells } from "../rules";
import type { ApprovePlan, PlanOut } from "../schema";

/** A dish that stands in the way of an approval. */
export type HardConflict = { date: Day; slot: string; dishId: number; dishName: string; reasons: string[] };

/**
 * Approves the filled weeks of a plan: a draft starts running, of a running plan the weeks filled since are let through.
 * Whoever made the plan cannot approve it. Refused with what is in the way while a dish breaks a hard restriction that
 * two people have not released, a hard restriction still is a bare word, no week is filled, or another plan of hers runs on one of
 * its days.
 */
export function approvePlan(ctx: Ctx, input: ApprovePlan): Promise<PlanOut & { approvedWeeks: number[] }> {
  return command(ctx, "plans:approve", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "confinement_meal_plan", plan, input.version);
    if (plan.status !== "active" && !canBecome(plan.status, "active"))
      throw conflict(plan.status === "cancelled" ? "这份计划已取消，不能审核" : "这份计划已结束，不用再审");
    if (plan.createdBy !== null && plan.createdBy === userIdOf(tx))
      throw conflict("这份计划是您排的，要由另一位同事审核");
    const weeks = await filledWeeks(tx, plan);
    await assertNoHardConflict(tx, plan);
    await assertNoOtherPlan(tx, plan);
    const approval = { approvedBy: userIdOf(tx), approvedAt: tx.now };
    await tx.db
      .update(confinementWeekPlans)
      .set({ ...approval, updatedAt: tx.now })
      .where(
        inArray(
          confinementWeekPlans.id,
          weeks.map((week) => week.id),
        ),
      );
    const after: PlanRecord = {
      ...plan,
      ...(plan.status === "draft" && { status: "active" as const, ...approval }),
      version: plan.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(confinementMealPlans).set(after).where(eq(confinementMealPlans.id, plan.id));
    const approvedWeeks = weeks.map((week) => week.weekNumber);
    await audit(tx, "confinement_meal_plan.approved", plan, after, { weeks: approvedWeeks });
    tx.touched.add("confinement_meal_plan");
    const [customer] = await tx.db
      .select({ name: customers.name })
      .from(customers)
      .where(eq(customers.id, plan.customerId));
    return { ...planOut(after, customer?.name ?? ""), approvedWeeks };
  });
}

/** Weeks that are full and wait for approval; none is a conflict that says what is missing. */
async function filledWeeks(tx: Tx, plan: PlanRecord) {
  const { weeks, days, items } = await contentsOf(tx.db, plan.id);
  const slots = await mealSlots(tx);
  const filled = new Set(items.map((item) => cellKey(item.date, item.categoryId)));
  const around = { startDate: plan.startDate, endDate: plan.endDate, today: dayOf(tx.now) };
  const waiting = weeks.filter((week) => week.approvedAt === null);
  if (waiting.length === 0) throw conflict("这份计划的每一周都已经审过了");
  const states = waiting.map((week) => {
    const dates = days.filter((day) => day.weekPlanId === week.id).map((day) => day.date);
    const open = openCells(
      { days: dates },
      slots.map((slot) => slot.id),
      filled,
      around,
    );
    return { week, open, hasDishes: items.some((item) => dates.includes(item.date)) };
  });
  const ready = states.filter(({ open, hasDishes }) => open.length === 0 && hasDishes).map(({ week }) => week);
  if (ready.length > 0) return ready;
  const nearest = states.toSorted((a, b) => a.open.length - b.open.length)[0];
  const nameOf = (slotId: number) => slots.find((slot) => slot.id === slotId)?.name ?? "";
  const gaps = (nearest?.open ?? []).map(({ date, slotId }) => ({ date, slot: nameOf(slotId) }));
  const said = gaps.slice(0, 3).map((gap) => `${gap.date.slice(5)} ${gap.slot}`);
  throw conflict(
    `还没有排满的一周。第 ${nearest?.week.weekNumber} 周差 ${gaps.length} 格：${said.join("、")}${gaps.length > 3 ? "等" : ""}`,
    { gaps },
  );
}

async function assertNoHardConflict(tx: Tx, plan: PlanRecord): Promise<void> {
  const today = dayOf(tx.now);
  const judging = await judgingOf(tx, plan.patientId);
  const words = unmapped(judging.person, plan, today);
  if (words.length > 0)
    throw new AppError(
      "conflict",
      `${words.map((w) => `“${w}”`).join("、")}还只是文字，没有对应到食材或过敏原，不能保证拦得住。先在客户档案里对应好`,
      { data: { unmapped: words } },
    );
  const { items } = await contentsOf(tx.db, plan.id);
  const coming = items.filter((item) => item.date >= today);
  const pending = coming.filter(isPending);
  if (pending[0])
    throw conflict(
      `有 ${pending.length} 道放行还没有第二人确认：${pending[0].date.slice(5)} ${pending[0].slotName}的${pending[0].dishName}。先确认或换掉`,
      { pending: pending.map(({ id, date, slotName: slot, dishName }) => ({ itemId: id, date, slot, dishName })) },
    );
  const cards = await dishCards(tx, [...new Set(coming.map((item) => item.dishId))]);
  const conflicts = coming.flatMap((item): HardConflict[] => {
    const card = cards.get(item.dishId);
    const found = card && judged(judging, card, item.date);
    if (found?.verdict !== "refused" || isReleased(found.reasons, coveredBy(item))) return [];
    const reasons = found.reasons.filter((r) => r.refuses).map((r) => r.text);
    return [{ date: item.date, slot: item.slotName, dishId: item.dishId, dishName: item.dishName, reasons }];
  });
  const [first] = conflicts;
  if (first)
    throw new AppError(
      "conflict",
      `有 ${conflicts.length} 道菜不能给她吃，先换掉：${first.date.slice(5)} ${first.slot}的${first.dishName}，${first.reasons[0]}`,
      { data: { conflicts } },
    );
}

/** Hard restrictions in force during the plan that nobody has mapped to an ingredient, allergen, tag or dish. */
const unmapped = (person: Person, plan: PlanRecord, today: Day): string[] =>
  person.restrictions
    .filter((r) => r.target === "text" && r.strength === "hard")
    .filter((r) => isInForce(r, today) || (r.validFrom <= plan.endDate && (r.validTo ?? plan.endDate) >= today))
    .map((r) => r.label);

/** One running plan per person and day. The patient's row is locked, so that two approvals cannot pass each other. */
export async function assertNoOtherPlan(tx: Tx, plan: PlanRecord): Promise<void> {
  await tx.db.select({ id: patients.id }).from(patients).where(eq(patients.id, plan.patientId)).for("update");
  const [other] = await tx.db
    .select()
    .from(confinementMealPlans)
    .where(
      and(
        eq(confinementMealPlans.patientId, plan.patientId),
        eq(confinementMealPlans.status, "active"),
        ne(confinementMealPlans.id, plan.id),
        lte(confinementMealPlans.startDate, plan.endDate),
        gte(confinementMealPlans.endDate, plan.startDate),
      ),
    )
    .limit(1)
    .for("update"); // a locking read sees what another approval has just committed
  if (!other) return;
  const maker = (await userNames([other.approvedBy])).get(other.approvedBy ?? 0);
  throw conflict(
    `${other.startDate} 到 ${other.endDate} 已经有一份执行中的计划 ${other.planNumber}${maker ? `（${maker}审核）` : ""}，先取消那份或改日期`,
    { planId: other.id, planNumber: other.planNumber },
  );
}
