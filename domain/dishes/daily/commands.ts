import "server-only";
import { and, asc, eq, inArray, lte } from "drizzle-orm";
import type { DailyMenuStatus } from "@/db/enums/dishes";
import { centres } from "@/db/schema/centres";
import { dailyMenuDishes, dailyMenus } from "@/db/schema/dishes";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { addDays, type Day, dayOf, daysBetween, daysFrom } from "@/lib/time";
import { menuRow } from "../menus/queries";
import { dishCards, mastersOf } from "../queries";
import { cutoffAt, cycleDayOf, dailyMenuStates, offerOf } from "./rules";
import type {
  BulkOut,
  CopyDailyMenus,
  CreateDailyMenu,
  DailyMenuOut,
  DailyMenuStep,
  GenerateDailyMenus,
  PublishDailyMenus,
  UpdateDailyMenu,
} from "./schema";
import {
  assertDishes,
  bump,
  closedReason,
  detailOf,
  fill,
  type Head,
  headsOf,
  insertMenu,
  linesOf,
  plainLine,
  replaceLines,
} from "./write";

const MAX_DAYS = 62;

/** What one slot of one day offers. */
export function createDailyMenu(ctx: Ctx, input: CreateDailyMenu): Promise<DailyMenuOut> {
  return command(ctx, "menus:edit", async (tx) => {
    const centreId = await lockedCentre(tx, input.centreId);
    assertNotPast(tx, input.menuDate, "menuDate");
    const { slots } = await mastersOf(tx);
    const slot = slots.find((s) => (input.categoryId ? s.id === input.categoryId : s.code === input.type));
    if (!slot) throw invalid(input.categoryId ? "categoryId" : "type", "没有这个餐次");
    const [taken] = await tx.db
      .select({ id: dailyMenus.id })
      .from(dailyMenus)
      .where(
        and(
          eq(dailyMenus.centreId, centreId),
          eq(dailyMenus.menuDate, input.menuDate),
          eq(dailyMenus.categoryId, slot.id),
        ),
      );
    if (taken) throw conflict(`${input.menuDate} ${slot.name}已经有菜单了，去改那一份`, { id: taken.id });
    const lines = [...input.dishes, ...input.dishIds.map(plainLine)];
    await assertDishes(tx, lines);
    const id = await insertMenu(
      tx,
      { centreId, menuDate: input.menuDate, categoryId: slot.id, menuId: input.menuId },
      lines,
    );
    return detailOf(tx, id);
  });
}

/** Replaces the dishes of a slot. Not after its cut-off; a dish that guests have ordered stays. */
export function updateDailyMenu(ctx: Ctx, input: UpdateDailyMenu): Promise<DailyMenuOut> {
  return command(ctx, "menus:edit", async (tx) => {
    const head = await locked(tx, input.id);
    const before = await detailOf(tx, head.id);
    await assertVersion(tx, "daily_menu", head, input.version, before);
    await assertOpen(tx, head);
    const lines = input.dishes ?? input.dishIds?.map(plainLine);
    if (lines) await replaceLines(tx, before, lines);
    await bump(tx, head, {});
    const after = await detailOf(tx, head.id);
    await audit(tx, "daily_menu.updated", before, after);
    return after;
  });
}

/** Families and the mini program see it from now on. */
export const publishDailyMenu = (ctx: Ctx, input: DailyMenuStep) =>
  step(ctx, input, "published", "daily_menu.published", (tx) => ({ publishedAt: tx.now }));

/** Back to a draft, as long as the kitchen's cut-off has not passed. */
export const withdrawDailyMenu = (ctx: Ctx, input: DailyMenuStep) =>
  step(ctx, input, "draft", "daily_menu.unpublished", () => ({ publishedAt: null }));

/** By hand, in the list of menus. The kitchen hears of it and takes the slot over. */
export const lockDailyMenu = (ctx: Ctx, input: DailyMenuStep) =>
  step(ctx, input, "locked", "daily_menu.locked", (tx) => ({ lockedAt: tx.now }));

export const serveDailyMenu = (ctx: Ctx, input: DailyMenuStep) =>
  step(ctx, input, "served", "daily_menu.served", () => ({}));

/** Only a draft goes; what was published is part of the record. */
export function deleteDailyMenu(ctx: Ctx, input: DailyMenuStep): Promise<null> {
  return command(ctx, "menus:edit", async (tx) => {
    const head = await locked(tx, input.id);
    const before = await detailOf(tx, head.id);
    if (input.version !== undefined) await assertVersion(tx, "daily_menu", head, input.version, before);
    if (head.status !== "draft") throw conflict("已发布的菜单不能删。先撤回，再删");
    if (before.dishes.some((d) => d.orderedQuantity > 0)) throw conflict("已经有人点了这一餐的菜，不能删");
    await tx.db.delete(dailyMenuDishes).where(eq(dailyMenuDishes.dailyMenuId, head.id));
    await tx.db.delete(dailyMenus).where(eq(dailyMenus.id, head.id));
    tx.touched.add("daily_menu");
    await audit(tx, "daily_menu.removed", before, null);
    return null;
  });
}

/** Fills days from a menu template. What is there stays unless `overwrite`; what is locked or served always stays. */
export function generateDailyMenus(ctx: Ctx, input: GenerateDailyMenus): Promise<BulkOut> {
  return command(ctx, "menus:edit", async (tx) => {
    const { from, to } = rangeOf(input);
    assertNotPast(tx, from, input.date ? "date" : "from");
    const centreId = await lockedCentre(tx, input.centreId);
    const menu = await menuRow(tx, input.menuId);
    if (!menu || menu.archivedAt) throw invalid("menuId", "没有这份菜单，或它已归档");
    if (!menu.isActive) throw conflict(`“${menu.name}”已停用，启用后再用它生成`);
    const cards = await dishCards(
      tx,
      menu.dishes.map((d) => d.id),
    );
    const lines = menu.dishes
      .filter((d) => d.isAvailable)
      .map(({ id, quantity, categoryId, cycleDay }) => ({ dishId: id, quantity, categoryId, cycleDay }));
    if (lines.length === 0) throw conflict(`“${menu.name}”里没有可用的菜，先去加菜`);
    const wanted = daysFrom(from, to).flatMap((menuDate) => {
      const cycleDay = cycleDayOf(from, menuDate, menu.cycleDays, input.startDay);
      const offer = offerOf(lines, cycleDay, (dishId) => cards.get(dishId)?.slotIds[0]);
      return [...offer].map(([categoryId, offered]) => ({
        menuDate,
        categoryId,
        menuId: menu.id,
        lines: [...offered].map(([dishId, quantity]) => ({ ...plainLine(dishId), quantity })),
      }));
    });
    return fill(tx, centreId, wanted, input.overwrite);
  });
}

/** Copies a day (or several in a row) to another date, slot by slot, with quantities and limits. */
export function copyDailyMenus(ctx: Ctx, input: CopyDailyMenus): Promise<BulkOut> {
  return command(ctx, "menus:edit", async (tx) => {
    if (input.from === input.to) throw invalid("to", "要复制到另一天");
    assertNotPast(tx, input.to, "to");
    const centreId = await lockedCentre(tx, input.centreId);
    const shift = daysBetween(input.from, input.to);
    const heads = await headsOf(tx, centreId, input.from, addDays(input.from, input.days - 1));
    if (heads.length === 0)
      throw conflict(`${input.from}${input.days > 1 ? ` 起 ${input.days} 天` : ""}没有菜单可复制`);
    const lines = await linesOf(tx, heads);
    const wanted = heads.map((head) => ({
      menuDate: addDays(head.menuDate, shift),
      categoryId: head.categoryId,
      menuId: head.menuId,
      lines: (lines.get(head.id) ?? []).map(({ dishId, quantity, portionLimit, price }) => ({
        dishId,
        quantity,
        portionLimit,
        price,
      })),
    }));
    return fill(tx, centreId, wanted, input.overwrite);
  });
}

/** Publishes every draft of the days that has dishes; answers how many. */
export function publishDailyMenus(ctx: Ctx, input: PublishDailyMenus): Promise<{ published: number }> {
  return command(ctx, "menus:edit", async (tx) => {
    const { from, to } = rangeOf(input);
    const centreId = await lockedCentre(tx, input.centreId);
    const heads = (await headsOf(tx, centreId, from, to)).filter((head) => head.status === "draft");
    const lines = await linesOf(tx, heads);
    const ready = heads.filter((head) => (lines.get(head.id) ?? []).length > 0);
    for (const head of ready) await move(tx, head, "published", "daily_menu.published", { publishedAt: tx.now });
    if (ready.length === 0) throw conflict("这几天没有可发布的草稿");
    return { published: ready.length };
  });
}

/**
 * Building block: the kitchen takes a slot over, so its menu is fixed; a slot nobody made a menu for gets an empty one, which
 * says so. The row stays locked for the rest of the command. True when it was open until now.
 */
export async function lockSlot(tx: Tx, centreId: number, day: Day, slotId: number): Promise<boolean> {
  const mine = { centreId, menuDate: day, categoryId: slotId };
  const head = (await lockedHead(tx, mine)) ?? (await madeHead(tx, mine));
  if (head.status !== "published" && head.status !== "draft") return false;
  await move(tx, head, "locked", "daily_menu.locked", { lockedAt: tx.now });
  return true;
}

/** Building block: whether the kitchen has taken a slot over; its row stays locked for the rest of the command. */
export async function isSlotLocked(tx: Tx, centreId: number, day: Day, slotId: number): Promise<boolean> {
  const head = await lockedHead(tx, { centreId, menuDate: day, categoryId: slotId });
  return head?.status === "locked" || head?.status === "served";
}

type SlotOfDay = { centreId: number; menuDate: Day; categoryId: number };

async function lockedHead(tx: Tx, { centreId, menuDate, categoryId }: SlotOfDay): Promise<Head | undefined> {
  const [head] = await tx.db
    .select()
    .from(dailyMenus)
    .where(
      and(eq(dailyMenus.centreId, centreId), eq(dailyMenus.menuDate, menuDate), eq(dailyMenus.categoryId, categoryId)),
    )
    .for("update");
  return head;
}

/** Two at once: the second waits here for the first, and then finds its row. */
async function madeHead(tx: Tx, mine: SlotOfDay): Promise<Head> {
  await tx.db
    .insert(dailyMenus)
    .values({ ...mine, status: "draft", createdAt: tx.now, updatedAt: tx.now })
    .onDuplicateKeyUpdate({ set: { categoryId: mine.categoryId } });
  const head = await lockedHead(tx, mine);
  if (!head) throw new Error("the daily menu just made is missing");
  return head;
}

/** Job: published slots past their cut-off become locked, locked ones of past days served. Answers how many moved. */
export function advanceDailyMenus(ctx: Ctx): Promise<number> {
  return command(ctx, "menus:edit", async (tx) => {
    const today = dayOf(tx.now);
    const { slots } = await mastersOf(tx);
    const heads = await tx.db
      .select()
      .from(dailyMenus)
      .where(
        and(
          inArray(dailyMenus.status, ["published", "locked"]),
          lte(dailyMenus.menuDate, addDays(today, 2)),
          within(dailyMenus.centreId, tx.grant.centres),
        ),
      )
      .orderBy(asc(dailyMenus.id))
      .limit(1000)
      .for("update");
    let moved = 0;
    for (const head of heads) {
      const slot = slots.find((s) => s.id === head.categoryId);
      if (!slot) continue;
      if (head.status === "published" && cutoffAt(slot, head.menuDate) <= tx.now) {
        await move(tx, head, "locked", "daily_menu.locked", { lockedAt: tx.now });
        moved++;
      } else if (head.status === "locked" && head.menuDate < today) {
        await move(tx, head, "served", "daily_menu.served", {});
        moved++;
      }
    }
    if (moved === 0) unchanged(tx);
    return moved;
  });
}

/** The centre of the change, locked: two people generating the same week wait for each other. */
async function lockedCentre(tx: Tx, given?: number): Promise<number> {
  const centreId = await centreFor(tx, given);
  await tx.db.select({ id: centres.id }).from(centres).where(eq(centres.id, centreId)).for("update");
  return centreId;
}

async function locked(tx: Tx, id: number): Promise<Head> {
  const [row] = await tx.db
    .select()
    .from(dailyMenus)
    .where(and(eq(dailyMenus.id, id), within(dailyMenus.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这份每日菜单");
  return row;
}

function assertNotPast(tx: Tx, date: Day, field: string): void {
  if (date < dayOf(tx.now)) throw invalid(field, `${date} 已经过去了，菜单从今天起才能改`);
}

async function assertOpen(tx: Tx, head: Head): Promise<void> {
  const { slots } = await mastersOf(tx);
  const reason = closedReason(tx, head, slots);
  if (reason) throw conflict(reason);
}

function rangeOf({ date, from, to }: { date?: Day; from?: Day; to?: Day }): { from: Day; to: Day } {
  const first = date ?? from;
  const last = date ?? to ?? from;
  if (!first || !last) throw invalid("date", "请填日期，或起止日期");
  if (last < first) throw invalid("to", "结束日期早于开始日期");
  if (daysBetween(first, last) >= MAX_DAYS) throw invalid("to", `一次最多 ${MAX_DAYS} 天`);
  return { from: first, to: last };
}

type Happened = "daily_menu.published" | "daily_menu.unpublished" | "daily_menu.locked" | "daily_menu.served";

function step(ctx: Ctx, input: DailyMenuStep, to: DailyMenuStatus, what: Happened, change: (tx: Tx) => Partial<Head>) {
  return command(ctx, "menus:edit", async (tx) => {
    const head = await locked(tx, input.id);
    if (input.version !== undefined)
      await assertVersion(tx, "daily_menu", head, input.version, await detailOf(tx, head.id));
    if (to === "draft") await assertOpen(tx, head);
    if (to === "published" && (await linesOf(tx, [head])).size === 0) throw conflict("这一餐还没有菜，先加菜再发布");
    await move(tx, head, to, what, change(tx));
    if (to === "locked")
      await enqueue(
        tx,
        "daily_menu.locked",
        { centreId: head.centreId, date: head.menuDate, slotId: head.categoryId },
        head.centreId,
      );
    return detailOf(tx, head.id);
  });
}

async function move(tx: Tx, head: Head, to: DailyMenuStatus, what: Happened, change: Partial<Head>): Promise<void> {
  if (!dailyMenuStates[head.status].includes(to))
    throw new AppError("conflict", `${head.menuDate} 的菜单${stateWords[head.status]}，${stateSteps[to]}`);
  await bump(tx, head, { status: to, ...change });
  await audit(tx, what, head, { ...head, status: to, ...change, version: head.version + 1 });
}

const stateWords: Record<DailyMenuStatus, string> = {
  draft: "还是草稿",
  published: "已经发布",
  locked: "已经截单",
  served: "已经供餐",
};
const stateSteps: Record<DailyMenuStatus, string> = {
  draft: "不能撤回",
  published: "不能再发布",
  locked: "不能再截单",
  served: "要先截单才能记为已供餐",
};

/**
 * Building block: drafts what a day offers, one menu a slot. A draft is replaced; what is published, locked or ordered from
 * stays. Answers the menus' ids by slot, those that stayed included, and why they did.
 */
export async function offerDay(
  tx: Tx,
  centreId: number,
  wanted: readonly { menuDate: Day; categoryId: number; lines: readonly { dishId: number; quantity: number }[] }[],
) {
  const { slots } = await mastersOf(tx);
  const [first] = wanted;
  if (!first) return { ids: new Map<number, number>(), skipped: [] as { type: string; reason: string }[] };
  await tx.db.select({ id: centres.id }).from(centres).where(eq(centres.id, centreId)).for("update");
  const typeOf = (id: number) => slots.find((s) => s.id === id)?.code ?? "";
  const there = await headsOf(tx, centreId, first.menuDate, first.menuDate);
  const isTaken = (categoryId: number) => there.find((h) => h.categoryId === categoryId && h.status !== "draft");
  const free = wanted.filter(({ categoryId }) => !isTaken(categoryId));
  const menus = free.map(({ lines, ...slot }) => ({
    ...slot,
    menuId: null,
    lines: lines.map((line) => ({ ...plainLine(line.dishId), quantity: line.quantity })),
  }));
  const done = await fill(tx, centreId, menus, true);
  const heads = await headsOf(tx, centreId, first.menuDate, first.menuDate);
  return {
    ids: new Map(heads.map((head) => [head.categoryId, head.id])),
    skipped: [
      ...wanted
        .filter(({ categoryId }) => isTaken(categoryId))
        .map(({ categoryId }) => ({ type: typeOf(categoryId), reason: "当日菜单已发布或锁定，没有改动" })),
      ...done.skipped.map(({ categoryId, reason }) => ({ type: typeOf(categoryId), reason })),
    ],
  };
}
