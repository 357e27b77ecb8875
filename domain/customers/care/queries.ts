import "server-only";
import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { careAssignments, families } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { visibleFamilies } from "../queries";
import type { CareOut } from "./schema";

/** Who looks after a family now. */
export async function careTeam(ctx: Ctx, input: { id: number }): Promise<{ items: CareOut[] }> {
  const read = reader(ctx, "families:read");
  const [family] = await read.db
    .select({ id: families.id })
    .from(families)
    .where(and(eq(families.id, input.id), visibleFamilies(read, families.centreId, families.id)));
  if (!family) throw notFound("这个家庭");
  const items = await read.db
    .select({
      id: careAssignments.id,
      employeeId: careAssignments.employeeId,
      name: employees.name,
      position: employees.position,
      role: careAssignments.role,
      startsAt: careAssignments.startsAt,
      endsAt: careAssignments.endsAt,
      reason: careAssignments.reason,
    })
    .from(careAssignments)
    .innerJoin(employees, eq(employees.id, careAssignments.employeeId))
    .where(
      and(
        eq(careAssignments.familyId, input.id),
        or(isNull(careAssignments.endsAt), gt(careAssignments.endsAt, ctx.now)),
      ),
    )
    .orderBy(asc(careAssignments.role), asc(careAssignments.id));
  return { items };
}
