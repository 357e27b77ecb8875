import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase, type ItemUnits, toBase, toGrams } from "./rules";

const egg: ItemUnits = {
  baseUnit: "个",
  units: [
    { unit: "kg", baseQuantity: 18.182 },
    { unit: "盒", baseQuantity: 30 },
  ],
};
const milk: ItemUnits = {
  baseUnit: "ml",
  units: [
    { unit: "盒", baseQuantity: 250 },
    { unit: "g", baseQuantity: 0.97 },
  ],
};
const rice: ItemUnits = { baseUnit: "g", units: [{ unit: "袋", baseQuantity: 25_000 }] };

describe("units", () => {
  it.each([
    [rice, 2, "斤", 1000],
    [rice, 3, "两", 150],
    [rice, 1, "袋", 25_000],
    [rice, 1, "个", null],
    [egg, 550, "g", 10.0001],
    [egg, 2, "盒", 60],
    [milk, 1.5, "L", 1500],
    [milk, 2, "盒", 500],
    [milk, 1, "kg", 970],
  ] as const)("%# %d %s", (item, quantity, unit, expected) => {
    const got = toBase(item, quantity, unit);
    if (expected === null) expect(got).toBeNull();
    else expect(got).toBeCloseTo(expected, 3);
  });
  it("weighs what is counted", () => expect(toGrams(egg, 18.182, "个")).toBeCloseTo(1000, 6));

  const unitArb = (item: ItemUnits) =>
    fc.constantFrom(...[item.baseUnit, "g", "kg", "斤", "两", "ml", "L", ...item.units.map((u) => u.unit)]);
  it("there and back again is where one was", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(egg, milk, rice).chain((item) => fc.tuple(fc.constant(item), unitArb(item))),
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        ([item, unit], quantity) => {
          const base = toBase(item, quantity, unit);
          if (base === null) return;
          const back = fromBase(item, base, unit);
          expect(Math.abs((back ?? 0) - quantity)).toBeLessThanOrEqual(quantity * 1e-9);
        },
      ),
    ));
  it("twice as much is twice as much in any unit", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("g", "kg", "斤", "盒", "个"),
        fc.double({ min: 0.001, max: 1e5, noNaN: true }),
        (unit, n) => {
          const [one, two] = [toBase(egg, n, unit) ?? 0, toBase(egg, 2 * n, unit) ?? 0];
          expect(Math.abs(two - 2 * one)).toBeLessThanOrEqual(two * 1e-9);
        },
      ),
    ));
});
