import { eq, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { dishes, menus } from "@/db/schema/dishes";
import { command } from "@/domain/core/access";
import { rolledBack } from "@/domain/testing";
import { archiveMenu, createMenu, removeMenu, restoreMenu, updateMenu } from "./commands";
import { listMenus, menuDetail } from "./queries";
import { CreateMenu, ListMenus, UpdateMenu } from "./schema";

const may = ["menus:read", "menus:edit"] as const;
const made = (given: object) => CreateMenu.parse({ name: "测试菜单", ...given });
const some = async (tx: Parameters<Parameters<typeof rolledBack>[0]>[1], n: number) =>
  (await tx.select({ id: dishes.id }).from(dishes).where(isNull(dishes.archivedAt)).limit(n)).map((d) => d.id);

describe("createMenu", () => {
  it("takes seed a's dish_ids: every day, each in its own slot", () =>
    rolledBack(async (as, tx) => {
      const dishIds = await some(tx, 3);
      const menu = await createMenu(as(may), made({ description: "新创建的菜单", menuType: "basic", dishIds }));
      expect(menu).toMatchObject({ menuType: "basic", isActive: true, cycleDays: null, version: 1 });
      expect(menu.dishes.map((d) => [d.id, d.quantity, d.categoryId, d.cycleDay])).toEqual(
        dishIds.map((id) => [id, 1, null, null]),
      );
      expect(menu.dishes.every((d) => d.name)).toBe(true);
    }));
  it("takes a cycle of days and slots, and understands the Chinese words for the type", () =>
    rolledBack(async (as, tx) => {
      const [a = 0, b = 0] = await some(tx, 2);
      const menu = await createMenu(
        as(may),
        made({
          menuType: "定制菜单",
          dishes: [
            { dishId: a, categoryId: 1, cycleDay: 3 },
            { dishId: b, categoryId: 3, quantity: 2 },
          ],
        }),
      );
      expect(menu).toMatchObject({ menuType: "custom", cycleDays: 3 });
      expect(menu.dishes.map((d) => d.categoryName).sort()).toEqual(["午餐", "早餐"]);
    }));
  it.each([
    [{ dishIds: [999_999] }, "dishes.0.dishId", /没有这道菜/],
    [{ dishes: [{ dishId: 1, categoryId: 99 }] }, "dishes.0.categoryId", /没有这个餐次/],
    [{ dishes: [{ dishId: 1 }, { dishId: 1 }] }, "dishes.1.dishId", /写了两次/],
    [{ cycleDays: 2, dishes: [{ dishId: 1, cycleDay: 5 }] }, "cycleDays", /一轮不能少于 5 天/],
  ])("refuses %j at %s", (given, field, sentence) =>
    rolledBack(async (as) => {
      await expect(createMenu(as(may), made(given))).rejects.toMatchObject({
        fields: { [field]: [expect.stringMatching(sentence)] },
      });
    }),
  );
  it("refuses without the permission, and a type nobody knows", () =>
    rolledBack(async (as) => {
      await expect(createMenu(as(["menus:read"]), made({}))).rejects.toMatchObject({ code: "forbidden" });
      expect(CreateMenu.safeParse({ name: "x", menuType: "festival" }).success).toBe(false);
    }));
});

describe("updateMenu", () => {
  it("changes what is given, keeps the rest, refuses a stale version", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const dishIds = await some(tx, 2);
      const menu = await createMenu(ctx, made({ dishIds }));
      const after = await updateMenu(ctx, UpdateMenu.parse({ id: menu.id, version: 1, isActive: false }));
      expect(after).toMatchObject({ isActive: false, version: 2, dishes: menu.dishes });
      const emptied = await updateMenu(ctx, UpdateMenu.parse({ id: menu.id, version: 2, dishIds: [] }));
      expect(emptied.dishes).toEqual([]);
      await expect(updateMenu(ctx, UpdateMenu.parse({ id: menu.id, version: 1, name: "旧" }))).rejects.toMatchObject({
        code: "conflict",
        data: { current: { version: 3, name: "测试菜单" } },
      });
      await expect(updateMenu(ctx, UpdateMenu.parse({ id: 999_999, version: 1 }))).rejects.toMatchObject({
        code: "not_found",
      });
    }));
});

describe("archive, restore, remove", () => {
  it("goes and comes back", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const { id } = await createMenu(ctx, made({}));
      await archiveMenu(ctx, { id });
      expect((await listMenus(ctx, ListMenus.parse({ search: "测试菜单" }))).total).toBe(0);
      await expect(archiveMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      await restoreMenu(ctx, { id });
      expect((await menuDetail(ctx, { id })).archivedAt).toBeNull();
      await expect(restoreMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    }));
  it("undo removes what made no day yet", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const { id } = await createMenu(ctx, made({ dishIds: await some(tx, 2) }));
      await command(ctx, "menus:edit", (t) => removeMenu(t, id));
      expect(await tx.select().from(menus).where(eq(menus.id, id))).toHaveLength(0);
      const [used] = await tx.select().from(menus).where(eq(menus.name, "秋冬基础周菜单"));
      await expect(command(ctx, "menus:edit", (t) => removeMenu(t, used?.id ?? 0))).rejects.toMatchObject({
        code: "conflict",
      });
    }));
});

describe("listMenus", () => {
  it("filters by type and state", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const { id } = await createMenu(ctx, made({ menuType: "custom", isActive: false }));
      const found = await listMenus(ctx, ListMenus.parse({ menuType: "custom", isActive: "false" }));
      expect(found.rows.map((m) => m.id)).toContain(id);
      expect(found.rows.every((m) => m.menuType === "custom" && !m.isActive)).toBe(true);
    }));
});
