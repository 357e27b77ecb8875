import { AppError } from "@/lib/errors";
import { type CellFormat, cellXml, columnName, styles, stylesXml, textCell, xmlText } from "./sheet-xml";
import type { SheetCell } from "./types";
import { zip } from "./zip";

/** `width` in characters of the standard font; a Chinese character takes two. */
export type SheetColumn = { header: string; key: string; width?: number; format: CellFormat };
export type SheetContent = {
  title: string;
  /** Under the title, one line each: scope and filters, who exported when. */
  meta: readonly string[];
  columns: readonly SheetColumn[];
  /** By column key: fen for money, "2026-09-13" for date, an instant for datetime, numbers, text, booleans, null. */
  rows: readonly Readonly<Record<string, unknown>>[];
};

/** A row that an import refused, as it stood in the sheet, one value per header. */
export type FaultyRow = {
  row: number;
  values: readonly (Pick<SheetCell, "kind" | "value"> | null)[];
  /** `column` is a header without marks and notes, or two of them joined by a slash. */
  messages: readonly { column: string; error: string; advice?: string; severity: "error" | "warning" }[];
};
export type FaultyRows = { title: string; headers: readonly string[]; rows: readonly FaultyRow[] };

/** A sheet of one .xlsx: its rows and what surrounds them. */
type Page = {
  name: string;
  columns: readonly { width: number }[];
  headerRow: number;
  lastRow: number;
  rows: Iterable<string>;
};

export const EXPORT_ROWS_MAX = 50_000;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WIDTHS: Record<CellFormat, number> = { text: 14, money: 13, date: 12, datetime: 17, number: 11, int: 8 };

/**
 * A styled .xlsx: title, meta lines, frozen header with filter buttons, then the rows. Money becomes yuan with two decimals, instants the
 * centre's clock. Text that could run as a formula is defused. Throws AppError payload_too_large beyond 50,000 rows.
 */
export async function writeSheet({ title, meta, columns, rows }: SheetContent): Promise<Uint8Array> {
  if (rows.length > EXPORT_ROWS_MAX) {
    throw new AppError("payload_too_large", `共 ${rows.length} 行，一次最多导出 50,000 行。请缩小筛选范围再导出`);
  }
  const headerRow = meta.length + 2;
  function* lines(): Generator<string> {
    yield* headLines(
      title,
      meta,
      columns.map((column) => column.header),
    );
    for (const [i, row] of rows.entries()) {
      const number = headerRow + 1 + i;
      const cells = columns.map((column, c) => cellXml(columnName(c + 1) + number, row[column.key], column.format));
      yield `<row r="${number}">${cells.join("")}</row>`;
    }
  }
  const widths = columns.map((column) => ({
    width: column.width ?? Math.max(WIDTHS[column.format], shownWidth(column.header) + 5),
  }));
  return workbook({ name: title, columns: widths, headerRow, lastRow: headerRow + rows.length, rows: lines() });
}

/**
 * The refused rows of an import with their reasons, to be corrected and imported again: same headers and values as in the sheet that
 * came, faulty cells marked; the two columns at the end are not read when it comes back.
 */
export async function errorWorkbook({ title, headers, rows }: FaultyRows): Promise<Uint8Array> {
  const meta = ["改好标红的格子后可以再传一次，最后两列不用管。已经导入的行不在这里，不会重复"];
  const headerRow = meta.length + 2;
  const all = [...headers, "原行号", "原因"];
  function* lines(): Generator<string> {
    yield* headLines(title, meta, all);
    for (const [i, row] of rows.entries()) yield faultyLine(row, headers, headerRow + 1 + i);
  }
  const widths = all.map((header) => ({ width: header === "原因" ? 60 : Math.max(14, shownWidth(header) + 5) }));
  return workbook({ name: "有错的行", columns: widths, headerRow, lastRow: headerRow + rows.length, rows: lines() });
}

function faultyLine({ row, values, messages }: FaultyRow, headers: readonly string[], number: number): string {
  const errors = messages.filter((message) => message.severity === "error");
  const cells = headers.map((header, i) => {
    const value = values[i] ?? null;
    const isFaulty = errors.some(
      ({ column }) => column === plainHeader(header) || column.split("/").includes(plainHeader(header)),
    );
    return originalCell(columnName(i + 1) + number, value, isFaulty ? styles.faultOffset : 0);
  });
  const reasons = errors
    .map(({ column, error, advice }) => `${column}：${error}${advice ? `（${advice}）` : ""}`)
    .join("\n");
  const place = cellXml(columnName(headers.length + 1) + number, row, "int");
  return `<row r="${number}">${cells.join("")}${place}${textCell(columnName(headers.length + 2) + number, reasons, styles.note)}</row>`;
}

/** Headers in messages are without marks, breaks and notes in brackets; here they stand as in the sheet. */
const plainHeader = (header: string): string =>
  header
    .normalize("NFKC")
    .replace(/[\s*]/g, "")
    .replace(/(.)\([^()]*\)$/, "$1");

/** A number stays a number without separators (a phone), a date a date, text the text it was. */
function originalCell(reference: string, cell: Pick<SheetCell, "kind" | "value"> | null, offset: number): string {
  const { kind, value } = cell ?? { kind: "blank", value: null };
  if (kind === "number") return cellXml(reference, value, "number", styles.plain + offset);
  const format = kind === "date" ? (String(value).length === 10 ? "date" : "text") : "text";
  return cellXml(reference, value, format, styles.body[format] + offset);
}

function* headLines(title: string, meta: readonly string[], headers: readonly string[]): Generator<string> {
  yield `<row r="1" ht="28" customHeight="1">${textCell("A1", title, styles.title)}</row>`;
  for (const [i, line] of meta.entries()) yield `<row r="${i + 2}">${textCell(`A${i + 2}`, line, styles.meta)}</row>`;
  const row = meta.length + 2;
  const cells = headers.map((header, c) => textCell(columnName(c + 1) + row, header, styles.header));
  yield `<row r="${row}" ht="24" customHeight="1">${cells.join("")}</row>`;
}

/** Chinese characters are two wide. */
const shownWidth = (text: string): number =>
  Math.max(
    ...text.split("\n").map((line) => [...line].reduce((width, letter) => width + (letter > "\u00ff" ? 2 : 1), 0)),
  );

function workbook({ name, columns, headerRow, lastRow, rows }: Page): Promise<Uint8Array> {
  const sheetName = xmlText(
    name
      .replace(/[\\/*?:[\]']/g, " ")
      .slice(0, 31)
      .trim() || "表",
  );
  const lastColumn = columnName(columns.length);
  const table = `$A$${headerRow}:$${lastColumn}$${lastRow}`;
  function* sheet(): Generator<string> {
    yield `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${lastColumn}${lastRow}"/>`;
    yield `<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${headerRow + 1}" sqref="A${headerRow + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>`;
    yield columns
      .map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
      .join("");
    yield "</cols><sheetData>";
    yield* inChunks(rows);
    yield `</sheetData><autoFilter ref="${table.replaceAll("$", "")}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.2" footer="0.2"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`;
  }
  const quoted = `'${sheetName}'!`;
  return zip([
    {
      name: "[Content_Types].xml",
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${quoted}${table}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${quoted}$${headerRow}:$${headerRow}</definedName></definedNames></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: "xl/styles.xml", content: stylesXml() },
    { name: "xl/worksheets/sheet1.xml", content: sheet() },
  ]);
}

/** Few large pieces compress faster than many small ones. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 200_000) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
