import "server-only";
import { eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { roles, userRoles, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { conflict, invalid } from "@/lib/errors";
import { scopeOf, visibleCustomer } from "../queries";
import type { LinkAccount, UnlinkAccount } from "./schema";

/**
 * Ties the login that a mother registered herself to her customer, after the front desk has seen who she is: from then on
 * that login sees her own rows. Only logins with the customer role and nothing else; one login, one customer.
 */
export function linkAccount(ctx: Ctx, input: LinkAccount) {
  return command(ctx, "customers:edit", async (tx) => {
    const customer = await locked(tx, input.id);
    if (customer.userId !== null) throw conflict(`${customer.name}已经绑定了账号，先解绑再换`);
    const [user] = await tx.db
      .select({ id: users.id, status: users.status })
      .from(users)
      .where(eq(users.username, input.username))
      .for("update");
    if (!user || user.status !== "active")
      throw invalid("username", `没有叫“${input.username}”的账号，请核对她注册时的用户名`);
    const held = await tx.db
      .select({ name: roles.name })
      .from(userRoles)
      .innerJoin(roles, eq(roles.id, userRoles.roleId))
      .where(eq(userRoles.userId, user.id));
    if (held.length === 0 || held.some((role) => role.name !== "customer"))
      throw invalid("username", "这是员工的账号，不能绑给客户");
    const [other] = await tx.db
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.userId, user.id))
      .limit(1);
    if (other) throw invalid("username", "这个账号已经绑给另一位客户");
    return save(tx, customer, user.id, "customer.account_linked");
  });
}

export function unlinkAccount(ctx: Ctx, input: UnlinkAccount) {
  return command(ctx, "customers:edit", async (tx) => {
    const customer = await locked(tx, input.id);
    if (customer.userId === null) throw conflict(`${customer.name}没有绑定账号`);
    return save(tx, customer, null, "customer.account_unlinked");
  });
}

type Row = typeof customers.$inferSelect;

async function locked(tx: Tx, id: number): Promise<Row> {
  await visibleCustomer(scopeOf(tx), id);
  const [row] = await tx.db.select().from(customers).where(eq(customers.id, id)).for("update");
  if (!row) throw new Error("a visible customer is there");
  if (row.archivedAt) throw conflict(`${row.name}已归档，先恢复`);
  return row;
}

async function save(tx: Tx, before: Row, userId: number | null, action: `customer.${string}`) {
  const after = { ...before, userId, version: before.version + 1, updatedAt: tx.now };
  const { version, updatedAt } = after;
  await tx.db.update(customers).set({ userId, version, updatedAt }).where(eq(customers.id, before.id));
  await audit(tx, action, before, after);
  tx.touched.add("customer");
  return { id: before.id, version };
}
