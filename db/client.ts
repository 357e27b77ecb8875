import "server-only";
import { drizzle } from "drizzle-orm/mysql2";
import mysql from "mysql2/promise";

const pool = mysql.createPool({
  uri: process.env.DATABASE_URL,
  timezone: "Z",
  connectionLimit: Number(process.env.DB_POOL_SIZE ?? 10),
  charset: "utf8mb4_unicode_520_ci",
  jsonStrings: true, // decoded once, by the column: a JSON text decoded twice is an error or another value
});
// READ COMMITTED: no gap locks between unrelated rows; what must not change under a command is read "for update".
pool.pool.on("connection", (c) => {
  c.query("set time_zone = '+00:00'");
  c.query("set session transaction isolation level read committed");
});

export const db = drizzle(pool);
export type Db = Pick<
  typeof db,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "transaction" | "$count"
>;
export const closeDb = () => pool.end();
