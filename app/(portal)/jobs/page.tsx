import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listJobs } from "@/domain/system/jobs/queries";
import { jobLabel, ListJobs } from "@/domain/system/jobs/schema";
import { JobsTable } from "./_components/jobs-table";

export const metadata = { title: "任务" };

export default page({ permission: "jobs:read", input: ListJobs }, async (ctx, input) => {
  const found = await listJobs(ctx, input);
  const rows = found.rows.map((job) => ({
    id: job.id,
    label: jobLabel(job.kind),
    status: job.status,
    error: job.error,
    attempts: job.attempts,
    startedAt: job.startedAt?.toISOString() ?? null,
    seconds:
      job.startedAt && job.finishedAt
        ? Math.round((job.finishedAt.getTime() - job.startedAt.getTime()) / 100) / 10
        : null,
  }));
  return (
    <>
      <PageHeader title="任务" meta="定时和后台任务的每次运行" />
      <JobsTable page={{ ...found, rows }} sort={input.sort} canRetry={may(ctx, "jobs:edit")} />
    </>
  );
});
