import "server-only";
import { and, inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { personHeaders } from "@/domain/customers/headers/persons";
import { visibleCustomers } from "@/domain/customers/queries";
import type { Day } from "@/lib/time";
import type { Contact } from "./schema";

/** Whom a recall has to reach: what they must not eat on the day, and the tail of their phone. Others do not exist. */
export async function contactsOf(
  ctx: Ctx,
  input: { customerIds: readonly number[]; date: Day },
): Promise<Map<number, Contact>> {
  const read = reader(ctx, "kitchen:recall");
  if (input.customerIds.length === 0) return new Map();
  const rows = await read.db
    .select({ id: customers.id, phoneLast4: customers.phoneLast4 })
    .from(customers)
    .where(and(inArray(customers.id, [...input.customerIds]), visibleCustomers(read)));
  const headers = await personHeaders(
    read.db,
    rows.map((row) => row.id),
    input.date,
  );
  return new Map(
    rows.flatMap(({ id, phoneLast4 }) => {
      const header = headers.get(id);
      if (!header) return [];
      const { customerId, restrictions, stage, day } = header;
      return [[id, { customerId, restrictions, stage, day, phoneLast4 }] as const];
    }),
  );
}
