import { readdirSync, readFileSync } from "node:fs";
import { type APIRequestContext, type BrowserContext, expect, type Page } from "@playwright/test";
import { PASSWORD } from "@/db/seed/world";
import { rowOf } from "./rows";

export const roles = [
  "admin",
  "manager",
  "dietitian",
  "chef",
  "nurse",
  "recorder",
  "doctor",
  "cashier",
  "warehouse",
  "customer",
] as const;

/** Signs in through the login page, as a person does. */
export async function signIn(page: Page, username: string, password: string = PASSWORD): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("用户名或手机号").fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

export type Session = { token: string; permissions: string[] };

/** Signs in through the API. */
export async function apiLogin(
  request: APIRequestContext,
  username: string,
  password: string = PASSWORD,
): Promise<Session> {
  const answer = await request.post("/api/auth/login", { data: { username, password } });
  expect(answer.status(), await answer.text()).toBe(200);
  const { data } = await answer.json();
  return { token: data.access_token, permissions: data.user.permissions };
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** The signed-in cookies of a role, taken once and used by every test of the run. */
const kept = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();
export async function as(page: Page, username: string): Promise<void> {
  const cookies = kept.get(username);
  if (cookies) return page.context().addCookies(cookies);
  await signIn(page, username);
  kept.set(username, await page.context().cookies());
}

export type PortalPage = { path: string; permission: string };

/** Every page of the portal with the permission that its own file names. */
export const portalPages = (): PortalPage[] =>
  readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => {
      const permission = /page\(\s*\{\s*permission:\s*"([^"]+)"/.exec(
        readFileSync(`app/(portal)/${file}`, "utf8"),
      )?.[1];
      if (!permission) throw new Error(`${file} names no permission`);
      const path = `/${file.replace(/\/?page\.tsx$/, "")}`.replace(/\/\([^)]+\)/g, "").replace(/\/$/, "") || "/";
      return { path, permission };
    })
    .sort((a, b) => a.path.localeCompare(b.path));

const NOWHERE = 999_999_999;

/** The address of a page with a row of the world in it. */
export const addressOf = (path: string): { url: string; exists: boolean } => {
  if (!path.includes("[")) return { url: path, exists: true };
  const id = rowOf(path);
  return { url: path.replace(/\[\w+\]/, String(id ?? NOWHERE)), exists: id !== null };
};
