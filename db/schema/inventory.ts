import { foreignKey, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { createdAt, flag, id, instant, money, quantity, ref, updatedAt, version } from "@/db/columns";
import { itemKinds } from "@/db/enums/inventory";

export const items = mysqlTable(
  "item",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    kind: mysqlEnum("kind", itemKinds).notNull(),
    baseUnit: varchar("base_unit", { length: 16 }).notNull(),
    category: varchar("category", { length: 32 }),
    isLotTracked: flag("is_lot_tracked").notNull().default(true),
    shelfDays: int("shelf_days"),
    salePrice: money("sale_price_fen"),
    /** What `referenceQuantity` base units cost when no lot with a cost is on record yet. */
    referencePrice: money("reference_price_fen"),
    referenceQuantity: quantity("reference_quantity"),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [uniqueIndex("item_code").on(t.code), index("item_kind_name").on(t.kind, t.name)],
);

export const itemUnits = mysqlTable(
  "item_unit",
  {
    id: id(),
    itemId: ref("item_id").notNull(),
    unit: varchar("unit", { length: 16 }).notNull(),
    baseQuantity: quantity("base_quantity").notNull(),
  },
  (t) => [
    uniqueIndex("item_unit_item_id_unit").on(t.itemId, t.unit),
    foreignKey({ name: "fk_item_unit_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);
