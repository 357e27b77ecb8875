import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { publishDailyMenus } from "@/domain/dishes/daily/commands";
import { PublishDailyMenus } from "@/domain/dishes/daily/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "发布一段日期里的全部草稿",
      permission: "menus:edit",
      input: PublishDailyMenus,
      output: z.object({ published: z.number().int() }),
    },
    publishDailyMenus,
  ),
});
