import { endpoints, route } from "@/app/_server/route";
import { OneJob } from "@/domain/system/jobs/schema";
import { cancelTask } from "@/domain/system/jobs/tasks";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "取消还没做完的任务；自己开始的任务自己能取消",
      permission: "signed-in",
      input: OneJob,
      output: created,
      message: "已取消",
    },
    cancelTask,
  ),
});
