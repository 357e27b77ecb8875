import "server-only";
import { and, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { confinementMealPlans } from "@/db/schema/planning";
import { centreFor } from "@/domain/centres/queries";
import { assertCentre, command, reader } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { visibleCustomers } from "@/domain/customers/queries";
import { offerDay } from "@/domain/dishes/daily/commands";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { beatTask, type Task } from "@/domain/system/jobs/tasks";
import { conflict, invalid, notFound } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { lockedPlan } from "../items/commands";
import type { PlanRecord } from "../items/queries";
import { runSchedule } from "../scheduling/run";
import type { ScheduleResult } from "../scheduling/schema";
import { keepProposal, type ScheduleTask, seedOf } from "./commands";
import { gather } from "./gather";
import type { AutoMenus, AutoMenusOut, ProposalScope, ScheduleJobResult } from "./schema";

/** The worker's part of scheduling a plan: reads, solves in a thread, keeps the proposal. Answers what the job shows. */
export async function runScheduleTask(makeCtx: () => Ctx, task: Task): Promise<ScheduleJobResult> {
  const { planId, scope, seed, weights } = task.input as ScheduleTask;
  const ctx = makeCtx();
  const { db } = reader(ctx, "plans:edit");
  const [plan] = await db.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, planId));
  if (!plan) throw notFound("这份月子餐计划");
  const { input, kept } = await gather(db, ctx.now, [plan], { ...scope, seed, weights });
  if (input.plans.every(({ open }) => open.length === 0)) throw conflict("没有可以排的餐：都锁着、截单或过去了");
  const [result] = await runSchedule(input, kept, (percent) => beatTask(makeCtx(), task, percent));
  if (!result) throw new Error("the solver answered no plan");
  const proposalId = await command(makeCtx(), "plans:edit", async (tx) => {
    const now = await lockedPlan(tx, planId);
    const { createdBy } = task;
    return keepProposal(tx, now, {
      planId,
      planVersion: plan.version,
      jobId: task.id,
      scope,
      weights: input.weights,
      createdBy,
      result,
    });
  });
  return { ...result, proposalId };
}

/**
 * Plans one date for many customers at once. Nothing of a plan changes yet: each gets a proposal to look at, and the day's
 * menu is drafted with the portions that everybody together would eat (a published or locked one stays as it is).
 */
export async function autoMenus(ctx: Ctx, input: AutoMenus): Promise<AutoMenusOut> {
  const read = reader(ctx, "plans:edit");
  reader(ctx, "menus:edit"); // refused before the solver is started
  if (input.date < dayOf(ctx.now)) throw invalid("date", `${input.date} 已经过去，不能再排`);
  const slots = await mealSlots(read);
  const only = input.type === undefined ? slots : slots.filter((s) => s.code === input.type || s.name === input.type);
  if (only.length === 0) throw invalid("type", `没有这个餐次，可选 ${slots.map((s) => s.name).join("、")}`);
  const { plans, skipped, centreId } = await plansOn(ctx, input);
  const seed = input.seed ?? seedOf(ctx.now);
  const scope: ProposalScope = { scope: "all", weekNumber: null, date: input.date };
  const wanted = { ...scope, slotIds: only.map((s) => s.id), seed, weights: input.weights ?? {} };
  const gathered = await gather(read.db, ctx.now, plans, wanted);
  const results = gathered.plans.length > 0 ? await runSchedule(gathered.input, gathered.kept) : [];
  return command(ctx, "menus:edit", async (tx) => {
    unchanged(tx); // every part below leaves its own entry
    const proposals: AutoMenusOut["proposals"] = [];
    for (const [i, result] of results.entries()) {
      const before = gathered.plans[i];
      if (!before) continue;
      const plan = await lockedPlan({ ...tx, grant: read.grant }, before.id);
      const head = { planId: plan.id, planVersion: before.version, jobId: null, scope, createdBy: userIdOf(ctx) };
      const id = await keepProposal(tx, plan, { ...head, weights: gathered.input.weights, result });
      proposals.push({
        id,
        planId: plan.id,
        customerId: plan.customerId,
        changes: result.changes,
        infeasible: result.infeasible.length,
      });
    }
    const offered = portionsOf(results, gathered.input.plans, input.date);
    const wantedMenus = only.flatMap((slot) => {
      const lines = [...(offered.get(slot.id) ?? [])].map(([dishId, quantity]) => ({ dishId, quantity }));
      return lines.length > 0 ? [{ menuDate: input.date, categoryId: slot.id, lines }] : [];
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
      return { id: menus.ids.get(slot.id) ?? null, date: input.date, type: code, dishes };
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

/** Slot → dish → portions on the date: what would be placed and what stands there anyway. */
function portionsOf(
  results: readonly ScheduleResult[],
  plans: Awaited<ReturnType<typeof gather>>["input"]["plans"],
  date: Day,
) {
  const portions = new Map<Slot["id"], Map<number, number>>();
  const add = (slotId: number, dishId: number, quantity: number) => {
    const slot = portions.get(slotId) ?? new Map<number, number>();
    portions.set(slotId, slot.set(dishId, (slot.get(dishId) ?? 0) + quantity));
  };
  for (const result of results) for (const item of result.items) add(item.slotId, item.dishId, 1);
  for (const plan of plans)
    for (const had of plan.fixed) if (had.date === date) add(had.slotId, had.dishId, had.quantity);
  return portions;
}
