import "server-only";
import { type Ctx, may } from "@/domain/core/ctx";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { production } from "@/domain/kitchen/queries";
import { listPlans } from "@/domain/planning/list/queries";
import { ListPlans } from "@/domain/planning/schema";
import { addDays, dayOf, shortDay } from "@/lib/time";

export type Todo = {
  key: string;
  /** critical first: someone would be served something unsafe, or nothing. */
  urgency: "critical" | "soon" | "plain";
  title: string;
  detail: string;
  verb: string;
  href: string;
};

const LISTED = 20;

/** What waits for this caller in a centre, most urgent first: only what she may act on. */
export async function todoOf(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const [kitchen, plans, moves] = await Promise.all([
    may(ctx, "kitchen:read") ? kitchenTodo(ctx, centreId) : [],
    may(ctx, "plans:read") ? planTodo(ctx, centreId) : [],
    may(ctx, "stays:edit") ? moveTodo(ctx, centreId) : [],
  ]);
  const rank = { critical: 0, soon: 1, plain: 2 };
  return [...kitchen, ...moves, ...plans].sort((a, b) => rank[a.urgency] - rank[b.urgency]);
}

async function kitchenTodo(ctx: Ctx, centreId: number): Promise<Todo[]> {
  const today = dayOf(ctx.now);
  const days = [today, addDays(today, 1)];
  const sheets = await Promise.all(days.map((date) => production(ctx, { centreId, date })));
  return sheets.flatMap((day) =>
    day.slots.flatMap((sheet): Todo[] => {
      const href = `/kitchen/production?date=${day.date}&slot=${sheet.slotCode}`;
      const when = `${day.date === today ? "今天" : "明天"}${sheet.slot}`;
      const names = (people: readonly { room: string | null; customerName: string }[]) =>
        people.map((one) => `${one.room ?? ""} ${one.customerName}`.trim()).join("、");
      const unsafe = sheet.needsSubstitute;
      const empty = sheet.unassigned;
      return [
        ...(unsafe.length > 0
          ? [
              {
                key: `unsafe-${day.date}-${sheet.slotId}`,
                urgency: "critical" as const,
                title: `${when}需替代 ${unsafe.length} 道`,
                detail: unsafe.map((one) => `${one.room ?? ""} ${one.dishName}`.trim()).join("、"),
                verb: "选替代",
                href,
              },
            ]
          : []),
        ...(empty.length > 0
          ? [
              {
                key: `empty-${day.date}-${sheet.slotId}`,
                urgency: "soon" as const,
                title: `${when}未排 ${empty.length} 位`,
                detail: names(empty),
                verb: "去排",
                href,
              },
            ]
          : []),
      ];
    }),
  );
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
