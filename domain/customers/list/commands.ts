import "server-only";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import type { CustomerOut, ListCustomers } from "../schema";
import { listStays } from "../stays/queries";
import type { ListStays, StayOut } from "../stays/schema";
import { allCustomers, type Only } from "./queries";

/** Every customer the filters match, newest first, at most `cap`; who took what is in the operation log. */
export async function exportCustomers(
  ctx: Ctx,
  input: ListCustomers,
  cap: number,
  only: Only = {},
): Promise<CustomerOut[]> {
  await takePoint("export", ctx.actor.name);
  const rows: CustomerOut[] = [];
  for await (const some of allCustomers(ctx, input, only, cap)) rows.push(...some);
  await command(ctx, "customers:export", (tx) =>
    audit(
      tx,
      "customer.exported",
      null,
      { id: 0, centreId: input.centreId ?? null },
      { filter: input, rows: rows.length },
    ),
  );
  return rows;
}

/** Stays of the filters, newest arrival first. */
export async function exportStays(ctx: Ctx, input: ListStays, cap: number): Promise<StayOut[]> {
  await takePoint("export", ctx.actor.name);
  const rows: StayOut[] = [];
  for (let page = 1; rows.length < cap; page++) {
    const some = await listStays(ctx, { ...input, page, pageSize: 1000 }, "stays:export");
    rows.push(...some.rows.slice(0, cap - rows.length));
    if (some.rows.length < 1000) break;
  }
  await command(ctx, "stays:export", (tx) =>
    audit(tx, "stay.exported", null, { id: 0, centreId: input.centreId ?? null }, { filter: input, rows: rows.length }),
  );
  return rows;
}
