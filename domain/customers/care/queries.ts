import "server-only";
import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { careAssignments, families } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleFamilies } from "../queries";
import type { CareOut } from "./schema";

/** Who looks after a family now. */
export async function careTeam(ctx: Ctx, input: { id: number }): Promise<{ items: CareOut[] }> {
  const read = reader(ctx, "families:read");
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
    .innerJoin(families, eq(families.id, careAssignments.familyId))
    .where(
      and(
        eq(careAssignments.familyId, input.id),
        visibleFamilies(read, families.centreId, families.id),
        or(isNull(careAssignments.endsAt), gt(careAssignments.endsAt, ctx.now)),
      ),
    )
    .orderBy(asc(careAssignments.role), asc(careAssignments.id));
  return { items };
}
