import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "进程是否在应答",
      permission: "public",
      input: z.object({}),
      output: z.object({ status: z.literal("live") }),
    },
    async () => ({ status: "live" as const }),
  ),
});
