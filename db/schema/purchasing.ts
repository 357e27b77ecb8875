import { foreignKey, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import {
  businessDay,
  cipher,
  createdAt,
  exact,
  flag,
  hash,
  id,
  instant,
  last4,
  money,
  quantity,
  ref,
  updatedAt,
  version,
} from "@/db/columns";
import { supplierStatuses } from "@/db/enums/purchasing";
import { items } from "./inventory";

export const suppliers = mysqlTable(
  "supplier",
  {
    id: id(),
    name: varchar("name", { length: 100 }).notNull(),
    contactName: varchar("contact_name", { length: 50 }),
    phoneEnc: cipher("phone_enc"),
    phoneHash: hash("phone_hash"),
    phoneLast4: last4("phone_last4"),
    address: varchar("address", { length: 255 }),
    licenseNo: varchar("license_no", { length: 64 }),
    licenseExpiresOn: businessDay("license_expires_on"),
    bankAccountEnc: cipher("bank_account_enc"),
    bankAccountLast4: last4("bank_account_last4"),
    leadDays: int("lead_days").notNull().default(1),
    termDays: int("term_days").notNull().default(0),
    status: mysqlEnum("status", supplierStatuses).notNull().default("active"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [uniqueIndex("supplier_name").on(t.name)],
);

export const supplierItems = mysqlTable(
  "supplier_item",
  {
    id: id(),
    supplierId: ref("supplier_id").notNull(),
    itemId: ref("item_id").notNull(),
    supplierSku: exact("supplier_sku", 64),
    unit: varchar("unit", { length: 16 }).notNull(),
    unitPrice: money("unit_price_fen").notNull(),
    minQuantity: quantity("min_quantity"),
    isPreferred: flag("is_preferred").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("supplier_item_supplier_id_item_id").on(t.supplierId, t.itemId),
    foreignKey({ name: "fk_supplier_item_supplier_id", columns: [t.supplierId], foreignColumns: [suppliers.id] }),
    foreignKey({ name: "fk_supplier_item_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);
