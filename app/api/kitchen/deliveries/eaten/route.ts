import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { recordEaten } from "@/domain/kitchen/delivery/commands";
import { RecordEaten } from "@/domain/kitchen/delivery/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "登记每道菜吃了多少",
      permission: "kitchen:deliver",
      input: RecordEaten,
      output: z.object({ lines: z.number().int() }),
    },
    recordEaten,
  ),
});
