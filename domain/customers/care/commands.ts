import "server-only";
import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import type { CareAssignmentRole } from "@/db/enums/customers";
import { rooms } from "@/db/schema/centres";
import { careAssignments, customers, families, stayRooms, stays } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { addMinutes, dayOf } from "@/lib/time";
import { scopeOf, visibleFamilies } from "../queries";
import type { BreakGlass, EndCare, GiveCare } from "./schema";

type Family = { familyId: number; centreId: number };
const BREAK_GLASS_MINUTES = 240;

/** Gives a family to an employee: who has only the scope "assigned" may see it from now on. */
export function giveCare(ctx: Ctx, input: GiveCare) {
  return command(ctx, "families:edit", async (tx) => {
    const family = await lockedFamily(tx, input.id);
    const id = await assign(tx, family, input.role, input.employeeId);
    if (id === null) throw conflict("已经分派给这位同事了");
    return { id };
  });
}

/** Ends an assignment now. */
export function endCare(ctx: Ctx, input: EndCare) {
  return command(ctx, "families:edit", async (tx) => {
    const [found] = await tx.db
      .select({ row: careAssignments, centreId: families.centreId })
      .from(careAssignments)
      .innerJoin(families, eq(families.id, careAssignments.familyId))
      .where(
        and(
          eq(careAssignments.id, input.id),
          input.familyId ? eq(careAssignments.familyId, input.familyId) : undefined,
          visibleFamilies(scopeOf(tx), families.centreId, careAssignments.familyId),
        ),
      )
      .for("update");
    if (!found) throw notFound("这次分派");
    if (found.row.endsAt && found.row.endsAt <= tx.now) throw conflict("这次分派已经结束了");
    await end(tx, found.row, found.centreId);
    return { id: input.id };
  });
}

/** Building block: one carer of a role at a time (the butler); null ends it. */
export async function setCarer(
  tx: Tx,
  family: Family,
  role: CareAssignmentRole,
  employeeId: number | null,
): Promise<void> {
  const open = await openRows(tx, family.familyId, role);
  if (employeeId !== null && open.some((row) => row.employeeId === employeeId)) return;
  for (const row of open) await end(tx, row, family.centreId);
  if (employeeId !== null) await assign(tx, family, role, employeeId);
}

/** A family that is not assigned to the caller, opened for four hours with a reason that the operation log keeps. */
export function breakGlass(ctx: Ctx, input: BreakGlass) {
  return command(ctx, "families:read", async (tx) => {
    const [me] = await tx.db
      .select({ id: employees.id, centreId: employees.centreId })
      .from(employees)
      .where(eq(employees.userId, userIdOf(tx) ?? 0));
    if (!tx.grant.assigned || !me) throw new AppError("forbidden", "只有按家庭分派的同事才用得上紧急查看");
    const familyId = input.id ?? (await familyOf(tx, me.centreId, input.who ?? ""));
    const [family] = await tx.db.select().from(families).where(eq(families.id, familyId));
    if (!family || family.centreId !== me.centreId) throw notFound("这个家庭");
    const values = {
      familyId: family.id,
      employeeId: me.id,
      role: "break_glass" as const,
      startsAt: tx.now,
      endsAt: addMinutes(tx.now, BREAK_GLASS_MINUTES),
      reason: input.reason,
      createdBy: userIdOf(tx),
      createdAt: tx.now,
    };
    const [made] = await tx.db.insert(careAssignments).values(values).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "care_assignment.break_glass", null, { id: made.id, ...values, centreId: family.centreId });
    return { id: made.id, familyId: family.id, endsAt: values.endsAt };
  });
}

/** The one family in a centre that a room or a whole name stands for. */
async function familyOf(tx: Tx, centreId: number, who: string): Promise<number> {
  const today = dayOf(tx.now);
  const byRoom = tx.db
    .select({ id: stays.customerId })
    .from(stays)
    .innerJoin(stayRooms, eq(stayRooms.stayId, stays.id))
    .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(
      and(
        eq(rooms.centreId, centreId),
        eq(rooms.number, who),
        eq(stays.status, "checked_in"),
        lte(stayRooms.fromDay, today),
        or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, today)),
      ),
    );
  const found = await tx.db
    .select({ familyId: customers.familyId })
    .from(customers)
    .where(
      and(
        eq(customers.centreId, centreId),
        isNull(customers.archivedAt),
        isNotNull(customers.familyId),
        or(eq(customers.name, who), inArray(customers.id, byRoom)),
      ),
    )
    .limit(2);
  if (found.length > 1) throw invalid("who", `有不止一位叫“${who}”，请写房号`);
  const familyId = found[0]?.familyId;
  if (!familyId) throw invalid("who", who === "" ? "请写房号或妈妈的全名" : `没有房号或姓名是“${who}”的妈妈`);
  return familyId;
}

const openRows = (tx: Tx, familyId: number, role: CareAssignmentRole) =>
  tx.db
    .select()
    .from(careAssignments)
    .where(
      and(
        eq(careAssignments.familyId, familyId),
        eq(careAssignments.role, role),
        or(isNull(careAssignments.endsAt), gt(careAssignments.endsAt, tx.now)),
      ),
    )
    .for("update");

async function assign(tx: Tx, family: Family, role: CareAssignmentRole, employeeId: number): Promise<number | null> {
  const [employee] = await tx.db.select().from(employees).where(eq(employees.id, employeeId));
  if (!employee || employee.archivedAt || employee.status !== "active")
    throw invalid(role === "butler" ? "butlerId" : "employeeId", "没有这位在职同事");
  const open = await openRows(tx, family.familyId, role);
  if (open.some((row) => row.employeeId === employeeId)) return null;
  const values = {
    familyId: family.familyId,
    employeeId,
    role,
    startsAt: tx.now,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
  };
  const [made] = await tx.db.insert(careAssignments).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  await audit(
    tx,
    "care_assignment.given",
    null,
    { id: made.id, ...values, centreId: family.centreId },
    { name: employee.name },
  );
  return made.id;
}

async function end(tx: Tx, row: typeof careAssignments.$inferSelect, centreId: number): Promise<void> {
  const after = { ...row, endsAt: tx.now };
  await tx.db.update(careAssignments).set(after).where(eq(careAssignments.id, row.id));
  await audit(tx, "care_assignment.ended", { ...row, centreId }, { ...after, centreId });
}

async function lockedFamily(tx: Tx, id: number): Promise<Family> {
  const [row] = await tx.db
    .select({ familyId: families.id, centreId: families.centreId })
    .from(families)
    .where(and(eq(families.id, id), visibleFamilies(scopeOf(tx), families.centreId, families.id)))
    .for("update");
  if (!row) throw notFound("这个家庭");
  return row;
}
