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
import { businessDay, createdAt, flag, id, instant, money, ref, snapshot, updatedAt, version } from "@/db/columns";
import {
  patientSubscriptionPaymentStatuses,
  patientSubscriptionStatuses,
  servicePackageKinds,
} from "@/db/enums/packages";
import type { Fen } from "@/lib/money";
import { centres } from "./centres";
import { customers, patients, stays } from "./customers";
import { users } from "./identity";
import { employees } from "./staff";

export const servicePackages = mysqlTable(
  "service_package",
  {
    id: id(),
    centreId: ref("centre_id"),
    name: varchar("name", { length: 100 }).notNull(),
    description: text("description"),
    kind: mysqlEnum("kind", servicePackageKinds).notNull(),
    price: money("price_fen").notNull(),
    durationDays: int("duration_days").notNull(),
    serviceFrequency: int("service_frequency").notNull().default(0),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    index("service_package_is_active_kind").on(t.isActive, t.kind),
    foreignKey({ name: "fk_service_package_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
  ],
);

export const patientSubscriptions = mysqlTable(
  "patient_subscription",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    number: varchar("number", { length: 32 }).notNull(),
    customerId: ref("customer_id").notNull(),
    patientId: ref("patient_id").notNull(),
    packageId: ref("package_id").notNull(),
    stayId: ref("stay_id"),
    recorderId: ref("recorder_id"),
    startDate: businessDay("start_date").notNull(),
    endDate: businessDay("end_date").notNull(),
    status: mysqlEnum("status", patientSubscriptionStatuses).notNull().default("draft"),
    paymentStatus: mysqlEnum("payment_status", patientSubscriptionPaymentStatuses).notNull().default("unpaid"),
    listPrice: money("list_price_fen").notNull(),
    discount: money("discount_fen")
      .notNull()
      .default(0 as Fen),
    price: money("price_fen").notNull(),
    paid: money("paid_fen")
      .notNull()
      .default(0 as Fen),
    refunded: money("refunded_fen")
      .notNull()
      .default(0 as Fen),
    terms: snapshot("terms").notNull(),
    signedOn: businessDay("signed_on"),
    consultantId: ref("consultant_id"),
    discountApprovedBy: ref("discount_approved_by"),
    replacesId: ref("replaces_id"),
    notes: text("notes"),
    createdBy: ref("created_by"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("patient_subscription_number").on(t.number),
    uniqueIndex("patient_subscription_replaces_id").on(t.replacesId),
    index("patient_subscription_centre_id_status_id").on(t.centreId, t.status, t.id),
    index("patient_subscription_centre_id_payment_status_id").on(t.centreId, t.paymentStatus, t.id),
    index("patient_subscription_patient_id_status").on(t.patientId, t.status),
    index("patient_subscription_customer_id_id").on(t.customerId, t.id),
    index("patient_subscription_recorder_id_status").on(t.recorderId, t.status),
    index("patient_subscription_status_end_date").on(t.status, t.endDate),
    check("patient_subscription_ck1", sql`${t.price}=${t.listPrice}-${t.discount}`),
    check("patient_subscription_ck2", sql`${t.refunded}<=${t.paid}`),
    foreignKey({ name: "fk_patient_subscription_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({
      name: "fk_patient_subscription_customer_id",
      columns: [t.customerId],
      foreignColumns: [customers.id],
    }),
    foreignKey({ name: "fk_patient_subscription_patient_id", columns: [t.patientId], foreignColumns: [patients.id] }),
    foreignKey({
      name: "fk_patient_subscription_package_id",
      columns: [t.packageId],
      foreignColumns: [servicePackages.id],
    }),
    foreignKey({ name: "fk_patient_subscription_stay_id", columns: [t.stayId], foreignColumns: [stays.id] }),
    foreignKey({
      name: "fk_patient_subscription_consultant_id",
      columns: [t.consultantId],
      foreignColumns: [employees.id],
    }),
    foreignKey({
      name: "fk_patient_subscription_discount_approved_by",
      columns: [t.discountApprovedBy],
      foreignColumns: [users.id],
    }),
    foreignKey({ name: "fk_patient_subscription_replaces_id", columns: [t.replacesId], foreignColumns: [t.id] }),
    foreignKey({ name: "fk_patient_subscription_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);
