import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isPermission } from "@/domain/core/permissions";

const files = (root: string, end: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => `${root}/${file}`);
const text = (file: string) => readFileSync(file, "utf8");

test("the list of routes is up to date", () => {
  expect(() => execFileSync(process.execPath, ["scripts/routes.mjs", "--check"], { stdio: "pipe" })).not.toThrow();
});

test("every API file goes through route() or webhook()", () => {
  const bare = files("app/api", "route.ts").filter((file) => !/@\/app\/_server\/(route|webhook)"/.test(text(file)));
  expect(bare).toEqual([]);
});

test("API files use web-standard requests only", () => {
  const tied = files("app/api", "route.ts").filter((file) => /next\/(headers|navigation)/.test(text(file)));
  expect(tied).toEqual([]);
});

test("every page goes through page(), signed-out ones apart", () => {
  const bare = files("app/(portal)", "page.tsx").filter((file) => !text(file).includes("@/app/_server/page"));
  expect(bare).toEqual([]);
});

test("every permission named by a page or action exists", () => {
  const sources = [...files("app", ".tsx"), ...files("app", ".ts")].filter((file) => !file.endsWith(".test.ts"));
  const named = sources.flatMap((file) => [...text(file).matchAll(/permission: "([^"]+)"/g)].map((m) => m[1] ?? ""));
  const odd = named.filter((code) => !isPermission(code) && !["public", "signed-in"].includes(code));
  expect(odd).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
