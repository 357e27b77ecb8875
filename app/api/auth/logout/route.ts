import { endpoints, route } from "@/app/_server/route";
import { Nothing } from "@/domain/identity/schema";
import { endSession } from "@/domain/identity/sessions/commands";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "退出登录", permission: "signed-in", input: Nothing, output: nothing, message: "已退出登录" },
    (ctx) => endSession(ctx),
  ),
});
