import { sql } from "drizzle-orm";
import { bigint, boolean, customType, date, datetime, decimal, int } from "drizzle-orm/mysql-core";
import type { Fen } from "@/lib/money";
import type { Clock, Day } from "@/lib/time";

/** The only kinds of column there are; model.md §1 tells what each is for. */

export const id = () => bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey();
export const ref = (name: string) => bigint(name, { mode: "number", unsigned: true });
export const big = (name: string) => bigint(name, { mode: "number" });
export const money = (name: string) => bigint(name, { mode: "number" }).$type<Fen>();
export const instant = (name: string) => datetime(name, { mode: "date", fsp: 3 });
export const createdAt = () => instant("created_at").notNull().default(sql`CURRENT_TIMESTAMP(3)`);
export const updatedAt = () => instant("updated_at").notNull().default(sql`CURRENT_TIMESTAMP(3)`);
export const businessDay = (name: string) => date(name, { mode: "string" }).$type<Day>();
export const flag = (name: string) => boolean(name);
export const version = () => int("version").notNull().default(1);
/** DECIMAL as a number: fine for measured things (grams, nutrients, degrees), never for money. */
export const measure = (name: string, precision: number, scale: number) =>
  decimal(name, { precision, scale, mode: "number" });
export const quantity = (name: string) => measure(name, 14, 3);
export const reading = (name: string) => measure(name, 12, 4);

/** Local clock time, "07:50" in code and TIME in the table. */
export const clock = customType<{ data: Clock; driverData: string }>({
  dataType: () => "time",
  fromDriver: (value) => value.slice(0, 5) as Clock,
});

/** Words coined outside (order numbers, openids): compared byte by byte. */
export const exact = (name: string, length: number) =>
  customType<{ data: string }>({ dataType: () => `varchar(${length}) character set utf8mb4 collate utf8mb4_bin` })(
    name,
  );

const ascii = (type: string) =>
  customType<{ data: string }>({ dataType: () => `${type} character set ascii collate ascii_bin` });
export const hash = (name: string) => ascii("char(64)")(name);
export const last4 = (name: string) => ascii("char(4)")(name);
export const cipher = (name: string) => ascii("varchar(1024)")(name);

/** JSON, decoded here: the drivers hand it back decoded on one engine and as text on the other. */
export const snapshot = <T = unknown>(name: string) =>
  customType<{ data: T; driverData: unknown }>({
    dataType: () => "json",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => (typeof value === "string" ? JSON.parse(value) : value) as T,
  })(name);
