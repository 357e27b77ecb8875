import { endpoints, route } from "@/app/_server/route";
import { retryJob } from "@/domain/system/jobs/commands";
import { OneJob } from "@/domain/system/jobs/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "重试失败的任务", permission: "jobs:edit", input: OneJob, output: created, message: "已重新排队" },
    retryJob,
  ),
});
