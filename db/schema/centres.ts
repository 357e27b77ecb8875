import { foreignKey, index, int, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDay, createdAt, id, instant, measure, money, ref, updatedAt, version } from "@/db/columns";
import { centreStatuses, roomStatuses } from "@/db/enums/centres";
import type { Fen } from "@/lib/money";

export const centres = mysqlTable(
  "centre",
  {
    id: id(),
    code: varchar("code", { length: 20 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    phone: varchar("phone", { length: 20 }),
    address: varchar("address", { length: 255 }),
    latitude: measure("latitude", 10, 8),
    longitude: measure("longitude", 11, 8),
    status: mysqlEnum("status", centreStatuses).notNull().default("active"),
    openedOn: businessDay("opened_on"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [uniqueIndex("centre_code").on(t.code)],
);

export const roomTypes = mysqlTable(
  "room_type",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    dailyPrice: money("daily_price_fen")
      .notNull()
      .default(0 as Fen),
    maxGuests: int("max_guests").notNull().default(1),
    description: text("description"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("room_type_centre_id_name").on(t.centreId, t.name),
    foreignKey({ name: "fk_room_type_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
  ],
);

export const rooms = mysqlTable(
  "room",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    roomTypeId: ref("room_type_id").notNull(),
    number: varchar("number", { length: 20 }).notNull(),
    floor: varchar("floor", { length: 20 }).notNull(),
    status: mysqlEnum("status", roomStatuses).notNull().default("ready"),
    note: varchar("note", { length: 200 }),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("room_centre_id_number").on(t.centreId, t.number),
    index("room_centre_id_floor_number").on(t.centreId, t.floor, t.number),
    foreignKey({ name: "fk_room_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_room_room_type_id", columns: [t.roomTypeId], foreignColumns: [roomTypes.id] }),
  ],
);
