import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { addDays, dayOf, systemNow } from "@/lib/time";
import { apiLogin, as, bearer } from "./support";

/** An imported mother who is due about now, without allergies in the sheet. */
const mother = "邵思琪";
const today = dayOf(systemNow());
/** Its dinner is still open at any hour of today: what is cooked of it is counted from the plans. */
const tomorrow = addDays(today, 1);

test.describe.configure({ mode: "serial" });

async function importBook(
  page: Page,
  kind: string,
  file: string,
  said: { failed: number; row: string; reason: RegExp },
) {
  await page.goto("/import");
  await page.getByRole("combobox", { name: /导入什么/ }).click();
  await page.getByRole("option", { name: kind }).click();
  await page.locator('input[type="file"]').setInputFiles(`documents/fixtures/${file}`);
  await page.getByRole("button", { name: "试导入，先不写入" }).click();
  await page.waitForURL(/\/import\/\d+$/);
  await expect(page.getByText(`有错 ${said.failed}`, { exact: true })).toBeVisible();
  const faulty = page.getByRole("row", { name: new RegExp(`^${said.row} `) });
  await expect(faulty).toContainText(said.reason);
  const dryRun = page.url();
  await page.getByRole("button", { name: /^导入 \d+ 行$/ }).click();
  await page.waitForURL((url) => url.href !== dryRun, { timeout: 60_000 });
  await expect(page.getByText("已导入").first()).toBeVisible();
}

test("the manager tries both workbooks, reads what is wrong, and takes the good rows in", async ({ page }) => {
  await as(page, "manager");
  await importBook(page, "客户", "customers_import.xlsx", {
    failed: 10,
    row: "38",
    reason: /只有 10 位，手机号应为 11 位/,
  });
  await importBook(page, "菜品", "dishes_import.xlsx", { failed: 9, row: "25", reason: /不在食材库/ });
});

test("the front desk records the delivery, the stay and the room of an imported mother", async ({ page, request }) => {
  const { token } = await apiLogin(request, "manager");
  const found = await (await request.get(`/api/customers?search=${encodeURIComponent(mother)}`, bearer(token))).json();
  const id: number = found.data.items[0].id;
  // The sheet's stay has fixed dates; it makes room for the one of today.
  const stays = await (await request.get(`/api/stays?customer_id=${id}`, bearer(token))).json();
  for (const stay of stays.data.items) {
    if (stay.status === "booked") await request.post(`/api/stays/${stay.id}/cancel`, { data: {}, ...bearer(token) });
    if (stay.status === "checked_in")
      await request.post(`/api/stays/${stay.id}/check-out`, { data: {}, ...bearer(token) });
  }

  await as(page, "manager");
  await page.goto("/customers?tab=all");
  await page.getByPlaceholder(/姓名、手机尾号/).fill(mother);
  await page
    .getByRole("row", { name: new RegExp(mother) })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: mother })).toBeVisible();

  await openAct(page, "登记分娩");
  const delivery = page.getByRole("dialog");
  await delivery.getByRole("textbox", { name: /分娩日期/ }).fill(addDays(today, -3));
  await delivery.getByRole("combobox", { name: /分娩方式/ }).click();
  await page.getByRole("option", { name: "顺产" }).click();
  await delivery.getByRole("button", { name: "登记分娩" }).click();
  await expect(delivery).toBeHidden();
  await expect(page.getByText(/第 3 天/).first()).toBeVisible();

  await openAct(page, "预订入住");
  const booking = page.getByRole("dialog");
  await booking.getByRole("textbox", { name: /入住日期/ }).fill(today);
  await booking.getByRole("textbox", { name: /退住日期/ }).fill(addDays(today, 2));
  const ready = booking
    .getByRole("radiogroup", { name: "空房" })
    .getByRole("radio")
    .filter({ hasNotText: /维修|清洁/ });
  await ready.first().click();
  await booking.getByRole("button", { name: "预订", exact: true }).click();
  await expect(booking).toBeHidden();

  await openAct(page, "办入住");
  await page.getByRole("dialog").getByRole("button", { name: "办入住" }).click();
  await expect(page.getByText("在住").first()).toBeVisible();
});

/** The next step as its large button, or the same from the menu of all acts. */
async function openAct(page: Page, name: string): Promise<void> {
  const next = page.getByRole("complementary", { name: "下一步" }).getByRole("button", { name: new RegExp(name) });
  if (
    await next
      .first()
      .isVisible()
      .catch(() => false)
  )
    return next.first().click();
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: new RegExp(name) }).click();
}

test("the dietitian makes a 28-day plan and fills its first week by keyboard; a colleague approves it", async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(240_000);
  const { token } = await apiLogin(request, "dietitian");
  const found = await (await request.get(`/api/customers?search=${encodeURIComponent(mother)}`, bearer(token))).json();
  const id: number = found.data.items[0].id;
  await as(page, "dietitian");
  await page.goto(`/plans/new?customer_id=${id}`);
  await page.getByRole("textbox", { name: /开始日期/ }).fill(today);
  await page.getByRole("button", { name: "28 天" }).click();
  await page.getByRole("switch", { name: /自动排餐/ }).setChecked(false); // this one is filled by hand
  await page.getByRole("button", { name: "建好，去排菜" }).click();
  await page.waitForURL(/\/plans\/\d+/);

  const grid = page.getByRole("grid");
  await grid.waitFor();
  const option = page.getByRole("listbox", { name: "菜品" }).getByRole("option").first();
  await grid.getByRole("gridcell").first().focus();
  for (let slot = 0; slot < 6; slot++) {
    for (let day = 0; day < 7; day++) {
      await page.keyboard.press("Enter");
      await option.waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      if (day < 6) await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
  }
  await expect(grid.getByRole("gridcell", { name: /未排/ })).toHaveCount(0);
  await expect(page.getByText(/已自动保存/)).toBeVisible({ timeout: 30_000 });
  const plan = page.url();

  const context = await browser.newContext({ baseURL: new URL(plan).origin });
  const colleague = await context.newPage();
  const { token: second } = await apiLogin(request, "dietitian2");
  expect(second).not.toBe(token);
  await as(colleague, "dietitian2");
  await colleague.goto(plan);
  const [review, done] = [colleague.getByRole("button", { name: /审核第/ }), colleague.getByText(/已审核第 1/)];
  await expect(async () => {
    if (await review.isVisible()) await review.click(); // a click before the page has come to life goes nowhere
    await expect(done).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 40_000 });
  await context.close();
});

test("the day's production sheet counts her meals, on screen and as PDF; her mini program shows them", async ({
  page,
  request,
}) => {
  const { token } = await apiLogin(request, "manager");
  const found = await (await request.get(`/api/customers?search=${encodeURIComponent(mother)}`, bearer(token))).json();
  const { id, room }: { id: number; room: string } = found.data.items[0];

  const tickets = await (
    await request.get(`/api/kitchen/tickets?centre_id=1&date=${tomorrow}&slot=dinner`, bearer(token))
  ).json();
  const hers = tickets.data.tickets.find((ticket: { customer_id: number }) => ticket.customer_id === id);
  expect(hers, "she has a dinner ticket").toBeTruthy();
  const dish: string = hers.lines[0].dish_name;

  await as(page, "chef");
  await page.goto(`/kitchen/production?date=${tomorrow}&slot=dinner`);
  await expect(page.getByRole("row", { name: new RegExp(dish.replace(/[()]/g, "\\$&")) })).toBeVisible();
  await page.goto(`/kitchen/tickets?date=${tomorrow}&slot=dinner`);
  await expect(page.getByRole("listitem").filter({ hasText: mother }).filter({ hasText: dish })).toBeVisible();

  for (const [address, word] of [
    [`/api/kitchen/production/pdf?date=${tomorrow}&slot=dinner&centre_id=1`, dish],
    [`/api/kitchen/tickets/pdf?date=${tomorrow}&slot=dinner&centre_id=1`, room],
  ] as const) {
    const pdf = await page.request.get(address);
    expect(pdf.status()).toBe(200);
    expect(textOf(await pdf.body()).replace(/\s/g, "")).toContain(word.replace(/\s/g, ""));
  }

  const login = { username: `shao.${systemNow().getTime()}`, password: "Moon-over-lake-9" };
  const registered = await request.post("/api/auth/register", { data: { ...login, full_name: mother } });
  expect(registered.status(), await registered.text()).toBe(201);
  const linked = await request.post(`/api/customers/${id}/account`, {
    data: { username: login.username },
    ...bearer(token),
  });
  expect(linked.status(), await linked.text()).toBe(200);
  const own = await apiLogin(request, login.username, login.password);
  const menu = await (await request.get("/api/wechat/customer/menu", bearer(own.token))).json();
  expect(menu.data.date).toBe(today);
  const planned = await (await request.get(`/api/confinement-meal-plans?customer_id=${id}`, bearer(token))).json();
  const plan = await (
    await request.get(`/api/confinement-meal-plans/${planned.data.items[0].id}`, bearer(token))
  ).json();
  const meals: { dish_name: string }[] = plan.data.week_plans[0].day_plans[0].meal_items;
  const shown = Object.values(menu.data).flatMap((meal) => (Array.isArray(meal) ? (meal as { name: string }[]) : []));
  expect(shown.length).toBeGreaterThan(3);
  for (const one of shown) expect(meals.map((meal) => meal.dish_name)).toContain(one.name);
});

function textOf(pdf: Buffer): string {
  const file = join(mkdtempSync(join(tmpdir(), "yuean-pdf-")), "sheet.pdf");
  writeFileSync(file, pdf);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}
