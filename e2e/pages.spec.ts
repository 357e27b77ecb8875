import { expect, test } from "@playwright/test";
import { apiLogin, as, portalPages, roles } from "./support";

/** A row of the named world for every page that wants an id; null where the world has none (the page must then be missing). */
const ids: Record<string, number | null> = {
  "/centres/[id]": 1,
  "/customers/[id]": 1,
  "/customers/[id]/edit": 1,
  "/dishes/[id]": 1,
  "/dishes/[id]/edit": 1,
  "/families/[id]": 1,
  "/import/[id]": null,
  "/ingredients/[id]": 1,
  "/ingredients/[id]/edit": 1,
  "/menus/[id]": 1,
  "/menus/[id]/edit": 1,
  "/plans/[id]": 1,
  "/roles/[id]": 1,
  "/users/[id]": 5,
};
const NOWHERE = 999_999_999;

const addressOf = (path: string): { url: string; exists: boolean } => {
  if (!path.includes("[")) return { url: path, exists: true };
  if (!(path in ids)) throw new Error(`name a row for ${path} in e2e/pages.spec.ts`);
  const id = ids[path];
  return { url: path.replace(/\[\w+\]/, String(id ?? NOWHERE)), exists: id !== null };
};

for (const role of roles) {
  test(`pages of ${role}: opened with the permission, refused without`, async ({ page, request }) => {
    const { permissions } = await apiLogin(request, role);
    const own = role === "customer" || role === "recorder"; // sees only some rows and no centre: a page may not be there for her
    await as(page, role);
    for (const { path, permission } of portalPages()) {
      const { url, exists } = addressOf(path);
      const answer = await page.request.get(url, { maxRedirects: 0 });
      const may = permission === "signed-in" || permissions.includes(permission);
      const expected = !may ? [403] : !exists ? [404] : own ? [200, 404] : [200];
      expect(expected, `${role} ${url} (${permission})`).toContain(answer.status());
    }
  });
}

test("signed out, every page leads to the login", async ({ request }) => {
  for (const { path } of portalPages()) {
    const answer = await request.get(addressOf(path).url, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(307);
    expect(answer.headers().location, path).toContain("/login");
  }
});

test("a row of another centre is no page", async ({ page }) => {
  await as(page, "manager2");
  for (const path of ["/customers/1", "/customers/1/edit", "/families/1", "/plans/1"])
    expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
});
