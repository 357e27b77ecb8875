import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { as } from "./support";

const looked = [
  ["manager", "/"],
  ["dietitian", "/"],
  ["manager", "/customers"],
  ["manager", "/customers/1"],
  ["manager", "/customers/new"],
  ["manager", "/rooms"],
  ["manager", "/arrivals"],
  ["dietitian", "/dishes"],
  ["dietitian", "/dishes/1"],
  ["dietitian", "/ingredients"],
  ["dietitian", "/menus"],
  ["dietitian", "/daily-menus"],
  ["dietitian", "/plans"],
  ["dietitian", "/plans/1"],
  ["chef", "/kitchen/production?slot=lunch"],
  ["chef", "/kitchen/tickets?slot=lunch"],
  ["chef", "/kitchen/wall"],
  ["chef", "/kitchen/deltas"],
  ["chef", "/kitchen/samples"],
  ["chef", "/kitchen/recall"],
  ["chef", "/"],
  ["nurse", "/"],
  ["doctor", "/"],
  ["warehouse", "/"],
  ["nurse", "/orders"],
  ["nurse", "/orders/new"],
  ["admin", "/users"],
  ["admin", "/roles/1"],
  ["admin", "/logs"],
  ["manager", "/import"],
  ["nurse", "/me"],
] as const;

for (const [role, path] of looked) {
  test(`${path} as ${role}: no axe violation in light and dark, nothing wider than a phone`, async ({ page }) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await as(page, role);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(path);
      await page.getByRole("main").waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await page.getByRole("main").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "wider than the phone by this many pixels").toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });
}
