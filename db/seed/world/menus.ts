import type { DailyMenuStatus } from "@/db/enums/dishes";
import { dailyMenuDishes, dailyMenus, menuDishes, menus } from "@/db/schema/dishes";
import { addDays, addMinutes, type Day, instantOf } from "@/lib/time";
import { slots } from "../base/masters";
import { tagIdOf } from "../base/tags";
import { insertAll, type Target } from "../insert";
import { centres } from "../world";
import { offered, type Stage } from "./kitchen-menus";
import { mothers } from "./people";
import { dishesOf } from "./plan-days";
import { facts } from "./safety";

const stages: Stage[] = ["expel", "recover", "nourish", "restore"];
const basic = 1;
const lowSugar = 2;
const CYCLE = 7;

export async function loadMenus({ db, now }: Target, today: Day): Promise<void> {
  const made = instantOf(addDays(today, -60), "10:00");
  const dated = { createdAt: made, updatedAt: made };
  await insertAll(db, menus, [
    {
      id: basic,
      name: "秋冬基础周菜单",
      description: "七天一轮，按产后阶段配齐",
      menuType: "basic",
      cycleDays: CYCLE,
      ...dated,
    },
    {
      id: lowSugar,
      name: "控糖周菜单",
      description: "不含糖、糯米和甜食，主食以杂粮为主",
      menuType: "custom",
      cycleDays: CYCLE,
      ...dated,
    },
  ]);
  const sweet = tagIdOf.get("GDM") ?? 0;
  const cycle = (menuId: number, of: readonly Stage[], keep: (dishId: number) => boolean) =>
    Array.from({ length: CYCLE }, (_, day) =>
      slots.flatMap(({ id: categoryId, code }) =>
        dishesOffered(code, of, day)
          .filter(keep)
          .map((dishId, position) => ({ menuId, dishId, categoryId, cycleDay: day + 1, position, createdAt: made })),
      ),
    ).flat();
  await insertAll(db, menuDishes, [
    ...cycle(basic, stages, () => true),
    ...cycle(lowSugar, ["recover"], (dishId) => !facts.get(dishId)?.tags.has(sweet)),
  ]);
  await loadDailyMenus({ db, now }, today);
}

const dishesOffered = (slot: string, of: readonly Stage[], turn: number): number[] => [
  ...new Set(of.flatMap((stage) => offered(slot, stage, turn).map((part) => part.dishId))),
];

async function loadDailyMenus({ db, now }: Target, today: Day): Promise<void> {
  const plannedFor = [
    { centreId: centres.jingan.id as number, from: -3, to: 7 },
    { centreId: centres.binjiang.id as number, from: -1, to: 3 },
  ];
  const rows = plannedFor.flatMap(({ centreId, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((offset) =>
      slots.map((slot) => ({ centreId, offset, slot })),
    ),
  );
  await insertAll(
    db,
    dailyMenus,
    rows.map(({ centreId, offset, slot }, i) => {
      const date = addDays(today, offset);
      const serving = instantOf(date, slot.servingTime);
      const lock = addMinutes(serving, -slot.cutoffMinutes);
      const status: DailyMenuStatus =
        serving <= now ? "served" : lock <= now ? "locked" : offset <= 3 ? "published" : "draft";
      const published = instantOf(addDays(date, -4), "16:00");
      return {
        id: i + 1,
        centreId,
        menuDate: date,
        categoryId: slot.id,
        menuId: basic,
        status,
        publishedAt: status === "draft" ? null : published,
        lockedAt: status === "served" || status === "locked" ? lock : null,
        createdAt: instantOf(addDays(today, Math.min(offset, 0) - 7), "15:00"),
        updatedAt: status === "draft" ? instantOf(addDays(today, -1), "15:00") : published,
      };
    }),
  );
  await insertAll(
    db,
    dailyMenuDishes,
    rows.flatMap(({ centreId, offset, slot }, i) => {
      const portions = new Map(dishesOffered(slot.code, stages, offset).map((dishId) => [dishId, 0]));
      for (const mother of mothers.filter((m) => m.centreId === centreId && m.from <= offset && offset <= m.to))
        for (const { slotId, dishId } of dishesOf(mother, offset))
          if (slotId === slot.id && portions.has(dishId)) portions.set(dishId, (portions.get(dishId) ?? 0) + 1);
      return [...portions].map(([dishId, count]) => ({
        dailyMenuId: i + 1,
        dishId,
        quantity: Math.max(count, 2),
        portionLimit: slot.code === "lunch" || slot.code === "dinner" ? 10 : null,
        createdAt: instantOf(addDays(today, Math.min(offset, 0) - 7), "15:00"),
      }));
    }),
  );
}
