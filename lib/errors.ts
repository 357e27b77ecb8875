/** Every expected failure, its HTTP status and what is said when nothing better is known. The words are api.md's, in lower case. */
export const errorCodes = {
  validation_failed: { status: 400, message: "请求参数错误" },
  unauthenticated: { status: 401, message: "请先登录" },
  forbidden: { status: 403, message: "没有这项权限" },
  not_found: { status: 404, message: "没有找到，可能已被归档，或不在您负责的中心" },
  method_not_allowed: { status: 405, message: "这个地址不支持这种请求方式" },
  conflict: { status: 409, message: "和现有数据冲突，这一步没有生效" },
  payload_too_large: { status: 413, message: "内容太大" },
  unsupported_media_type: { status: 415, message: "不支持这种文件或内容类型" },
  rate_limited: { status: 429, message: "操作太频繁，请稍后再试" },
  internal: { status: 500, message: "服务器内部错误" },
  unavailable: { status: 503, message: "服务暂时不可用，请稍后再试" },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Field path ("items.0.dishId") → sentences to show beside it. */
export type FieldErrors = Record<string, string[]>;

type Extra = {
  fields?: FieldErrors;
  /** For a stale version: the row as it is now, in domain shape. Other conflicts may carry what helps the caller decide. */
  data?: Record<string, unknown>;
  /** Seconds after which a refused caller may try again. */
  retryAfter?: number;
};

/** An expected failure, safe to show to the user. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly fields?: FieldErrors;
  readonly data?: Record<string, unknown>;
  readonly retryAfter?: number;

  constructor(
    readonly code: ErrorCode,
    message: string = errorCodes[code].message,
    extra: Extra = {},
  ) {
    super(message);
    this.name = "AppError";
    this.fields = extra.fields;
    this.data = extra.data;
    this.retryAfter = extra.retryAfter;
  }
}

/** One field is wrong: the sentence stands beside it and is the message too. */
export const invalid = (field: string, sentence: string) =>
  new AppError("validation_failed", sentence, { fields: { [field]: [sentence] } });

export const notFound = (what: string) =>
  new AppError("not_found", `没有找到${what}，可能已被归档，或不在您负责的中心`);
export const conflict = (sentence: string, data?: Record<string, unknown>) =>
  new AppError("conflict", sentence, { data });
