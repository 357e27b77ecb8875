import { describe, expect, it } from "vitest";
import { grouped, rounded } from "./figures";

describe("figures", () => {
  it.each([
    [1234567.5, "1,234,567.5"],
    [999, "999"],
    [-1000, "−1,000"],
    [0, "0"],
  ])("%d", (n, text) => expect(grouped(n)).toBe(text));
  it("fixes decimals and knows no minus zero", () => {
    expect(grouped(1234, 2)).toBe("1,234.00");
    expect(grouped(-0.001, 2)).toBe("0.00");
  });
  it("rounds for reading", () => {
    expect(rounded(14.62)).toBe("14.6");
    expect(rounded(2221.7)).toBe("2,222");
  });
});
