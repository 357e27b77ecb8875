import { endpoints, route } from "@/app/_server/route";
import { changePassword } from "@/domain/identity/profile/commands";
import { AccessOut, ChangePassword } from "@/domain/identity/schema";
import { accessOf } from "@/domain/identity/sessions/flows";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "修改自己的密码；其他登录全部失效，本次登录换新令牌",
      permission: "profile:edit",
      input: ChangePassword,
      output: AccessOut,
      message: "密码已修改",
    },
    async (ctx, input) => accessOf(await changePassword(ctx, input), ctx.now),
  ),
});
