import { sql } from "drizzle-orm";
import { check, foreignKey, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import {
  businessDay,
  createdAt,
  exact,
  flag,
  id,
  instant,
  money,
  quantity,
  ref,
  updatedAt,
  version,
} from "@/db/columns";
import {
  itemKinds,
  stockDocumentKinds,
  stockDocumentStatuses,
  stockLotStatuses,
  stockReservationStatuses,
  warehouseKinds,
  warehouseStatuses,
} from "@/db/enums/inventory";
import { centres } from "./centres";
import { users } from "./identity";

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

export const warehouses = mysqlTable(
  "warehouse",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    code: varchar("code", { length: 20 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    kind: mysqlEnum("kind", warehouseKinds).notNull(),
    location: varchar("location", { length: 255 }),
    capacity: quantity("capacity"),
    status: mysqlEnum("status", warehouseStatuses).notNull().default("active"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("warehouse_code").on(t.code),
    foreignKey({ name: "fk_warehouse_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
  ],
);

export const stockLots = mysqlTable(
  "stock_lot",
  {
    id: id(),
    itemId: ref("item_id").notNull(),
    lotNo: exact("lot_no", 64).notNull(),
    producedOn: businessDay("produced_on"),
    expiresOn: businessDay("expires_on"),
    receivedQuantity: quantity("received_quantity").notNull().default(0),
    cost: money("cost_fen"),
    status: mysqlEnum("status", stockLotStatuses).notNull().default("available"),
    sourceType: varchar("source_type", { length: 32 }),
    sourceId: ref("source_id"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("stock_lot_item_id_lot_no").on(t.itemId, t.lotNo),
    index("stock_lot_expires_on").on(t.expiresOn),
    foreignKey({ name: "fk_stock_lot_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);

export const inventoryItems = mysqlTable(
  "inventory_item",
  {
    id: id(),
    warehouseId: ref("warehouse_id").notNull(),
    itemId: ref("item_id").notNull(),
    quantity: quantity("quantity").notNull().default(0),
    reservedQuantity: quantity("reserved_quantity").notNull().default(0),
    reorderPoint: quantity("reorder_point"),
    /** Since when it has been below its reorder point and the keepers know; null once it is back above. */
    lowSince: instant("low_since"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("inventory_item_warehouse_id_item_id").on(t.warehouseId, t.itemId),
    check("inventory_item_ck1", sql`${t.quantity}>=0`),
    check("inventory_item_ck2", sql`${t.reservedQuantity}>=0`),
    foreignKey({ name: "fk_inventory_item_warehouse_id", columns: [t.warehouseId], foreignColumns: [warehouses.id] }),
    foreignKey({ name: "fk_inventory_item_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);

export const lotBalances = mysqlTable(
  "lot_balance",
  {
    id: id(),
    inventoryItemId: ref("inventory_item_id").notNull(),
    lotId: ref("lot_id").notNull(),
    quantity: quantity("quantity").notNull().default(0),
    /** What is left here has cost: the sum over its movements, to the fen; null = some of it came without a price. */
    cost: money("cost_fen"),
  },
  (t) => [
    uniqueIndex("lot_balance_inventory_item_id_lot_id").on(t.inventoryItemId, t.lotId),
    check("lot_balance_ck1", sql`${t.quantity}>=0`),
    foreignKey({
      name: "fk_lot_balance_inventory_item_id",
      columns: [t.inventoryItemId],
      foreignColumns: [inventoryItems.id],
    }),
    foreignKey({ name: "fk_lot_balance_lot_id", columns: [t.lotId], foreignColumns: [stockLots.id] }),
  ],
);

export const stockDocuments = mysqlTable(
  "stock_document",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    number: varchar("number", { length: 32 }).notNull(),
    kind: mysqlEnum("kind", stockDocumentKinds).notNull(),
    status: mysqlEnum("status", stockDocumentStatuses).notNull().default("draft"),
    warehouseId: ref("warehouse_id").notNull(),
    toWarehouseId: ref("to_warehouse_id"),
    businessDay: businessDay("business_day").notNull(),
    reason: varchar("reason", { length: 200 }),
    sourceType: varchar("source_type", { length: 32 }),
    sourceId: ref("source_id"),
    postedBy: ref("posted_by"),
    postedAt: instant("posted_at"),
    reversesId: ref("reverses_id"),
    createdBy: ref("created_by"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("stock_document_number").on(t.number),
    uniqueIndex("stock_document_reverses_id").on(t.reversesId),
    index("stock_document_centre_id_kind_business_day").on(t.centreId, t.kind, t.businessDay),
    index("stock_document_source_type_source_id").on(t.sourceType, t.sourceId),
    foreignKey({ name: "fk_stock_document_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_stock_document_warehouse_id", columns: [t.warehouseId], foreignColumns: [warehouses.id] }),
    foreignKey({
      name: "fk_stock_document_to_warehouse_id",
      columns: [t.toWarehouseId],
      foreignColumns: [warehouses.id],
    }),
    foreignKey({ name: "fk_stock_document_posted_by", columns: [t.postedBy], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_stock_document_reverses_id", columns: [t.reversesId], foreignColumns: [t.id] }),
    foreignKey({ name: "fk_stock_document_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);

export const stockDocumentLines = mysqlTable(
  "stock_document_line",
  {
    id: id(),
    documentId: ref("document_id").notNull(),
    itemId: ref("item_id").notNull(),
    lotId: ref("lot_id"),
    quantity: quantity("quantity").notNull(),
    unit: varchar("unit", { length: 16 }).notNull(),
    baseQuantity: quantity("base_quantity").notNull(),
    bookQuantity: quantity("book_quantity"),
    cost: money("cost_fen"),
    sourceLineId: ref("source_line_id"),
    note: varchar("note", { length: 200 }),
  },
  (t) => [
    foreignKey({
      name: "fk_stock_document_line_document_id",
      columns: [t.documentId],
      foreignColumns: [stockDocuments.id],
    }),
    foreignKey({ name: "fk_stock_document_line_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
    foreignKey({ name: "fk_stock_document_line_lot_id", columns: [t.lotId], foreignColumns: [stockLots.id] }),
  ],
);

export const stockMovements = mysqlTable(
  "stock_movement",
  {
    id: id(),
    documentId: ref("document_id").notNull(),
    lineId: ref("line_id"),
    inventoryItemId: ref("inventory_item_id").notNull(),
    lotId: ref("lot_id").notNull(),
    movementType: varchar("movement_type", { length: 20 }).notNull(),
    quantity: quantity("quantity").notNull(),
    quantityAfter: quantity("quantity_after").notNull(),
    cost: money("cost_fen"),
    reason: varchar("reason", { length: 200 }),
    businessDay: businessDay("business_day").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("stock_movement_inventory_item_id_id").on(t.inventoryItemId, t.id),
    index("stock_movement_lot_id_id").on(t.lotId, t.id),
    index("stock_movement_business_day_movement_type").on(t.businessDay, t.movementType),
    foreignKey({ name: "fk_stock_movement_document_id", columns: [t.documentId], foreignColumns: [stockDocuments.id] }),
    foreignKey({ name: "fk_stock_movement_line_id", columns: [t.lineId], foreignColumns: [stockDocumentLines.id] }),
    foreignKey({
      name: "fk_stock_movement_inventory_item_id",
      columns: [t.inventoryItemId],
      foreignColumns: [inventoryItems.id],
    }),
    foreignKey({ name: "fk_stock_movement_lot_id", columns: [t.lotId], foreignColumns: [stockLots.id] }),
  ],
);

export const stockReservations = mysqlTable(
  "stock_reservation",
  {
    id: id(),
    inventoryItemId: ref("inventory_item_id").notNull(),
    quantity: quantity("quantity").notNull(),
    neededOn: businessDay("needed_on").notNull(),
    priority: int("priority").notNull().default(5),
    status: mysqlEnum("status", stockReservationStatuses).notNull().default("active"),
    sourceType: varchar("source_type", { length: 32 }).notNull(),
    sourceId: ref("source_id").notNull(),
    sourceLineId: ref("source_line_id").notNull().default(0),
    expiresAt: instant("expires_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("stock_reservation_source_type_source_source_line_inventory_item").on(
      t.sourceType,
      t.sourceId,
      t.sourceLineId,
      t.inventoryItemId,
    ),
    index("stock_reservation_inventory_item_id_status_needed_on").on(t.inventoryItemId, t.status, t.neededOn),
    index("stock_reservation_status_expires_at").on(t.status, t.expiresAt),
    foreignKey({
      name: "fk_stock_reservation_inventory_item_id",
      columns: [t.inventoryItemId],
      foreignColumns: [inventoryItems.id],
    }),
  ],
);
