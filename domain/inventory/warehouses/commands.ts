import "server-only";
import { and, eq, gt, inArray, ne, or } from "drizzle-orm";
import { inventoryItems, stockDocuments, warehouses } from "@/db/schema/inventory";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { conflict, invalid, notFound } from "@/lib/errors";
import { warehouseRow } from "./queries";
import type { CreateWarehouse, UpdateWarehouse, WarehouseOut, WarehouseVersion } from "./schema";

export function createWarehouse(ctx: Ctx, { centreId, ...input }: CreateWarehouse): Promise<WarehouseOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = { ...input, centreId: await centreFor(tx, centreId), createdAt: tx.now, updatedAt: tx.now };
    await assertCode(tx, input.code);
    await assertOne(tx, row);
    const [{ insertId: id }] = await tx.db.insert(warehouses).values(row);
    await audit(tx, "warehouse.created", null, { id, ...row });
    return warehouseRow(tx, id);
  });
}

/** Changes what is given. A warehouse that still holds goods cannot be closed. */
export function updateWarehouse(ctx: Ctx, { id, version, ...given }: UpdateWarehouse): Promise<WarehouseOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await locked(tx, id);
    await assertVersion(tx, "warehouse", row, version);
    if (given.code !== undefined && given.code !== row.code) await assertCode(tx, given.code);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: typeof row = { ...row, ...change, version: row.version + 1, updatedAt: tx.now };
    if (after.kind !== row.kind || (after.status === "inactive" && row.status === "active"))
      await assertEmpty(tx, row, after.kind !== row.kind ? "不能改种类" : "不能停用");
    await assertOne(tx, after);
    await tx.db.update(warehouses).set(after).where(eq(warehouses.id, id));
    await audit(tx, "warehouse.updated", row, after);
    return warehouseRow(tx, id);
  });
}

/** Out of lists and choices; its documents keep it. */
export function archiveWarehouse(ctx: Ctx, input: WarehouseVersion): Promise<null> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "warehouse", row, input.version);
    if (row.archivedAt !== null) throw conflict(`${row.name}已经归档了`);
    await assertEmpty(tx, row, "不能归档");
    const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(warehouses).set(after).where(eq(warehouses.id, row.id));
    await audit(tx, "warehouse.archived", row, after);
    return null;
  });
}

async function locked(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(warehouses)
    .where(and(eq(warehouses.id, id), within(warehouses.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这个仓库");
  return row;
}

async function assertCode(tx: Tx, code: string): Promise<void> {
  const [other] = await tx.db.select({ name: warehouses.name }).from(warehouses).where(eq(warehouses.code, code));
  if (other) throw invalid("code", `代号 ${code} 已经是${other.name}的`);
}

/** A centre has one kitchen warehouse that is cooked from, and one for goods on their way. */
async function assertOne(
  tx: Tx,
  row: { id?: number; centreId: number; kind: (typeof warehouses.$inferSelect)["kind"]; status: string },
): Promise<void> {
  if ((row.kind !== "kitchen" && row.kind !== "transit") || row.status !== "active") return;
  const others = await tx.db
    .select({ id: warehouses.id, name: warehouses.name, archivedAt: warehouses.archivedAt })
    .from(warehouses)
    .where(
      and(
        eq(warehouses.centreId, row.centreId),
        eq(warehouses.kind, row.kind),
        eq(warehouses.status, "active"),
        ne(warehouses.id, row.id ?? 0),
      ),
    );
  const other = others.find((one) => one.archivedAt === null);
  if (other)
    throw invalid("kind", `这个馆已经有${row.kind === "kitchen" ? "厨房仓" : "在途仓"}“${other.name}”，只能有一个`);
}

async function assertEmpty(tx: Tx, row: { id: number; name: string }, what: string): Promise<void> {
  const [held] = await tx.db
    .select({ id: inventoryItems.id })
    .from(inventoryItems)
    .where(and(eq(inventoryItems.warehouseId, row.id), gt(inventoryItems.quantity, 0)))
    .limit(1);
  if (held) throw conflict(`${row.name}里还有库存，${what}；先调走或盘清`);
  const [open] = await tx.db
    .select({ number: stockDocuments.number })
    .from(stockDocuments)
    .where(
      and(
        or(eq(stockDocuments.warehouseId, row.id), eq(stockDocuments.toWarehouseId, row.id)),
        inArray(stockDocuments.status, ["draft", "in_transit"]),
      ),
    )
    .limit(1);
  if (open) throw conflict(`单据 ${open.number} 还没办完，${what}；先过账或取消`);
}
