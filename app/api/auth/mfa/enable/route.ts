import { endpoints, route } from "@/app/_server/route";
import { enableMfa } from "@/domain/identity/profile/mfa";
import { EnableMfa, EnableMfaOut } from "@/domain/identity/schema";
import { accessOf } from "@/domain/identity/sessions/flows";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "用第一个动态码启用动态口令；恢复码只出现这一次，本次登录换新令牌",
      permission: "profile:edit",
      input: EnableMfa,
      output: EnableMfaOut,
      message: "动态口令已启用",
    },
    async (ctx, input) => {
      const { recoveryCodes, session } = await enableMfa(ctx, input);
      return { recoveryCodes, ...(await accessOf(session, ctx.now)) };
    },
  ),
});
