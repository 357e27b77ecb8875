import "server-only";
import { and, desc, inArray, isNull, sql } from "drizzle-orm";
import { customers, stays } from "@/db/schema/customers";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dayOf } from "@/lib/time";
import { type PersonHeader, personHeaders } from "./headers/persons";
import { found } from "./list/queries";
import { visibleCustomers } from "./queries";

/** A few customers by name, pinyin initials, room, phone or its tail, who is in house first; for ⌘K and pickers. */
export async function findCustomers(ctx: Ctx, text: string, limit: number): Promise<PersonHeader[]> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const hits = await read.db
    .select({ id: sql<number>`customer.id`.mapWith(Number) })
    .from(text.trim() === "" ? sql`${customers}` : await found(read, text, today))
    .where(and(visibleCustomers(read), isNull(customers.archivedAt)))
    .orderBy(desc(customers.id))
    .limit(limit * 4);
  const ids = hits.map((row) => row.id);
  if (ids.length === 0) return [];
  const open = await read.db
    .select({ id: stays.customerId })
    .from(stays)
    .where(and(inArray(stays.customerId, ids), inArray(stays.status, ["checked_in", "booked"])));
  const here = new Set(open.map((row) => row.id));
  const chosen = [...ids].sort((a, b) => Number(here.has(b)) - Number(here.has(a))).slice(0, limit);
  const headers = await personHeaders(read.db, chosen, today);
  return chosen.flatMap((id) => headers.get(id) ?? []);
}
