/** What is said about one cell: nothing, that it was put in order, or that it cannot be used. */
export type Finding = {
  code: string;
  /** What is wrong, or what was done, as a sentence for the person who filled the sheet. */
  error: string;
  /** What to do about it. */
  advice?: string;
  /** For a cell put in order: what it was read as. */
  result?: string;
};

/** A cell read: its value, perhaps with a warning; or an error. A blank cell reads as null. */
export type Reading<T> = { value: T; warning?: Finding } | { error: Finding };

export type RowMessage = Finding & {
  /** The sheet's own row number. */
  row: number;
  /** Header text, without marks and line breaks. */
  column: string;
  /** The cell as the sheet has it. */
  value: string;
  severity: "error" | "warning";
};

/** `clean` goes in as it is, `fixed` with what the warnings say, `refused` does not. */
export type Verdict<T> =
  | { row: number; outcome: "clean" | "fixed"; record: T; messages: RowMessage[] }
  | { row: number; outcome: "refused"; messages: RowMessage[] };

/** The verdict on a row whose record was built; errors win over warnings. */
export function verdictOf<T>(row: number, messages: RowMessage[], record: T): Verdict<T> {
  if (messages.some((message) => message.severity === "error")) return { row, outcome: "refused", messages };
  return { row, outcome: messages.length > 0 ? "fixed" : "clean", record, messages };
}

/** An accepted row turns into a refused one when the whole sheet is known (a duplicate further up). */
export function refuse<T>(verdict: Verdict<T>, message: RowMessage): Verdict<T> {
  return { row: verdict.row, outcome: "refused", messages: [...verdict.messages, message] };
}

export type Totals = { total: number; success: number; failed: number; clean: number; fixed: number };

/** Counts for the head of the dry run: total = success + failed, success = clean + fixed. */
export function totalsOf(verdicts: readonly Verdict<unknown>[]): Totals {
  const clean = verdicts.filter((verdict) => verdict.outcome === "clean").length;
  const fixed = verdicts.filter((verdict) => verdict.outcome === "fixed").length;
  return { total: verdicts.length, success: clean + fixed, failed: verdicts.length - clean - fixed, clean, fixed };
}
