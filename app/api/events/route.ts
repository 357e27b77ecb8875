import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { eventStream } from "@/app/_server/stream";
import { ListenTo } from "@/domain/system/events/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "实时事件（server-sent events）：什么变了，按权限与中心；带 Last-Event-ID 可补听",
      permission: "signed-in",
      input: ListenTo,
      output: z.null(),
      produces: "text/event-stream",
    },
    async (ctx, input, request) => eventStream(ctx, input, request),
  ),
});
