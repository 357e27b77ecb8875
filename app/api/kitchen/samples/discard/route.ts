import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { discardSample } from "@/domain/kitchen/samples/commands";
import { DiscardSample } from "@/domain/kitchen/samples/schema";
import { idOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "处理到期的留样",
      permission: "kitchen:samples",
      input: DiscardSample,
      output: z.object({ discarded: z.array(idOut) }),
    },
    discardSample,
  ),
});
