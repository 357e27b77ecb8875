import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { Db } from "@/db/client";
import { recoveryCodes, refreshTokens, userRoles, users } from "@/db/schema/identity";
import { newCtx, rolledBack } from "@/domain/testing";
import { myAccount } from "../profile/queries";
import type { CreateFirstAdministrator } from "../schema";
import { signIn } from "../sessions/sign-in";
import { visitor } from "../testing";
import { createFirstAdministrator, setupToken } from "./commands";
import { isUntouched, loginScreen } from "./queries";

const first: CreateFirstAdministrator = {
  token: setupToken(),
  username: "first.admin",
  fullName: "第一位",
  password: "steamed-perch-with-scallion",
};

/** A database that nobody has an account in, until the test is rolled back. */
async function emptied(tx: Db, test: () => Promise<void>): Promise<void> {
  await tx.execute(sql`set foreign_key_checks = 0`);
  try {
    for (const table of [refreshTokens, recoveryCodes, userRoles, users]) await tx.delete(table);
    await test();
  } finally {
    await tx.execute(sql`set foreign_key_checks = 1`);
  }
}

it("makes the first administrator once, with the token of the log", async () => {
  await rolledBack(async (as, tx) => {
    await emptied(tx, async () => {
      const ctx = as(["session:open"]);
      expect(await isUntouched(ctx)).toBe(true);
      await expect(createFirstAdministrator(ctx, { ...first, token: "guessed" })).rejects.toMatchObject({
        fields: { token: [expect.any(String)] },
      });
      await expect(createFirstAdministrator(ctx, { ...first, password: "Password2024" })).rejects.toMatchObject({
        fields: { password: [expect.any(String)] },
      });
      const { id } = await createFirstAdministrator(ctx, first);
      expect(await isUntouched(ctx)).toBe(false);
      await expect(createFirstAdministrator(ctx, { ...first, username: "second.admin" })).rejects.toMatchObject({
        code: "conflict",
      });
      const session = await signIn(
        { ...visitor(ctx), actor: ctx.actor },
        { username: first.username, password: first.password },
        { client: "api" },
      );
      expect(session.userId).toBe(id);
      ctx.actor.userId = id;
      expect(await myAccount(ctx)).toMatchObject({ isSuperuser: true, roles: [{ label: "系统管理员", centre: null }] });
    });
  });
});

it("is shut for an installation in use, whoever asks", async () => {
  expect(await isUntouched()).toBe(false);
  await expect(createFirstAdministrator(newCtx(["session:open"]), first)).rejects.toMatchObject({ code: "conflict" });
});

it("tells the log-in page the houses and, in demo mode, the demo's ten logins", async () => {
  const screen = await loginScreen(newCtx([]));
  expect(screen.houses.length).toBeGreaterThan(1);
  expect(screen.demo?.logins.map((login) => login.username)).toHaveLength(10);
});
