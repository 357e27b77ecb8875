import { z } from "zod";
import { childbirthDeliveryModes, restrictionKinds, restrictionStrengths } from "@/db/enums/customers";
import { dishIngredientBases } from "@/db/enums/dishes";
import { amountDue, dayField, name, phone, quantity } from "@/lib/fields";

/** What the rules can read; other kinds of import come with their areas. */
export const sheetKinds = ["customers", "dishes", "ingredients", "menus"] as const;
export type SheetKind = (typeof sheetKinds)[number];
export const sheetKindLabels: Record<SheetKind, string> = {
  customers: "客户",
  dishes: "菜品",
  ingredients: "食材",
  menus: "菜单",
};

const text = (max: number) => z.string().max(max, `最多 ${max} 个字`).nullable();
const count = (min: number, max: number) => z.number().int().min(min).max(max).nullable();

export const importedRestriction = z.object({
  kind: z.enum(restrictionKinds),
  strength: z.enum(restrictionStrengths),
  /** The food or diet as written, without 过敏 or 不吃. */
  label: z.string().min(1).max(100),
  /** Read on the safe side ("海鲜少吃" as an allergy): a dietitian should confirm. */
  isDoubtful: z.boolean(),
});
export type ImportedRestriction = z.infer<typeof importedRestriction>;

/** One customer as her row says: account, pregnancy, booked stay, contract. Money in fen. */
export const customerRow = z.object({
  name: name("姓名"),
  phone,
  expectedDeliveryDate: dayField.nullable(),
  deliveredOn: dayField.nullable(),
  deliveryMode: z.enum(childbirthDeliveryModes).nullable(),
  /** The word in the sheet, e.g. 无痛顺产, which is more than the mode says. */
  deliveryText: text(20),
  parity: count(1, 15),
  age: count(15, 60),
  roomType: text(50),
  packageName: text(100),
  contractFen: amountDue.nullable(),
  paidFen: amountDue.nullable(),
  checkInDate: dayField.nullable(),
  checkOutDate: dayField.nullable(),
  restrictionText: text(500),
  restrictions: z.array(importedRestriction),
  consultant: text(50),
  notes: text(1000),
});
export type CustomerRow = z.infer<typeof customerRow>;

/** The six slots of a day by the words of the sheets; the codes are those of menu_category. */
export const mealSlotCodes = {
  早餐: "breakfast",
  早点: "morning_snack",
  午餐: "lunch",
  午点: "afternoon_snack",
  晚餐: "dinner",
  晚点: "bedtime_snack",
} as const;
export type MealSlotName = keyof typeof mealSlotCodes;
export type MealSlotCode = (typeof mealSlotCodes)[MealSlotName];
const mealSlot = z.enum(Object.values(mealSlotCodes) as [MealSlotCode, ...MealSlotCode[]]);

export const dishRowIngredient = z.object({
  /** Id of the ingredient in the masters. */
  ingredientId: z.number().int().positive(),
  /** Name in the masters, which may differ from the one in the sheet (盐 → 食盐). */
  name: name("食材"),
  /** Null for 适量: to be filled in by hand. */
  grams: quantity("用量", { min: 0, max: 10_000 }).nullable(),
  basis: z.enum(dishIngredientBases),
});

export const dishRow = z.object({
  name: name("菜名"),
  category: text(50),
  slots: z.array(mealSlot).min(1, "至少选一个餐次"),
  /** Postpartum weeks 1–6. */
  weeks: z.array(z.number().int().min(1).max(6)).min(1, "至少选一周"),
  method: text(20),
  ingredients: z.array(dishRowIngredient).min(1, "至少有一种配料"),
  hasAlcohol: z.boolean(),
  caution: text(200),
});
export type DishRow = z.infer<typeof dishRow>;

/** The 16 nutrients of the curated food table, per 100 g edible; the code is that of `nutrient`. */
export const importedNutrients = {
  energy_kcal: { header: "能量", unit: "kcal", max: 950 },
  protein_g: { header: "蛋白质", unit: "g", max: 100 },
  fat_g: { header: "脂肪", unit: "g", max: 100 },
  carb_g: { header: "碳水化合物", unit: "g", max: 100 },
  fibre_g: { header: "膳食纤维", unit: "g", max: 100 },
  calcium_mg: { header: "钙", unit: "mg", max: 30_000 },
  iron_mg: { header: "铁", unit: "mg", max: 500 },
  sodium_mg: { header: "钠", unit: "mg", max: 40_000 },
  vitc_mg: { header: "维生素C", unit: "mg", max: 20_000 },
  vita_ug_rae: { header: "维生素A", unit: "μg RAE", max: 50_000 },
  cholesterol_mg: { header: "胆固醇", unit: "mg", max: 5_000 },
  water_g: { header: "水分", unit: "g", max: 100 },
  potassium_mg: { header: "钾", unit: "mg", max: 30_000 },
  zinc_mg: { header: "锌", unit: "mg", max: 500 },
  folate_ug: { header: "叶酸", unit: "μg", max: 10_000 },
  alcohol_g: { header: "酒精", unit: "g", max: 100 },
} as const;
export type NutrientCode = keyof typeof importedNutrients;
export const nutrientCodes = Object.keys(importedNutrients) as NutrientCode[];

export const ingredientRow = z.object({
  name: name("食材名称"),
  aliases: z.array(name("别名")),
  category: name("分类", 32),
  isHerb: z.boolean(),
  ediblePct: quantity("可食部", { min: 1, max: 100 }),
  /** Per 100 g edible; a nutrient that is not in the map is unknown, which is not zero. */
  nutrients: z.partialRecord(z.enum(nutrientCodes as [NutrientCode, ...NutrientCode[]]), quantity("含量")),
  /** Names of allergens it contains, and of those it is known to be free of; all others stay unknown, which blocks. */
  allergens: z.array(z.string().min(1)),
  freeOf: z.array(z.string().min(1)),
  /** Grams of one unit: { 个: 50 }. */
  gramsPerUnit: z.record(z.string().min(1).max(16), quantity("换算", { min: 0.01, max: 100_000 })),
  pricePerKgFen: amountDue.nullable(),
  note: text(500),
});
export type IngredientRow = z.infer<typeof ingredientRow>;

/** One line of a menu: the dishes of one slot of one day of its cycle. */
export const menuRow = z.object({
  menuName: name("菜单名称"),
  menuType: z.enum(["basic", "custom"]),
  cycleDays: z.number().int().min(1).max(60),
  cycleDay: z.number().int().min(1).max(60),
  slot: mealSlot,
  dishes: z
    .array(
      z.object({ dishId: z.number().int().positive(), name: name("菜名"), quantity: z.number().int().min(1).max(20) }),
    )
    .min(1, "至少有一道菜"),
});
export type MenuRow = z.infer<typeof menuRow>;
