import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { addressOf, apiLogin, as, portalPages, roles } from "./support";

/** Who looks at a page: the first of these that may open it. */
const lookers = ["manager", "dietitian", "chef", "nurse", "doctor", "warehouse", "admin"] as const;

/** What a page also looks like with something chosen, and every role's own home. */
const also = [
  ...roles.filter((role) => role !== "customer").map((role) => [role, "/"] as const),
  ["manager", "/?view=kitchen"],
  ["manager", "/?view=store"],
  ["manager", "/?view=collect"],
  ["manager", "/customers/1?tab=meals"],
  ["manager", "/customers/1?tab=contracts"],
  ["manager", "/customers/1?tab=family"],
  ["manager", "/customers/1?tab=restrictions"],
  ["manager", "/customers/1?tab=orders"],
  ["manager", "/customers/1?tab=timeline"],
  ["manager", "/customers/1?tab=files"],
  ["dietitian", "/plans/2"],
  ["chef", "/kitchen/production?slot=lunch"],
  ["chef", "/kitchen/production?view=ingredients"],
  ["chef", "/kitchen/tickets?slot=lunch"],
  ["chef", "/kitchen/samples?view=temperatures"],
  ["dietitian", "/kitchen/settings?tab=rules"],
  ["dietitian", "/kitchen/settings?tab=conditions"],
  ["dietitian", "/kitchen/settings?tab=targets"],
  ["dietitian", "/kitchen/settings?tab=guides"],
  ["nurse", "/orders?open=1"],
  ["warehouse", "/inventory/documents/new?kind=count"],
  ["doctor", "/medical-orders/new?customer_id=1"],
] as const;

for (const { path, permission } of portalPages()) {
  const { url, exists } = addressOf(path);
  if (!exists) continue;
  test(`${path}: no axe violation in light and dark, nothing wider than a phone`, async ({ page, request }) => {
    await looksRight(page, await lookerOf(request, permission), url);
  });
}

for (const [role, url] of also)
  test(`${url} as ${role}: no axe violation in light and dark, nothing wider than a phone`, async ({ page }) => {
    await looksRight(page, role, url);
  });

const allowed = new Map<string, readonly string[]>();
async function lookerOf(request: APIRequestContext, permission: string): Promise<string> {
  if (permission === "signed-in") return lookers[0];
  for (const role of lookers) {
    const permissions = allowed.get(role) ?? (await apiLogin(request, role)).permissions;
    allowed.set(role, permissions);
    if (permissions.includes(permission)) return role;
  }
  throw new Error(`no one of ${lookers.join(", ")} may ${permission}`);
}

async function looksRight(page: Page, role: string, url: string): Promise<void> {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await as(page, role);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(url);
    await page.getByRole("main").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const said = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`);
    expect.soft(said, colorScheme).toEqual([]);
    expect
      .soft(await tooWide(page), `${colorScheme}: wider than the window by this many pixels`)
      .toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  await page.getByRole("main").waitFor();
  expect.soft(await tooWide(page), "wider than the phone by this many pixels").toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
}

const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
