import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { restrictions } from "@/db/schema/customers";
import { ingredientNutrients } from "@/db/schema/dishes";
import { centres, customers, TEST_DAY } from "@/db/seed/world";
import { reader } from "@/domain/core/access";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { judge } from "@/domain/customers/safety/rules";
import { dishCards } from "@/domain/dishes/queries";
import { rolledBack } from "@/domain/testing";
import { planner } from "../testing";
import { familyNutrition } from "./family";
import { nutritionReport, planNutrition } from "./queries";

const elsewhere = { "plans:read": { centres: [centres.binjiang.id] } } as const;
/** Her plan carries her own id. */
const plan = { id: customers.linZhixia.id };

describe("nutrition of a plan", () => {
  it("adds dishes up to meals, meals to days, and takes the mean of weeks and plan over days that hold dishes", () =>
    rolledBack(async (as) => {
      const found = await planNutrition(as(planner), plan);
      for (const one of found.days) {
        const iron = one.meals.reduce((sum, meal) => sum + (meal.nutrition.iron_mg ?? 0), 0);
        expect(iron).toBeCloseTo(one.nutrition.iron_mg ?? 0, 0);
        for (const meal of one.meals) {
          const own = meal.dishes.reduce((sum, dish) => sum + (dish.nutrition.protein_g ?? 0), 0);
          expect(meal.nutrition.protein_g ?? 0).toBeCloseTo(own, 1);
        }
      }
      expect(found.weeks.reduce((sum, week) => sum + week.days, 0)).toBe(found.average.days);
      const [first] = found.weeks;
      const inWeek = found.days.filter((day) => day.weekNumber === 1);
      const mean = inWeek.reduce((sum, day) => sum + (day.nutrition.energy_kcal ?? 0), 0) / inWeek.length;
      expect(first?.nutrition.energy_kcal).toBeCloseTo(mean, 0);
      expect(first?.from).toBe(inWeek[0]?.date);
    }));

  it("names profile, version and source of every target, and the two shares of energy among them", () =>
    rolledBack(async (as) => {
      const found = await planNutrition(as(planner), plan);
      const today = found.days.find((day) => day.date === TEST_DAY);
      expect(today?.targets.every(({ source }) => source.length > 0)).toBe(true);
      expect(today?.targets.map(({ code }) => code)).toEqual(expect.arrayContaining(["fat_pct", "carb_pct"]));
      expect(found.origins.map(({ profile }) => profile)).toContain("lactation_cn2023");
      expect(found.basis.join("，")).toMatch(/产后第 \d+ 天/);
    }));

  it("offers for a gap only available dishes that she may have", () =>
    rolledBack(async (as) => {
      const ctx = as(planner);
      const { average, weeks } = await planNutrition(ctx, plan);
      const read = reader(ctx, "plans:read");
      const [cards, people, rules] = [await dishCards(read), await peopleOf(read.db, [plan.id]), await dietRules(read)];
      const person = people.get(plan.id);
      if (!person) throw new Error("no such person");
      const offered = [average, ...weeks].flatMap((period) => period.gaps).flatMap((gap) => gap.dishes);
      expect(offered.length).toBeGreaterThan(0);
      for (const { dishId } of offered) {
        const card = cards.get(dishId);
        expect(card?.isAvailable).toBe(true);
        const verdict = card && judge(person, card, TEST_DAY, rules);
        expect(verdict?.reasons.filter((r) => r.kind === "allergy" && r.refuses)).toEqual([]);
      }
    }));

  it("stops offering a food the moment she is allergic to it", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner);
      const [gap] = (await planNutrition(ctx, plan)).average.gaps;
      const food = gap?.foods[0];
      if (!food) throw new Error("no food offered");
      await tx.insert(restrictions).values({
        patientId: plan.id,
        kind: "allergy",
        strength: "hard",
        target: "ingredient",
        ingredientId: food.ingredientId,
        label: food.name,
        source: "customer",
        validFrom: TEST_DAY,
      });
      const after = (await planNutrition(ctx, plan)).average.gaps.find(({ code }) => code === gap?.code);
      expect(after?.foods.map(({ ingredientId }) => ingredientId)).not.toContain(food.ingredientId);
    }));

  it("marks as incomplete whatever a food without a figure goes into, up to week and plan", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(planner);
      const before = await planNutrition(ctx, plan);
      const dish = before.days.flatMap((day) => day.meals).flatMap((meal) => meal.dishes)[0];
      const card = (await dishCards(reader(ctx, "plans:read"))).get(dish?.dishId ?? 0);
      const [food] = card?.ingredients ?? [];
      if (!dish || !food) throw new Error("no dish");
      await tx.delete(ingredientNutrients).where(eq(ingredientNutrients.ingredientId, food.ingredientId));
      const after = await planNutrition(ctx, plan);
      const day = after.days.find((one) => one.meals.some((meal) => meal.dishes.some((d) => d.dishId === dish.dishId)));
      expect(day?.missing).toContain("iron_mg");
      expect(day?.targets.find(({ code }) => code === "iron_mg")?.isComplete).toBe(false);
      expect(after.average.targets.find(({ code }) => code === "iron_mg")?.isComplete).toBe(false);
      expect(before.average.targets.find(({ code }) => code === "iron_mg")?.isComplete).toBe(true);
    }));

  it("does not exist for another centre, and wants the permission", () =>
    rolledBack(async (as) => {
      const missing = expect.objectContaining({ code: "not_found" });
      await expect(planNutrition(as(elsewhere), plan)).rejects.toEqual(missing);
      await expect(nutritionReport(as(elsewhere), plan)).rejects.toEqual(missing);
      await expect(familyNutrition(as(elsewhere), plan)).rejects.toEqual(missing);
      await expect(planNutrition(as(["dishes:read"]), plan)).rejects.toEqual(
        expect.objectContaining({ code: "forbidden" }),
      );
    }));
});

describe("the paper for the family", () => {
  it("names the room and the surname only, says what suits her, and neither cost nor condition", () =>
    rolledBack(async (as) => {
      const paper = await familyNutrition(as(planner), plan);
      expect(paper).toMatchObject({ name: "林女士", room: "608", scope: "整份计划" });
      expect(paper.avoided).toEqual(["花生", "甲壳类"]);
      expect(paper.rows.map(({ name }) => name)).toContain("铁");
      const text = JSON.stringify(paper);
      expect(text).not.toMatch(/知夏|糖尿病|控糖|成本|胆固醇|诊断/);
    }));

  it("tells of one week when asked, and of no week that is not there", () =>
    rolledBack(async (as) => {
      const paper = await familyNutrition(as(planner), { ...plan, week: 2 });
      expect(paper).toMatchObject({ scope: "第 2 周", days: 7, weeks: [] });
      await expect(familyNutrition(as(planner), { ...plan, week: 40 })).rejects.toEqual(
        expect.objectContaining({ code: "not_found" }),
      );
    }));
});
