import { describe, expect, it } from "vitest";
import { deviceOf, lockMinutes, passwordFault, plainRecoveryCode, saidSeconds } from "./rules";

describe("passwordFault", () => {
  it.each([
    ["short-1", "只有 7 位，密码至少 10 位"],
    ["password123", "这是很常见的密码，太容易被猜到"],
    ["P@ssword2024!", "这是很常见的密码，太容易被猜到"],
    ["Qwertyuiop1", "这是很常见的密码，太容易被猜到"],
    ["1234567890", "这是很常见的密码，太容易被猜到"],
    ["abcdefghijk", "这是很常见的密码，太容易被猜到"],
    ["woaini1314520", "这是很常见的密码，太容易被猜到"],
    ["Yuean-demo-1", "这是很常见的密码，太容易被猜到"],
    ["aaaabbbbcccc", "重复的字符太多，太容易被猜到"],
    ["durh.durh12", "和用户名、手机号或邮箱太像，换一个别人猜不到的"],
    ["x".repeat(129), "密码最多 128 位"],
  ])("refuses %s", (password, sentence) => {
    expect(passwordFault(password, ["durh.durh"])).toBe(sentence);
  });

  it("takes long and unusual ones, in any kind of character", () => {
    for (const good of ["correct horse battery", "月子餐要趁热吃才好呀", "k3#Lq9!vT2w", "tangyuan-xinzhuang-77"])
      expect(passwordFault(good, ["durh", null, "13800006217"])).toBeNull();
  });

  it("takes a long one that merely contains the name", () => {
    expect(passwordFault("durh-likes-lotus-root-soup", ["durh"])).toBeNull();
  });
});

it("locks from the fifth failure, doubling to half an hour", () => {
  expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 400].map(lockMinutes)).toEqual([0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
});

it("says how long is left", () => {
  expect([0, 40, 61, 90, 119, 1800].map(saidSeconds)).toEqual([
    "1 秒",
    "40 秒",
    "61 秒",
    "2 分钟",
    "2 分钟",
    "30 分钟",
  ]);
});

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0",
    "Windows 电脑，Edge",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 miniProgram/wx1",
    "iPhone，微信小程序",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mac 电脑，Safari",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36",
    "安卓手机，Chrome",
  ],
  ["curl/8.5.0", "程序调用"],
  ["something", "其他程序"],
])("names the device of %s", (userAgent, said) => {
  expect(deviceOf(userAgent)).toBe(said);
});

it("compares recovery codes as people type them", () => {
  expect(plainRecoveryCode(" 7k3qm x9trp ")).toBe(plainRecoveryCode("7K3QM-X9TRP"));
});
