import { endpoints, route } from "@/app/_server/route";
import { disableUser, updateUser } from "@/domain/identity/users/commands";
import { readUser } from "@/domain/identity/users/queries";
import { OneUser, UpdateUser, UserOut } from "@/domain/identity/users/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改用户（资料、状态、角色）", permission: "users:edit", input: UpdateUser, output: created },
  updateUser,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个用户", permission: "users:read", input: OneUser, output: UserOut }, readUser),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "停用用户（账号不删除，日志要用）",
      permission: "users:edit",
      input: OneUser,
      output: nothing,
      message: "已停用",
    },
    disableUser,
  ),
});
