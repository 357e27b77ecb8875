import fc from "fast-check";
import { read, type WorkSheet } from "sheetjs-style";
import { describe, expect, test } from "vitest";
import { fen } from "@/lib/money";
import { readWorkbook } from "./read";
import { formulaSafe } from "./sheet-xml";
import type { Sheet } from "./types";
import { type SheetContent, writeSheet } from "./write";

const onlySheet = async (bytes: Uint8Array): Promise<Sheet> => {
  const { sheets } = await readWorkbook(bytes);
  const [sheet] = sheets;
  if (!sheet || sheets.length > 1) throw new Error(`${sheets.length} sheets`);
  return sheet;
};
const valuesOf = (sheet: Sheet) => sheet.rows.map(({ row, cells }) => [row, ...cells.map(({ value }) => value)]);

const orders: SheetContent = {
  title: "客户档案",
  meta: ["静安馆，在住，共 2 位", "2026-11-19 10:42 陆文静 导出"],
  columns: [
    { header: "房间", key: "room", format: "text" },
    { header: "姓名", key: "name", format: "text" },
    { header: "合同金额", key: "price", format: "money" },
    { header: "预产期", key: "due", format: "date" },
    { header: "登记时间", key: "at", format: "datetime" },
    { header: "体重", key: "weight", format: "number" },
    { header: "天数", key: "days", format: "int" },
  ],
  rows: [
    {
      room: "0501",
      name: "林知夏",
      price: fen(5_880_050),
      due: "2026-12-04",
      at: new Date("2026-11-19T02:42:00Z"),
      weight: 61.25,
      days: 9,
    },
    { room: "502", name: '=HYPERLINK("http://x")', price: fen(-100), due: null, at: null, weight: null, days: null },
  ],
};

test("what was written is what is read: text, yuan, days, the centre's clock", async () => {
  const sheet = await onlySheet(await writeSheet(orders));
  expect(sheet.name).toBe("客户档案");
  expect(valuesOf(sheet)).toEqual([
    [1, "客户档案"],
    [2, "静安馆，在住，共 2 位"],
    [3, "2026-11-19 10:42 陆文静 导出"],
    [4, "房间", "姓名", "合同金额", "预产期", "登记时间", "体重", "天数"],
    [5, "0501", "林知夏", 58800.5, "2026-12-04", "2026-11-19T10:42:00", 61.25, 9],
    [6, "502", '\'=HYPERLINK("http://x")', -1],
  ]);
  expect(sheet.rows[4]?.cells.map((cell) => cell.kind)).toEqual([
    "text",
    "text",
    "number",
    "date",
    "date",
    "number",
    "number",
  ]);
});

test("another reader sees the formats, the filter and no formula", async () => {
  const book = read(await writeSheet(orders), { type: "array", cellNF: true, cellFormula: true });
  const sheet: WorkSheet = book.Sheets.客户档案 ?? {};
  expect([sheet.C5.w, sheet.D5.w, sheet.E5.w, sheet.F5.w]).toEqual([
    "58,800.50",
    "2026-12-04",
    "2026-11-19 10:42",
    "61.25",
  ]);
  expect(sheet["!autofilter"]).toEqual({ ref: "A4:G6" });
  expect(Object.values(sheet).filter((cell) => cell && typeof cell === "object" && "f" in cell)).toEqual([]);
});

test("the header is frozen, repeated in print and filterable", async () => {
  const text = Buffer.from(await sheetXml(await writeSheet(orders))).toString("utf8");
  expect(text).toContain('<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>');
  expect(text).toContain('<autoFilter ref="A4:G6"/>');
});

/** The sheet part of an .xlsx, found by its local header (the names are plain, the sizes in the central directory). */
async function sheetXml(bytes: Uint8Array): Promise<Uint8Array> {
  const { inflateRawSync } = await import("node:zlib");
  const file = Buffer.from(bytes);
  const at = file.indexOf("xl/worksheets/sheet1.xml");
  return inflateRawSync(file.subarray(at + "xl/worksheets/sheet1.xml".length));
}

describe("text that could run as a formula", () => {
  test.each(["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-1+1"])("%j is defused", (text) => {
    expect(formulaSafe(text)).toBe(`'${text}`);
  });
  test.each(["-12.50", "+86", "12%", "a=b", "林知夏", ""])("%j stays", (text) => expect(formulaSafe(text)).toBe(text));
});

test("any text survives writing and reading", async () => {
  const anyText = fc.string({ unit: "binary", maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 30 }), async (texts) => {
      const rows = texts.map((text) => ({ text, n: 1 }));
      const columns = [
        { header: "文", key: "text", format: "text" as const },
        { header: "数", key: "n", format: "int" as const },
      ];
      const sheet = await onlySheet(await writeSheet({ title: "表", meta: [], columns, rows }));
      const read = sheet.rows.slice(2).map((row) => row.cells.find((cell) => cell.column === 1)?.value ?? "");
      expect(read).toEqual(texts.map(kept));
    }),
    { numRuns: 10 },
  );
});

/** XML cannot hold most control characters, and knows one kind of line end. */
const kept = (text: string): string =>
  Buffer.from(formulaSafe(text))
    .toString("utf8")
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (letter) => (letter < " " && !"\t\n\r".includes(letter) ? "" : letter))
    .replace(/[\ufffe\uffff]/g, "")
    .replace(/\r\n?/g, "\n");

test("50,000 rows are written, one more is refused", async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => ({
    room: String(i),
    name: "林知夏",
    price: fen(i),
    due: "2026-12-04",
  }));
  const bytes = await writeSheet({ ...orders, rows });
  expect(bytes.byteLength).toBeLessThan(10_000_000);
  const { sheets } = await readWorkbook(bytes, { rows: 60_000 });
  expect(sheets[0]?.rows).toHaveLength(50_004);
  await expect(writeSheet({ ...orders, rows: [...rows, {}] })).rejects.toMatchObject({ code: "payload_too_large" });
}, 30_000);
