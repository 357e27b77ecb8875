import "server-only";
import { randomUUID } from "node:crypto";
import { decode } from "next-auth/jwt";
import { type Actor, type Ctx, guest } from "@/domain/core/ctx";
import { actorOfSession } from "@/domain/identity/queries";
import { readAccessToken } from "@/domain/identity/tokens";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { systemNow } from "@/lib/time";

/**
 * Who sends this request: from the Bearer token or the portal's cookie, told only by its headers, so that pages, actions and
 * API handlers ask the same question. `lenient`: a Bearer that is no access token of ours (a refresh token, a metrics token)
 * makes a guest instead of a refusal. The token or cookie says only who; permissions are read for every request.
 */
export async function callerOf(
  headers: Headers,
  { lenient = false, requestId = requestIdOf(headers) } = {},
): Promise<{ ctx: Ctx; via: "token" | "cookie" | "none" }> {
  const base = {
    now: systemNow(),
    requestId,
    ip: addressOf(headers),
    userAgent: headers.get("user-agent") ?? undefined,
  };
  const bearer = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const claims = bearer ? await readAccessToken(bearer) : await cookieClaims(headers);
  const actor: Actor | null = claims && (await actorOfSession(claims));
  if (bearer && !actor && !lenient) throw new AppError("unauthenticated", "登录已失效，请重新登录");
  return { ctx: { actor: actor ?? guest, ...base }, via: actor ? (bearer ? "token" : "cookie") : "none" };
}

/** The portal's session cookie, as next-auth writes it (with the __Secure- prefix on https). */
export const sessionCookie = () =>
  env().PUBLIC_URL.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

async function cookieClaims(headers: Headers) {
  const token = cookieOf(headers, sessionCookie());
  const jwt = token && (await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null));
  if (!jwt || typeof jwt.sid !== "string" || typeof jwt.sv !== "number") return null;
  return { userId: Number(jwt.sub), sessionId: jwt.sid, sessionVersion: jwt.sv };
}

export function cookieOf(headers: Headers, name: string): string | null {
  for (const part of (headers.get("cookie") ?? "").split(/;\s*/)) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at) === name) return decodeURIComponent(part.slice(at + 1));
  }
  return null;
}

/** A caller's id is kept when it looks like one, so that a log line of ours can be found from theirs. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** The address behind as many proxies as we run ourselves; what a caller claims beyond them is not believed. */
function addressOf(headers: Headers): string | undefined {
  const hops = env().TRUSTED_PROXY_HOPS;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((a) => a.trim());
  return hops > 0 ? chain.at(-hops) || undefined : (chain.at(-1) ?? undefined) || undefined;
}
