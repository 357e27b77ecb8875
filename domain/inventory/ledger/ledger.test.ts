import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { inventoryItems, stockDocuments, stockLots, stockMovements, stockReservations } from "@/db/schema/inventory";
import { command, type Db, type Tx } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { rolledBack } from "@/domain/testing";
import { fen } from "@/lib/money";
import { addDays, day } from "@/lib/time";
import { blockLot } from "../lots/commands";
import { available, unitCosts } from "../queries";
import { expireReservations, release, reserve } from "../reserving/commands";
import { storeOf } from "../testing";
import { consume, receive } from "./commands";

const TODAY = day("2026-11-19");
const may = ["inventory:edit", "inventory:read"] as const;
/** As the kitchen calls the building blocks: inside a command of its own. */
const inside = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>) =>
  command(ctx, "inventory:edit", async (tx) => {
    const answer = await work(tx);
    tx.audited.count++;
    return answer;
  });

async function stocked(tx: Db, as: (can: readonly ["inventory:edit", "inventory:read"]) => Ctx) {
  const store = await storeOf(tx, "账");
  const item = await store.item("鲈鱼");
  const ctx = as(may);
  const { lots } = await inside(ctx, (t) =>
    receive(t, { type: "test", id: 1 }, store.kitchen, [
      { itemId: item, quantity: 1, unit: "kg", cost: fen(5000), expiresOn: addDays(TODAY, 9), lotNo: "B" },
      { itemId: item, quantity: 2, unit: "盒", cost: fen(2000), expiresOn: addDays(TODAY, 2), lotNo: "A" },
      { itemId: item, quantity: 300, unit: "g", cost: fen(900), expiresOn: addDays(TODAY, -1), lotNo: "X" },
    ]),
  );
  const idOf = (lotNo: string) => lots.find((lot) => lot.lotNo === lotNo)?.lotId ?? 0;
  return { ctx, store, item, idOf, lots };
}

describe("receive", () => {
  it("makes lots with date and cost, counts in base units, writes the document", () =>
    rolledBack(async (as, tx) => {
      const { item, store, lots } = await stocked(tx, as);
      expect(lots.map((lot) => lot.quantity)).toEqual([1000, 500, 300]);
      expect(await available(tx, [item, 999_999], store.kitchen, TODAY)).toEqual(
        new Map([
          [item, { onHand: 1800, usable: 1500, reserved: 0, available: 1500 }],
          [999_999, { onHand: 0, usable: 0, reserved: 0, available: 0 }],
        ]),
      );
      const [document] = await tx.select().from(stockDocuments).where(eq(stockDocuments.warehouseId, store.kitchen));
      expect(document).toMatchObject({
        kind: "receipt",
        status: "posted",
        sourceType: "test",
        sourceId: 1,
        centreId: 1,
      });
      expect(document?.number).toMatch(/^SD20261119\d{3}$/);
      const audits = await tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.entity, "stock_document"), eq(auditLog.entityId, document?.id ?? 0)));
      expect(audits.map((row) => row.action)).toEqual(["stock_document.posted"]);
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "stock.changed"));
      expect(events.at(-1)?.payload).toMatchObject({ itemIds: [item] });
    }));

  it("adds to a lot that is there, and refuses the same number with another date", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, idOf } = await stocked(tx, as);
      const more = (expiresOn: ReturnType<typeof day>) =>
        inside(ctx, (t) =>
          receive(t, { type: "test", id: 2 }, store.main, [
            { itemId: item, quantity: 100, unit: "g", cost: fen(700), expiresOn, lotNo: "B" },
          ]),
        );
      const again = await more(addDays(TODAY, 9));
      expect(again.lots[0]?.lotId).toBe(idOf("B"));
      const [lot] = await tx
        .select()
        .from(stockLots)
        .where(eq(stockLots.id, idOf("B")));
      expect(lot).toMatchObject({ receivedQuantity: 1100, cost: 5700 });
      await expect(more(addDays(TODAY, 10))).rejects.toMatchObject({ code: "conflict", message: /登记的到期日是/ });
    }));

  it("refuses a unit the item does not know", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      await expect(
        inside(ctx, (t) =>
          receive(t, { type: "test", id: 3 }, store.kitchen, [{ itemId: item, quantity: 1, unit: "箱" }]),
        ),
      ).rejects.toMatchObject({ fields: { "lines.0.unit": [expect.stringContaining("没有“箱”")] } });
    }));
});

describe("consume", () => {
  it("takes the first to expire, leaves what is past its date, and knows the cost", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, idOf } = await stocked(tx, as);
      const done = await inside(ctx, (t) =>
        consume(t, { type: "production_batch", id: 7 }, store.kitchen, [
          { itemId: item, quantity: 0.4, unit: "kg" },
          { itemId: item, quantity: 300, unit: "g" },
        ]),
      );
      expect(done).toMatchObject({ cost: 3000, isComplete: true, shortfalls: [] });
      expect(done.movements.map(({ lotId, quantity, cost }) => [lotId, quantity, cost])).toEqual([
        [idOf("A"), 500, 2000],
        [idOf("B"), 200, 1000],
      ]);
      const rows = await tx
        .select()
        .from(stockMovements)
        .where(eq(stockMovements.documentId, done.documentId ?? 0));
      expect(rows.map((row) => [row.movementType, row.quantity, row.quantityAfter, row.cost])).toEqual([
        ["production", -500, 1300, -2000],
        ["production", -200, 1100, -1000],
      ]);
    }));

  it("refuses a shortfall of the sum, or takes what there is", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      const lines = [
        { itemId: item, quantity: 1, unit: "kg" },
        { itemId: item, quantity: 1, unit: "kg" },
      ];
      await expect(inside(ctx, (t) => consume(t, { type: "b", id: 1 }, store.kitchen, lines))).rejects.toMatchObject({
        code: "conflict",
        message: /要 2000 g，可用 1500 g/,
      });
      const done = await inside(ctx, (t) => consume(t, { type: "b", id: 1 }, store.kitchen, lines, { partial: true }));
      expect(done).toMatchObject({ isComplete: false, cost: 7000, shortfalls: [{ wanted: 2000, available: 1500 }] });
      const nothing = await inside(ctx, (t) =>
        consume(t, { type: "b", id: 2 }, store.kitchen, lines, { partial: true }),
      );
      expect(nothing).toMatchObject({ documentId: null, cost: null, isComplete: false, movements: [] });
    }));

  it("does not touch a blocked lot", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, idOf } = await stocked(tx, as);
      await blockLot(ctx, { id: idOf("A"), status: "quarantine", reason: "包装破损" });
      const done = await inside(ctx, (t) =>
        consume(t, { type: "b", id: 1 }, store.kitchen, [{ itemId: item, quantity: 10, unit: "g" }]),
      );
      expect(done.movements.map((m) => m.lotId)).toEqual([idOf("B")]);
    }));

  it("leaves the cost open when a lot came without a price", () =>
    rolledBack(async (as, tx) => {
      const store = await storeOf(tx, "无价");
      const item = await store.item("竹荪");
      const ctx = as(may);
      await inside(ctx, (t) =>
        receive(t, { type: "t", id: 1 }, store.kitchen, [{ itemId: item, quantity: 10, unit: "g" }]),
      );
      const done = await inside(ctx, (t) =>
        consume(t, { type: "b", id: 1 }, store.kitchen, [{ itemId: item, quantity: 4, unit: "g" }]),
      );
      expect(done).toMatchObject({ cost: null, isComplete: false, shortfalls: [] });
      expect(await unitCosts(tx, [item])).toEqual(new Map([[item, null]]));
    }));
});

describe("unitCosts", () => {
  it("weighs what is left; then the last lot; then the reference price", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, idOf } = await stocked(tx, as);
      expect((await unitCosts(tx, [item])).get(item)).toBeCloseTo(7900 / 1800, 9);
      await blockLot(ctx, { id: idOf("X"), status: "blocked", reason: "过期" });
      expect((await unitCosts(tx, [item])).get(item)).toBeCloseTo(7000 / 1500, 9);
      await inside(ctx, (t) =>
        consume(t, { type: "b", id: 1 }, store.kitchen, [{ itemId: item, quantity: 1500, unit: "g" }]),
      );
      expect((await unitCosts(tx, [item])).get(item)).toBe(3); // the lot made last cost 900 for 300 g
    }));
});

describe("reserve and release", () => {
  const need = { neededOn: addDays(TODAY, 1) };
  it("sums the lines of one item, replaces what was promised, and gives back", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      const source = { type: "slot", id: 5 };
      const lines = (grams: number) => [
        { itemId: item, quantity: grams / 2, unit: "g" },
        { itemId: item, quantity: grams / 2, unit: "g" },
      ];
      await expect(inside(ctx, (t) => reserve(t, source, store.kitchen, lines(1600), need))).rejects.toMatchObject({
        code: "conflict",
        message: /要 1600 g，可用 1500 g/,
      });
      await inside(ctx, (t) => reserve(t, source, store.kitchen, lines(1200), need));
      await inside(ctx, (t) => reserve(t, source, store.kitchen, lines(800), need));
      const reserved = async () => (await available(tx, [item], store.kitchen, TODAY)).get(item)?.reserved;
      expect(await reserved()).toBe(800);
      const other = await inside(ctx, (t) =>
        reserve(t, { type: "order", id: 1 }, store.kitchen, lines(1000), { ...need, partial: true }),
      );
      expect(other.shortfalls).toMatchObject([{ wanted: 1000, available: 700 }]);
      expect(await reserved()).toBe(1500);
      expect(await inside(ctx, (t) => release(t, source))).toBe(1);
      expect(await inside(ctx, (t) => release(t, source))).toBe(0);
      expect(await reserved()).toBe(700);
    }));

  it("counts only lots in date on the day", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      await expect(
        inside(ctx, (t) =>
          reserve(t, { type: "slot", id: 1 }, store.kitchen, [{ itemId: item, quantity: 1100, unit: "g" }], {
            neededOn: addDays(TODAY, 5),
          }),
        ),
      ).rejects.toMatchObject({ code: "conflict", message: /可用 1000 g/ });
    }));

  it("serves the house first: promises over orders, and orders leave its promise alone", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      const grams = (quantity: number) => [{ itemId: item, quantity, unit: "g" }];
      await inside(ctx, (t) => reserve(t, { type: "order", id: 1 }, store.kitchen, grams(1500), need));
      await inside(ctx, (t) =>
        reserve(t, { type: "slot", id: 1 }, store.kitchen, grams(1000), { ...need, priority: 1 }),
      );
      expect((await available(tx, [item], store.kitchen, TODAY)).get(item)).toMatchObject({
        reserved: 2500,
        available: -1000,
      });
      await expect(
        inside(ctx, (t) =>
          consume(t, { type: "order", id: 1 }, store.kitchen, grams(1500), { kind: "outbound", priority: 5 }),
        ),
      ).rejects.toMatchObject({ code: "conflict", message: /可用 500 g/ });
      // Cooking is not held up by what is promised for later.
      await inside(ctx, (t) => consume(t, { type: "batch", id: 3 }, store.kitchen, grams(900)));
    }));

  it("is used up by its own source, and bit by bit through drawnFrom", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      const grams = (quantity: number) => [{ itemId: item, quantity, unit: "g" }];
      await inside(ctx, (t) =>
        reserve(t, { type: "slot", id: 9 }, store.kitchen, grams(1000), { ...need, priority: 1 }),
      );
      await inside(ctx, (t) =>
        consume(t, { type: "batch", id: 1 }, store.kitchen, grams(300), { drawnFrom: { type: "slot", id: 9 } }),
      );
      const rows = () => tx.select().from(stockReservations).where(eq(stockReservations.sourceId, 9));
      expect(await rows()).toMatchObject([{ quantity: 700, status: "active" }]);
      await inside(ctx, (t) => consume(t, { type: "slot", id: 9 }, store.kitchen, grams(800)));
      expect(await rows()).toMatchObject([{ quantity: 700, status: "consumed" }]);
      const [shelf] = await tx.select().from(inventoryItems).where(eq(inventoryItems.itemId, item));
      expect(shelf).toMatchObject({ quantity: 700, reservedQuantity: 0 });
    }));

  it("ends when its time is over", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await stocked(tx, as);
      await inside(ctx, (t) =>
        reserve(t, { type: "order", id: 4 }, store.kitchen, [{ itemId: item, quantity: 5, unit: "g" }], {
          ...need,
          expiresAt: new Date(ctx.now.getTime() - 1),
        }),
      );
      expect(await expireReservations(ctx)).toBe(1);
      expect(await expireReservations(ctx)).toBe(0);
      expect((await available(tx, [item], store.kitchen, TODAY)).get(item)?.reserved).toBe(0);
    }));
});
