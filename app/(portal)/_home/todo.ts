import "server-only";
import { type Ctx, may } from "@/domain/core/ctx";
import type { PersonHeader } from "@/domain/customers/headers/persons";
import { headersToday } from "@/domain/customers/headers/queries";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { production } from "@/domain/kitchen/queries";
import { listDeltas } from "@/domain/kitchen/tickets/queries";
import { ListDeltas } from "@/domain/kitchen/tickets/schema";
import { listPlans } from "@/domain/planning/list/queries";
import { ListPlans } from "@/domain/planning/schema";
import { addDays, dayOf, shortDay } from "@/lib/time";
import { medicalOrderTodo, releaseTodo } from "./care-todo";
import type { Todo, Waiting } from "./todo-item";

const LISTED = 20;

/** What waits for this caller in a centre, most urgent first: only what she may act on. */
export async function todoOf(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const parts = await Promise.all([
    may(ctx, "kitchen:read") ? kitchenTodo(ctx, centreId) : [],
    may(ctx, "kitchen:read") ? deltaTodo(ctx, centreId) : [],
    may(ctx, "medical_orders:acknowledge") ? medicalOrderTodo(ctx, centreId) : [],
    may(ctx, "plans:approve") ? releaseTodo(ctx, centreId) : [],
    may(ctx, "stays:edit") ? moveTodo(ctx, centreId) : [],
    may(ctx, "plans:approve") ? planTodo(ctx, centreId) : [],
  ]);
  const rank = { critical: 0, soon: 1, plain: 2 };
  return named(
    ctx,
    parts.flat().sort((a, b) => rank[a.urgency] - rank[b.urgency]),
  );
}

/** With each mother as she is named everywhere; of who may not see customers only the name that the task carries. */
async function named(ctx: Ctx, items: readonly Waiting[]): Promise<Todo[]> {
  const ids = items.flatMap((item) => item.about?.customerId ?? []);
  const headers = may(ctx, "customers:read") ? await headersToday(ctx, ids) : new Map<number, PersonHeader>();
  return items.map(({ about, ...item }) => {
    if (!about) return item;
    const header = headers.get(about.customerId ?? 0);
    return {
      ...item,
      who: {
        name: about.name,
        room: header?.room ?? about.room ?? null,
        notIn: header?.isBooked,
        stage: header?.stage ?? null,
        day: header?.day ?? null,
        restrictions: header?.restrictions ?? [],
      },
    };
  });
}

async function kitchenTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
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
      about: { customerId: one.customerId, name: one.customerName, room: one.room },
      detail: one.reasons[0] ?? "",
      verb: "选替代",
      href: `/kitchen/production?date=${day.date}&slot=${sheet.slotCode}`,
    })),
  );
  const empty = new Map<number, { name: string; room: string | null; slots: string[] }>();
  for (const { sheet, when } of meals) {
    for (const one of sheet.unassigned) {
      const had = empty.get(one.customerId) ?? { name: one.customerName, room: one.room, slots: [] };
      empty.set(one.customerId, { ...had, slots: [...had.slots, `${when}${sheet.slot}`] });
    }
  }
  return [
    ...unsafe,
    ...[...empty].map(([customerId, { name, room, slots }]) => ({
      key: `empty-${customerId}`,
      urgency: "soon" as const,
      title: `未排 ${slots.length} 餐`,
      about: { customerId, name, room },
      detail: slots.length > 3 ? `${slots.slice(0, 3).join("、")} 等` : slots.join("、"),
      verb: "去排",
      href: `/plans?customer_id=${customerId}`,
    })),
  ];
}

async function deltaTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
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

async function planTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const input = ListPlans.parse({ centreId, pending: true, pageSize: LISTED });
  const { rows } = await listPlans(ctx, input);
  return rows.map((plan) => ({
    key: `plan-${plan.id}`,
    urgency: "plain" as const,
    title: "月子餐计划待审",
    about: { customerId: plan.customerId, name: plan.customerName },
    detail: `${shortDay(plan.startDate)} 至 ${shortDay(plan.endDate)}`,
    verb: "审核",
    href: `/plans/${plan.id}`,
  }));
}

async function moveTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const { days } = await arrivalsAndDepartures(ctx, { centreId, days: 1 });
  const [today] = days;
  const arriving = (today?.arrivals ?? []).filter((move) => move.status === "booked");
  const leaving = (today?.departures ?? []).filter((move) => move.status === "checked_in");
  return [
    ...arriving.map((move) => ({
      key: `in-${move.stayId}`,
      urgency: move.hasRoom ? ("plain" as const) : ("soon" as const),
      title: "今天入住",
      about: { customerId: move.customerId, name: move.name, room: move.room },
      detail: move.room ? "房间已分好" : "还没分房",
      verb: "办理",
      href: "/arrivals",
    })),
    ...leaving.map((move) => ({
      key: `out-${move.stayId}`,
      urgency: "plain" as const,
      title: "今天退住",
      about: { customerId: move.customerId, name: move.name, room: move.room },
      detail: "",
      verb: "办理",
      href: "/arrivals",
    })),
  ];
}
