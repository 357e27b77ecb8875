import "server-only";
import { and, asc, eq, getTableName, gt, inArray, isNull } from "drizzle-orm";
import { ingredients } from "@/db/schema/dishes";
import {
  inventoryItems,
  items,
  lotBalances,
  stockDocumentLines,
  stockDocuments,
  stockLots,
  warehouses,
} from "@/db/schema/inventory";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { plus } from "@/domain/inventory/ledger/rules";
import { unitsOf } from "@/domain/inventory/queries";
import { toBase } from "@/domain/inventory/rules";
import { setting } from "@/domain/system/settings/queries";
import { invalid } from "@/lib/errors";
import { addDays, clockOf, type Day, dayOf, daysBetween } from "@/lib/time";
import { type IngredientTotal, ingredientTotals, type Production, productionOf } from "../rules";
import { type DaysAhead, daysAhead } from "./days";
import { averageUse, cellStates, coveredUntil, type Offered, type Supply, simulate, suggest } from "./rules";
import type { RequirementsInput, RequirementsOut } from "./schema";

export const MAX_DAYS = 31;

/** Who sells an item, asked of purchasing by whoever may (the kitchen stands below it). */
export type OffersOf = (read: Read, itemIds: readonly number[]) => Promise<Map<number, Offered[]>>;

/**
 * What the kitchen needs along the calendar: plans, guests and staff by day, less the lots that are still in date on each
 * day (first expired first, so that Tuesday's use lowers Friday), what is on its way, and what to buy by when. Mothers in the
 * house whose days are not planned yet are estimated at what a mother eats on the planned ones, and shown apart.
 */
export async function requirementsWith(
  ctx: Ctx,
  input: RequirementsInput,
  offersOf: OffersOf,
  permission: "kitchen:read" | "kitchen:export" = "kitchen:read",
): Promise<RequirementsOut> {
  const read = reader(ctx, permission);
  const centreId = await centreFor(read, input.centreId);
  const { from, to } = await periodOf(read, centreId, input);
  const ahead = await daysAhead(read, centreId, from, to);
  const daily = ahead.days.map((day) => ({ day, ...needOf(day, ahead, ctx.now) }));
  const kinds = await itemsOf(
    read,
    daily.flatMap(({ whole }) => whole.map((one) => one.ingredientId)),
  );
  const itemIds = kinds.map((kind) => kind.itemId);
  const [supplies, offers] = await Promise.all([suppliesOf(read, centreId, from), offersOf(read, itemIds)]);
  const dates = ahead.days.map((day) => day.date);
  const motherDays = daily.reduce((sum, one) => sum + one.planned, 0);
  const rows = kinds.map((kind) =>
    rowOf(kind, daily, dates, motherDays, supplies.get(kind.itemId) ?? [], from, offers.get(kind.itemId)?.[0] ?? null),
  );
  return {
    centreId,
    from,
    to,
    days: daily.map(({ day, whole, planned, unplanned }) => ({
      date: day.date,
      mothers: planned + unplanned,
      unplanned,
      ingredients: whole,
    })),
    items: rows.map((row) => row.item).sort(byUrgency),
    suggestions: rows
      .flatMap((row) => row.suggestions)
      .sort(
        (a, b) => a.orderBy.localeCompare(b.orderBy) || a.neededOn.localeCompare(b.neededOn) || a.itemId - b.itemId,
      ),
  };
}

/** From today, or the day said, for as many days as the centre looks ahead. */
export async function periodOf(
  read: Read,
  centreId: number,
  input: RequirementsInput,
): Promise<{ from: Day; to: Day }> {
  const from = input.from ?? dayOf(read.ctx.now);
  const to = input.to ?? addDays(from, (await setting(read.db, "kitchen.requirement_days", centreId)) - 1);
  if (to < from) throw invalid("to", "结束日期早于开始日期");
  if (daysBetween(from, to) >= MAX_DAYS) throw invalid("to", `一次最多看 ${MAX_DAYS} 天`);
  return { from, to };
}

type FullDay = DaysAhead["days"][number];
type Daily = {
  day: FullDay;
  whole: IngredientTotal[];
  /** Gross grams by ingredient that the store has still to give. */
  coming: ReadonlyMap<number, number>;
  planned: number;
  unplanned: number;
};

/** A day's use by ingredient: all of it, and what has still to be taken (of today's slots that are over it has been). */
function needOf(day: FullDay, { ordered }: DaysAhead, now: Date): Omit<Daily, "day"> {
  const produced = withOrdered(productionOf(day), day, ordered);
  const whole = ingredientTotals(produced, day.cards);
  const isToday = day.date === dayOf(now);
  const left = { ...produced, slots: produced.slots.filter((sheet) => sheet.servingTime > clockOf(now)) };
  const coming = new Map(
    (isToday ? ingredientTotals(left, day.cards) : whole).map((one) => [one.ingredientId, one.grossGrams]),
  );
  const mothers = Math.max(0, ...produced.slots.map((sheet) => sheet.mothers));
  const eating = new Set(day.meals.map((meal) => meal.patientId));
  const idle = day.eaters.filter((eater) => eater.stay !== null && !eating.has(eater.patientId)).length;
  const unplanned = Math.min(mothers, idle);
  return { whole, coming, planned: mothers - unplanned, unplanned };
}

function withOrdered(production: Production, day: FullDay, ordered: DaysAhead["ordered"]): Production {
  const own = ordered.filter((dish) => dish.date === day.date);
  if (own.length === 0) return production;
  return {
    ...production,
    slots: production.slots.map((sheet) => {
      const more = own.filter((dish) => dish.slotId === sheet.slotId);
      const dishes = more.map(({ dishId, quantity }) => ({
        dishId,
        dishName: day.cards.get(dishId)?.name ?? "",
        category: day.cards.get(dishId)?.category ?? null,
        station: day.cards.get(dishId)?.station ?? "其他",
        portions: quantity,
        byFloor: [],
        variants: [],
      }));
      return { ...sheet, dishes: [...sheet.dishes, ...dishes] };
    }),
  };
}

type ItemKind = {
  itemId: number;
  ingredientId: number;
  name: string;
  category: string;
  unit: string;
  shelfDays: number | null;
  /** Base units of one gram. */
  perGram: number;
};

async function itemsOf(read: Read, ingredientIds: readonly number[]): Promise<ItemKind[]> {
  const wanted = new Set(ingredientIds);
  if (wanted.size === 0) return [];
  const all = await throughCache(read, "kitchen:foods", ["ingredient", "item"], loadFoods);
  const rows = all.filter((row) => wanted.has(row.ingredientId));
  const units = await unitsOf(
    read.db,
    rows.map((row) => row.itemId),
  );
  return rows.flatMap((row) => {
    const known = units.get(row.itemId);
    const perGram = known ? toBase(known, 1, "g") : null;
    return perGram === null ? [] : [{ ...row, perGram }]; // what cannot be weighed cannot be counted here
  });
}

const loadFoods = (db: Read["db"]) =>
  db
    .select({
      itemId: items.id,
      ingredientId: ingredients.id,
      name: ingredients.name,
      category: ingredients.category,
      unit: items.baseUnit,
      shelfDays: items.shelfDays,
    })
    .from(ingredients)
    .innerJoin(items, eq(items.id, ingredients.itemId))
    .orderBy(asc(ingredients.id));

type Held = Supply & { isIncoming: boolean };

/** Lots of the centre's warehouses that may be used, goods on their way, and receipts written but not posted. */
const suppliesOf = (read: Read, centreId: number, from: Day): Promise<Map<number, Held[]>> =>
  throughCache(read, `kitchen:supplies:${centreId}:${from}`, supplyTables, (db) => loadSupplies(db, centreId, from));

const supplyTables = [warehouses, inventoryItems, lotBalances, stockLots, stockDocuments, stockDocumentLines].map(
  getTableName,
);

async function loadSupplies(db: Read["db"], centreId: number, from: Day): Promise<Map<number, Held[]>> {
  const found = new Map<number, Held[]>();
  const [lots, drafts] = await Promise.all([
    db
      .select({
        itemId: inventoryItems.itemId,
        quantity: lotBalances.quantity,
        expiresOn: stockLots.expiresOn,
        kind: warehouses.kind,
      })
      .from(warehouses)
      .innerJoin(inventoryItems, eq(inventoryItems.warehouseId, warehouses.id))
      .innerJoin(lotBalances, and(eq(lotBalances.inventoryItemId, inventoryItems.id), gt(lotBalances.quantity, 0)))
      .innerJoin(stockLots, and(eq(stockLots.id, lotBalances.lotId), eq(stockLots.status, "available")))
      .where(
        and(
          eq(warehouses.centreId, centreId),
          inArray(warehouses.kind, ["kitchen", "main", "transit"]),
          isNull(warehouses.archivedAt),
        ),
      ),
    db
      .select({
        itemId: stockDocumentLines.itemId,
        quantity: stockDocumentLines.baseQuantity,
        expiresOn: stockLots.expiresOn,
        day: stockDocuments.businessDay,
      })
      .from(stockDocuments)
      .innerJoin(stockDocumentLines, eq(stockDocumentLines.documentId, stockDocuments.id))
      .leftJoin(stockLots, eq(stockLots.id, stockDocumentLines.lotId))
      .where(
        and(
          eq(stockDocuments.centreId, centreId),
          eq(stockDocuments.kind, "receipt"),
          eq(stockDocuments.status, "draft"),
        ),
      ),
  ]);
  const add = (itemId: number, held: Held) => found.set(itemId, [...(found.get(itemId) ?? []), held]);
  for (const { itemId, quantity, expiresOn, kind } of lots)
    add(itemId, { quantity, expiresOn, from, isIncoming: kind === "transit" });
  for (const { itemId, quantity, expiresOn, day } of drafts)
    add(itemId, { quantity, expiresOn, from: day < from ? from : day, isIncoming: true });
  return found;
}

function rowOf(
  kind: ItemKind,
  daily: readonly Daily[],
  dates: readonly Day[],
  motherDays: number,
  supplies: readonly Held[],
  from: Day,
  offer: Offered | null,
) {
  const inBase = (grams: number) => Math.round(grams * kind.perGram * 1000) / 1000;
  const grams = daily.map(({ coming }) => coming.get(kind.ingredientId) ?? 0);
  const used = daily.reduce((sum, { whole }) => sum + (whole.find(isOf(kind))?.grossGrams ?? 0), 0);
  const average = averageUse(used, motherDays);
  const planned = new Map(dates.map((date, i): [Day, number] => [date, inBase(grams[i] ?? 0)]));
  const expected = new Map(dates.map((date, i): [Day, number] => [date, inBase(average * (daily[i]?.unplanned ?? 0))]));
  const both = new Map(
    dates.map((date): [Day, number] => [date, plus(planned.get(date) ?? 0, expected.get(date) ?? 0)]),
  );
  const inHouse = supplies.filter((supply) => !supply.isIncoming);
  const balances = simulate(dates, supplies, planned);
  const withExpected = simulate(dates, supplies, both);
  const states = cellStates(balances, simulate(dates, inHouse, planned));
  const sum = (list: readonly { short: number }[]) => list.reduce((all, one) => plus(all, one.short), 0);
  const usable = (list: readonly Held[]) =>
    list
      .filter((one) => one.expiresOn === null || one.expiresOn >= from)
      .reduce((all, one) => plus(all, one.quantity), 0);
  const { perGram, shelfDays, ...about } = kind;
  const item: RequirementsOut["items"][number] = {
    ...about,
    stock: usable(inHouse),
    incoming: usable(supplies.filter((supply) => supply.isIncoming)),
    short: sum(balances),
    shortExpected: sum(withExpected),
    firstShortOn: balances.find((day) => day.short > 0)?.date ?? null,
    coveredUntil: coveredUntil(balances),
    days: balances.map(({ date, need, short, balance, expired }, i) => ({
      date,
      need,
      expected: expected.get(date) ?? 0,
      short,
      balance,
      expired,
      state: states[i] ?? "unused",
    })),
  };
  const suggestions = suggest(dates, supplies, both, { baseUnit: kind.unit, shelfDays, offer }).map((one) => ({
    itemId: kind.itemId,
    name: kind.name,
    baseUnit: kind.unit,
    ...one,
  }));
  return { item, suggestions };
}

const isOf = (kind: ItemKind) => (one: IngredientTotal) => one.ingredientId === kind.ingredientId;

type ItemRow = RequirementsOut["items"][number];
const byUrgency = (a: ItemRow, b: ItemRow): number =>
  (a.firstShortOn ?? "9").localeCompare(b.firstShortOn ?? "9") ||
  b.short - a.short ||
  a.name.localeCompare(b.name, "zh");
