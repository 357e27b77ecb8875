import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { type NutritionPaper, nutritionPaper } from "./nutrition";
import { renderPdf } from "./render";

const folder = mkdtempSync(path.join(tmpdir(), "nutrition-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function pagesOf(paper: NutritionPaper): Promise<string[]> {
  const file = path.join(folder, "paper.pdf");
  writeFileSync(file, await renderPdf(nutritionPaper(paper)));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return text
    .split("\f")
    .slice(0, -1)
    .map((page) => page.replace(/\s/g, ""));
}

const row = (name: string): NutritionPaper["rows"][number] => ({
  name,
  unit: "mg",
  value: 19.3,
  from: 24,
  to: 42,
  text: "19.3",
  band: "24–42",
  word: "可以多一点",
  isOff: true,
  days: "10 / 42",
});

const paper: NutritionPaper = {
  centre: "静安馆",
  dietitian: "杜若蘅",
  name: "林女士",
  room: "608",
  number: "CMP20261112001",
  printedAt: "2026-11-19 10:42",
  scope: "整份计划",
  from: "2026-11-12",
  to: "2026-12-23",
  days: 42,
  avoided: ["花生", "甲壳类"],
  rows: ["能量", "蛋白质", "铁", "钙", "钠"].map(row),
  weekHeads: [{ name: "铁", unit: "mg" }],
  weeks: [1, 2, 3].map((n) => ({
    label: `第 ${n} 周`,
    dates: "11-12 至 11-18",
    cells: [{ text: "19.3", word: "可以多一点" }],
  })),
  more: [{ name: "铁", foods: ["红苋菜", "鸭血"], dishes: ["鸭血豆腐汤"] }],
  less: ["盐：家里带来的菜请选少盐的"],
  sources: ["中国 DRI 2023"],
  notInTables: ["碘", "DHA"],
  uncertainty: "±25%",
};

test("says who, when, what and how sure, and that it diagnoses nothing", async () => {
  const [page = ""] = await pagesOf(paper);
  for (const words of [
    "营养小结608林女士",
    "过敏，已避开花生、甲壳类",
    "铁19.3mg24–42mg可以多一点10/42",
    "食材：红苋菜、鸭血。厨房的菜：鸭血豆腐汤",
    "请按±25%来读。建议范围来自中国DRI2023",
    "不是检查结果，也不代替医生的意见",
    "静安馆计划CMP202611120012026-11-1910:42打印第1页，共1页",
  ])
    expect(page).toContain(words);
});

test("long names, many weeks and much advice go on to further pages, each with foot and number", async () => {
  const pages = await pagesOf({
    ...paper,
    avoided: ["花生", "甲壳类", "鱼类", "大豆", "坚果", "乳", "蛋类", "芝麻"],
    rows: Array.from({ length: 14 }, (_, i) => row(`营养素${i}号`)),
    weeks: Array.from({ length: 26 }, (_, i) => ({
      label: `第 ${i + 1} 周`,
      dates: "11-12 至 11-18",
      cells: [{ text: "19.3", word: "合适" }],
    })),
    more: Array.from({ length: 4 }, (_, i) => ({
      name: `铁${i}`,
      foods: Array.from({ length: 12 }, (_, n) => `很长名字的食材${n}`),
      dishes: ["鲍汁扣花菇配上汤娃娃菜", "虫草花老鸭汤"],
    })),
  });
  expect(pages.length).toBeGreaterThan(1);
  for (const [i, page] of pages.entries()) expect(page).toContain(`第${i + 1}页，共${pages.length}页`);
  const all = pages.join("");
  for (let week = 1; week <= 26; week++) expect(all).toContain(`第${week}周11-12至11-18`);
});
