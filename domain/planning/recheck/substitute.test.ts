import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { dishes as dishTable } from "@/db/schema/dishes";
import { notifications } from "@/db/schema/notifications";
import { customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { setSubstitutes } from "@/domain/dishes/substitutes/commands";
import { substitutesOfDish } from "@/domain/dishes/substitutes/queries";
import { SetSubstitutes } from "@/domain/dishes/substitutes/schema";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { addDays } from "@/lib/time";
import { planDetail } from "../queries";
import { planner } from "../testing";
import { recheckPatient } from "./commands";

const lin = customers.linZhixia.id;
const job: Can = ["plans:edit"];
const LUNCH = 3;
type As = Parameters<Parameters<typeof rolledBack>[0]>[0];
type Tx = Parameters<Parameters<typeof rolledBack>[0]>[1];

/** From today on she must not eat fish (allergen 3). */
const noFish = (tx: Tx, more: Partial<typeof restrictions.$inferInsert> = {}) =>
  tx.insert(restrictions).values({
    patientId: lin,
    kind: "allergy",
    strength: "hard",
    target: "allergen",
    allergenId: 3,
    label: "鱼类",
    source: "doctor_order",
    reason: "起疹",
    validFrom: TEST_DAY,
    createdBy: users.doctor.id,
    createdAt: new Date(),
    updatedAt: new Date(),
    ...more,
  });

const meal = async (as: As, date = TEST_DAY, slotId = LUNCH) =>
  (await planDetail(as(planner), { id: lin })).weekPlans
    .flatMap((week) => week.dayPlans)
    .find((one) => one.date === date)
    ?.mealItems.filter((item) => item.slotId === slotId) ?? [];

describe("a dish that is not safe any more", () => {
  it("is replaced where it is cooked soon, with why; further ahead it is flagged for the dietitian", () =>
    rolledBack(async (as, tx) => {
      const before = await meal(as);
      expect(before.map((item) => item.dishId)).toContain(dishes.seabassSoup.id);
      await noFish(tx);
      await recheckPatient(as(job), lin);
      const [soup, ...rest] = await meal(as);
      expect(rest.map((item) => item.dishId)).toEqual(before.slice(1).map((item) => item.dishId));
      expect(soup).toMatchObject({ origin: "substitute", warnings: [] });
      expect(soup?.dishId).not.toBe(dishes.seabassSoup.id);
      const tomorrow = await meal(as, addDays(TEST_DAY, 1));
      expect(tomorrow.map((item) => item.origin)).toContain("substitute");
      const later = await meal(as, addDays(TEST_DAY, 4));
      expect(later.find((item) => item.dishName === "鲫鱼豆腐汤")?.warnings[0]).toMatchObject({ kind: "allergy" });
      const [told] = await tx.select().from(notifications).where(eq(notifications.kind, "plan.substituted"));
      expect(told?.title).toMatch(/林知夏有 \d 道菜已自动替换/);
      expect(told?.content).toContain("午餐：鲈鱼汤自动换成");
    }));

  it("keeps which dish it was, what spoke against it and who was turned down", () =>
    rolledBack(async (as, tx) => {
      const list = SetSubstitutes.parse({ id: dishes.seabassSoup.id, dishIds: [67, 4] });
      const names = (await setSubstitutes(as(["dishes:edit"]), list)).substitutes.map((one) => one.name);
      await noFish(tx);
      await recheckPatient(as(job), lin);
      const rows = await tx.select().from(auditLog).where(eq(auditLog.action, "confinement_meal_plan.items_changed"));
      const details = rows.at(-1)?.details as {
        substitutes: { fromDishName: string; because: string[]; via: string; rejected: { dishName: string }[] }[];
      };
      const soup = details.substitutes.find((one) => one.fromDishName === "鲈鱼汤");
      expect(soup?.because[0]).toContain("鱼");
      expect(names).toHaveLength(2);
      expect(soup?.via === "list" || soup?.rejected.some((one) => names.includes(one.dishName))).toBe(true);
    }));

  it("done once: the same judgement again changes nothing", () =>
    rolledBack(async (as, tx) => {
      await noFish(tx);
      await recheckPatient(as(job), lin);
      const first = await planDetail(as(planner), { id: lin });
      await recheckPatient(as(job), lin);
      expect(await planDetail(as(planner), { id: lin })).toEqual(first);
    }));

  it("an adjustment makes it another way of cooking instead", () =>
    rolledBack(async (as, tx) => {
      await noFish(tx, { kind: "medical", strength: "soft", adjustment: "去皮" });
      await recheckPatient(as(job), lin);
      const [soup] = await meal(as);
      expect(soup).toMatchObject({ dishId: dishes.seabassSoup.id, variant: { adjustments: ["去皮"] } });
    }));

  it("stays, flagged, where nothing is safe", () =>
    rolledBack(async (as, tx) => {
      await tx.update(dishTable).set({ isAvailable: false }).where(eq(dishTable.dishCategoryId, 3)); // no other soup
      await noFish(tx);
      expect(await recheckPatient(as(job), lin)).toBeGreaterThan(0);
      const [soup] = await meal(as);
      expect(soup).toMatchObject({ dishId: dishes.seabassSoup.id, origin: "person" });
      expect(soup?.warnings[0]).toMatchObject({ kind: "allergy" });
    }));
});

describe("the substitution list of a dish", () => {
  it("keeps its order, and refuses itself, base dishes, strangers and stale versions", () =>
    rolledBack(async (as) => {
      const ctx = as(["dishes:edit", "dishes:read"]);
      const set = (dishIds: number[], more = {}) =>
        setSubstitutes(ctx, SetSubstitutes.parse({ id: dishes.seabassSoup.id, dishIds, ...more }));
      const { version } = await substitutesOfDish(ctx, { id: dishes.seabassSoup.id });
      const saved = await set([67, 4, 9]);
      expect(saved.substitutes.map((one) => one.id)).toEqual([67, 4, 9]);
      expect((await set([67, 4, 9])).version).toBe(saved.version);
      expect((await set([4])).substitutes.map((one) => one.id)).toEqual([4]);
      await expect(set([9], { version })).rejects.toMatchObject({ code: "conflict" });
      await expect(set([999_999])).rejects.toMatchObject({ code: "validation_failed" });
      expect(SetSubstitutes.safeParse({ id: 1, dishIds: [1] }).success).toBe(false);
      expect(SetSubstitutes.safeParse({ id: 1, dishIds: [2, 2] }).success).toBe(false);
      await expect(setSubstitutes(as(["dishes:read"]), { id: 1, dishIds: [] })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(set([], {})).resolves.toMatchObject({ substitutes: [] });
    }));
});
