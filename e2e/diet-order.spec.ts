import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { addDays, addMinutes, dayOf, instantOf, systemNow } from "@/lib/time";
import { apiLogin, as, bearer } from "./support";

/**
 * A doctor's diet order while the meal is still to be cooked. Whatever the hour, the wall shows the next meal that is not
 * over; it is cut off first where it is not yet. Four people, two of them looking at the same time.
 */
type Tray = { patient_id: number; customer_id: number; customer_name: string; room: string };
type Ticket = Tray & { hard: { label: string }[]; soft: { label: string }[]; lines: { note: string | null }[] };
type Meal = { date: string; slot: { code: string; name: string } };

/** A meal this close to its hour is as good as served. */
const MARGIN_MINUTES = 15;
const LIVE = 45_000; // the order is worked off in the background and told from there

test("a diet order reaches the pots, the trays and everyone who must know, without a reload", async ({
  page: wall,
  browser,
  request,
}) => {
  test.setTimeout(480_000);
  const { token } = await apiLogin(request, "manager");
  const meal = await nextToCook(request, token);
  await as(wall, "chef");
  await wall.goto(`/kitchen/wall?date=${meal.date}&slot=${meal.slot.code}`);
  await issueTickets(wall, async () => {
    const query = `date=${meal.date}&slot=${meal.slot.code}`;
    const { data } = await (await request.get(`/api/kitchen/tickets?${query}`, bearer(token))).json();
    return (data.tickets as { issued: object | null }[]).some((ticket) => ticket.issued !== null);
  });
  const mother = await someoneWithoutLowSalt(request, token, meal);
  const who = new RegExp(`${mother.room}.*${mother.customer_name}`);

  const others = await Promise.all(["doctor", "nurse", "dietitian"].map(() => browser.newContext()));
  const [doctor, nurse, dietitian] = (await Promise.all(others.map((context) => context.newPage()))) as [
    Page,
    Page,
    Page,
  ];
  await as(doctor, "doctor");
  await as(nurse, "nurse");
  await as(dietitian, "dietitian");

  const number = await test.step("the doctor gives the order", async () => {
    await doctor.goto("/medical-orders/new");
    await doctor.getByRole("textbox", { name: "找照护对象" }).fill(mother.customer_name);
    await doctor.getByRole("link", { name: who }).first().click();
    await doctor.getByText("低盐", { exact: true }).first().click();
    await doctor.getByRole("button", { name: "开立医嘱" }).click();
    const said = doctor.getByText(/已开立 \S+。/);
    await said.waitFor();
    return /已开立 (\S+?)。/.exec((await said.textContent()) ?? "")?.[1] ?? "";
  });

  await test.step("the wall shows the change by itself; the kitchen takes it while the line is gone, and it is sent once it is back", async () => {
    const ticket = wall
      .getByRole("complementary", { name: "差异单" })
      .getByRole("listitem")
      .filter({ hasText: mother.room })
      .filter({ hasText: meal.slot.name });
    await expect(ticket.first()).toContainText("少盐", { timeout: LIVE });
    await ticket
      .first()
      .getByRole("button", { name: /知道了/ })
      .click();
    await expect(ticket).toHaveCount(0, { timeout: LIVE });
  });

  await test.step("the nurse sees the order on her home and confirms it", async () => {
    await nurse.goto("/");
    const waiting = nurse
      .getByRole("region", { name: "等您确认的医嘱" })
      .getByRole("listitem")
      .filter({ hasText: mother.room });
    await expect(waiting.first()).toContainText("低盐");
    await waiting.first().getByRole("button", { name: "知道了" }).click();
    await expect(waiting).toHaveCount(0);
  });

  await test.step("the tray's ticket is issued anew", async () => {
    await nurse.goto(`/kitchen/tickets?date=${meal.date}&slot=${meal.slot.code}`);
    const tray = nurse
      .getByRole("listitem")
      .filter({ has: nurse.getByRole("button", { name: `送达，${mother.room} ${mother.customer_name}` }) });
    await expect(tray).toContainText("第 1 次改");
    await expect(tray).toContainText("少盐");
    await expect(tray.getByText("厨房还没确认改动，先别送")).toHaveCount(0);
  });

  await test.step("who acknowledged stays written down, beside the plan it came from", async () => {
    await dietitian.goto(`/kitchen/deltas?date=${meal.date}&slot=${meal.slot.code}`);
    const row = dietitian.getByRole("row").filter({ hasText: mother.room }).first();
    await expect(row).toContainText("知道了");
    await expect(row).toContainText("医嘱");
    await row.getByRole("link", { name: "看这一餐" }).click();
    await dietitian.waitForURL(/\/plans\?customer_id=/);
    await dietitian.getByRole("row").filter({ hasText: mother.customer_name }).first().click();
    await dietitian.waitForURL(/\/plans\/\d+/);
    await expect(dietitian.getByRole("main")).toContainText("低盐");
  });

  await test.step("the doctor sees it confirmed, and stops it", async () => {
    await doctor.goto(`/customers/${mother.customer_id}?tab=orders`);
    const order = doctor.getByRole("listitem").filter({ hasText: number });
    await expect(order).not.toContainText("护士还没确认");
    await order.getByRole("button", { name: "停止" }).click();
    const dialog = doctor.getByRole("dialog");
    await dialog.getByRole("textbox").first().fill("血压平稳");
    await dialog.getByRole("button", { name: "停止医嘱" }).click();
    await expect(dialog).toBeHidden();
  });
  await Promise.all(others.map((context) => context.close()));
});

/** Cuts the meal on the wall off, where nobody has yet. */
async function issueTickets(wall: Page, isIssued: () => Promise<boolean>): Promise<void> {
  await wall.getByRole("navigation", { name: "餐次" }).waitFor();
  const issue = wall.getByRole("button", { name: /^现在(截单|出票)$/ });
  await expect(async () => {
    if (await isIssued()) return;
    if (await issue.isVisible()) await issue.click();
    expect(await isIssued()).toBe(true);
  }).toPass({ timeout: LIVE });
}

/** Snacks may have no salt in them. */
const salted: ReadonlySet<string> = new Set(["breakfast", "lunch", "dinner"]);

/** The next meal whose hour has not come: of today, else the first of tomorrow. */
async function nextToCook(request: APIRequestContext, token: string): Promise<Meal> {
  const { data } = await (await request.get("/api/kitchen/wall", bearer(token))).json();
  const now = systemNow();
  const today = dayOf(now);
  const slots = (data.slots as (Meal["slot"] & { serving_time: string })[]).filter(({ code }) => salted.has(code));
  const next = slots.find((slot) => instantOf(today, slot.serving_time) > addMinutes(now, MARGIN_MINUTES));
  const slot = next ?? slots[0];
  if (!slot) throw new Error("there are no meal slots");
  return { date: next ? today : addDays(today, 1), slot };
}

/** A mother whose tray of the meal still waits and is not yet made with little salt. */
async function someoneWithoutLowSalt(request: APIRequestContext, token: string, meal: Meal): Promise<Tray> {
  const query = `date=${meal.date}&slot=${meal.slot.code}`;
  const answer = await (await request.get(`/api/kitchen/tickets?${query}`, bearer(token))).json();
  const mother = (answer.data.tickets as Ticket[]).find(
    (ticket) =>
      ticket.room !== null &&
      ![...ticket.hard, ...ticket.soft].some((one) => one.label.includes("盐")) &&
      !ticket.lines.some((line) => line.note?.includes("盐")) &&
      ticket.lines.length >= 2,
  );
  if (!mother) throw new Error("nobody in the house eats with salt");
  return mother;
}
