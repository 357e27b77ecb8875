import "server-only";
import { and, eq, gte, inArray, isNull, lte, notInArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { confinementDayPlans, confinementMealItems, confinementMealPlans } from "@/db/schema/planning";
import { centreFor } from "@/domain/centres/queries";
import { assertCentre, command, type Db, reader } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { visibleCustomers } from "@/domain/customers/queries";
import { offerDay } from "@/domain/dishes/daily/commands";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { beatTask, queueTask, type Task } from "@/domain/system/jobs/tasks";
import { conflict, invalid, notFound } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { lockedPlan } from "../items/commands";
import type { PlanRecord } from "../items/queries";
import { type OnProgress, runSchedule } from "../scheduling/run";
import type { ScheduleResult, WeightsIn } from "../scheduling/schema";
import { keepProposal, seedOf } from "./commands";
import { gather } from "./gather";
import type { AutoMenus, AutoMenusOut, ProposalScope } from "./schema";

/** A day that is to be planned, with everything checked that depends on who asks. What a task of it is queued with. */
type DayTask = {
  date: Day;
  centreId: number;
  slotIds: number[];
  planIds: number[];
  skipped: AutoMenusOut["skipped"];
  seed: number;
  weights: WeightsIn;
};

/**
 * Plans one date for many customers at once. Nothing of a plan changes yet: each gets a proposal to look at, and the day's
 * menu is drafted with the portions that everybody together would eat (a published or locked one stays as it is).
 */
export async function autoMenus(ctx: Ctx, input: AutoMenus): Promise<AutoMenusOut> {
  return planDay(() => ctx, await asked(ctx, input), { jobId: null, createdBy: userIdOf(ctx) });
}

/** The same as a job of the worker, to be followed and stopped; answers the job to look at. Nobody to plan for is a conflict. */
export async function queueDay(ctx: Ctx, input: AutoMenus): Promise<{ jobId: number }> {
  const day = await asked(ctx, input);
  if (day.planIds.length === 0) throw conflict(`${day.date} 没有可以排的计划：选中的妈妈那天都没有草稿或执行中的计划`);
  return command(ctx, "plans:edit", async (tx) => ({ jobId: await queueTask(tx, "menus.auto", day, day.centreId) }));
}

/** The worker's part of it. Answers what the job shows. */
export function runDayTask(makeCtx: () => Ctx, task: Task): Promise<AutoMenusOut> {
  return planDay(makeCtx, task.input as DayTask, { jobId: task.id, createdBy: task.createdBy }, (percent) =>
    beatTask(makeCtx(), task, percent),
  );
}

/** What the caller asks for, within what she may: the day, its meals, the plans that can be changed then. */
async function asked(ctx: Ctx, input: AutoMenus): Promise<DayTask> {
  const read = reader(ctx, "plans:edit");
  reader(ctx, "menus:edit"); // refused before the solver is started
  if (input.date < dayOf(ctx.now)) throw invalid("date", `${input.date} 已经过去，不能再排`);
  const slots = await mealSlots(read);
  const only = input.type === undefined ? slots : slots.filter((s) => s.code === input.type || s.name === input.type);
  if (only.length === 0) throw invalid("type", `没有这个餐次，可选 ${slots.map((s) => s.name).join("、")}`);
  const { plans, skipped, centreId } = await plansOn(ctx, input);
  return {
    date: input.date,
    centreId,
    slotIds: only.map((slot) => slot.id),
    planIds: plans.map((plan) => plan.id),
    skipped,
    seed: input.seed ?? seedOf(ctx.now),
    weights: input.weights ?? {},
  };
}

/** Solves a day, keeps a proposal of each plan and drafts the day's menu. `makeCtx` is asked anew after the solver. */
async function planDay(
  makeCtx: () => Ctx,
  day: DayTask,
  by: { jobId: number | null; createdBy: number | null },
  onProgress?: OnProgress,
): Promise<AutoMenusOut> {
  const { date, seed, weights, slotIds, centreId } = day;
  const skipped = [...day.skipped];
  const before = makeCtx();
  const read = reader(before, "plans:edit");
  const scope: ProposalScope = { scope: "all", weekNumber: null, date };
  const plans = await plansById(read.db, day.planIds);
  const gathered = await gather(read.db, before.now, plans, { ...scope, slotIds, seed, weights });
  const results = gathered.plans.length > 0 ? await runSchedule(gathered.input, gathered.kept, onProgress) : [];
  const ctx = makeCtx();
  const { grant } = reader(ctx, "plans:edit");
  const only = (await mealSlots(read)).filter((slot) => slotIds.includes(slot.id));
  return command(ctx, "menus:edit", async (tx) => {
    unchanged(tx); // every part below leaves its own entry
    const proposals: AutoMenusOut["proposals"] = [];
    for (const [i, result] of results.entries()) {
      const had = gathered.plans[i];
      if (!had) continue;
      const plan = await lockedPlan({ ...tx, grant }, had.id);
      const head = { planId: plan.id, planVersion: had.version, scope, ...by };
      const id = await keepProposal(tx, plan, { ...head, weights: gathered.input.weights, result });
      proposals.push({
        id,
        planId: plan.id,
        customerId: plan.customerId,
        changes: result.changes,
        infeasible: result.infeasible.length,
      });
    }
    const planned = plans.map((plan) => plan.patientId);
    const others = results.length > 0 ? await standingOf(tx.db, { centreId, date, without: planned }) : [];
    const offered = portionsOf(results, gathered.input.plans, date, others);
    const wantedMenus = only.flatMap((slot) => {
      const lines = [...(offered.get(slot.id) ?? [])].map(([dishId, quantity]) => ({ dishId, quantity }));
      return lines.length > 0 ? [{ menuDate: date, categoryId: slot.id, lines }] : [];
    });
    const menus = await offerDay(tx, centreId, wantedMenus);
    for (const one of menus.skipped) skipped.push({ customerId: null, type: one.type, reason: one.reason });
    const cards = await dishCards(tx);
    const menuOf = (code: string) => {
      const slot = only.find((s) => s.code === code);
      const lines = slot && offered.get(slot.id);
      if (!slot || !lines) return null;
      const dishes = [...lines].map(([id, quantity]) => {
        const card = cards.get(id);
        return { id, name: card?.name ?? "", category: card?.category ?? null, quantity };
      });
      return { id: menus.ids.get(slot.id) ?? null, date, type: code, dishes };
    };
    const [first] = results;
    return {
      breakfast: menuOf("breakfast"),
      morningSnack: menuOf("morning_snack"),
      lunch: menuOf("lunch"),
      afternoonSnack: menuOf("afternoon_snack"),
      dinner: menuOf("dinner"),
      bedtimeSnack: menuOf("bedtime_snack"),
      proposals,
      skipped,
      objective: first?.objective ?? 0,
      bound: first?.bound ?? 0,
      gap: first?.gap ?? 0,
    };
  });
}

const plansById = async (db: Db, ids: readonly number[]): Promise<PlanRecord[]> =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(confinementMealPlans)
        .where(inArray(confinementMealPlans.id, [...ids]))
        .orderBy(confinementMealPlans.id);

/** Plans that can be changed on the date, of the customers asked for or of the whole centre. */
async function plansOn(ctx: Ctx, input: AutoMenus) {
  const read = reader(ctx, "plans:edit");
  const given = input.customerIds && [...new Set(input.customerIds)];
  const centreId = await centreOf(ctx, input);
  const known = given
    ? await read.db
        .select({ id: customers.id, name: customers.name, centreId: customers.centreId })
        .from(customers)
        .where(and(inArray(customers.id, given), visibleCustomers(read), isNull(customers.archivedAt)))
    : [];
  if (given && known.length < given.length) throw notFound("其中一位客户");
  if (known.some((customer) => customer.centreId !== centreId))
    throw invalid("customerIds", "一次只能排同一个中心的客户");
  const plans = await read.db
    .select()
    .from(confinementMealPlans)
    .where(
      and(
        eq(confinementMealPlans.centreId, centreId),
        given && inArray(confinementMealPlans.customerId, given),
        lte(confinementMealPlans.startDate, input.date),
        gte(confinementMealPlans.endDate, input.date),
        inArray(confinementMealPlans.status, ["draft", "active"]),
      ),
    )
    .orderBy(confinementMealPlans.id);
  const skipped: AutoMenusOut["skipped"] = known
    .filter((customer) => !plans.some((plan) => plan.customerId === customer.id))
    .map((customer) => ({
      customerId: customer.id,
      type: null,
      reason: `${customer.name}在 ${input.date} 没有月子餐计划`,
    }));
  return { plans: onePerPatient(plans), skipped, centreId };
}

/** The running plan of a person goes before a draft. */
function onePerPatient(plans: readonly PlanRecord[]): PlanRecord[] {
  const found = new Map<number, PlanRecord>();
  for (const plan of plans) if (found.get(plan.patientId)?.status !== "active") found.set(plan.patientId, plan);
  return [...found.values()];
}

async function centreOf(ctx: Ctx, input: AutoMenus): Promise<number> {
  const read = reader(ctx, "plans:edit");
  const first = input.customerIds?.[0];
  if (input.centreId === undefined && first !== undefined) {
    const [customer] = await read.db
      .select({ centreId: customers.centreId })
      .from(customers)
      .where(and(eq(customers.id, first), visibleCustomers(read)));
    if (!customer) throw notFound("其中一位客户");
    assertCentre(reader(ctx, "menus:edit").grant, customer.centreId);
    return customer.centreId;
  }
  return command(ctx, "menus:edit", async (tx) => {
    unchanged(tx);
    return centreFor(tx, input.centreId);
  });
}

type Portion = { slotId: number; dishId: number; quantity: number };

/** What everybody else has on the date by her own plan; a running plan goes before a draft. */
async function standingOf(
  db: Db,
  { centreId, date, without }: { centreId: number; date: Day; without: readonly number[] },
): Promise<Portion[]> {
  const rows = await db
    .select({
      patientId: confinementMealPlans.patientId,
      status: confinementMealPlans.status,
      slotId: confinementMealItems.categoryId,
      dishId: confinementMealItems.dishId,
      quantity: confinementMealItems.quantity,
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, confinementDayPlans.mealPlanId))
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        eq(confinementDayPlans.centreId, centreId),
        eq(confinementDayPlans.date, date),
        inArray(confinementMealPlans.status, ["draft", "active"]),
        without.length > 0 ? notInArray(confinementMealPlans.patientId, [...without]) : undefined,
      ),
    );
  const running = new Set(rows.filter((row) => row.status === "active").map((row) => row.patientId));
  return rows.filter((row) => row.status === "active" || !running.has(row.patientId));
}

/** Slot → dish → portions on the date: what would be placed, what stands there anyway, and what the others have. */
function portionsOf(
  results: readonly ScheduleResult[],
  plans: Awaited<ReturnType<typeof gather>>["input"]["plans"],
  date: Day,
  others: readonly Portion[],
) {
  const portions = new Map<Slot["id"], Map<number, number>>();
  const add = (slotId: number, dishId: number, quantity: number) => {
    const slot = portions.get(slotId) ?? new Map<number, number>();
    portions.set(slotId, slot.set(dishId, (slot.get(dishId) ?? 0) + quantity));
  };
  for (const result of results) for (const item of result.items) add(item.slotId, item.dishId, 1);
  for (const plan of plans)
    for (const had of plan.fixed) if (had.date === date) add(had.slotId, had.dishId, had.quantity);
  for (const { slotId, dishId, quantity } of others) add(slotId, dishId, quantity);
  return portions;
}
