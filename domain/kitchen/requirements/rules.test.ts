import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minus, total } from "@/domain/inventory/ledger/rules";
import { fen } from "@/lib/money";
import { addDays, type Day, day, daysFrom } from "@/lib/time";
import { cellStates, coveredUntil, type Offered, type Supply, simulate, suggest } from "./rules";

const MON = day("2026-11-16");
const week = daysFrom(MON, addDays(MON, 6));
const at = (n: number) => addDays(MON, n);
const needs = (...perDay: number[]) => new Map(perDay.map((n, i): [Day, number] => [at(i), n]));
const lot = (quantity: number, expires: number | null = null, from = 0): Supply => ({
  quantity,
  from: at(from),
  expiresOn: expires === null ? null : at(expires),
});
const shorts = (supplies: Supply[], need: Map<Day, number>) => simulate(week, supplies, need).map((d) => d.short);

describe("simulate", () => {
  it.each([
    ["Tuesday's use lowers Friday", [lot(10)], needs(0, 6, 0, 0, 6), [0, 0, 0, 0, 2, 0, 0]],
    ["a lot that expires before the day does not count", [lot(10, 2)], needs(0, 0, 4, 4), [0, 0, 0, 4, 0, 0, 0]],
    ["the date itself still counts", [lot(10, 2)], needs(0, 0, 10), [0, 0, 0, 0, 0, 0, 0]],
    ["what expires first goes first", [lot(5, null), lot(5, 1)], needs(0, 5, 5), [0, 0, 0, 0, 0, 0, 0]],
    ["what comes on Thursday does not help on Wednesday", [lot(9, null, 3)], needs(0, 0, 3, 3), [0, 0, 3, 0, 0, 0, 0]],
    ["an unmet day is not carried over", [lot(2, null), lot(5, null, 2)], needs(4, 0, 5), [2, 0, 0, 0, 0, 0, 0]],
  ])("%s", (_, supplies, need, expected) => expect(shorts(supplies, need)).toEqual(expected));

  it("says what is thrown away, what came and what is left", () => {
    const days = simulate(week, [lot(4, 0), lot(6, 4, 2)], needs(1, 0, 2));
    expect(days.map(({ expired, arrived, balance }) => [expired, arrived, balance])).toEqual([
      [0, 0, 3],
      [3, 0, 0],
      [0, 6, 4],
      [0, 0, 4],
      [0, 0, 4],
      [4, 0, 0],
      [0, 0, 0],
    ]);
  });
});

const offer = (given: Partial<Offered> = {}): Offered => ({
  supplierId: 1,
  supplierName: "江南水产行",
  leadDays: 1,
  unit: "kg",
  baseQuantity: 1000,
  unitPrice: fen(6900),
  minQuantity: null,
  ...given,
});

describe("suggest", () => {
  it("buys whole units for as long as it keeps, in time for the first day that lacks it", () => {
    const found = suggest(week, [lot(1000)], needs(0, 1200, 0, 1500, 0, 900), {
      baseUnit: "g",
      shelfDays: 3,
      offer: offer(),
    });
    expect(found).toEqual([
      {
        supplierId: 1,
        supplierName: "江南水产行",
        quantity: 2,
        unit: "kg",
        baseQuantity: 2000,
        missing: 1700,
        neededOn: at(1),
        orderBy: at(0),
        isLate: false,
        until: at(3),
        cost: 13_800,
      },
      {
        supplierId: 1,
        supplierName: "江南水产行",
        quantity: 1,
        unit: "kg",
        baseQuantity: 1000,
        missing: 600,
        neededOn: at(5),
        orderBy: at(4),
        isLate: false,
        until: at(6),
        cost: 6900,
      },
    ]);
  });
  it("keeps the least quantity, steps below one unit, and says when it is too late", () => {
    const one = (given: Partial<Offered>, need: number) =>
      suggest(week, [], needs(need), { baseUnit: "g", shelfDays: null, offer: offer(given) })[0];
    expect(one({ minQuantity: 10 }, 1200)).toMatchObject({ quantity: 10, isLate: true, orderBy: at(-1) });
    expect(one({ minQuantity: 0.5, leadDays: 0 }, 1200)).toMatchObject({ quantity: 1.5, isLate: false });
    expect(one({ unit: "箱", baseQuantity: 12_000 }, 13_000)).toMatchObject({
      quantity: 2,
      unit: "箱",
      baseQuantity: 24_000,
    });
  });
  it("says what is missing even when nobody sells it", () =>
    expect(suggest(week, [], needs(0, 70), { baseUnit: "g", shelfDays: 2, offer: null })).toMatchObject([
      { supplierId: null, quantity: 70, unit: "g", cost: null, neededOn: at(1), orderBy: at(1) },
    ]));
});

describe("cells", () => {
  it("tell enough, on its way, short and not used", () => {
    const stock = [lot(3)];
    const need = needs(2, 0, 2, 9);
    const [all, without] = [simulate(week, [...stock, lot(2, null, 1)], need), simulate(week, stock, need)];
    expect(cellStates(all, without)).toEqual(["enough", "unused", "incoming", "short", "unused", "unused", "unused"]);
    expect(coveredUntil(all)).toBe(at(2));
    expect(coveredUntil(without)).toBe(at(1));
    expect(coveredUntil(simulate(week, [], need))).toBeNull();
  });
});

describe("properties", () => {
  const quantity = fc.integer({ min: 0, max: 20_000 }).map((n) => n / 1000);
  const supplies = fc.array(
    fc
      .record({ quantity, from: fc.integer({ min: 0, max: 6 }), keeps: fc.option(fc.integer({ min: 0, max: 9 })) })
      .map(({ quantity: q, from, keeps }): Supply => lot(q, keeps === null ? null : from + keeps, from)),
    { maxLength: 6 },
  );
  const need = fc.array(quantity, { minLength: 7, maxLength: 7 }).map((list) => needs(...list));

  it("what came is used, thrown away or left; nothing is below zero", () =>
    fc.assert(
      fc.property(supplies, need, (lots, wanted) => {
        const days = simulate(week, lots, wanted);
        const used = total(days.map((d) => minus(d.need, d.short)));
        const out = total([used, ...days.map((d) => d.expired), days.at(-1)?.balance ?? 0]);
        expect(out).toBe(total(lots.map((l) => l.quantity)));
        for (const d of days)
          expect(Math.min(d.short, d.balance, d.expired, minus(d.need, d.short))).toBeGreaterThanOrEqual(0);
        for (const d of days) expect(d.short > 0 && d.balance > 0).toBe(false);
      }),
    ));
  it("more use on a day never leaves less missing altogether, more stock never more", () =>
    fc.assert(
      fc.property(supplies, need, fc.nat({ max: 6 }), quantity, (lots, wanted, i, more) => {
        const missing = (s: Supply[], n: Map<Day, number>) => total(shorts(s, n));
        const before = missing(lots, wanted);
        expect(missing(lots, new Map(wanted).set(at(i), total([wanted.get(at(i)) ?? 0, more])))).toBeGreaterThanOrEqual(
          before,
        );
        expect(missing([...lots, lot(more)], wanted)).toBeLessThanOrEqual(before);
      }),
    ));
  it("with what is suggested nothing is missing", () =>
    fc.assert(
      fc.property(
        supplies,
        need,
        fc.option(fc.integer({ min: 1, max: 5 })),
        fc.integer({ min: 0, max: 3 }),
        (lots, wanted, keeps, least) => {
          const item = { baseUnit: "g", shelfDays: keeps, offer: offer({ baseQuantity: 7, minQuantity: least }) };
          const buy = suggest(week, lots, wanted, item).map(
            (s): Supply => ({
              quantity: s.baseQuantity,
              from: s.neededOn,
              expiresOn: keeps === null ? null : addDays(s.neededOn, keeps - 1),
            }),
          );
          expect(total(shorts([...lots, ...buy], wanted))).toBe(0);
        },
      ),
    ));
});
