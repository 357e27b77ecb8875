import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { book, bookParts, lie } from "../fixtures/books";
import { readWorkbook } from "./read";
import { zip } from "./zip";

/** CPU seconds of the whole process: a machine busy with other tests makes nothing slower by this clock. */
const SECONDS_MAX = 2;
const MEGABYTES_MAX = 200;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Reads the file, and says how it was refused, in how many seconds, and by how much the process grew meanwhile. */
async function refusal(bytes: Uint8Array) {
  collect();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const start = process.cpuUsage();
  const error = await readWorkbook(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1_000_000;
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage().rss);
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message, seconds, megabytes: (peak - before) / 1_000_000 };
}

function* blocks(text: string, count: number): Generator<string> {
  for (let i = 0; i < count; i++) yield text;
}

function* manyRows(count: number): Generator<string> {
  yield "<sheetData>";
  for (let i = 0; i < count; i += 10_000) {
    yield Array.from({ length: 10_000 }, (_, j) => `<row><c><v>${j % 10}</v></c></row>`).join("");
  }
  yield "</sheetData>";
}

function* commented(text: Iterable<string>): Generator<string> {
  yield "<!--";
  yield* text;
  yield "-->";
}

const oneRow = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`;
const inlineCell = (text: string) => `<sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`;
const MB = "0".repeat(1_000_000);
const emptyCells = (count: number) => `<row>${`<c s="1"/>`.repeat(count)}</row>`;

const cases: { name: string; file: () => Promise<Uint8Array>; code: string; says: RegExp }[] = [
  {
    name: "a file of 15 MB",
    file: async () =>
      new Uint8Array(Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(15 * 1024 * 1024 - 4)])),
    code: "payload_too_large",
    says: /15 MB，最大 10 MB/,
  },
  {
    name: "a sheet of 3 million rows",
    file: () => book({ sheet: manyRows(3_000_000) }),
    code: "payload_too_large",
    says: /超过 50,000 行/,
  },
  {
    name: "a zip bomb that declares its size",
    file: () => book({ sheet: blocks(MB, 400) }),
    code: "payload_too_large",
    says: /解压后超过 200 MB/,
  },
  {
    name: "a zip bomb that lies about its size",
    file: async () => lie(await book({ sheet: blocks(MB, 400) }), /sheet1/, { size: 5000 }),
    code: "payload_too_large",
    says: /和文件里写的不一致/,
  },
  {
    name: "150 MB of text without a tag",
    file: () => book({ sheet: blocks(MB, 150) }),
    code: "payload_too_large",
    says: /内容太长/,
  },
  {
    name: "150 MB hidden in a comment",
    file: () => book({ sheet: commented(blocks(MB, 150)) }),
    code: "payload_too_large",
    says: /内容太长/,
  },
  {
    name: "150 MB of shared strings",
    file: () => book({ sheet: oneRow, strings: blocks(`<si><t>${"字".repeat(10_000)}</t></si>`, 5000) }),
    code: "payload_too_large",
    says: /内容太多/,
  },
  {
    name: "2 million empty cells",
    file: () => book({ sheet: blocks(emptyCells(200), 10_000) }),
    code: "payload_too_large",
    says: /空格子太多/,
  },
  {
    name: "100,000 merged ranges",
    file: () =>
      book({ sheet: blocks(`<mergeCells>${'<mergeCell ref="A1:C1000000"/>'.repeat(1000)}</mergeCells>`, 100) }),
    code: "payload_too_large",
    says: /合并的格子太多/,
  },
  {
    name: "rows of 300 filled columns",
    file: () => book({ sheet: `<sheetData><row>${"<c><v>1</v></c>".repeat(300)}</row></sheetData>` }),
    code: "payload_too_large",
    says: /超过 200 列/,
  },
  {
    name: "a cell of 40,000 characters",
    file: () => book({ sheet: inlineCell("a".repeat(40_000)) }),
    code: "payload_too_large",
    says: /32,767 个字/,
  },
  {
    name: "1,500 parts",
    file: () => zip(Array.from({ length: 1500 }, (_, i) => ({ name: `xl/media/${i}.png`, content: "x" }))),
    code: "payload_too_large",
    says: /1500 个部件/,
  },
  {
    name: "a program renamed to .xlsx",
    file: async () => new Uint8Array(Buffer.concat([Buffer.from("MZ\x90\0", "latin1"), Buffer.alloc(100_000)])),
    code: "unsupported_media_type",
    says: /程序文件/,
  },
  {
    name: "a macro book",
    file: () => book({ sheet: oneRow, extra: [{ name: "xl/vbaProject.bin", content: "x" }] }),
    code: "unsupported_media_type",
    says: /带宏/,
  },
  {
    name: "a book with Excel 4 macros",
    file: () => book({ sheet: oneRow, extra: [{ name: "xl/macrosheets/sheet2.xml", content: "<x/>" }] }),
    code: "unsupported_media_type",
    says: /带宏/,
  },
  {
    name: "a book with external links",
    file: () => book({ sheet: oneRow, extra: [{ name: "xl/externalLinks/externalLink1.xml", content: "<x/>" }] }),
    code: "unsupported_media_type",
    says: /外部链接/,
  },
  {
    name: "a book with an embedded file",
    file: () => book({ sheet: oneRow, extra: [{ name: "xl/embeddings/oleObject1.bin", content: "MZ" }] }),
    code: "unsupported_media_type",
    says: /嵌了/,
  },
  {
    name: "entities declared in a DOCTYPE",
    file: () =>
      book({
        sheet: "",
        wholeSheet: `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>`,
      }),
    code: "validation_failed",
    says: /DOCTYPE/,
  },
  {
    name: "a book with a password",
    file: async () =>
      new Uint8Array(
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.alloc(512),
          Buffer.from("EncryptedPackage", "utf16le"),
        ]),
      ),
    code: "unsupported_media_type",
    says: /密码/,
  },
  {
    name: "an old .xls",
    file: async () => new Uint8Array(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])),
    code: "unsupported_media_type",
    says: /旧版 \.xls/,
  },
  {
    name: "encrypted zip parts",
    file: async () => lie(await book({ sheet: oneRow }), /./, { flags: 1 }),
    code: "unsupported_media_type",
    says: /密码/,
  },
  {
    name: "the same part twice",
    file: () => zip([...bookParts({ sheet: oneRow }), ...bookParts({ sheet: oneRow })]),
    code: "validation_failed",
    says: /同名部件/,
  },
  {
    name: "a plain zip",
    file: () => zip([{ name: "a.txt", content: "a" }]),
    code: "unsupported_media_type",
    says: /压缩包/,
  },
  {
    name: "a Word document",
    file: () => zip([{ name: "word/document.xml", content: "<x/>" }]),
    code: "unsupported_media_type",
    says: /Word/,
  },
  {
    name: "a path that climbs out",
    file: () => zip([{ name: "../../etc/passwd", content: "x" }]),
    code: "validation_failed",
    says: /另存为 \.xlsx/,
  },
  {
    name: "half a file",
    file: async () => (await book({ sheet: oneRow })).slice(0, 300),
    code: "validation_failed",
    says: /没传完整/,
  },
  {
    name: "XML that is cut off",
    file: () => book({ sheet: "<sheetData><row>" }),
    code: "validation_failed",
    says: /没传完整/,
  },
  { name: "an empty file", file: async () => new Uint8Array(), code: "unsupported_media_type", says: /空的/ },
  {
    name: "a CSV",
    file: async () => new Uint8Array(Buffer.from("姓名,电话\n林,138", "utf8")),
    code: "unsupported_media_type",
    says: /文本文件/,
  },
];

test.each(cases)("refuses $name in time and within memory", { timeout: 120_000 }, async ({ file, code, says }) => {
  const result = await refusal(await file());
  expect(result.message).toMatch(says);
  expect(result.code).toBe(code);
  expect(result.seconds).toBeLessThan(SECONDS_MAX);
  expect(result.megabytes).toBeLessThan(MEGABYTES_MAX);
});

test("a sheet that takes too long is stopped", async () => {
  const file = await book({ sheet: manyRows(40_000) });
  await expect(readWorkbook(file, { timeoutMs: 20 })).rejects.toMatchObject({ code: "payload_too_large" });
});

test("a worker that runs out of memory does not take the process along", async () => {
  const file = await book({ sheet: oneRow, strings: blocks(`<si><t>${"字".repeat(10_000)}</t></si>`, 1900) });
  await expect(readWorkbook(file, { memoryMb: 8 })).rejects.toMatchObject({ code: "payload_too_large" });
});
