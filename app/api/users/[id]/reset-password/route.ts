import { endpoints, route } from "@/app/_server/route";
import { resetPassword } from "@/domain/identity/users/commands";
import { OneUser, ResetPasswordOut } from "@/domain/identity/users/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "重置密码：返回只出现一次的一次性密码",
      permission: "users:edit",
      input: OneUser,
      output: ResetPasswordOut,
      message: "密码已重置",
    },
    resetPassword,
  ),
});
