import { expect, test } from "@playwright/test";
import mysql, { type RowDataPacket } from "mysql2/promise";
import { addressOf, apiLogin, as, portalPages } from "./support";

/** What a page may ask the database: six statements of its own, and three of the frame around it (who calls, account, messages). */
const MOST = 6 + 3;
const TRIES = 6;

/**
 * Counted by the database itself, around a warm request of the built server; tests/pages/queries.test.ts tells which statements
 * they are, for every role. The worker asks now and then too, which only adds: the least of some tries is what the page needs.
 */
test("no page runs more than 6 queries besides those of its frame", async ({ page, request }) => {
  test.setTimeout(600_000);
  const database = await mysql.createConnection(process.env.DATABASE_URL ?? "");
  const selects = async (): Promise<number> => {
    const [rows] = await database.query<RowDataPacket[]>(
      "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_select', 'Com_stmt_execute')",
    );
    return rows.reduce((sum, row) => sum + Number(row.Value), 0);
  };
  const { permissions } = await apiLogin(request, "manager");
  const counted: Record<string, number> = {};
  try {
    for (const { path, permission } of portalPages()) {
      const { url, exists } = addressOf(path);
      if (!exists) continue;
      await as(page, permission === "signed-in" || permissions.includes(permission) ? "manager" : "admin");
      await page.request.get(url);
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < TRIES && least > MOST; i++) {
        const before = await selects();
        const answer = await page.request.get(url);
        expect(answer.status(), url).toBe(200);
        least = Math.min(least, (await selects()) - before);
      }
      if (least > MOST) counted[url] = least;
      await page.context().clearCookies();
    }
  } finally {
    await database.end();
  }
  expect(counted).toEqual({});
});
