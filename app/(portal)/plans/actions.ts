"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { approvePlan } from "@/domain/planning/approval/commands";
import { cancelPlan, createPlan, deletePlan, submitPlan, updatePlan, updateWeek } from "@/domain/planning/commands";
import { mothersFor } from "@/domain/planning/creation/queries";
import { acceptProposal, discardProposal, schedulePlan } from "@/domain/planning/proposals/commands";
import { AcceptProposal, OneProposal, ScheduleJob, SchedulePlan } from "@/domain/planning/proposals/schema";
import { ReleaseAt } from "@/domain/planning/release/schema";
import {
  ApprovePlan,
  CancelPlan,
  CreatePlan,
  DeletePlan,
  EditItems,
  MotherSearch,
  SubmitPlan,
  UpdatePlan,
  UpdateWeek,
} from "@/domain/planning/schema";
import { whyHere } from "@/domain/planning/why/queries";
import { cancelTask } from "@/domain/system/jobs/tasks";
import { acceptedItems, approvalOf, savedItems, scheduleState } from "./_server/outcomes";

export const createPlanAction = action(
  { permission: "plans:edit", input: CreatePlan },
  fresh(async (ctx, input) => {
    const { id, leftOut } = await createPlan(ctx, input);
    return { id, leftOut };
  }),
);

export const updatePlanAction = action(
  { permission: "plans:edit", input: UpdatePlan },
  fresh(async (ctx, input) => {
    const { version } = await updatePlan(ctx, input);
    return { version };
  }),
);

export const updateWeekAction = action(
  { permission: "plans:edit", input: UpdateWeek },
  fresh(async (ctx, input) => {
    const { version } = await updateWeek(ctx, input);
    return { version };
  }),
);

export const deletePlanAction = action(
  { permission: "plans:edit", input: DeletePlan },
  fresh(async (ctx, input) => {
    await deletePlan(ctx, input);
    return null;
  }),
);

export const cancelPlanAction = action(
  { permission: "plans:cancel", input: CancelPlan },
  fresh(async (ctx, input) => {
    await cancelPlan(ctx, input);
    return null;
  }),
);

export const submitPlanAction = action({ permission: "plans:edit", input: SubmitPlan }, submitPlan);

export const approvePlanAction = action(
  { permission: "plans:approve", input: ApprovePlan },
  fresh((ctx, input) => approvalOf(() => approvePlan(ctx, input))),
);

/** Saves a batch of the editor. What the user has to decide about comes back as an answer, not as a failure. */
export const saveItemsAction = action({ permission: "plans:edit", input: EditItems }, savedItems);

export const findMothersAction = action({ permission: "customers:read", input: MotherSearch }, mothersFor);

/** Why a dish stands in its cell; null when it does not (any more). */
export const whyAction = action({ permission: "plans:read", input: ReleaseAt }, whyHere);

/** Asks for a proposal; the editor follows the job. */
export const schedulePlanAction = action({ permission: "plans:edit", input: SchedulePlan }, schedulePlan);

export const scheduleStateAction = action({ permission: "plans:edit", input: ScheduleJob }, scheduleState);

export const cancelScheduleAction = action({ permission: "plans:edit", input: ScheduleJob }, (ctx, input) =>
  cancelTask(ctx, { id: input.job }),
);

export const acceptProposalAction = action(
  { permission: "plans:edit", input: AcceptProposal },
  fresh(async (ctx, input) => acceptedItems(ctx, await acceptProposal(ctx, input), input.id)),
);

export const discardProposalAction = action(
  { permission: "plans:edit", input: OneProposal },
  fresh(async (ctx, input) => {
    await discardProposal(ctx, input);
    return null;
  }),
);
