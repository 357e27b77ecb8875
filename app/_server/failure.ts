import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** The one place where a thrown thing becomes what a caller may see. Anything but an AppError is a bug: logged, told as such. */
export function failure(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) {
    log.error({ err: error, requestId }, "database is away");
    return new AppError("unavailable", "数据库暂时连不上，过一会儿再试");
  }
  log.error({ err: error, requestId }, "unexpected failure");
  return new AppError("internal");
}

/** The one place where input is checked. A ZodError from anywhere else is a bug, not the caller's mistake. */
export function parse<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(whole(given), { error: inChinese });
  if (result.success) return result.data;
  const fields = new Map<string, string[]>(); // a key may be "__proto__"
  for (const issue of result.error.issues) {
    const paths =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path as PropertyKey[]];
    for (const path of paths) {
      const key = path.map(String).join(".");
      const sentence = issue.code === "unrecognized_keys" ? "不认识这个字段" : issue.message;
      fields.set(key, [...(fields.get(key) ?? []), sentence]);
    }
  }
  throw new AppError("validation_failed", undefined, { fields: Object.fromEntries(fields) });
}

/** Half a character (what a cut-off emoji leaves) cannot be stored: it becomes the sign for an unreadable one. */
function whole(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\uFFFD");
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, whole(inner)]));
}

/** What is said where a schema has no sentence of its own. */
const inChinese: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type")
    return issue.input === undefined || issue.input === null ? "必填" : "填的内容类型不对";
  if (issue.code === "too_small") return `不能少于 ${issue.minimum}`;
  if (issue.code === "too_big") return `不能超过 ${issue.maximum}`;
  if (issue.code === "invalid_value") return `只能是 ${issue.values.join("、")}`;
  if (issue.code === "invalid_format") return issue.format === "email" ? "邮箱写得不对" : "格式不对";
  if (issue.code === "invalid_union") return "填的内容不合要求";
  if (issue.code === "not_multiple_of") return `要是 ${issue.divisor} 的倍数`;
  return undefined;
};

/** A line to the database that is cut or cannot be made. What mysql2 says on one that has died has no code, it is `fatal`. */
const away = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND", // the name of a container that is stopped
  "EAI_AGAIN",
  "PROTOCOL_CONNECTION_LOST",
  "ER_CON_COUNT_ERROR",
  "ER_SERVER_SHUTDOWN",
  "ER_CONNECTION_KILLED",
]);
function isDatabaseAway(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code, fatal } = e as { code?: string; fatal?: boolean };
    if (away.has(code ?? "") || fatal === true) return true;
  }
  return false;
}
