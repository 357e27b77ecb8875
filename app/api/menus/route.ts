import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { dayMenu } from "@/domain/dishes/daily/queries";
import { createMenu } from "@/domain/dishes/menus/commands";
import { listMenus } from "@/domain/dishes/menus/queries";
import { CreateMenu, DayMenuOut, ListMenus, MenuOut } from "@/domain/dishes/menus/schema";
import { dayField, id } from "@/lib/fields";
import { listOut } from "@/lib/out";

/** With a date or a slot it asks for what a day offers, else for templates. */
const MenusInput = ListMenus.extend({
  date: dayField.optional(),
  type: z.string().trim().max(20).optional(),
  centreId: id.optional(),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "菜单模板列表；带 date 或 type 时答那一天的排餐",
      permission: "menus:read",
      input: MenusInput,
      output: z.union([listOut(MenuOut), z.array(DayMenuOut)]),
    },
    async (ctx, input) => (input.date || input.type ? dayMenu(ctx, input) : listMenus(ctx, input)),
  ),
  POST: route(
    { summary: "新建菜单模板", permission: "menus:edit", input: CreateMenu, output: MenuOut, status: 201 },
    createMenu,
  ),
});
