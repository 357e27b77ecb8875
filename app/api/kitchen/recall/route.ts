import { endpoints, route } from "@/app/_server/route";
import { RecallInput, TraceOut } from "@/domain/kitchen/recall/schema";
import { trace } from "@/domain/purchasing/recall/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "追溯：从食材批次、制作批次，或一位客户的一天",
      permission: "kitchen:recall",
      input: RecallInput,
      output: TraceOut,
    },
    trace,
  ),
});
