import "server-only";
import { and, asc, desc, eq, gt, gte, inArray, like, lte, or, type SQL, sql } from "drizzle-orm";
import type { StockMovementType } from "@/db/enums/inventory";
import {
  inventoryItems,
  items,
  lotBalances,
  stockDocuments,
  stockLots,
  stockMovements,
  stockReservations,
  warehouses,
} from "@/db/schema/inventory";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, readThroughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import type { Fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, type Day, dayOf } from "@/lib/time";
import { minus } from "../ledger/rules";
import { coverDays, type StockStatus, stockStatus, USE_DAYS } from "./rules";
import type { ListStock, StockDetailOut, StockOut } from "./schema";

const LEDGER_ROWS = 50;

/** Items by warehouse with what of them can be used, by filter: three queries, remembered until stock moves. */
export async function listStock(ctx: Ctx, input: ListStock): Promise<Page<StockOut>> {
  const read = reader(ctx, "inventory:read");
  const today = dayOf(ctx.now);
  const lots = lotSums(read, today, input.warehouseId);
  const where = matching(read, input, lots, today);
  const [rows, total] = await Promise.all([
    readThroughCache(
      read,
      heads(read, lots)
        .where(where)
        .orderBy(...orderOf(input.sort, lots))
        .limit(input.pageSize)
        .offset(offsetOf(input)),
    ),
    countThroughCache(
      read,
      read.db
        .select({ one: sql`1` })
        .from(inventoryItems)
        .innerJoin(items, eq(items.id, inventoryItems.itemId))
        .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
        .leftJoin(lots, eq(lots.shelfId, inventoryItems.id))
        .where(where),
    ),
  ]);
  const used = await usedOf(
    read,
    rows.map((row) => row.stock.id),
    today,
  );
  return {
    rows: rows.map((row) => shown(row, used)),
    total,
    page: input.page,
    pageSize: input.pageSize,
  };
}

/** Rows of the list by ascending id, for an export that reads on from the last one. */
export async function stockAfter(read: Read, input: ListStock, lastId: number, limit: number): Promise<StockOut[]> {
  const today = dayOf(read.ctx.now);
  const lots = lotSums(read, today, input.warehouseId);
  const rows = await heads(read, lots)
    .where(and(matching(read, input, lots, today), gt(inventoryItems.id, lastId)))
    .orderBy(asc(inventoryItems.id))
    .limit(limit);
  const used = await usedOf(
    read,
    rows.map((row) => row.stock.id),
    today,
  );
  return rows.map((row) => shown(row, used));
}

/** How many rows there are of each status and how many hold something that expires within seven days, for tabs and cards. */
export async function stockCounts(ctx: Ctx, input: { centreId?: number; warehouseId?: number }) {
  const read = reader(ctx, "inventory:read");
  const today = dayOf(ctx.now);
  const lots = lotSums(read, today, input.warehouseId);
  const counting = read.db
    .select({
      status: statusSql(lots),
      n: sql<number>`count(*)`.mapWith(Number),
      expiring: sql<number>`coalesce(sum(${lots.firstDate} <= ${addDays(today, 7)}), 0)`.mapWith(Number),
      cost: sql<number>`coalesce(sum(${lots.knownCost}), 0)`.mapWith(Number),
    })
    .from(inventoryItems)
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .leftJoin(lots, eq(lots.shelfId, inventoryItems.id))
    .where(
      matching(
        read,
        { page: 1, pageSize: 20, sort: "name", centreId: input.centreId, warehouseId: input.warehouseId },
        lots,
        today,
      ),
    )
    .groupBy(statusSql(lots));
  const rows = await readThroughCache(read, counting);
  const of = (status: StockStatus) => rows.find((row) => row.status === status)?.n ?? 0;
  return {
    all: rows.reduce((sum, row) => sum + row.n, 0),
    overPromised: of("over_promised"),
    out: of("out"),
    low: of("low"),
    inStock: of("in_stock"),
    expiring: rows.reduce((sum, row) => sum + row.expiring, 0),
    cost: rows.reduce((sum, row) => sum + row.cost, 0) as Fen,
  };
}

/** An item in a warehouse with its lots, who is promised what, and the last movements. */
export async function stockDetail(ctx: Ctx, { id }: { id: number }): Promise<StockDetailOut> {
  return stockRow(reader(ctx, "inventory:read"), id, dayOf(ctx.now));
}

/** Building block: the same inside a command. */
export async function stockRow(read: Pick<Read, "db" | "grant">, id: number, today: Day): Promise<StockDetailOut> {
  const lots = lotSums(read, today);
  const [[row], used, lotRows, reservations, movements] = await Promise.all([
    heads(read, lots).where(and(eq(inventoryItems.id, id), within(warehouses.centreId, read.grant.centres))),
    usedOf(read, [id], today),
    read.db
      .select({
        id: stockLots.id,
        lotNo: stockLots.lotNo,
        status: stockLots.status,
        producedOn: stockLots.producedOn,
        expiresOn: stockLots.expiresOn,
        quantity: lotBalances.quantity,
        cost: lotBalances.cost,
      })
      .from(lotBalances)
      .innerJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
      .where(and(eq(lotBalances.inventoryItemId, id), gt(lotBalances.quantity, 0)))
      .orderBy(sql`${stockLots.expiresOn} is null`, asc(stockLots.expiresOn), asc(stockLots.id)),
    read.db
      .select({
        id: stockReservations.id,
        quantity: stockReservations.quantity,
        neededOn: stockReservations.neededOn,
        priority: stockReservations.priority,
        sourceType: stockReservations.sourceType,
        sourceId: stockReservations.sourceId,
        expiresAt: stockReservations.expiresAt,
      })
      .from(stockReservations)
      .where(and(eq(stockReservations.inventoryItemId, id), eq(stockReservations.status, "active")))
      .orderBy(asc(stockReservations.neededOn), asc(stockReservations.priority), asc(stockReservations.id))
      .limit(100),
    read.db
      .select({ movement: stockMovements, documentNumber: stockDocuments.number, lotNo: stockLots.lotNo })
      .from(stockMovements)
      .innerJoin(stockDocuments, eq(stockDocuments.id, stockMovements.documentId))
      .innerJoin(stockLots, eq(stockLots.id, stockMovements.lotId))
      .where(eq(stockMovements.inventoryItemId, id))
      .orderBy(desc(stockMovements.id))
      .limit(LEDGER_ROWS),
  ]);
  if (!row) throw notFound("这项库存");
  return {
    ...shown(row, used),
    lots: lotRows,
    reservations,
    movements: movements.map(({ movement: m, ...about }) => ({
      id: m.id,
      documentId: m.documentId,
      ...about,
      movementType: m.movementType as StockMovementType,
      quantity: m.quantity,
      quantityAfter: m.quantityAfter,
      cost: m.cost,
      reason: m.reason,
      businessDay: m.businessDay,
      createdAt: m.createdAt,
    })),
  };
}

/** The lots of each shelf added up; only shelves that hold something have a row. */
function lotSums({ db, grant }: Pick<Read, "db" | "grant">, today: Day, warehouseId?: number) {
  const usable = sql`${stockLots.status} = 'available' and (${stockLots.expiresOn} is null or ${stockLots.expiresOn} >= ${today})`;
  const sumIf = (when: SQL) =>
    sql<number>`coalesce(sum(case when ${when} then ${lotBalances.quantity} else 0 end), 0)`.mapWith(Number);
  return db
    .select({
      shelfId: lotBalances.inventoryItemId.getSQL().mapWith(Number).as("shelf_id"),
      usable: sumIf(usable).as("usable"),
      blocked: sumIf(sql`${stockLots.status} <> 'available'`).as("blocked"),
      expired: sumIf(sql`${stockLots.status} = 'available' and ${stockLots.expiresOn} < ${today}`).as("expired"),
      lotCount: sql<number>`count(*)`.mapWith(Number).as("lot_count"),
      nextDate: sql<Day | null>`min(case when ${usable} then ${stockLots.expiresOn} end)`.as("next_date"),
      firstDate: sql<Day | null>`min(case when ${stockLots.status} = 'available' then ${stockLots.expiresOn} end)`.as(
        "first_date",
      ),
      knownCost: sql<number>`coalesce(sum(${lotBalances.cost}), 0)`.mapWith(Number).as("known_cost"),
      unknown: sql<number>`sum(${lotBalances.cost} is null)`.mapWith(Number).as("unknown_costs"),
    })
    .from(lotBalances)
    .innerJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
    .innerJoin(inventoryItems, eq(inventoryItems.id, lotBalances.inventoryItemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .where(
      and(
        gt(lotBalances.quantity, 0),
        within(warehouses.centreId, grant.centres),
        warehouseId === undefined ? undefined : eq(inventoryItems.warehouseId, warehouseId),
      ),
    )
    .groupBy(lotBalances.inventoryItemId)
    .as("lots");
}
type Lots = ReturnType<typeof lotSums>;

/** rules.stockStatus, said in SQL for filters and counts. */
const statusSql = (lots: Lots): SQL<StockStatus> => {
  const usable = sql`coalesce(${lots.usable}, 0)`;
  return sql<StockStatus>`case when ${inventoryItems.reservedQuantity} > ${usable} then 'over_promised' when ${usable} <= 0 then 'out'
    when ${usable} - ${inventoryItems.reservedQuantity} < ${inventoryItems.reorderPoint} then 'low' else 'in_stock' end`;
};

const heads = ({ db }: Pick<Read, "db">, lots: Lots) =>
  db
    .select({
      stock: inventoryItems,
      itemCode: items.code,
      itemName: items.name,
      kind: items.kind,
      category: items.category,
      unit: items.baseUnit,
      centreId: warehouses.centreId,
      warehouseName: warehouses.name,
      usable: lots.usable,
      blocked: lots.blocked,
      expired: lots.expired,
      lotCount: lots.lotCount,
      nextDate: lots.nextDate,
      knownCost: lots.knownCost,
      unknown: lots.unknown,
    })
    .from(inventoryItems)
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .leftJoin(lots, eq(lots.shelfId, inventoryItems.id))
    .$dynamic();

/** What left for cooking and use over the last days, by shelf. */
async function usedOf(read: Pick<Read, "db">, shelfIds: number[], today: Day): Promise<Map<number, number>> {
  if (shelfIds.length === 0) return new Map();
  const using = read.db
    .select({
      shelfId: stockMovements.inventoryItemId,
      used: sql<number>`-sum(${stockMovements.quantity})`.mapWith(Number),
    })
    .from(stockMovements)
    .where(
      and(
        inArray(stockMovements.inventoryItemId, shelfIds),
        gte(stockMovements.businessDay, addDays(today, -USE_DAYS)),
        inArray(stockMovements.movementType, ["issue", "production", "outbound"]),
      ),
    )
    .groupBy(stockMovements.inventoryItemId);
  const rows = await readThroughCache(read, using);
  return new Map(rows.map((row) => [row.shelfId, row.used]));
}

function shown(row: Awaited<ReturnType<typeof heads>>[number], usedBy: ReadonlyMap<number, number>): StockOut {
  const { stock } = row;
  const usable = row.usable ?? 0;
  const used = usedBy.get(stock.id) ?? 0;
  const availableQuantity = minus(usable, stock.reservedQuantity);
  return {
    id: stock.id,
    productId: stock.itemId,
    itemId: stock.itemId,
    itemCode: row.itemCode,
    itemName: row.itemName,
    kind: row.kind,
    category: row.category,
    unit: row.unit,
    centreId: row.centreId,
    warehouseId: stock.warehouseId,
    warehouseName: row.warehouseName,
    quantity: stock.quantity,
    reservedQuantity: stock.reservedQuantity,
    usableQuantity: usable,
    blockedQuantity: row.blocked ?? 0,
    expiredQuantity: row.expired ?? 0,
    availableQuantity,
    reorderPoint: stock.reorderPoint,
    status: stockStatus({ usable, reserved: stock.reservedQuantity, reorderPoint: stock.reorderPoint }),
    lotCount: row.lotCount ?? 0,
    expiresOn: row.nextDate ?? null,
    cost: (row.unknown ?? 0) > 0 ? null : ((row.knownCost ?? 0) as Fen),
    dailyUse: Math.round((used * 1000) / USE_DAYS) / 1000,
    coverDays: coverDays(availableQuantity, used),
    version: stock.version,
    updatedAt: stock.updatedAt,
  };
}

function orderOf(sort: ListStock["sort"], lots: Lots): SQL[] {
  const { key, dir } = sortOf<"name" | "quantity" | "expiresOn" | "updatedAt" | "id">(sort);
  const order = dir === "asc" ? asc : desc;
  if (key === "expiresOn") return [sql`${lots.nextDate} is null`, order(lots.nextDate), asc(inventoryItems.id)];
  const column = {
    name: items.name,
    quantity: inventoryItems.quantity,
    updatedAt: inventoryItems.updatedAt,
    id: inventoryItems.id,
  }[key];
  return [order(column), order(inventoryItems.id)];
}

function matching({ grant }: Read, input: ListStock, lots: Lots, today: Day): SQL | undefined {
  const text = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    within(warehouses.centreId, grant.centres),
    input.centreId === undefined ? undefined : eq(warehouses.centreId, input.centreId),
    input.warehouseId === undefined ? undefined : eq(inventoryItems.warehouseId, input.warehouseId),
    input.itemId === undefined ? undefined : eq(inventoryItems.itemId, input.itemId),
    input.kind && eq(items.kind, input.kind),
    input.category ? eq(items.category, input.category) : undefined,
    input.status && eq(statusSql(lots), input.status),
    input.expiring === undefined ? undefined : lte(lots.firstDate, addDays(today, input.expiring)),
    text ? or(like(items.name, text), like(items.code, text)) : undefined,
  );
}
