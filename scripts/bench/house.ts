import { drizzle } from "drizzle-orm/mysql2";
import { migrate } from "drizzle-orm/mysql2/migrator";
import mysql, { type Connection } from "mysql2/promise";
import { centres, rooms, roomTypes } from "@/db/schema/centres";
import { dailyMenuDishes, dailyMenus } from "@/db/schema/dishes";
import { userRoles, users } from "@/db/schema/identity";
import { servicePackages } from "@/db/schema/packages";
import { employees } from "@/db/schema/staff";
import { loadBase } from "@/db/seed/base";
import { insertAll } from "@/db/seed/insert";
import { fen } from "@/lib/money";
import { type Day, day } from "@/lib/time";
import { CENTRES, ROOMS } from "./fill";
import { mealTemplate } from "./meals";

/** Callers of the bench: one who sees the whole group, one who sees a single centre. */
export const group = 1;
export const local = 2;

const collation = "utf8mb4_unicode_520_ci";

/** A connection of the bench's own to its database, which may not be there yet. */
export async function connect(url: URL): Promise<Connection> {
  const server = new URL(url);
  server.pathname = "/";
  const connection = await mysql.createConnection({
    uri: server.href,
    charset: collation,
    timezone: "Z",
    namedPlaceholders: true,
  });
  await connection.query("SET time_zone = '+00:00'");
  return connection;
}

/** An empty group: centres, rooms, staff, reference data, and today's menus of the first centre. */
export async function build(connection: Connection, name: string, today: Day, now: Date): Promise<void> {
  await connection.query(`DROP DATABASE IF EXISTS ${mysql.escapeId(name)}`);
  await connection.query(`CREATE DATABASE ${mysql.escapeId(name)} CHARACTER SET utf8mb4 COLLATE ${collation}`);
  await connection.changeUser({ database: name });
  await connection.query("SET time_zone = '+00:00'");
  const db = drizzle(connection);
  await migrate(db, { migrationsFolder: "./db/migrations" });
  await db.transaction(async (tx) => {
    await loadBase({ db: tx, now });
    await insertAll(
      tx,
      centres,
      range(CENTRES).map((id) => ({ id, code: `B${id}`, name: `月安 ${id} 馆` })),
    );
    await insertAll(
      tx,
      roomTypes,
      range(CENTRES).map((id) => ({ id, centreId: id, name: "标准间", dailyPrice: fen(138_000) })),
    );
    await insertAll(tx, rooms, range(CENTRES * ROOMS).map(room));
    await insertAll(
      tx,
      users,
      range(4).map((id) => ({ id, username: `bench${id}`, fullName: `压测 ${id}` })),
    );
    await insertAll(tx, userRoles, [
      { userId: group, roleId: 1, centreId: null },
      { userId: local, roleId: 2, centreId: 1 },
      { userId: 3, roleId: 3, centreId: null },
      { userId: 4, roleId: 3, centreId: null },
    ]);
    await insertAll(
      tx,
      employees,
      range(CENTRES).map((id) => employee(id, id)),
    );
    await insertAll(tx, servicePackages, [
      { id: 1, name: "28天基础", kind: "stay", price: fen(3_880_000), durationDays: 28 },
    ]);
    // The bench's callers have no second factor.
    await tx.execute("UPDATE setting SET value = '[]' WHERE name = 'identity.mfa_roles'");
    await menusOf(tx, today);
  });
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function room(id: number) {
  const [centreId, place] = [((id - 1) % CENTRES) + 1, Math.floor((id - 1) / CENTRES)];
  const floor = 3 + Math.floor(place / 9);
  return { id, centreId, roomTypeId: centreId, number: String(floor * 100 + (place % 9) + 1), floor: String(floor) };
}

const employee = (id: number, centreId: number) => ({
  id,
  centreId,
  number: `B${id}`,
  name: `管家 ${id}`,
  position: "护士",
  joiningDate: day("2016-01-01"),
});

async function menusOf(db: Parameters<typeof insertAll>[0], today: Day): Promise<void> {
  await insertAll(
    db,
    dailyMenus,
    range(6).map((id) => ({ id, centreId: 1, menuDate: today, categoryId: id, status: "published" as const })),
  );
  await insertAll(
    db,
    dailyMenuDishes,
    mealTemplate().map(([slotId, dishId]) => ({ dailyMenuId: slotId, dishId, quantity: 36 })),
  );
}
