import type { JobStatus } from "@/db/enums/system";

const next: Record<JobStatus, readonly JobStatus[]> = {
  queued: ["running", "cancelled"],
  running: ["done", "failed", "cancelled", "queued"],
  failed: ["queued"],
  done: [],
  cancelled: [],
};

export const canBecome = (from: JobStatus, to: JobStatus): boolean => next[from].includes(to);
