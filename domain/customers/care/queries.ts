import "server-only";
import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { careAssignments } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleFamily } from "../families/queries";
import type { CareOut } from "./schema";

/** Who looks after a family now. */
export async function careTeam(ctx: Ctx, input: { id: number }): Promise<{ items: CareOut[] }> {
  const read = reader(ctx, "families:read");
  await visibleFamily(read, input.id);
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
