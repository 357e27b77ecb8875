import { describe, expect, it } from "vitest";
import { day } from "@/lib/time";
import { amountInWords, clockFrom, dayFrom, fenOf, numberOf, phoneFault, phoneText, phoneValue } from "./typing";

const today = day("2026-11-19");

describe("phone", () => {
  it("shows groups and keeps digits", () => {
    expect(phoneText("13800136217")).toBe("138 0013 6217");
    expect(phoneText("138****6217")).toBe("138****6217");
    expect(phoneValue("+86 138-0013 6217")).toBe("13800136217");
    expect(phoneValue("１３８００１３６２１７")).toBe("13800136217");
  });
  it("says what is wrong", () => {
    expect(phoneFault("1380013621")).toBe("只有 10 位，手机号应为 11 位");
    expect(phoneFault("13800136217")).toBeNull();
    expect(phoneFault("02152345678")).toBeNull();
    expect(phoneFault("23800136217")).toContain("1 开头");
  });
});

describe("money", () => {
  it.each([
    ["30000", 3_000_000],
    ["30,000.00", 3_000_000],
    ["¥268", 26_800],
    ["3.5万", 3_500_000],
    ["0.1", 10],
    ["１２．５０", 1_250],
  ])("%s", (text, fen) => expect(fenOf(text)).toBe(fen));
  it("refuses parts of a fen and words", () => {
    expect(fenOf("1.005")).toBeNull();
    expect(fenOf("三万")).toBeNull();
    expect(fenOf("")).toBeNull();
  });
  it.each([
    [3_000_000, "三万元整"],
    [123_450, "一千二百三十四元五角"],
    [10_005, "一百元零五分"],
    [1_000_100, "一万零一元整"],
    [1_001_000_000, "一千零一万元整"],
    [10_000_100_000, "一亿零一千元整"],
    [1_200, "十二元整"],
    [0, "零元整"],
    [5, "五分"],
    [-26_800, "负二百六十八元整"],
  ])("%i fen in words", (fen, words) => expect(amountInWords(fen)).toBe(words));
});

describe("date", () => {
  it.each([
    ["1109", "2026-11-09"],
    ["11-9", "2026-11-09"],
    ["11月9日", "2026-11-09"],
    ["0105", "2027-01-05"],
    ["261109", "2026-11-09"],
    ["20261109", "2026-11-09"],
    ["2026/11/9", "2026-11-09"],
    ["2026年12月4日", "2026-12-04"],
    ["9", "2026-11-09"],
    ["明天", "2026-11-20"],
  ])("%s", (text, expected) => expect(dayFrom(text, today)).toEqual({ day: expected }));
  it("names the day that does not exist", () => {
    expect(dayFrom("2026-02-30", today)).toEqual({ fault: "2 月没有 30 日" });
    expect(dayFrom("1309", today)).toEqual({ fault: "没有 13 月" });
    expect(dayFrom("待定", today)).toHaveProperty("fault");
  });
});

describe("time and numbers", () => {
  it.each([
    ["750", "07:50"],
    ["7:50", "07:50"],
    ["1430", "14:30"],
    ["7点半", "07:30"],
    ["19", "19:00"],
    ["7：05", "07:05"],
  ])("%s", (text, expected) => expect(clockFrom(text)).toBe(expected));
  it("refuses what is not a time", () => {
    expect(clockFrom("2561")).toBeNull();
    expect(clockFrom("早上")).toBeNull();
  });
  it("reads numbers to the given decimals", () => {
    expect(numberOf("1,234.5")).toBe(1234.5);
    expect(numberOf("−3")).toBe(-3);
    expect(numberOf("1.234")).toBeNull();
    expect(numberOf("1.234", 3)).toBe(1.234);
    expect(numberOf("")).toBeNull();
  });
});
