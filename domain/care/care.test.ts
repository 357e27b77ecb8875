import { and, eq, inArray } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { type Db, db } from "@/db/client";
import { medicalOrders } from "@/db/schema/care";
import { auditLog, numberSequences, onceKeys, outboxEvents } from "@/db/schema/core";
import { patientConditions, patientNutrientTargets, patients, restrictions } from "@/db/schema/customers";
import { notifications } from "@/db/schema/notifications";
import { centres, customers, TEST_DAY, users } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { checkSafety } from "@/domain/customers/detail/queries";
import { endRestriction } from "@/domain/customers/restrictions/commands";
import { listRestrictions } from "@/domain/customers/restrictions/queries";
import { peopleOf } from "@/domain/customers/safety/queries";
import { nutrientTargetsOf } from "@/domain/customers/targets/queries";
import { dishCards } from "@/domain/dishes/queries";
import { previewMeals } from "@/domain/planning/preview/queries";
import { planOf } from "@/domain/planning/queries";
import { recheckPatient } from "@/domain/planning/recheck/commands";
import { type Can, newCtx, rolledBack } from "@/domain/testing";
import { addDays } from "@/lib/time";
import {
  acknowledgeMedicalOrder,
  completeMedicalOrders,
  createMedicalOrder,
  deleteMedicalOrder,
  stopMedicalOrder,
  updateMedicalOrder,
} from "./commands";
import { dietFacts } from "./diet/queries";
import { listMedicalOrders, medicalOrderDetail } from "./queries";
import { CreateMedicalOrder, ListMedicalOrders, PreviewDiet, UpdateMedicalOrder } from "./schema";

const doctor: Can = [
  "medical_orders:read",
  "medical_orders:edit",
  "customers:read",
  "restrictions:edit",
  "plans:read",
  "plans:edit",
];
const nurse: Can = ["medical_orders:read", "medical_orders:acknowledge", "customers:read"];
const zhou = { userId: users.doctor.id };
const mother = customers.chengYian.id; // no medical restriction of her own
const tomorrow = addDays(TEST_DAY, 1);

const order = (ctx: Ctx, given: object) =>
  createMedicalOrder(ctx, CreateMedicalOrder.parse({ customerId: mother, orderType: "diet", ...given }));
const orderRow = async (tx: Db, id: number) => {
  const [row] = await tx.select().from(medicalOrders).where(eq(medicalOrders.id, id));
  if (!row) throw new Error("no order");
  return row;
};
const written = async (tx: Db, id: number) => ({
  restrictions: await tx.select().from(restrictions).where(eq(restrictions.sourceId, id)),
  conditions: await tx.select().from(patientConditions).where(eq(patientConditions.sourceId, id)),
  targets: await tx.select().from(patientNutrientTargets).where(eq(patientNutrientTargets.sourceId, id)),
});
const eventsOf = async (tx: Db, topic: string) =>
  (await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, topic))).map((event) => event.payload);

describe("a diet order", () => {
  it("takes effect in its own transaction: restrictions, conditions, daily bounds, and everyone is told", () =>
    rolledBack(async (as, tx) => {
      await tx.delete(outboxEvents);
      const { id, number } = await order(as(doctor, zhou), { diet: { presets: ["low_salt"] }, duration: "7天" });
      expect(number).toMatch(/^MO20261119\d{3}$/);
      const wrote = await written(tx, id);
      expect(wrote.restrictions.map((r) => [r.label, r.source, r.validFrom, r.validTo, r.adjustment])).toEqual([
        ["低盐", "doctor_order", TEST_DAY, addDays(TEST_DAY, 6), null],
        ["低盐", "doctor_order", TEST_DAY, addDays(TEST_DAY, 6), "少盐"],
      ]);
      expect(wrote.conditions).toMatchObject([{ source: "doctor_order", fromDay: TEST_DAY }]);
      expect(wrote.targets).toMatchObject([{ maxAmount: 1500, validTo: addDays(TEST_DAY, 6) }]);
      expect(await eventsOf(tx, "restriction.changed")).toMatchObject([{ patientId: mother, orderId: id }]);
      expect(await eventsOf(tx, "medical_order.created")).toEqual([
        { orderId: id, patientId: mother, centreId: centres.jingan.id },
      ]);
      const told = await tx
        .select({ userId: notifications.userId })
        .from(notifications)
        .where(
          and(eq(notifications.kind, "medical_order"), eq(notifications.dedupeKey, `medical_order:${id}:created`)),
        );
      expect(told.map((row) => row.userId)).toContain(users.nurse.id);
      expect(told.map((row) => row.userId)).not.toContain(users.nurse2.id);
      expect(await medicalOrderDetail(as(doctor, zhou), { id })).toMatchObject({
        content: "低盐饮食；钠最多 1500 mg/天",
        doctorName: "周敏",
        patientName: "程亦安",
        room: "506",
        status: "active",
        acknowledgedAt: null,
        startsAt: new Date("2026-11-19T02:42:00.000Z"),
        stopsAt: new Date("2026-11-25T15:59:59.999Z"),
      });
    }));

  it("is judged by at once, says who ordered it and until when, and flags the coming meals", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(doctor, zhou);
      const plan = await planOf({ db: tx }, mother, TEST_DAY);
      if (!plan) throw new Error("no plan of hers");
      const { id, number } = await order(ctx, { diet: { presets: ["semi_liquid"] }, stopsOn: tomorrow });
      const card = [...(await dishCards({ db: tx })).values()].find((c) => c.name === "清炒西兰花");
      const verdict = await checkSafety(ctx, { id: mother, dishId: card?.id ?? 0, date: tomorrow });
      expect(verdict.verdict).toBe("refused");
      expect(verdict.reasons[0]).toMatchObject({
        source: "doctor_order",
        setBy: "周敏",
        basis: `周敏医嘱 ${number}`,
        validFrom: TEST_DAY,
        validTo: tomorrow,
      });
      const later = await checkSafety(ctx, { id: mother, dishId: card?.id ?? 0, date: addDays(tomorrow, 1) });
      expect(later.reasons.some((r) => r.source === "doctor_order")).toBe(false);
      expect(await recheckPatient(ctx, mother)).toBeGreaterThan(0);
      await stopMedicalOrder(ctx, { id, reason: "已能正常进食" });
      expect(await recheckPatient(ctx, mother)).toBe(0);
    }));

  it("sets limits that the day is measured by and single dishes are refused by", () =>
    rolledBack(async (as, tx) => {
      await order(as(doctor, zhou), {
        diet: { targets: [{ nutrient: "sodium_mg", max: 300 }] },
        content: "严格限钠",
      });
      const targets = await nutrientTargetsOf(tx, mother, TEST_DAY, { stage: "recover", feeding: "breast" });
      expect(targets.find((t) => t.code === "sodium_mg")).toMatchObject({ max: 300, target: 300, source: "医嘱" });
      expect(targets.find((t) => t.code === "energy_kcal")).toMatchObject({ profile: "stage.recover" });
      expect((await peopleOf(tx, [mother])).get(mother)?.targets).toMatchObject([{ code: "sodium_mg", max: 300 }]);
      const salty = [...(await dishCards({ db: tx })).values()].find((c) => (c.nutrition.sodium_mg ?? 0) > 300);
      const verdict = await checkSafety(as(doctor, zhou), { id: mother, dishId: salty?.id ?? 0 });
      expect(verdict.verdict).toBe("refused");
      expect(verdict.reasons.map((r) => r.text).join()).toMatch(/一份含钠 \d+ mg，超过医嘱每天最多 300 mg/);
    }));

  it("that is stopped ends exactly what it brought, and the nurses confirm again", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(doctor, zhou);
      const first = await order(ctx, { diet: { presets: ["low_fat"] } });
      const second = await order(ctx, { diet: { presets: ["low_fat", "low_sugar"] } });
      await acknowledgeMedicalOrder(as(nurse, { userId: users.nurse.id }), { id: second.id });
      await stopMedicalOrder(ctx, { id: second.id, reason: "改由饮食日记控制" });
      const ended = await written(tx, second.id);
      for (const row of [...ended.restrictions, ...ended.targets]) expect(row.validTo).toBe(addDays(TEST_DAY, -1));
      for (const row of ended.conditions) expect(row.toDay).toBe(addDays(TEST_DAY, -1));
      for (const row of (await written(tx, first.id)).restrictions) expect(row.validTo).toBeNull();
      expect(await orderRow(tx, second.id)).toMatchObject({
        status: "cancelled",
        stoppedBy: users.doctor.id,
        stopReason: "改由饮食日记控制",
        acknowledgedAt: null,
      });
      await expect(stopMedicalOrder(ctx, { id: second.id, reason: "再停" })).rejects.toMatchObject({
        code: "conflict",
      });
      const { items } = await listRestrictions(ctx, { id: mother, inForce: true });
      expect(items.filter((r) => r.source === "doctor_order").map((r) => r.label)).toEqual(["少油", "低脂"]);
      const [one] = items.filter((r) => r.source === "doctor_order");
      await expect(endRestriction(ctx, { id: one?.id ?? 0 })).rejects.toMatchObject({ code: "conflict" });
    }));

  it("is previewed on the meals it would hit without writing anything", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(doctor, zhou);
      const input = PreviewDiet.parse({ patientId: mother, diet: { presets: ["semi_liquid"] } });
      const found = await previewMeals(ctx, { patientId: mother, ...(await dietFacts(ctx, input)) });
      expect(found?.checked).toBeGreaterThan(10);
      expect(found?.meals.filter((meal) => meal.effect === "refused").length).toBeGreaterThan(3);
      expect(found?.meals[0]?.reasons[0]).toContain("半流质");
      expect(found?.meals.every((meal) => meal.date >= TEST_DAY)).toBe(true);
      const [row] = await tx.select().from(restrictions).where(eq(restrictions.label, "半流质")).limit(2);
      expect(row?.patientId).not.toBe(mother);
      const none = await previewMeals(ctx, { patientId: 99_999, restrictions: [], conditions: [], targets: [] });
      expect(none).toBeNull();
    }));

  it("says what is missing", () =>
    rolledBack(async (as) => {
      const ctx = as(doctor, zhou);
      const fault = (given: object) => order(ctx, given).catch((error) => error);
      expect(await fault({ diet: { presets: [] } })).toMatchObject({
        fields: { diet: [expect.stringMatching(/至少选一项/)] },
      });
      expect(await fault({ orderType: "lifestyle" })).toMatchObject({ fields: { content: [expect.anything()] } });
      expect(await fault({ orderType: "lifestyle", content: "x", diet: { presets: ["soft"] } })).toMatchObject({
        fields: { diet: [expect.anything()] },
      });
      expect(await fault({ diet: { presets: ["soft"] }, startsOn: addDays(TEST_DAY, -1) })).toMatchObject({
        fields: { startsOn: [expect.anything()] },
      });
      expect(await fault({ diet: { presets: ["soft"] }, stopsOn: addDays(TEST_DAY, -1) })).toMatchObject({
        fields: { stopsOn: [expect.anything()] },
      });
      expect(await fault({ diet: { targets: [{ nutrient: "gold_mg", max: 1 }] } })).toMatchObject({
        fields: { diet: [expect.stringContaining("gold_mg")] },
      });
      expect(await fault({ diet: { restrictions: [{ label: "x", target: "tag", code: "nothing" }] } })).toMatchObject({
        fields: { diet: [expect.stringContaining("nothing")] },
      });
      const manager = as(doctor, { userId: users.manager.id });
      await expect(order(manager, { diet: { presets: ["soft"] } })).rejects.toMatchObject({
        fields: { doctorId: ["请选开医嘱的医生"] },
      });
      await expect(order(manager, { diet: { presets: ["soft"] }, doctorId: 1 })).resolves.toMatchObject({ version: 1 });
    }));
});

describe("an order", () => {
  it("waits as a draft, is changed, put into force, and then changed no more", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(doctor, zhou);
      const { id } = await order(ctx, { diet: { presets: ["soft"] }, status: "draft" });
      expect((await written(tx, id)).restrictions).toEqual([]);
      const change = (given: object) => updateMedicalOrder(ctx, UpdateMedicalOrder.parse({ id, ...given }));
      await change({ version: 1, notes: "先观察" });
      await expect(change({ version: 1 })).rejects.toMatchObject({
        code: "conflict",
        data: { current: { version: 2 } },
      });
      await change({ version: 2, status: "active" });
      expect((await written(tx, id)).restrictions).toMatchObject([{ label: "软食" }]);
      expect(await orderRow(tx, id)).toMatchObject({ notes: "先观察", status: "active" });
      await expect(change({ version: 3, notes: "改" })).rejects.toMatchObject({ code: "conflict" });
      await expect(deleteMedicalOrder(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      const draft = await order(ctx, { diet: { presets: ["soft"] }, status: "draft" });
      await expect(stopMedicalOrder(ctx, { id: draft.id, reason: "x" })).rejects.toMatchObject({ code: "conflict" });
      await deleteMedicalOrder(ctx, { id: draft.id });
      expect(await orderRow(tx, draft.id)).toMatchObject({ status: "cancelled" });
    }));

  it("is confirmed by a nurse once", () =>
    rolledBack(async (as, tx) => {
      const { id } = await order(as(doctor, zhou), { orderType: "lifestyle", content: "每 3 小时哺乳一次" });
      const who = as(nurse, { userId: users.nurse.id });
      const open = await listMedicalOrders(who, ListMedicalOrders.parse({ acknowledged: "false", customerId: mother }));
      expect(open.rows.map((row) => row.id)).toEqual([id]);
      await acknowledgeMedicalOrder(who, { id });
      const again = await acknowledgeMedicalOrder(as(nurse, { userId: users.nurse2.id }), { id });
      expect(again.version).toBe(2);
      expect(await orderRow(tx, id)).toMatchObject({ acknowledgedBy: users.nurse.id });
      expect(await eventsOf(tx, "medical_order.acknowledged")).toHaveLength(1);
      const after = await listMedicalOrders(
        who,
        ListMedicalOrders.parse({ acknowledged: "false", customerId: mother }),
      );
      expect(after.total).toBe(0);
      const draft = await order(as(doctor, zhou), { orderType: "lifestyle", content: "x", status: "draft" });
      await expect(acknowledgeMedicalOrder(who, { id: draft.id })).rejects.toMatchObject({ code: "conflict" });
    }));

  it("is listed with the filters of the seeds", () =>
    rolledBack(async (as) => {
      const ctx = as(doctor, zhou);
      const list = (given: object) => listMedicalOrders(ctx, ListMedicalOrders.parse(given));
      expect((await list({})).rows[0]).toMatchObject({ number: expect.stringMatching(/^MO/) });
      expect((await list({ orderType: "diet" })).rows.every((row) => row.orderType === "diet")).toBe(true);
      expect((await list({ status: "cancelled" })).rows.map((row) => row.stopReason)).toEqual(["已排气，恢复普食"]);
      expect((await list({ customerId: customers.fangJingshu.id })).rows.map((row) => row.patientName)).toEqual([
        "方静姝",
      ]);
      expect((await list({ search: "方静" })).total).toBe(1);
      expect((await list({ search: "撇油" })).total).toBe(1);
    }));

  it("does not exist outside the caller's centres, and needs the permission", () =>
    rolledBack(async (as) => {
      const { id } = await order(as(doctor, zhou), { orderType: "lifestyle", content: "多休息" });
      const binjiang = { centres: [centres.binjiang.id] };
      const elsewhere = as(
        { "medical_orders:read": binjiang, "medical_orders:edit": binjiang, "medical_orders:acknowledge": binjiang },
        zhou,
      );
      await expect(medicalOrderDetail(elsewhere, { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(stopMedicalOrder(elsewhere, { id, reason: "x" })).rejects.toMatchObject({ code: "not_found" });
      await expect(acknowledgeMedicalOrder(elsewhere, { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(order(elsewhere, { orderType: "lifestyle", content: "x" })).rejects.toMatchObject({
        code: "not_found",
      });
      expect((await listMedicalOrders(elsewhere, ListMedicalOrders.parse({}))).total).toBe(0);
      await expect(order(as(nurse), { orderType: "lifestyle", content: "x" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(acknowledgeMedicalOrder(as(doctor), { id })).rejects.toMatchObject({ code: "forbidden" });
      const recorder = as({ "medical_orders:read": { assigned: true } }, { userId: users.recorder.id });
      const seen = await listMedicalOrders(recorder, ListMedicalOrders.parse({ pageSize: 100 }));
      expect(seen.rows.every((row) => row.customerId !== mother)).toBe(true);
      const own = as({ "medical_orders:read": { own: true } }, { userId: users.customer.id });
      const mine = await listMedicalOrders(own, ListMedicalOrders.parse({}));
      expect(mine.rows.map((row) => row.patientName)).toEqual(["林知夏"]);
    }));

  it("for a baby is no diet order", () =>
    rolledBack(async (as, tx) => {
      const [baby] = await tx.select().from(patients).where(eq(patients.kind, "baby")).limit(1);
      await expect(
        order(as(doctor, zhou), { customerId: undefined, patientId: baby?.id, diet: { presets: ["soft"] } }),
      ).rejects.toMatchObject({ fields: { patientId: [expect.anything()] } });
    }));

  it("is completed when its time is over, once", () =>
    rolledBack(async (as, tx) => {
      const { id } = await order(as(doctor, zhou), { orderType: "lifestyle", content: "多休息", stopsOn: TEST_DAY });
      expect(await completeMedicalOrders(as(doctor, zhou))).toBe(0);
      const night = as(doctor, { ...zhou, now: new Date("2026-11-19T16:05:00.000Z") });
      expect(await completeMedicalOrders(night)).toBe(1);
      expect(await completeMedicalOrders(night)).toBe(0);
      expect(await orderRow(tx, id)).toMatchObject({ status: "completed" });
    }));
});

describe("written at once", () => {
  const made: number[] = [];
  afterAll(async () => {
    const events = await db.select().from(outboxEvents).where(eq(outboxEvents.status, "pending"));
    const mine = events.filter((e) => made.includes((e.payload as { orderId?: number }).orderId ?? 0));
    if (mine.length > 0)
      await db.delete(outboxEvents).where(
        inArray(
          outboxEvents.id,
          mine.map((e) => e.id),
        ),
      );
    for (const table of [restrictions, patientConditions, patientNutrientTargets])
      await db.delete(table).where(inArray(table.sourceId, made));
    await db.delete(notifications).where(
      inArray(
        notifications.dedupeKey,
        made.map((id) => `medical_order:${id}:created`),
      ),
    );
    await db.delete(auditLog).where(and(eq(auditLog.entity, "medical_order"), inArray(auditLog.entityId, made)));
    await db.delete(medicalOrders).where(inArray(medicalOrders.id, made));
    await db.delete(onceKeys).where(eq(onceKeys.scope, "medical_order.create"));
    await db.delete(numberSequences).where(and(eq(numberSequences.prefix, "MO"), eq(numberSequences.seqDay, TEST_DAY)));
    await db.insert(numberSequences).values({ prefix: "MO", seqDay: TEST_DAY, lastNumber: 2 });
  });

  it("one key makes one order, another body with it is refused, and numbers differ", async () => {
    const ctx = () => newCtx(doctor, zhou);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => order(ctx(), { diet: { presets: ["no_spicy"] }, onceKey: "care-race-1" })),
    );
    made.push(...answers.map((a) => a.id));
    expect(new Set(made).size).toBe(1);
    await expect(order(ctx(), { diet: { presets: ["soft"] }, onceKey: "care-race-1" })).rejects.toMatchObject({
      code: "conflict",
    });
    const others = await Promise.all(
      Array.from({ length: 4 }, (_, i) => order(ctx(), { orderType: "lifestyle", content: `第 ${i} 条` })),
    );
    made.push(...others.map((a) => a.id));
    expect(new Set([...answers, ...others].map((a) => a.number)).size).toBe(5);
  });
});
