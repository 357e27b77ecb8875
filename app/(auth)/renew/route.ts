import { renewedCookie } from "@/app/_server/auth";

/** Exchanges a ticket of a change of password or second factor for the cookie with which this login goes on. */
export async function POST(request: Request): Promise<Response> {
  const cookie = await renewedCookie(request);
  return cookie
    ? new Response(null, { status: 204, headers: { "Set-Cookie": cookie, "Cache-Control": "no-store" } })
    : new Response(null, { status: 401 });
}
