import { endpoints, route } from "@/app/_server/route";
import { listDeltas } from "@/domain/kitchen/tickets/queries";
import { DeltasOut, ListDeltas } from "@/domain/kitchen/tickets/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "差异单：截单后的加、改、撤，没确认的在前",
      permission: "kitchen:read",
      input: ListDeltas,
      output: DeltasOut,
    },
    listDeltas,
  ),
});
