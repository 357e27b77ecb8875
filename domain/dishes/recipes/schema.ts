import { z } from "zod";
import { dishIngredientBases, dishNutritionSources } from "@/db/enums/dishes";
import { unitField } from "@/domain/inventory/schema";
import { amountDue, flag, id, name, quantity, text, version } from "@/lib/fields";
import { idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** Ways of cooking that a form offers; any other word of up to 20 characters is taken too. */
export const cookingMethods = "煲 炖 熬 煮 蒸 炒 烧 烩 煎 焯 拌 焗 泡".split(" ");

const LineIn = z
  .strictObject({
    ingredientId: id.nullable().optional(),
    /** A base dish (stock, sauce) instead of an ingredient. */
    dishId: id.nullable().optional(),
    /** 0 = 适量: in the dish, not measured. */
    quantity: quantity("用量", { max: 99_999 }),
    /** The ingredient's base unit when left out. */
    unit: unitField.optional(),
    basis: z.enum(dishIngredientBases).default("net"),
    isOptional: flag.default(false),
  })
  .refine((line) => !line.ingredientId !== !line.dishId, { error: "每行选一种食材或一道底料", path: ["ingredientId"] });
export type LineIn = z.output<typeof LineIn>;

const amount = quantity("含量", { max: 99_999 });
const NutritionInfoIn = z.strictObject({
  calories: amount.optional(),
  protein: amount.optional(),
  carbohydrates: amount.optional(),
  fat: amount.optional(),
});
export type NutritionInfoIn = z.output<typeof NutritionInfoIn>;

const fields = {
  name: name("菜名"),
  description: text(2000),
  price: amountDue.nullable(),
  /** The primary meal slot. */
  categoryId: id.nullable(),
  /** All meal slots it suits; the first is the primary one unless category_id says so. */
  slotIds: z.array(id).max(12),
  /** Food class by name (荤菜 …) or id. */
  category: name("分类", 50).nullable(),
  dishCategoryId: id.nullable(),
  method: text(20),
  region: text(20),
  /** Customary postpartum weeks; null or empty = any. */
  weeks: z.array(z.coerce.number().int().min(1, "周次从 1 开始").max(12, "周次最多到 12")).max(12).nullable(),
  station: text(20),
  cookMinutes: z.coerce.number({ error: "要填整数" }).int("要填整数").min(0).max(1440, "最多 1440 分钟").nullable(),
  portionGrams: quantity("每份重量", { max: 5000 }).nullable(),
  isBase: flag,
  isMedicinal: flag,
  caution: text(200),
  isAvailable: flag,
  /** Lines, or text such as "鱼 200g、姜、葱" that is resolved by name and alias. */
  ingredients: z.union([z.array(LineIn).max(60, "配料最多 60 行"), z.string().trim().max(1000)]),
  tags: z.array(z.string().trim().min(1).max(32)).max(40),
  /** Dishes to serve instead, best first. */
  substitutes: z.array(id).max(10, "替代菜最多 10 道"),
  /** Figures by hand over the computed ones; needs a reason. null = back to the computed ones. */
  nutritionOverride: z
    .strictObject({
      amounts: z.record(z.string(), amount).refine((a) => Object.keys(a).length > 0, "至少填一个数值"),
      reason: name("原因", 200),
    })
    .nullable(),
  /** The picture: uid of an upload, or null for none. */
  photo: z.uuid({ error: "请重新上传图片" }).nullable(),
  /** Declared figures, used until the ingredients give the whole amount. */
  nutritionInfo: NutritionInfoIn,
  calories: amount.nullable(),
  restrictions: text(200),
  status: z.enum(["active", "inactive"]),
};
const optional = z.object(fields).partial().shape;

export const CreateDish = z.strictObject({ ...optional, name: fields.name });
export type CreateDish = z.output<typeof CreateDish>;
export const UpdateDish = z.strictObject({ ...optional, id, version });
export type UpdateDish = z.output<typeof UpdateDish>;

export const DishId = z.object({ id });
export const ArchiveDish = z.strictObject({ id, version: version.optional() });
export type ArchiveDish = z.output<typeof ArchiveDish>;
export const SetAvailable = z.strictObject({ ids: z.array(id).min(1).max(200), isAvailable: flag });
export type SetAvailable = z.output<typeof SetAvailable>;

/** What is still missing: a selling price, the price of an ingredient, or a nutrient. */
export const dishGaps = ["price", "cost", "nutrition", "photo"] as const;
export const dishGapLabels: Record<(typeof dishGaps)[number], string> = {
  price: "没有售价",
  cost: "成本不全",
  nutrition: "营养不全",
  photo: "没有图片",
};

const codes = z.union([z.array(z.string()), z.string().transform((v) => v.split(","))]);
export const ListDishes = pageOf(["id", "name", "price", "calories", "updatedAt", "createdAt"]).extend({
  /** A meal slot. */
  categoryId: id.optional(),
  /** A food class by name or id. */
  category: z.string().trim().max(50).optional(),
  isAvailable: flag.optional(),
  status: z.enum(["active", "inactive"]).optional(),
  search: z.string().trim().max(100).optional(),
  week: z.coerce.number().int().min(1).max(12).optional(),
  /** Allergen codes that must be declared free. */
  free: codes.optional(),
  tag: z.string().trim().max(32).optional(),
  gap: z.enum(dishGaps).optional(),
  isBase: flag.optional(),
  archived: flag.default(false),
});
export type ListDishes = z.output<typeof ListDishes>;

const namedOut = z.object({ id: idOut, code: z.string(), name: z.string() });
const allergenOut = namedOut.extend({ state: z.enum(["contains", "unknown"]), from: z.array(z.string()) });
const nutritionInfoOut = z.object({
  calories: z.number().nullable(),
  protein: z.number().nullable(),
  carbohydrates: z.number().nullable(),
  fat: z.number().nullable(),
  fibre: z.number().nullable(),
  calcium: z.number().nullable(),
  iron: z.number().nullable(),
  sodium: z.number().nullable(),
});

const dishFields = {
  id: idOut,
  name: z.string(),
  description: z.string().nullable(),
  price: moneyOut.nullable(),
  categoryId: idOut.nullable(),
  categoryName: z.string().nullable(),
  slots: z.array(namedOut),
  category: z.string().nullable(),
  dishCategoryId: idOut.nullable(),
  imageUrl: z.string().nullable(),
  thumbUrl: z.string().nullable(),
  nutritionInfo: nutritionInfoOut,
  isNutritionComplete: z.boolean(),
  /** Nutrient codes whose amount is a lower bound. */
  missingNutrients: z.array(z.string()),
  calories: z.number().nullable(),
  ingredientsText: z.string(),
  restrictions: z.string(),
  caution: z.string().nullable(),
  allergens: z.array(allergenOut),
  tags: z.array(namedOut),
  cost: moneyOut,
  isCostComplete: z.boolean(),
  method: z.string().nullable(),
  region: z.string().nullable(),
  weeks: z.array(z.number()).nullable(),
  station: z.string().nullable(),
  cookMinutes: z.number().nullable(),
  portionGrams: z.number().nullable(),
  isBase: z.boolean(),
  isMedicinal: z.boolean(),
  isAvailable: z.boolean(),
  status: z.enum(["active", "inactive"]),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
};
/** In lists `ingredients` is one line of text. */
export const DishOut = z.object({ ...dishFields, ingredients: z.string() });
export type DishOut = z.output<typeof DishOut>;

const lineOut = z.object({
  /** Of the ingredient, or of the base dish when `dish_id` is set. */
  id: idOut,
  ingredientId: idOut.nullable(),
  dishId: idOut.nullable(),
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  basis: z.enum(dishIngredientBases),
  isOptional: z.boolean(),
  /** Edible weight and the weight to buy; null when the line is not measured. */
  grams: z.number().nullable(),
  grossGrams: z.number().nullable(),
  cost: moneyOut.nullable(),
});

export const DishDetailOut = z.object({
  ...dishFields,
  ingredients: z.array(lineOut),
  /** Base dishes dissolved. */
  composition: z.array(
    z.object({
      ingredientId: idOut,
      name: z.string(),
      grams: z.number(),
      grossGrams: z.number(),
      via: z.string().optional(),
    }),
  ),
  nutrition: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      amount: z.number().nullable(),
      source: z.enum(dishNutritionSources).nullable(),
      reason: z.string().nullable(),
      /** Ingredients that do not say; the amount is then a lower bound. */
      missing: z.array(z.string()),
    }),
  ),
  energyShares: z.object({ protein: z.number(), fat: z.number(), carb: z.number() }).nullable(),
  tagSources: z.array(namedOut.extend({ kind: z.string(), from: z.array(z.string()) })),
  ownTags: z.array(z.string()),
  costMissing: z.array(z.string()),
  substitutes: z.array(z.object({ id: idOut, name: z.string() })),
  baseOf: z.array(z.object({ id: idOut, name: z.string() })),
  menuCount: z.number().int(),
  photo: z.string().nullable(),
});
export type DishDetailOut = z.output<typeof DishDetailOut>;

/** A detail as the form edits it; also what a stale save is shown beside. */
export function dishForm(row: DishDetailOut) {
  const overrides = row.nutrition.filter((n) => n.source === "override" && n.amount !== null);
  return {
    version: row.version,
    name: row.name,
    description: row.description,
    price: row.price,
    slotIds: row.slots.map((slot) => slot.id),
    dishCategoryId: row.dishCategoryId,
    method: row.method,
    region: row.region,
    weeks: row.weeks ?? [],
    station: row.station,
    cookMinutes: row.cookMinutes,
    portionGrams: row.portionGrams,
    isBase: row.isBase,
    isMedicinal: row.isMedicinal,
    caution: row.caution,
    isAvailable: row.isAvailable,
    ingredients: row.ingredients.map(({ ingredientId, dishId, quantity, unit, basis, isOptional }) => ({
      ingredientId,
      dishId,
      quantity,
      unit,
      basis,
      isOptional,
    })),
    tags: row.ownTags,
    substitutes: row.substitutes.map((s) => s.id),
    nutritionOverride: overrides[0]
      ? {
          amounts: Object.fromEntries(overrides.map((n) => [n.code, n.amount ?? 0])),
          reason: overrides[0].reason ?? "",
        }
      : null,
    photo: row.photo,
  };
}
export type DishForm = ReturnType<typeof dishForm>;
