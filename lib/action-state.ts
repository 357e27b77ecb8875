import type { ErrorCode, FieldErrors } from "./errors";

/** What a server action answers when it refused or failed. Everything here is safe to show. */
export type ActionFailure = {
  code: ErrorCode;
  /** One sentence: what happened, what was kept, what to do. */
  message: string;
  /** "lines.0.qty" → sentences to show beside that field. */
  fields?: FieldErrors;
  /** For a stale version: the row as it is now, in the shape of the form, with its `version`. */
  current?: Record<string, unknown>;
  /** Who saved that row, and when (ISO). */
  by?: string;
  at?: string;
  /** Short code for support. */
  requestId?: string;
};

/** The answer of every server action. */
export type ActionState<T = void> = { ok: true; data: T } | { ok: false; error: ActionFailure };
