import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Db, db } from "@/db/client";
import { auditLog, numberSequences, outboxEvents } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { dishes as dishTable } from "@/db/schema/dishes";
import { notifications } from "@/db/schema/notifications";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { type Can, newCtx, rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { addDays, type Clock, type Day, day } from "@/lib/time";
import { approvePlan } from "../approval/commands";
import { createPlan } from "../commands";
import { planningOutbox } from "../outbox";
import { planDetail } from "../queries";
import { type ChangeItem, CreatePlan, type EditOp } from "../schema";
import { checker, planner } from "../testing";
import { addItem, changeItem, editItems, removeItem } from "./commands";

const elsewhere = {
  "plans:read": { centres: [centres.binjiang.id] },
  "plans:edit": { centres: [centres.binjiang.id] },
} as const;
const maker = { userId: users.dietitian.id };
const other = { userId: users.dietitian2.id };
const start = day("2027-03-01");
const lunch = 3;
const rice = dishes.mixedRice.id;
const milk = dishes.warmMilk.id;

const newPlan = (ctx: Ctx, more: object = {}) =>
  createPlan(ctx, CreatePlan.parse({ customerId: customers.linZhixia.id, startDate: start, totalDays: 14, ...more }));
const put = (date: Day, dishId: number, more: object = {}): EditOp => ({
  op: "add",
  date,
  slotId: lunch,
  dishId,
  ...more,
});
const daysIn = async (ctx: Ctx, id: number) =>
  (await planDetail(ctx, { id })).weekPlans.flatMap((week) => week.dayPlans);
const refused = (code: AppError["code"], sentence?: RegExp) =>
  expect.objectContaining({ code, ...(sentence && { message: expect.stringMatching(sentence) }) });
const failureOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error("expected a refusal");
    },
    (error) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );

describe("a batch", () => {
  it("applies all, adds the day up from the dish cards and raises the versions", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      const ops = [
        put(start, rice, { quantity: 2, instructions: "少盛" }),
        put(start, milk, { servingTime: "12:30" as Clock }),
      ];
      const done = await editItems(ctx, { planId: id, planVersion: 1, ops });
      expect(done).toEqual({ planVersion: 2, dates: [start], others: [] });
      const [first, second] = await daysIn(ctx, id);
      const [one, two] = first?.mealItems ?? [];
      expect(one).toMatchObject({
        mealType: "午餐",
        slot: "lunch",
        dishName: "杂粮饭",
        quantity: 2,
        servingTime: "11:50",
        specialInstructions: "少盛",
        position: 0,
      });
      expect(two).toMatchObject({ dishName: "温牛奶", servingTime: "12:30", position: 1 });
      expect(first?.totalCalories).toBeCloseTo((one?.calories ?? 0) + (two?.calories ?? 0), 1);
      expect(first?.nutritionSummary?.protein_g).toBeCloseTo(
        (one?.nutritionDetails?.protein_g ?? 0) + (two?.nutritionDetails?.protein_g ?? 0),
        1,
      );
      expect([first?.version, second?.version]).toEqual([2, 1]);
    }));

  it("does nothing at all when one step cannot be done", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      const attempt = editItems(ctx, { planId: id, planVersion: 1, ops: [put(start, rice), put(start, rice)] });
      await expect(attempt).rejects.toEqual(refused("conflict", /已经有这道菜/));
      expect((await daysIn(ctx, id))[0]?.mealItems).toEqual([]);
    }));

  it("keeps the row of a dish that only moves, and its history with it", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      await editItems(ctx, { planId: id, planVersion: 1, ops: [put(start, rice), put(start, milk)] });
      const before = (await daysIn(ctx, id))[0]?.mealItems[0];
      const to = addDays(start, 1);
      const move: EditOp = { op: "move", date: start, slotId: lunch, dishId: rice, toDate: to, toSlotId: 5 };
      await editItems(ctx, { planId: id, planVersion: 2, ops: [move] });
      const [first, second] = await daysIn(ctx, id);
      expect(first?.mealItems.map((i) => i.dishId)).toEqual([milk]);
      expect(second?.mealItems[0]).toMatchObject({
        id: before?.id,
        mealType: "晚餐",
        servingTime: "18:00",
        version: 2,
      });
      expect(second?.totalCalories).toBeCloseTo(before?.calories ?? 0, 1);
    }));

  it("copies days and weeks and writes what changed into the log", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      const ops: EditOp[] = [
        put(start, rice),
        { op: "copyDay", fromDate: start, toDate: addDays(start, 3) },
        { op: "copyWeek", fromWeek: 1, toWeek: 2 },
      ];
      await editItems(ctx, { planId: id, planVersion: 1, ops });
      const filled = (await daysIn(ctx, id)).filter((one) => one.mealItems.length > 0).map((one) => one.date);
      expect(filled).toEqual([start, addDays(start, 3), addDays(start, 7), addDays(start, 10)]);
      const [entry] = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entityId, id), eq(auditLog.action, "confinement_meal_plan.items_changed")));
      expect(entry?.details).toMatchObject({ version: 2, changes: expect.arrayContaining(["03-01 午餐：加杂粮饭"]) });
    }));

  it("leaves the past alone, on a running plan also what was served today", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const draft = await newPlan(ctx, { startDate: addDays(TEST_DAY, -2), customerId: customers.fangJingshu.id });
      const onto = (date: Day) =>
        editItems(ctx, { planId: draft.id, planVersion: draft.version, ops: [put(date, rice)] });
      await expect(onto(addDays(TEST_DAY, -1))).rejects.toEqual(refused("conflict", /已经过去/));
      const running = customers.linZhixia.id;
      const served: EditOp = { op: "add", date: TEST_DAY, slotId: 1, dishId: milk };
      await expect(editItems(ctx, { planId: running, planVersion: 2, ops: [served] })).rejects.toEqual(
        refused("conflict", /已过供餐时间/),
      );
    }));

  it("tells the kitchen of a change in the next days of a running plan, not of one further ahead", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const running = customers.linZhixia.id;
      const ops: EditOp[] = [
        { op: "add", date: TEST_DAY, slotId: lunch, dishId: milk }, // cut off at 08:00, it is 10:42
        { op: "add", date: addDays(TEST_DAY, 1), slotId: lunch, dishId: milk },
        { op: "add", date: addDays(TEST_DAY, 5), slotId: lunch, dishId: milk },
      ];
      await editItems(ctx, { planId: running, planVersion: 2, ops });
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "meal.changed"));
      expect(events.map((event) => event.payload)).toEqual([
        { planId: running, patientId: running, date: TEST_DAY, slotId: lunch },
        { planId: running, patientId: running, date: addDays(TEST_DAY, 1), slotId: lunch },
      ]);
    }));

  it("is refused to other centres and to those who may only look", () =>
    rolledBack(async (as) => {
      const { id } = await newPlan(as(planner, maker));
      const input = { planId: id, planVersion: 1, ops: [put(start, rice)] };
      await expect(editItems(as(elsewhere), input)).rejects.toEqual(refused("not_found"));
      await expect(editItems(as(["plans:read"]), input)).rejects.toEqual(refused("forbidden"));
    }));
});

describe("what she may not have", () => {
  it("is refused with the reason, whoever asks and whatever is written as an excuse", () =>
    rolledBack(async (as) => {
      const ctx = as(checker, maker);
      const { id } = await newPlan(ctx);
      const ops = [put(start, dishes.peanutTrotterSoup.id, { overrideReason: "她说可以" })];
      const failure = await failureOf(editItems(ctx, { planId: id, planVersion: 1, ops }));
      expect(failure).toMatchObject({ code: "conflict", message: expect.stringContaining("林知夏对花生过敏") });
      expect(failure.data?.refused).toMatchObject([
        { dishName: "花生猪脚汤", canOverride: false, slot: "午餐", date: start },
      ]);
      const viaCell: EditOp = {
        op: "setCell",
        date: start,
        slotId: lunch,
        items: [
          {
            dishId: dishes.shrimpCustard.id,
            quantity: 1,
            servingTime: null,
            instructions: null,
            isLocked: false,
            overrideReason: "x",
          },
        ],
      };
      await expect(editItems(ctx, { planId: id, planVersion: 1, ops: [viaCell] })).rejects.toEqual(
        refused("conflict", /甲壳类/),
      );
    }));

  it("may be asked for when it is no allergy, by someone who may, with a reason; it waits for a second person", () =>
    rolledBack(async (as, tx) => {
      const { id } = await newPlan(as(planner, maker));
      await tx.insert(restrictions).values({
        patientId: customers.linZhixia.id,
        kind: "religion",
        strength: "hard",
        target: "dish",
        dishId: rice,
        label: "杂粮",
        source: "customer",
        validFrom: TEST_DAY,
      });
      const ops = [put(start, rice, { overrideReason: "本人当面同意" })];
      await expect(editItems(as(checker, other), { planId: id, planVersion: 1, ops })).rejects.toMatchObject({
        code: "conflict",
        data: { refused: [{ canOverride: true }] },
      });
      const asker: Can = ["plans:read", "plans:edit", "plans:override"];
      await expect(
        editItems(as(asker, other), { planId: id, planVersion: 1, ops: [put(start, rice)] }),
      ).rejects.toEqual(refused("conflict", /写明原因/));
      await editItems(as(asker, other), { planId: id, planVersion: 1, ops });
      const [row] = await tx
        .select({ item: confinementMealItems })
        .from(confinementMealItems)
        .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId))
        .where(eq(confinementDayPlans.mealPlanId, id));
      expect(row?.item).toMatchObject({
        overrideReason: "本人当面同意",
        overrideBy: null,
        trace: { override: { by: users.dietitian2.id, against: [expect.stringMatching(/^restriction:/)] } },
      });
      const [first] = await daysIn(as(planner), id);
      expect(first?.mealItems[0]).toMatchObject({ release: "pending" });
      expect(first?.mealItems[0]?.warnings.map((w) => w.kind)).toContain("religion");
    }));

  it("is placed with a warning when it is only disliked", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      await tx.insert(restrictions).values({
        patientId: customers.linZhixia.id,
        kind: "dislike",
        strength: "soft",
        target: "dish",
        dishId: rice,
        label: "杂粮饭",
        source: "customer",
        validFrom: TEST_DAY,
      });
      await editItems(ctx, { planId: id, planVersion: 1, ops: [put(start, rice)] });
      const [first] = await daysIn(ctx, id);
      expect(first?.mealItems[0]?.warnings).toMatchObject([{ kind: "dislike", strength: "soft" }]);
    }));

  it("includes dishes that were withdrawn and dishes that do not exist", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      await tx.update(dishTable).set({ isAvailable: false }).where(eq(dishTable.id, rice));
      await expect(editItems(ctx, { planId: id, planVersion: 1, ops: [put(start, rice)] })).rejects.toEqual(
        refused("conflict", /已停用/),
      );
      await expect(editItems(ctx, { planId: id, planVersion: 1, ops: [put(start, 999_999)] })).rejects.toEqual(
        refused("not_found"),
      );
    }));
});

describe("two people at once", () => {
  it("merge when they changed different cells, each seeing what the other did", () =>
    rolledBack(async (as) => {
      const { id } = await newPlan(as(planner, maker));
      await editItems(as(planner, maker), { planId: id, planVersion: 1, ops: [put(start, rice)] });
      const later = addDays(start, 1);
      const second = await editItems(as(planner, other), { planId: id, planVersion: 1, ops: [put(later, milk)] });
      expect(second).toEqual({ planVersion: 3, dates: [start, later], others: [`${start}/${lunch}`] });
      const [first, next] = await daysIn(as(planner), id);
      expect([first?.mealItems[0]?.dishId, next?.mealItems[0]?.dishId]).toEqual([rice, milk]);
    }));

  it("conflict on the same cell, naming cell, person and time, and keep the first", () =>
    rolledBack(async (as) => {
      const { id } = await newPlan(as(planner, maker));
      const mine = as(planner, maker);
      await editItems(mine, { planId: id, planVersion: 1, ops: [put(start, rice)] });
      const clash = await failureOf(
        editItems(as(planner, other), {
          planId: id,
          planVersion: 1,
          ops: [put(start, milk), put(addDays(start, 1), milk)],
        }),
      );
      expect(clash.code).toBe("conflict");
      expect(clash.message).toBe("03-01 午餐刚被杜若蘅改过。您改的都还在，选好再保存");
      expect(clash.data).toMatchObject({
        planVersion: 2,
        cells: [{ date: start, slotId: lunch, by: "杜若蘅", at: mine.now.toISOString() }],
      });
      expect((await daysIn(as(planner), id)).flatMap((one) => one.mealItems.map((i) => i.dishId))).toEqual([rice]);
    }));

  it("does not take a change of the head for a change of cells", () =>
    rolledBack(async (as) => {
      const ctx = as(checker, maker);
      const { id } = await newPlan(ctx, { totalDays: 1 });
      const all = [1, 2, 3, 4, 5, 6].map((slotId): EditOp => ({ op: "add", date: start, slotId, dishId: milk }));
      await editItems(ctx, { planId: id, planVersion: 1, ops: all });
      await approvePlan(as(checker, other), { id });
      expect(await editItems(ctx, { planId: id, planVersion: 2, ops: [put(start, rice)] })).toMatchObject({
        planVersion: 4,
      });
    }));

  it("refuses a version from the future", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      await expect(editItems(ctx, { planId: id, planVersion: 7, ops: [put(start, rice)] })).rejects.toEqual(
        refused("conflict"),
      );
    }));
});

describe("single items", () => {
  it("are added by the slot's name or code, changed, moved, replaced and removed", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      const added = await addItem(ctx, { id, date: start, mealType: "午餐", dishId: rice });
      const change = (more: Partial<ChangeItem>) => changeItem(ctx, { id, item: added.itemId, ...more });
      const same = await change({ quantity: 2, specialInstructions: "软一点", servingTime: "12:10" as Clock });
      expect(same.itemId).toBe(added.itemId);
      const moved = await change({ date: addDays(start, 1), mealType: "dinner", isLocked: true });
      expect(moved.itemId).toBe(added.itemId);
      await expect(change({ dishId: milk })).rejects.toEqual(refused("conflict", /锁着/));
      const replaced = await change({ dishId: milk, isLocked: false });
      const [, second] = await daysIn(ctx, id);
      expect(second?.mealItems).toMatchObject([
        { id: replaced.itemId, dishName: "温牛奶", mealType: "晚餐", isLocked: false },
      ]);
      await removeItem(ctx, { id, item: replaced.itemId });
      expect((await daysIn(ctx, id))[1]?.mealItems).toEqual([]);
      await expect(removeItem(ctx, { id, item: replaced.itemId })).rejects.toEqual(refused("not_found"));
    }));

  it("refuse a stale version, an unknown slot and an item of another plan", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const { id } = await newPlan(ctx);
      const { itemId: item } = await addItem(ctx, { id, date: start, mealType: "lunch", dishId: rice });
      await changeItem(ctx, { id, item, quantity: 2, version: 1 });
      await expect(changeItem(ctx, { id, item, quantity: 3, version: 1 })).rejects.toMatchObject({
        code: "conflict",
        data: { current: { quantity: 2, version: 2 } },
      });
      await expect(addItem(ctx, { id, date: start, mealType: "夜宵", dishId: milk })).rejects.toEqual(
        refused("validation_failed", /可选 早餐/),
      );
      await expect(changeItem(ctx, { id: customers.linZhixia.id, item, quantity: 1 })).rejects.toEqual(
        refused("not_found"),
      );
    }));
});

describe("when the ground moves", () => {
  const flagged = async (ctx: Ctx, id: number) =>
    (await daysIn(ctx, id)).flatMap((one) => one.mealItems).filter((item) => item.warnings.length > 0);

  it("a new allergy flags the coming meals, tells the planners, and an ended one clears them", () =>
    rolledBack(async (as, tx) => {
      const { id } = await newPlan(as(planner, maker));
      await editItems(as(planner, maker), { planId: id, planVersion: 1, ops: [put(start, rice), put(start, milk)] });
      const [row] = await tx
        .insert(restrictions)
        .values({
          patientId: customers.linZhixia.id,
          kind: "allergy",
          strength: "hard",
          target: "dish",
          dishId: milk,
          label: "牛奶",
          source: "staff",
          validFrom: TEST_DAY,
        })
        .$returningId();
      const changed = () =>
        planningOutbox["restriction.changed"]?.[0]?.(as(["plans:edit"]), { patientId: customers.linZhixia.id });
      await changed();
      expect((await flagged(as(planner), id)).map((item) => item.dishName)).toEqual(["温牛奶"]);
      const count = () => tx.$count(notifications, eq(notifications.kind, "plan.unsafe"));
      const told = await count();
      expect(told).toBeGreaterThan(0);
      await changed(); // events come more than once
      expect(await count()).toBe(told);
      await tx.delete(restrictions).where(eq(restrictions.id, row?.id ?? 0));
      await changed();
      expect(await flagged(as(planner), id)).toEqual([]);
    }));

  it("a changed dish is added up again where it is still to come, and stays as served where it is past", () =>
    rolledBack(async (as, tx) => {
      const running = customers.linZhixia.id;
      const ctx = as(planner, maker);
      const of = async (date: Day) => (await daysIn(ctx, running)).find((one) => one.date === date);
      const [past, soon] = [await of(addDays(TEST_DAY, -1)), await of(addDays(TEST_DAY, 1))];
      await tx.update(dishTable).set({ isAvailable: true }).where(eq(dishTable.id, milk));
      await doubleEnergy(tx, milk);
      await planningOutbox["dish.changed"]?.[0]?.(as(["plans:edit"]), { dishIds: [milk] });
      const [pastNow, soonNow] = [await of(addDays(TEST_DAY, -1)), await of(addDays(TEST_DAY, 1))];
      expect(soonNow?.totalCalories ?? 0).toBeGreaterThan((soon?.totalCalories ?? 0) + 50);
      expect(pastNow?.totalCalories).toBe(past?.totalCalories);
    }));
});

async function doubleEnergy(tx: Db, dishId: number) {
  const { dishNutrition, nutrients } = await import("@/db/schema/dishes");
  const [energy] = await tx.select().from(nutrients).where(eq(nutrients.code, "energy_kcal"));
  const mine = and(eq(dishNutrition.dishId, dishId), eq(dishNutrition.nutrientId, energy?.id ?? 0));
  const [row] = await tx.select().from(dishNutrition).where(mine);
  await tx
    .update(dishNutrition)
    .set({ amount: (row?.amount ?? 0) * 2 })
    .where(mine);
}

describe("really at once", () => {
  const far = day("2032-05-05");
  const made: number[] = [];
  const fill = (planId: number) =>
    editItems(newCtx(checker, maker), {
      planId,
      planVersion: 1,
      ops: [1, 2, 3, 4, 5, 6].map((slotId): EditOp => ({ op: "add", date: far, slotId, dishId: milk })),
    });
  beforeAll(async () => {
    for (let i = 0; i < 2; i++) {
      const { id } = await newPlan(newCtx(checker, maker), { startDate: far, totalDays: 1 });
      made.push(id);
      await fill(id);
    }
  });
  afterAll(async () => {
    const days = await db
      .select({ id: confinementDayPlans.id })
      .from(confinementDayPlans)
      .where(inArray(confinementDayPlans.mealPlanId, made));
    await db.delete(confinementMealItems).where(
      inArray(
        confinementMealItems.dayPlanId,
        days.map((one) => one.id),
      ),
    );
    await db.delete(confinementDayPlans).where(inArray(confinementDayPlans.mealPlanId, made));
    await db.delete(confinementWeekPlans).where(inArray(confinementWeekPlans.mealPlanId, made));
    await db.delete(confinementMealPlans).where(inArray(confinementMealPlans.id, made));
    await db
      .delete(auditLog)
      .where(and(eq(auditLog.entity, "confinement_meal_plan"), inArray(auditLog.entityId, made)));
    await db.delete(numberSequences).where(eq(numberSequences.seqDay, far));
  });

  it("of two approvals for the same day one wins", async () => {
    const results = await Promise.allSettled(made.map((id) => approvePlan(newCtx(checker, other), { id })));
    expect(results.map((r) => r.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((r) => r.status === "rejected");
    expect(lost?.reason).toEqual(refused("conflict", /已经有一份执行中的计划/));
    expect(
      await db.$count(
        confinementMealPlans,
        and(inArray(confinementMealPlans.id, made), eq(confinementMealPlans.status, "active")),
      ),
    ).toBe(1);
  });

  it("of five saves on the same version of the same cell one wins, and all of five different cells do", async () => {
    const [id = 0] = made;
    const [plan] = await db.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, id));
    const version = plan?.version ?? 0;
    const save = (op: EditOp) => editItems(newCtx(planner, maker), { planId: id, planVersion: version, ops: [op] });
    const same = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((n) => save({ op: "setQuantity", date: far, slotId: 1, dishId: milk, quantity: n + 1 })),
    );
    expect(same.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    const apart = await Promise.allSettled(
      [2, 3, 4, 5, 6].map((slotId) => save({ op: "setQuantity", date: far, slotId, dishId: milk, quantity: 3 })),
    );
    expect(apart.map((r) => r.status)).toEqual(Array(5).fill("fulfilled"));
  });
});
