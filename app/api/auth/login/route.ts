import { endpoints, route } from "@/app/_server/route";
import { Login, LoginOut } from "@/domain/identity/schema";
import { login } from "@/domain/identity/sessions/flows";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "登录（用户名或手机号）", permission: "public", input: Login, output: LoginOut, message: "登录成功" },
    (ctx, input) => login(ctx, input),
  ),
});
