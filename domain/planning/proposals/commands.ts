import "server-only";
import { and, eq } from "drizzle-orm";
import { planProposals } from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { queueTask } from "@/domain/system/jobs/tasks";
import { conflict, invalid, notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { edit, lockedPlan } from "../items/commands";
import { contentsOf, type PlanRecord } from "../items/queries";
import { cellKey, isEditable } from "../rules";
import type { ProposalItem, ScheduleResult, Why } from "../scheduling/schema";
import type { EditOp } from "../schema";
import { canBecome } from "./rules";
import type { AcceptProposal, OneProposal, ProposalScope, SchedulePlan } from "./schema";

export type ProposalRecord = typeof planProposals.$inferSelect;
/** What the task of a plan is queued with. */
export type ScheduleTask = {
  planId: number;
  scope: ProposalScope;
  seed: number;
  weights: NonNullable<SchedulePlan["weights"]>;
};

/** Asks for a schedule of one plan; the worker makes a proposal of it. Answers the job to look at. */
export function schedulePlan(ctx: Ctx, input: SchedulePlan): Promise<{ jobId: number }> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    assertEditable(plan);
    const { weeks } = await contentsOf(tx.db, plan.id);
    const isWeek = input.scope === "week";
    if (isWeek && !weeks.some((week) => week.weekNumber === input.weekNumber))
      throw invalid("weekNumber", `这份计划没有第 ${input.weekNumber} 周`);
    if (plan.endDate < dayOf(tx.now)) throw conflict("这份计划的日子都过去了，没有可以排的餐");
    const scope: ProposalScope = {
      scope: input.scope,
      weekNumber: isWeek ? (input.weekNumber ?? null) : null,
      date: null,
    };
    const task: ScheduleTask = {
      planId: plan.id,
      scope,
      seed: input.seed ?? seedOf(tx.now),
      weights: input.weights ?? {},
    };
    return { jobId: await queueTask(tx, "plans.schedule", task, plan.centreId) };
  });
}

function assertEditable(plan: PlanRecord) {
  if (isEditable(plan.status)) return;
  throw conflict(plan.status === "cancelled" ? "这份计划已取消，不能再排" : "这份计划已结束，不能再排");
}

/** Without a seed the day is one: 20261119. */
export const seedOf = (now: Date): number => Number(dayOf(now).replaceAll("-", ""));

export type NewProposal = {
  planId: number;
  /** The version that was read before solving. */
  planVersion: number;
  jobId: number | null;
  scope: ProposalScope;
  weights: object;
  createdBy: number | null;
  result: ScheduleResult;
};

/** Keeps a solver's answer until somebody accepts it. Earlier open ones of the plan are set aside. */
export async function keepProposal(tx: Tx, plan: PlanRecord, given: NewProposal): Promise<number> {
  const { result, planId: mealPlanId, ...head } = given;
  const earlier = and(eq(planProposals.mealPlanId, plan.id), eq(planProposals.status, "open"));
  await tx.db.update(planProposals).set({ status: "discarded" }).where(earlier);
  const row = { ...head, mealPlanId, seed: result.seed, result, createdAt: tx.now };
  const [created] = await tx.db.insert(planProposals).values(row).$returningId();
  if (!created) throw new Error("insert returned no id");
  const centreId = plan.centreId;
  await audit(
    tx,
    "plan_proposal.created",
    null,
    { ...row, result: null, id: created.id, centreId },
    { changes: result.changes },
  );
  await enqueue(tx, "plan_proposal.created", { planId: plan.id, proposalId: created.id }, centreId);
  return created.id;
}

/**
 * Takes a proposal over into the plan, all of it or the items named by their keys, through the same edit and the same
 * judgement as the editor's. Once only; a plan that has moved on since turns the proposal stale.
 */
export async function acceptProposal(ctx: Ctx, input: AcceptProposal) {
  const outcome = await command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    assertEditable(plan);
    const had = await openProposal(tx, plan, input.proposal, "accepted");
    if (had.planVersion !== plan.version) {
      await close(tx, plan, had, "stale");
      return null;
    }
    const result = had.result as ScheduleResult;
    const { ops, auto, count } = opsOf(result, input.items && new Set(input.items));
    if (count === 0) throw conflict("没有要采纳的改动。勾选几处，或者放弃这个方案");
    const edited = await edit(tx, plan, plan.version, ops, auto);
    await close(tx, plan, had, "accepted", { items: count });
    return { proposalId: had.id, planVersion: edited.planVersion, accepted: count, dates: edited.dates };
  });
  // The stale mark is kept; the refusal comes after it.
  if (outcome === null) throw conflict("方案算好以后，计划又改过了。重算一次，再采纳", { status: "stale" });
  return outcome;
}

/** Sets a proposal aside for good. */
export function discardProposal(ctx: Ctx, input: OneProposal): Promise<null> {
  return command(ctx, "plans:edit", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    const had = await openProposal(tx, plan, input.proposal, "discarded");
    await close(tx, plan, had, "discarded");
    return null;
  });
}

const said = {
  accepted: "这个方案已经采纳过了",
  discarded: "这个方案已经放弃了",
  stale: "方案算好以后，计划又改过了。重算一次，再采纳",
};

async function openProposal(
  tx: Tx,
  plan: PlanRecord,
  id: number,
  to: ProposalRecord["status"],
): Promise<ProposalRecord> {
  const [row] = await tx.db
    .select()
    .from(planProposals)
    .where(and(eq(planProposals.id, id), eq(planProposals.mealPlanId, plan.id)))
    .for("update");
  if (!row) throw notFound("这个排餐方案");
  if (row.status !== "open" && !canBecome(row.status, to)) throw conflict(said[row.status], { status: row.status });
  return row;
}

async function close(
  tx: Tx,
  plan: PlanRecord,
  had: ProposalRecord,
  status: "accepted" | "discarded" | "stale",
  details?: Record<string, unknown>,
) {
  const next = { status, ...(status === "accepted" && { acceptedBy: userIdOf(tx), acceptedAt: tx.now }) };
  await tx.db.update(planProposals).set(next).where(eq(planProposals.id, had.id));
  const shown = { ...had, result: null, centreId: plan.centreId };
  await audit(tx, `plan_proposal.${status}`, shown, { ...shown, ...next }, details);
  await enqueue(tx, "plan_proposal.closed", { planId: plan.id, proposalId: had.id, status }, plan.centreId);
}

/** The wanted changes as editing steps: what goes first, so that a dish may move within a meal. */
function opsOf(result: ScheduleResult, wanted: ReadonlySet<string> | undefined) {
  const isWanted = ({ key }: { key: string }) => wanted?.has(key) ?? true;
  const items = result.items.filter((item) => item.change !== "kept" && isWanted(item));
  const removals = result.removals.filter(isWanted);
  const at = ({ date, slotId, dishId }: Pick<ProposalItem, "date" | "slotId" | "dishId">) => ({ date, slotId, dishId });
  const gone = items.flatMap((item) => (item.replaces ? [{ ...at(item), dishId: item.replaces.dishId }] : []));
  const ops: EditOp[] = [
    ...[...gone, ...removals.map(at)].map((one): EditOp => ({ op: "remove", ...one })),
    ...items.map((item): EditOp => ({ op: "add", ...at(item) })),
  ];
  const auto = new Map<string, Why>(
    items.map((item) => [`${cellKey(item.date, item.slotId)}:${item.dishId}`, shortened(item.why)]),
  );
  return { ops, auto, count: items.length + removals.length };
}

/** The proposal keeps every loser; an item, read with each look at the plan, the nearest ones. */
const NEAREST = 5;
const shortened = (why: Why): Why => ({
  ...why,
  losers: why.losers.slice(0, NEAREST),
  others: why.others + Math.max(0, why.losers.length - NEAREST),
});
