import { endpoints, route } from "@/app/_server/route";
import { createUser } from "@/domain/identity/users/commands";
import { listUsers } from "@/domain/identity/users/queries";
import { CreatedUser, CreateUser, ListUsers, UserOut } from "@/domain/identity/users/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "用户", permission: "users:read", input: ListUsers, output: listOut(UserOut) }, listUsers),
  POST: route(
    {
      summary: "新建用户；没给密码时返回一次性密码，首次登录须更换",
      permission: "users:edit",
      input: CreateUser,
      output: CreatedUser,
      status: 201,
    },
    createUser,
  ),
});
