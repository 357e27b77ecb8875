import "server-only";
import { listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import type { Ctx } from "@/domain/core/ctx";
import { pendingReleases } from "@/domain/planning/release/queries";
import { shortDay } from "@/lib/time";
import type { Waiting } from "./todo-item";

const LISTED = 20;

/** Orders, and stops of orders, that no nurse has confirmed yet. */
export async function medicalOrderTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const input = ListMedicalOrders.parse({ centreId, acknowledged: false, pageSize: LISTED });
  const { rows } = await listMedicalOrders(ctx, input);
  return rows.map((order) => ({
    key: `order-${order.id}`,
    urgency: "soon" as const,
    title: order.status === "cancelled" ? "医嘱停了，还没确认" : "新医嘱，还没确认",
    about: { customerId: order.customerId, name: order.patientName, room: order.room },
    detail: `${order.doctorName}，${order.content}`,
    verb: "去确认",
    href: "/medical-orders?tab=waiting",
  }));
}

/** Dishes that a colleague asked to serve in spite of a restriction: not served before someone else confirms. */
export async function releaseTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const { items } = await pendingReleases(ctx, { centreId });
  return items.slice(0, LISTED).map((one) => ({
    key: `release-${one.itemId}`,
    urgency: "soon" as const,
    title: `放行待您确认：${one.dishName}`,
    about: { customerId: one.customerId, name: one.customerName, room: one.room },
    detail: `${shortDay(one.date)} ${one.slot}，${one.requestedBy ?? ""}说“${one.reason}”`,
    verb: "看看",
    href: `/plans/${one.planId}?date=${one.date}`,
  }));
}
