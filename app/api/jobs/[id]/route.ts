import { endpoints, route } from "@/app/_server/route";
import { job } from "@/domain/system/jobs/queries";
import { JobOut, OneJob } from "@/domain/system/jobs/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个任务的进度与结果", permission: "jobs:read", input: OneJob, output: JobOut }, job),
});
