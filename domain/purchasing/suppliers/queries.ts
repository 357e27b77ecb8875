import "server-only";
import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { items } from "@/db/schema/inventory";
import { supplierItems, suppliers } from "@/db/schema/purchasing";
import { type Db, type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { unitsOf } from "@/domain/inventory/queries";
import { toBase } from "@/domain/inventory/rules";
import { maskedPhone, unsealed } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import type { Fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import type { ListSuppliers, SupplierDetailOut, SupplierItemOut, SupplierOut } from "./schema";

const sortable = { id: suppliers.id, name: suppliers.name, leadDays: suppliers.leadDays };

/** Suppliers of the group: two queries. */
export async function listSuppliers(ctx: Ctx, input: ListSuppliers): Promise<Page<SupplierOut>> {
  const read = reader(ctx, "suppliers:read");
  const where = matching(read, input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    heads(read)
      .where(where)
      .orderBy(order(sortable[key]), order(suppliers.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    read.db.$count(suppliers, where),
  ]);
  return { rows: rows.map(shown), total, page: input.page, pageSize: input.pageSize };
}

export async function supplierDetail(ctx: Ctx, { id }: { id: number }): Promise<SupplierDetailOut> {
  return supplierRow(reader(ctx, "suppliers:read"), id);
}

/** Building block: a supplier with the catalogue, also inside a command. */
export async function supplierRow(read: Pick<Read, "db">, id: number): Promise<SupplierDetailOut> {
  const [[row], catalogue] = await Promise.all([
    heads(read).where(eq(suppliers.id, id)),
    read.db
      .select({ line: supplierItems, item: items })
      .from(supplierItems)
      .innerJoin(items, eq(items.id, supplierItems.itemId))
      .where(eq(supplierItems.supplierId, id))
      .orderBy(asc(items.category), asc(items.name), asc(items.id)),
  ]);
  if (!row) throw notFound("这家供应商");
  const units = await unitsOf(
    read.db,
    catalogue.map(({ item }) => item.id),
  );
  return {
    ...shown(row),
    items: catalogue.map(({ line, item }): SupplierItemOut => {
      const known = units.get(item.id);
      return {
        itemId: item.id,
        itemName: item.name,
        kind: item.kind,
        category: item.category,
        baseUnit: item.baseUnit,
        supplierSku: line.supplierSku,
        unit: line.unit,
        baseQuantity: known ? toBase(known, 1, line.unit) : null,
        unitPrice: line.unitPrice,
        minQuantity: line.minQuantity,
        isPreferred: line.isPreferred,
        version: line.version,
      };
    }),
  };
}

export type Offer = {
  itemId: number;
  supplierId: number;
  supplierName: string;
  leadDays: number;
  unit: string;
  /** Base units of one `unit`; an offer whose unit the item does not know is left out. */
  baseQuantity: number;
  unitPrice: Fen;
  minQuantity: number | null;
  isPreferred: boolean;
};

/** Who sells these items: the preferred one first, then the cheapest per base unit. Two queries. */
export async function offersOf(db: Db, itemIds: readonly number[]): Promise<Map<number, Offer[]>> {
  if (itemIds.length === 0) return new Map();
  const wanted = [...new Set(itemIds)].sort((a, b) => a - b);
  const tables = ["supplier", "supplier_item", "item", "item_unit"];
  return throughCache({ db }, `purchasing:offers:${wanted.join(",")}`, tables, (own) => loadOffers(own, wanted));
}

async function loadOffers(db: Db, wanted: number[]): Promise<Map<number, Offer[]>> {
  const [rows, units] = await Promise.all([
    db
      .select({ line: supplierItems, supplierName: suppliers.name, leadDays: suppliers.leadDays })
      .from(supplierItems)
      .innerJoin(suppliers, eq(suppliers.id, supplierItems.supplierId))
      .where(and(inArray(supplierItems.itemId, wanted), eq(suppliers.status, "active"), isNull(suppliers.archivedAt))),
    unitsOf(db, wanted),
  ]);
  const offers = new Map<number, Offer[]>();
  for (const { line, supplierName, leadDays } of rows) {
    const { itemId, supplierId, unit, unitPrice, minQuantity, isPreferred } = line;
    const item = units.get(itemId);
    const baseQuantity = item ? toBase(item, 1, unit) : null;
    if (!baseQuantity) continue;
    const offer = {
      itemId,
      supplierId,
      supplierName,
      leadDays,
      unit,
      baseQuantity,
      unitPrice,
      minQuantity,
      isPreferred,
    };
    offers.set(itemId, [...(offers.get(itemId) ?? []), offer]);
  }
  for (const [itemId, list] of offers) offers.set(itemId, list.toSorted(byChoice));
  return offers;
}

const byChoice = (a: Offer, b: Offer): number =>
  Number(b.isPreferred) - Number(a.isPreferred) ||
  a.unitPrice / a.baseQuantity - b.unitPrice / b.baseQuantity ||
  a.supplierId - b.supplierId;

const heads = ({ db }: Pick<Read, "db">) =>
  db
    .select({
      supplier: suppliers,
      itemCount: sql<number>`(select count(*) from supplier_item si where si.supplier_id = supplier.id)`.mapWith(
        Number,
      ),
    })
    .from(suppliers)
    .$dynamic();

function shown({ supplier, itemCount }: Awaited<ReturnType<typeof heads>>[number]): SupplierOut {
  const { phoneEnc, phoneHash, phoneLast4, bankAccountEnc, ...row } = supplier;
  return { ...row, phone: maskedPhone(unsealed(phoneEnc)), itemCount };
}

function matching({ db }: Read, input: ListSuppliers): SQL | undefined {
  const text = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    input.archived ? isNotNull(suppliers.archivedAt) : isNull(suppliers.archivedAt),
    input.status && eq(suppliers.status, input.status),
    text ? or(like(suppliers.name, text), like(suppliers.contactName, text)) : undefined,
    input.itemId === undefined
      ? undefined
      : exists(
          db
            .select({ one: sql`1` })
            .from(supplierItems)
            .where(and(eq(supplierItems.supplierId, suppliers.id), eq(supplierItems.itemId, input.itemId))),
        ),
  );
}
