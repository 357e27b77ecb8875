import { describe, expect, test } from "vitest";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const keeper = { as: "warehouse" } as const;
const chef = { as: "chef" } as const;
const KITCHEN = 1;
const MAIN = 2;

type Row = Record<string, unknown>;
const stockOf = async (name: string) =>
  rowsOf(await ask("GET", `/api/inventory?warehouse_id=${KITCHEN}&search=${name}`, keeper))[0] as Row;

describe("stock", () => {
  test("what is in stock answers seed e's fields, is moved, and follows", async () => {
    await undone(async () => {
      const rice = await stockOf("粳米");
      expect(rice).toMatchObject({
        product_id: rice.item_id,
        warehouse_id: KITCHEN,
        reserved_quantity: 0,
        status: "in_stock",
      });
      const body = {
        item_id: rice.item_id,
        warehouse_id: KITCHEN,
        movement_type: "out",
        quantity: 100,
        reason: "试菜",
      };
      const headers = { "idempotency-key": "stock-contract-1" };
      const made = await ask("POST", "/api/stock-movements", { ...keeper, body, headers });
      const again = await ask("POST", "/api/stock-movements", { ...keeper, body, headers });
      expect(number(again.data, "id")).toBe(number(made.data, "id"));
      expect((await stockOf("粳米")).quantity).toBe(Number(rice.quantity) - 100);
      const ledger = await ask(
        "GET",
        `/api/stock-movements?item_id=${rice.item_id}&document_id=${number(made.data, "id")}`,
        keeper,
      );
      expect(rowsOf(ledger)).toMatchObject([{ movement_type: "issue", quantity: -100, reason: "试菜" }]);
      await refuse(403, "POST", "/api/stock-movements", { ...chef, body });
      await refuse(400, "POST", "/api/stock-movements", {
        ...keeper,
        body: { ...body, movement_type: "waste", reason: null },
      });
      await refuse(409, "POST", "/api/stock-movements", { ...keeper, body: { ...body, quantity: 1e8 } });
      const detail = await ask("GET", `/api/inventory/${rice.id}`, keeper);
      expect(look(detail.data, "lots.0")).toMatchObject({ lot_no: expect.any(String), quantity: expect.any(Number) });
      await ask("PUT", `/api/inventory/${rice.id}`, { ...keeper, body: { reorder_point: 9000 } });
      expect((await ask("GET", "/api/inventory/check", keeper)).data).toEqual({ differences: [] });
      expect((await ask("POST", "/api/inventory/rebuild", { ...keeper, body: {} })).data).toEqual({ differences: [] });
      await ask("GET", "/api/inventory/export", keeper);
      await ask("GET", "/api/stock-movements/export?search=粳米", keeper);
      const ingredient = rowsOf(await ask("GET", "/api/ingredients?search=粳米", keeper))[0] as Row;
      expect(ingredient.stock_quantity).toBeGreaterThan(0);
    });
  });

  test("a document is drafted, posted, received, reversed", async () => {
    await undone(async () => {
      const bass = await stockOf("鲈鱼");
      const line = { item_id: bass.item_id, quantity: 2, unit: "kg", cost: 130.5, expires_on: "2026-11-22" };
      const draft = await ask("POST", "/api/stock-documents", {
        ...keeper,
        body: { kind: "receipt", warehouse_id: KITCHEN, lines: [line] },
      });
      const at = `/api/stock-documents/${number(draft.data, "id")}`;
      const changed = await ask("PUT", at, { ...keeper, body: { version: 1, lines: [{ ...line, quantity: 3 }] } });
      expect(look(changed.data, "lines.0")).toMatchObject({ base_quantity: 3000, cost: 130.5 });
      await refuse(409, "PUT", at, { ...keeper, body: { version: 1, reason: "迟了" } });
      await ask("POST", `${at}/post`, { ...keeper, body: { version: 2 } });
      await refuse(409, "POST", `${at}/cancel`, { ...keeper, body: {} });
      const moving = await ask("POST", "/api/stock-documents", {
        ...keeper,
        body: {
          kind: "transfer",
          warehouse_id: KITCHEN,
          to_warehouse_id: MAIN,
          post: true,
          lines: [{ item_id: bass.item_id, quantity: 500 }],
        },
      });
      expect(look(moving.data, "status")).toBe("in_transit");
      await ask("POST", `/api/stock-documents/${number(moving.data, "id")}/receive`, { ...keeper, body: {} });
      const undoing = await ask("POST", `/api/stock-documents/${number(moving.data, "id")}/reverse`, {
        ...keeper,
        body: { reason: "送错" },
      });
      expect(look(undoing.data, "reverses_id")).toBe(number(moving.data, "id"));
      const dropped = await ask("POST", "/api/stock-documents", {
        ...keeper,
        body: { kind: "count", warehouse_id: MAIN, lines: [] },
      });
      await ask("GET", `/api/stock-documents/${number(dropped.data, "id")}`, keeper);
      await ask("POST", `/api/stock-documents/${number(dropped.data, "id")}/cancel`, { ...keeper, body: {} });
      expect(rowsOf(await ask("GET", "/api/stock-documents?kind=transfer&status=reversed", keeper))).toHaveLength(1);
      const lot = rowsOf(await ask("GET", `/api/stock-lots?item_id=${bass.item_id}&expiring=3`, keeper))[0] as Row;
      await ask("GET", `/api/stock-lots/${lot.id}`, keeper);
      expect(
        (await ask("POST", `/api/stock-lots/${lot.id}/block`, { ...keeper, body: { reason: "抽检" } })).data,
      ).toMatchObject({ status: "blocked" });
      await ask("POST", `/api/stock-lots/${lot.id}/release`, { ...keeper, body: {} });
    });
  });

  test("warehouses", async () => {
    await undone(async () => {
      expect(rowsOf(await ask("GET", "/api/warehouses?centre_id=1", keeper))[0]).toMatchObject({
        code: "JA-K",
        status: "active",
        location: expect.any(String),
      });
      const body = { centre_id: 1, code: "JA-N", name: "静安冷库", kind: "main" };
      const made = await ask("POST", "/api/warehouses", { ...keeper, body });
      const at = `/api/warehouses/${number(made.data, "id")}`;
      await refuse(400, "POST", "/api/warehouses", { ...keeper, body });
      await refuse(400, "POST", "/api/warehouses", { ...keeper, body: { ...body, code: "JA-X", kind: "kitchen" } });
      await ask("GET", at, keeper);
      await ask("PUT", at, { ...keeper, body: { version: 1, location: "B3", capacity: 12 } });
      await ask("PATCH", at, { ...keeper, body: { version: 2, name: "静安冷冻库" } });
      await refuse(409, "DELETE", `/api/warehouses/${KITCHEN}`, keeper);
      await ask("DELETE", at, keeper);
      await refuse(409, "DELETE", at, keeper);
      await refuse(403, "GET", "/api/warehouses", chef);
    });
  });

  test("suppliers and what they sell", async () => {
    await undone(async () => {
      const item = (await stockOf("粳米")).item_id;
      const made = await ask("POST", "/api/suppliers", {
        ...keeper,
        body: { name: "崇明米业", phone: "13800001234", lead_days: 3 },
      });
      expect(look(made.data, "phone")).not.toContain("0000123");
      const at = `/api/suppliers/${number(made.data, "id")}`;
      await refuse(400, "POST", "/api/suppliers", { ...keeper, body: { name: "崇明米业" } });
      expect(rowsOf(await ask("GET", "/api/suppliers?search=崇明", keeper))).toHaveLength(1);
      await ask("GET", at, keeper);
      await ask("PUT", at, { ...keeper, body: { version: 1, term_days: 45, bank_account: "6222 0000 1111 2222" } });
      await ask("PATCH", at, { ...keeper, body: { version: 2, contact_name: "沈禾" } });
      const line = { item_id: item, unit: "kg", unit_price: 6.2, min_quantity: 25, is_preferred: true };
      const added = await ask("POST", `${at}/items`, { ...keeper, body: line });
      expect(look(added.data, "items.0")).toMatchObject({ unit_price: 6.2, base_quantity: 1000, is_preferred: true });
      await refuse(400, "POST", `${at}/items`, { ...keeper, body: line });
      await refuse(400, "POST", `${at}/items`, { ...keeper, body: { ...line, unit: "车" } });
      await ask("GET", `${at}/items`, keeper);
      await ask("PUT", `${at}/items/${item}`, { ...keeper, body: { version: 1, unit_price: 6 } });
      await ask("PATCH", `${at}/items/${item}`, { ...keeper, body: { version: 2, is_preferred: false } });
      await ask("DELETE", `${at}/items/${item}`, keeper);
      await ask("DELETE", at, keeper);
      await refuse(403, "POST", "/api/suppliers", { ...chef, body: { name: "没有权限" } });
    });
  });

  test("what the kitchen needs and what it costs", async () => {
    const needs = await ask("GET", "/api/kitchen/requirements?centre_id=1", chef);
    expect(look(needs.data, "items.0.days.0")).toMatchObject({
      date: "2026-11-19",
      need: expect.any(Number),
      state: expect.any(String),
    });
    expect(look(needs.data, "days.0.ingredients.0")).toMatchObject({ gross_grams: expect.any(Number) });
    await ask("GET", "/api/kitchen/requirements/export?centre_id=1", chef);
    expect((await ask("GET", "/api/kitchen/costing?centre_id=1", chef)).data).toMatchObject({
      days: expect.any(Array),
    });
    expect((await ask("GET", "/api/confinement-meal-plans/1/costing", { as: "dietitian" })).data).toMatchObject({
      plan_id: 1,
      planned: { amount: expect.any(Number), is_complete: expect.any(Boolean) },
      margin: { permille: expect.any(Number) },
    });
  });
});

covers("commerce");
