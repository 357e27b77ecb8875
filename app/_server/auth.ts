import "server-only";
import { jwtVerify, SignJWT } from "jose";
import type { AuthOptions } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { Actor } from "@/domain/core/ctx";
import { actorOfSession } from "@/domain/identity/queries";
import { Login } from "@/domain/identity/schema";
import { endSession } from "@/domain/identity/sessions/commands";
import { signIn } from "@/domain/identity/sessions/sign-in";
import type { SessionClaims } from "@/domain/identity/tokens";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { systemNow } from "@/lib/time";
import { callerOf, cookieOf, requestIdOf, sessionCookie } from "./caller";
import { failure, parse } from "./failure";

const REMEMBERED_MINUTES = 30 * 24 * 60;
const SESSION_MINUTES = 12 * 60;

/** Why a log-in was refused, as it travels to the login page (next-auth hands on a text only). */
export type Refusal = {
  message: string;
  fields?: Record<string, string[]>;
  otpRequired?: boolean;
  /** Seconds until the account opens again. */
  retryAfter?: number;
};

/** The form carries more than what logs in (csrf token, where to go next): that is left out. */
const LoginForm = z.object(Login.shape);

/**
 * The portal's log-in. The cookie says only who (sub), which login (sid) and which version of the account (sv); whether that
 * still holds is looked up for every request. `remember` is 30 days on this computer, else 12 hours.
 */
export function authOptions({ remember }: { remember: boolean }): AuthOptions {
  const minutes = remember ? REMEMBERED_MINUTES : SESSION_MINUTES;
  const isHttps = env().PUBLIC_URL.startsWith("https:");
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: minutes * 60 },
    useSecureCookies: isHttps,
    cookies: { sessionToken: { name: sessionCookie(), options: cookieOptions(isHttps) } },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    providers: [
      Credentials({
        credentials: { username: {}, password: {}, otp: {} },
        authorize: async (given, request) => {
          const headers = headersOf(request.headers);
          const requestId = requestIdOf(headers);
          try {
            const { ctx } = await callerOf(headers, { lenient: true, requestId });
            const claims = await signIn(ctx, parse(LoginForm, given), { client: "portal", minutes });
            return { id: String(claims.userId), claims };
          } catch (error) {
            throw new Error(JSON.stringify(refusalOf(failure(error, requestId))));
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? claimed(user.claims) : token),
      session: ({ session }) => ({ expires: session.expires }), // nothing reads it: pages ask the server who calls
    },
    events: { signOut: ({ token }) => leave(token) },
    logger: {
      error: (code, detail) => log.error({ code, detail: String(detail) }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

/**
 * After a change of password or second factor the account has a new version, and the present login goes on with a new cookie.
 * An action cannot set it: the page that Next renders with its answer would still be asked for with the old one. So the action
 * answers this ticket, good for a minute, and the browser takes it to /renew.
 */
export const renewalTicket = ({ userId, sessionId, sessionVersion }: SessionClaims, now: Date): Promise<string> =>
  new SignJWT({ sid: sessionId, sv: sessionVersion })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(String(userId))
    .setAudience(RENEW)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + 60)
    .sign(new TextEncoder().encode(env().NEXTAUTH_SECRET));

const RENEW = "renew";

/** The new cookie for a ticket, given only to the browser that holds the login's old one; it runs out when that one would. */
export async function renewedCookie(request: Request): Promise<string | null> {
  const key = new TextEncoder().encode(env().NEXTAUTH_SECRET);
  const verified = await jwtVerify(await request.text(), key, { audience: RENEW, algorithms: ["HS256"] }).catch(
    () => null,
  );
  const had = cookieOf(request.headers, sessionCookie());
  const old = had && (await decode({ token: had, secret: env().NEXTAUTH_SECRET }).catch(() => null));
  if (!verified || !old) return null;
  const { sub, sid, sv } = verified.payload;
  if (typeof sid !== "string" || typeof sv !== "number" || sub !== old.sub || sid !== old.sid) return null;
  const maxAge = Number(old.exp) - Math.floor(systemNow().getTime() / 1000);
  const claims = { userId: Number(sub), sessionId: sid, sessionVersion: sv };
  const token = await encode({ token: claimed(claims), secret: env().NEXTAUTH_SECRET, maxAge });
  const secure = env().PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  return `${sessionCookie()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

/** Where someone must go before anything else works: to choose a password, to set up the second factor. */
export function forcedPage(actor: Actor): string | null {
  if (actor.mustChangePassword) return "/change-password";
  return actor.mustEnrolMfa ? "/enrol" : null;
}

const cookieOptions = (secure: boolean) => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure });

const claimed = ({ userId, sessionId, sessionVersion }: SessionClaims): JWT => ({
  sub: String(userId),
  sid: sessionId,
  sv: sessionVersion,
});

function headersOf(given: Record<string, unknown> | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given ?? {})) if (typeof value === "string") headers.set(name, value);
  return headers;
}

function refusalOf({ message, fields, data, retryAfter }: AppError): Refusal {
  return {
    message,
    ...(fields && { fields }),
    ...(data?.otpRequired === true && { otpRequired: true }),
    ...(retryAfter && { retryAfter }),
  };
}

async function leave(token: JWT | undefined): Promise<void> {
  if (!token || typeof token.sid !== "string" || typeof token.sv !== "number") return;
  const now = systemNow();
  const claims = { userId: Number(token.sub), sessionId: token.sid, sessionVersion: token.sv };
  const actor = await actorOfSession(claims, now);
  if (actor) await endSession({ actor, now, requestId: crypto.randomUUID() });
}
