import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { supplierItems, suppliers } from "@/db/schema/purchasing";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { unitsOf } from "@/domain/inventory/queries";
import { toBase } from "@/domain/inventory/rules";
import { sealed, sealedPhone } from "@/lib/crypto";
import { conflict, invalid, notFound } from "@/lib/errors";
import { supplierRow } from "./queries";
import type {
  AddSupplierItem,
  CreateSupplier,
  SupplierDetailOut,
  SupplierItemId,
  SupplierVersion,
  UpdateSupplier,
  UpdateSupplierItem,
} from "./schema";

export function createSupplier(ctx: Ctx, input: CreateSupplier): Promise<SupplierDetailOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    await assertName(tx, input.name, 0);
    const { phone, bankAccount, ...rest } = input;
    const row = { ...rest, ...sealedPhone(phone), ...sealedAccount(bankAccount), createdAt: tx.now, updatedAt: tx.now };
    const [{ insertId: id }] = await tx.db.insert(suppliers).values(row);
    await audit(tx, "supplier.created", null, { id, ...row });
    return supplierRow(tx, id);
  });
}

/** Changes what is given; a blocked supplier is not suggested any more. */
export function updateSupplier(ctx: Ctx, { id, version, ...given }: UpdateSupplier): Promise<SupplierDetailOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await locked(tx, id);
    await assertVersion(tx, "supplier", row, version);
    if (given.name !== undefined && given.name !== row.name) await assertName(tx, given.name, id);
    const { phone, bankAccount, ...rest } = given;
    const change = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const after: typeof row = {
      ...row,
      ...change,
      ...(phone !== undefined && sealedPhone(phone)),
      ...(bankAccount !== undefined && sealedAccount(bankAccount)),
      version: row.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(suppliers).set(after).where(eq(suppliers.id, id));
    await audit(tx, "supplier.updated", row, after);
    return supplierRow(tx, id);
  });
}

/** Out of lists and suggestions; what was bought there keeps it. */
export function archiveSupplier(ctx: Ctx, input: SupplierVersion): Promise<null> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "supplier", row, input.version);
    if (row.archivedAt !== null) throw conflict(`${row.name}已经归档了`);
    const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(suppliers).set(after).where(eq(suppliers.id, row.id));
    await audit(tx, "supplier.archived", row, after);
    return null;
  });
}

/** A new line of the catalogue. The preferred supplier of an item is one: choosing another ends the first. */
export function addSupplierItem(ctx: Ctx, { id, ...input }: AddSupplierItem): Promise<SupplierDetailOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const supplier = await locked(tx, id);
    await assertUnit(tx, input.itemId, input.unit);
    const [there] = await tx.db
      .select()
      .from(supplierItems)
      .where(lineOf({ id, itemId: input.itemId }));
    if (there) throw invalid("itemId", "目录里已经有这种物料了，改那一行就行");
    const row = { ...input, supplierId: id, createdAt: tx.now, updatedAt: tx.now };
    const [{ insertId }] = await tx.db.insert(supplierItems).values(row);
    if (input.isPreferred) await onlyPreferred(tx, id, input.itemId);
    await audit(tx, "supplier_item.created", null, { id: insertId, ...row }, { supplier: supplier.name });
    return supplierRow(tx, id);
  });
}

export function updateSupplierItem(
  ctx: Ctx,
  { id, itemId, version, ...given }: UpdateSupplierItem,
): Promise<SupplierDetailOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await lockedLine(tx, { id, itemId });
    await assertVersion(tx, "supplier_item", row, version);
    if (given.unit !== undefined) await assertUnit(tx, itemId, given.unit);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: typeof row = { ...row, ...change, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(supplierItems).set(after).where(eq(supplierItems.id, row.id));
    if (after.isPreferred && !row.isPreferred) await onlyPreferred(tx, id, itemId);
    await audit(tx, "supplier_item.updated", row, after);
    return supplierRow(tx, id);
  });
}

export function removeSupplierItem(ctx: Ctx, input: SupplierItemId): Promise<SupplierDetailOut> {
  return command(ctx, "suppliers:edit", async (tx) => {
    const row = await lockedLine(tx, input);
    await tx.db.delete(supplierItems).where(eq(supplierItems.id, row.id));
    await audit(tx, "supplier_item.removed", row, null);
    return supplierRow(tx, input.id);
  });
}

const sealedAccount = (account: string | null) => ({
  bankAccountEnc: sealed(account),
  bankAccountLast4: account?.slice(-4) ?? null,
});

const lineOf = ({ id, itemId }: SupplierItemId) =>
  and(eq(supplierItems.supplierId, id), eq(supplierItems.itemId, itemId));

async function locked(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(suppliers).where(eq(suppliers.id, id)).for("update");
  if (!row) throw notFound("这家供应商");
  return row;
}

async function lockedLine(tx: Tx, line: SupplierItemId) {
  await locked(tx, line.id);
  const [row] = await tx.db.select().from(supplierItems).where(lineOf(line)).for("update");
  if (!row) throw notFound("这一行目录");
  return row;
}

async function onlyPreferred(tx: Tx, supplierId: number, itemId: number): Promise<void> {
  await tx.db
    .update(supplierItems)
    .set({ isPreferred: false })
    .where(and(eq(supplierItems.itemId, itemId), ne(supplierItems.supplierId, supplierId)));
}

async function assertUnit(tx: Tx, itemId: number, unit: string): Promise<void> {
  const item = (await unitsOf(tx.db, [itemId])).get(itemId);
  if (!item) throw invalid("itemId", "没有这种物料，重新选一次");
  if (toBase(item, 1, unit) === null) throw invalid("unit", `没有“${unit}”和“${item.baseUnit}”的换算，先在食材里加上`);
}

async function assertName(tx: Tx, name: string, except: number): Promise<void> {
  const [other] = await tx.db
    .select({ archivedAt: suppliers.archivedAt })
    .from(suppliers)
    .where(and(eq(suppliers.name, name), ne(suppliers.id, except)));
  if (other) throw invalid("name", `已经有“${name}”这家供应商${other.archivedAt ? "（已归档）" : ""}`);
}
