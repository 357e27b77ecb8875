import { endpoints, route } from "@/app/_server/route";
import { disableMfa } from "@/domain/identity/profile/mfa";
import { AccessOut, DisableMfa } from "@/domain/identity/schema";
import { accessOf } from "@/domain/identity/sessions/flows";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "解绑动态口令（要密码和动态码）；本次登录换新令牌",
      permission: "profile:edit",
      input: DisableMfa,
      output: AccessOut,
      message: "动态口令已解绑",
    },
    async (ctx, input) => accessOf(await disableMfa(ctx, input), ctx.now),
  ),
});
