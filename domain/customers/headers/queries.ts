import "server-only";
import { and, inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dayOf } from "@/lib/time";
import { visibleCustomers } from "../queries";
import { type PersonHeader, personHeaders } from "./persons";

/** How these mothers are named today, by customer: room, stage, restrictions. Those outside the caller's scope are left out. */
export async function headersToday(ctx: Ctx, customerIds: readonly number[]): Promise<Map<number, PersonHeader>> {
  const read = reader(ctx, "customers:read");
  const { centres, assigned, own } = read.grant;
  const headers = await personHeaders(read.db, customerIds, dayOf(ctx.now));
  if (centres === "all") return headers;
  const isHere = (id: number) => centres.includes(headers.get(id)?.centreId ?? 0);
  const elsewhere = [...headers.keys()].filter((id) => !isHere(id));
  const seen = assigned || own ? await visibleAmong(read, elsewhere) : new Set<number>();
  return new Map([...headers].filter(([id]) => isHere(id) || seen.has(id)));
}

async function visibleAmong(read: Read, customerIds: readonly number[]): Promise<Set<number>> {
  if (customerIds.length === 0) return new Set();
  const rows = await read.db
    .select({ id: customers.id })
    .from(customers)
    .where(and(visibleCustomers(read), inArray(customers.id, [...customerIds])));
  return new Set(rows.map((row) => row.id));
}
