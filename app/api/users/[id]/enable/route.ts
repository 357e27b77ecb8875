import { endpoints, route } from "@/app/_server/route";
import { enableUser } from "@/domain/identity/users/commands";
import { OneUser } from "@/domain/identity/users/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "启用用户", permission: "users:edit", input: OneUser, output: nothing, message: "已启用" },
    enableUser,
  ),
});
