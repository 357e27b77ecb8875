import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { outboxEvents } from "@/db/schema/core";
import { patients } from "@/db/schema/customers";
import { customers as named } from "@/db/seed/world";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { day } from "@/lib/time";
import { createCustomer } from "../commands";
import { customerDetail } from "../detail/queries";
import { personHeaders } from "../headers/persons";
import { CreateCustomer } from "../schema";
import { editBirth, recordDelivery } from "./commands";
import { listBirths } from "./queries";
import { EditBirth, RecordDelivery } from "./schema";

const desk: Can = ["customers:read", "customers:edit"];
const away: Can = Object.fromEntries(desk.map((code) => [code, { centres: [2] }])) as Can;
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;
const delivery = (given: object) =>
  RecordDelivery.parse({ deliveredOn: "2026-11-18", deliveryMode: "vaginal", ...given });
const expecting = (as: Parameters<Parameters<typeof rolledBack>[0]>[0]) =>
  createCustomer(as(desk), CreateCustomer.parse({ centreId: 1, name: "史湘云", deliveryDate: "2026-11-25" }));

describe("recording a delivery", () => {
  test("turns the pregnancy into a birth, gives babies of their own, and tells the planners", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(desk);
      const { id, patientId } = await expecting(as);
      const made = await recordDelivery(
        ctx,
        delivery({
          id,
          deliveredTime: "08:26",
          feeding: "breast",
          gestationDays: 273,
          babies: [
            { gender: "女", birthWeightG: 3210 },
            { name: "小满", gender: "男" },
          ],
        }),
      );
      expect(made.babyIds).toHaveLength(2);
      const detail = await customerDetail(ctx, { id });
      expect(detail).toMatchObject({
        stage: "expel",
        postpartumDay: 1,
        expectedDeliveryDate: "2026-11-25",
        feeding: "breast",
      });
      const { items } = await listBirths(ctx, { id });
      expect(items).toHaveLength(1);
      expect(items[0]?.deliveredAt?.toISOString()).toBe("2026-11-18T00:26:00.000Z");
      expect(items[0]?.babies.map((b) => [b.name, b.gender, b.birthWeightG])).toEqual([
        ["史湘云宝宝1", "female", 3210],
        ["小满", "male", null],
      ]);
      const babies = await tx
        .select()
        .from(patients)
        .where(and(eq(patients.motherId, patientId), eq(patients.kind, "baby")));
      expect(babies.map((b) => [b.birthDate, b.birthOrder, b.relationshipToHead])).toEqual([
        ["2026-11-18", 1, "女"],
        ["2026-11-18", 2, "子"],
      ]);
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "childbirth.changed"));
      expect(events.at(-1)?.payload).toEqual({ patientId, customerId: id });
    }));

  test("not for a day to come, not twice, not for another centre", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const { id } = await expecting(as);
      expect(
        (await failing(recordDelivery(ctx, delivery({ id, deliveredOn: "2026-11-20" })))).fields?.deliveredOn?.[0],
      ).toContain("还没到");
      await recordDelivery(ctx, delivery({ id }));
      expect((await failing(recordDelivery(ctx, delivery({ id, deliveredOn: "2026-11-17" })))).message).toContain(
        "已经登记过 2026-11-18 分娩",
      );
      expect(await codeOf(recordDelivery(as(away), delivery({ id: 1 })))).toBe("not_found");
      expect(await codeOf(recordDelivery(as(["customers:read"]), delivery({ id })))).toBe("forbidden");
    }));

  test("a second child years later leaves the first one's days as they were", () =>
    rolledBack(async (as, tx) => {
      const later = as(desk, { now: new Date("2028-06-01T02:00:00Z") });
      await recordDelivery(later, delivery({ id: 1, deliveredOn: "2028-05-30" }));
      const then = await personHeaders(tx, [1], day("2026-11-19"));
      const now = await personHeaders(tx, [1], day("2028-06-01"));
      expect(then.get(1)).toMatchObject({ deliveredOn: "2026-11-09", day: 10, stage: "recover" });
      expect(now.get(1)).toMatchObject({ deliveredOn: "2028-05-30", day: 2, stage: "expel" });
      expect((await listBirths(later, { id: 1 })).items).toHaveLength(2);
    }));
});

describe("correcting a birth", () => {
  test("moves the stages, keeps what is not given, and refuses a stale version", () =>
    rolledBack(async (as) => {
      const ctx = as(desk);
      const birthId = (await listBirths(ctx, { id: 1 })).items[0]?.id ?? 0;
      const edit = (given: object) => EditBirth.parse({ id: birthId, version: 1, ...given });
      await editBirth(ctx, edit({ deliveredOn: "2026-11-14", feeding: "weaned" }));
      expect(await customerDetail(ctx, { id: 1 })).toMatchObject({
        postpartumDay: 5,
        stage: "expel",
        feeding: "weaned",
        deliveryMode: "cesarean",
      });
      expect(await codeOf(editBirth(ctx, edit({ feeding: "breast" })))).toBe("conflict");
      expect(await codeOf(editBirth(as(away), edit({ version: 2 })))).toBe("not_found");
      expect(await codeOf(editBirth(ctx, edit({ version: 2, customerId: named.fangJingshu.id })))).toBe("not_found");
      expect(
        (await failing(editBirth(ctx, edit({ version: 2, deliveredOn: "2026-11-30" })))).fields?.deliveredOn?.[0],
      ).toContain("还没到");
    }));
});
