import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { revokeUserSession } from "@/domain/identity/users/commands";
import { userSessions } from "@/domain/identity/users/queries";
import { OneUser, RevokeUserSession, SessionOut } from "@/domain/identity/users/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "用户正在登录的设备", permission: "users:edit", input: OneUser, output: z.array(SessionOut) },
    userSessions,
  ),
  DELETE: route(
    {
      summary: "结束用户的一次登录",
      permission: "users:edit",
      input: RevokeUserSession,
      output: nothing,
      message: "已结束",
    },
    revokeUserSession,
  ),
});
