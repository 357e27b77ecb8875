import { expect, test } from "vitest";
import { book } from "../fixtures/books";
import { readWorkbook } from "./read";
import { zip } from "./zip";

const rowsOf = async (content: Parameters<typeof book>[0]) =>
  (await readWorkbook(await book(content))).sheets[0]?.rows ?? [];
const valuesOf = async (content: Parameters<typeof book>[0]) =>
  (await rowsOf(content)).map((row) => row.cells.map(({ kind, value }) => [kind, value]));
const cells = (...xml: string[]) => `<sheetData><row r="1">${xml.join("")}</row></sheetData>`;

/** A style per format; the cell's s is the place in the list. */
const styles = (...formats: (string | number)[]) => {
  const custom = formats.map((format, i) =>
    typeof format === "string" ? `<numFmt numFmtId="${200 + i}" formatCode="${format}"/>` : "",
  );
  const xfs = formats.map((format, i) => `<xf numFmtId="${typeof format === "number" ? format : 200 + i}"/>`);
  return `<styleSheet><numFmts>${custom.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`;
};
const formatted = (count: number, value: string) =>
  Array.from({ length: count }, (_, i) => `<c s="${i}"><v>${value}</v></c>`);

test("shared, rich, inline and formula text; phonetic guides are not text", async () => {
  const strings = `<si><t>林知夏</t></si><si><r><t>花生</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 过敏</t></r><rPh sb="0" eb="1"><t>かな</t></rPh></si><si><t>第一行_x000D_
第二行 _x005F_x0041_</t></si>`;
  const sheet = cells(
    `<c t="s"><v>0</v></c>`,
    `<c t="s"><v>1</v></c>`,
    `<c t="s"><v>2</v></c>`,
    `<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>`,
    `<c t="str"><f>A1&amp;"x"</f><v>林知夏x</v></c>`,
    `<c t="s"><v>99</v></c>`,
  );
  expect(await valuesOf({ sheet, strings })).toEqual([
    [
      ["text", "林知夏"],
      ["text", "花生 过敏"],
      ["text", "第一行\r\n第二行 _x0041_"],
      ["text", "甲乙"],
      ["text", "林知夏x"],
    ],
  ]);
});

test("numbers, booleans, errors and formulas with and without a result", async () => {
  const sheet = cells(
    `<c><v>1.9900680658E10</v></c>`,
    `<c t="b"><v>1</v></c>`,
    `<c t="e"><v>#N/A</v></c>`,
    `<c><f>SUM(A1:A2)</f><v>12.5</v></c>`,
    `<c><f>SUM(A1:A2)</f></c>`,
    `<c s="1"/>`,
  );
  const [row] = await rowsOf({ sheet });
  expect(row?.cells).toEqual([
    { column: 1, kind: "number", value: 19900680658, raw: "1.9900680658E10" },
    { column: 2, kind: "bool", value: true, raw: "1" },
    { column: 3, kind: "error", value: "#N/A", raw: "#N/A" },
    { column: 4, kind: "number", value: 12.5, raw: "12.5", formula: true },
    { column: 5, kind: "blank", value: null, raw: "", formula: true },
  ]);
});

test.each<[string | number, string, unknown]>([
  ["yyyy-mm-dd", "46278", "2026-09-13"],
  ["yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "46278", "2026-09-13"],
  ["[$-804]yyyy年m月d日;@", "46278", "2026-09-13"],
  ["[DBNum1][$-804]m月d日", "46278", "2026-09-13"],
  ["aaaa d", "46278", "2026-09-13"],
  [14, "46278", "2026-09-13"],
  [31, "46278", "2026-09-13"],
  [58, "46278", "2026-09-13"],
  [22, "46278.4375", "2026-09-13T10:30:00"],
  ["yyyy-mm-dd hh:mm", "46278.999999", "2026-09-14"],
  ["h:mm", "0.4375", "10:30:00"],
  ["h时mm分", "0.4375", "10:30:00"],
  ["[h]:mm", "1.5", 1.5],
  [46, "1.5", 1.5],
  ["0.00&quot;元/day&quot;", "12", 12],
  ["#,##0.00_);[Red]\\(#,##0.00\\)", "12", 12],
  ["0.00E+00", "12", 12],
  ["General", "46278", 46278],
  [14, "0", 0],
  [14, "60", 60],
  [14, "59", "1900-02-28"],
  [14, "61", "1900-03-01"],
  [14, "2958466", 2958466],
])("format %j reads %s as %j", async (format, value, expected) => {
  expect(await valuesOf({ sheet: cells(...formatted(1, value)), styles: styles(format) })).toMatchObject([
    [[expect.anything(), expected]],
  ]);
});

test("books of the 1904 date system, and ISO date cells", async () => {
  const workbook = `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="表" r:id="r1"/></sheets></workbook>`;
  const sheet = cells(`<c s="0"><v>44816</v></c>`, `<c t="d"><v>2026-09-13T00:00:00</v></c>`);
  expect(await valuesOf({ sheet, workbook, styles: styles(14) })).toEqual([
    [
      ["date", "2026-09-13"],
      ["date", "2026-09-13"],
    ],
  ]);
});

test("rows and columns keep their numbers, merges and hidden columns are told", async () => {
  const sheet = `<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="3"><c r="C3"><v>1</v></c><c r="AB3"><v>2</v></c></row><row r="9" hidden="1"><c r="A9"><v>3</v></c></row><row r="10"><c r="A10"/></row></sheetData><mergeCells><mergeCell ref="A1:Q2"/></mergeCells>`;
  const [read] = (await readWorkbook(await book({ sheet }))).sheets;
  expect(read?.rows.map((row) => [row.row, row.hidden ?? false, row.cells.map((cell) => cell.column)])).toEqual([
    [3, false, [3, 28]],
    [9, true, [1]],
  ]);
  expect(read?.hiddenColumns).toEqual([2, 3]);
  expect(read?.merges).toEqual([{ firstRow: 1, lastRow: 2, firstColumn: 1, lastColumn: 17 }]);
});

test("XML with prefixes, in UTF-16, with a byte order mark", async () => {
  const prefixed = `<x:worksheet xmlns:x="y"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
  expect(await valuesOf({ sheet: "", wholeSheet: prefixed })).toEqual([[["text", "甲"]]]);
  const utf16 = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(prefixed, "utf16le")]));
  expect(await valuesOf({ sheet: "", wholeSheet: utf16 })).toEqual([[["text", "甲"]]]);
  expect(await valuesOf({ sheet: "", wholeSheet: `\ufeff${prefixed}` })).toEqual([[["text", "甲"]]]);
});

test("hidden sheets are marked, charts left out, in the order of the book", async () => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
  const sheet = (value: number) => `<worksheet><sheetData><row><c><v>${value}</v></c></row></sheetData></worksheet>`;
  const bytes = await zip([
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns:r="x"><sheets><sheet name="乙" r:id="b"/><sheet name="图" r:id="c"/><sheet name="甲" state="veryHidden" r:id="a"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${relation("a", "worksheet", "worksheets/sheet1.xml")}${relation("b", "worksheet", "/xl/worksheets/Sheet2.xml")}${relation("c", "chartsheet", "chartsheets/sheet1.xml")}</Relationships>`,
    },
    { name: "xl/worksheets/sheet1.xml", content: sheet(1) },
    { name: "xl/worksheets/sheet2.xml", content: sheet(2) },
  ]);
  const { sheets } = await readWorkbook(bytes);
  expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows[0]?.cells[0]?.value])).toEqual([
    ["乙", false, 2],
    ["甲", true, 1],
  ]);
});

test("50,000 rows of 20 columns are read; the buffer given stays usable", async () => {
  function* many(): Generator<string> {
    yield "<sheetData>";
    for (let i = 1; i <= 50_000; i++)
      yield `<row r="${i}">${`<c><v>${i}</v></c>`.repeat(i % 500 === 0 ? 20 : 4)}</row>`;
    yield "</sheetData>";
  }
  const bytes = await book({ sheet: many() });
  const before = bytes.byteLength;
  const { sheets } = await readWorkbook(bytes);
  expect(sheets[0]?.rows).toHaveLength(50_000);
  expect(sheets[0]?.rows.at(-1)?.cells).toHaveLength(20);
  expect(bytes.byteLength).toBe(before);
}, 60_000);

test("many at once are read two by two, and too many are asked to come again", async () => {
  const bytes = await book({ sheet: cells(`<c><v>1</v></c>`) });
  const results = await Promise.allSettled(Array.from({ length: 24 }, () => readWorkbook(bytes)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(22);
  const refused = results.find((result) => result.status === "rejected");
  expect(refused).toMatchObject({ reason: { code: "unavailable", retryAfter: 60 } });
  await expect(readWorkbook(bytes)).resolves.toBeDefined();
});
