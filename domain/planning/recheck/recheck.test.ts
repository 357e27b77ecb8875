import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { confinementDayPlans, confinementMealPlans, confinementWeekPlans } from "@/db/schema/planning";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { reader } from "@/domain/core/access";
import { rolledBack } from "@/domain/testing";
import { addDays, day } from "@/lib/time";
import { createPlan, updatePlan } from "../commands";
import { editItems } from "../items/commands";
import { exportedPlans } from "../list/queries";
import { weeklyMenuOf } from "../menu/queries";
import { planningOutbox } from "../outbox";
import { mealsOfPatient, planDetail } from "../queries";
import { CreatePlan, ListPlans } from "../schema";
import { planner } from "../testing";

const maker = { userId: users.dietitian.id };
const start = day("2027-03-01");
const [lin, fang] = [customers.linZhixia.id, customers.fangJingshu.id];

describe("two customers that were one", () => {
  const merged = planningOutbox["customer.merged"]?.[0];
  const job = { "plans:edit": "all" } as const;

  it("leave one plan a day: drafts go over with their days, a running plan that overlaps ends", () =>
    rolledBack(async (as, tx) => {
      const draft = await createPlan(
        as(planner, maker),
        CreatePlan.parse({ customerId: fang, startDate: start, totalDays: 3 }),
      );
      const payload = { from: fang, into: lin, fromPatient: fang, intoPatient: lin };
      await merged?.(as(job), payload);
      await merged?.(as(job), payload); // events come more than once
      const of = async (id: number) =>
        (await tx.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, id)))[0];
      expect(await of(draft.id)).toMatchObject({ customerId: lin, patientId: lin, status: "draft" });
      const days = await tx.select().from(confinementDayPlans).where(eq(confinementDayPlans.mealPlanId, draft.id));
      expect(new Set(days.map((one) => one.patientId))).toEqual(new Set([lin]));
      expect(await of(fang)).toMatchObject({ status: "cancelled" }); // plans of the world carry their mother's number
      expect(await of(lin)).toMatchObject({ status: "active" });
      expect(await mealsOfPatient(reader(as(planner), "plans:read"), fang, TEST_DAY)).toEqual([]);
    }));

  it("judge the dishes anew for whom they now feed", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await createPlan(ctx, CreatePlan.parse({ customerId: fang, startDate: start, totalDays: 1 }));
      const ops = [{ op: "add" as const, date: start, slotId: 3, dishId: dishes.peanutTrotterSoup.id }];
      await editItems(ctx, { planId: id, planVersion: 1, ops });
      await merged?.(as(job), { from: fang, into: lin, fromPatient: fang, intoPatient: lin });
      const item = (await planDetail(ctx, { id })).weekPlans[0]?.dayPlans[0]?.mealItems[0];
      expect(item?.warnings.map((w) => w.kind)).toContain("allergy");
    }));
});

describe("what people take away", () => {
  it("is a week for the family: no full name, allergies named, days in order", () =>
    rolledBack(async (as) => {
      const menu = await weeklyMenuOf(as(planner), { id: lin });
      expect(menu).toMatchObject({
        name: "林女士",
        room: "608",
        week: 2,
        centre: "静安馆",
        avoided: ["花生", "甲壳类"],
      });
      expect(menu.days.map((one) => one.date)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => addDays(TEST_DAY, i)));
      expect(menu.days[0]?.meals[2]).toContain("鲈鱼汤");
      expect(menu.days[0]).toMatchObject({ stage: "调", dayText: "产后第 10 天" });
      expect(menu.note).toBe("想换菜，请在前一天 18:00 前告诉营养师");
    }));

  it("is every plan of a filter in one list, within the caller's centres", () =>
    rolledBack(async (as) => {
      const can = { "plans:export": { centres: [centres.binjiang.id] } };
      const rows = await exportedPlans(as(can), ListPlans.parse({}), 50_000);
      expect(new Set(rows.map((row) => row.centreId))).toEqual(new Set([centres.binjiang.id]));
      expect(rows[0]?.filledCells).toBeGreaterThan(0);
      expect(await exportedPlans(as(can), ListPlans.parse({}), 1)).toHaveLength(1);
    }));
});

it("a plan's own daily energy becomes the goal of each week", () =>
  rolledBack(async (as, tx) => {
    const ctx = as(planner, maker);
    const { id } = await createPlan(ctx, CreatePlan.parse({ customerId: lin, startDate: start, totalDays: 14 }));
    await updatePlan(ctx, { id, version: 1, totalCaloriesPerDay: 2500 });
    const weeks = await tx.select().from(confinementWeekPlans).where(eq(confinementWeekPlans.mealPlanId, id));
    for (const week of weeks) expect(week.nutritionGoals).toMatchObject({ energy: { min: 2375, max: 2625 } });
  }));
