import { customerColumns, dishColumns, ingredientColumns, menuColumns } from "@/domain/imports/rules/columns";
import type { ColumnSpecs } from "@/domain/imports/rules/table";
import { importedNutrients, nutrientCodes, type SheetKind, sheetKindLabels } from "@/domain/imports/schema";
import type { CellFormat } from "../sheets/sheet-xml";
import { type SheetColumn, writeSheet } from "../sheets/write";

/** How a column of a template is filled in: a note in brackets behind its name, an example, and the format of its cells. */
type Hint = { note?: string; example: unknown; format?: CellFormat; width?: number };

const customerHints: Record<Exclude<keyof typeof customerColumns, "seq">, Hint> = {
  name: { example: "示例：林知夏" },
  phone: { note: "11 位手机号", example: "13800136217", width: 16 },
  expectedDeliveryDate: { note: "如 2026-12-04", example: "2026-12-04", format: "date", width: 16 },
  deliveredOn: { note: "没生就留空", example: null, format: "date", width: 16 },
  delivery: { note: "顺产、剖宫产", example: null },
  parity: { example: 1, format: "int" },
  age: { example: 29, format: "int" },
  roomType: { example: "豪华间" },
  packageName: { example: "28天尊享" },
  contract: { note: "元", example: 5_280_000, format: "money" },
  paid: { note: "元", example: 1_000_000, format: "money" },
  checkInDate: { example: "2026-12-07", format: "date" },
  checkOutDate: { example: "2027-01-04", format: "date" },
  restrictions: { note: "多项用顿号分开", example: "花生过敏、不吃羊肉", width: 24 },
  consultant: { example: "赵敏" },
  notes: { example: null, width: 24 },
};

const dishHints: Record<Exclude<keyof typeof dishColumns, "seq">, Hint> = {
  name: { example: "示例：猪肝菠菜汤", width: 20 },
  category: { example: "汤品" },
  slots: { note: "早餐 早点 午餐 午点 晚餐 晚点", example: "午餐、晚餐", width: 22 },
  weeks: { note: "1-2 或 3,4 或 全程", example: "第1-3周", width: 20 },
  method: { example: "煮" },
  ingredients: { note: "每份，带骨的写毛重", example: "猪肝40g、菠菜100g、生姜8g、食盐1g", width: 60 },
  alcohol: { note: "是 或 否", example: "否" },
  notes: { example: null, width: 30 },
};

const nutrientExample: Record<keyof typeof importedNutrients, number | null> = {
  energy_kcal: 352.5,
  protein_g: 7,
  fat_g: 0.7,
  carb_g: 77.8,
  fibre_g: 0.7,
  calcium_mg: 5.1,
  iron_mg: 0.4,
  sodium_mg: 2,
  vitc_mg: 0,
  vita_ug_rae: 0,
  cholesterol_mg: 0,
  water_g: 14.1,
  potassium_mg: 79,
  zinc_mg: 1.5,
  folate_ug: 16.5,
  alcohol_g: null,
};

const ingredientHints: Record<Exclude<keyof typeof ingredientColumns, "seq">, Hint> = {
  name: { example: "示例：粳米" },
  aliases: { note: "多个用顿号分开", example: "大米、白米", width: 20 },
  category: { example: "谷薯及制品" },
  herb: { note: "是 或 否", example: "否" },
  edible: { note: "%", example: 100, format: "number" },
  ...(Object.fromEntries(
    nutrientCodes.map((code): [string, Hint] => [
      code,
      { note: importedNutrients[code].unit, example: nutrientExample[code], format: "number", width: 12 },
    ]),
  ) as Record<keyof typeof importedNutrients, Hint>),
  allergens: { example: null, width: 18 },
  freeOf: { note: "没写的按未知处理，会拦下", example: "花生、大豆", width: 26 },
  units: { note: "如 个=50g", example: "碗=150g", width: 18 },
  price: { note: "元/公斤", example: 650, format: "money" },
  notes: { example: null, width: 24 },
};

const menuHints: Record<Exclude<keyof typeof menuColumns, "seq">, Hint> = {
  menu: { example: "示例：秋季基础菜单", width: 22 },
  type: { note: "基础 或 定制", example: "基础" },
  cycleDays: { example: 7, format: "int", width: 12 },
  day: { note: "1 是第一天", example: 1, format: "int", width: 14 },
  slot: { note: "一行一个餐次", example: "午餐", width: 18 },
  dishes: { note: "多道用顿号分开，几份写 ×2", example: "鲈鱼汤、蒜蓉菠菜、黑米饭", width: 50 },
};

const kinds: Record<SheetKind, { columns: ColumnSpecs; hints: Record<string, Hint> }> = {
  customers: { columns: customerColumns, hints: customerHints },
  dishes: { columns: dishColumns, hints: dishHints },
  ingredients: { columns: ingredientColumns, hints: ingredientHints },
  menus: { columns: menuColumns, hints: menuHints },
};

/** The empty workbook to fill in for an import: required columns starred, one example row to write over. */
export function importTemplate(kind: SheetKind): Promise<Uint8Array> {
  const { columns, hints } = kinds[kind];
  const keys = Object.keys(hints);
  return writeSheet({
    title: `${sheetKindLabels[kind]}导入模板`,
    meta: ["带 * 的必填。第一行是示例，填之前删掉。列的顺序可以变，列名不要改"],
    columns: keys.map((key): SheetColumn => {
      const { note, format = "text", width } = hints[key] ?? { example: null };
      const spec = columns[key];
      const header = `${spec?.isRequired ? "*" : ""}${spec?.names[0] ?? key}${note ? `\n(${note})` : ""}`;
      return { key, header, format, ...(width !== undefined && { width }) };
    }),
    rows: [Object.fromEntries(keys.map((key) => [key, hints[key]?.example ?? null]))],
  });
}
