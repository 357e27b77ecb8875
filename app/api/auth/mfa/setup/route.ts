import { endpoints, route } from "@/app/_server/route";
import { setUpMfa } from "@/domain/identity/profile/mfa";
import { Nothing, SetupMfaOut } from "@/domain/identity/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "取得动态口令的密钥与二维码", permission: "profile:edit", input: Nothing, output: SetupMfaOut },
    (ctx) => setUpMfa(ctx),
  ),
});
