import { endpoints, route } from "@/app/_server/route";
import { recordSample } from "@/domain/kitchen/samples/commands";
import { listSamples } from "@/domain/kitchen/samples/queries";
import { ListSamples, RecordedSample, RecordSample, SamplesOut } from "@/domain/kitchen/samples/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "留样登记：在留、到期、已处理",
      permission: "kitchen:read",
      input: ListSamples,
      output: SamplesOut,
    },
    listSamples,
  ),
  POST: route(
    {
      summary: "登记留样",
      permission: "kitchen:samples",
      input: RecordSample,
      output: RecordedSample,
      status: 201,
    },
    recordSample,
  ),
});
