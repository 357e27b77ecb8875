import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { markRead } from "@/domain/notifications/commands";
import { MarkRead } from "@/domain/notifications/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "把一条或全部消息标为已读", permission: "profile:edit", input: MarkRead, output: z.null() },
    async (ctx, input) => {
      await markRead(ctx, input);
      return null;
    },
  ),
});
