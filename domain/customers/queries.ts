import "server-only";
import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { careAssignments, childbirths, customers } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { type Read, reader, type Tx, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { oncePerPage } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import type { Birth } from "./rules";

type Db = Read["db"];
/** A reader or a command: whatever knows who asks and what that covers. */
export type Scope = Pick<Read, "db" | "grant"> & { ctx: Pick<Ctx, "actor" | "now"> };
export const scopeOf = (tx: Tx): Scope => ({ db: tx.db, grant: tx.grant, ctx: tx });

/** Families that a care assignment in force gives to the caller. */
const assignedFamilies = ({ db, ctx }: Scope) =>
  db
    .select({ id: careAssignments.familyId })
    .from(careAssignments)
    .innerJoin(employees, eq(employees.id, careAssignments.employeeId))
    .where(
      and(
        eq(employees.userId, ctx.actor.userId ?? 0),
        lte(careAssignments.startsAt, ctx.now),
        or(isNull(careAssignments.endsAt), sql`${careAssignments.endsAt} > ${ctx.now}`),
      ),
    );

/**
 * Where-clause on `customer`: the grant's centres, besides the caller's assigned families and own account. A list of what
 * hangs on a customer (stays, plans) gives its own centre column, so that its index and not the customer's is read.
 */
export function visibleCustomers(
  read: Scope,
  centreId: Parameters<typeof within>[0] = customers.centreId,
): SQL | undefined {
  const { grant, ctx } = read;
  if (grant.centres === "all") return undefined;
  return or(
    within(centreId, grant.centres),
    grant.assigned ? inArray(customers.familyId, assignedFamilies(read)) : undefined,
    grant.own && ctx.actor.userId !== undefined ? eq(customers.userId, ctx.actor.userId) : undefined,
  );
}

/** Where-clause on any `family_id`, by the same scope as visibleCustomers. */
export function visibleFamilies(
  read: Scope,
  centreId: Parameters<typeof within>[0],
  familyId: Parameters<typeof within>[0],
): SQL | undefined {
  const { db, grant, ctx } = read;
  if (grant.centres === "all") return undefined;
  const own = db
    .select({ id: customers.familyId })
    .from(customers)
    .where(eq(customers.userId, ctx.actor.userId ?? 0));
  return or(
    within(centreId, grant.centres),
    grant.assigned ? inArray(familyId, assignedFamilies(read)) : undefined,
    grant.own && ctx.actor.userId !== undefined ? inArray(familyId, own) : undefined,
  );
}

/** The customer row behind an id if the caller may see it, archived or not; else not_found. */
export async function visibleCustomer(read: Scope, id: number) {
  const row = await oncePerPage(read, visibleKey(read, id), async () => {
    const [found] = await read.db
      .select()
      .from(customers)
      .where(and(eq(customers.id, id), visibleCustomers(read)));
    return found;
  });
  if (!row) throw notFound("这位客户");
  return row;
}

const visibleKey = ({ grant }: Scope, id: number) => `customers:visible:${id}:${JSON.stringify(grant)}`;

/** Whoever has read a customer of this scope for a page already says so: then nobody asks for her again. */
export const knownVisible = (read: Scope, customer: typeof customers.$inferSelect) =>
  oncePerPage(read, visibleKey(read, customer.id), async () => customer);

/** The account of the caller, a mother signed in by herself; not_found for everyone else. */
export async function customerOf(ctx: Ctx) {
  const { db } = reader(ctx, "customers:read");
  const [row] = await db
    .select()
    .from(customers)
    .where(and(eq(customers.userId, ctx.actor.userId ?? 0), isNull(customers.archivedAt)));
  if (!row) throw notFound("您的客户档案");
  return row;
}

/** All births of these patients, oldest first. */
export async function birthsOf(
  db: Db,
  patientIds: readonly number[],
): Promise<Map<number, (Birth & { id: number })[]>> {
  const rows =
    patientIds.length === 0
      ? []
      : await db
          .select({
            id: childbirths.id,
            patientId: childbirths.patientId,
            expectedDeliveryDate: childbirths.expectedDeliveryDate,
            deliveredOn: childbirths.deliveredOn,
            deliveryMode: childbirths.deliveryMode,
            feeding: childbirths.feeding,
          })
          .from(childbirths)
          .where(inArray(childbirths.patientId, [...patientIds]))
          .orderBy(asc(childbirths.id));
  return grouped(rows, (row) => row.patientId);
}
