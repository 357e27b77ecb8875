import { describe, expect, test } from "vitest";
import { customers, dishes } from "@/db/seed/world";
import { bind } from "@/domain/core/access";
import { runScheduleTask } from "@/domain/planning/proposals/flows";
import { claimTask, finishTask } from "@/domain/system/jobs/tasks";
import { newCtx } from "@/domain/testing";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const [maker, checker] = ["dietitian", "dietitian2"] as const;
const plans = "/api/confinement-meal-plans";
const meals = ["早餐", "早点", "午餐", "午点", "晚餐", "晚点"];

describe("meal plans", () => {
  test("listed with the fields that the older client reads, by customer, status and days", async () => {
    const at = `${plans}?customer_id=${customers.linZhixia.id}&status=active&start_date=2026-11-19&end_date=2026-11-19`;
    const [row] = rowsOf(await ask("GET", at, { as: maker }));
    expect(row).toMatchObject({
      id: expect.any(Number),
      plan_number: expect.stringMatching(/^CMP\d{11}$/),
      customer_id: customers.linZhixia.id,
      customer_name: "林知夏",
      start_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      end_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      total_days: 42,
      total_weeks: 6,
      meal_plan_type: expect.any(String),
      total_calories_per_day: expect.any(Number),
      total_price: expect.any(Number),
      final_price: expect.any(Number),
      status: "active",
      created_by: expect.any(Number),
      created_at: expect.stringMatching(/Z$/),
    });
    expect(rowsOf(await ask("GET", `${plans}?start_date=2020-01-01&end_date=2020-02-01`, { as: maker }))).toEqual([]);
  });

  test("one plan nests its weeks, their days, and the days' dishes", async () => {
    const [row] = rowsOf(await ask("GET", `${plans}?customer_id=1&status=active`, { as: maker }));
    const { data } = await ask("GET", `${plans}/${String(row?.id)}`, { as: maker });
    expect(data).toMatchObject({ id: row?.id, plan_number: row?.plan_number, customer_name: "林知夏" });
    expect(look(data, "week_plans")).toHaveLength(6);
    expect(look(data, "week_plans.0")).toMatchObject({
      id: expect.any(Number),
      week_number: 1,
      focus_area: expect.any(String),
      nutrition_goals: { protein: expect.stringMatching(/^(low|medium|high)$/) },
    });
    expect(look(data, "week_plans.0.day_plans")).toHaveLength(7);
    expect(look(data, "week_plans.0.day_plans.0")).toMatchObject({
      id: expect.any(Number),
      day_number: 1,
      date: row?.start_date,
      total_calories: expect.any(Number),
    });
    const item = look(data, "week_plans.0.day_plans.0.meal_items.0");
    expect(item).toMatchObject({
      id: expect.any(Number),
      dish_id: expect.any(Number),
      dish_name: expect.any(String),
      serving_time: expect.stringMatching(/^\d{2}:\d{2}$/),
      calories: expect.any(Number),
    });
    expect(meals).toContain(look(item, "meal_type"));
  });

  test("from draft to approved and cancelled", async () => {
    await undone(async () => {
      const body = {
        customer_id: customers.linZhixia.id,
        start_date: "2027-03-01",
        end_date: "2027-03-29",
        meal_plan_type: "standard",
        total_calories_per_day: 2500,
        total_price: 12000,
        discount_amount: 1200.5,
        notes: "标准月子餐计划",
      };
      const made = await ask("POST", plans, { as: maker, body });
      expect(made.data).toMatchObject({
        plan_number: expect.stringMatching(/^CMP20270301\d{3}$/),
        customer_id: 1,
        start_date: "2027-03-01",
        end_date: "2027-03-28",
        total_days: 28,
        total_weeks: 4,
        total_calories_per_day: 2500,
        total_price: 12000,
        final_price: 10799.5,
        status: "draft",
        notes: "标准月子餐计划",
        created_by: 3,
      });
      const at = `${plans}/${number(made.data, "id")}`;

      const put = await ask("PUT", at, {
        as: maker,
        body: { version: number(made.data, "version"), total_price: 11000.25 },
      });
      expect(put.data).toMatchObject({ total_price: 11000.25, final_price: 9799.75 });
      const stale = await refuse(409, "PUT", at, {
        as: maker,
        body: { version: number(made.data, "version"), notes: "x" },
      });
      expect(look(stale.data, "current")).toMatchObject({
        total_price: 11000.25,
        final_price: 9799.75,
        version: number(put.data, "version"),
      });
      await ask("PATCH", at, { as: maker, body: { version: number(put.data, "version"), notes: "少盐" } });

      const one = { date: "2027-03-01", meal_type: "午餐", dish_id: dishes.warmMilk.id };
      const added = await ask("POST", `${at}/items`, { as: maker, body: one });
      expect(look(added.data, "item")).toMatchObject({ meal_type: "午餐", dish_id: dishes.warmMilk.id, quantity: 1 });
      const item = `${at}/items/${number(added.data, "item.id")}`;
      const changed = await ask("PUT", item, {
        as: maker,
        body: { quantity: 2, serving_time: "12:10", special_instructions: "少糖" },
      });
      expect(look(changed.data, "item")).toMatchObject({
        quantity: 2,
        serving_time: "12:10",
        special_instructions: "少糖",
      });
      await refuse(409, "PUT", item, { as: maker, body: { version: number(added.data, "item.version"), quantity: 3 } });
      const ops = [1, 2, 3, 4, 5, 6].flatMap((slot_id) =>
        Array.from({ length: 7 }, (_, i) => ({
          op: "setCell",
          slot_id,
          date: `2027-03-0${i + 1}`,
          items: [{ dish_id: dishes.warmMilk.id }],
        })),
      );
      const filled = await ask("POST", `${at}/edits`, {
        as: maker,
        body: { plan_version: number(changed.data, "plan_version"), ops },
      });
      expect(look(filled.data, "dates")).toHaveLength(7);

      const { data } = await ask("GET", `${at}/nutrition`, { as: maker });
      expect(look(data, "days.0")).toMatchObject({ date: "2027-03-01", week_number: 1, cost: expect.any(Number) });
      expect(look(data, "days.0.targets.0")).toMatchObject({ code: expect.any(String), state: expect.any(String) });

      await refuse(409, "POST", `${at}/approve`, { as: maker, body: {} }); // nobody approves his own
      const approved = await ask("POST", `${at}/approve`, { as: checker, body: {} });
      expect(approved.data).toMatchObject({ status: "active", approved_by: 11, approved_weeks: [1] });
      await refuse(409, "DELETE", at, { as: maker });
      await refuse(400, "POST", `${at}/cancel`, { as: checker, body: {} });
      await ask("POST", `${at}/cancel`, { as: checker, body: { reason: "提前离馆" } });
      expect((await ask("GET", at, { as: maker })).data).toMatchObject({ status: "cancelled" });
    });
  });

  test("a draft is deleted; the same key makes one plan only", async () => {
    await undone(async () => {
      const body = { customer_id: 1, start_date: "2027-06-01", total_days: 7 };
      const headers = { "idempotency-key": "plan-of-june" };
      const first = await ask("POST", plans, { as: maker, body, headers });
      const again = await ask("POST", plans, { as: maker, body, headers });
      expect(again.data).toEqual(first.data);
      await refuse(409, "POST", plans, { as: maker, body: { ...body, total_days: 14 }, headers });
      const at = `${plans}/${number(first.data, "id")}`;
      await ask("DELETE", at, { as: maker });
      await refuse(404, "GET", at, { as: maker });
    });
  });

  test("a dish that does not suit her is refused with the reason", async () => {
    await undone(async () => {
      const { data } = await ask("POST", plans, {
        as: maker,
        body: { customer_id: 1, start_date: "2027-06-01", total_days: 7 },
      });
      const { body } = await refuse(409, "POST", `${plans}/${number(data, "id")}/items`, {
        as: maker,
        body: { date: "2027-06-01", meal_type: "lunch", dish_id: dishes.peanutTrotterSoup.id },
      });
      expect(body.message).toContain("花生");
    });
  });
});

describe("automatic scheduling", () => {
  test("a task is started and followed, its proposal accepted; the family's paper is a PDF", async () => {
    await undone(async (tx) => {
      const body = { customer_id: customers.linZhixia.id, start_date: "2027-03-01", total_days: 1 };
      const plan = number((await ask("POST", plans, { as: maker, body })).data, "id");
      const started = await ask("POST", `${plans}/${plan}/schedule`, { as: maker, body: { scope: "all", seed: 7 } });
      const job = `/api/jobs/${number(started.data, "job_id")}`;
      expect((await ask("GET", job, { as: maker })).data).toMatchObject({ status: "queued", progress: 0 });
      await refuse(404, "GET", job, { as: "chef" }); // who did not start it, and does not look after jobs
      const worker = newCtx(["jobs:edit", "plans:edit", "plans:read"]);
      bind(worker, tx);
      const task = await claimTask(worker);
      if (!task) throw new Error("nothing was queued");
      await finishTask(worker, task, { result: await runScheduleTask(() => worker, task) });
      const { data } = await ask("GET", job, { as: maker });
      expect(data).toMatchObject({
        status: "done",
        result: {
          proposal_id: expect.any(Number),
          objective: expect.any(Number),
          bound: expect.any(Number),
          gap: expect.any(Number),
          infeasible: expect.any(Array),
        },
      });
      expect(look(data, "result.items.0")).toMatchObject({
        date: "2027-03-01",
        dish_id: expect.any(Number),
        dish_name: expect.any(String),
      });
      const proposal = number(data, "result.proposal_id");
      await ask("POST", `${plans}/${plan}/proposals/${proposal}/accept`, { as: maker, body: {} });
      await refuse(409, "POST", `${plans}/${plan}/proposals/${proposal}/accept`, { as: maker, body: {} });
      await ask("GET", `${plans}/${plan}/nutrition/pdf`, { as: maker });
    });
  }, 120_000);
});

describe("kitchen work", () => {
  test("the production sheet of a meal", async () => {
    const { data } = await ask("GET", "/api/kitchen/production?date=2026-11-19&slot=lunch", { as: "chef" });
    expect(data).toMatchObject({ date: "2026-11-19", centre_id: 1 });
    expect(look(data, "slots")).toHaveLength(1);
    const slot = look(data, "slots.0");
    expect(slot).toMatchObject({
      slot: "午餐",
      serving_time: expect.stringMatching(/^\d{2}:\d{2}$/),
      unassigned: expect.any(Array),
      needs_substitute: expect.any(Array),
    });
    const made = look(slot, "dishes") as Record<string, unknown>[];
    expect(made.length).toBeGreaterThan(3);
    for (const dish of made) {
      expect(dish).toMatchObject({
        dish_id: expect.any(Number),
        dish_name: expect.any(String),
        variants: expect.any(Array),
      });
      const floors = dish.by_floor as { floor: string; portions: number }[];
      expect(floors.reduce((sum, floor) => sum + floor.portions, 0)).toBe(dish.portions);
    }
    const variants = made.flatMap((dish) => dish.variants as object[]);
    expect(variants[0]).toMatchObject({
      customer_id: expect.any(Number),
      customer_name: expect.any(String),
      note: expect.any(String),
    });
    expect(variants[0]).toHaveProperty("room");
    expect(
      look((await ask("GET", "/api/kitchen/production?date=2026-11-19", { as: "chef" })).data, "slots"),
    ).toHaveLength(6);
  });

  test("tickets, one for each mother, and what to buy", async () => {
    const { data } = await ask("GET", "/api/kitchen/tickets?date=2026-11-19&slot=lunch", { as: "chef" });
    const tickets = look(data, "tickets") as Record<string, unknown>[];
    expect(new Set(tickets.map((one) => one.customer_id)).size).toBe(tickets.length);
    expect(tickets.find((one) => one.customer_id === 1)).toMatchObject({
      customer_name: "林知夏",
      room: "608",
      slot: "午餐",
    });
    const need = await ask("GET", "/api/kitchen/requirements?from=2026-11-19&to=2026-11-20", { as: "warehouse" });
    expect(look(need.data, "days")).toMatchObject([{ date: "2026-11-19" }, { date: "2026-11-20" }]);
    expect(look(need.data, "days.0.ingredients.0")).toMatchObject({
      name: expect.any(String),
      net_grams: expect.any(Number),
    });
    await refuse(400, "GET", "/api/kitchen/requirements?from=2026-11-19&to=2027-11-19", { as: "warehouse" });
  });
});

describe("mini program", () => {
  test("a mother's token gets her dishes of today, three meals and three snacks", async () => {
    const { data } = await ask("GET", "/api/wechat/customer/menu", { as: "customer" });
    expect(look(data, "date")).toBe("2026-11-19");
    for (const meal of ["breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "bedtime_snack"]) {
      const first = look(data, `${meal}.0`);
      expect(first, meal).toMatchObject({
        id: expect.any(Number),
        name: expect.any(String),
        category: expect.any(String),
      });
      expect(first, meal).toHaveProperty("description");
    }
    await refuse(403, "GET", "/api/wechat/customer/menu", { as: "warehouse" });
    await refuse(404, "GET", "/api/wechat/customer/menu", { as: "dietitian" }); // whom nobody cooks for
  });
});

covers("meal plans", "kitchen work", "mini program");
