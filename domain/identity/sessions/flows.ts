import "server-only";
import { doorman } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { meOf } from "../queries";
import type { Login, LoginOut, Refresh } from "../schema";
import { ACCESS_SECONDS, makeAccessToken, type SessionClaims } from "../tokens";
import { refreshSession, type SessionClient } from "./commands";
import { signIn } from "./sign-in";

/** Log in through the API: a pair of tokens and who it is. */
export async function login(ctx: Ctx, input: Login, client: SessionClient = "api"): Promise<LoginOut> {
  const session = await signIn(ctx, input, { client });
  const [access, user] = await Promise.all([accessOf(session, ctx.now), meOf(doorman(ctx), session.userId)]);
  return { ...access, refreshToken: session.refreshToken, user };
}

export async function refresh(ctx: Ctx, input: Refresh) {
  const session = await refreshSession(ctx, input);
  return { ...(await accessOf(session, ctx.now)), refreshToken: session.refreshToken };
}

/** The access token of a login as answers carry it; `token` repeats it for clients that read that name. */
export async function accessOf(claims: SessionClaims, now: Date) {
  const accessToken = await makeAccessToken(claims, now);
  return { accessToken, token: accessToken, tokenType: "Bearer" as const, expiresIn: ACCESS_SECONDS };
}
