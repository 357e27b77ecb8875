import { rawText } from "./cells";
import type { ColumnSpecs, TableRow } from "./table";
import type { Finding, Reading, RowMessage } from "./verdict";

/** Collects what the cells of one row say; a cell with an error gives null. */
export function rowReader<K extends string>(row: TableRow<K>, headers: Partial<Record<K, string>>, specs: ColumnSpecs) {
  const messages: RowMessage[] = [];
  const add = (severity: RowMessage["severity"], key: K, finding: Finding, value = rawText(row.cells[key])) => {
    messages.push({ row: row.row, column: headers[key] ?? specs[key]?.names[0] ?? key, value, severity, ...finding });
  };
  return {
    messages,
    /** The value of a reading; its warning or error is kept for the verdict. */
    take<T>(key: K, reading: Reading<T>): T | null {
      if ("error" in reading) {
        add("error", key, reading.error);
        return null;
      }
      if (reading.warning) add("warning", key, reading.warning);
      return reading.value;
    },
    /** `value` where the finding is about a part of the cell. */
    fail: (key: K, finding: Finding, value?: string) => add("error", key, finding, value),
    warn: (key: K, finding: Finding, value?: string) => add("warning", key, finding, value),
  };
}
