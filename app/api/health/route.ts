import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { health } from "@/domain/system/health/queries";
import { instantOut } from "@/lib/out";

const HealthOut = z.object({
  status: z.enum(["healthy", "degraded", "unhealthy"]),
  database: z.enum(["up", "down"]),
  redis: z.enum(["up", "down"]),
  timestamp: instantOut,
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "运行状况；数据库不可用时为 503", permission: "public", input: z.object({}), output: HealthOut },
    async (ctx) => {
      const now = await health();
      const status = now.status === "unhealthy" ? 503 : 200;
      const timestamp = ctx.now.toISOString();
      // Monitors look for the fields at the top, everyone else in the envelope: both find them.
      const body = {
        code: status,
        message: status === 200 ? "获取成功" : "数据库暂时连不上",
        ...now,
        data: { ...now, timestamp },
        timestamp,
        request_id: ctx.requestId,
      };
      return Response.json(body, { status });
    },
  ),
});
