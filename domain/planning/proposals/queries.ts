import "server-only";
import { and, asc, desc, eq } from "drizzle-orm";
import { planProposals } from "@/db/schema/planning";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import type { PlanRecord } from "../items/queries";
import { visiblePlan } from "../queries";
import type { ScheduleResult } from "../scheduling/schema";
import type { ProposalRecord } from "./commands";
import type { ListProposals, OneProposal, ProposalOut, ProposalRowOut, ProposalScope } from "./schema";

/** Proposals of a plan, newest first, without their items. */
export async function listProposals(ctx: Ctx, input: ListProposals): Promise<ProposalRowOut[]> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const rows = await read.db
    .select()
    .from(planProposals)
    .where(eq(planProposals.mealPlanId, plan.id))
    .orderBy(asc(planProposals.id))
    .limit(200);
  const names = await userNames(rows.flatMap((row) => [row.createdBy, row.acceptedBy]));
  return rows
    .map((row, i) => {
      const { days, changes, infeasible } = row.result as ScheduleResult;
      const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
      return {
        ...headOf(row, plan, i + 1, names),
        metBefore: sum((day) => day.metBefore),
        metAfter: sum((day) => day.metAfter),
        bands: sum((day) => day.bands),
        changes,
        infeasible: infeasible.length,
      };
    })
    .reverse();
}

/** One proposal with everything in it. */
export async function proposal(ctx: Ctx, input: OneProposal): Promise<ProposalOut> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const rows = await read.db
    .select({ id: planProposals.id })
    .from(planProposals)
    .where(eq(planProposals.mealPlanId, plan.id))
    .orderBy(asc(planProposals.id));
  const number = rows.findIndex((row) => row.id === input.proposal) + 1;
  const [row] = await read.db
    .select()
    .from(planProposals)
    .where(and(eq(planProposals.mealPlanId, plan.id), eq(planProposals.id, input.proposal)));
  if (!row) throw notFound("这个排餐方案");
  const names = await userNames([row.createdBy, row.acceptedBy]);
  return { ...headOf(row, plan, number, names), result: row.result as ScheduleResult };
}

function headOf(row: ProposalRecord, plan: PlanRecord, number: number, names: ReadonlyMap<number, string>) {
  const scope = row.scope as ProposalScope;
  const isStale = row.status === "open" && row.planVersion !== plan.version;
  return {
    id: row.id,
    planId: plan.id,
    jobId: row.jobId,
    number,
    planVersion: row.planVersion,
    scope: scope.scope,
    weekNumber: scope.weekNumber,
    date: scope.date,
    seed: row.seed,
    status: isStale ? ("stale" as const) : row.status,
    createdByName: names.get(row.createdBy ?? 0) ?? null,
    createdAt: row.createdAt,
    acceptedByName: names.get(row.acceptedBy ?? 0) ?? null,
    acceptedAt: row.acceptedAt,
  };
}
