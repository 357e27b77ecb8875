import "server-only";
import { and, asc, eq, inArray, isNull, like, or, sql } from "drizzle-orm";
import { employees } from "@/db/schema/staff";
import { reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, readThroughCache } from "@/domain/core/through-cache";
import { offsetOf, type Page } from "@/lib/page";
import type { EmployeeOut, ListEmployees } from "./schema";

export type EmployeeOption = { id: number; name: string; position: string; centreId: number };

/** People in work to choose from (butler, consultant, nurse), by name, initials, number or position. */
export async function employeeOptions(
  ctx: Ctx,
  input: { search?: string; positions?: readonly string[]; centreId?: number; limit?: number } = {},
): Promise<EmployeeOption[]> {
  const { db, grant } = reader(ctx, "employees:read");
  const people = db
    .select({ id: employees.id, name: employees.name, position: employees.position, centreId: employees.centreId })
    .from(employees)
    .where(
      and(
        within(employees.centreId, grant.centres),
        isNull(employees.archivedAt),
        eq(employees.status, "active"),
        input.centreId ? eq(employees.centreId, input.centreId) : undefined,
        input.positions ? inArray(employees.position, [...input.positions]) : undefined,
        matching(input.search),
      ),
    )
    .orderBy(asc(employees.position), asc(employees.name))
    .limit(input.limit ?? 200);
  return readThroughCache({ db }, people);
}

/** Employees of the caller's centres. */
export async function listEmployees(ctx: Ctx, input: ListEmployees): Promise<Page<EmployeeOut>> {
  const { db, grant } = reader(ctx, "employees:read");
  const where = and(
    within(employees.centreId, grant.centres),
    isNull(employees.archivedAt),
    input.centreId ? eq(employees.centreId, input.centreId) : undefined,
    input.position ? eq(employees.position, input.position) : undefined,
    input.status ? eq(employees.status, input.status) : undefined,
    matching(input.search),
  );
  const rows = await db
    .select({
      id: employees.id,
      centreId: employees.centreId,
      number: employees.number,
      name: employees.name,
      position: employees.position,
      department: employees.department,
      gender: employees.gender,
      joiningDate: employees.joiningDate,
      status: employees.status,
    })
    .from(employees)
    .where(where)
    .orderBy(asc(employees.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows,
    total: await countThroughCache({ db }, db.select({ one: sql`1` }).from(employees).where(where)),
    page: input.page,
    pageSize: input.pageSize,
  };
}

function matching(search: string | undefined) {
  const text = search?.trim();
  if (!text) return undefined;
  const part = `%${text.replace(/[%_\\]/g, "\\$&")}%`;
  return or(
    like(employees.name, part),
    like(employees.nameKey, `${text.toLowerCase()}%`),
    like(employees.number, part),
    like(employees.position, part),
  );
}
