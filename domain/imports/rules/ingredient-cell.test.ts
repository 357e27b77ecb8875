import fc from "fast-check";
import { expect, test } from "vitest";
import { readIngredientCell } from "./ingredient-cell";

const short = (cell: string) =>
  readIngredientCell(cell).map(({ name, grams, basis, finding }) =>
    finding ? `${name} ${finding.code}` : `${name} ${grams}${basis === "gross" ? " 毛" : ""}`,
  );

test.each([
  ["猪肝60g、芝麻油8g、生姜15g", ["猪肝 60", "芝麻油 8", "生姜 15"]],
  ["猪腰 90克，生姜 15克", ["猪腰 90", "生姜 15"]],
  ["180g鸡腿(带骨)+1.2g食盐", ["鸡腿 180 毛", "食盐 1.2"]],
  ["鸡腿(带骨)(180g)\n米酒(20度)(150g)\n食盐(1g)", ["鸡腿 180 毛", "米酒(20度) 150", "食盐 1"]],
  ["小米40G/红枣(干)10G", ["小米 40", "红枣(干) 10"]],
  ["小米：３５克；食盐：０.８克", ["小米 35", "食盐 0.8"]],
  ["鲫鱼（带骨）：２２０克", ["鲫鱼 220 毛"]],
  ["100克豆腐（嫩，切块）、葱5g", ["豆腐(嫩,切块) 100", "葱 5"]],
  ["牛腩0.5kg、肉半斤", ["牛腩 500", "肉半斤 MISSING_AMOUNT"]],
  ["大米1斤", ["大米 500"]],
  ["盐适量", ["盐 AMOUNT_UNQUANTIFIED"]],
  ["适量盐、葱花（少许）", ["盐 AMOUNT_UNQUANTIFIED", "葱花 AMOUNT_UNQUANTIFIED"]],
  ["1勺粳米", ["粳米 AMBIGUOUS_UNIT"]],
  ["鸡蛋2个", ["鸡蛋 AMBIGUOUS_UNIT"]],
  ["牛奶200ml", ["牛奶 AMBIGUOUS_UNIT"]],
  ["猪肝60", ["猪肝 AMBIGUOUS_UNIT"]],
  ["牛肉末(-50g)", ["牛肉末 NEGATIVE_AMOUNT"]],
  ["红枣5-10g", ["红枣5-10g AMOUNT_RANGE"]],
  ["洋葱1/2个", ["洋葱1/2个 AMOUNT_RANGE"]],
  ["当归", ["当归 MISSING_AMOUNT"]],
  ["", []],
])("%s", (cell, expected) => expect(short(cell)).toEqual(expected));

test("each of the notations gives back the amounts that went in", () => {
  const name = fc
    .stringMatching(/^[一-龥]{1,6}$/)
    .filter(
      (n) =>
        !/[适少若酌微一勺匙个只片颗粒根块把碗杯条枚瓣段滴朵棵张包袋盒罐头支节截撮份升两钱斤克毫千公市至到]/.test(n),
    );
  const line = fc.record({ name, grams: fc.integer({ min: 1, max: 50_000 }).map((n) => n / 100), gross: fc.boolean() });
  const notations = [
    (n: string, g: number) => ({ text: `${n}${g}g`, by: "、" }),
    (n: string, g: number) => ({ text: `${n} ${g}克`, by: "，" }),
    (n: string, g: number) => ({ text: `${g}g${n}`, by: "+" }),
    (n: string, g: number) => ({ text: `${n}(${g}g)`, by: "\n" }),
    (n: string, g: number) => ({ text: `${n}${g}G`, by: "/" }),
    (n: string, g: number) => ({ text: `${n}：${g}克`, by: "；" }),
  ];
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom(...notations), (lines, notation) => {
      const written = lines.map((l) => notation(l.name + (l.gross ? "(带骨)" : ""), l.grams));
      const cell = written.map((w) => w.text).join(written[0]?.by);
      expect(
        readIngredientCell(cell).map(({ name: n, grams, basis }) => ({ name: n, grams, gross: basis === "gross" })),
      ).toEqual(lines.map(({ name: n, grams, gross }) => ({ name: n, grams, gross })));
    }),
    { numRuns: 500 },
  );
});

test("nothing written in a cell makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (cell) => void readIngredientCell(cell)),
    { numRuns: 2000 },
  );
});
