import { endpoints, route } from "@/app/_server/route";
import { register } from "@/domain/identity/profile/commands";
import { Register, RegisterOut } from "@/domain/identity/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "客户自助注册",
      permission: "public",
      input: Register,
      output: RegisterOut,
      status: 201,
      message: "注册成功",
    },
    register,
  ),
});
