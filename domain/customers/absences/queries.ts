import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { customers, stayAbsences, stays } from "@/db/schema/customers";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { visibleCustomers } from "../queries";
import type { AbsenceOut } from "../stays/schema";

/** Absences of a stay, newest first. */
export async function listAbsences(ctx: Ctx, input: { id: number }): Promise<{ items: AbsenceOut[] }> {
  const read = reader(ctx, "stays:read");
  const [stay] = await read.db
    .select({ id: stays.id })
    .from(stays)
    .innerJoin(customers, eq(customers.id, stays.customerId))
    .where(and(eq(stays.id, input.id), visibleCustomers(read)));
  if (!stay) throw notFound("这次入住");
  const items = await read.db
    .select()
    .from(stayAbsences)
    .where(eq(stayAbsences.stayId, stay.id))
    .orderBy(desc(stayAbsences.startsAt));
  return { items };
}
