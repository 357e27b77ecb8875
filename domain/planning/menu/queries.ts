import "server-only";
import { and, eq } from "drizzle-orm";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { confinementMealPlans } from "@/db/schema/planning";
import { centreNames } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { personHeaders } from "@/domain/customers/headers/persons";
import { birthsOf, visibleCustomer } from "@/domain/customers/queries";
import { type Birth, birthOn, postpartum } from "@/domain/customers/rules";
import type { Person } from "@/domain/customers/safety/rules";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import { type Clock, type Day, dayOf, stamp, weekdayOf } from "@/lib/time";
import { type Contents, contentsThroughCache, type WeekRecord } from "../items/queries";
import { visiblePlan } from "../queries";
import type { PlanWeek } from "../schema";

/** A week of a plan as the family reads it: worded and ordered for the printed weekly menu. Without a week, the one of today. */
export async function weeklyMenuOf(ctx: Ctx, input: PlanWeek) {
  const read = reader(ctx, "plans:read");
  const { plan, customerName } = await visiblePlan(read, input.id);
  const today = dayOf(ctx.now);
  const people = new Map<number, Person>();
  const [{ weeks, days, items }, slots, headers, centres, names] = await Promise.all([
    contentsThroughCache(read, plan.id),
    mealSlots(read),
    personHeaders(read.db, [plan.customerId], today, people),
    centreNames(read.db),
    userNames([plan.createdBy, ctx.actor.userId]),
  ]);
  const contents = { weeks, days, items };
  const week = weekIn(contents, today, input.week);
  const header = headers.get(plan.customerId);
  const own =
    people.get(plan.patientId)?.births ?? (await birthsOf(read.db, [plan.patientId])).get(plan.patientId) ?? [];
  return {
    centre: centres.get(plan.centreId) ?? "",
    name: `${customerName.slice(0, 1)}女士`,
    room: header?.room ?? null,
    number: plan.planNumber,
    printedAt: stamp(ctx.now),
    ...mealsIn(week, contents, slots, own),
    avoided: (header?.restrictions ?? []).filter((r) => r.strength === "hard").map((r) => r.label),
    dietitian: names.get(plan.createdBy ?? 0) ?? "",
    note: slots[0] ? `想换菜，请在${cutoffText(slots[0])}前告诉营养师` : null,
  };
}

/** The week of today of a customer's plan, for her own page, which knows her births: remembered until the plan changes. */
export async function currentWeekOf(
  ctx: Ctx,
  input: { customerId: number; planId: number; births: readonly (Birth & { patientId: number })[] },
) {
  const read = reader(ctx, "plans:read");
  await visibleCustomer(read, input.customerId);
  const plans = confinementMealPlans;
  const ofHers = and(eq(plans.id, input.planId), eq(plans.customerId, input.customerId));
  const [plan] = await readThroughCache(
    read,
    read.db.select({ id: plans.id, patientId: plans.patientId }).from(plans).where(ofHers),
  );
  if (!plan) throw notFound("这份月子餐计划");
  const [contents, slots] = await Promise.all([contentsThroughCache(read, plan.id), mealSlots(read)]);
  const births = input.births.filter((birth) => birth.patientId === plan.patientId);
  return mealsIn(weekIn(contents, dayOf(ctx.now)), contents, slots, births);
}

function weekIn({ weeks, days }: Contents, today: Day, wanted?: number): WeekRecord {
  const current = days.find((day) => day.date === today)?.weekNumber ?? 1;
  const week = weeks.find((one) => one.weekNumber === (wanted ?? current));
  if (!week) throw notFound(`第 ${wanted ?? current} 周`);
  return week;
}

function mealsIn(week: WeekRecord, { days, items }: Contents, slots: readonly Slot[], births: readonly Birth[]) {
  return {
    week: week.weekNumber,
    focus: week.focusArea,
    slots: slots.map((slot) => ({ name: slot.name, time: slot.servingTime })),
    days: days
      .filter((day) => day.weekPlanId === week.id)
      .map((day) => {
        const since = postpartum(birthOn(births, day.date), day.date);
        return {
          date: day.date,
          weekday: weekdayOf(day.date),
          dayText: since ? `产后第 ${since.day} 天` : "",
          stage: since ? (stageGuideStageLabels[since.stage] as "排" | "调" | "补" | "养") : null,
          meals: slots.map((slot) =>
            items
              .filter((item) => item.dayPlanId === day.id && item.categoryId === slot.id)
              .map((item) => (item.quantity > 1 ? `${item.dishName} ×${item.quantity}` : item.dishName)),
          ),
        };
      }),
  };
}

/** Until when the day's first meal can still be changed: 前一天 18:00. */
function cutoffText({ servingTime, cutoffMinutes }: { servingTime: Clock; cutoffMinutes: number }): string {
  const minutes = Number(servingTime.slice(0, 2)) * 60 + Number(servingTime.slice(3)) - cutoffMinutes;
  const before = Math.ceil(-minutes / 1440);
  const inDay = ((minutes % 1440) + 1440) % 1440;
  const clock = `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
  return before <= 0 ? `当天 ${clock} ` : before === 1 ? `前一天 ${clock} ` : `前 ${before} 天 ${clock} `;
}
