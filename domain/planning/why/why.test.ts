import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { rolledBack } from "@/domain/testing";
import { addDays } from "@/lib/time";
import { editItems } from "../items/commands";
import { planDetail } from "../queries";
import { planner } from "../testing";
import { addedIn, whyHere } from "./queries";

const id = customers.linZhixia.id;
const date = addDays(TEST_DAY, 5);
const slotId = 2;
const maker = { userId: users.dietitian.id };
const elsewhere = { "plans:read": { centres: [centres.binjiang.id] } } as const;

async function place(ctx: Ctx, dishId: number) {
  const { version } = await planDetail(ctx, { id });
  await editItems(ctx, { planId: id, planVersion: version, ops: [{ op: "add", date, slotId, dishId }] });
}

describe("why a dish stands there", () => {
  it("names the colleague who placed it, and when", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      await place(ctx, dishes.warmMilk.id);
      const found = await whyHere(ctx, { id, date, slotId, dishId: dishes.warmMilk.id });
      expect(found).toMatchObject({ origin: "person", placedBy: "杜若蘅", why: null, substitute: null, release: null });
      expect(found?.placedAt).toBe(ctx.now.toISOString());
    }));

  it("gives back what decided for a dish that was scheduled automatically", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner, maker);
      await place(ctx, dishes.warmMilk.id);
      const why = { text: "补钙 +224 mg", decided: [], losers: [], candidates: 14, others: 3 };
      const [day] = await tx
        .select({ id: confinementDayPlans.id })
        .from(confinementDayPlans)
        .where(and(eq(confinementDayPlans.mealPlanId, id), eq(confinementDayPlans.date, date)));
      await tx
        .update(confinementMealItems)
        .set({ origin: "auto", trace: { why } })
        .where(
          and(
            eq(confinementMealItems.dayPlanId, day?.id ?? 0),
            eq(confinementMealItems.categoryId, slotId),
            eq(confinementMealItems.dishId, dishes.warmMilk.id),
          ),
        );
      const found = await whyHere(ctx, { id, date, slotId, dishId: dishes.warmMilk.id });
      expect(found).toMatchObject({ origin: "auto", why });
    }));

  it("is nothing for a dish that does not stand there, and does not exist for another centre", () =>
    rolledBack(async (as) => {
      const nowhere = { id, date, slotId, dishId: 999_999 };
      expect(await whyHere(as(planner), nowhere)).toBeNull();
      await expect(whyHere(as(elsewhere), nowhere)).rejects.toEqual(expect.objectContaining({ code: "not_found" }));
      await expect(whyHere(as(["dishes:read"]), nowhere)).rejects.toEqual(
        expect.objectContaining({ code: "forbidden" }),
      );
    }));
});

it.each([
  ["11-21 午餐：加鸭血豆腐汤、菠菜，去竹荪鸡汤", ["鸭血豆腐汤", "菠菜"]],
  ["11-21 午餐：加温牛奶", ["温牛奶"]],
  ["11-21 午餐：去竹荪鸡汤", []],
  ["11-21 午餐：改了做法、时间、顺序或锁定", []],
])("%s added %s", (change, names) => expect(addedIn(change)).toEqual(names));
