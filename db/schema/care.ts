import { foreignKey, index, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { createdAt, id, instant, ref, snapshot, updatedAt, version } from "@/db/columns";
import { medicalOrderOrderTypes, medicalOrderStatuses } from "@/db/enums/care";
import { centres } from "./centres";
import { patients } from "./customers";
import { users } from "./identity";
import { doctors } from "./staff";

export const medicalOrders = mysqlTable(
  "medical_order",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    number: varchar("number", { length: 32 }).notNull(),
    patientId: ref("patient_id").notNull(),
    doctorId: ref("doctor_id").notNull(),
    healthRecordId: ref("health_record_id"),
    orderType: mysqlEnum("order_type", medicalOrderOrderTypes).notNull(),
    content: text("content").notNull(),
    dosage: varchar("dosage", { length: 100 }),
    frequency: varchar("frequency", { length: 50 }),
    duration: varchar("duration", { length: 50 }),
    dueTimes: snapshot("due_times"),
    diet: snapshot("diet"),
    startsAt: instant("starts_at").notNull(),
    stopsAt: instant("stops_at"),
    notes: text("notes"),
    status: mysqlEnum("status", medicalOrderStatuses).notNull().default("active"),
    stoppedBy: ref("stopped_by"),
    stopReason: varchar("stop_reason", { length: 200 }),
    acknowledgedBy: ref("acknowledged_by"),
    acknowledgedAt: instant("acknowledged_at"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("medical_order_number").on(t.number),
    index("medical_order_patient_id_status_id").on(t.patientId, t.status, t.id),
    index("medical_order_doctor_id_id").on(t.doctorId, t.id),
    index("medical_order_centre_id_status_id").on(t.centreId, t.status, t.id),
    foreignKey({ name: "fk_medical_order_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_medical_order_patient_id", columns: [t.patientId], foreignColumns: [patients.id] }),
    foreignKey({ name: "fk_medical_order_doctor_id", columns: [t.doctorId], foreignColumns: [doctors.id] }),
    foreignKey({ name: "fk_medical_order_stopped_by", columns: [t.stoppedBy], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_medical_order_acknowledged_by", columns: [t.acknowledgedBy], foreignColumns: [users.id] }),
  ],
);
