import { expect, test } from "@playwright/test";
import { apiLogin, as, bearer } from "./support";

type Plan = { id: number; status: string; filled_cells: number };
type Item = { dish_name: string; date: string; origin: string };

test("a dietitian has a week scheduled, asks why, leaves one change, takes the rest, and finds them saved", async ({
  page,
  request,
}) => {
  test.setTimeout(300_000);
  const { token } = await apiLogin(request, "dietitian");
  const drafts = await (await request.get("/api/confinement-meal-plans?status=draft", bearer(token))).json();
  const plan: Plan = drafts.data.items.toSorted((a: Plan, b: Plan) => a.filled_cells - b.filled_cells)[0];
  expect(plan, "there is a draft").toBeTruthy();

  await as(page, "dietitian");
  await page.goto(`/plans/${plan.id}`);
  await page.getByRole("grid").waitFor();
  const menu = page.getByRole("dialog", { name: "自动排餐" });
  await expect(async () => {
    if (!(await menu.isVisible())) await page.getByRole("button", { name: "自动排餐" }).click();
    await expect(menu).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(menu.getByRole("slider", { name: "每日营养" })).toBeVisible();
  await menu.getByRole("button", { name: /重排第 1 周/ }).click();

  await page.waitForURL(/proposal=\d+/, { timeout: 180_000 });
  await expect(page.getByText("看方案，还没生效")).toBeVisible();
  await expect(page.getByText("硬禁忌 0 冲突")).toBeVisible();
  const changes = page.getByRole("region", { name: "改动与理由" }).getByRole("listitem");
  const all = await page.getByRole("grid").getByRole("checkbox").count();
  // Dishes with something soft against them wait for a yes of their own.
  const ticked = page.getByRole("grid").getByRole("checkbox", { checked: true });
  const taken = await ticked.count();
  expect(taken).toBeGreaterThan(1);

  // Why, of the first change: what decided, and how many were looked at.
  const first = changes.first().getByRole("button");
  await first.click();
  await expect(first).toHaveAttribute("aria-expanded", "true");
  await expect(
    changes
      .first()
      .getByText(/\d+ 道/)
      .first(),
  ).toBeVisible();

  // The space bar leaves one change out.
  const key = await ticked.first().getAttribute("data-change");
  const left = page.getByRole("grid").locator(`[data-change="${key}"]`);
  await left.focus();
  await page.keyboard.press("Space");
  await expect(left).toHaveAttribute("aria-checked", "false");
  await expect(page.getByText(`采纳 ${taken - 1} / ${all}`)).toBeVisible();
  const before = await plansItems();
  expect(
    before.filter((item) => item.origin === "auto"),
    "a proposal changes nothing by itself",
  ).toEqual([]);

  await page.getByRole("button", { name: `采纳 ${taken - 1} 处` }).click();
  await expect(page.getByText(new RegExp(`已采纳方案 \\d+ 的 ${taken - 1} 处改动`)).first()).toBeVisible({
    timeout: 60_000,
  });
  await page.waitForURL((url) => !url.search.includes("proposal="));
  const after = await plansItems();
  expect(after.filter((item) => item.origin === "auto").length).toBeGreaterThan(0);

  // An automatic dish can be asked in the grid, too.
  const dish = page
    .getByRole("gridcell")
    .getByRole("button", { name: /自动排的/ })
    .first();
  // The page reads itself anew after the act: a click that meets the change of rows is made again.
  await expect(async () => {
    await dish.click();
    await expect(page.getByText(/自动排餐，.*从 \d+ 道里选出/)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await page.reload();
  await expect(
    page
      .getByRole("gridcell")
      .getByRole("button", { name: /自动排的/ })
      .first(),
  ).toBeVisible();

  async function plansItems(): Promise<Item[]> {
    const answer = await (await request.get(`/api/confinement-meal-plans/${plan.id}`, bearer(token))).json();
    return answer.data.week_plans.flatMap((week: { day_plans: { meal_items: Item[] }[] }) =>
      week.day_plans.flatMap((day) => day.meal_items),
    );
  }
});
