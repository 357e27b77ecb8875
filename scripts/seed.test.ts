import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { rolePermissions, roles } from "@/db/seed/base/roles";
import { dishData } from "@/db/seed/data";
import { customers, lookup, TEST_DAY } from "@/db/seed/world";
import { reader } from "@/domain/core/access";
import { isPermission, permissions } from "@/domain/core/permissions";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { judge } from "@/domain/customers/safety/rules";
import { inHouseOn } from "@/domain/customers/stays/in-house";
import { dishCards } from "@/domain/dishes/queries";
import { newCtx } from "@/domain/testing";

const read = () => reader(newCtx(["dishes:read", "stays:read"]), "dishes:read");

describe("built-in roles", () => {
  test("name only permissions that exist, each once", () => {
    expect(rolePermissions.filter(({ permission }) => !isPermission(permission))).toEqual([]);
    const pairs = rolePermissions.map(({ roleId, permission }) => `${roleId} ${permission}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test("admin may do everything", () => {
    const admin = roles.find(({ name }) => name === "admin")?.id;
    const held = rolePermissions.filter(({ roleId, scope }) => roleId === admin && scope === "all");
    expect(held.map(({ permission }) => permission).sort()).toEqual(Object.keys(permissions).sort());
  });
});

describe("reference dishes", () => {
  test("have the nutrition their data say, within half a percent", async () => {
    const cards = new Map([...(await dishCards(read())).values()].map((card) => [card.name, card]));
    const off = dishData().dishes.flatMap(({ name, nutrition }) =>
      Object.entries(nutrition).filter(([code, amount]) => {
        const computed = cards.get(name)?.nutrition[code] ?? 0;
        // The data are rounded to one or two places, vitamin A and energy to one.
        const rounding = code === "vita_ug_rae" || code === "energy_kcal" ? 0.6 : 0.06;
        return Math.abs(computed - amount) > Math.max(amount * 0.005, rounding);
      }),
    );
    expect(off).toEqual([]);
    expect(cards.size).toBeGreaterThanOrEqual(121);
  });

  test("contain every allergen and caution that their data name", async () => {
    const cards = new Map([...(await dishCards(read())).values()].map((card) => [card.name, card]));
    const missing = dishData().dishes.flatMap(({ name, allergens, codes }) => {
      const card = cards.get(name);
      const contained = new Set(card?.allergens.filter((a) => a.state === "contains").map((a) => a.name));
      const tags = new Set(card?.tags.map((tag) => tag.code));
      return [
        ...allergens.filter((word) => !contained.has(word.replace("*", "").replace(/^含/, ""))),
        ...codes.filter((code) => !tags.has(code)),
      ].map((what) => `${name}: ${what}`);
    });
    expect(missing).toEqual([]);
  });
});

describe("the world", () => {
  test("has 31 mothers in house today, in all four stages, one of them out", async () => {
    const house = (await inHouseOn(read(), 1, TEST_DAY)).filter((one) => one.isIn);
    expect(house).toHaveLength(31);
    expect(new Set(house.map((one) => one.stage))).toEqual(new Set(["expel", "recover", "nourish", "restore"]));
    expect(house.filter((one) => one.absences.length > 0).map((one) => one.room)).toEqual(["606"]);
  });

  test("gives 林知夏 a running plan of 42 days with today's six meals", async () => {
    const plan = await (await lookup(db)).planOf(customers.linZhixia.id);
    expect(plan).toMatchObject({ status: "active", totalDays: 42 });
    const meals = await db
      .select({ slotId: confinementMealItems.categoryId })
      .from(confinementMealItems)
      .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId))
      .where(and(eq(confinementDayPlans.mealPlanId, plan.id), eq(confinementDayPlans.date, TEST_DAY)));
    expect(new Set(meals.map((meal) => meal.slotId)).size).toBe(6);
  });

  test("serves nobody what is refused to her, but for the one dish that waits for a substitute", async () => {
    const rows = await db
      .select({
        patientId: confinementDayPlans.patientId,
        date: confinementDayPlans.date,
        dishId: confinementMealItems.dishId,
      })
      .from(confinementMealItems)
      .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId));
    const cards = await dishCards(read());
    const people = await peopleOf(db, [...new Set(rows.map((row) => row.patientId))], TEST_DAY);
    const rules = await dietRules(read());
    const refused = rows.flatMap(({ patientId, date, dishId }) => {
      const [person, card] = [people.get(patientId), cards.get(dishId)];
      if (!person || !card) return [`no person ${patientId} or dish ${dishId}`];
      return judge(person, card, date, rules).verdict === "refused" ? [`${date} ${person.name} ${card.name}`] : [];
    });
    expect(rows.length).toBeGreaterThan(15_000);
    expect(refused).toEqual([`${TEST_DAY} 韩语晴 清蒸鳕鱼`]);
  });
});
