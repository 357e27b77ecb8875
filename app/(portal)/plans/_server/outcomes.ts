import "server-only";
import type { JobStatus } from "@/db/enums/system";
import type { Ctx } from "@/domain/core/ctx";
import type { HardConflict } from "@/domain/planning/approval/commands";
import { cellsNow } from "@/domain/planning/editor/queries";
import type { Refusal } from "@/domain/planning/items/checks";
import { editItems } from "@/domain/planning/items/commands";
import type { Clash } from "@/domain/planning/items/overlap";
import type { Grid } from "@/domain/planning/items/rules";
import type { Origins } from "@/domain/planning/origins/rules";
import type { ScheduleJobResult } from "@/domain/planning/proposals/schema";
import { cellKey } from "@/domain/planning/rules";
import type { EditItems } from "@/domain/planning/schema";
import { job } from "@/domain/system/jobs/queries";
import { AppError } from "@/lib/errors";
import type { Day } from "@/lib/time";

/** What became of a batch: saved, somebody else was first on some cells, or dishes that she may not have. */
export type SaveAnswer =
  | { status: "saved"; version: number; cells: Grid; dates: Day[]; origins: Origins }
  | {
      status: "clash";
      version: number;
      cells: Grid;
      message: string;
      clashes: { key: ReturnType<typeof cellKey>; by: string; at: string }[];
    }
  | { status: "refused"; message: string; refused: Refusal[] };

export async function savedItems(ctx: Ctx, input: EditItems): Promise<SaveAnswer> {
  try {
    const { planVersion, dates } = await editItems(ctx, input);
    const { cells, origins } = await cellsNow(ctx, { id: input.planId, dates });
    return { status: "saved", version: planVersion, cells, dates, origins };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    const { cells: clashes, refused } = (error.data ?? {}) as { cells?: Clash[]; refused?: Refusal[] };
    if (refused) return { status: "refused", message: error.message, refused };
    if (!clashes) throw error;
    const { version, cells } = await cellsNow(ctx, { id: input.planId });
    return {
      status: "clash",
      message: error.message,
      version,
      cells,
      clashes: clashes.map(({ date, slotId, by, at }) => ({ key: cellKey(date, slotId), by, at })),
    };
  }
}

export type ApprovalAnswer =
  | { status: "approved"; weeks: number[] }
  | {
      status: "refused";
      message: string;
      conflicts: HardConflict[];
      gaps: { date: Day; slot: string }[];
    };

export async function approvalOf(run: () => Promise<{ approvedWeeks: number[] }>): Promise<ApprovalAnswer> {
  try {
    return { status: "approved", weeks: (await run()).approvedWeeks };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    const { conflicts = [], gaps = [] } = (error.data ?? {}) as Partial<Extract<ApprovalAnswer, { status: "refused" }>>;
    return { status: "refused", message: error.message, conflicts, gaps };
  }
}

/** What the plan holds on the days that an accepted proposal changed. */
export async function acceptedItems(
  ctx: Ctx,
  { accepted, planVersion, dates }: { accepted: number; planVersion: number; dates: Day[] },
  planId: number,
): Promise<{ accepted: number; version: number; cells: Grid; dates: Day[]; origins: Origins }> {
  const { cells, origins } = await cellsNow(ctx, { id: planId, dates });
  return { accepted, version: planVersion, cells, dates, origins };
}

export type ScheduleState = {
  status: JobStatus;
  /** Percent. */
  progress: number;
  proposalId: number | null;
  error: string | null;
};

/** How far a schedule that somebody asked for is. */
export async function scheduleState(ctx: Ctx, input: { job: number }): Promise<ScheduleState> {
  const { status, progress, result, error } = await job(ctx, { id: input.job });
  const { proposalId } = (result ?? {}) as Partial<ScheduleJobResult>;
  return { status, progress, proposalId: proposalId ?? null, error };
}
