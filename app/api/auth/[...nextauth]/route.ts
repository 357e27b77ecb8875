import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth";
import { refused } from "@/app/_server/route";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const actions = new Set(["csrf", "session", "providers", "callback", "signin", "signout", "error", "_log"]);

/** The portal's log-in and log-out. The API's own endpoints under /api/auth stand beside this file and come first. */
async function handle(request: NextRequest, given: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const [action = ""] = (await given.params).nextauth;
  if (!actions.has(action)) return missing();
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL; // next-auth takes its own address from nowhere else
  const form = request.method === "POST" ? new URLSearchParams(await request.clone().text()) : null;
  return NextAuth(request, given, authOptions({ remember: form?.get("remember") === "true" }));
}

const missing = async (): Promise<Response> =>
  refused(new AppError("not_found", "没有这个接口地址，可用的都列在 /api/docs"), crypto.randomUUID());

export { handle as GET, handle as POST, missing as DELETE, missing as PATCH, missing as PUT };
