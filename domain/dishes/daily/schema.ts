import { z } from "zod";
import { dailyMenuStatuses } from "@/db/enums/dishes";
import { amountDue, dayField, flag, id, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** A day a menu can be for; far ones are slips of the hand, and a calendar ends at 9999. */
const menuDay = dayField.refine((day) => day >= "2000-01-01" && day <= "2099-12-31", "日期要在 2000 到 2099 年之间");
const count = z.coerce.number({ error: "份数要填整数" }).int("份数要填整数").max(9999, "最多 9999 份");
const DailyDishIn = z.strictObject({
  dishId: id,
  quantity: count.min(0, "份数不能小于 0").default(1),
  /** How many guests may order; null = no limit. */
  portionLimit: count.min(0, "不能小于 0").nullable().default(null),
  /** For guests on this day; null = the dish's price. */
  price: amountDue.nullable().default(null),
});
const dishList = z.array(DailyDishIn).max(200, "一个餐次最多 200 道菜");
const slotCode = z.string().trim().max(20);

export const CreateDailyMenu = z
  .strictObject({
    centreId: id.optional(),
    menuDate: menuDay,
    categoryId: id.optional(),
    /** The slot by code (lunch), instead of category_id. */
    type: slotCode.optional(),
    menuId: id.nullable().default(null),
    dishes: dishList.default([]),
    dishIds: z.array(id).max(200).default([]),
  })
  .refine((v) => v.categoryId !== undefined || v.type !== undefined, { error: "请选餐次", path: ["categoryId"] });
export type CreateDailyMenu = z.output<typeof CreateDailyMenu>;

export const UpdateDailyMenu = z.strictObject({
  id,
  version,
  dishes: dishList.optional(),
  dishIds: z.array(id).max(200).optional(),
});
export type UpdateDailyMenu = z.output<typeof UpdateDailyMenu>;

export const DailyMenuId = z.object({ id });
/** A step of its life: publish, withdraw, lock, serve; with the version seen, when there is one. */
export const DailyMenuStep = z.strictObject({ id, version: version.optional() });
export type DailyMenuStep = z.output<typeof DailyMenuStep>;

export const ListDailyMenus = pageOf(["menuDate", "id", "createdAt"]).extend({
  date: menuDay.optional(),
  from: menuDay.optional(),
  to: menuDay.optional(),
  categoryId: id.optional(),
  type: slotCode.optional(),
  status: z.enum(dailyMenuStatuses).optional(),
  centreId: id.optional(),
});
export type ListDailyMenus = z.output<typeof ListDailyMenus>;

/** One week from `from` on; slots × days of one centre. */
export const WeekOfMenus = z.object({ centreId: id.optional(), from: menuDay.optional() });
export type WeekOfMenus = z.output<typeof WeekOfMenus>;

const range = {
  centreId: id.optional(),
  date: menuDay.optional(),
  from: menuDay.optional(),
  to: menuDay.optional(),
};
export const GenerateDailyMenus = z.strictObject({
  ...range,
  menuId: id,
  /** Replaces what is already there (never what is locked or served). */
  overwrite: flag.default(false),
  /** Which day of the menu's cycle the first date is. */
  startDay: z.coerce.number().int().min(1).max(60).default(1),
});
export type GenerateDailyMenus = z.output<typeof GenerateDailyMenus>;

export const PublishDailyMenus = z.strictObject(range);
export type PublishDailyMenus = z.output<typeof PublishDailyMenus>;

export const CopyDailyMenus = z.strictObject({
  centreId: id.optional(),
  from: menuDay,
  to: menuDay,
  /** 1 copies a day, 7 a week. */
  days: z.coerce.number().int().min(1).max(31).default(1),
  overwrite: flag.default(false),
});
export type CopyDailyMenus = z.output<typeof CopyDailyMenus>;

export const DailyMenuOut = z.object({
  id: idOut,
  centreId: idOut,
  menuDate: dayOut,
  categoryId: idOut,
  categoryName: z.string(),
  categoryCode: z.string(),
  menuId: idOut.nullable(),
  status: z.enum(dailyMenuStatuses),
  publishedAt: instantOut.nullable(),
  lockedAt: instantOut.nullable(),
  dishes: z.array(
    z.object({
      /** The dish. */
      id: idOut,
      name: z.string(),
      category: z.string().nullable(),
      price: moneyOut.nullable(),
      ownPrice: moneyOut.nullable(),
      quantity: z.number().int(),
      portionLimit: z.number().int().nullable(),
      orderedQuantity: z.number().int(),
      calories: z.number().nullable(),
      isAvailable: z.boolean(),
    }),
  ),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type DailyMenuOut = z.output<typeof DailyMenuOut>;

/** What a bulk step did, and which slots it left alone and why. */
export const BulkOut = z.object({
  created: z.number().int(),
  replaced: z.number().int(),
  skipped: z.array(z.object({ menuDate: dayOut, categoryId: idOut, categoryName: z.string(), reason: z.string() })),
});
export type BulkOut = z.output<typeof BulkOut>;
