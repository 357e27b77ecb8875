import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, fen, fromYuan, parseYuan, sum, times, yuan, yuanText } from "./money";

test("rates round half away from zero", () => {
  expect(times(fen(10050), 80_000)).toBe(804);
  expect(times(fen(-5), 100_000)).toBe(-1);
});

test("amounts are read and said exactly", () => {
  expect(yuan(fen(-5))).toBe("-0.05");
  expect(yuanText(fen(123456789))).toBe("1,234,567.89");
  expect(yuanText(fen(-100))).toBe("−1.00");
  expect(parseYuan("12.3")).toBe(1230);
  expect(() => parseYuan("1.005")).toThrow(RangeError);
  expect(fromYuan(12.3)).toBe(1230);
  expect(() => fromYuan(1.005)).toThrow(RangeError);
});

test("parts of an allocation always add up, and none is off by a fen or more", () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }).filter((w) => w.some((x) => x > 0));
  fc.assert(
    fc.property(fc.integer({ min: -1e11, max: 1e11 }), weights, (total, given) => {
      const parts = allocate(fen(total), given);
      const whole = given.reduce((a, b) => a + b, 0);
      expect(sum(parts)).toBe(total);
      for (const [i, part] of parts.entries())
        expect(Math.abs(part - (total * (given[i] ?? 0)) / whole)).toBeLessThan(1.001);
    }),
  );
});

test("yuan there and back", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (n) => {
      expect(parseYuan(yuan(fen(n)))).toBe(n);
    }),
  );
});
