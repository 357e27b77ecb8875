import { z } from "zod";
import { fen } from "./money";
import { type Clock, type Day, isDay } from "./time";

/** The kinds of input that every domain's schema shares, with the sentence a person reads when one does not fit. */

export const id = z.coerce.number({ error: "请选择" }).int("请选择").positive("请选择");

export const name = (what: string, max = 100) =>
  z
    .string({ error: `请填${what}` })
    .trim()
    .min(1, `请填${what}`)
    .max(max, `${what}最多 ${max} 个字`);

export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 个字`)
    .transform((v) => v || null)
    .nullable();

export const dayField = z
  .string({ error: "请填日期" })
  .trim()
  .superRefine((value, at) => {
    if (!isDay(value)) at.addIssue({ code: "custom", message: dayFault(value) });
  })
  .transform((value) => value as Day)
  .meta({ format: "date" });

/** Why a text is no calendar day, said about this very text. */
export function dayFault(value: string): string {
  const m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (!m) return value ? "日期要写成 2026-11-09 这样" : "请填日期";
  const [month, date] = [Number(m[2]), Number(m[3])];
  return month < 1 || month > 12 ? `没有 ${month} 月` : `${month} 月没有 ${date} 日`;
}

export const clockField = z
  .string({ error: "请填时间" })
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d{2})?$/, "时间要写成 07:50 这样")
  .transform((value) => value.slice(0, 5) as Clock)
  .meta({ format: "time" });

/** Money: integer fen inside, yuan as a number at the API (see lib/wire.ts, which reads the unit). */
export const money = z
  .number({ error: "请填金额" })
  .int("金额最多两位小数")
  .min(-1_000_000_000_000)
  .max(1_000_000_000_000, "金额太大")
  .transform((value) => fen(value))
  .meta({ unit: "fen" });
export const amountDue = money.refine((value) => value >= 0, "金额不能小于 0");

/** A number that a form may hand over as text; empty is null. */
export const quantity = (what: string, { min = 0, max = 1e9 } = {}) =>
  z.coerce
    .number({ error: `${what}要填数字` })
    .min(min, `${what}不能小于 ${min}`)
    .max(max, `${what}不能大于 ${max}`);

/** A switch in a query string: true, 1, false, 0. */
export const flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((v) => v === "true" || v === "1"),
]);

/** Mainland mobile, service (400/800) or land line; returned as digits. */
export const phone = z
  .string({ error: "请填手机号" })
  .transform((value) => normalPhone(value))
  .superRefine((value, at) => {
    const fault = phoneFault(value);
    if (fault) at.addIssue({ code: "custom", message: fault });
  });

/** Full-width digits, +86, blanks and dashes are how people write; digits are what is kept. */
export const normalPhone = (value: string): string =>
  value
    .normalize("NFKC")
    .replace(/[\s\-‐-―()]/g, "")
    .replace(/^(\+|00)86/, "");

/** The sentence that says what is wrong with a normalised phone number, or null when it is fine. */
export function phoneFault(value: string): string | null {
  if (value === "") return "请填手机号";
  const odd = /[^\d]/.exec(value);
  if (odd) return `第 ${odd.index + 1} 位是“${odd[0]}”，不是数字`;
  if (/^1/.test(value)) {
    if (value.length !== 11) return `${value.length < 11 ? "只有" : "有"} ${value.length} 位，手机号应为 11 位`;
    return /^1[3-9]/.test(value) ? null : `没有 ${value.slice(0, 2)} 开头的手机号`;
  }
  return /^(0\d{9,11}|[48]00\d{7})$/.test(value) ? null : "手机号应为 1 开头的 11 位";
}

/** The version of the row the caller was looking at. */
export const version = z.coerce.number({ error: "缺少版本号" }).int().min(1);
