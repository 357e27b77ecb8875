import "server-only";
import { and, asc, desc, eq, exists, gt, inArray, like, lte, or, type SQL, sql } from "drizzle-orm";
import { inventoryItems, items, lotBalances, stockLots, warehouses } from "@/db/schema/inventory";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import { total } from "../ledger/rules";
import type { ListLots, LotOut } from "./schema";

/** Lots that lie (or lay) in the caller's warehouses, soonest to expire first. Three queries. */
export async function listLots(ctx: Ctx, input: ListLots): Promise<Page<LotOut>> {
  const read = reader(ctx, "inventory:read");
  const today = dayOf(ctx.now);
  const where = matching(read, input, today);
  const { key, dir } = sortOf<"expiresOn" | "id">(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, count] = await Promise.all([
    heads(read)
      .where(where)
      .orderBy(
        ...(key === "expiresOn" ? [sql`${stockLots.expiresOn} is null`, order(stockLots.expiresOn)] : []),
        order(stockLots.id),
      )
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    read.db
      .select({ n: sql<number>`count(*)`.mapWith(Number) })
      .from(stockLots)
      .innerJoin(items, eq(items.id, stockLots.itemId))
      .where(where),
  ]);
  const places = await placesOf(
    read,
    rows.map((row) => row.lot.id),
    input,
  );
  return {
    rows: rows.map((row) => shown(row, places.get(row.lot.id) ?? [], today)),
    total: count[0]?.n ?? 0,
    page: input.page,
    pageSize: input.pageSize,
  };
}

export async function lotDetail(ctx: Ctx, { id }: { id: number }): Promise<LotOut> {
  return lotRow(reader(ctx, "inventory:read"), id, dayOf(ctx.now));
}

/** Building block: one lot that the caller may see, also inside a command. */
export async function lotRow(read: Pick<Read, "db" | "grant">, id: number, today: Day): Promise<LotOut> {
  const [row] = await heads(read).where(and(eq(stockLots.id, id), seen(read)));
  if (!row) throw notFound("这个批次");
  const places = await placesOf(read, [id], {});
  return shown(row, places.get(id) ?? [], today);
}

const heads = ({ db }: Pick<Read, "db">) =>
  db
    .select({ lot: stockLots, itemName: items.name, unit: items.baseUnit })
    .from(stockLots)
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .$dynamic();

/** A lot belongs to no centre: it is seen by those in whose warehouses it lies or lay. */
const seen = ({ db, grant }: Pick<Read, "db" | "grant">, more?: SQL): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(lotBalances)
      .innerJoin(inventoryItems, eq(inventoryItems.id, lotBalances.inventoryItemId))
      .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
      .where(and(eq(lotBalances.lotId, stockLots.id), within(warehouses.centreId, grant.centres), more)),
  );

async function placesOf(
  read: Pick<Read, "db" | "grant">,
  lotIds: number[],
  input: { warehouseId?: number; centreId?: number },
) {
  const places = new Map<number, (LotOut["warehouses"][number] & { cost: number | null })[]>();
  if (lotIds.length === 0) return places;
  const rows = await read.db
    .select({
      lotId: lotBalances.lotId,
      id: warehouses.id,
      name: warehouses.name,
      quantity: lotBalances.quantity,
      cost: lotBalances.cost,
    })
    .from(lotBalances)
    .innerJoin(inventoryItems, eq(inventoryItems.id, lotBalances.inventoryItemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .where(
      and(
        inArray(lotBalances.lotId, lotIds),
        gt(lotBalances.quantity, 0),
        within(warehouses.centreId, read.grant.centres),
        placed(input),
      ),
    )
    .orderBy(asc(warehouses.id));
  for (const { lotId, ...place } of rows) places.set(lotId, [...(places.get(lotId) ?? []), place]);
  return places;
}

const placed = (input: { warehouseId?: number; centreId?: number }): SQL | undefined =>
  and(
    input.warehouseId === undefined ? undefined : eq(warehouses.id, input.warehouseId),
    input.centreId === undefined ? undefined : eq(warehouses.centreId, input.centreId),
  );

function shown(
  { lot, itemName, unit }: Awaited<ReturnType<typeof heads>>[number],
  places: readonly (LotOut["warehouses"][number] & { cost: number | null })[],
  today: Day,
): LotOut {
  const { id, itemId, lotNo, status, producedOn, expiresOn, receivedQuantity, createdAt } = lot;
  return {
    id,
    itemId,
    itemName,
    unit,
    lotNo,
    status,
    producedOn,
    expiresOn,
    daysLeft: expiresOn === null ? null : daysBetween(today, expiresOn),
    receivedQuantity,
    quantity: total(places.map((place) => place.quantity)),
    cost: lot.cost,
    warehouses: places.map(({ cost, ...place }) => place),
    createdAt,
  };
}

function matching(read: Read, input: ListLots, today: Day): SQL | undefined {
  const text = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    seen(read, and(placed(input), input.empty ? undefined : gt(lotBalances.quantity, 0))),
    input.itemId === undefined ? undefined : eq(stockLots.itemId, input.itemId),
    input.status && eq(stockLots.status, input.status),
    input.expiring === undefined ? undefined : lte(stockLots.expiresOn, addDays(today, input.expiring)),
    text ? or(like(stockLots.lotNo, text), like(items.name, text)) : undefined,
  );
}
