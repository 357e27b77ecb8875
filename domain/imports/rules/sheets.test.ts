import { describe, expect, test } from "vitest";
import type { Sheet, SheetCell } from "@/documents/sheets/types";
import { AppError } from "@/lib/errors";
import { day } from "@/lib/time";
import { ingredientRow, menuRow } from "../schema";
import { checkSheet, type Lookups } from "./check";
import { customerColumns } from "./columns";
import { findTable, headerText } from "./table";
import type { Verdict } from "./verdict";

type Value = string | number | null;

/** A sheet from rows of plain values, row numbers from 1. */
function sheet(rows: Value[][], extra: Partial<Sheet> = {}): Sheet {
  const cell = (value: Value, i: number): SheetCell[] =>
    value === null
      ? []
      : [{ column: i + 1, kind: typeof value === "number" ? "number" : "text", value, raw: String(value) }];
  const all = rows.map((values, i) => ({ row: i + 1, cells: values.flatMap(cell) }));
  return {
    name: "表",
    hidden: false,
    merges: [],
    hiddenColumns: [],
    rows: all.filter((row) => row.cells.length > 0),
    ...extra,
  };
}

const lookups: Lookups = {
  today: day("2026-11-19"),
  resolveIngredient: (name) =>
    ({
      鸡蛋: { id: 1, name: "鸡蛋", category: "蛋类", isHerb: false, hasAlcohol: false, gramsPerUnit: { 个: 50 } },
      麦芽: { id: 2, name: "麦芽", category: "药材", isHerb: true, hasAlcohol: false },
      食盐: { id: 3, name: "食盐", category: "调味品", isHerb: false, hasAlcohol: false },
      米酒: { id: 4, name: "米酒", category: "饮料", isHerb: false, hasAlcohol: true },
    })[name],
  resolveAllergen: (name) => ({ 蛋: "蛋类", 蛋类: "蛋类", 乳: "乳" })[name],
  resolveDish: (name) =>
    ({
      鲈鱼汤: { id: 1, name: "鲈鱼汤", isAvailable: true },
      黑米饭: { id: 2, name: "黑米饭", isAvailable: true },
      旧菜: { id: 3, name: "旧菜", isAvailable: false },
    })[name],
};

const short = (verdicts: readonly Verdict<unknown>[]) =>
  verdicts.map((v) => [v.row, v.outcome, ...v.messages.map((m) => `${m.column} ${m.code}`)].join(" "));

describe("finding the table", () => {
  const header = ["*姓名", "手机号\n（必填）", "预产期", "备注"];

  test("titles, blanks, totals, footnotes and repeated headers are no rows; numbers stay those of the sheet", () => {
    const found = findTable(
      [
        sheet([
          ["某某会所客户登记表"],
          [],
          header,
          ["张三", "13800136217", "2026-12-04", null],
          [" ", null, "\u3000", null],
          header,
          ["李四", "13800136218", "2026-12-05", "小计 2"],
          ["小计", null, null, "2"],
          ["合计：2 人"],
          ["填表说明：退房当日不计房费；如有过敏请务必填写，谢谢配合，辛苦各位同事了。"],
          ["制表：前台", null, "审核：店长"],
        ]),
      ],
      customerColumns,
    );
    expect(found.headerRow).toBe(3);
    expect(found.rows.map(({ row, cells }) => [row, cells.name?.raw, cells.phone?.header])).toEqual([
      [4, "张三", "手机号"],
      [7, "李四", "手机号"],
    ]);
    expect(found.skipped.map(({ row, why }) => `${row} ${why}`)).toEqual([
      "1 title",
      "5 blank",
      "6 repeated_header",
      "8 total",
      "9 total",
      "10 footnote",
      "11 footnote",
    ]);
  });

  test("rows that only have their number filled in are blank", () => {
    const found = findTable(
      [sheet([["序号", ...header], [1, "张三", "13800136217", "2026-12-04"], [2], [3]])],
      customerColumns,
    );
    expect(found.rows).toHaveLength(1);
  });

  test("a name alone is a row, and refused rather than lost", () => {
    const found = checkSheet("customers", [sheet([header, ["张三"]])], lookups);
    expect(short(found.verdicts)).toEqual(["2 refused 手机号 MISSING_PHONE 预产期 MISSING_DATE"]);
  });

  test("cells merged downwards are filled down, also over a row of its own", () => {
    const merges = [{ firstRow: 2, lastRow: 4, firstColumn: 4, lastColumn: 4 }];
    const rows = [
      header,
      ["甲", "13800136211", "2026-12-04", "同一家"],
      ["乙", "13800136212", "2026-12-04"],
      ["丙", "13800136213", "2026-12-04"],
    ];
    const found = findTable([sheet(rows, { merges })], customerColumns);
    expect(found.rows.map((row) => row.cells.notes?.raw)).toEqual(["同一家", "同一家", "同一家"]);
  });

  test("the sheet with the table is found, hidden sheets are left alone", () => {
    const data = sheet([header, ["张三", "13800136217", "2026-12-04"]], { name: "数据" });
    const found = findTable([sheet([["填写说明"]]), { ...data, name: "藏", hidden: true }, data], customerColumns);
    expect(found.sheet).toBe("数据");
  });

  test.each([
    ["no header", [["张三", "13800136217"]], "没找到表头。表里要有一行列名，至少包括：姓名、联系电话、预产期"],
    ["missing columns", [["姓名", "电话"]], "第 1 行是表头，但缺少列：预产期"],
    ["the same column twice", [["姓名", "电话", "手机", "预产期"]], "第 1 行表头里“电话”和“手机”是同一项，请只留一列"],
  ])("%s is said", (_, rows, sentence) => {
    expect(() => findTable([sheet(rows)], customerColumns)).toThrow(new AppError("validation_failed", sentence));
  });

  test("header texts lose marks, breaks and notes", () => {
    expect(
      ["*姓名", "联系电话\n(手机)", "实际分娩\n日期", "配料及用量（每份）", "能量 (kcal)", "过敏/忌口："].map(
        headerText,
      ),
    ).toEqual(["姓名", "联系电话", "实际分娩日期", "配料及用量", "能量", "过敏/忌口"]);
  });
});

describe("customers", () => {
  const header = ["姓名", "电话", "预产期", "分娩日期", "合同金额", "已付", "入住日期", "离馆日期"];
  const checked = (...rows: Value[][]) => short(checkSheet("customers", [sheet([header, ...rows])], lookups).verdicts);

  test("a delivery date may stand for the due date", () => {
    expect(checked(["甲", "13800136211", null, "2026-11-01"])).toEqual(["2 clean"]);
  });
  test("more paid than agreed is refused", () => {
    expect(checked(["甲", "13800136211", "2026-11-01", null, 100, 200])).toEqual(["2 refused 已付 PAID_OVER_CONTRACT"]);
  });
  test("a duplicate of a refused row may go in, a shared phone may not", () => {
    expect(
      checked(
        ["甲", "13800136211", "2026-02-30"],
        ["甲", "13800136211", "2026-12-30"],
        ["乙", "13800136211", "2026-12-30"],
        ["甲", "13800136211", "2027-01-30"],
      ),
    ).toEqual([
      "2 refused 预产期 IMPOSSIBLE_DATE",
      "3 clean",
      "4 refused 电话 DUP_PHONE_OTHER_PERSON",
      "5 refused 姓名/电话 DUP_CUSTOMER",
    ]);
  });
  test("a year mistyped is refused", () => {
    expect(checked(["甲", "13800136211", "2062-12-30"])).toEqual(["2 refused 预产期 DATE_FAR"]);
  });
});

describe("dishes", () => {
  const header = ["菜名", "分类", "餐次", "周次", "配料", "含酒精"];
  const checked = (...rows: Value[][]) => checkSheet("dishes", [sheet([header, ...rows])], lookups).verdicts;

  test("units of the masters are converted", () => {
    const [verdict] = checked(["蒸蛋", "荤菜", "早餐", "全程", "鸡蛋2个", "否"]);
    expect(verdict).toMatchObject({ outcome: "clean", record: { ingredients: [{ ingredientId: 1, grams: 100 }] } });
  });
  test.each([
    ["a medicinal dose", "麦芽60g", "否", "refused 配料 AMOUNT_SUSPICIOUS"],
    ["ten times the salt", "食盐10g", "否", "refused 配料 AMOUNT_SUSPICIOUS"],
    ["an ingredient twice", "鸡蛋50g、鸡蛋10g", "否", "refused 配料 INGREDIENT_REPEATED"],
    ["wine that is denied", "米酒10g", "否", "refused 含酒精 ALCOHOL_FLAG_CONFLICT"],
    ["wine that is not mentioned", "米酒10g", null, "fixed 含酒精 ALCOHOL_FLAG_SET"],
  ])("%s", (_, ingredients, alcohol, expected) => {
    expect(short(checked(["菜", "荤菜", "早餐", "全程", ingredients, alcohol]))).toEqual([`2 ${expected}`]);
  });
  test("the same dish twice", () => {
    const row = ["蒸蛋", "荤菜", "早餐", "全程", "鸡蛋50g", "否"];
    expect(short(checked(row, row))).toEqual(["2 clean", "3 refused 菜名 DUP_DISH"]);
  });
});

describe("ingredients", () => {
  const header = [
    "食材名称",
    "别名",
    "分类",
    "可食部（%）",
    "能量（kcal）",
    "蛋白质（g）",
    "含有过敏原",
    "确认不含",
    "单位换算",
    "参考单价（元/公斤）",
  ];
  const checked = (...rows: Value[][]) => checkSheet("ingredients", [sheet([header, ...rows])], lookups);

  test("a full row", () => {
    const { verdicts } = checked([
      "鸭蛋",
      "青皮蛋、鸭子蛋",
      "蛋类",
      87,
      180,
      12.6,
      "蛋",
      "乳",
      "个=65g、打=0.78kg",
      18.5,
    ]);
    const [verdict] = verdicts;
    expect(verdict).toEqual({
      row: 2,
      outcome: "clean",
      messages: [],
      record: {
        name: "鸭蛋",
        aliases: ["青皮蛋", "鸭子蛋"],
        category: "蛋类",
        isHerb: false,
        ediblePct: 87,
        nutrients: { energy_kcal: 180, protein_g: 12.6 },
        allergens: ["蛋类"],
        freeOf: ["乳"],
        gramsPerUnit: { 个: 65, 打: 780 },
        pricePerKgFen: 1850,
        note: null,
      },
    });
    if (verdict && verdict.outcome !== "refused") expect(ingredientRow.safeParse(verdict.record).error).toBeUndefined();
  });

  test.each<[string, Value[], string]>([
    ["no category", ["鸭蛋", null, null], "refused 分类 MISSING_CATEGORY"],
    ["unknown allergen", ["鸭蛋", null, "蛋类", null, null, null, "桃"], "refused 含有过敏原 ALLERGEN_UNKNOWN"],
    ["both ways", ["鸭蛋", null, "蛋类", null, null, null, "蛋", "蛋类"], "refused 确认不含 ALLERGEN_CONFLICT"],
    ["energy in kJ", ["鸭蛋", null, "蛋类", null, 1200], "refused 能量 OUT_OF_RANGE"],
    ["a percentage as a fraction", ["鸭蛋", null, "蛋类", 0.87], "fixed 可食部 EDIBLE_FRACTION"],
    [
      "a conversion nobody can read",
      ["鸭蛋", null, "蛋类", null, null, null, null, null, "一个大约六十克"],
      "refused 单位换算 UNIT_TEXT",
    ],
  ])("%s", (_, row, expected) => expect(short(checked(row).verdicts)).toEqual([`2 ${expected}`]));

  test("a name may not be another's alias", () => {
    expect(short(checked(["大米", "粳米", "谷薯"], ["粳米", null, "谷薯"]).verdicts)).toEqual([
      "2 clean",
      "3 refused 食材名称 DUP_NAME",
    ]);
  });
});

describe("menus", () => {
  const header = ["菜单名称", "类型", "周期天数", "第几天", "餐次", "菜品"];
  const checked = (...rows: Value[][]) => checkSheet("menus", [sheet([header, ...rows])], lookups).verdicts;

  test("rows of one menu share its terms", () => {
    const verdicts = checked(
      ["秋季", "基础", 7, 1, "午餐", "鲈鱼汤、黑米饭×2"],
      ["秋季", null, null, 2, "晚餐", "黑米饭"],
    );
    expect(short(verdicts)).toEqual(["2 clean", "3 clean"]);
    const dishes = [
      { dishId: 1, name: "鲈鱼汤", quantity: 1 },
      { dishId: 2, name: "黑米饭", quantity: 2 },
    ];
    const terms = { menuName: "秋季", menuType: "basic", cycleDays: 7 };
    expect(verdicts).toMatchObject([
      { record: { ...terms, cycleDay: 1, slot: "lunch", dishes } },
      { record: { ...terms, cycleDay: 2, slot: "dinner" } },
    ]);
    for (const verdict of verdicts) {
      if (verdict.outcome !== "refused") expect(menuRow.safeParse(verdict.record).error).toBeUndefined();
    }
  });

  test.each<[string, Value[], string]>([
    ["a day past the cycle", ["秋季", "基础", 7, 8, "午餐", "鲈鱼汤"], "refused 第几天 OUT_OF_RANGE"],
    ["an unknown dish", ["秋季", "基础", 7, 1, "午餐", "佛跳墙"], "refused 菜品 UNKNOWN_DISH"],
    ["an archived dish", ["秋季", "基础", 7, 1, "午餐", "旧菜"], "refused 菜品 DISH_UNAVAILABLE"],
    ["two slots", ["秋季", "基础", 7, 1, "午餐、晚餐", "鲈鱼汤"], "refused 餐次 SLOT_SEVERAL"],
    ["a strange type", ["秋季", "普通", 7, 1, "午餐", "鲈鱼汤"], "refused 类型 MENU_TYPE_UNKNOWN"],
    ["no dishes", ["秋季", "基础", 7, 1, "午餐", null], "refused 菜品 MISSING_DISHES"],
  ])("%s", (_, row, expected) => expect(short(checked(row))).toEqual([`2 ${expected}`]));

  test("one slot of a day twice, and terms that change", () => {
    expect(
      short(
        checked(
          ["秋季", "基础", 7, 1, "午餐", "鲈鱼汤"],
          ["秋季", null, null, 1, "午餐", "黑米饭"],
          ["秋季", "定制", 14, 2, "午餐", "黑米饭"],
        ),
      ),
    ).toEqual(["2 clean", "3 refused 餐次 DUP_MENU_SLOT", "4 refused 类型 MENU_CONFLICT 周期天数 MENU_CONFLICT"]);
  });
});
