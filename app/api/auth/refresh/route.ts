import { endpoints, route } from "@/app/_server/route";
import { RefreshOut, RefreshRequest } from "@/domain/identity/schema";
import { refresh } from "@/domain/identity/sessions/flows";
import { invalid } from "@/lib/errors";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "换新令牌（刷新令牌放在 Bearer 或请求体）",
      permission: "public",
      input: RefreshRequest,
      output: RefreshOut,
      message: "刷新成功",
    },
    (ctx, input, request) => {
      const bearer = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
      const refreshToken = input.refreshToken ?? bearer;
      if (!refreshToken) throw invalid("refreshToken", "缺少刷新令牌：放在 Authorization 头或 refresh_token 里");
      return refresh(ctx, { refreshToken });
    },
  ),
});
