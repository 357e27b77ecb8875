import "server-only";
import { and, asc, desc, eq, inArray, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { patientSubscriptions, servicePackages } from "@/db/schema/packages";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import type { Only } from "@/domain/customers/list/queries";
import { visibleCustomers } from "@/domain/customers/queries";
import type { ListCustomers } from "@/domain/customers/schema";
import { notFound } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { dueOf } from "./rules";
import type { ListCustomersByContract, ListPackages, ListSubscriptions, PackageOut, SubscriptionOut } from "./schema";

/** Packages for sale in the caller's centres, those of the whole group included. */
export const visiblePackages = ({ grant }: Pick<Read, "grant">): SQL | undefined =>
  grant.centres === "all"
    ? undefined
    : or(isNull(servicePackages.centreId), within(servicePackages.centreId, grant.centres));

// written out: in a query of one table the builder leaves the table's name away, and `id` would be the contract's
const soldCount = sql<number>`(select count(*) from patient_subscription s2
  where s2.package_id = service_package.id)`.mapWith(Number);

export async function listPackages(ctx: Ctx, input: ListPackages): Promise<Page<PackageOut>> {
  const read = reader(ctx, "packages:read");
  const where = and(
    visiblePackages(read),
    isNull(servicePackages.archivedAt),
    input.centreId ? or(isNull(servicePackages.centreId), eq(servicePackages.centreId, input.centreId)) : undefined,
    input.kind ? eq(servicePackages.kind, input.kind) : undefined,
    input.isActive === undefined ? undefined : eq(servicePackages.isActive, input.isActive),
    input.search ? like(servicePackages.name, `%${input.search.replace(/[%_\\]/g, "\\$&")}%`) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const order = { price: servicePackages.price, name: servicePackages.name, id: servicePackages.id }[key];
  const rows = await read.db
    .select({ row: servicePackages, soldCount })
    .from(servicePackages)
    .where(where)
    .orderBy((dir === "asc" ? asc : desc)(order), desc(servicePackages.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows: rows.map(({ row, ...more }) => ({ ...row, ...more })),
    total: await countThroughCache(read, read.db.select({ one: sql`1` }).from(servicePackages).where(where)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

export async function packageDetail(ctx: Ctx, input: { id: number }): Promise<PackageOut> {
  const read = reader(ctx, "packages:read");
  const [found] = await read.db
    .select({ row: servicePackages, soldCount })
    .from(servicePackages)
    .where(and(eq(servicePackages.id, input.id), visiblePackages(read)));
  if (!found) throw notFound("这个套餐");
  return { ...found.row, soldCount: found.soldCount };
}

const subscriptionColumns = {
  row: patientSubscriptions,
  customerName: customers.name,
  packageName: servicePackages.name,
  kind: servicePackages.kind,
};
const shown = ({
  row,
  ...names
}: {
  row: typeof patientSubscriptions.$inferSelect;
  customerName: string;
  packageName: string;
  kind: (typeof servicePackages.$inferSelect)["kind"];
}): SubscriptionOut => ({ ...row, ...names, due: dueOf(row) });

/** Contracts of customers the caller may see. */
export async function listSubscriptions(ctx: Ctx, input: ListSubscriptions): Promise<Page<SubscriptionOut>> {
  const read = reader(ctx, "packages:read");
  const where = and(
    visibleCustomers(read),
    input.centreId ? eq(patientSubscriptions.centreId, input.centreId) : undefined,
    input.customerId ? eq(patientSubscriptions.customerId, input.customerId) : undefined,
    input.patientId ? eq(patientSubscriptions.patientId, input.patientId) : undefined,
    input.status ? eq(patientSubscriptions.status, input.status) : undefined,
    input.paymentStatus ? eq(patientSubscriptions.paymentStatus, input.paymentStatus) : undefined,
  );
  const { key, dir } = sortOf(input.sort);
  const order = key === "id" ? patientSubscriptions.id : patientSubscriptions.endDate;
  const rows = await read.db
    .select(subscriptionColumns)
    .from(patientSubscriptions)
    .innerJoin(customers, eq(customers.id, patientSubscriptions.customerId))
    .innerJoin(servicePackages, eq(servicePackages.id, patientSubscriptions.packageId))
    .where(where)
    .orderBy((dir === "asc" ? asc : desc)(order), desc(patientSubscriptions.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  const all = read.db
    .select({ one: sql`1` })
    .from(patientSubscriptions)
    .innerJoin(customers, eq(customers.id, patientSubscriptions.customerId))
    .where(where);
  const total = await countThroughCache(read, all);
  return { rows: rows.map(shown), total, page: input.page, pageSize: input.pageSize };
}

export async function subscriptionDetail(ctx: Ctx, input: { id: number }): Promise<SubscriptionOut> {
  const read = reader(ctx, "packages:read");
  const [found] = await read.db
    .select(subscriptionColumns)
    .from(patientSubscriptions)
    .innerJoin(customers, eq(customers.id, patientSubscriptions.customerId))
    .innerJoin(servicePackages, eq(servicePackages.id, patientSubscriptions.packageId))
    .where(and(eq(patientSubscriptions.id, input.id), visibleCustomers(read)));
  if (!found) throw notFound("这份合同");
  return shown(found);
}

/** What these customers still owe on their contracts, and the packages they have; only who owes or has one is in the map. */
export async function contractsOf(
  ctx: Ctx,
  customerIds: readonly number[],
): Promise<Map<number, { due: Fen; price: Fen; paid: Fen; packages: string[] }>> {
  const read = reader(ctx, "packages:read");
  const found = new Map<number, { due: Fen; price: Fen; paid: Fen; packages: string[] }>();
  if (customerIds.length === 0) return found;
  const rows = await read.db
    .select(subscriptionColumns)
    .from(patientSubscriptions)
    .innerJoin(customers, eq(customers.id, patientSubscriptions.customerId))
    .innerJoin(servicePackages, eq(servicePackages.id, patientSubscriptions.packageId))
    .where(and(inArray(patientSubscriptions.customerId, [...customerIds]), visibleCustomers(read)))
    .orderBy(asc(patientSubscriptions.id));
  for (const { row, packageName } of rows) {
    if (row.status === "cancelled" || row.status === "draft") continue;
    const had = found.get(row.customerId) ?? { due: fen(0), price: fen(0), paid: fen(0), packages: [] };
    found.set(row.customerId, {
      due: fen(had.due + dueOf(row)),
      price: fen(had.price + row.price),
      paid: fen(had.paid + row.paid - row.refunded),
      packages: [...had.packages, packageName],
    });
  }
  return found;
}

/** Customers by what their contracts say: a contract number or part of it, a package, money owed. For filters of customer lists. */
export async function customersWith(
  ctx: Ctx,
  wanted: { number?: string; packageId?: number; isOwing?: boolean },
): Promise<number[]> {
  const read = reader(ctx, "packages:read");
  const rows = await read.db
    .selectDistinct({ id: patientSubscriptions.customerId })
    .from(patientSubscriptions)
    .where(
      and(
        within(patientSubscriptions.centreId, read.grant.centres),
        wanted.number ? like(patientSubscriptions.number, `${wanted.number.toUpperCase()}%`) : undefined,
        wanted.packageId ? eq(patientSubscriptions.packageId, wanted.packageId) : undefined,
        wanted.isOwing
          ? and(
              inArray(patientSubscriptions.paymentStatus, ["unpaid", "partial"]),
              inArray(patientSubscriptions.status, ["active", "paused", "expired"]),
            )
          : undefined,
      ),
    )
    .limit(2000);
  return rows.map((row) => row.id);
}

/**
 * What a customer list asks of contracts, answered: the customers of a contract number, a package, money owed. The rest of the
 * filters go on to `listCustomers` as they are.
 */
export async function onlyByContract(
  ctx: Ctx,
  { packageId, owing, ...input }: ListCustomersByContract,
): Promise<{ input: ListCustomers; only: Only }> {
  const number = /^HT\d{6,}$/i.test(input.search ?? "") ? input.search : undefined;
  if (!number && !packageId && !owing) return { input, only: {} };
  const ids = await customersWith(ctx, { number, packageId, isOwing: owing });
  const { search, ...rest } = input;
  return { input: number ? rest : input, only: { ids } };
}
