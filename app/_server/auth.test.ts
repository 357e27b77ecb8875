import { decode, encode } from "next-auth/jwt";
import { afterAll, expect, it } from "vitest";
import { cleanUp, makeUser, openSessionFor } from "@/domain/identity/testing";
import { env } from "@/lib/env";
import { addMinutes, systemNow } from "@/lib/time";
import { authOptions, forcedPage, renewalTicket, renewedCookie } from "./auth";
import { sessionCookie } from "./caller";

afterAll(cleanUp);
const secret = env().NEXTAUTH_SECRET;
const hour = 3600;

const cookieFor = (sub: number, sid: string, sv = 1) =>
  encode({ token: { sub: String(sub), sid, sv }, secret, maxAge: hour });
const renew = (ticket: string, cookie?: string) =>
  renewedCookie(
    new Request("http://127.0.0.1/renew", {
      method: "POST",
      body: ticket,
      headers: cookie ? { cookie: `${sessionCookie()}=${cookie}` } : {},
    }),
  );

it("goes on with a login for its ticket and its old cookie, until the old one's end", async () => {
  const user = await makeUser({ sessionVersion: 2 });
  const { sessionId } = await openSessionFor(user.id);
  const claims = { userId: user.id, sessionId, sessionVersion: 2 };
  const ticket = await renewalTicket(claims, systemNow());
  const given = await renew(ticket, await cookieFor(user.id, sessionId));
  expect(given).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=(35\d\d|3600)$/);
  const token = given?.split(";")[0]?.split("=")[1] ?? "";
  expect(await decode({ token, secret })).toMatchObject({ sub: String(user.id), sid: sessionId, sv: 2 });
});

it("gives nothing without the cookie of that very login, nor for an old or foreign ticket", async () => {
  const claims = { userId: 900, sessionId: "mine", sessionVersion: 2 };
  const ticket = await renewalTicket(claims, systemNow());
  expect(await renew(ticket)).toBeNull();
  expect(await renew(ticket, await cookieFor(900, "another"))).toBeNull();
  expect(await renew(ticket, await cookieFor(901, "mine"))).toBeNull();
  expect(
    await renew(await renewalTicket(claims, addMinutes(systemNow(), -2)), await cookieFor(900, "mine")),
  ).toBeNull();
  expect(await renew("made-up", await cookieFor(900, "mine"))).toBeNull();
});

it("leads to what must come first", () => {
  const actor = { name: "user:1", can: new Map() };
  expect(forcedPage(actor)).toBeNull();
  expect(forcedPage({ ...actor, mustEnrolMfa: true })).toBe("/enrol");
  expect(forcedPage({ ...actor, mustEnrolMfa: true, mustChangePassword: true })).toBe("/change-password");
});

it("remembers a computer for thirty days, else for twelve hours", () => {
  expect(authOptions({ remember: true }).session?.maxAge).toBe(30 * 24 * hour);
  expect(authOptions({ remember: false }).session?.maxAge).toBe(12 * hour);
});
