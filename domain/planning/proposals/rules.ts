import type { PlanProposalStatus } from "@/db/enums/planning";

const states: Record<PlanProposalStatus, readonly PlanProposalStatus[]> = {
  open: ["accepted", "discarded", "stale"],
  accepted: [],
  discarded: [],
  stale: [],
};
export const canBecome = (from: PlanProposalStatus, to: PlanProposalStatus): boolean => states[from].includes(to);
