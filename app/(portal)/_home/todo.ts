import "server-only";
import { listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import { type Ctx, may } from "@/domain/core/ctx";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { production } from "@/domain/kitchen/queries";
import { listDeltas } from "@/domain/kitchen/tickets/queries";
import { ListDeltas } from "@/domain/kitchen/tickets/schema";
import { listPlans } from "@/domain/planning/list/queries";
import { ListPlans } from "@/domain/planning/schema";
import { addDays, dayOf, shortDay } from "@/lib/time";
import { medicalOrderTodo, releaseTodo } from "./care-todo";
import type { Todo } from "./todo-item";

const LISTED = 20;

/** What waits for this caller in a centre, most urgent first: only what she may act on. */
export async function todoOf(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const [kitchen, plans, moves, orders, releases] = await Promise.all([
    may(ctx, "kitchen:read") ? kitchenTodo(ctx, centreId) : [],
    may(ctx, "kitchen:read") ? deltaTodo(ctx, centreId) : [],
    may(ctx, "medical_orders:acknowledge") ? orderTodo(ctx, centreId) : [],
    may(ctx, "plans:read") ? planTodo(ctx, centreId) : [],
    may(ctx, "stays:edit") ? moveTodo(ctx, centreId) : [],
    may(ctx, "medical_orders:acknowledge") ? medicalOrderTodo(ctx, centreId) : [],
    may(ctx, "plans:approve") ? releaseTodo(ctx, centreId) : [],
  ]);
  const rank = { critical: 0, soon: 1, plain: 2 };
  return [...kitchen, ...orders, ...releases, ...moves, ...plans].sort((a, b) => rank[a.urgency] - rank[b.urgency]);
}

async function kitchenTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const today = dayOf(ctx.now);
  const sheets = await Promise.all([today, addDays(today, 1)].map((date) => production(ctx, { centreId, date })));
  const meals = sheets.flatMap((day) =>
    day.slots.map((sheet) => ({ day, sheet, when: day.date === today ? "今天" : "明天" })),
  );
  const unsafe = meals.flatMap(({ day, sheet, when }) =>
    sheet.needsSubstitute.map((one) => ({
      key: `unsafe-${day.date}-${sheet.slotId}-${one.customerId}-${one.dishId}`,
      urgency: "critical" as const,
      title: `${when}${sheet.slot}需替代：${one.dishName}`,
      detail: `${one.room ?? ""} ${one.customerName}，${one.reasons[0] ?? ""}`.trim(),
      verb: "选替代",
      href: `/kitchen/production?date=${day.date}&slot=${sheet.slotCode}`,
    })),
  );
  const empty = new Map<number, { who: string; slots: string[] }>();
  for (const { sheet, when } of meals) {
    for (const one of sheet.unassigned) {
      const had = empty.get(one.customerId) ?? { who: `${one.room ?? ""} ${one.customerName}`.trim(), slots: [] };
      empty.set(one.customerId, { ...had, slots: [...had.slots, `${when}${sheet.slot}`] });
    }
  }
  return [
    ...unsafe,
    ...[...empty].map(([customerId, { who, slots }]) => ({
      key: `empty-${customerId}`,
      urgency: "soon" as const,
      title: `${who} 未排 ${slots.length} 餐`,
      detail: slots.length > 3 ? `${slots.slice(0, 3).join("、")} 等` : slots.join("、"),
      verb: "去排",
      href: `/plans?customer_id=${customerId}`,
    })),
  ];
}

async function deltaTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const input = ListDeltas.parse({ centreId, date: dayOf(ctx.now), open: true, pageSize: LISTED });
  const { rows, open } = await listDeltas(ctx, input);
  const oldest = rows.at(-1);
  if (!oldest) return [];
  const minutes = Math.max(1, Math.round((ctx.now.getTime() - oldest.createdAt.getTime()) / 60_000));
  return [
    {
      key: "deltas",
      urgency: "critical",
      title: `差异单 ${open} 张，厨房没确认`,
      detail: `最久 ${minutes} 分钟，${oldest.room ?? ""} ${oldest.summary}`.trim(),
      verb: "看差异单",
      href: "/kitchen/deltas?open=1",
    },
  ];
}

async function orderTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const input = ListMedicalOrders.parse({ centreId, acknowledged: false, pageSize: 3 });
  const { rows, total } = await listMedicalOrders(ctx, input);
  if (total === 0) return [];
  return [
    {
      key: "orders",
      urgency: "critical",
      title: `医嘱 ${total} 条，还没确认`,
      detail: rows.map((row) => `${row.room ?? ""} ${row.patientName}`.trim()).join("、"),
      verb: "去确认",
      href: "/medical-orders?tab=waiting",
    },
  ];
}

async function planTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  if (!may(ctx, "plans:approve")) return [];
  const input = ListPlans.parse({ centreId, pending: true, pageSize: LISTED });
  const { rows } = await listPlans(ctx, input);
  return rows.map((plan) => ({
    key: `plan-${plan.id}`,
    urgency: "plain" as const,
    title: `${plan.customerName} 的月子餐计划待审`,
    detail: `${plan.planNumber}，${shortDay(plan.startDate)} 至 ${shortDay(plan.endDate)}`,
    verb: "审核",
    href: `/plans/${plan.id}`,
  }));
}

async function moveTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const { days } = await arrivalsAndDepartures(ctx, { centreId, days: 1 });
  const [today] = days;
  const arriving = (today?.arrivals ?? []).filter((move) => move.status === "booked");
  const leaving = (today?.departures ?? []).filter((move) => move.status === "checked_in");
  return [
    ...arriving.map((move) => ({
      key: `in-${move.stayId}`,
      urgency: move.hasRoom ? ("plain" as const) : ("soon" as const),
      title: `${move.name} 今天入住`,
      detail: move.room ? `房间 ${move.room}` : "还没分房",
      verb: "办理",
      href: "/arrivals",
    })),
    ...leaving.map((move) => ({
      key: `out-${move.stayId}`,
      urgency: "plain" as const,
      title: `${move.name} 今天退住`,
      detail: move.room ? `房间 ${move.room}` : "",
      verb: "办理",
      href: "/arrivals",
    })),
  ];
}
