import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Db } from "@/db/client";
import { outboxEvents } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { notifications } from "@/db/schema/notifications";
import { confinementMealItems } from "@/db/schema/planning";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { production } from "@/domain/kitchen/queries";
import { type Can, rolledBack } from "@/domain/testing";
import { addDays, type Day } from "@/lib/time";
import { approvePlan } from "../approval/commands";
import { createPlan } from "../commands";
import { addItem, editItems } from "../items/commands";
import { mealsOfPatient, planDetail, planOf } from "../queries";
import { recheckPatient } from "../recheck/commands";
import { CreatePlan } from "../schema";
import { decideRelease } from "./commands";
import { pendingReleases, releaseAt } from "./queries";

const asker: Can = ["plans:read", "plans:edit", "plans:override", "kitchen:read"];
const confirmer: Can = ["plans:read", "plans:edit", "plans:approve", "plans:override", "kitchen:read"];
const one = { userId: users.dietitian.id };
const two = { userId: users.dietitian2.id };
const mother = customers.fangJingshu.id;
const dish = dishes.mixedRice.id;
const tomorrow = addDays(TEST_DAY, 1);
const dinner = 5;

const forbid = (tx: Db, label: string, kind: "religion" | "allergy" | "medical" = "religion") =>
  tx.insert(restrictions).values({
    patientId: mother,
    kind,
    strength: "hard",
    target: "dish",
    dishId: dish,
    label,
    source: "customer",
    validFrom: TEST_DAY,
  });

/** Mixed rice for tomorrow's dinner of a running plan, asked for in spite of a restriction. */
async function asked(as: (can: Can, who?: object) => Ctx, tx: Db, date: Day = tomorrow) {
  await forbid(tx, "杂粮饭");
  const plan = await planOf(reader(as(asker), "plans:read"), mother, date);
  if (!plan) throw new Error("the world has no running plan of hers");
  const cell = (await planDetail(as(asker), { id: plan.id })).weekPlans
    .flatMap((week) => week.dayPlans)
    .find((day) => day.date === date)
    ?.mealItems.filter((item) => item.slotId === dinner);
  if (cell?.some((item) => item.dishId === dish)) {
    const op = { op: "remove" as const, date, slotId: dinner, dishId: dish };
    await editItems(as(asker, one), { planId: plan.id, planVersion: plan.version, ops: [op] });
  }
  const { itemId } = await addItem(as(asker, one), {
    id: plan.id,
    date,
    mealType: "晚餐",
    dishId: dish,
    overrideReason: "家属带医生口信",
  });
  return { plan, itemId };
}

const sheetOf = async (ctx: Ctx, date: Day = tomorrow) => {
  const sheet = await production(ctx, { centreId: centres.jingan.id, date, slot: "dinner" });
  const [slot] = sheet.slots;
  return {
    needs: slot?.needsSubstitute.find((row) => row.customerId === mother && row.dishId === dish),
    served: slot?.dishes
      .find((row) => row.dishId === dish)
      ?.variants.find((variant) => variant.customerId === mother && variant.note.includes("已放行")),
  };
};

describe("a release", () => {
  it("is not served until a second person confirms, and stays flagged after", () =>
    rolledBack(async (as, tx) => {
      const { plan, itemId } = await asked(as, tx);
      const waiting = await sheetOf(as(asker));
      expect(waiting.served).toBeUndefined();
      expect(waiting.needs?.reasons.join()).toContain("还没有第二人确认");
      const [todo] = (await pendingReleases(as(confirmer, two), { centreId: centres.jingan.id })).items;
      expect(todo).toMatchObject({ itemId, customerName: "方静姝", reason: "家属带医生口信", slot: "晚餐" });
      expect((await pendingReleases(as(confirmer, one), {})).items).toEqual([]);
      const told = await tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.userId, users.dietitian2.id), eq(notifications.kind, "plan.release")));
      expect(told).toHaveLength(1);

      await decideRelease(as(confirmer, two), { id: plan.id, item: itemId, decision: "confirm" });
      const after = await sheetOf(as(asker));
      expect(after.needs).toBeUndefined();
      expect(after.served?.note).toContain("已放行：家属带医生口信");
      const meals = await mealsOfPatient(reader(as(asker), "plans:read"), mother, tomorrow);
      expect(meals.find((meal) => meal.itemId === itemId)?.released).toHaveLength(1);
      expect(
        await releaseAt(as(confirmer, one), { id: plan.id, date: tomorrow, slotId: dinner, dishId: dish }),
      ).toMatchObject({ state: "confirmed", requestedBy: "杜若蘅", confirmedBy: "傅明薇", mayDecide: false });
      await recheckPatient(as(asker), mother);
      const [row] = await tx.select().from(confinementMealItems).where(eq(confinementMealItems.id, itemId));
      expect(row).toMatchObject({
        overrideBy: users.dietitian2.id,
        trace: { warnings: [{ kind: "religion" }], override: { by: users.dietitian.id } },
      });
      expect((row?.trace as { flag?: unknown } | undefined)?.flag).toBeUndefined();
    }));

  it("covers what it was asked for and nothing that comes later", () =>
    rolledBack(async (as, tx) => {
      const { plan, itemId } = await asked(as, tx);
      await decideRelease(as(confirmer, two), { id: plan.id, item: itemId, decision: "confirm" });
      await forbid(tx, "杂粮", "medical");
      expect((await sheetOf(as(asker))).needs?.reasons.join()).toContain("杂粮");
      await recheckPatient(as(asker), mother);
      const [row] = await tx.select().from(confinementMealItems).where(eq(confinementMealItems.id, itemId));
      expect(row?.trace).toMatchObject({ flag: { reasons: expect.any(Array) } });
    }));

  it("cannot be confirmed by whoever asked, twice, over an allergy, or over something newer", () =>
    rolledBack(async (as, tx) => {
      const { plan, itemId } = await asked(as, tx);
      const confirm = (can: Can, who: object) =>
        decideRelease(as(can, who), { id: plan.id, item: itemId, decision: "confirm" });
      await expect(confirm(confirmer, one)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/您申请的/),
      });
      await expect(confirm(asker, two)).rejects.toMatchObject({ code: "forbidden" });
      const elsewhere = { "plans:approve": { centres: [centres.binjiang.id] } };
      await expect(confirm(elsewhere, two)).rejects.toMatchObject({ code: "not_found" });
      await forbid(tx, "米", "medical");
      await expect(confirm(confirmer, two)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/又多了一条/),
      });
      await forbid(tx, "米饭", "allergy");
      await expect(confirm(confirmer, two)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/过敏不能放行/),
      });
      await tx.delete(restrictions).where(and(eq(restrictions.patientId, mother), eq(restrictions.label, "米")));
      await tx.delete(restrictions).where(and(eq(restrictions.patientId, mother), eq(restrictions.label, "米饭")));
      await confirm(confirmer, two);
      await expect(confirm(confirmer, two)).rejects.toMatchObject({ code: "conflict" });
    }));

  it("that is refused leaves the dish flagged and to be replaced", () =>
    rolledBack(async (as, tx) => {
      const { plan, itemId } = await asked(as, tx);
      await decideRelease(as(confirmer, two), { id: plan.id, item: itemId, decision: "refuse", note: "先问医生" });
      const [row] = await tx.select().from(confinementMealItems).where(eq(confinementMealItems.id, itemId));
      expect(row).toMatchObject({ overrideReason: null, overrideBy: null, trace: { flag: expect.anything() } });
      expect((await sheetOf(as(asker))).needs).toBeDefined();
      const [told] = await tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.userId, users.dietitian.id), eq(notifications.kind, "plan.release")));
      expect(told?.content).toContain("先问医生");
    }));

  it("tells the kitchen when the cut-off has passed", () =>
    rolledBack(async (as, tx) => {
      const { plan, itemId } = await asked(as, tx, TEST_DAY);
      await tx.delete(outboxEvents).where(eq(outboxEvents.topic, "meal.changed"));
      const evening = { ...two, now: new Date("2026-11-19T08:00:00.000Z") }; // 16:00, dinner closed at 14:00
      await decideRelease(as(confirmer, evening), { id: plan.id, item: itemId, decision: "confirm" });
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "meal.changed"));
      expect(events).toHaveLength(1);
    }));

  it("keeps a plan from being approved while it waits", () =>
    rolledBack(async (as, tx) => {
      await forbid(tx, "杂粮饭");
      const input = CreatePlan.parse({ customerId: mother, startDate: "2027-03-01", totalDays: 1 });
      const { id } = await createPlan(as(asker, one), input);
      const { itemId } = await addItem(as(asker, one), {
        id,
        date: input.startDate,
        mealType: "午餐",
        dishId: dish,
        overrideReason: "本人同意",
      });
      await expect(approvePlan(as(confirmer, two), { id })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/还没有第二人确认/),
        data: { pending: [{ itemId }] },
      });
      await decideRelease(as(confirmer, two), { id, item: itemId, decision: "confirm" });
      await expect(approvePlan(as(confirmer, two), { id })).resolves.toMatchObject({ status: "active" });
    }));
});
