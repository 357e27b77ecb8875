import { endpoints, route } from "@/app/_server/route";
import { unlockUser } from "@/domain/identity/users/commands";
import { OneUser } from "@/domain/identity/users/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "解除因输错密码造成的锁定",
      permission: "users:edit",
      input: OneUser,
      output: nothing,
      message: "已解锁",
    },
    unlockUser,
  ),
});
