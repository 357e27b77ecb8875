import { expect, test } from "@playwright/test";
import { addressOf, apiLogin, as, portalPages, roles } from "./support";

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
