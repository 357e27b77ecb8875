import { foreignKey, index, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDay, cipher, createdAt, hash, id, instant, last4, ref, updatedAt, version } from "@/db/columns";
import { employeeGenders, employeeStatuses } from "@/db/enums/staff";
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
