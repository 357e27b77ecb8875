import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { stayAbsenceKindLabels } from "@/db/enums/customers";
import { medicalOrders } from "@/db/schema/care";
import { auditLog } from "@/db/schema/core";
import { childbirths, restrictions, stayAbsences } from "@/db/schema/customers";
import { dishes } from "@/db/schema/dishes";
import { doctors } from "@/db/schema/staff";
import type { Read } from "@/domain/core/access";
import { userNames } from "@/domain/identity/queries";
import { clockOf, dayOf, shortDay } from "@/lib/time";

type Db = Read["db"];

/**
 * "周敏医嘱 10:35，每天盐 3 g 以下": what changed last in what she must not eat, who said so and when. `orderId`: the medical
 * order that brought it about, where the event names one.
 */
export async function whyRestricted(db: Db, patientId: number, now: Date, orderId: number | null): Promise<string> {
  if (orderId !== null) return whyOrdered(db, orderId, now);
  const [row] = await db
    .select()
    .from(restrictions)
    .where(eq(restrictions.patientId, patientId))
    .orderBy(desc(restrictions.updatedAt), desc(restrictions.id))
    .limit(1);
  if (!row) return "禁忌有变";
  if (row.source === "doctor_order" && row.sourceId !== null) return whyOrdered(db, row.sourceId, now);
  const isEnded = row.validTo !== null && row.validTo < dayOf(now);
  const by = `${await nameOf((isEnded ? row.endedBy : null) ?? row.createdBy)}登记`;
  if (isEnded) return `${by}，不再忌${row.label}`;
  const what = row.adjustment ? `${row.label}，${row.adjustment}` : row.label;
  return `${by}，${row.reason ?? what}`;
}

const SAID = 60;

/** "周敏医嘱 10:35，低盐饮食"; "周敏停医嘱 16:20，低盐饮食" when it was stopped. Another day stands before the clock time. */
async function whyOrdered(db: Db, orderId: number, now: Date): Promise<string> {
  const [order] = await db
    .select({
      content: medicalOrders.content,
      status: medicalOrders.status,
      createdAt: medicalOrders.createdAt,
      stopsAt: medicalOrders.stopsAt,
      stoppedBy: medicalOrders.stoppedBy,
      doctorUserId: doctors.userId,
    })
    .from(medicalOrders)
    .innerJoin(doctors, eq(doctors.id, medicalOrders.doctorId))
    .where(eq(medicalOrders.id, orderId));
  if (!order) return "医嘱有变";
  const isStopped = order.status === "cancelled";
  const at = isStopped ? (order.stopsAt ?? now) : order.createdAt;
  const clock = `${dayOf(at) === dayOf(now) ? "" : `${shortDay(dayOf(at))} `}${clockOf(at)}`;
  const name = await nameOf(isStopped ? order.stoppedBy : order.doctorUserId);
  const content = order.content.length > SAID ? `${order.content.slice(0, SAID)}…` : order.content;
  return `${name}${isStopped ? "停医嘱" : "医嘱"} ${clock}，${content}`;
}

/** "外出，产检，李想登记，15:30 回馆" */
export async function whyAway(db: Db, stayId: number): Promise<string> {
  const [row] = await db
    .select()
    .from(stayAbsences)
    .where(eq(stayAbsences.stayId, stayId))
    .orderBy(desc(stayAbsences.updatedAt), desc(stayAbsences.id))
    .limit(1);
  if (!row) return "外出有变";
  const back = row.endsAt && `${shortDay(dayOf(row.endsAt))} ${clockOf(row.endsAt)} 回馆`;
  const name = await nameOf(row.createdBy);
  return [stayAbsenceKindLabels[row.kind], row.note, `${name}登记`, back].filter(Boolean).join("，");
}

const stayActs: Record<string, string> = {
  "stay.booked": "预订入住",
  "stay.checked_in": "办了入住",
  "stay.checked_out": "办了退住",
  "stay.moved": "换房",
  "stay.edited": "改了入住日期",
  "stay.cancelled": "取消入住",
  "stay.no_show": "未到店",
};

/** "李想办了退住" */
export async function whyStay(db: Db, stayId: number): Promise<string> {
  const act = await lastAct(db, "stay", stayId);
  return `${await nameOf(act?.userId)}${stayActs[act?.action ?? ""] ?? "改了入住"}`;
}

/** "杜若蘅改了计划"; what nobody did by hand is a substitution. */
export async function whyPlan(db: Db, planId: number): Promise<string> {
  const act = await lastAct(db, "confinement_meal_plan", planId);
  return act?.userId ? `${await nameOf(act.userId)}改了计划` : "系统自动换菜";
}

/** "杜若蘅改了分娩资料" */
export async function whyBirth(db: Db, patientId: number): Promise<string> {
  const [birth] = await db
    .select({ id: childbirths.id })
    .from(childbirths)
    .where(eq(childbirths.patientId, patientId))
    .orderBy(desc(childbirths.updatedAt), desc(childbirths.id))
    .limit(1);
  const act = birth ? await lastAct(db, "childbirth", birth.id) : null;
  return `${await nameOf(act?.userId)}改了分娩资料`;
}

/** "孙倩取消 CGO20261119001" */
export const whyOrder = async (by: number | null, what: string, orderNumber: string): Promise<string> =>
  `${await nameOf(by)}${what} ${orderNumber}`;

/** "鲈鱼汤、香菇滑鸡的配料有变" */
export async function whyDishes(db: Db, dishIds: readonly number[]): Promise<string> {
  const rows =
    dishIds.length === 0
      ? []
      : await db
          .select({ name: dishes.name })
          .from(dishes)
          .where(inArray(dishes.id, [...dishIds]))
          .limit(3);
  return `${rows.map((row) => row.name).join("、") || "菜品"}的配料有变`;
}

async function lastAct(db: Db, entity: string, entityId: number) {
  const [row] = await db
    .select({ action: auditLog.action, userId: auditLog.actorUserId })
    .from(auditLog)
    .where(and(eq(auditLog.entity, entity), eq(auditLog.entityId, entityId)))
    .orderBy(desc(auditLog.id))
    .limit(1);
  return row ?? null;
}

const nameOf = async (userId: number | null | undefined): Promise<string> =>
  (await userNames([userId])).get(userId ?? 0) ?? "系统";
