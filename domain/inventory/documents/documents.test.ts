import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { outboxEvents } from "@/db/schema/core";
import { lotBalances, stockDocuments, stockLots, stockMovements } from "@/db/schema/inventory";
import type { Db } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Can, rolledBack } from "@/domain/testing";
import { fen } from "@/lib/money";
import { addDays, day } from "@/lib/time";
import { blockLot, releaseLot } from "../lots/commands";
import { listLots } from "../lots/queries";
import { ListLots } from "../lots/schema";
import { createMovement } from "../movements/commands";
import { listMovements } from "../movements/queries";
import { CreateMovement, ListMovements } from "../movements/schema";
import { rebuildBalances, stockDifferences } from "../rebuilding/commands";
import { setReorderPoint } from "../stock/commands";
import { listStock, stockCounts, stockDetail } from "../stock/queries";
import { ListStock } from "../stock/schema";
import { storeOf } from "../testing";
import {
  cancelDocument,
  createDocument,
  postDocument,
  receiveTransfer,
  reverseDocument,
  updateDocument,
} from "./commands";
import { documentDetail, listDocuments } from "./queries";
import { CreateDocument, ListDocuments, UpdateDocument } from "./schema";

const TODAY = day("2026-11-19");
const may: Can = ["inventory:edit", "inventory:read", "inventory:reverse", "inventory:export"];
const made = (given: object) => CreateDocument.parse(given);

async function arranged(tx: Db, as: (can: Can) => Ctx) {
  const store = await storeOf(tx, "单");
  const item = await store.item("牛腩");
  const ctx = as(may);
  const receipt = await createDocument(
    ctx,
    made({
      kind: "receipt",
      warehouseId: store.kitchen,
      post: true,
      lines: [
        { itemId: item, quantity: 2, unit: "kg", cost: fen(16_000), expiresOn: addDays(TODAY, 3), lotNo: "N1" },
        { itemId: item, quantity: 1, unit: "kg", cost: fen(9000), expiresOn: addDays(TODAY, 6), lotNo: "N2" },
      ],
    }),
  );
  const lotOf = (lotNo: string) => receipt.lines.find((line) => line.lotNo === lotNo)?.lotId ?? 0;
  const shelfId = async (warehouseId = store.kitchen) =>
    (await listStock(ctx, ListStock.parse({ itemId: item, warehouseId }))).rows[0]?.id ?? 0;
  const left = async (warehouseId = store.kitchen) =>
    (await listStock(ctx, ListStock.parse({ itemId: item, warehouseId }))).rows[0]?.quantity ?? 0;
  const post = (given: object) => createDocument(ctx, made({ warehouseId: store.kitchen, post: true, ...given }));
  return { store, item, ctx, receipt, lotOf, shelfId, left, post };
}

describe("goods whose dates cannot be", () => {
  it("are refused beside the date: past on the day they came, made after it", () =>
    rolledBack(async (as, tx) => {
      const { item, post } = await arranged(tx, as);
      const came = (more: object, businessDay?: string) =>
        post({ kind: "receipt", businessDay, lines: [{ itemId: item, quantity: 1, unit: "kg", ...more }] });
      await expect(came({ expiresOn: addDays(TODAY, -1) })).rejects.toMatchObject({
        code: "validation_failed",
        fields: { "lines.0.expiresOn": [expect.stringMatching(/已经过期，不能入库/)] },
      });
      await expect(came({ producedOn: addDays(TODAY, 1), expiresOn: addDays(TODAY, 9) })).rejects.toMatchObject({
        fields: { "lines.0.producedOn": [expect.stringMatching(/生产日期晚于到货那天/)] },
      });
      expect((await came({ expiresOn: TODAY })).status).toBe("posted"); // good to the end of its date
      expect((await came({ expiresOn: addDays(TODAY, -1) }, addDays(TODAY, -2))).status).toBe("posted"); // written down late
    }));
});

describe("createDocument", () => {
  it("posts a receipt: lots, movements, what is in stock", () =>
    rolledBack(async (as, tx) => {
      const { receipt, ctx, item, store, lotOf } = await arranged(tx, as);
      expect(receipt).toMatchObject({
        kind: "receipt",
        status: "posted",
        lineCount: 2,
        itemNames: ["单牛腩"],
        centreId: 1,
      });
      expect(receipt.movements.map((m) => [m.movementType, m.quantity, m.quantityAfter, m.cost])).toEqual([
        ["receipt", 2000, 2000, 16_000],
        ["receipt", 1000, 3000, 9000],
      ]);
      const { rows } = await listStock(ctx, ListStock.parse({ warehouseId: store.kitchen }));
      expect(rows).toMatchObject([
        {
          itemId: item,
          productId: item,
          quantity: 3000,
          availableQuantity: 3000,
          status: "in_stock",
          lotCount: 2,
          cost: 25_000,
          expiresOn: "2026-11-22",
        },
      ]);
      const lots = await listLots(ctx, ListLots.parse({ itemId: item, expiring: 3 }));
      expect(lots.rows).toMatchObject([
        { id: lotOf("N1"), quantity: 2000, daysLeft: 3, warehouses: [{ id: store.kitchen }] },
      ]);
    }));

  it.each([
    [{ kind: "waste", lines: [{ itemId: 1, quantity: 1 }] }, ["reason"]],
    [{ kind: "transfer", lines: [{ itemId: 1, quantity: 1 }] }, ["toWarehouseId"]],
    [{ kind: "issue", lines: [] }, ["lines"]],
    [{ kind: "issue", lines: [{ itemId: 1, quantity: 0 }] }, ["lines", 0, "quantity"]],
    [{ kind: "issue", lines: [{ itemId: 1, quantity: 1, lotNo: "X" }] }, ["lines", 0, "lotNo"]],
    [{ kind: "count", lines: [{ itemId: 1, quantity: -1 }] }, ["lines", 0, "quantity"]],
    [{ kind: "adjustment", reason: "r", lines: [{ itemId: 1, quantity: 0 }] }, ["lines", 0, "quantity"]],
    [
      { kind: "receipt", lines: [{ itemId: 1, quantity: 1, producedOn: "2026-11-02", expiresOn: "2026-11-01" }] },
      ["lines", 0, "expiresOn"],
    ],
    [{ kind: "production", lines: [{ itemId: 1, quantity: 1 }] }, ["kind"]],
  ])("refuses %j", (given, path) => {
    expect(CreateDocument.safeParse(given).error?.issues[0]?.path).toEqual(path);
  });

  it("answers the same document for the same key, and refuses the key for another", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, left } = await arranged(tx, as);
      const given = {
        kind: "issue",
        warehouseId: store.kitchen,
        post: true,
        lines: [{ itemId: item, quantity: 100 }],
        onceKey: "k-1",
      };
      const first = await createDocument(ctx, made(given));
      expect((await createDocument(ctx, made(given))).id).toBe(first.id);
      expect(await left()).toBe(2900);
      await expect(
        createDocument(ctx, made({ ...given, lines: [{ itemId: item, quantity: 101 }] })),
      ).rejects.toMatchObject({ code: "conflict" });
    }));

  it("keeps to the caller's centres and permission", () =>
    rolledBack(async (as, tx) => {
      const { item, store, receipt } = await arranged(tx, as);
      const elsewhere = as({
        "inventory:edit": { centres: [2] },
        "inventory:read": { centres: [2] },
        "inventory:reverse": { centres: [2] },
      });
      const issue = made({ kind: "issue", warehouseId: store.kitchen, lines: [{ itemId: item, quantity: 1 }] });
      await expect(createDocument(elsewhere, issue)).rejects.toMatchObject({ code: "not_found" });
      await expect(documentDetail(elsewhere, { id: receipt.id })).rejects.toMatchObject({ code: "not_found" });
      await expect(reverseDocument(elsewhere, { id: receipt.id, reason: "r" })).rejects.toMatchObject({
        code: "not_found",
      });
      expect((await listDocuments(elsewhere, ListDocuments.parse({ search: receipt.number }))).total).toBe(0);
      expect((await listStock(elsewhere, ListStock.parse({ itemId: item }))).total).toBe(0);
      expect((await listMovements(elsewhere, ListMovements.parse({ itemId: item }))).total).toBe(0);
      await expect(createDocument(as(["inventory:read"]), issue)).rejects.toMatchObject({ code: "forbidden" });
      await expect(reverseDocument(as(["inventory:edit"]), { id: receipt.id, reason: "r" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }));

  it("takes no day ahead and no warehouse that is closed", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store } = await arranged(tx, as);
      const line = [{ itemId: item, quantity: 1 }];
      await expect(
        createDocument(
          ctx,
          made({ kind: "issue", warehouseId: store.kitchen, businessDay: "2026-11-20", lines: line }),
        ),
      ).rejects.toMatchObject({ fields: { businessDay: ["单据日期不能晚于今天"] } });
      await expect(
        createDocument(ctx, made({ kind: "issue", warehouseId: 999_999, lines: line })),
      ).rejects.toMatchObject({ code: "not_found" });
    }));
});

describe("drafts", () => {
  it("move nothing until they are posted, change as a whole, and take their lots along when dropped", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, left } = await arranged(tx, as);
      const line = { itemId: item, quantity: 5, unit: "kg", lotNo: "D1", cost: fen(100) };
      const draft = await createDocument(ctx, made({ kind: "receipt", warehouseId: store.kitchen, lines: [line] }));
      expect([draft.status, await left()]).toEqual(["draft", 3000]);
      const update = (version: number, lines: object[]) =>
        updateDocument(ctx, UpdateDocument.parse({ id: draft.id, version, lines }));
      const changed = await update(1, [{ ...line, quantity: 6, lotNo: "D2" }]);
      expect(changed).toMatchObject({ version: 2, lines: [{ quantity: 6, baseQuantity: 6000, lotNo: "D2" }] });
      expect(await tx.select().from(stockLots).where(eq(stockLots.lotNo, "D1"))).toHaveLength(0);
      await expect(update(1, [line])).rejects.toMatchObject({ code: "conflict", data: { current: { version: 2 } } });
      await cancelDocument(ctx, { id: draft.id });
      expect(await tx.select().from(stockLots).where(eq(stockLots.lotNo, "D2"))).toHaveLength(0);
      await expect(postDocument(ctx, { id: draft.id })).rejects.toMatchObject({
        code: "conflict",
        message: /已经取消/,
      });
    }));

  it("are posted once", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, left } = await arranged(tx, as);
      const draft = await createDocument(
        ctx,
        made({ kind: "issue", warehouseId: store.kitchen, lines: [{ itemId: item, quantity: 2, unit: "盒" }] }),
      );
      await postDocument(ctx, { id: draft.id, version: 1 });
      await expect(postDocument(ctx, { id: draft.id })).rejects.toMatchObject({
        code: "conflict",
        message: /已经过账/,
      });
      await expect(
        updateDocument(ctx, UpdateDocument.parse({ id: draft.id, version: 2, reason: "x" })),
      ).rejects.toMatchObject({ code: "conflict" });
      await expect(cancelDocument(ctx, { id: draft.id })).rejects.toMatchObject({ code: "conflict" });
      expect(await left()).toBe(2500);
    }));
});

describe("issue and waste", () => {
  it("issue takes good lots only, waste any; both say beside the line what is missing", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, post, lotOf, left } = await arranged(tx, as);
      await blockLot(ctx, { id: lotOf("N1"), status: "blocked", reason: "抽检不合格" });
      await expect(post({ kind: "issue", lines: [{ itemId: item, quantity: 1200 }] })).rejects.toMatchObject({
        code: "conflict",
        fields: { "lines.0.quantity": [expect.stringMatching(/可用 1000 g（2000 g 已过期或冻结）/)] },
      });
      await expect(
        post({ kind: "issue", lines: [{ itemId: item, lotId: lotOf("N1"), quantity: 1 }] }),
      ).rejects.toMatchObject({ code: "conflict" });
      const waste = await post({
        kind: "waste",
        reason: "抽检不合格",
        lines: [{ itemId: item, lotId: lotOf("N1"), quantity: 2000 }],
      });
      expect(waste.movements).toMatchObject([{ movementType: "waste", quantity: -2000, cost: -16_000 }]);
      await releaseLot(ctx, { id: lotOf("N1") });
      await expect(releaseLot(ctx, { id: lotOf("N1") })).rejects.toMatchObject({ code: "conflict" });
      expect(await left()).toBe(1000);
    }));

  it("two lines of one item take their sum", () =>
    rolledBack(async (as, tx) => {
      const { item, post } = await arranged(tx, as);
      const lines = [
        { itemId: item, quantity: 2, unit: "kg" },
        { itemId: item, quantity: 1001 },
      ];
      await expect(post({ kind: "issue", lines })).rejects.toMatchObject({
        fields: { "lines.1.quantity": [expect.any(String)] },
      });
    }));
});

describe("transfer", () => {
  it("goes through the transit warehouse, lots and cost unchanged", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, post, left, lotOf } = await arranged(tx, as);
      const sent = await post({
        kind: "transfer",
        toWarehouseId: store.main,
        lines: [{ itemId: item, quantity: 2333 }],
      });
      expect(sent.status).toBe("in_transit");
      expect([await left(), await left(store.main)]).toEqual([667, 0]);
      await expect(reverseDocument(ctx, { id: sent.id, reason: "r" })).rejects.toMatchObject({
        code: "conflict",
        message: /还在路上/,
      });
      const arrived = await receiveTransfer(ctx, { id: sent.id, version: sent.version });
      expect(arrived.status).toBe("posted");
      await expect(receiveTransfer(ctx, { id: sent.id })).rejects.toMatchObject({ code: "conflict" });
      expect([await left(), await left(store.main), await left(store.transit)]).toEqual([667, 2333, 0]);
      const main = await stockDetail(ctx, {
        id: (await listStock(ctx, ListStock.parse({ itemId: item, warehouseId: store.main }))).rows[0]?.id ?? 0,
      });
      expect(main.lots.map((lot) => [lot.id, lot.quantity, lot.cost])).toEqual([
        [lotOf("N1"), 2000, 16_000],
        [lotOf("N2"), 333, 2997],
      ]);
      await reverseDocument(ctx, { id: sent.id, reason: "送错了" });
      expect([await left(), await left(store.main)]).toEqual([3000, 0]);
      const [n2] = await tx
        .select()
        .from(lotBalances)
        .where(eq(lotBalances.lotId, lotOf("N2")));
      expect(n2).toMatchObject({ quantity: 1000, cost: 9000 });
      expect(await stockDifferences(ctx)).toEqual([]);
    }));

  it("stays within a centre and wants two warehouses", () =>
    rolledBack(async (as, tx) => {
      const { item, store, post } = await arranged(tx, as);
      const other = await storeOf(tx, "别馆", 2);
      const to = (toWarehouseId: number) =>
        post({ kind: "transfer", toWarehouseId, lines: [{ itemId: item, quantity: 1 }] });
      await expect(to(store.kitchen)).rejects.toMatchObject({ fields: { toWarehouseId: [/同一个仓库/] } });
      await expect(to(store.transit)).rejects.toMatchObject({ fields: { toWarehouseId: [/在途仓/] } });
      await expect(to(other.kitchen)).rejects.toMatchObject({ fields: { toWarehouseId: [/同一个馆/] } });
    }));
});

describe("count", () => {
  it("freezes the book, takes in every lot, and corrects by what it found", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, post, left, lotOf } = await arranged(tx, as);
      const sheet = await createDocument(ctx, made({ kind: "count", warehouseId: store.kitchen, lines: [] }));
      expect(sheet.lines.map((line) => [line.lotId, line.bookQuantity, line.quantity])).toEqual([
        [lotOf("N1"), 2000, 2000],
        [lotOf("N2"), 1000, 1000],
      ]);
      await post({ kind: "issue", lines: [{ itemId: item, quantity: 500 }] }); // after the freeze, from N1
      const counted = await updateDocument(
        ctx,
        UpdateDocument.parse({
          id: sheet.id,
          version: 1,
          lines: [
            { itemId: item, lotId: lotOf("N1"), quantity: 1900 },
            { itemId: item, lotId: lotOf("N2"), quantity: 1.05, unit: "kg" },
          ],
        }),
      );
      expect(counted.lines.map((line) => line.bookQuantity)).toEqual([2000, 1000]);
      const done = await postDocument(ctx, { id: sheet.id });
      expect(done.movements.map((m) => [m.lotId, m.quantity, m.cost])).toEqual([
        [lotOf("N1"), -100, -800],
        [lotOf("N2"), 50, 450],
      ]);
      expect(await left()).toBe(2450);
      expect(await stockDifferences(ctx)).toEqual([]);
    }));

  it("puts what is found of an item without a lot into a new one at today's cost, and lists each lot once", () =>
    rolledBack(async (as, tx) => {
      const { item, store, post, ctx, lotOf } = await arranged(tx, as);
      const found = await createDocument(
        ctx,
        made({ kind: "count", warehouseId: store.main, post: true, lines: [{ itemId: item, quantity: 60 }] }),
      );
      expect(found.movements).toMatchObject([{ quantity: 60, cost: 500, lotNo: expect.stringMatching(/^SD/) }]);
      const twice = [lotOf("N1"), lotOf("N1")].map((lotId) => ({ itemId: item, lotId, quantity: 1 }));
      await expect(post({ kind: "count", lines: twice })).rejects.toMatchObject({
        fields: { "lines.1.itemId": [/已经在盘点单里/] },
      });
    }));
});

describe("reverseDocument", () => {
  it("puts everything back, once, and says so to others", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, post, left, receipt } = await arranged(tx, as);
      const issue = await post({ kind: "issue", lines: [{ itemId: item, quantity: 2400 }] });
      await expect(reverseDocument(ctx, { id: receipt.id, reason: "重复" })).rejects.toMatchObject({
        code: "conflict",
        message: /库存不够/,
      });
      const reversal = await reverseDocument(ctx, { id: issue.id, reason: "领错了" });
      expect(reversal).toMatchObject({
        kind: "issue",
        status: "posted",
        reversesId: issue.id,
        reversesNumber: issue.number,
      });
      expect(reversal.movements.map((m) => m.movementType)).toEqual(["reversal", "reversal"]);
      expect(await documentDetail(ctx, { id: issue.id })).toMatchObject({
        status: "reversed",
        reversedByNumber: reversal.number,
      });
      expect(await left()).toBe(3000);
      await expect(reverseDocument(ctx, { id: issue.id, reason: "再来" })).rejects.toMatchObject({
        code: "conflict",
        message: /已经冲销过了/,
      });
      await expect(reverseDocument(ctx, { id: reversal.id, reason: "再来" })).rejects.toMatchObject({
        code: "conflict",
        message: /本身就是冲销单/,
      });
      const back = await reverseDocument(ctx, { id: receipt.id, reason: "重复入库" });
      expect(back.movements.reduce((sum, m) => sum + (m.cost ?? 0), 0)).toBe(-25_000);
      expect(await left()).toBe(0);
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "stock_document.reversed"));
      expect(events.map((event) => event.payload)).toMatchObject([
        { documentId: issue.id, kind: "issue" },
        { documentId: receipt.id },
      ]);
      expect(await stockDifferences(ctx)).toEqual([]);
    }));
});

describe("createMovement (seed e)", () => {
  it("posts one line, in and out by its own words", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, store, left } = await arranged(tx, as);
      const move = (given: object) =>
        createMovement(ctx, CreateMovement.parse({ itemId: item, warehouseId: store.kitchen, ...given }));
      expect((await move({ movementType: "out", quantity: 200, reason: "试菜" })).movements).toMatchObject([
        { movementType: "issue", quantity: -200 },
      ]);
      expect((await move({ movementType: "in", quantity: 1, unit: "盒" })).kind).toBe("receipt");
      expect(await left()).toBe(3050);
      await expect(move({ movementType: "waste", quantity: 1 })).rejects.toMatchObject({
        fields: { reason: ["请写原因"] },
      });
    }));
});

describe("lists", () => {
  it("tell by status, show the ledger newest first, and keep a reorder point", () =>
    rolledBack(async (as, tx) => {
      const { ctx, store, post, item, shelfId } = await arranged(tx, as);
      const id = await shelfId();
      const set = await setReorderPoint(ctx, { id, reorderPoint: 5000 });
      expect(set).toMatchObject({ status: "low", reorderPoint: 5000 });
      await expect(setReorderPoint(ctx, { id, version: set.version - 1, reorderPoint: 1 })).rejects.toMatchObject({
        code: "conflict",
      });
      const status = async (wanted: string) =>
        (await listStock(ctx, ListStock.parse({ warehouseId: store.kitchen, status: wanted }))).total;
      expect([await status("low"), await status("in_stock")]).toEqual([1, 0]);
      expect(await stockCounts(ctx, { warehouseId: store.kitchen })).toMatchObject({
        all: 1,
        low: 1,
        expiring: 1,
        cost: 25_000,
      });
      await post({ kind: "issue", lines: [{ itemId: item, quantity: 2800 }] });
      const [row] = (await listStock(ctx, ListStock.parse({ warehouseId: store.kitchen, sort: "-quantity" }))).rows;
      expect(row).toMatchObject({ quantity: 200, dailyUse: 200, coverDays: 1 });
      await post({ kind: "issue", lines: [{ itemId: item, quantity: 200 }] });
      expect([await status("out"), await status("low")]).toEqual([1, 0]);
      const ledger = await listMovements(ctx, ListMovements.parse({ itemId: item, movementType: "issue" }));
      expect(ledger.rows.map((r) => [r.quantity, r.quantityAfter])).toEqual([
        [-200, 0],
        [-800, 200],
        [-2000, 1000],
      ]);
    }));
});

describe("rebuildBalances", () => {
  it("finds what does not add up and puts it right", () =>
    rolledBack(async (as, tx) => {
      const { ctx, lotOf, shelfId, left } = await arranged(tx, as);
      const id = await shelfId();
      await tx
        .update(lotBalances)
        .set({ quantity: 1, cost: fen(1) })
        .where(eq(lotBalances.lotId, lotOf("N1")));
      await tx.delete(lotBalances).where(eq(lotBalances.lotId, lotOf("N2")));
      const wrong = await stockDifferences(ctx);
      expect(wrong.filter((d) => d.inventoryItemId === id)).toHaveLength(4);
      await expect(rebuildBalances(as(["inventory:edit"]))).rejects.toMatchObject({ code: "forbidden" });
      await rebuildBalances(ctx);
      expect(await stockDifferences(ctx)).toEqual([]);
      expect(await left()).toBe(3000);
      const movements = await tx
        .select()
        .from(stockMovements)
        .innerJoin(stockDocuments, and(eq(stockDocuments.id, stockMovements.documentId)))
        .where(eq(stockMovements.inventoryItemId, id));
      expect(movements).toHaveLength(2);
    }));
});
