import { endpoints, route } from "@/app/_server/route";
import { resetMfa } from "@/domain/identity/users/commands";
import { OneUser } from "@/domain/identity/users/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "清除动态口令（手机和恢复码都丢了）",
      permission: "users:edit",
      input: OneUser,
      output: nothing,
      message: "已清除",
    },
    resetMfa,
  ),
});
