import "server-only";
import { and, inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dayOf } from "@/lib/time";
import { visibleCustomers } from "../queries";
import { type PersonHeader, personHeaders } from "./persons";

/** How these mothers are named today, by customer: room, stage, restrictions. Those outside the caller's scope are left out. */
export async function headersToday(ctx: Ctx, customerIds: readonly number[]): Promise<Map<number, PersonHeader>> {
  const read = reader(ctx, "customers:read");
  if (customerIds.length === 0) return new Map();
  const seen = await read.db
    .select({ id: customers.id })
    .from(customers)
    .where(and(visibleCustomers(read), inArray(customers.id, [...new Set(customerIds)])));
  return personHeaders(
    read.db,
    seen.map((row) => row.id),
    dayOf(ctx.now),
  );
}
