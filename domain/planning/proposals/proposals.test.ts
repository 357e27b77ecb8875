import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { dailyMenus } from "@/db/schema/dishes";
import { confinementMealPlans, planProposals } from "@/db/schema/planning";
import { centres, customers, users } from "@/db/seed/world";
import { command } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { job } from "@/domain/system/jobs/queries";
import { beatTask, cancelTask, claimTask, finishTask, queueTask } from "@/domain/system/jobs/tasks";
import { type Can, newCtx, rolledBack } from "@/domain/testing";
import type { AppError } from "@/lib/errors";
import { addDays, day, dayOf } from "@/lib/time";
import { createPlan } from "../commands";
import { editItems } from "../items/commands";
import { itemsOf, traceOf } from "../items/queries";
import { CreatePlan } from "../schema";
import { planner } from "../testing";
import { acceptProposal, discardProposal, schedulePlan } from "./commands";
import { autoMenus, queueDay, runDayTask } from "./day";
import { dayOutcome, plansOfDay } from "./day-queries";
import { runScheduleTask } from "./flows";
import { listProposals, proposal } from "./queries";
import { AcceptProposal, AutoMenus, SchedulePlan } from "./schema";
import { removePlan } from "./testing";

const maker = { userId: users.dietitian.id };
const start = day("2027-03-01");
const keeper: Can = ["jobs:edit", "plans:edit", "plans:read"];
const elsewhere: Can = {
  "plans:read": { centres: [centres.binjiang.id] },
  "plans:edit": { centres: [centres.binjiang.id] },
};
const refused = (code: AppError["code"]) => expect.objectContaining({ code });

const newPlan = (ctx: Ctx) =>
  createPlan(ctx, CreatePlan.parse({ customerId: customers.linZhixia.id, startDate: start, totalDays: 2 }));

/** A plan with a proposal that its task has made. */
async function proposed(as: (can: Can, who?: { userId?: number }) => Ctx) {
  const ctx = as(planner, maker);
  const plan = await newPlan(ctx);
  const { jobId } = await schedulePlan(ctx, SchedulePlan.parse({ id: plan.id, scope: "all", seed: 7 }));
  const worker = as(keeper);
  const task = await claimTask(worker);
  if (task?.id !== jobId) throw new Error("another task was waiting");
  const result = await runScheduleTask(() => worker, task);
  return { ctx, plan, jobId, result };
}
describe("a proposal", () => {
  it(
    "fills the open places, says why, and is taken over through the editor's own door, once",
    () =>
      rolledBack(async (as, tx) => {
        const { ctx, plan, result } = await proposed(as);
        expect(result.items.length).toBeGreaterThan(15);
        expect(result.items.every((item) => item.why.text !== "" && item.change === "added")).toBe(true);
        expect(result.objective).toBeGreaterThanOrEqual(result.bound);
        const [head] = await listProposals(ctx, { id: plan.id });
        expect(head).toMatchObject({
          id: result.proposalId,
          number: 1,
          status: "open",
          seed: 7,
          changes: result.changes,
        });
        const input = AcceptProposal.parse({ id: plan.id, proposal: result.proposalId });
        const done = await acceptProposal(ctx, input);
        expect(done.accepted).toBe(result.changes);
        const items = (await itemsOf(tx, plan.id)).filter((item) => item.origin === "auto");
        expect(items.length).toBe(result.items.length);
        expect(items.every((item) => traceOf(item).why !== undefined)).toBe(true);
        await expect(acceptProposal(ctx, input)).rejects.toEqual(refused("conflict"));
        const shown = await proposal(ctx, { id: plan.id, proposal: result.proposalId });
        expect(shown.status).toBe("accepted");
      }),
    120_000,
  );

  it(
    "takes only what was ticked, turns stale when the plan moves on, and can be set aside",
    () =>
      rolledBack(async (as) => {
        const { ctx, plan, result } = await proposed(as);
        const [first] = result.items;
        if (!first) throw new Error("nothing was proposed");
        await expect(
          discardProposal(as(elsewhere, maker), { id: plan.id, proposal: result.proposalId }),
        ).rejects.toEqual(refused("not_found"));
        await expect(acceptProposal(as(["plans:read"]), { id: plan.id, proposal: result.proposalId })).rejects.toEqual(
          refused("forbidden"),
        );
        const stranger = AcceptProposal.parse({ id: plan.id, proposal: result.proposalId, items: ["nothing"] });
        await expect(acceptProposal(ctx, stranger)).rejects.toEqual(refused("conflict"));
        const one = { date: first.date, slotId: first.slotId, dishId: first.dishId };
        await editItems(ctx, { planId: plan.id, planVersion: plan.version, ops: [{ op: "add", ...one }] });
        const ticked = AcceptProposal.parse({ id: plan.id, proposal: result.proposalId, items: [first.key] });
        await expect(acceptProposal(ctx, ticked)).rejects.toEqual(refused("conflict"));
        expect((await proposal(ctx, { id: plan.id, proposal: result.proposalId })).status).toBe("stale");
      }),
    120_000,
  );
});

describe("a task", () => {
  it("is refused for another centre, a plan that is over, and a week that is not there", () =>
    rolledBack(async (as) => {
      const ctx = as(planner, maker);
      const plan = await newPlan(ctx);
      const ask = (can: Ctx, more: object = {}) => schedulePlan(can, SchedulePlan.parse({ id: plan.id, ...more }));
      await expect(ask(as(elsewhere))).rejects.toEqual(refused("not_found"));
      await expect(ask(as(["plans:read"]))).rejects.toEqual(refused("forbidden"));
      await expect(ask(ctx, { scope: "week", weekNumber: 9 })).rejects.toEqual(refused("validation_failed"));
      const { jobId } = await ask(ctx);
      expect(await job(ctx, { id: jobId })).toMatchObject({ status: "queued", kind: "plans.schedule" });
      await expect(job(as(planner, { userId: users.dietitian2.id }), { id: jobId })).rejects.toEqual(
        refused("not_found"),
      );
    }));

  it("is claimed once, carries its fence, and stops being its worker's when cancelled", () =>
    rolledBack(async (as) => {
      const worker = as(keeper, maker);
      await command(worker, "plans:edit", (tx) => queueTask(tx, "plans.schedule", { planId: 1 }, centres.jingan.id));
      const task = await claimTask(worker);
      if (!task) throw new Error("nothing was queued");
      expect(task.attempt).toBe(1);
      expect(await beatTask(worker, task, 40)).toBe(true);
      await expect(cancelTask(as(planner, { userId: users.dietitian2.id }), { id: task.id })).rejects.toEqual(
        refused("not_found"),
      );
      await cancelTask(as(planner, maker), { id: task.id });
      expect(await beatTask(worker, task, 60)).toBe(false);
      expect(await finishTask(worker, task, { result: 1 })).toBe(false);
      await expect(cancelTask(worker, { id: task.id })).rejects.toEqual(refused("conflict"));
    }));
});

describe("a day over many customers", () => {
  it(
    "drafts the day's menu and proposes to each plan, changing none",
    () =>
      rolledBack(async (as, tx) => {
        const ctx = as([...(planner as string[]), "menus:edit", "menus:read"] as Can, maker);
        const date = addDays(dayOf(ctx.now), 2);
        const input = AutoMenus.parse({ date, customerIds: [customers.linZhixia.id], type: "lunch" });
        const before = await tx
          .select()
          .from(confinementMealPlans)
          .where(eq(confinementMealPlans.customerId, customers.linZhixia.id));
        const done = await autoMenus(ctx, input);
        expect(done.proposals.length).toBe(1);
        expect(done.lunch?.dishes.length).toBeGreaterThan(2);
        // Everybody else eats what stands in her own plan: the menu is the house's, not hers alone.
        expect(done.lunch?.dishes.reduce((sum, dish) => sum + dish.quantity, 0)).toBeGreaterThan(30);
        expect(done.breakfast).toBeNull();
        const after = await tx
          .select()
          .from(confinementMealPlans)
          .where(eq(confinementMealPlans.customerId, customers.linZhixia.id));
        expect(after.map((p) => p.version)).toEqual(before.map((p) => p.version));
        const menus = await tx
          .select()
          .from(dailyMenus)
          .where(and(eq(dailyMenus.menuDate, date), eq(dailyMenus.centreId, centres.jingan.id)));
        expect(menus.length).toBeGreaterThan(0);
        await expect(autoMenus(as(planner), input)).rejects.toEqual(refused("forbidden"));
        const away: Can = { ...(elsewhere as object), "menus:edit": { centres: [centres.binjiang.id] } } as Can;
        await expect(autoMenus(as(away), input)).rejects.toEqual(refused("not_found"));
      }),
    120_000,
  );
});

describe("a day over many customers as a job", () => {
  const both: Can = [...(planner as string[]), "menus:edit", "menus:read"] as Can;
  const lunch = (ctx: Ctx, more: object = {}) =>
    AutoMenus.parse({
      date: addDays(dayOf(ctx.now), 2),
      customerIds: [customers.linZhixia.id],
      centreId: centres.jingan.id,
      type: "lunch",
      ...more,
    });

  it(
    "keeps who asked, shows what it came to, and to nobody else",
    () =>
      rolledBack(async (as) => {
        const ctx = as(both, maker);
        const input = lunch(ctx);
        const { people, slots } = await plansOfDay(ctx, { date: input.date, centreId: centres.jingan.id });
        const lin = people.find((one) => one.customerId === customers.linZhixia.id);
        expect(lin).toMatchObject({ status: "active", name: "林知夏", who: { room: "608" } });
        expect(new Set(people.map((one) => one.customerId)).size).toBe(people.length);
        expect(slots.map((slot) => slot.code)).toContain("lunch");
        const { jobId } = await queueDay(ctx, input);
        expect(await dayOutcome(ctx, { job: jobId })).toBeNull(); // it has not run
        const worker = as([...(keeper as string[]), "menus:edit"] as Can);
        const task = await claimTask(worker);
        if (task?.id !== jobId) throw new Error("another task was waiting");
        const result = await runDayTask(() => worker, task);
        await finishTask(worker, task, { result });
        const outcome = await dayOutcome(ctx, { job: jobId });
        expect(outcome).toMatchObject({
          date: input.date,
          proposals: [{ planId: lin?.planId, name: "林知夏", status: "open" }],
          menus: [], // the day's menu is published already
          skipped: [{ type: "lunch", reason: "当日菜单已发布或锁定，没有改动" }],
        });
        const made = await proposal(ctx, { id: lin?.planId ?? 0, proposal: outcome?.proposals[0]?.id ?? 0 });
        expect(made).toMatchObject({ jobId, createdByName: users.dietitian.name });
        expect(await dayOutcome(as(both, { userId: users.dietitian2.id }), { job: jobId })).toBeNull();
      }),
    120_000,
  );

  it("is refused for another centre, without either permission, for a day gone by, and when there is nobody", () =>
    rolledBack(async (as) => {
      const ctx = as(both, maker);
      const far: Can = { ...(elsewhere as object), "menus:edit": { centres: [centres.binjiang.id] } } as Can;
      await expect(queueDay(as(far), lunch(ctx))).rejects.toEqual(refused("not_found"));
      await expect(queueDay(as(planner), lunch(ctx))).rejects.toEqual(refused("forbidden"));
      await expect(queueDay(as(["menus:edit"]), lunch(ctx))).rejects.toEqual(refused("forbidden"));
      await expect(queueDay(ctx, lunch(ctx, { date: addDays(dayOf(ctx.now), -1) }))).rejects.toEqual(
        refused("validation_failed"),
      );
      await expect(queueDay(ctx, lunch(ctx, { date: day("2029-01-01") }))).rejects.toEqual(refused("conflict"));
    }));

  it("stops when it is cancelled, and changes nothing", () =>
    rolledBack(async (as) => {
      const ctx = as(both, maker);
      const { jobId } = await queueDay(ctx, lunch(ctx, { type: undefined }));
      const worker = as([...(keeper as string[]), "menus:edit"] as Can);
      const task = await claimTask(worker);
      if (task?.id !== jobId) throw new Error("another task was waiting");
      await cancelTask(ctx, { id: jobId });
      expect(await finishTask(worker, task, { result: null })).toBe(false);
      expect(await dayOutcome(ctx, { job: jobId })).toBeNull();
    }));
});

it("two people accept at the same moment: one does", async () => {
  const ctx = newCtx(planner, maker);
  const plan = await newPlan(ctx);
  try {
    const [row] = await db.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, plan.id));
    const empty = { items: [], removals: [], infeasible: [], days: [], weeks: [] };
    const item = {
      key: "k",
      date: start,
      slotId: 3,
      dishId: 55,
      change: "added",
      replaces: null,
      why: { text: "铁", decided: [], losers: [], candidates: 1, others: 0 },
    };
    const result = { ...empty, items: [item] };
    const values = {
      mealPlanId: plan.id,
      planVersion: row?.version ?? 1,
      scope: { scope: "all", weekNumber: null, date: null },
      result,
    };
    const [made] = await db
      .insert(planProposals)
      .values({ ...values, createdAt: ctx.now })
      .$returningId();
    const input = AcceptProposal.parse({ id: plan.id, proposal: made?.id });
    const both = await Promise.allSettled([acceptProposal(ctx, input), acceptProposal(newCtx(planner, maker), input)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  } finally {
    await db.delete(planProposals).where(eq(planProposals.mealPlanId, plan.id));

    await removePlan(plan.id);
  }
});
