import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { inventoryItems, items, lotBalances, stockMovements } from "@/db/schema/inventory";
import type { Db } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { fen } from "@/lib/money";
import { createDocument, receiveTransfer, reverseDocument } from "../documents/commands";
import { CreateDocument } from "../documents/schema";
import { total } from "../ledger/rules";
import { createMovement } from "../movements/commands";
import { clearStore, storeOf } from "../testing";
import { rebuildBalances, stockDifferences } from "./commands";

const may = ["inventory:edit", "inventory:read", "inventory:reverse"] as const;

/** Movements against balances of these warehouses: sums, no negative, every `quantity_after`, cost. */
async function holds(tx: Db, warehouseIds: number[]) {
  const shelves = await tx.select().from(inventoryItems).where(inArray(inventoryItems.warehouseId, warehouseIds));
  const ids = [0, ...shelves.map((shelf) => shelf.id)];
  const moves = await tx
    .select()
    .from(stockMovements)
    .where(inArray(stockMovements.inventoryItemId, ids))
    .orderBy(stockMovements.id);
  const lots = await tx.select().from(lotBalances).where(inArray(lotBalances.inventoryItemId, ids));
  for (const shelf of shelves) {
    let after = 0;
    for (const move of moves.filter((m) => m.inventoryItemId === shelf.id)) {
      after = total([after, move.quantity]);
      expect(move.quantityAfter).toBe(after);
      expect(after).toBeGreaterThanOrEqual(0);
    }
    expect(shelf.quantity).toBe(after);
    expect(total(lots.filter((lot) => lot.inventoryItemId === shelf.id).map((lot) => lot.quantity))).toBe(after);
  }
  for (const lot of lots) {
    const own = moves.filter((m) => m.inventoryItemId === lot.inventoryItemId && m.lotId === lot.lotId);
    expect(lot.quantity).toBe(total(own.map((m) => m.quantity)));
    if (own.some((m) => m.cost === null)) continue; // came without a price, at some time
    expect(lot.cost).toBe(own.reduce((sum, m) => sum + (m.cost ?? 0), 0));
    expect(lot.cost).toBeGreaterThanOrEqual(0);
  }
  return { moves, value: lots.reduce((sum, lot) => sum + (lot.cost ?? 0), 0) };
}

describe("whatever is done", () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("receipt" as const),
      n: fc.integer({ min: 1, max: 9_000 }),
      cost: fc.integer({ min: 0, max: 90_000 }),
      lot: fc.constantFrom("A", "B", "C"),
    }),
    fc.record({ do: fc.constantFrom("issue" as const, "waste" as const), n: fc.integer({ min: 1, max: 12_000 }) }),
    fc.record({ do: fc.constant("transfer" as const), n: fc.integer({ min: 1, max: 6_000 }), back: fc.boolean() }),
    fc.record({ do: fc.constant("count" as const), n: fc.integer({ min: 0, max: 12_000 }) }),
    fc.record({ do: fc.constant("reverse" as const), at: fc.nat() }),
  );

  it(
    "balances are the sum of their movements, never below zero, cost is neither made nor lost",
    { timeout: 240_000 },
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), (steps) =>
          rolledBack(async (as, tx) => {
            const store = await storeOf(tx, "性");
            const item = await store.item("米");
            await tx
              .update(items)
              .set({ referencePrice: fen(333), referenceQuantity: 1000 })
              .where(eq(items.id, item));
            const ctx = as(may);
            const done: number[] = [];
            const post = async (given: object) => {
              const document = await createDocument(
                ctx,
                CreateDocument.parse({ warehouseId: store.kitchen, post: true, ...given }),
              );
              done.push(document.id);
              return document;
            };
            for (const s of steps) {
              await perform(s, { ctx, item, store, done, post }).catch((error: unknown) => {
                if (!(error instanceof AppError) || error.code !== "conflict") throw error; // what is not there is refused
              });
            }
            const { moves, value } = await holds(tx, [store.kitchen, store.main, store.transit]);
            expect(value).toBe(moves.reduce((sum, move) => sum + (move.cost ?? 0), 0));
            expect(await stockDifferences(ctx)).toEqual([]);
          }),
        ),
        { numRuns: 15 },
      ),
  );

  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
  type Around = {
    ctx: Ctx;
    item: number;
    store: { kitchen: number; main: number };
    done: number[];
    post: (given: object) => Promise<{ id: number }>;
  };
  async function perform(s: Step, { ctx, item, store, done, post }: Around): Promise<void> {
    const milli = "n" in s ? s.n / 8 : 0; // eighths of a gram: three decimals
    if (s.do === "receipt") {
      const expiresOn = { A: "2026-11-18", B: "2026-11-20", C: null }[s.lot]; // past its date, soon, none
      await post({
        kind: "receipt",
        ...(expiresOn && expiresOn < "2026-11-19" && { businessDay: expiresOn }), // it came while it was good
        lines: [{ itemId: item, quantity: milli, cost: fen(s.cost), lotNo: s.lot, expiresOn }],
      });
    } else if (s.do === "transfer") {
      const [from, to] = s.back ? [store.main, store.kitchen] : [store.kitchen, store.main];
      const sent = await post({
        kind: "transfer",
        warehouseId: from,
        toWarehouseId: to,
        lines: [{ itemId: item, quantity: milli }],
      });
      await receiveTransfer(ctx, { id: sent.id });
    } else if (s.do === "count") await post({ kind: "count", lines: [{ itemId: item, quantity: milli }] });
    else if (s.do === "reverse") {
      const id = done[s.at % Math.max(1, done.length)];
      if (id) await reverseDocument(ctx, { id, reason: "试" });
    } else await post({ kind: s.do, reason: "试", lines: [{ itemId: item, quantity: milli }] });
  }
});

describe("committed, by many at once", () => {
  let store: Awaited<ReturnType<typeof storeOf>>;
  let item = 0;
  const ctx = newCtx(may);
  const mine = () => [store.kitchen, store.main, store.transit];
  const receipt = (quantity: number) =>
    createMovement(ctx, {
      warehouseId: store.kitchen,
      itemId: item,
      movementType: "receipt",
      quantity,
      cost: fen(quantity),
      lotNo: "ONE",
      expiresOn: null,
    });

  beforeAll(async () => {
    store = await storeOf(db, `并${Date.now() % 1e6}`);
    item = await store.item("奶");
  });
  afterAll(() => clearStore(store, [item]));

  it("200 parallel movements on one lot: none below zero, the balance is the sum", { timeout: 120_000 }, async () => {
    await receipt(1000);
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        i % 4 === 0
          ? receipt(5)
          : createMovement(ctx, {
              warehouseId: store.kitchen,
              itemId: item,
              movementType: "issue",
              quantity: 3 + (i % 13),
            }),
      ),
    );
    const refused = answers.flatMap((a) => (a.status === "rejected" ? [a.reason as unknown] : []));
    for (const error of refused) expect(error).toMatchObject({ code: "conflict" });
    const { moves } = await holds(db, mine());
    expect(moves).toHaveLength(1 + 200 - refused.length);
    expect(new Set(moves.map((move) => move.lotId)).size).toBe(1);
    expect(await differencesOfMine()).toEqual([]);
  });

  it("after kill -9 of whoever moves it, movements and balances agree, and a rebuild changes nothing", {
    timeout: 120_000,
  }, async () => {
    await receipt(100_000);
    const children = [worker(), worker()];
    await Promise.all(children.map(({ stdout }) => once(stdout as NodeJS.ReadableStream, "data")));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => once(child, "exit")));
    await db.select().from(inventoryItems).where(eq(inventoryItems.itemId, item)).for("update"); // waits for what the server still undoes
    const { moves } = await holds(db, mine());
    expect(moves.length).toBeGreaterThan(20);
    const before = await db.select().from(inventoryItems).where(eq(inventoryItems.itemId, item));
    expect(await differencesOfMine()).toEqual([]);
    await rebuildBalances(ctx, { warehouseId: store.kitchen });
    const after = await db.select().from(inventoryItems).where(eq(inventoryItems.itemId, item));
    expect(after.map((row) => row.quantity)).toEqual(before.map((row) => row.quantity));
    await holds(db, mine());
  });

  const differencesOfMine = async () =>
    (await Promise.all(mine().map((warehouseId) => stockDifferences(ctx, { warehouseId })))).flat();
  const worker = (): ChildProcess =>
    spawn(
      process.execPath,
      [
        "--conditions=react-server",
        "--import",
        "tsx",
        "domain/inventory/rebuilding/testing.child.ts",
        String(store.kitchen),
        String(item),
      ],
      { env: process.env, stdio: ["ignore", "pipe", "inherit"] },
    );
});
