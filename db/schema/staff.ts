import { foreignKey, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import {
  businessDay,
  cipher,
  clock,
  createdAt,
  exact,
  flag,
  hash,
  id,
  instant,
  last4,
  money,
  ref,
  updatedAt,
  version,
} from "@/db/columns";
import { employeeGenders, employeeStatuses } from "@/db/enums/staff";
import type { Fen } from "@/lib/money";
import { centres } from "./centres";
import { users } from "./identity";

export const employees = mysqlTable(
  "employee",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    userId: ref("user_id"),
    number: varchar("number", { length: 20 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    nameKey: varchar("name_key", { length: 64 }),
    position: varchar("position", { length: 50 }).notNull(),
    department: varchar("department", { length: 50 }),
    gender: mysqlEnum("gender", employeeGenders),
    phoneEnc: cipher("phone_enc"),
    phoneHash: hash("phone_hash"),
    phoneLast4: last4("phone_last4"),
    idCardEnc: cipher("id_card_enc"),
    idCardHash: hash("id_card_hash"),
    idCardLast4: last4("id_card_last4"),
    bankAccountEnc: cipher("bank_account_enc"),
    bankAccountLast4: last4("bank_account_last4"),
    joiningDate: businessDay("joining_date").notNull(),
    leavingDate: businessDay("leaving_date"),
    status: mysqlEnum("status", employeeStatuses).notNull().default("active"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("employee_user_id").on(t.userId),
    uniqueIndex("employee_number").on(t.number),
    index("employee_centre_id_status_position").on(t.centreId, t.status, t.position),
    index("employee_phone_hash").on(t.phoneHash),
    foreignKey({ name: "fk_employee_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_employee_user_id", columns: [t.userId], foreignColumns: [users.id] }),
  ],
);

export const doctors = mysqlTable(
  "doctor",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    employeeId: ref("employee_id"),
    licenseNumber: exact("license_number", 50).notNull(),
    specialty: varchar("specialty", { length: 100 }).notNull(),
    hospital: varchar("hospital", { length: 100 }),
    department: varchar("department", { length: 100 }),
    title: varchar("title", { length: 50 }),
    consultationFee: money("consultation_fee_fen")
      .notNull()
      .default(0 as Fen),
    isAvailable: flag("is_available").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("doctor_user_id").on(t.userId),
    uniqueIndex("doctor_employee_id").on(t.employeeId),
    uniqueIndex("doctor_license_number").on(t.licenseNumber),
    foreignKey({ name: "fk_doctor_user_id", columns: [t.userId], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_doctor_employee_id", columns: [t.employeeId], foreignColumns: [employees.id] }),
  ],
);

export const shifts = mysqlTable(
  "shift",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    startTime: clock("start_time").notNull(),
    endTime: clock("end_time").notNull(),
    breakMinutes: int("break_minutes").notNull().default(0),
    graceMinutes: int("grace_minutes").notNull().default(0),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("shift_centre_id_name").on(t.centreId, t.name),
    foreignKey({ name: "fk_shift_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
  ],
);

export const rosters = mysqlTable(
  "roster",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    employeeId: ref("employee_id").notNull(),
    businessDay: businessDay("business_day").notNull(),
    shiftId: ref("shift_id").notNull(),
    workSiteId: ref("work_site_id"),
    floors: varchar("floors", { length: 50 }),
    createdBy: ref("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("roster_employee_id_business_day_shift_id").on(t.employeeId, t.businessDay, t.shiftId),
    index("roster_centre_id_business_day").on(t.centreId, t.businessDay),
    foreignKey({ name: "fk_roster_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_roster_employee_id", columns: [t.employeeId], foreignColumns: [employees.id] }),
    foreignKey({ name: "fk_roster_shift_id", columns: [t.shiftId], foreignColumns: [shifts.id] }),
    foreignKey({ name: "fk_roster_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);
