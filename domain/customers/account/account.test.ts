import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { customers as table } from "@/db/schema/customers";
import { customers, users } from "@/db/seed/world";
import { register } from "@/domain/identity/profile/commands";
import { rolledBack } from "@/domain/testing";
import { linkAccount, unlinkAccount } from "./commands";

const can = ["customers:edit", "session:open"] as const;
const mother = { username: "fang.jingshu", password: "Moon-and-rice-7", fullName: "方静姝" };
const id = customers.fangJingshu.id;

test("a login she registered is tied to her, once, and can be let go", async () => {
  await rolledBack(async (as, tx) => {
    const user = await register(as(can), { ...mother, email: undefined, phone: undefined } as Parameters<
      typeof register
    >[1]);
    await linkAccount(as(can), { id, username: mother.username });
    const [row] = await tx.select({ userId: table.userId }).from(table).where(eq(table.id, id));
    expect(row?.userId).toBe(user.id);
    await expect(linkAccount(as(can), { id, username: mother.username })).rejects.toMatchObject({ code: "conflict" });
    await expect(
      linkAccount(as(can), { id: customers.songWanqing.id, username: mother.username }),
    ).rejects.toMatchObject({ fields: { username: [expect.stringContaining("另一位")] } });
    await unlinkAccount(as(can), { id });
    await expect(unlinkAccount(as(can), { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

test("not a colleague's login, not an unknown one, not from another centre, not without the permission", async () => {
  await rolledBack(async (as) => {
    const wrong = { fields: { username: [expect.any(String)] } };
    await expect(linkAccount(as(can), { id, username: users.chef.username })).rejects.toMatchObject(wrong);
    await expect(linkAccount(as(can), { id, username: "nobody.here" })).rejects.toMatchObject(wrong);
    const elsewhere = as({ "customers:edit": { centres: [2] } });
    await expect(linkAccount(elsewhere, { id, username: "x" })).rejects.toMatchObject({ code: "not_found" });
    await expect(linkAccount(as([]), { id, username: "x" })).rejects.toMatchObject({ code: "forbidden" });
  });
});
