import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { sampleProduction, sampleRecall, sampleTickets, sampleTotals, sampleWeek } from "../fixtures/paper";
import { productionSheet } from "./production";
import { recallReport } from "./recall";
import { renderPdf } from "./render";
import { roomTickets } from "./tickets";
import { isFitting, layTickets, TICKET } from "./tickets-layout";
import { ingredientTotals, weight } from "./totals";
import type { ProductionRow, ProductionSheet, RoomTicket } from "./types";
import { weeklyMenu } from "./weekly-menu";

const folder = mkdtempSync(path.join(tmpdir(), "paper-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs one of poppler's tools on the document; what other programs see is what counts on paper. */
function poppler(tool: "pdftotext" | "pdffonts" | "pdfinfo", bytes: Uint8Array, ...options: string[]): string {
  const file = path.join(folder, "paper.pdf");
  writeFileSync(file, bytes);
  const output = tool === "pdftotext" ? ["-"] : [];
  return execFileSync(tool, [...options, file, ...output], { encoding: "utf8", maxBuffer: 50_000_000 });
}

const textOf = (bytes: Uint8Array): string => poppler("pdftotext", bytes, "-layout");
/** Without the blanks that poppler sets between pieces of a line. */
const packed = (text: string): string => text.replace(/\s/g, "");

type Word = { page: number; text: string; left: number; top: number; right: number; bottom: number };

function wordsOf(bytes: Uint8Array): { words: Word[]; pages: { width: number; height: number }[] } {
  const pages: { width: number; height: number }[] = [];
  const words: Word[] = [];
  const marks =
    /<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g;
  for (const [, width, height, left, top, right, bottom, text = ""] of poppler("pdftotext", bytes, "-bbox").matchAll(
    marks,
  )) {
    if (width) pages.push({ width: Number(width), height: Number(height) });
    else
      words.push({
        page: pages.length - 1,
        text,
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      });
  }
  return { words, pages };
}

const isOutside = ({ left, right, top, bottom, page }: Word, pages: { width: number; height: number }[]): boolean => {
  const { width, height } = pages[page] ?? { width: 0, height: 0 };
  return left < 0 || top < 0 || right > width || bottom > height;
};

const rowsOf = (count: number, change: (i: number) => Partial<ProductionRow> = () => ({})): ProductionRow[] =>
  Array.from({ length: count }, (_, i) => {
    const row = sampleProduction.rows[i % sampleProduction.rows.length];
    if (!row) throw new Error("no sample rows");
    const station = ["汤灶", "炖灶", "蒸柜", "炒灶", "饭"][Math.floor((i * 5) / count)] ?? "饭";
    return { ...row, dish: `${row.dish}${i + 1}号`, station, ...change(i) };
  });

vi.setConfig({ testTimeout: 120_000 });

describe("production sheet", () => {
  test("says what the mock says", async () => {
    const text = packed(textOf(await renderPdf(productionSheet(sampleProduction))));
    for (const words of [
      "午餐生产单",
      "2026-11-19周四11:50送餐",
      "静安馆单号SC20261119-3第4版，含差异单3张",
      "2026-11-1910:42打印，杜若蘅第1页，共1页",
      "月子餐303楼75楼86楼67楼9陪护餐12客餐2员工餐46外出不做606未排0需替代0",
      "301过敏鱼类，替木瓜鲫鱼汤",
      "过敏7位301鱼类308乳501蛋类506坚果、大豆608花生、甲壳类701甲壳类707芝麻",
      "厨师长",
      "10:42之后的改动只看差异单，本页作废以新版为准",
    ]) {
      expect(text).toContain(words);
    }
    for (const { dish } of sampleProduction.rows) expect(text).toContain(dish);
  });

  test("embeds the two weights as subsets and stays small", async () => {
    const bytes = await renderPdf(productionSheet(sampleProduction));
    const fonts = poppler("pdffonts", bytes)
      .split("\n")
      .slice(2)
      .filter((line) => line !== "");
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+NotoSansSC-(Regular|Bold) .* yes yes yes /);
    expect(bytes.byteLength).toBeLessThan(200_000);
  });

  test("200 rows: head, allergies and page number on every page, station repeated, each dish once", async () => {
    const sheet: ProductionSheet = { ...sampleProduction, rows: rowsOf(200) };
    const start = process.cpuUsage();
    const bytes = await renderPdf(productionSheet(sheet));
    const { user, system } = process.cpuUsage(start);
    // About 1 s alone; the development build of React and a busy machine take more.
    expect((user + system) / 1_000_000).toBeLessThan(6);
    const pages = textOf(bytes).split("\f").slice(0, -1).map(packed);
    expect(pages.length).toBeGreaterThan(9);
    expect(pages.length).toBeLessThan(17);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain(`第${i + 1}页，共${pages.length}页`);
      expect(page).toContain("过敏7位");
      expect(page).toContain("灶位菜品份数");
      expect(page).toMatch(/汤灶|炖灶|蒸柜|炒灶|饭/);
    }
    const all = pages.join("");
    for (const { dish } of sheet.rows) expect(all.split(dish)).toHaveLength(2);
  });

  test("long names, many rooms and many floors stay on the paper, above the foot", async () => {
    const floors = Array.from({ length: 9 }, (_, i) => ({ floor: `${i + 3} 楼`, portions: 10 }));
    const rows = rowsOf(30, (i) => ({
      byFloor: floors.map(() => 10),
      dish: i % 3 === 0 ? `鲍汁扣花菇配上汤娃娃菜与虫草花老鸭汤底（无盐无油版）${i}` : `菜${i}`,
      variants: Array.from({ length: i % 5 === 0 ? 70 : 3 }, (_, k) => ({
        room: `${300 + k}`,
        text: k % 4 === 0 ? "过敏甲壳类，替清炖牛肉，另锅另勺另盘" : "少盐",
        allergy: k % 4 === 0,
      })),
    }));
    const away = Array.from({ length: 24 }, (_, i) => `${600 + i}`);
    const sheet = { ...sampleProduction, rows, counts: { ...sampleProduction.counts, byFloor: floors, away } };
    const { words, pages } = wordsOf(await renderPdf(productionSheet(sheet)));
    expect(words.filter((word) => isOutside(word, pages))).toEqual([]);
    for (const page of pages.keys()) {
      const here = words.filter((word) => word.page === page);
      const foot = here.find((word) => word.text === "厨师长");
      expect(foot).toBeDefined();
      const over = here.filter((word) => word.bottom > (foot?.top ?? 0) + 2 && word.top < (foot?.top ?? 0) - 1);
      expect(over).toEqual([]);
    }
    // Every room of a split row is printed, and every page has its head.
    const text = packed(words.map((word) => word.text).join(""));
    for (let k = 0; k < 70; k++) expect(text).toContain(`${300 + k}`);
    expect(text.split("午餐生产单")).toHaveLength(pages.length + 1);
  });

  test("two people of one room are both named", async () => {
    const allergies = [
      { room: "送", text: "花生" },
      { room: "送", text: "芝麻" },
    ];
    const text = packed(textOf(await renderPdf(productionSheet({ ...sampleProduction, allergies }))));
    expect(text).toContain("过敏2位送花生送芝麻");
  });

  test("a slot without dishes says so", async () => {
    const text = packed(textOf(await renderPdf(productionSheet({ ...sampleProduction, rows: [], allergies: [] }))));
    expect(text).toContain("这一餐没有要做的菜");
  });
});

describe("room tickets", () => {
  test("eight to a page, with what the mock shows", async () => {
    const bytes = await renderPdf(roomTickets([...sampleTickets, ...sampleTickets.slice(0, 1)]));
    const { words, pages } = wordsOf(bytes);
    expect(pages).toHaveLength(2);
    const cells = sampleTickets.map((_, place) => inCell(words, 0, place));
    expect(cells[0]).toMatch(/^501宋女士调第9天.*午餐11:50过敏蛋类/);
    expect(cells.map((cell) => cell.includes("过敏"))).toEqual(
      sampleTickets.map(({ allergies }) => allergies.length > 0),
    );
    expect(cells[4]).toContain("过敏坚果、大豆");
    expect(cells[2]).toContain("医嘱低盐");
    expect(cells[7]).toContain("不吃海参");
    for (const [i, { lines }] of sampleTickets.entries())
      for (const { dish } of lines) expect(cells[i]).toContain(dish);
  });

  test("a slip behind the cut-off carries its number and which change it is", async () => {
    const slips = sampleTickets.slice(0, 3).map((ticket, i) => ({
      ...ticket,
      number: `KT2026111904${i}`,
      mark: [null, "改 第 2 次", "撤 第 1 次"][i] ?? null,
    }));
    const { words, pages } = wordsOf(await renderPdf(roomTickets(slips)));
    expect(words.filter((one) => isOutside(one, pages))).toEqual([]);
    const cells = slips.map((_, place) => inCell(words, 0, place));
    expect(cells[0]).toContain("KT20261119040配餐");
    expect(cells[1]).toContain("改第2次KT20261119041配餐");
    expect(cells[2]).toContain("撤第1次KT20261119042配餐");
  });

  const inCell = (words: Word[], page: number, place: number): string => {
    const [left, top] = [(place % 2) * TICKET.width, Math.floor(place / 2) * TICKET.height];
    const mine = words.filter(
      (word) =>
        word.page === page &&
        word.left >= left &&
        word.left < left + TICKET.width &&
        word.top >= top &&
        word.top < top + TICKET.height,
    );
    return packed(mine.map((word) => word.text).join(""));
  };

  const word = (max: number) => fc.stringMatching(new RegExp(`^[菜汤鱼鸡鸭豆腐花菇丝瓜面饭粥羹]{1,${max}}$`));
  const anyTicket: fc.Arbitrary<RoomTicket> = fc.record({
    room: fc.constantFrom("501", "A1203", "VIP-1203", "南楼 12-03"),
    name: fc.constantFrom("宋女士", "欧阳女士", "阿卜杜热合曼女士"),
    stage: fc.constantFrom("排" as const, "调" as const, "补" as const, "养" as const, null),
    day: fc.option(fc.integer({ min: 1, max: 60 })),
    slot: fc.constantFrom("早餐", "午点"),
    date: fc.constant("2026-11-19"),
    time: fc.constant("11:50"),
    allergies: fc.array(word(8), { maxLength: 6 }),
    hard: fc.array(
      word(12).map((text) => `医嘱 ${text}`),
      { maxLength: 2 },
    ),
    soft: fc.array(
      word(10).map((text) => `不吃 ${text}`),
      { maxLength: 2 },
    ),
    lines: fc.array(
      fc.record(
        { dish: word(24), quantity: fc.integer({ min: 1, max: 3 }), note: word(20) },
        { requiredKeys: ["dish", "quantity"] },
      ),
      { minLength: 1, maxLength: 9 },
    ),
  });

  test("whatever is on them, nothing leaves its eighth or runs into the line for signing, and no dish is lost", async () => {
    const tickets = fc.sample(anyTicket, { numRuns: 60, seed: 19 });
    const printed = layTickets(tickets);
    expect(printed.filter((ticket) => !isFitting(ticket))).toEqual([]);
    const { words, pages } = wordsOf(await renderPdf(roomTickets(tickets)));
    expect(pages).toHaveLength(Math.ceil(printed.length / 8));
    expect(words.filter((one) => isOutside(one, pages))).toEqual([]);
    for (const one of words) {
      const column = Math.floor(one.left / TICKET.width);
      expect(one.right).toBeLessThan((column + 1) * TICKET.width - 10);
      const row = Math.floor((one.top + one.bottom) / 2 / TICKET.height);
      const foot = (row + 1) * TICKET.height - TICKET.bottom - 17;
      const isFoot = /^(配餐|复核|送达|_+|_*:_*)/.test(one.text);
      if (!isFoot) expect(one.bottom).toBeLessThan(foot + 4);
    }
    for (const [i, ticket] of printed.entries()) {
      const cell = inCell(words, Math.floor(i / 8), i % 8);
      expect(cell).toContain(packed(ticket.room));
      for (const allergy of ticket.allergies) expect(cell).toContain(allergy);
      for (const { dish } of ticket.lines) expect(cell.length).toBeGreaterThan(dish.length);
    }
    const lines = tickets.reduce((count, ticket) => count + ticket.lines.length, 0);
    expect(printed.reduce((count, ticket) => count + ticket.lines.length, 0)).toBe(lines);
  });
});

test("ingredient totals: by category, in kilograms from one kilogram on, the head on every page", async () => {
  const text = packed(textOf(await renderPdf(ingredientTotals(sampleTotals))));
  for (const words of [
    "领料单",
    "2026-11-19全天六餐",
    "水产类3种",
    "鲈鱼1.56kg2.64kg鲈鱼汤12份",
    "另有2道写适量",
    "第1页，共1页",
  ]) {
    expect(text).toContain(words);
  }
  const group = sampleTotals.groups[0];
  const rows = Array.from({ length: 90 }, (_, i) => ({
    name: `食材${i}号`,
    netGrams: i,
    grossGrams: i * 2,
    usedIn: [],
  }));
  const many = await renderPdf(
    ingredientTotals({ ...sampleTotals, groups: [{ category: group?.category ?? "", rows }] }),
  );
  const pages = textOf(many).split("\f").slice(0, -1).map(packed);
  expect(pages.length).toBeGreaterThan(2);
  for (const [i, page] of pages.entries())
    expect(page).toMatch(new RegExp(`领料单.*第${i + 1}页，共${pages.length}页.*领料发料`));
  for (const { name } of rows) expect(pages.filter((page) => page.includes(name))).toHaveLength(1);
});

test("a recall: lots, pots, samples, everyone served with allergies and boxes to tick; nobody is split over pages", async () => {
  const text = packed(textOf(await renderPdf(recallReport(sampleRecall))));
  for (const words of [
    "追溯报告",
    "食材批次L20261118-03鲈鱼",
    "东海水产",
    "做成的菜1锅",
    "留样1份",
    "吃到的人1位",
    "608林知夏",
    "尾号5518",
    "过敏花生、甲壳类",
    "已联系",
    "当班1人",
    "第1页，共1页",
  ]) {
    expect(text).toContain(words);
  }
  const [one] = sampleRecall.people;
  if (!one) throw new Error("the sample names somebody");
  const people = Array.from({ length: 60 }, (_, i) => ({ ...one, room: String(301 + i), name: `客户${i}号` }));
  const pages = textOf(await renderPdf(recallReport({ ...sampleRecall, people })))
    .split("\f")
    .slice(0, -1)
    .map(packed);
  expect(pages.length).toBeGreaterThan(2);
  for (const [i, page] of pages.entries())
    expect(page).toMatch(new RegExp(`追溯报告.*第${i + 1}页，共${pages.length}页`));
  for (const { name } of people) expect(pages.filter((page) => page.includes(name))).toHaveLength(1);
});

test("weights as a cook reads them", () => {
  expect([0, 4.5, 9.96, 84.5, 720, 999.4, 999.6, 1560, 26_401].map(weight)).toEqual([
    "0 g",
    "4.5 g",
    "10.0 g",
    "85 g",
    "720 g",
    "999 g",
    "1.00 kg",
    "1.56 kg",
    "26.40 kg",
  ]);
});

test("the family's week: seven days, six slots, what is kept away, on one page even when the names are long", async () => {
  const text = packed(textOf(await renderPdf(weeklyMenu(sampleWeek))));
  for (const words of [
    "第2周月子餐",
    "501宋女士调理气血，恢复体力",
    "全周已避开蛋类、芒果",
    "周四11-19",
    "产后第12天",
    "虫草花老鸭汤",
  ]) {
    expect(text).toContain(words);
  }
  const meals = sampleWeek.slots.map(() => ["鲍汁扣花菇配上汤娃娃菜", "虫草花老鸭汤", "蒜蓉菠菜"]);
  const long = { ...sampleWeek, days: sampleWeek.days.map((day) => ({ ...day, meals })) };
  const { words, pages } = wordsOf(await renderPdf(weeklyMenu(long)));
  expect(pages).toHaveLength(1);
  expect(words.filter((word) => isOutside(word, pages))).toEqual([]);
});

test("names with rare characters and Latin words do not break the page", async () => {
  const rows = rowsOf(3, (i) => ({
    dish: ["𠮷祥喜囍面", "supercalifragilisticexpialidocious", "䶮蘅㛃 egg & ham 𝒳"][i] ?? "",
  }));
  const { words, pages } = wordsOf(await renderPdf(productionSheet({ ...sampleProduction, rows })));
  expect(words.filter((word) => isOutside(word, pages))).toEqual([]);
});
