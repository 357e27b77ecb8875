import { describe, expect, it } from "vitest";
import { centres, customers, TEST_DAY } from "@/db/seed/world";
import { rolledBack } from "@/domain/testing";
import type { Clock } from "@/lib/time";
import { nextMeal, orderChoices, orderDishes } from "./queries";
import { OrderDishes } from "./schema";

const jingan = { centreId: centres.jingan.id };

describe("what an order can name", () => {
  it("are the mothers in the house with what they must not eat, and the people at work", () =>
    rolledBack(async (as) => {
      const { mothers, employees, slots } = await orderChoices(as(["orders:edit"]), { ...jingan, date: TEST_DAY });
      const lin = mothers.find((one) => one.customerId === customers.linZhixia.id);
      expect(lin).toMatchObject({
        room: "608",
        restrictions: expect.arrayContaining([expect.objectContaining({ kind: "allergy" })]),
      });
      expect(employees.length).toBeGreaterThan(0);
      expect(slots.map((slot) => slot.code)).toContain("lunch");
    }));

  it.each([
    ["2026-11-19T06:00:00+08:00", TEST_DAY, "breakfast"],
    ["2026-11-19T11:50:00+08:00", TEST_DAY, "dinner"], // lunch is being served
    ["2026-11-19T20:00:00+08:00", "2026-11-20", "breakfast"],
  ])("begin at %s with the next meal that is not served yet", (now, date, slot) => {
    const slots = [
      { code: "dinner", servingTime: "18:00" as Clock },
      { code: "breakfast", servingTime: "07:50" as Clock },
      { code: "lunch", servingTime: "11:50" as Clock },
    ];
    expect(nextMeal(slots, TEST_DAY, new Date(now))).toEqual({ date, slot });
  });

  it("are dishes of the slot, or any by name", () =>
    rolledBack(async (as) => {
      const ctx = as(["orders:edit"]);
      const lunch = OrderDishes.parse({ ...jingan, date: TEST_DAY, slot: "lunch" });
      const dishes = await orderDishes(ctx, lunch);
      expect(dishes.length).toBeGreaterThan(0);
      const flags = dishes.map((dish) => dish.isOnMenu);
      expect(flags).toEqual([...flags].sort((a, b) => Number(b) - Number(a)));
      const named = await orderDishes(ctx, { ...lunch, search: "鲈鱼汤" });
      expect(named.map((dish) => dish.name)).toContain("鲈鱼汤");
    }));

  it("are nothing of another centre, and nothing without the permission", () =>
    rolledBack(async (as) => {
      const elsewhere = as({ "orders:edit": { centres: [centres.binjiang.id] } });
      await expect(orderChoices(elsewhere, jingan)).rejects.toMatchObject({ code: "not_found" });
      await expect(orderChoices(as(["orders:read"]), jingan)).rejects.toMatchObject({ code: "forbidden" });
      const wrong = OrderDishes.parse({ ...jingan, date: TEST_DAY, slot: "brunch" });
      await expect(orderDishes(as(["orders:edit"]), wrong)).rejects.toMatchObject({ code: "validation_failed" });
    }));
});
