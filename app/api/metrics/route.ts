import { z } from "zod";
import { metrics } from "@/app/_server/metrics";
import { endpoints, route } from "@/app/_server/route";
import { sameText } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** With the token of METRICS_TOKEN, or from this machine itself when no proxy stands in between. */
function mayScrape(request: Request): boolean {
  const token = env().METRICS_TOKEN;
  const given = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const query = new URL(request.url).searchParams.get("token");
  if (token) return [given, query].some((value) => value !== null && value !== undefined && sameText(value, token));
  const from = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return from === undefined || ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(from);
}

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "Prometheus 指标",
      permission: "public",
      input: z.object({}),
      output: z.null(),
      produces: "text/plain",
    },
    async (_ctx, _input, request) => {
      if (!mayScrape(request)) throw new AppError("forbidden", "指标只给本机或带令牌的采集器");
      const { registry } = metrics();
      return new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } });
    },
  ),
});
