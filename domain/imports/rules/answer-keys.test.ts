import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readWorkbook } from "@/documents/sheets/read";
import { type CustomerRow, customerRow, type DishRow, dishRow, mealSlotCodes } from "../schema";
import { customerColumns, dishColumns } from "./columns";
import { checkCustomers } from "./customers";
import { checkDishes, type KnownIngredient } from "./dishes";
import { findTable } from "./table";
import { totalsOf, type Verdict } from "./verdict";

const fixture = (name: string) => readFileSync(path.join("documents", "fixtures", name));
const json = (name: string) => JSON.parse(fixture(name).toString("utf8"));

type Fault = { excel_row: number; column?: string; code: string; severity: "error" | "fixable" };

const said = (verdicts: Verdict<unknown>[]) =>
  verdicts.flatMap(({ messages }) =>
    messages.map(({ row, code, column, severity }) => ({ row, code, column, severity })),
  );
const expectedOf = (faults: Fault[]) =>
  faults.map(({ excel_row, code, column, severity }) => ({
    row: excel_row,
    code,
    ...(column !== undefined && { column }),
    severity: severity === "error" ? "error" : "warning",
  }));
const recordOf = <T>(verdict: Verdict<T>): T => {
  if (verdict.outcome === "refused") throw new Error(`row ${verdict.row} was refused`);
  return verdict.record;
};

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
};

const customers = once(async () => {
  const table = findTable((await readWorkbook(fixture("customers_import.xlsx"))).sheets, customerColumns);
  return { table, verdicts: checkCustomers(table) };
});

test("the customer sheet gives every fault of the key and no other", async () => {
  const { table, verdicts } = await customers();
  const key = json("customers_import.key.json");
  expect(table).toMatchObject({ sheet: "客户资料", headerRow: 3 });
  expect(table.columns.every((column) => column.isKnown)).toBe(true);
  expect(table.skipped).toEqual([
    { row: 1, why: "title" },
    { row: 2, why: "title" },
    { row: 205, why: "total" },
    { row: 206, why: "footnote" },
  ]);
  expect(said(verdicts)).toEqual(expectedOf(key.faults));
  expect(totalsOf(verdicts)).toEqual({ total: 200, success: 190, failed: 10, clean: 183, fixed: 7 });
});

test("the 190 customers that go in are those of the key, cell for cell", async () => {
  const { verdicts } = await customers();
  const accepted = verdicts.filter((verdict) => verdict.outcome !== "refused");
  const got = accepted.map((verdict) => ({ excel_row: verdict.row, ...seedShape(recordOf(verdict)) }));
  const expected = json("customers_import.key.json").expected.map(({ seq: _seq, ...rest }: { seq: number }) => rest);
  expect(got).toEqual(expected);
  for (const verdict of accepted) expect(customerRow.safeParse(recordOf(verdict)).error).toBeUndefined();
});

const seedShape = (record: CustomerRow) => ({
  name: record.name,
  phone: record.phone,
  due_date: record.expectedDeliveryDate,
  birth_date: record.deliveredOn,
  delivery: record.deliveryText,
  parity: record.parity,
  age: record.age,
  room: record.roomType,
  package: record.packageName,
  contract_amount: record.contractFen === null ? null : record.contractFen / 100,
  paid_amount: record.paidFen === null ? null : record.paidFen / 100,
  check_in: record.checkInDate,
  check_out: record.checkOutDate,
  allergy: record.restrictionText,
  sales: record.consultant,
});

test("the sentences about customers are those of the dry-run screen", async () => {
  const { verdicts } = await customers();
  const sentence = Object.fromEntries(
    verdicts.flatMap(({ messages }) => messages.map((m) => [m.row, `${m.value}｜${m.error}｜${m.result ?? m.advice}`])),
  );
  expect(sentence).toEqual({
    15: "｜必填，没有姓名｜补上姓名",
    26: "19901513621｜和第 10 行 谢颖 同号，姓名不同｜核对是不是同一家",
    38: "1990519153｜只有 10 位，手机号应为 11 位｜补一位",
    48: "46271｜日期序号已读成日期｜2026-09-06",
    61: "１９９０００７７４０１｜全角数字已改成半角｜19900077401",
    64: "19904185328｜和第 63 行同名、同号、同预产期｜保留一行",
    75: "46374｜日期序号已读成日期｜2026-12-18",
    91: "199O5793409｜第 4 位是字母 O，不是数字 0｜改成数字后再试",
    94: "吴若曦 \u3000\u00a0｜已去掉多余的空格｜吴若曦",
    108: "2026-02-30｜2 月没有 30 日｜改日期",
    123: "待定｜必填日期，不能写文字｜先留空另存草稿，或补日期",
    137: "2026-11-14｜早于入住日期 2026-11-17｜核对两个日期",
    151: "  \u3000｜只有空格，按空处理｜补上姓名",
    164: "2026年12月4日｜已读成日期｜2026-12-04",
    180: "229｜超出 15 到 60，可能是 29｜人工确认",
    189: "+86 199-0114-4679｜已去掉国家码和分隔符｜19901144679",
    198: "￥58,800.00元｜文字金额已读成数字｜58,800.00",
  });
});

const masters = (): ((name: string) => KnownIngredient | undefined) => {
  type Food = { food_id: string; name: string; aliases: string[]; category: string; alcohol: boolean };
  const { foods, herbs }: { foods: Food[]; herbs: string[] } = json("foods.json");
  const known = new Map<string, KnownIngredient>();
  for (const food of foods) {
    const id = Number(food.food_id.slice(1));
    const one = { id, name: food.name, category: food.category, isHerb: false, hasAlcohol: food.alcohol };
    for (const name of [...food.aliases, food.name]) known.set(name, one);
  }
  for (const [i, name] of herbs.entries()) {
    if (!known.has(name)) known.set(name, { id: 9000 + i, name, category: "药材", isHerb: true, hasAlcohol: false });
  }
  return (name) => known.get(name);
};

const dishes = once(async () => {
  const table = findTable((await readWorkbook(fixture("dishes_import.xlsx"))).sheets, dishColumns);
  return { table, verdicts: checkDishes(table, { resolveIngredient: masters() }) };
});

test("the dish sheet gives every fault of the key and no other", async () => {
  const { table, verdicts } = await dishes();
  expect(table).toMatchObject({ sheet: "菜品库", headerRow: 2 });
  expect(table.columns.every((column) => column.isKnown)).toBe(true);
  const withoutColumn = said(verdicts).map(({ column: _column, ...rest }) => rest);
  expect(withoutColumn).toEqual(expectedOf(json("dishes_import.key.json").faults));
  expect(totalsOf(verdicts)).toEqual({ total: 80, success: 71, failed: 9, clean: 68, fixed: 3 });
});

type ParsedDish = {
  excel_row: number;
  dish: string;
  category: string | null;
  meals: (keyof typeof mealSlotCodes)[];
  weeks: number[];
  importable: boolean;
  ingredients: { name: string; grams: number | null; basis: string; food_id: string | null }[];
};

test("the dishes that go in have the slots, weeks and ingredients of the key", async () => {
  const { verdicts } = await dishes();
  const parsed: ParsedDish[] = json("dishes_import.key.json").parsed;
  const accepted = verdicts.filter((verdict) => verdict.outcome !== "refused");
  expect(accepted.map(({ row }) => row)).toEqual(
    parsed.filter((dish) => dish.importable).map((dish) => dish.excel_row),
  );
  for (const verdict of accepted) {
    const record: DishRow = recordOf(verdict);
    const dish = parsed.find((one) => one.excel_row === verdict.row);
    expect(record).toMatchObject({
      name: dish?.dish,
      // The key leaves the blank category of row 60 open; its fault suggests 主食.
      category: dish?.category ?? "主食",
      weeks: dish?.weeks,
      slots: dish?.meals.map((meal) => mealSlotCodes[meal]).sort(bySlot),
    });
    expect(record.ingredients.map(({ name, grams, basis }) => ({ name, grams, basis }))).toEqual(
      dish?.ingredients.map(({ name, grams, basis }) => ({ name, grams, basis })),
    );
    expect(dishRow.safeParse(record).error).toBeUndefined();
  }
});

const slotOrder: string[] = Object.values(mealSlotCodes);
const bySlot = (a: string, b: string) => slotOrder.indexOf(a) - slotOrder.indexOf(b);

test("the sentences about dishes name the ingredient", async () => {
  const { verdicts } = await dishes();
  const sentence = Object.fromEntries(
    verdicts.flatMap(({ messages }) => messages.map((m) => [m.row, `${m.column}｜${m.value}｜${m.error}`])),
  );
  expect(sentence).toEqual({
    10: "配料及用量｜盐适量｜“盐适量”没有克数，先留空",
    14: "菜品名称｜麻油鸡(传统米酒版)｜和第 6 行菜名相同，配料不同",
    20: "配料及用量｜｜必填，没有配料",
    25: "配料及用量｜神秘酱料10g｜“神秘酱料”不在食材库里",
    31: "适用周次｜第7周｜周次只能是 1 到 6",
    36: "适用餐次｜宵夜饭｜没有“宵夜饭”这个餐次",
    42: "配料及用量｜牛肉末(-50g)｜牛肉末 的用量是负数",
    47: "配料及用量｜1勺粳米｜“1勺”换算不成克",
    53: "配料及用量｜600g面线｜面线 每份 600 g，是别的菜里的 10 倍，可能多了一位",
    60: "分类｜｜没写分类，按“主食”",
    66: "菜品名称｜\u3000桂圆红枣粥  ｜已去掉多余的空格",
    73: "含酒精｜否｜填了否，但配料里有料酒 15 g",
  });
});
