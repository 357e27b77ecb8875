import { z } from "zod";
import { ingredientAllergenStates } from "@/db/enums/dishes";
import { ItemUnitIn, PriceIn, unitField } from "@/domain/inventory/schema";
import { flag, id, name, quantity, text, version } from "@/lib/fields";
import { idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** The three states of an allergen; unknown is what no row says, and it blocks for an allergic person. */
export const allergenStates = [...ingredientAllergenStates, "unknown"] as const;
export type AllergenState = (typeof allergenStates)[number];
export const allergenStateLabels: Record<AllergenState, string> = { contains: "含有", free: "不含", unknown: "未知" };

const ediblePct = quantity("可食部", { max: 100 }).refine((n) => n >= 1, "可食部是 1 到 100 的百分数");
const amount = quantity("含量", { max: 99_999 }).nullable();
const aliases = z.array(name("别名")).max(30, "别名最多 30 个");
const tagCode = z.string().trim().min(1).max(32);

const fields = {
  name: name("食材名"),
  category: name("分类", 32),
  description: text(2000),
  /** The base unit: stock and price are counted in it. */
  unit: unitField,
  ediblePct,
  isHerb: flag,
  isAvailable: flag,
  note: text(2000),
  aliases,
  units: z.array(ItemUnitIn).max(20, "换算最多 20 条"),
  price: PriceIn.nullable(),
  /** Nutrient code → amount per 100 g edible; null = unknown. Codes left out stay as they are. */
  nutrients: z.record(z.string(), amount),
  /** Allergen code → state. Codes left out stay as they are. */
  allergens: z.record(z.string(), z.enum(allergenStates)),
  /** Codes of food tags. */
  tags: z.array(tagCode).max(60),
};

export const CreateIngredient = z.strictObject({
  ...fields,
  category: fields.category.default("其他"),
  description: fields.description.default(null),
  unit: fields.unit.default("g"),
  ediblePct: fields.ediblePct.default(100),
  isHerb: fields.isHerb.default(false),
  isAvailable: fields.isAvailable.default(true),
  note: fields.note.default(null),
  aliases: fields.aliases.default([]),
  units: fields.units.default([]),
  price: fields.price.default(null),
  nutrients: fields.nutrients.default({}),
  allergens: fields.allergens.default({}),
  tags: fields.tags.default([]),
  stockQuantity: z.literal(0, { error: "库存从仓库单据来，这里只能是 0" }).optional(),
});
export type CreateIngredient = z.output<typeof CreateIngredient>;

export const UpdateIngredient = z.strictObject({ ...z.object(fields).partial().shape, id, version });
export type UpdateIngredient = z.output<typeof UpdateIngredient>;

export const IngredientId = z.object({ id });
export const ArchiveIngredient = z.strictObject({ id, version: version.optional() });
export type ArchiveIngredient = z.output<typeof ArchiveIngredient>;

/** What is still missing: a price, an allergen nobody judged, or one of the nutrients. */
export const ingredientGaps = ["price", "allergen", "nutrient"] as const;
export const ingredientGapLabels: Record<(typeof ingredientGaps)[number], string> = {
  price: "没有价格",
  allergen: "过敏原未申报",
  nutrient: "营养不全",
};

export const ListIngredients = pageOf(["id", "name", "category", "updatedAt", "createdAt"], "category").extend({
  search: z.string().trim().max(100).optional(),
  category: z.string().trim().max(32).optional(),
  isAvailable: flag.optional(),
  allergen: z.string().trim().max(32).optional(),
  tag: tagCode.optional(),
  gap: z.enum(ingredientGaps).optional(),
  archived: flag.default(false),
});
export type ListIngredients = z.output<typeof ListIngredients>;

const stateOut = z.object({ id: idOut, code: z.string(), name: z.string(), state: z.enum(allergenStates) });
const tagOut = z.object({ id: idOut, code: z.string(), name: z.string() });
const priceOut = z
  .object({ amount: moneyOut, per: z.number(), unit: z.string(), perKg: moneyOut.nullable() })
  .nullable();

export const IngredientOut = z.object({
  id: idOut,
  itemId: idOut,
  name: z.string(),
  description: z.string().nullable(),
  category: z.string(),
  unit: z.string(),
  stockQuantity: z.number(),
  ediblePct: z.number(),
  isHerb: z.boolean(),
  isAvailable: z.boolean(),
  aliases: z.array(z.string()),
  price: priceOut,
  /** Those that are not free. */
  allergens: z.array(stateOut),
  calories: z.number().nullable(),
  protein: z.number().nullable(),
  carbohydrates: z.number().nullable(),
  fat: z.number().nullable(),
  note: z.string().nullable(),
  source: z.string().nullable(),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type IngredientOut = z.output<typeof IngredientOut>;

export const IngredientDetailOut = IngredientOut.extend({
  sourceRef: z.string().nullable(),
  units: z.array(z.object({ unit: z.string(), baseQuantity: z.number() })),
  /** Every nutrient of the master; amount null = unknown. */
  nutrients: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      amount: z.number().nullable(),
      source: z.string().nullable(),
      isFilled: z.boolean(),
    }),
  ),
  /** Every allergen of the master with its state. */
  allergens: z.array(stateOut),
  tags: z.array(tagOut),
  /** Dishes made with it, directly. */
  usedIn: z.array(z.object({ id: idOut, name: z.string(), quantity: z.number(), unit: z.string() })),
});
export type IngredientDetailOut = z.output<typeof IngredientDetailOut>;

export type IngredientForm = Omit<UpdateIngredient, "id"> & { version: number };

/** A detail as the form edits it; also what a stale save is shown beside. */
export function ingredientForm(row: IngredientDetailOut): Required<IngredientForm> {
  const { version, category, description, unit, ediblePct, isHerb, isAvailable, note, aliases, units } = row;
  return {
    name: row.name,
    version,
    category,
    description,
    unit,
    ediblePct,
    isHerb,
    isAvailable,
    note,
    aliases,
    units,
    price: row.price && { amount: row.price.amount, per: row.price.per, unit: row.price.unit },
    nutrients: Object.fromEntries(row.nutrients.map((n) => [n.code, n.amount])),
    allergens: Object.fromEntries(row.allergens.map((a) => [a.code, a.state])),
    tags: row.tags.map((t) => t.code),
  };
}
