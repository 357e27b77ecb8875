import "server-only";
import { and, asc, desc, eq, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { warehouses } from "@/db/schema/inventory";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import type { ListWarehouses, WarehouseOut } from "./schema";

const sortable = { id: warehouses.id, name: warehouses.name, code: warehouses.code };

export async function listWarehouses(ctx: Ctx, input: ListWarehouses): Promise<Page<WarehouseOut>> {
  const read = reader(ctx, "suppliers:read");
  const where = matching(read, input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    heads(read)
      .where(where)
      .orderBy(order(sortable[key]), order(warehouses.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    read.db.$count(warehouses, where),
  ]);
  return { rows: rows.map(shown), total, page: input.page, pageSize: input.pageSize };
}

export async function warehouseDetail(ctx: Ctx, { id }: { id: number }): Promise<WarehouseOut> {
  return warehouseRow(reader(ctx, "suppliers:read"), id);
}

/** Building block: the same inside a command. */
export async function warehouseRow(read: Pick<Read, "db" | "grant">, id: number): Promise<WarehouseOut> {
  const [row] = await heads(read).where(and(eq(warehouses.id, id), within(warehouses.centreId, read.grant.centres)));
  if (!row) throw notFound("这个仓库");
  return shown(row);
}

export type WarehouseOption = Pick<WarehouseOut, "id" | "centreId" | "name" | "kind">;

/** Open warehouses to choose from, the kitchen's first, for whoever sees stock. */
export async function warehouseOptions(ctx: Ctx, { centreId }: { centreId?: number } = {}): Promise<WarehouseOption[]> {
  const { db, grant } = reader(ctx, "inventory:read");
  const open = db
    .select({ id: warehouses.id, centreId: warehouses.centreId, name: warehouses.name, kind: warehouses.kind })
    .from(warehouses)
    .where(
      and(
        within(warehouses.centreId, grant.centres),
        centreId === undefined ? undefined : eq(warehouses.centreId, centreId),
        eq(warehouses.status, "active"),
        isNull(warehouses.archivedAt),
      ),
    )
    .orderBy(asc(warehouses.centreId), asc(warehouses.kind), asc(warehouses.id));
  return readThroughCache({ db }, open);
}

const heads = ({ db }: Pick<Read, "db">) =>
  db
    .select({
      warehouse: warehouses,
      centreName: centres.name,
      itemCount:
        sql<number>`(select count(*) from inventory_item i where i.warehouse_id = ${warehouses.id} and i.quantity > 0)`.mapWith(
          Number,
        ),
    })
    .from(warehouses)
    .innerJoin(centres, eq(centres.id, warehouses.centreId))
    .$dynamic();

const shown = ({ warehouse, ...about }: Awaited<ReturnType<typeof heads>>[number]): WarehouseOut => ({
  ...warehouse,
  ...about,
});

function matching({ grant }: Read, input: ListWarehouses): SQL | undefined {
  const text = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    within(warehouses.centreId, grant.centres),
    input.archived ? isNotNull(warehouses.archivedAt) : isNull(warehouses.archivedAt),
    input.centreId === undefined ? undefined : eq(warehouses.centreId, input.centreId),
    input.kind && eq(warehouses.kind, input.kind),
    input.status && eq(warehouses.status, input.status),
    text ? or(like(warehouses.name, text), like(warehouses.code, text)) : undefined,
  );
}
