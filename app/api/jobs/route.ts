import { endpoints, route } from "@/app/_server/route";
import { listJobs } from "@/domain/system/jobs/queries";
import { JobOut, ListJobs } from "@/domain/system/jobs/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "任务", permission: "jobs:read", input: ListJobs, output: listOut(JobOut) }, listJobs),
});
