import { and, eq, like } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog, numberSequences, onceKeys } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { notifications } from "@/db/schema/notifications";
import { confinementDayPlans, confinementMealPlans, confinementWeekPlans } from "@/db/schema/planning";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, rolledBack } from "@/domain/testing";
import type { AppError } from "@/lib/errors";
import { fen } from "@/lib/money";
import { addDays, day, instantOf } from "@/lib/time";
import { approvePlan } from "./approval/commands";
import { cancelPlan, completePlans, createPlan, deletePlan, submitPlan, updatePlan, updateWeek } from "./commands";
import { editItems } from "./items/commands";
import { listPlans } from "./list/queries";
import { planNutrition } from "./nutrition/queries";
import { findPlans, mealsOfPatient, mealsOn, planDetail, planOf } from "./queries";
import { CreatePlan, ListPlans, PlanNutrition } from "./schema";
import { checker, planner } from "./testing";

const elsewhere = {
  "plans:read": { centres: [centres.binjiang.id] },
  "plans:edit": { centres: [centres.binjiang.id] },
} as const;
const maker = { userId: users.dietitian.id };
const other = { userId: users.dietitian2.id };
const start = day("2027-03-01"); // no plan of hers reaches this far
const order = (more: object = {}) =>
  CreatePlan.parse({ customerId: customers.linZhixia.id, startDate: start, ...more });

const refused = (code: AppError["code"], sentence?: RegExp) =>
  expect.objectContaining({ code, ...(sentence && { message: expect.stringMatching(sentence) }) });

/** Fills days of a plan with milk in every slot. */
async function fill(ctx: Ctx, planId: number, planVersion: number, from: number, days: number) {
  const ops = Array.from({ length: days }, (_, i) => addDays(start, from + i)).flatMap((date) =>
    [1, 2, 3, 4, 5, 6].map((slotId) => ({ op: "add" as const, date, slotId, dishId: dishes.warmMilk.id })),
  );
  return editItems(ctx, { planId, planVersion, ops });
}

describe("create", () => {
  it("makes a draft with weeks, days and what the stage guide says, and reads 29 days as 28", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const plan = await createPlan(
        ctx,
        order({ endDate: "2027-03-29", totalPrice: 1_200_000, discountAmount: 120_000 }),
      );
      expect(plan).toMatchObject({
        planNumber: expect.stringMatching(/^CMP20270301\d{3}$/),
        endDate: "2027-03-28",
        totalDays: 28,
        totalWeeks: 4,
        status: "draft",
      });
      expect(plan).toMatchObject({
        finalPrice: 1_080_000,
        createdBy: users.dietitian.id,
        customerName: "林知夏",
        leftOut: 0,
      });
      const { weekPlans } = await planDetail(ctx, { id: plan.id });
      expect(weekPlans.map((week) => week.dayPlans.length)).toEqual([7, 7, 7, 7]);
      expect(weekPlans[0]?.dayPlans[0]).toMatchObject({
        dayNumber: 1,
        date: start,
        mealItems: [],
        totalCalories: null,
      });
      for (const week of weekPlans) {
        expect(week.focusArea).toBeTruthy();
        expect(week.nutritionGoals.protein).toMatch(/^(low|medium|high)$/);
        expect(week.recommendedFoods.length).toBeGreaterThan(0);
      }
    }));

  it("takes focus and energy from the postpartum week that a plan's week falls into", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, order({ startDate: "2026-11-12", totalDays: 14 })); // day 3 after 2026-11-09
      const weeks = await tx.select().from(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, id));
      expect(weeks.map((week) => week.focusArea)).toEqual(["排恶露，清淡开胃", "收内脏，补铁补血"]);
      expect(weeks[0]?.nutritionGoals).toMatchObject({ energy: { min: 1800, max: 2100 } });
    }));

  it("gives the same answer for the same key, and refuses the key for something else", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const first = await createPlan(ctx, order({ onceKey: "k1" }));
      const again = await createPlan(ctx, order({ onceKey: "k1" }));
      expect(again).toEqual(first);
      expect(await tx.$count(confinementMealPlans, eq(confinementMealPlans.startDate, start))).toBe(1);
      await expect(createPlan(ctx, order({ onceKey: "k1", notes: "别的" }))).rejects.toEqual(refused("conflict"));
    }));

  it("refuses a customer of another centre, a caller without permission, dates that do not fit, too much discount", () =>
    rolledBack(async (as) => {
      await expect(createPlan(as(elsewhere), order())).rejects.toEqual(refused("not_found"));
      await expect(createPlan(as(["plans:read"]), order())).rejects.toEqual(refused("forbidden"));
      const ctx = as(planner);
      await expect(createPlan(ctx, order({ endDate: "2027-02-01" }))).rejects.toEqual(
        refused("validation_failed", /早于开始日期/),
      );
      await expect(createPlan(ctx, order({ startDate: "2026-11-01", totalDays: 18 }))).rejects.toEqual(
        refused("validation_failed", /2026-11-18 就结束了，今天已经是 2026-11-19/),
      );
      await expect(createPlan(ctx, order({ totalPrice: 100, discountAmount: 200 }))).rejects.toEqual(
        refused("validation_failed", /优惠/),
      );
      await expect(createPlan(ctx, order({ patientId: customers.songWanqing.id }))).rejects.toEqual(
        refused("not_found"),
      );
    }));

  it("copies another plan without what she may not have", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const source = await createPlan(ctx, order({ customerId: customers.fangJingshu.id, totalDays: 2 }));
      const slotId = 3;
      await editItems(ctx, {
        planId: source.id,
        planVersion: 1,
        ops: [
          { op: "add", date: start, slotId, dishId: dishes.peanutTrotterSoup.id },
          { op: "add", date: start, slotId, dishId: dishes.mixedRice.id },
        ],
      });
      const plan = await createPlan(ctx, order({ totalDays: 3, copyFrom: { from: "plan", planId: source.id } }));
      expect(plan.leftOut).toBe(2); // day 1, and day 3, which starts the two days over
      const detail = await planDetail(ctx, { id: plan.id });
      const placed = detail.weekPlans[0]?.dayPlans.map((d) => d.mealItems.map((item) => item.dishName));
      expect(placed).toEqual([["杂粮饭"], [], ["杂粮饭"]]);
      expect(detail.weekPlans[0]?.dayPlans[0]?.totalCalories).toBeGreaterThan(0);
    }));
});

describe("numbers", () => {
  const far = day("2031-05-05");
  afterAll(async () => {
    const made = await db
      .select({ id: confinementMealPlans.id })
      .from(confinementMealPlans)
      .where(eq(confinementMealPlans.startDate, far));
    for (const { id } of made) {
      await db.delete(confinementDayPlans).where(eq(confinementDayPlans.mealPlanId, id));
      await db.delete(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, id));
      await db.delete(confinementMealPlans).where(eq(confinementMealPlans.id, id));
      await db.delete(auditLog).where(and(eq(auditLog.entity, "confinement_meal_plan"), eq(auditLog.entityId, id)));
    }
    await db.delete(numberSequences).where(eq(numberSequences.seqDay, far));
    await db.delete(onceKeys).where(like(onceKeys.requestKey, "race-%"));
  });

  it("are unique under eight creations at once, and one key creates once", async () => {
    const make = (i: number) =>
      createPlan(newCtx(planner, maker), order({ startDate: far, totalDays: 1, onceKey: `race-${i}` }));
    const made = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(make));
    expect(new Set(made.map((plan) => plan.planNumber)).size).toBe(8);
    expect(made.map((plan) => plan.planNumber).toSorted()[0]).toBe("CMP20310505001");
    const again = await Promise.all([3, 3, 3].map(make));
    expect(new Set(again.map((plan) => plan.id))).toEqual(new Set([made[3]?.id]));
    expect(await db.$count(confinementMealPlans, eq(confinementMealPlans.startDate, far))).toBe(8);
  });
});

describe("update", () => {
  it("changes the head and raises the version; a stale version shows the row as it is and who saved it", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, order());
      const after = await updatePlan(ctx, {
        id,
        version: 1,
        mealPlanType: "light",
        totalPrice: fen(5000),
        totalCaloriesPerDay: 1800,
      });
      expect(after).toMatchObject({ mealPlanType: "light", finalPrice: 5000, version: 2, totalDays: 28 });
      const stale = updatePlan(as(planner, other), { id, version: 1, notes: "x" });
      await expect(stale).rejects.toMatchObject({
        code: "conflict",
        data: { byUserId: users.dietitian.id, current: { version: 2 } },
      });
      await expect(updatePlan(as(elsewhere), { id, version: 2 })).rejects.toEqual(refused("not_found"));
    }));

  it("lengthens and shortens at the end, but keeps days that hold dishes", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, order({ totalDays: 10 }));
      await updatePlan(ctx, { id, version: 1, endDate: addDays(start, 20) });
      expect((await planDetail(ctx, { id })).weekPlans.map((w) => w.dayPlans.length)).toEqual([7, 7, 7]);
      await fill(ctx, id, 2, 12, 1);
      await expect(updatePlan(ctx, { id, version: 3, endDate: addDays(start, 11) })).rejects.toEqual(
        refused("conflict", /已经排了菜/),
      );
      await updatePlan(ctx, { id, version: 3, endDate: addDays(start, 12) });
      expect((await planDetail(ctx, { id })).weekPlans.map((w) => w.dayPlans.length)).toEqual([7, 6]);
    }));

  it("moves an empty draft to another start, not one with dishes", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, order());
      const moved = await updatePlan(ctx, { id, version: 1, startDate: addDays(start, 2) });
      expect(moved).toMatchObject({ startDate: "2027-03-03", endDate: "2027-03-30", totalDays: 28 });
      await fill(ctx, id, 2, 5, 1);
      await expect(updatePlan(ctx, { id, version: 3, startDate: start })).rejects.toEqual(
        refused("conflict", /开始日期/),
      );
    }));

  it("changes a week and the notes of its days", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, order());
      const days = [{ date: addDays(start, 8), specialNotes: "下午复查" }];
      await updateWeek(ctx, {
        id,
        weekNumber: 2,
        version: 1,
        focusArea: "补铁",
        nutritionGoals: { iron: { label: "high", min: 26 } },
        days,
      });
      const week = (await planDetail(ctx, { id })).weekPlans[1];
      expect(week).toMatchObject({ focusArea: "补铁", nutritionGoals: { iron: "high" }, version: 2 });
      expect(week?.dayPlans[1]?.specialNotes).toBe("下午复查");
      await expect(updateWeek(ctx, { id, weekNumber: 2, version: 1 })).rejects.toEqual(refused("conflict"));
      await expect(updateWeek(ctx, { id, weekNumber: 9, version: 1 })).rejects.toEqual(refused("not_found"));
      const outside = updateWeek(ctx, { id, weekNumber: 1, version: 1, days });
      await expect(outside).rejects.toEqual(refused("validation_failed"));
    }));
});

describe("delete, cancel, complete", () => {
  it("deletes a draft with everything in it, nothing else", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order());
      await fill(ctx, id, 1, 0, 2);
      await deletePlan(ctx, { id });
      expect(await tx.$count(confinementMealPlans, eq(confinementMealPlans.id, id))).toBe(0);
      expect(await tx.$count(confinementDayPlans, eq(confinementDayPlans.mealPlanId, id))).toBe(0);
      const running = customers.linZhixia.id; // plans of the world carry their mother's number
      await expect(deletePlan(ctx, { id: running })).rejects.toEqual(refused("conflict", /草稿/));
    }));

  it("cancels with a reason in the log, once", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order());
      await cancelPlan(ctx, { id, reason: "改去另一家" });
      const [entry] = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entityId, id), eq(auditLog.action, "confinement_meal_plan.cancelled")));
      expect(entry?.details).toEqual({ reason: "改去另一家" });
      await expect(cancelPlan(ctx, { id, reason: "再来" })).rejects.toEqual(refused("conflict", /已经取消/));
      await expect(cancelPlan(as(planner), { id, reason: "无权" })).rejects.toEqual(refused("forbidden"));
      await expect(fill(ctx, id, 2, 0, 1)).rejects.toEqual(refused("conflict", /已取消/));
    }));

  it("completes running plans after their last day, once", () =>
    rolledBack(async (as, tx) => {
      const [plan] = await tx
        .select()
        .from(confinementMealPlans)
        .where(eq(confinementMealPlans.id, customers.linZhixia.id));
      const end = plan?.endDate ?? TEST_DAY;
      const onLastDay = as(["plans:edit"], { now: instantOf(end, "23:00") });
      await completePlans(onLastDay);
      const status = async () =>
        (await tx.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, customers.linZhixia.id)))[0]
          ?.status;
      expect(await status()).toBe("active");
      const after = as(["plans:edit"], { now: instantOf(addDays(end, 1), "01:00") });
      expect(await completePlans(after)).toBeGreaterThan(0);
      expect(await status()).toBe("completed");
      expect(await completePlans(after)).toBe(0);
    }));
});

describe("submit and approve", () => {
  it("asks those who may approve, not the maker", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order());
      const { asked } = await submitPlan(ctx, { id });
      expect(asked).toContain(users.dietitian2.name);
      expect(asked).not.toContain(users.dietitian.name);
      const told = await tx
        .select()
        .from(notifications)
        .where(eq(notifications.link, `/plans/${id}`));
      expect(told).toHaveLength(asked.length);
    }));

  it("lets another colleague approve the filled weeks, and only those are served", () =>
    rolledBack(async (as) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order({ totalDays: 14 }));
      await fill(ctx, id, 1, 0, 8);
      await expect(approvePlan(ctx, { id })).rejects.toEqual(refused("conflict", /您排的/));
      await expect(approvePlan(as(planner, other), { id })).rejects.toEqual(refused("forbidden"));
      const approved = await approvePlan(as(checker, other), { id });
      expect(approved).toMatchObject({ status: "active", approvedBy: users.dietitian2.id, approvedWeeks: [1] });
      expect(await mealsOfPatient(reader(ctx, "plans:read"), customers.linZhixia.id, start)).toHaveLength(6);
      expect(await mealsOfPatient(reader(ctx, "plans:read"), customers.linZhixia.id, addDays(start, 7))).toHaveLength(
        0,
      );
      await fill(ctx, id, 3, 8, 6);
      expect(await approvePlan(as(checker, other), { id })).toMatchObject({ approvedWeeks: [2] });
      expect(await mealsOfPatient(reader(ctx, "plans:read"), customers.linZhixia.id, addDays(start, 7))).toHaveLength(
        6,
      );
      await expect(approvePlan(as(checker, other), { id })).rejects.toEqual(refused("conflict", /已经审过/));
    }));

  it("names the gaps when no week is full", () =>
    rolledBack(async (as) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order());
      await fill(ctx, id, 1, 0, 6);
      const attempt = approvePlan(as(checker, other), { id });
      await expect(attempt).rejects.toMatchObject({
        code: "conflict",
        data: { gaps: expect.arrayContaining([{ date: "2027-03-07", slot: "早餐" }]) },
      });
    }));

  it("lists dishes that became unsafe, and words that nobody mapped", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(checker, maker);
      const { id } = await createPlan(ctx, order({ totalDays: 7 }));
      await fill(ctx, id, 1, 0, 7);
      const hard = {
        patientId: customers.linZhixia.id,
        kind: "allergy",
        strength: "hard",
        source: "staff",
        validFrom: TEST_DAY,
      } as const;
      const milk = { ...hard, target: "dish", dishId: dishes.warmMilk.id, label: "牛奶" } as const;
      const [row] = await tx.insert(restrictions).values(milk).$returningId();
      await expect(approvePlan(as(checker, other), { id })).rejects.toMatchObject({
        code: "conflict",
        data: {
          conflicts: expect.arrayContaining([
            expect.objectContaining({ dishName: "温牛奶", slot: "早餐", date: start }),
          ]),
        },
      });
      await tx.delete(restrictions).where(eq(restrictions.id, row?.id ?? 0));
      await tx.insert(restrictions).values({ ...hard, target: "text", label: "某种菌" });
      await expect(approvePlan(as(checker, other), { id })).rejects.toMatchObject({ data: { unmapped: ["某种菌"] } });
    }));

  it("keeps a second running plan off her days", () =>
    rolledBack(async (as) => {
      const ctx = as(checker, maker);
      const one = await createPlan(ctx, order({ totalDays: 7 }));
      const two = await createPlan(ctx, order({ startDate: addDays(start, 6), totalDays: 1 }));
      await fill(ctx, one.id, 1, 0, 7);
      await fill(ctx, two.id, 1, 6, 1);
      await approvePlan(as(checker, other), { id: one.id });
      await expect(approvePlan(as(checker, other), { id: two.id })).rejects.toMatchObject({
        code: "conflict",
        data: { planNumber: one.planNumber },
      });
      await cancelPlan(ctx, { id: one.id, reason: "重排" });
      expect(await approvePlan(as(checker, other), { id: two.id })).toMatchObject({ status: "active" });
    }));
});

describe("reading", () => {
  it("lists with how full plans are, within the caller's centres and filters", () =>
    rolledBack(async (as) => {
      const all = await listPlans(as(planner), ListPlans.parse({ pageSize: 100, status: "active" }));
      const lin = all.rows.find((row) => row.customerId === customers.linZhixia.id);
      expect(lin?.totalCells).toBe((lin?.totalDays ?? 0) * 6);
      expect(lin?.filledCells).toBe((lin?.totalCells ?? 0) - 1); // Tuesday's afternoon snack is open
      expect(new Set(all.rows.map((row) => row.status))).toEqual(new Set(["active"]));
      const theirs = await listPlans(as(elsewhere), ListPlans.parse({ pageSize: 100 }));
      expect(new Set(theirs.rows.map((row) => row.centreId))).toEqual(new Set([centres.binjiang.id]));
      const one = await listPlans(
        as(planner),
        ListPlans.parse({ search: "lzx", startDate: TEST_DAY, endDate: TEST_DAY }),
      );
      expect(one.rows.map((row) => row.customerName)).toEqual(["林知夏"]);
      const waiting = await listPlans(as(planner), ListPlans.parse({ pending: true, pageSize: 100 }));
      expect(waiting.rows.map((row) => row.id).toSorted((a, b) => a - b)).toEqual([10, 11, 33, 34]);
    }));

  it("shows a plan to its centre, its family and its mother only", () =>
    rolledBack(async (as) => {
      const id = customers.linZhixia.id;
      const own = { "plans:read": { own: true } } as const;
      expect((await planDetail(as(own, { userId: users.customer.id }), { id })).customerName).toBe("林知夏");
      await expect(
        planDetail(as(own, { userId: users.customer.id }), { id: customers.fangJingshu.id }),
      ).rejects.toEqual(refused("not_found"));
      await expect(planDetail(as(elsewhere), { id })).rejects.toEqual(refused("not_found"));
      expect((await findPlans(as(planner), "林知", 5)).map((plan) => plan.id)).toContain(id);
      expect(await findPlans(as(elsewhere), "林知", 5)).toEqual([]);
    }));

  it("says what a centre serves on a day, and whose plan covers it", () =>
    rolledBack(async (as) => {
      const read = reader(as(planner), "plans:read");
      const lunch = await mealsOn(read, centres.jingan.id, TEST_DAY, 3);
      const hers = lunch.filter((meal) => meal.customerId === customers.linZhixia.id).map((meal) => meal.dishId);
      expect(hers).toContain(dishes.seabassSoup.id);
      expect(new Set(lunch.map((meal) => meal.slotId))).toEqual(new Set([3]));
      expect(
        (await mealsOn(read, centres.binjiang.id, TEST_DAY, 3)).some(
          (meal) => meal.customerId === customers.linZhixia.id,
        ),
      ).toBe(false);
      expect((await planOf(read, customers.linZhixia.id, TEST_DAY))?.id).toBe(customers.linZhixia.id);
      expect(await planOf(read, customers.linZhixia.id, start)).toBeNull();
    }));

  it("compares each day with the targets of its week", () =>
    rolledBack(async (as) => {
      const found = await planNutrition(as(planner), PlanNutrition.parse({ id: customers.linZhixia.id }));
      const today = found.days.find((one) => one.date === TEST_DAY);
      const iron = today?.targets.find((t) => t.code === "iron_mg");
      expect(iron).toMatchObject({ from: 24, to: 42, amount: today?.nutrition.iron_mg });
      expect(iron?.state).toBe((iron?.amount ?? 0) < 24 ? "low" : "within");
      expect(found.average.days).toBe(found.days.length);
      await expect(planNutrition(as(planner), { id: customers.linZhixia.id, profile: "nobody" })).rejects.toEqual(
        refused("not_found"),
      );
    }));
});
