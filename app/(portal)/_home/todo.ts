import "server-only";
import { type Ctx, may } from "@/domain/core/ctx";
import type { PersonHeader } from "@/domain/customers/headers/persons";
import { headersToday } from "@/domain/customers/headers/queries";
import { movesOf } from "@/domain/customers/stays/queries";
import { production, readAhead } from "@/domain/kitchen/queries";
import { deltasOfDay } from "@/domain/kitchen/tickets/queries";
import { plansAwaiting } from "@/domain/planning/list/queries";
import { addDays, dayOf, shortDay } from "@/lib/time";
import { medicalOrderTodo, releaseTodo } from "./care-todo";
import type { Todo, Waiting } from "./todo-item";

const LISTED = 20;

/** Reads together what a home and its tasks ask for one after another: who eats in the days to come, and whose plans wait. */
export async function readHome(ctx: Ctx, centreId: number): Promise<void> {
  if (!may(ctx, "kitchen:read")) return;
  const plans = may(ctx, "plans:approve") ? await waitingPlans(ctx, centreId) : [];
  await readAhead(ctx, { centreId, besides: plans.map((plan) => plan.customerId) });
}

/** What waits for this caller in a centre, most urgent first: only what she may act on. */
export async function todoOf(ctx: Ctx, centreId: number): Promise<Todo[]> {
  await readHome(ctx, centreId);
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
    const header = headers.get(about?.customerId ?? 0);
    const name = header?.name ?? about?.name;
    if (!about || name === undefined) return item;
    return {
      ...item,
      who: {
        name,
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
  const { rows, open } = await deltasOfDay(ctx, { centreId, date: dayOf(ctx.now), open: true, limit: LISTED });
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

const waitingPlans = (ctx: Ctx, centreId: number) => plansAwaiting(ctx, { centreId, limit: LISTED });

async function planTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const plans = await waitingPlans(ctx, centreId);
  return plans.map((plan) => ({
    key: `plan-${plan.id}`,
    urgency: "plain" as const,
    title: "月子餐计划待审",
    about: { customerId: plan.customerId },
    detail: `${shortDay(plan.startDate)} 至 ${shortDay(plan.endDate)}`,
    verb: "审核",
    href: `/plans/${plan.id}`,
  }));
}

async function moveTodo(ctx: Ctx, centreId: number): Promise<Waiting[]> {
  const { days } = await movesOf(ctx, { centreId, days: 1 });
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
