import { expect, test } from "vitest";
import { dayField, phone } from "./fields";

const said = (schema: typeof phone | typeof dayField, given: string) => {
  const result = schema.safeParse(given);
  return result.success ? result.data : result.error.issues[0]?.message;
};

test.each([
  ["138 0013 6217", "13800136217"],
  ["+86 138-0013-6217", "13800136217"],
  ["１３８００１３６２１７", "13800136217"],
  ["021-62345678", "02162345678"],
  ["1380013621", "只有 10 位，手机号应为 11 位"],
  ["138OO136217", "第 4 位是“O”，不是数字"],
  ["12800136217", "没有 12 开头的手机号"],
  ["", "请填手机号"],
])("phone %s", (given, expected) => expect(said(phone, given)).toBe(expected));

test.each([
  ["2026-11-09", "2026-11-09"],
  ["2026-02-30", "2 月没有 30 日"],
  ["2026-13-01", "没有 13 月"],
  ["明天", "日期要写成 2026-11-09 这样"],
])("day %s", (given, expected) => expect(said(dayField, given)).toBe(expected));
