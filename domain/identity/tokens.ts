import "server-only";
import { jwtVerify, SignJWT } from "jose";
import { env } from "@/lib/env";

/** What a login says of itself: whose it is, which chain of refresh tokens it belongs to, and the user's session version then. */
export type SessionClaims = { userId: number; sessionId: string; sessionVersion: number };

export const ACCESS_SECONDS = 2 * 3600;
const issuer = "yuean";
const key = () => new TextEncoder().encode(env().TOKEN_SECRET);

/** A signed access token (JWT, HS256), good for 2 hours after `now`. */
export const makeAccessToken = (claims: SessionClaims, now: Date): Promise<string> =>
  new SignJWT({ sid: claims.sessionId, sv: claims.sessionVersion })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(issuer)
    .setSubject(String(claims.userId))
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(now.getTime() / 1000) + ACCESS_SECONDS)
    .sign(key());

/** The claims of a token, or null when it is forged, foreign or expired. */
export async function readAccessToken(token: string): Promise<SessionClaims | null> {
  const verified = await jwtVerify(token, key(), { issuer, algorithms: ["HS256"] }).catch(() => null);
  if (!verified) return null;
  const { sub, sid, sv } = verified.payload;
  if (typeof sid !== "string" || typeof sv !== "number" || !sub) return null;
  return { userId: Number(sub), sessionId: sid, sessionVersion: sv };
}
