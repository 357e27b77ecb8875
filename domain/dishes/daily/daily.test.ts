import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Db, db } from "@/db/client";
import { auditLog } from "@/db/schema/core";
import { dailyMenuDishes, dailyMenus } from "@/db/schema/dishes";
import { command } from "@/domain/core/access";
import { newCtx, rolledBack } from "@/domain/testing";
import { addDays, type Clock, type Day, daysFrom } from "@/lib/time";
import { createMenu } from "../menus/commands";
import { CreateMenu } from "../menus/schema";
import { menuOn } from "../queries";
import {
  advanceDailyMenus,
  copyDailyMenus,
  createDailyMenu,
  deleteDailyMenu,
  generateDailyMenus,
  lockDailyMenu,
  lockSlot,
  publishDailyMenu,
  publishDailyMenus,
  serveDailyMenu,
  updateDailyMenu,
  withdrawDailyMenu,
} from "./commands";
import { dailyMenuDetail, dayMenu, listDailyMenus, mondayOf, weekOfMenus } from "./queries";
import { cutoffAt, cycleDayOf, offerOf, statusNow } from "./rules";
import { CopyDailyMenus, CreateDailyMenu, GenerateDailyMenus, ListDailyMenus, UpdateDailyMenu } from "./schema";

const may = ["menus:read", "menus:edit"] as const;
const here = { "menus:read": { centres: [1] }, "menus:edit": { centres: [1] } };
const there = { "menus:read": { centres: [2] }, "menus:edit": { centres: [2] } };
const far = "2027-03-01" as Day;
const made = (given: object = {}) =>
  CreateDailyMenu.parse({ centreId: 1, menuDate: far, type: "lunch", dishIds: [1, 2], ...given });

describe("rules", () => {
  const lunch = { servingTime: "11:50" as Clock, cutoffMinutes: 230 };
  it("cuts off by the clock of the centre", () => {
    expect(cutoffAt(lunch, "2026-11-19" as Day).toISOString()).toBe("2026-11-19T00:00:00.000Z");
    const menu = { status: "published", menuDate: "2026-11-19" as Day } as const;
    expect(statusNow(menu, lunch, new Date("2026-11-18T23:59:00Z"))).toBe("published");
    expect(statusNow(menu, lunch, new Date("2026-11-19T00:00:00Z"))).toBe("locked");
    expect(statusNow({ ...menu, status: "draft" }, lunch, new Date("2026-11-20T00:00:00Z"))).toBe("draft");
  });
  it.each([
    ["2026-11-19", 7, 1, 1],
    ["2026-11-25", 7, 1, 7],
    ["2026-11-26", 7, 1, 1],
    ["2026-11-19", 7, 3, 3],
    ["2026-11-18", 7, 1, 7],
    ["2026-12-31", null, 1, 1],
  ] as const)("%s in a cycle of %s from day %s is day %s", (date, cycle, start, expected) => {
    expect(cycleDayOf("2026-11-19" as Day, date as Day, cycle, start)).toBe(expected);
  });
  it("a cycle day is always one of the cycle", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (n, cycle, start) => {
          const found = cycleDayOf(far, addDays(far, n), cycle, start);
          return found >= 1 && found <= cycle && cycleDayOf(far, addDays(far, n + cycle), cycle, start) === found;
        },
      ),
    ));
  it("an offer adds up the same dish and falls back to its own slot", () => {
    const lines = [
      { dishId: 1, quantity: 1, categoryId: 3, cycleDay: null },
      { dishId: 1, quantity: 2, categoryId: null, cycleDay: 2 },
      { dishId: 2, quantity: 1, categoryId: null, cycleDay: 2 },
      { dishId: 3, quantity: 1, categoryId: 5, cycleDay: 1 },
    ];
    const offer = offerOf(lines, 2, (dishId) => (dishId === 1 ? 3 : undefined));
    expect([...offer].map(([slot, found]) => [slot, [...found]])).toEqual([[3, [[1, 3]]]]);
  });
  it("a day beyond the calendar is no day for a menu", () => {
    expect(ListDailyMenus.safeParse({ from: "9999-12-31" }).success).toBe(false);
    expect(CopyDailyMenus.safeParse({ from: "9999-12-31", to: "2027-01-01", days: 31 }).success).toBe(false);
  });
  it("Monday begins the week", () => {
    expect(mondayOf("2026-11-19" as Day)).toBe("2026-11-16");
    expect(mondayOf("2026-11-16" as Day)).toBe("2026-11-16");
    expect(mondayOf("2025-12-28" as Day)).toBe("2025-12-22");
  });
});

describe("one slot of a day", () => {
  it("is made, shown in both seeds' shapes, and only in its centre", () =>
    rolledBack(async (as, tx) => {
      const row = await createDailyMenu(
        as(here),
        made({ centreId: undefined, dishes: [{ dishId: 3, quantity: 12, portionLimit: 20 }] }),
      );
      expect(row).toMatchObject({
        centreId: 1,
        menuDate: far,
        categoryName: "午餐",
        categoryCode: "lunch",
        status: "draft",
        version: 1,
      });
      expect(row.dishes.map((d) => [d.id, d.quantity, d.portionLimit])).toEqual([
        [3, 12, 20],
        [1, 1, null],
        [2, 1, null],
      ]);
      const [shape] = await dayMenu(as(here), { date: far, type: "lunch" });
      expect(shape).toEqual({
        id: row.id,
        centreId: 1,
        date: far,
        type: "lunch",
        dishes: row.dishes.map(({ id, name, category, quantity }) => ({ id, name, category, quantity })),
      });
      expect(await dayMenu(as(there), { date: far })).toEqual([]);
      await expect(dailyMenuDetail(as(there), { id: row.id })).rejects.toMatchObject({ code: "not_found" });
      await expect(publishDailyMenu(as(there), { id: row.id })).rejects.toMatchObject({ code: "not_found" });
      await expect(createDailyMenu(as(there), made({ centreId: 1 }))).rejects.toMatchObject({ code: "not_found" });
      expect(await menuOn({ db: tx } as never, 1, far, 3)).toBeNull(); // drafts are nobody's menu yet
    }));
  it.each([
    [{ menuDate: "2026-11-18" }, "menuDate", /已经过去/],
    [{ type: "supper" }, "type", /没有这个餐次/],
    [{ dishIds: [1, 1] }, "dishes.1.dishId", /写了两次/],
    [{ dishIds: [999_999] }, "dishes.0.dishId", /没有这道菜/],
  ])("refuses %j", (given, field, sentence) =>
    rolledBack(async (as) => {
      await expect(createDailyMenu(as(may), made(given))).rejects.toMatchObject({
        fields: { [field]: [expect.stringMatching(sentence)] },
      });
    }),
  );
  it("refuses a second one, and a caller without the permission", () =>
    rolledBack(async (as) => {
      await createDailyMenu(as(may), made());
      await expect(createDailyMenu(as(may), made())).rejects.toMatchObject({ code: "conflict" });
      await expect(createDailyMenu(as(["menus:read"]), made())).rejects.toMatchObject({ code: "forbidden" });
      expect(CreateDailyMenu.safeParse({ menuDate: far }).success).toBe(false);
    }));
  it("eight people making the same slot at once: one does", async () => {
    const day = "2027-04-01" as Day;
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => createDailyMenu(newCtx(may, { userId: i + 1 }), made({ menuDate: day }))),
    );
    expect(all.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    for (const r of all) if (r.status === "rejected") expect(r.reason.code).toBe("conflict");
    const [row] = await db.select().from(dailyMenus).where(eq(dailyMenus.menuDate, day));
    await deleteDailyMenu(newCtx(may), { id: row?.id ?? 0 });
  });
});

describe("its life", () => {
  it("draft → published → draft → published → locked → served, and nothing else", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const { id } = await createDailyMenu(ctx, made());
      await expect(serveDailyMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      expect((await publishDailyMenu(ctx, { id })).publishedAt).toEqual(ctx.now);
      expect(await menuOn({ db: tx } as never, 1, far, 3)).toMatchObject({ dishes: [{ dishId: 1 }, { dishId: 2 }] });
      await expect(publishDailyMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      await expect(deleteDailyMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      expect((await withdrawDailyMenu(ctx, { id })).publishedAt).toBeNull();
      await publishDailyMenu(ctx, { id });
      await lockDailyMenu(ctx, { id });
      await expect(updateDailyMenu(ctx, UpdateDailyMenu.parse({ id, version: 5, dishIds: [1] }))).rejects.toMatchObject(
        { message: /已截单/ },
      );
      await expect(withdrawDailyMenu(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      expect((await serveDailyMenu(ctx, { id })).status).toBe("served");
      const actions = await tx
        .select({ action: auditLog.action })
        .from(auditLog)
        .where(and(eq(auditLog.entity, "daily_menu"), eq(auditLog.entityId, id)));
      expect(actions.map((a) => a.action.split(".")[1])).toEqual([
        "created",
        "published",
        "unpublished",
        "published",
        "locked",
        "served",
      ]);
    }));
  it("an empty slot is not published", () =>
    rolledBack(async (as) => {
      const { id } = await createDailyMenu(as(may), made({ dishIds: [] }));
      await expect(publishDailyMenu(as(may), { id })).rejects.toMatchObject({ message: /还没有菜/ });
    }));
  it("keeps dishes that were ordered, and refuses a stale version", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const { id } = await createDailyMenu(ctx, made());
      await tx
        .update(dailyMenuDishes)
        .set({ orderedQuantity: 4 })
        .where(and(eq(dailyMenuDishes.dailyMenuId, id), eq(dailyMenuDishes.dishId, 1)));
      await expect(updateDailyMenu(ctx, UpdateDailyMenu.parse({ id, version: 1, dishIds: [2] }))).rejects.toMatchObject(
        { message: /已经有 4 份被点了/ },
      );
      await expect(
        updateDailyMenu(ctx, UpdateDailyMenu.parse({ id, version: 1, dishes: [{ dishId: 1, portionLimit: 3 }] })),
      ).rejects.toMatchObject({
        fields: { "dishes.0.portionLimit": [expect.stringContaining("4 份")] },
      });
      const after = await updateDailyMenu(
        ctx,
        UpdateDailyMenu.parse({ id, version: 1, dishes: [{ dishId: 1, portionLimit: 9 }] }),
      );
      expect(after.dishes).toMatchObject([{ id: 1, orderedQuantity: 4, portionLimit: 9 }]);
      await expect(updateDailyMenu(ctx, UpdateDailyMenu.parse({ id, version: 1, dishIds: [] }))).rejects.toMatchObject({
        code: "conflict",
      });
      await expect(deleteDailyMenu(ctx, { id })).rejects.toMatchObject({ message: /已经有人点了/ });
    }));
  it("the job locks what is past its cut-off and closes past days", () =>
    rolledBack(async (as, tx) => {
      const { id } = await createDailyMenu(as(may), made());
      await publishDailyMenu(as(may), { id });
      const later = as(may, { now: new Date("2027-03-01T00:30:00Z") });
      expect(await advanceDailyMenus(later)).toBeGreaterThan(0);
      expect((await dailyMenuDetail(later, { id })).status).toBe("locked");
      await advanceDailyMenus(as(may, { now: new Date("2027-03-02T00:30:00Z") }));
      expect((await dailyMenuDetail(later, { id })).status).toBe("served");
      expect(await advanceDailyMenus(as({ "menus:edit": { centres: [] } }))).toBe(0);
      const other = await createDailyMenu(as(may), made({ menuDate: "2027-03-05" }));
      await publishDailyMenu(as(may), { id: other.id });
      await command(as(may), "menus:edit", async (t) => {
        await lockSlot(t, 1, "2027-03-05" as Day, 3);
        await lockSlot(t, 1, "2027-03-06" as Day, 3);
        t.audited.count++;
      });
      expect((await tx.select().from(dailyMenus).where(eq(dailyMenus.id, other.id)))[0]?.status).toBe("locked");
    }));
});

describe("generate, copy, publish", () => {
  const template = async (as: Parameters<Parameters<typeof rolledBack>[0]>[0]) =>
    createMenu(
      as(may),
      CreateMenu.parse({
        name: "测试两日菜单",
        cycleDays: 2,
        dishes: [
          { dishId: 1, categoryId: 3, cycleDay: 1 },
          { dishId: 2, categoryId: 3, cycleDay: 2, quantity: 5 },
          { dishId: 5, categoryId: 5 },
        ],
      }),
    );
  const generate = (given: object) =>
    GenerateDailyMenus.parse({ centreId: 1, from: far, to: addDays(far, 2), ...given });
  const offered = async (tx: Db, day: Day) =>
    (
      await tx
        .select({ slot: dailyMenus.categoryId, dish: dailyMenuDishes.dishId, n: dailyMenuDishes.quantity })
        .from(dailyMenus)
        .innerJoin(dailyMenuDishes, eq(dailyMenuDishes.dailyMenuId, dailyMenus.id))
        .where(and(eq(dailyMenus.centreId, 1), eq(dailyMenus.menuDate, day)))
        .orderBy(dailyMenus.categoryId)
    ).map((r) => [r.slot, r.dish, r.n]);

  it("fills days along the cycle, keeps what is there unless told", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const menu = await template(as);
      await createDailyMenu(ctx, made({ menuDate: addDays(far, 1), dishIds: [9] }));
      const done = await generateDailyMenus(ctx, generate({ menuId: menu.id }));
      expect(done).toEqual({
        created: 5,
        replaced: 0,
        skipped: [{ menuDate: addDays(far, 1), categoryId: 3, categoryName: "午餐", reason: "已经有菜单" }],
      });
      expect(await offered(tx, far)).toEqual([
        [3, 1, 1],
        [5, 5, 1],
      ]);
      expect(await offered(tx, addDays(far, 1))).toEqual([
        [3, 9, 1],
        [5, 5, 1],
      ]);
      expect(await offered(tx, addDays(far, 2))).toEqual([
        [3, 1, 1],
        [5, 5, 1],
      ]);
      const again = await generateDailyMenus(ctx, generate({ menuId: menu.id, overwrite: true }));
      expect(again).toMatchObject({ created: 0, replaced: 6, skipped: [] });
      expect(await offered(tx, addDays(far, 1))).toEqual([
        [3, 2, 5],
        [5, 5, 1],
      ]);
      expect(await generateDailyMenus(ctx, generate({ menuId: menu.id }))).toMatchObject({ created: 0, replaced: 0 });
    }));
  it("never touches what is locked or ordered", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const menu = await template(as);
      const fixed = await createDailyMenu(ctx, made({ dishIds: [9] }));
      await lockDailyMenu(ctx, { id: fixed.id });
      const ordered = await createDailyMenu(ctx, made({ type: "dinner", dishIds: [9] }));
      await tx.update(dailyMenuDishes).set({ orderedQuantity: 1 }).where(eq(dailyMenuDishes.dailyMenuId, ordered.id));
      const done = await generateDailyMenus(ctx, generate({ to: far, menuId: menu.id, overwrite: true }));
      expect(done.skipped.map((s) => s.reason)).toEqual(["午餐已截单，不能再改菜单", "已经有人点了菜"]);
    }));
  it.each([
    [{ from: "2026-11-18", to: "2026-11-20" }, "from", /已经过去/],
    [{ to: addDays(far, -1) }, "to", /早于开始/],
    [{ to: addDays(far, 62) }, "to", /一次最多 62 天/],
    [{ menuId: 999_999 }, "menuId", /没有这份菜单/],
  ])("refuses %j", (given, field, sentence) =>
    rolledBack(async (as) => {
      const menu = await template(as);
      await expect(generateDailyMenus(as(may), generate({ menuId: menu.id, ...given }))).rejects.toMatchObject({
        fields: { [field]: [expect.stringMatching(sentence)] },
      });
    }),
  );
  it("asks for the centre when there are several, and refuses a foreign one", () =>
    rolledBack(async (as) => {
      const menu = await template(as);
      await expect(
        generateDailyMenus(as(may), generate({ menuId: menu.id, centreId: undefined })),
      ).rejects.toMatchObject({
        fields: { centreId: [expect.stringContaining("静安馆")] },
      });
      await expect(generateDailyMenus(as(there), generate({ menuId: menu.id }))).rejects.toMatchObject({
        code: "not_found",
      });
    }));
  it("copies a week with quantities and limits, then publishes it", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const menu = await template(as);
      await generateDailyMenus(ctx, generate({ menuId: menu.id, to: addDays(far, 6) }));
      const to = addDays(far, 7);
      const done = await copyDailyMenus(ctx, CopyDailyMenus.parse({ centreId: 1, from: far, to, days: 7 }));
      expect(done).toMatchObject({ created: 14, skipped: [] });
      for (const day of daysFrom(far, addDays(far, 6)))
        expect(await offered(tx, addDays(day, 7))).toEqual(await offered(tx, day));
      expect(await publishDailyMenus(ctx, { centreId: 1, from: to, to: addDays(to, 6) })).toEqual({ published: 14 });
      await expect(publishDailyMenus(ctx, { centreId: 1, date: to })).rejects.toMatchObject({ code: "conflict" });
      await expect(
        copyDailyMenus(ctx, CopyDailyMenus.parse({ centreId: 1, from: "2028-01-01", to: far })),
      ).rejects.toMatchObject({ message: /没有菜单可复制/ });
      const week = await weekOfMenus(ctx, { centreId: 1, from: far });
      expect([week.to, week.menus.length, week.slots.length]).toEqual([addDays(far, 6), 14, 6]);
      const list = await listDailyMenus(
        ctx,
        ListDailyMenus.parse({ centreId: 1, from: far, to, categoryId: 3, sort: "menuDate" }),
      );
      expect(list.rows.map((r) => r.menuDate)).toEqual(daysFrom(far, to));
    }));
});
