import { z } from "zod";
import { planProposalStatuses } from "@/db/enums/planning";
import { dayField, id } from "@/lib/fields";
import { dayOut, idOut, instantOut } from "@/lib/out";
import type { Day } from "@/lib/time";
import { ScheduleResult, scheduleScopes, WeightsIn } from "../scheduling/schema";

/** Whole numbers that every engine keeps; the same seed, plan and weights give the same proposal. */
const seed = z.coerce.number().int("种子要是整数").min(0).max(2_147_483_647);

export const SchedulePlan = z
  .strictObject({
    id,
    scope: z.enum(scheduleScopes).default("empty"),
    weekNumber: z.coerce.number().int().min(1).max(60).optional(),
    seed: seed.optional(),
    weights: WeightsIn.optional(),
  })
  .refine((input) => input.scope !== "week" || input.weekNumber !== undefined, {
    path: ["weekNumber"],
    error: "请选要排的那一周",
  });
export type SchedulePlan = z.output<typeof SchedulePlan>;

export const QueuedOut = z.object({ jobId: idOut });

/** How the scope of a proposal is kept; a date = that day only, as a day over many customers is planned. */
export type ProposalScope = { scope: (typeof scheduleScopes)[number]; weekNumber: number | null; date: Day | null };

export const OneProposal = z.strictObject({ id, proposal: id });
export type OneProposal = z.output<typeof OneProposal>;

/** The job of a plan's schedule, as the editor asks after it. */
export const ScheduleJob = z.strictObject({ id, job: id });

export const ListProposals = z.strictObject({ id });
export type ListProposals = z.output<typeof ListProposals>;

/** Without `items` everything is taken; else only the items and removals with these keys. */
export const AcceptProposal = z.strictObject({
  id,
  proposal: id,
  items: z.array(z.string().max(60)).min(1, "没有勾选要采纳的改动").max(2000).optional(),
});
export type AcceptProposal = z.output<typeof AcceptProposal>;

export const AcceptedOut = z.object({
  proposalId: idOut,
  planVersion: z.number().int(),
  accepted: z.number().int(),
  dates: z.array(dayOut),
});

const proposal = {
  id: idOut,
  planId: idOut,
  jobId: idOut.nullable(),
  /** 方案 4: its place among the plan's proposals, from 1. */
  number: z.number().int(),
  planVersion: z.number().int(),
  scope: z.enum(scheduleScopes),
  weekNumber: z.number().int().nullable(),
  date: dayOut.nullable(),
  seed: z.number().int().nullable(),
  /** An open proposal of an older plan version answers stale here before the row says so. */
  status: z.enum(planProposalStatuses),
  createdByName: z.string().nullable(),
  createdAt: instantOut,
  acceptedByName: z.string().nullable(),
  acceptedAt: instantOut.nullable(),
};
export const ProposalRowOut = z.object({
  ...proposal,
  metBefore: z.number().int(),
  metAfter: z.number().int(),
  bands: z.number().int(),
  changes: z.number().int(),
  infeasible: z.number().int(),
});
export type ProposalRowOut = z.output<typeof ProposalRowOut>;
export const ProposalOut = z.object({ ...proposal, result: ScheduleResult });
export type ProposalOut = z.output<typeof ProposalOut>;

/** What the job of a plan answers: the proposal, and its result as api.md shapes it. */
export const ScheduleJobResult = ScheduleResult.extend({ proposalId: idOut });
export type ScheduleJobResult = z.output<typeof ScheduleJobResult>;

/** One date over many customers; without a type all slots. */
export const AutoMenus = z.strictObject({
  date: dayField,
  customerIds: z.array(id).min(1, "请选要排的客户").max(200, "一次最多 200 位").optional(),
  centreId: id.optional(),
  type: z.string().trim().max(20).optional(),
  seed: seed.optional(),
  weights: WeightsIn.optional(),
});
export type AutoMenus = z.output<typeof AutoMenus>;

/** One meal of the day as it would be cooked: the day's menu, with portions over everybody. Null where nothing was planned. */
const menu = z.object({
  id: idOut.nullable(),
  date: dayOut,
  type: z.string(),
  dishes: z.array(
    z.object({ id: idOut, name: z.string(), category: z.string().nullable(), quantity: z.number().int() }),
  ),
});
export const AutoMenusOut = z.object({
  breakfast: menu.nullable(),
  morningSnack: menu.nullable(),
  lunch: menu.nullable(),
  afternoonSnack: menu.nullable(),
  dinner: menu.nullable(),
  bedtimeSnack: menu.nullable(),
  /** One a plan, to be looked at and accepted. */
  proposals: z.array(
    z.object({ id: idOut, planId: idOut, customerId: idOut, changes: z.number().int(), infeasible: z.number().int() }),
  ),
  /** Customers without a plan that can be changed on that day, and meals whose menu stayed as it was. */
  skipped: z.array(z.object({ customerId: idOut.nullable(), type: z.string().nullable(), reason: z.string() })),
  objective: z.number(),
  bound: z.number(),
  gap: z.number(),
});
export type AutoMenusOut = z.output<typeof AutoMenusOut>;
