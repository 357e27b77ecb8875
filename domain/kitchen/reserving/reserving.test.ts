import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { inventoryItems, items, stockReservations } from "@/db/schema/inventory";
import { productionBatches } from "@/db/schema/kitchen";
import { centres, customers, dishes, TEST_DAY } from "@/db/seed/world";
import { confirmOrder, createOrder } from "@/domain/orders/commands";
import { type Can, rolledBack } from "@/domain/testing";
import { addDays, type Day } from "@/lib/time";
import { closeBatch } from "../batches/commands";
import { lockSlot } from "../locking/commands";
import { cook, happened, worker } from "../testing";
import { reserveComing, reserveSlot } from "./commands";
import { slotSource, withoutCooked } from "./rules";

type Tx = Parameters<Parameters<typeof rolledBack>[0]>[1];
const centreId = centres.jingan.id;
const DINNER = 5;
const keeper: Can = worker;

/** What is promised to a slot now, item → quantity in its base unit. */
async function promised(tx: Tx, date: Day, slotId = DINNER, centre: number = centreId): Promise<Map<string, number>> {
  const source = slotSource(centre, date, slotId);
  const rows = await tx
    .select({ name: items.name, quantity: stockReservations.quantity })
    .from(stockReservations)
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockReservations.inventoryItemId))
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .where(
      and(
        eq(stockReservations.sourceType, source.type),
        eq(stockReservations.sourceId, source.id),
        eq(stockReservations.status, "active"),
      ),
    );
  return new Map(rows.map((row) => [row.name, row.quantity]));
}
const sum = (rows: ReadonlyMap<string, number>) => [...rows.values()].reduce((all, one) => all + one, 0);

describe("food promised to coming meals", () => {
  it(
    "covers every coming slot of three days in every centre, none beyond, and saying it again changes nothing",
    () =>
      rolledBack(async (as, tx) => {
        const slots = await reserveComing(as(keeper));
        expect(slots).toBeGreaterThan(6);
        const days = [0, 1, 2, 3].map((n) => addDays(TEST_DAY, n));
        const first = await Promise.all(days.map((date) => promised(tx, date)));
        expect(first.slice(0, 3).map((one) => one.size > 0)).toEqual([true, true, true]);
        expect(first[3]?.size).toBe(0);
        expect((await promised(tx, TEST_DAY, 1)).size).toBe(0); // breakfast is eaten
        const other = await promised(tx, TEST_DAY, DINNER, centres.binjiang.id);
        expect(await reserveComing(as(keeper))).toBe(slots);
        expect(await Promise.all(days.map((date) => promised(tx, date)))).toEqual(first);
        expect(await promised(tx, TEST_DAY, DINNER, centres.binjiang.id)).toEqual(other);
      }),
    120_000,
  );

  it("follows a change: an order more promises more, through the worker", () =>
    rolledBack(async (as, tx) => {
      await reserveSlot(as(keeper), { centreId, date: TEST_DAY, slotId: DINNER });
      const before = await promised(tx, TEST_DAY);
      const cursor = { id: 0 };
      await happened(as, tx, cursor);
      const ctx = as(["orders:edit"]);
      const items = [{ dishId: dishes.mixedRice.id, quantity: 20 }];
      const given = { deliveryDate: TEST_DAY, slot: "dinner", items };
      const { id } = await createOrder(ctx, { kind: "guest", customerId: customers.linZhixia.id, ...given });
      await confirmOrder(ctx, { id });
      await happened(as, tx, cursor);
      const after = await promised(tx, TEST_DAY);
      expect(sum(after)).toBeGreaterThan(sum(before));
      for (const [name, quantity] of before) expect(after.get(name) ?? 0).toBeGreaterThanOrEqual(quantity);
    }));

  it("is used up as the pots are done, and not promised again for what is cooked", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), { centreId, date: TEST_DAY, slot: "dinner" });
      await reserveSlot(as(keeper), { centreId, date: TEST_DAY, slotId: DINNER });
      const before = await promised(tx, TEST_DAY);
      expect(before.size).toBeGreaterThan(0);
      const pots = await tx
        .select()
        .from(productionBatches)
        .where(
          and(
            eq(productionBatches.centreId, centreId),
            eq(productionBatches.businessDay, TEST_DAY),
            eq(productionBatches.categoryId, DINNER),
          ),
        );
      const [first, ...rest] = pots;
      await closeBatch(as(cook), { id: first?.id ?? 0 });
      const half = await promised(tx, TEST_DAY);
      expect(sum(half)).toBeLessThan(sum(before));
      await reserveSlot(as(keeper), { centreId, date: TEST_DAY, slotId: DINNER });
      expect(sum(await promised(tx, TEST_DAY))).toBeCloseTo(sum(half), 0);
      for (const pot of rest) await closeBatch(as(cook), { id: pot.id });
      await reserveSlot(as(keeper), { centreId, date: TEST_DAY, slotId: DINNER });
      expect((await promised(tx, TEST_DAY)).size).toBe(0);
    }));

  it("needs the permission", () =>
    rolledBack(async (as) => {
      await expect(
        reserveSlot(as(["kitchen:read"]), { centreId, date: TEST_DAY, slotId: DINNER }),
      ).rejects.toMatchObject({ code: "forbidden" });
    }));
});

describe("rules", () => {
  it("a slot of a day is another source in every centre", () => {
    const ids = [1, 2].flatMap((centre) => [1, 12].map((slot) => slotSource(centre, TEST_DAY, slot).id));
    expect(ids).toEqual([20261119001001, 20261119001012, 20261119002001, 20261119002012]);
  });

  it("only closed pots are taken off, never below nothing", () => {
    const dish = { dishId: 1, portions: 5 };
    const production = { date: TEST_DAY, slots: [{ dishes: [dish, { dishId: 2, portions: 3 }] }] } as never;
    const left = withoutCooked(production, [
      { dishId: 1, status: "closed", plannedPortions: 3 },
      { dishId: 1, status: "cooking", plannedPortions: 2 },
      { dishId: 2, status: "closed", plannedPortions: 9 },
    ]);
    expect(left.slots[0]?.dishes.map((one) => one.portions)).toEqual([2, 0]);
  });
});
