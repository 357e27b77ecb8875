import { foreignKey, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import {
  businessDay,
  createdAt,
  flag,
  id,
  instant,
  measure,
  money,
  quantity,
  ref,
  snapshot,
  updatedAt,
  version,
} from "@/db/columns";
import {
  kitchenTicketKinds,
  kitchenTicketSourceTypes,
  kitchenTicketStatuses,
  productionBatchStatuses,
} from "@/db/enums/kitchen";
import { centres } from "./centres";
import { patients } from "./customers";
import { dishes, menuCategories } from "./dishes";
import { users } from "./identity";
import { orderItems } from "./orders";

import { employees } from "./staff";

export const productionBatches = mysqlTable(
  "production_batch",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    number: varchar("number", { length: 32 }).notNull(),
    businessDay: businessDay("business_day").notNull(),
    categoryId: ref("category_id").notNull(),
    dishId: ref("dish_id").notNull(),
    variantKey: varchar("variant_key", { length: 64 }).notNull().default(""),
    variantLabel: varchar("variant_label", { length: 100 }),
    plannedPortions: int("planned_portions").notNull().default(0),
    cookedPortions: int("cooked_portions"),
    leftoverPortions: int("leftover_portions"),
    status: mysqlEnum("status", productionBatchStatuses).notNull().default("planned"),
    recipe: snapshot("recipe"),
    station: varchar("station", { length: 20 }),
    startedAt: instant("started_at"),
    closedAt: instant("closed_at"),
    closedBy: ref("closed_by"),
    cost: money("cost_fen"),
    isCostComplete: flag("is_cost_complete").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("production_batch_number").on(t.number),
    uniqueIndex("production_batch_centre_day_category_dish_variant_key").on(
      t.centreId,
      t.businessDay,
      t.categoryId,
      t.dishId,
      t.variantKey,
    ),
    index("production_batch_dish_id_business_day").on(t.dishId, t.businessDay),
    foreignKey({ name: "fk_production_batch_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({
      name: "fk_production_batch_category_id",
      columns: [t.categoryId],
      foreignColumns: [menuCategories.id],
    }),
    foreignKey({ name: "fk_production_batch_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({ name: "fk_production_batch_closed_by", columns: [t.closedBy], foreignColumns: [users.id] }),
  ],
);

export const kitchenTickets = mysqlTable(
  "kitchen_ticket",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    number: varchar("number", { length: 32 }).notNull(),
    businessDay: businessDay("business_day").notNull(),
    categoryId: ref("category_id").notNull(),
    kind: mysqlEnum("kind", kitchenTicketKinds).notNull().default("meal"),
    sourceType: mysqlEnum("source_type", kitchenTicketSourceTypes).notNull(),
    sourceId: ref("source_id").notNull(),
    revision: int("revision").notNull().default(0),
    patientId: ref("patient_id"),
    room: varchar("room", { length: 20 }),
    floor: varchar("floor", { length: 20 }),
    recipient: varchar("recipient", { length: 100 }).notNull(),
    dietNote: varchar("diet_note", { length: 500 }),
    reason: varchar("reason", { length: 200 }),
    status: mysqlEnum("status", kitchenTicketStatuses).notNull().default("issued"),
    acknowledgedBy: ref("acknowledged_by"),
    acknowledgedAt: instant("acknowledged_at"),
    deliveredBy: ref("delivered_by"),
    deliveredAt: instant("delivered_at"),
    printedAt: instant("printed_at"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("kitchen_ticket_number").on(t.number),
    uniqueIndex("kitchen_ticket_source_type_source_id_category_id_revision").on(
      t.sourceType,
      t.sourceId,
      t.categoryId,
      t.revision,
    ),
    index("kitchen_ticket_centre_id_business_day_category_id_status").on(
      t.centreId,
      t.businessDay,
      t.categoryId,
      t.status,
    ),
    index("kitchen_ticket_patient_id_business_day").on(t.patientId, t.businessDay),
    foreignKey({ name: "fk_kitchen_ticket_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_kitchen_ticket_category_id", columns: [t.categoryId], foreignColumns: [menuCategories.id] }),
    foreignKey({ name: "fk_kitchen_ticket_patient_id", columns: [t.patientId], foreignColumns: [patients.id] }),
    foreignKey({ name: "fk_kitchen_ticket_acknowledged_by", columns: [t.acknowledgedBy], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_kitchen_ticket_delivered_by", columns: [t.deliveredBy], foreignColumns: [users.id] }),
  ],
);

export const kitchenTicketLines = mysqlTable(
  "kitchen_ticket_line",
  {
    id: id(),
    ticketId: ref("ticket_id").notNull(),
    batchId: ref("batch_id"),
    dishId: ref("dish_id").notNull(),
    dishName: varchar("dish_name", { length: 100 }).notNull(),
    quantity: int("quantity").notNull(),
    oldQuantity: int("old_quantity"),
    variantLabel: varchar("variant_label", { length: 100 }),
    mealItemId: ref("meal_item_id"),
    orderItemId: ref("order_item_id"),
    eatenPct: int("eaten_pct"),
    refusedReason: varchar("refused_reason", { length: 100 }),
  },
  (t) => [
    foreignKey({
      name: "fk_kitchen_ticket_line_ticket_id",
      columns: [t.ticketId],
      foreignColumns: [kitchenTickets.id],
    }),
    foreignKey({
      name: "fk_kitchen_ticket_line_batch_id",
      columns: [t.batchId],
      foreignColumns: [productionBatches.id],
    }),
    foreignKey({
      name: "fk_kitchen_ticket_line_order_item_id",
      columns: [t.orderItemId],
      foreignColumns: [orderItems.id],
    }),
  ],
);

export const foodSamples = mysqlTable(
  "food_sample",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    batchId: ref("batch_id").notNull(),
    sampleNo: varchar("sample_no", { length: 32 }).notNull(),
    grams: quantity("grams").notNull(),
    sampledAt: instant("sampled_at").notNull(),
    samplerId: ref("sampler_id").notNull(),
    witnessId: ref("witness_id"),
    fridge: varchar("fridge", { length: 32 }),
    celsius: measure("celsius", 4, 1),
    keepUntilAt: instant("keep_until_at").notNull(),
    discardedAt: instant("discarded_at"),
    discardedById: ref("discarded_by_id"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("food_sample_centre_id_sample_no").on(t.centreId, t.sampleNo),
    index("food_sample_centre_id_keep_until_at").on(t.centreId, t.keepUntilAt),
    foreignKey({ name: "fk_food_sample_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_food_sample_batch_id", columns: [t.batchId], foreignColumns: [productionBatches.id] }),
    foreignKey({ name: "fk_food_sample_sampler_id", columns: [t.samplerId], foreignColumns: [employees.id] }),
    foreignKey({ name: "fk_food_sample_witness_id", columns: [t.witnessId], foreignColumns: [employees.id] }),
    foreignKey({ name: "fk_food_sample_discarded_by_id", columns: [t.discardedById], foreignColumns: [employees.id] }),
  ],
);

export const temperatureLogs = mysqlTable(
  "temperature_log",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    pointName: varchar("point_name", { length: 64 }).notNull(),
    batchId: ref("batch_id"),
    celsius: measure("celsius", 4, 1).notNull(),
    measuredAt: instant("measured_at").notNull(),
    isOk: flag("is_ok").notNull(),
    actionTaken: varchar("action_taken", { length: 200 }),
    createdBy: ref("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    index("temperature_log_centre_id_point_name_measured_at").on(t.centreId, t.pointName, t.measuredAt),
    foreignKey({ name: "fk_temperature_log_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_temperature_log_batch_id", columns: [t.batchId], foreignColumns: [productionBatches.id] }),
    foreignKey({ name: "fk_temperature_log_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);
