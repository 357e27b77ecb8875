import { clockOf, type Day, day, dayOf, daysBetween } from "@/lib/time";

/** How a column's values are written; `money` takes fen, `date` a day, `datetime` an instant. */
export type CellFormat = "text" | "money" | "date" | "datetime" | "number" | "int";

/** Places in cellXfs of `stylesXml`: the same body styles once plain and once marked as faulty. */
const BODY_STYLES: Record<CellFormat, number> = { text: 4, money: 5, date: 6, datetime: 7, number: 8, int: 9 };
export const styles = { title: 1, meta: 2, header: 3, body: BODY_STYLES, note: 10, plain: 11, faultOffset: 8 } as const;

/** Day 0 of Excel's serial numbers for every day after February 1900. */
const SERIAL_ORIGIN = day("1899-12-30");
/** Excel's own limit of characters in a cell. */
const TEXT_MAX = 32_767;

/** A cell as XML; nothing for what is empty. `reference` is "B4". */
export function cellXml(reference: string, value: unknown, format: CellFormat, style = BODY_STYLES[format]): string {
  if (value === null || value === undefined || value === "") return `<c r="${reference}" s="${style}"/>`;
  if (typeof value === "boolean") return textCell(reference, value ? "是" : "否", style);
  if (format === "date" || format === "datetime") {
    const serial = serialOf(value, format === "datetime");
    if (serial !== undefined) return `<c r="${reference}" s="${style}"><v>${serial}</v></c>`;
  }
  if (typeof value === "number" && Number.isFinite(value) && format !== "text") {
    return `<c r="${reference}" s="${style}"><v>${format === "money" ? value / 100 : value}</v></c>`;
  }
  return textCell(reference, String(value), style);
}

/** Serial number of "2026-09-13", or of an instant by the clock of the centre. */
function serialOf(value: unknown, withTime: boolean): number | undefined {
  if (value instanceof Date) {
    const [hours = "0", minutes = "0"] = clockOf(value).split(":");
    const days = daysBetween(SERIAL_ORIGIN, dayOf(value));
    return withTime ? days + (Number(hours) * 60 + Number(minutes)) / 1440 : days;
  }
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  return daysBetween(SERIAL_ORIGIN, value as Day);
}

export const textCell = (reference: string, text: string, style: number): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(formulaSafe(text))}</t></is></c>`;

/**
 * Text that a spreadsheet could take for a formula gets an apostrophe in front: = + - @ TAB CR LF and their full-width forms.
 * A number with a sign is no formula and stays.
 */
export function formulaSafe(text: string): string {
  if (!/^[=+\-@\t\r\n＝＋－＠]/.test(text)) return text;
  return /^[+-]?\d+(\.\d+)?%?$/.test(text) ? text : `'${text}`;
}

/** XML-escaped, without the characters XML cannot hold; what looks like Excel's own escape (_x000D_) is escaped. */
export function xmlText(text: string): string {
  const short = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
  return short
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (letter) => (/[\t\n\r]/.test(letter) || isC1(letter) ? letter : ""))
    .replace(/\r\n?/g, "\n")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** DEL and the controls after it, which XML 1.0 allows. */
const isC1 = (letter: string): boolean => letter >= "\u007f" && letter <= "\u009f";

/** 1 → A, 28 → AB. */
export function columnName(column: number): string {
  const rest = (column - 1) % 26;
  const letter = String.fromCharCode(65 + rest);
  return column <= 26 ? letter : columnName((column - 1 - rest) / 26) + letter;
}

const FORMATS = ["@", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "General", "#,##0"];
const font = (size: number, colour: string, isBold = false): string =>
  `<font>${isBold ? "<b/>" : ""}<sz val="${size}"/><color rgb="FF${colour}"/><name val="微软雅黑"/><family val="2"/></font>`;
const fill = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const edge = (side: string, style: string, colour: string): string =>
  `<${side} style="${style}"><color rgb="FF${colour}"/></${side}>`;

/** Fonts, fills and formats of every sheet we write; colours are the light tokens of the portal. */
export function stylesXml(): string {
  const hairlines = ["left", "right", "top", "bottom"].map((side) => edge(side, "thin", "DEDDD8")).join("");
  const body = (fillId: number, fontId: number) =>
    FORMATS.map((_, i) => {
      const side = i === 0 ? "left" : i === 2 || i === 3 ? "center" : "right";
      return `<xf numFmtId="${164 + i}" fontId="${fontId}" fillId="${fillId}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${side}" vertical="center"${i === 0 ? ' wrapText="1"' : ""}/></xf>`;
    }).join("");
  const extra = (fillId: number, fontId: number) =>
    `<xf numFmtId="164" fontId="${fontId}" fillId="${fillId}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="${fontId}" fillId="${fillId}" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${FORMATS.length}">${FORMATS.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${xmlText(code)}"/>`).join("")}</numFmts><fonts count="5">${font(10, "192529")}${font(16, "192529", true)}${font(10, "626D6F")}${font(10, "192529", true)}${font(10, "A72724")}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill("D5EBF0")}${fill("FFF1EF")}</fills><borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border>${hairlines}<diagonal/></border><border>${["left", "right", "top"].map((side) => edge(side, "thin", "DEDDD8")).join("")}${edge("bottom", "medium", "1B5964")}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="20"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="164" fontId="3" fillId="2" borderId="2" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>${body(0, 0)}${extra(0, 0)}${body(3, 4)}${extra(3, 4)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
