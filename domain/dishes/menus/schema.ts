import { z } from "zod";
import { flag, id, name, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const menuTypes = ["basic", "custom"] as const;
export type MenuType = (typeof menuTypes)[number];
export const menuTypeLabels: Record<MenuType, string> = { basic: "基础菜单", custom: "定制菜单" };
const byLabel: Record<string, MenuType> = { 基础菜单: "basic", 基础: "basic", 定制菜单: "custom", 定制: "custom" };
const menuType = z
  .string({ error: "请选菜单类型" })
  .trim()
  .transform((word) => byLabel[word] ?? word)
  .pipe(z.enum(menuTypes, { error: "菜单类型是 basic（基础）或 custom（定制）" }));

const portions = z.coerce.number({ error: "份数要填整数" }).int("份数要填整数").min(1, "至少 1 份").max(9999);
const MenuDishIn = z.strictObject({
  dishId: id,
  quantity: portions.default(1),
  /** Meal slot; null = the dish's own primary slot. */
  categoryId: id.nullable().default(null),
  /** Day of the cycle from 1; null = every day. */
  cycleDay: z.coerce.number().int().min(1).max(60).nullable().default(null),
});

const fields = {
  name: name("菜单名"),
  description: text(2000),
  menuType,
  cycleDays: z.coerce.number({ error: "要填整数" }).int("要填整数").min(1).max(60, "最多 60 天一轮").nullable(),
  isActive: flag,
  dishes: z.array(MenuDishIn).max(2000, "一份菜单最多 2000 行"),
};
export const CreateMenu = z.strictObject({
  ...fields,
  description: fields.description.default(null),
  menuType: fields.menuType.default("basic"),
  cycleDays: fields.cycleDays.default(null),
  isActive: fields.isActive.default(true),
  dishes: fields.dishes.default([]),
  /** Dishes without slot or day: each goes to its own slot, every day. */
  dishIds: z.array(id).max(500).default([]),
});
export type CreateMenu = z.output<typeof CreateMenu>;

export const UpdateMenu = z.strictObject({
  ...z.object(fields).partial().shape,
  dishIds: z.array(id).max(500).optional(),
  id,
  version,
});
export type UpdateMenu = z.output<typeof UpdateMenu>;
export const MenuId = z.object({ id });
export const ArchiveMenu = z.strictObject({ id, version: version.optional() });
export type ArchiveMenu = z.output<typeof ArchiveMenu>;

const filters = {
  menuType: menuType.optional(),
  isActive: flag.optional(),
  search: z.string().trim().max(100).optional(),
  archived: flag.default(false),
};
export const ListMenus = pageOf(["id", "name", "updatedAt", "createdAt"]).extend(filters);
export type ListMenus = z.output<typeof ListMenus>;

const menuDishOut = z.object({
  /** The dish. */
  id: idOut,
  name: z.string(),
  price: moneyOut.nullable(),
  quantity: z.number().int(),
  categoryId: idOut.nullable(),
  categoryName: z.string().nullable(),
  cycleDay: z.number().int().nullable(),
  isAvailable: z.boolean(),
});
export const MenuOut = z.object({
  id: idOut,
  name: z.string(),
  description: z.string().nullable(),
  menuType: z.enum(menuTypes),
  cycleDays: z.number().int().nullable(),
  isActive: z.boolean(),
  dishes: z.array(menuDishOut),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type MenuOut = z.output<typeof MenuOut>;

/** What a slot of a day offers, as GET /menus?date=&type= answers it. */
export const DayMenuOut = z.object({
  id: idOut,
  centreId: idOut,
  date: dayOut,
  type: z.string(),
  dishes: z.array(
    z.object({ id: idOut, name: z.string(), category: z.string().nullable(), quantity: z.number().int() }),
  ),
});
export type DayMenuOut = z.output<typeof DayMenuOut>;

export const menuForm = (row: MenuOut) => ({
  version: row.version,
  name: row.name,
  description: row.description,
  menuType: row.menuType,
  cycleDays: row.cycleDays,
  isActive: row.isActive,
  dishes: row.dishes.map((d) => ({
    dishId: d.id,
    quantity: d.quantity,
    categoryId: d.categoryId,
    cycleDay: d.cycleDay,
  })),
});
