import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { foodSamples, productionBatches } from "@/db/schema/kitchen";
import { customers, dishes, TEST_DAY } from "@/db/seed/world";
import { instantOf } from "@/lib/time";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";

withLogins();
const dinner = { date: "2026-11-19", slot: "dinner" };
const chef = { as: "chef" } as const;
const nurse = { as: "nurse" } as const;
const boss = { as: "manager" } as const;

type Row = Record<string, unknown>;
/** Rows of a list that says more besides them. */
const items = ({ data }: { data: unknown }) => look(data, "items") as Row[];

describe("kitchen execution", () => {
  test("a slot is locked, cooked, sampled, carried and traced", async () => {
    await undone(async () => {
      const locked = await ask("POST", "/api/kitchen/slots/lock", { ...chef, body: dinner });
      expect(locked.data).toMatchObject({ slot_id: 5, is_new: true, tickets: expect.any(Number) });
      await refuse(403, "POST", "/api/kitchen/slots/lock", { ...nurse, body: dinner });
      const wall = await ask("GET", "/api/kitchen/wall?date=2026-11-19&slot=dinner", chef);
      expect(look(wall.data, "slot")).toMatchObject({ code: "dinner", is_locked: true });
      const { data } = await ask("GET", "/api/kitchen/batches?date=2026-11-19&slot=dinner", chef);
      const batches = look(data, "batches") as Row[];
      const [batch, other] = batches.toSorted((a, b) => Number(b.planned_portions) - Number(a.planned_portions));
      const at = `/api/kitchen/batches/${batch?.id}`;
      await ask("POST", `${at}/start`, { ...chef, body: {} });
      const closed = await ask("POST", `${at}/close`, { ...chef, body: { core_celsius: 81.5, leftover_portions: 1 } });
      expect(closed.data).toMatchObject({ cost: expect.any(Number), is_cost_complete: expect.any(Boolean) });
      await refuse(409, "POST", `${at}/close`, { ...chef, body: {} });
      await refuse(409, "POST", `/api/kitchen/batches/${other?.id}/cancel`, { ...chef, body: {} });
      const detail = await ask("GET", at, chef);
      expect(look(detail.data, "recipe.ingredients.0")).toMatchObject({
        name: expect.any(String),
        grams: expect.any(Number),
      });
      expect(look(detail.data, "temperatures.0")).toMatchObject({ celsius: 81.5, is_ok: true });

      const staff = rowsOf(await ask("GET", "/api/employees?page_size=100", boss));
      const [one, two] = staff.filter((row) => row.centre_id === 1 && row.status === "active");
      const body = { batch_id: batch?.id, grams: 130, sampler_id: one?.id, witness_id: two?.id, fridge: "留样冰箱" };
      const sample = await ask("POST", "/api/kitchen/samples", { ...chef, body });
      await refuse(400, "POST", "/api/kitchen/samples", { ...chef, body: { ...body, grams: 90 } });
      await refuse(400, "POST", "/api/kitchen/samples", { ...chef, body: { ...body, witness_id: one?.id } });
      await refuse(409, "POST", "/api/kitchen/samples/discard", {
        ...chef,
        body: { ids: [number(sample.data, "id")] },
      });
      const samples = await ask("GET", `/api/kitchen/samples?batch_id=${batch?.id}`, chef);
      expect(items(samples)[0]).toMatchObject({ sample_no: expect.any(String), state: "kept", grams: 130 });
      const reading = { kind: "fridge", point_name: "冷藏 1 号", celsius: 4.2 };
      expect((await ask("POST", "/api/kitchen/temperatures", { ...chef, body: reading })).data).toMatchObject({
        is_ok: true,
      });
      await refuse(400, "POST", "/api/kitchen/temperatures", { ...chef, body: { ...reading, celsius: 12 } });
      expect(rowsOf(await ask("GET", "/api/kitchen/temperatures?point_name=冷藏 1 号", chef))[0]).toMatchObject({
        celsius: 4.2,
      });

      const round = await ask("GET", "/api/kitchen/deliveries?date=2026-11-19&slot=dinner&floor=6", nurse);
      const tray = (look(round.data, "floors.0.tickets") as Row[]).find((row) => row.room === "608");
      const ids = [tray?.id];
      const done = await ask("POST", "/api/kitchen/deliveries", { ...nurse, body: { ids, outcome: "delivered" } });
      expect(done.data).toEqual({ delivered: ids, already: [] });
      const back = "/api/kitchen/deliveries/take-back";
      expect((await ask("POST", back, { ...nurse, body: { ids } })).data).toEqual({ taken_back: ids, already: [] });
      expect((await ask("POST", back, { ...nurse, body: { ids } })).data).toEqual({ taken_back: [], already: ids });
      await ask("POST", "/api/kitchen/deliveries", { ...nurse, body: { ids, outcome: "delivered" } });
      await refuse(400, "POST", "/api/kitchen/deliveries", { ...nurse, body: { ids, outcome: "refused" } });
      const [line] = (tray?.lines ?? []) as Row[];
      const eaten = { lines: [{ id: line?.id, eaten_pct: 60 }] };
      expect((await ask("POST", "/api/kitchen/deliveries/eaten", { ...nurse, body: eaten })).data).toEqual({
        lines: 1,
      });

      const found = await ask("GET", `/api/kitchen/recall?batch_id=${batch?.id}`, boss);
      expect(found.data).toMatchObject({
        title: expect.stringContaining(String(batch?.number)),
        served: expect.any(Array),
      });
      const hers = await ask("GET", `/api/kitchen/recall?customer_id=1&date=2026-11-19&slot=dinner`, boss);
      expect((look(hers.data, "batches") as Row[]).length).toBeGreaterThan(0);
      await refuse(400, "GET", "/api/kitchen/recall", boss);
    });
  });

  test("old samples are thrown away; a batch nobody wants is cancelled", async () => {
    await undone(async (tx) => {
      const [kept] = items(await ask("GET", "/api/kitchen/samples?state=kept&page_size=100", chef));
      const past = instantOf(TEST_DAY, "08:00");
      await tx
        .update(foodSamples)
        .set({ keepUntilAt: past })
        .where(eq(foodSamples.id, Number(kept?.id)));
      const due = items(await ask("GET", "/api/kitchen/samples?state=due", chef));
      const ids = due.map((row) => row.id);
      expect(ids).toContain(kept?.id);
      expect((await ask("POST", "/api/kitchen/samples/discard", { ...chef, body: { ids } })).data).toEqual({
        discarded: ids,
      });
    });
    await undone(async (tx) => {
      await ask("POST", "/api/kitchen/slots/lock", { ...chef, body: dinner });
      const { data } = await ask("GET", "/api/kitchen/batches?date=2026-11-19&slot=dinner", chef);
      const [batch] = look(data, "batches") as Row[];
      await tx
        .update(productionBatches)
        .set({ plannedPortions: 0 })
        .where(eq(productionBatches.id, Number(batch?.id)));
      await ask("POST", `/api/kitchen/batches/${batch?.id}/cancel`, { ...chef, body: { reason: "没人要了" } });
    });
  });

  test("a change behind the cut-off is listed and acknowledged", async () => {
    await undone(async () => {
      const deltas = await ask("GET", "/api/kitchen/deltas?open=true", chef);
      const [delta] = items(deltas);
      expect(delta).toMatchObject({
        kind: "change",
        room: "503",
        reason: expect.stringContaining("周敏医嘱"),
        summary: expect.stringContaining("少盐"),
        is_open: true,
        customer_id: customers.fangJingshu.id,
      });
      const body = { ids: [delta?.id] };
      expect((await ask("POST", "/api/kitchen/tickets/acknowledge", { ...chef, body })).data).toEqual({
        acknowledged: [delta?.id],
        already: [],
      });
      await refuse(403, "POST", "/api/kitchen/tickets/acknowledge", { ...nurse, body });
    });
  });

  test("the substitution list of a dish", async () => {
    await undone(async () => {
      const at = `/api/dishes/${dishes.seabassSoup.id}/substitutes`;
      const had = await ask("GET", at, { as: "dietitian" });
      expect(look(had.data, "substitutes.0")).toMatchObject({ name: "山药排骨汤", suits_slots: true });
      const body = { dish_ids: [dishes.peanutTrotterSoup.id], version: number(had.data, "version") };
      const put = await ask("PUT", at, { as: "dietitian", body });
      expect(look(put.data, "substitutes")).toMatchObject([{ id: dishes.peanutTrotterSoup.id }]);
      await refuse(409, "PUT", at, { as: "dietitian", body: { ...body, dish_ids: [] } });
    });
  });
});

describe("orders", () => {
  test("made, read, changed, confirmed, cancelled", async () => {
    await undone(async () => {
      const body = {
        kind: "guest",
        customer_id: 1,
        delivery_date: "2026-11-20",
        slot: "lunch",
        items: [{ dish_id: dishes.mixedRice.id, quantity: 2 }],
      };
      const made = await ask("POST", "/api/orders", { ...boss, body });
      expect(made.data).toMatchObject({ id: expect.any(Number), order_number: expect.stringMatching(/^CGO/) });
      const at = `/api/orders/${number(made.data, "id")}`;
      const { data } = await ask("GET", at, boss);
      expect(data).toMatchObject({
        customer_id: 1,
        customer_name: "林知夏",
        status: "pending",
        payment_status: "unpaid",
        payment_method: null,
        coupon: null,
        total_amount: expect.any(Number),
        discount_amount: 0,
        order_date: "2026-11-19",
        delivery_date: "2026-11-20",
      });
      expect(look(data, "order_items.0")).toMatchObject({
        dish_id: dishes.mixedRice.id,
        dish_name: "杂粮饭",
        quantity: 2,
        unit_price: expect.any(Number),
        subtotal: expect.any(Number),
      });
      await ask("PUT", at, { ...boss, body: { version: 1, notes: "送到前台" } });
      await ask("PATCH", at, { ...boss, body: { version: 2, items: [{ dish_id: dishes.broccoli.id, quantity: 1 }] } });
      await refuse(409, "PATCH", at, { ...boss, body: { version: 2, notes: "旧" } });
      await ask("POST", `${at}/confirm`, { ...boss, body: {} });
      await ask("POST", `${at}/cancel`, { ...boss, body: { reason: "不来了" } });
      await refuse(409, "POST", `${at}/confirm`, { ...boss, body: {} });
      const again = await ask("POST", "/api/orders", { ...boss, body });
      await ask("DELETE", `/api/orders/${number(again.data, "id")}`, boss);
      for (const filter of [
        "status=cancelled",
        "kind=guest",
        "customer_id=1",
        "start_date=2026-11-19&end_date=2026-11-19",
      ])
        expect(rowsOf(await ask("GET", `/api/orders?${filter}`, boss)).map((row) => row.id)).toContain(
          number(made.data, "id"),
        );
      await refuse(404, "GET", "/api/orders/999999999", boss);
    });
  });
});

covers("kitchen execution", "orders");
