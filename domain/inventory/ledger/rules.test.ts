import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fen, fen } from "@/lib/money";
import { day } from "@/lib/time";
import { byExpiry, costOf, costOfAll, fefo, isUsable, type LotBalance, minus, moved, plus, total } from "./rules";

const lot = (lotId: number, given: Partial<LotBalance> = {}): LotBalance => ({
  lotId,
  lotNo: `L${lotId}`,
  expiresOn: null,
  status: "available",
  quantity: 10,
  cost: fen(100),
  ...given,
});

describe("isUsable", () => {
  it.each([
    ["no date", { expiresOn: null }, true],
    ["the date itself", { expiresOn: day("2026-11-19") }, true],
    ["the day after", { expiresOn: day("2026-11-18") }, false],
    ["blocked", { status: "blocked" as const }, false],
    ["in quarantine", { status: "quarantine" as const }, false],
  ])("%s", (_, given, expected) => expect(isUsable(lot(1, given), day("2026-11-19"))).toBe(expected));
});

describe("fefo", () => {
  const lots = [
    lot(1),
    lot(2, { expiresOn: day("2026-12-01"), quantity: 4, cost: fen(60) }),
    lot(3, { expiresOn: day("2026-11-25"), quantity: 3, cost: fen(10) }),
  ];
  it("takes the nearest date first, what has none last", () => {
    expect(lots.toSorted(byExpiry).map((l) => l.lotId)).toEqual([3, 2, 1]);
    expect(fefo(lots, 8)).toEqual({
      takes: [
        { lotId: 3, quantity: 3, cost: 10 },
        { lotId: 2, quantity: 4, cost: 60 },
        { lotId: 1, quantity: 1, cost: 10 },
      ],
      short: 0,
    });
  });
  it("says what is missing", () => expect(fefo(lots, 20)).toMatchObject({ short: 3, takes: { length: 3 } }));
  it("takes nothing for nothing", () => expect(fefo(lots, 0)).toEqual({ takes: [], short: 0 }));
  it("keeps thousandths exact", () => expect(fefo([lot(1, { quantity: 0.3 })], 0.1 + 0.2).short).toBe(0));
});

describe("cost", () => {
  it("is known only when all of it is", () => {
    expect(costOfAll([{ cost: fen(3) }, { cost: null }])).toEqual({ cost: 3, isComplete: false });
    expect(costOfAll([{ cost: null }])).toEqual({ cost: null, isComplete: false });
    expect(costOfAll([])).toEqual({ cost: null, isComplete: true });
  });
  it("of an emptied balance is nothing, of goods without a price unknown", () => {
    expect(moved({ quantity: 3, cost: fen(10) }, { quantity: -3, cost: fen(-10) })).toEqual({ quantity: 0, cost: 0 });
    expect(moved({ quantity: 3, cost: fen(10) }, { quantity: 1, cost: null })).toEqual({ quantity: 4, cost: null });
    expect(moved({ quantity: 0, cost: null }, { quantity: 1, cost: fen(5) })).toEqual({ quantity: 1, cost: 5 });
  });

  const quantityArb = fc.integer({ min: 1, max: 5_000_000 }).map((n) => n / 1000);
  it("goes out to the fen, however a lot is cut up", () =>
    fc.assert(
      fc.property(
        quantityArb,
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.array(fc.double({ min: 0.01, max: 0.6, noNaN: true })),
        (whole, cost, shares) => {
          let balance: { quantity: number; cost: Fen | null } = { quantity: whole, cost: fen(cost) };
          let out = 0;
          for (const share of [...shares, 1]) {
            const quantity = share === 1 ? balance.quantity : Math.round(balance.quantity * share * 1000) / 1000;
            if (quantity === 0) continue;
            const part = costOf(balance, quantity) ?? fen(0);
            expect(part).toBeGreaterThanOrEqual(0);
            out += part;
            balance = moved(balance, { quantity: -quantity, cost: fen(-part) });
          }
          expect(balance).toEqual({ quantity: 0, cost: 0 });
          expect(out).toBe(cost);
        },
      ),
    ));

  it("and quantity of what is taken and what is short add up to what was wanted", () =>
    fc.assert(
      fc.property(fc.array(quantityArb, { maxLength: 6 }), quantityArb, (held, wanted) => {
        const lots = held.map((quantity, i) => lot(i + 1, { quantity }));
        const { takes, short } = fefo(lots, wanted);
        expect(plus(total(takes.map((t) => t.quantity)), short)).toBe(wanted);
        expect(short > 0 && minus(total(held), total(takes.map((t) => t.quantity))) > 0).toBe(false);
        for (const take of takes) expect(take.quantity).toBeLessThanOrEqual(held[take.lotId - 1] ?? 0);
      }),
    ));
});
