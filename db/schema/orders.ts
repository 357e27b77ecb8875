import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { businessDay, createdAt, id, instant, money, ref, snapshot, updatedAt, version } from "@/db/columns";
import {
  customerOrderKinds,
  customerOrderPaymentStatuses,
  customerOrderSources,
  customerOrderStatuses,
} from "@/db/enums/orders";
import type { Fen } from "@/lib/money";
import { centres } from "./centres";
import { customers, stays } from "./customers";
import { dishes, menuCategories } from "./dishes";
import { users } from "./identity";
import { items } from "./inventory";
import { employees } from "./staff";

export const customerOrders = mysqlTable(
  "customer_order",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    orderNumber: varchar("order_number", { length: 32 }).notNull(),
    customerId: ref("customer_id"),
    employeeId: ref("employee_id"),
    stayId: ref("stay_id"),
    kind: mysqlEnum("kind", customerOrderKinds).notNull(),
    source: mysqlEnum("source", customerOrderSources).notNull(),
    orderDate: businessDay("order_date").notNull(),
    deliveryDate: businessDay("delivery_date").notNull(),
    categoryId: ref("category_id"),
    status: mysqlEnum("status", customerOrderStatuses).notNull().default("pending"),
    paymentStatus: mysqlEnum("payment_status", customerOrderPaymentStatuses).notNull().default("unpaid"),
    items: money("items_fen").notNull(),
    discount: money("discount_fen")
      .notNull()
      .default(0 as Fen),
    deliveryFee: money("delivery_fee_fen")
      .notNull()
      .default(0 as Fen),
    total: money("total_fen").notNull(),
    paid: money("paid_fen")
      .notNull()
      .default(0 as Fen),
    refunded: money("refunded_fen")
      .notNull()
      .default(0 as Fen),
    couponIssueId: ref("coupon_issue_id"),
    pricing: snapshot("pricing"),
    notes: text("notes"),
    cancelReason: varchar("cancel_reason", { length: 200 }),
    completedAt: instant("completed_at"),
    cancelledAt: instant("cancelled_at"),
    createdBy: ref("created_by"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("customer_order_order_number").on(t.orderNumber),
    index("customer_order_centre_id_order_date_id").on(t.centreId, t.orderDate, t.id),
    index("customer_order_centre_id_delivery_date_status").on(t.centreId, t.deliveryDate, t.status),
    index("customer_order_centre_id_status_id").on(t.centreId, t.status, t.id),
    index("customer_order_centre_id_payment_status_id").on(t.centreId, t.paymentStatus, t.id),
    index("customer_order_customer_id_id").on(t.customerId, t.id),
    index("customer_order_order_date_id").on(t.orderDate, t.id),
    check("customer_order_ck1", sql`${t.total}=${t.items}-${t.discount}+${t.deliveryFee} and ${t.total}>=0`),
    check("customer_order_ck2", sql`${t.refunded}<=${t.paid}`),
    check("customer_order_ck3", sql`${t.customerId} is not null or ${t.employeeId} is not null`),
    foreignKey({ name: "fk_customer_order_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_customer_order_customer_id", columns: [t.customerId], foreignColumns: [customers.id] }),
    foreignKey({ name: "fk_customer_order_employee_id", columns: [t.employeeId], foreignColumns: [employees.id] }),
    foreignKey({ name: "fk_customer_order_stay_id", columns: [t.stayId], foreignColumns: [stays.id] }),
    foreignKey({ name: "fk_customer_order_category_id", columns: [t.categoryId], foreignColumns: [menuCategories.id] }),
    foreignKey({ name: "fk_customer_order_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);

export const orderItems = mysqlTable(
  "order_item",
  {
    id: id(),
    orderId: ref("order_id").notNull(),
    dishId: ref("dish_id"),
    itemId: ref("item_id"),
    name: varchar("name", { length: 100 }).notNull(),
    quantity: int("quantity").notNull(),
    unitPrice: money("unit_price_fen").notNull(),
    subtotal: money("subtotal_fen").notNull(),
    discount: money("discount_fen")
      .notNull()
      .default(0 as Fen),
    refundedQuantity: int("refunded_quantity").notNull().default(0),
    overrideReason: varchar("override_reason", { length: 200 }),
    notes: varchar("notes", { length: 200 }),
    createdAt: createdAt(),
  },
  (t) => [
    check("order_item_ck1", sql`${t.quantity}>0 and ${t.subtotal}=${t.quantity}*${t.unitPrice}`),
    check("order_item_ck2", sql`(${t.dishId} is null)<>(${t.itemId} is null)`),
    check("order_item_ck3", sql`${t.refundedQuantity}<=${t.quantity}`),
    foreignKey({ name: "fk_order_item_order_id", columns: [t.orderId], foreignColumns: [customerOrders.id] }),
    foreignKey({ name: "fk_order_item_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({ name: "fk_order_item_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);
