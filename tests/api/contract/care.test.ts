import { describe, expect, test } from "vitest";
import { customers, dishes } from "@/db/seed/world";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const doctor = { as: "doctor" } as const;
const nurse = { as: "nurse" } as const;
const maker = { as: "dietitian" } as const;
const checker = { as: "dietitian2" } as const;
const orders = "/api/medical-orders";
const mother = customers.chengYian.id;

describe("medical orders", () => {
  test("are given with seed d's fields, confirmed, stopped", async () => {
    await undone(async () => {
      const body = {
        customer_id: mother,
        order_type: "diet",
        diet: { presets: ["low_salt"] },
        duration: "7天",
        notes: "早晚测血压",
      };
      const headers = { "idempotency-key": "order-contract-1" };
      const made = await ask("POST", orders, { ...doctor, body, headers });
      expect(made.data).toMatchObject({
        patient_id: mother,
        doctor_id: 1,
        health_record_id: null,
        order_type: "diet",
        content: "低盐饮食；钠最多 1500 mg/天",
        dosage: null,
        frequency: null,
        duration: "7天",
        notes: "早晚测血压",
        status: "active",
        created_at: expect.any(String),
      });
      const id = number(made.data, "id");
      expect(number((await ask("POST", orders, { ...doctor, body, headers })).data, "id")).toBe(id);
      await refuse(409, "POST", orders, { ...doctor, body: { ...body, notes: "别的" }, headers });
      await refuse(403, "POST", orders, { ...nurse, body });
      await refuse(400, "POST", orders, { ...doctor, body: { customer_id: mother, order_type: "diet" } });
      const restrictions = await ask("GET", `/api/customers/${mother}/restrictions`, nurse);
      expect(look(restrictions.data, "labels")).toContain("低盐");
      const list = await ask("GET", `${orders}?customer_id=${mother}&status=active&order_type=diet`, nurse);
      expect(rowsOf(list)).toMatchObject([{ id, patient_name: "程亦安", room: "506" }]);
      await ask("GET", `${orders}/${id}`, nurse);
      await refuse(409, "PUT", `${orders}/${id}`, { ...doctor, body: { version: 1, notes: "改" } });
      await refuse(409, "DELETE", `${orders}/${id}`, doctor);
      const known = await ask("POST", `${orders}/${id}/acknowledge`, { ...nurse, body: {} });
      expect(known.data).toMatchObject({ acknowledged_by_name: "沈立" });
      await refuse(400, "POST", `${orders}/${id}/stop`, { ...doctor, body: {} });
      const stopped = await ask("POST", `${orders}/${id}/stop`, { ...doctor, body: { reason: "血压已稳" } });
      expect(stopped.data).toMatchObject({ status: "cancelled", stop_reason: "血压已稳", acknowledged_at: null });
      await refuse(404, "GET", `${orders}/99999`, nurse);
    });
  });

  test("wait as drafts", async () => {
    await undone(async () => {
      const body = { patient_id: mother, order_type: "lifestyle", content: "多休息", status: "draft" };
      const id = number((await ask("POST", orders, { ...doctor, body })).data, "id");
      await ask("PATCH", `${orders}/${id}`, { ...doctor, body: { version: 1, frequency: "每天" } });
      const given = await ask("PUT", `${orders}/${id}`, { ...doctor, body: { version: 2, status: "active" } });
      expect(given.data).toMatchObject({ status: "active", frequency: "每天" });
      const other = number((await ask("POST", orders, { ...doctor, body })).data, "id");
      await ask("DELETE", `${orders}/${other}`, doctor);
    });
  });
});

describe("guidance", () => {
  test("rules are read, added, changed and taken out of use", async () => {
    await undone(async () => {
      const rules = (await ask("GET", "/api/diet-rules?applies_to=condition", maker)).data as Record<string, unknown>[];
      expect(rules[0]).toMatchObject({ applies_to: "condition", basis: expect.any(String) });
      const tag = rules.find((rule) => rule.tag_name === "奶")?.tag_id;
      const body = {
        name: "甲亢少奶",
        applies_to: "condition",
        applies_value: "THYROID_HYPER",
        tag_id: tag,
        text: "试。",
      };
      const id = number((await ask("POST", "/api/diet-rules", { ...maker, body })).data, "id");
      const at = `/api/diet-rules/${id}`;
      await ask("PATCH", at, { ...maker, body: { version: 1, strength: "soft" } });
      await ask("PUT", at, { ...maker, body: { version: 2, text: "再试。" } });
      await refuse(409, "PUT", at, { ...maker, body: { version: 1, text: "x" } });
      await refuse(403, "PUT", at, { as: "chef", body: { version: 3, text: "x" } });
      await ask("GET", at, { as: "chef" });
      await ask("DELETE", at, maker);
    });
  });

  test("targets change by versions, conditions and weeks in place", async () => {
    await undone(async () => {
      const targets = (await ask("GET", "/api/nutrient-targets?profile=condition.GDM", maker)).data as Record<
        string,
        unknown
      >[];
      const at = `/api/nutrient-targets/${targets[0]?.id}`;
      await ask("GET", at, maker);
      const body = { version: 1, min_amount: 150, target_amount: 200, max_amount: 260 };
      expect((await ask("PUT", at, { ...maker, body })).data).toMatchObject({ profile: "condition.GDM", version: 2 });
      await refuse(409, "PUT", at, { ...maker, body });
      const history = (await ask("GET", "/api/nutrient-targets?profile=condition.GDM&history=true", maker))
        .data as unknown[];
      expect(history).toHaveLength(targets.length * 2);

      const conditions = (await ask("GET", "/api/health-conditions", maker)).data as Record<string, unknown>[];
      const condition = `/api/health-conditions/${conditions[0]?.id}`;
      await ask("GET", condition, maker);
      await ask("PUT", condition, { ...maker, body: { version: 1, avoid: ["含糖饮料"] } });
      const weeks = (await ask("GET", "/api/stage-guides", maker)).data as Record<string, unknown>[];
      const week = `/api/stage-guides/${weeks[0]?.id}`;
      await ask("GET", week, maker);
      await ask("PUT", week, { ...maker, body: { version: 1, label: "排恶露，清淡" } });
    });
  });
});

test("a release takes a second person", async () => {
  await undone(async () => {
    const restriction = {
      kind: "religion",
      strength: "hard",
      label: "杂粮",
      target: "dish",
      target_id: dishes.mixedRice.id,
    };
    await ask("POST", `/api/customers/${mother}/restrictions`, { ...maker, body: restriction });
    const plan = { customer_id: mother, start_date: "2027-03-01", total_days: 7 };
    const id = number((await ask("POST", "/api/confinement-meal-plans", { ...maker, body: plan })).data, "id");
    const items = `/api/confinement-meal-plans/${id}/items`;
    const dish = { date: "2027-03-01", meal_type: "午餐", dish_id: dishes.mixedRice.id };
    await refuse(409, "POST", items, { ...maker, body: dish });
    const added = await ask("POST", items, { ...maker, body: { ...dish, override_reason: "本人当面同意" } });
    expect(look(added.data, "item.release")).toBe("pending");
    const at = `${items}/${number(added.data, "item.id")}/release`;
    await refuse(409, "POST", at, { ...maker, body: {} });
    await refuse(403, "POST", at, { as: "nurse", body: {} });
    expect((await ask("POST", at, { ...checker, body: {} })).data).toMatchObject({ release: "confirmed" });
    await refuse(409, "POST", at, { ...checker, body: {} });
  });
});

covers("care masters", "guidance");
