import { expect, test } from "@playwright/test";
import { generateSync } from "otplib";
import { apiLogin, bearer, signIn } from "./support";

/**
 * A new colleague's account, whose role asks for a second factor: a one-time password, a password of her own, the QR code and
 * recovery codes; her logins with where they are from; and out she is when the account is disabled.
 */
const OWN = "longan-and-red-dates-tea";

test("a new colleague's first log-in, her open logins, and the end of her account", async ({ page, request }) => {
  const admin = bearer((await apiLogin(request, "admin")).token);
  const read = async (path: string) => (await (await request.get(path, admin)).json()).data;
  const demand = async (value: string[]) => {
    const setting = (await read("/api/settings")).find((one: { name: string }) => one.name === "identity.mfa_roles");
    const data = { name: setting.name, value, version: setting.version };
    expect((await request.put("/api/settings", { data, ...admin })).status()).toBe(200);
  };
  const role = (await read("/api/roles?page_size=100")).items.find((one: { name: string }) => one.name === "cashier");
  const username = `new-${crypto.randomUUID().slice(0, 8)}`;
  const made = await request.post("/api/users", {
    data: { username, full_name: "钱朝露", roles: [{ role_id: role.id, centre_id: 1 }] },
    ...admin,
  });
  expect(made.status(), await made.text()).toBe(201);
  const { id, one_time_password: oneTime } = (await made.json()).data;

  await demand(["cashier"]);
  try {
    await signIn(page, username, oneTime);
    await expect(page).toHaveURL(/\/change-password/);
    await page.goto("/customers");
    await expect(page).toHaveURL(/\/change-password/);
    await page.getByLabel("现在的密码").fill(oneTime);
    await page.getByLabel(/^新密码/).fill(OWN);
    await page.getByLabel("再写一遍新密码").fill(OWN);
    await page.getByRole("button", { name: "换好，开始用" }).click();

    await page.waitForURL(/\/enrol/);
    await page.getByRole("button", { name: "开始绑定" }).click();
    await expect(page.getByRole("img", { name: "绑定用的二维码" })).toBeVisible();
    const secret = ((await page.locator("code").first().textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel("6 位数字").fill(generateSync({ secret }));
    await page.getByRole("button", { name: "验证并启用" }).click();
    await expect(page.getByText("把这 10 个恢复码存好")).toBeVisible();
    const codes = await page.locator("li code").allTextContents();
    expect(new Set(codes).size).toBe(10);
    await page.getByRole("button", { name: "我存好了" }).click();
    await page.waitForURL((url) => url.pathname === "/");

    const half = await request.post("/api/auth/login", { data: { username, password: OWN } });
    expect((await half.json()).data).toMatchObject({ otp_required: true });
    const phone = await request.post("/api/auth/login", {
      data: { username, password: OWN, otp: codes[0] },
      headers: {
        "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.50",
        "x-forwarded-for": "203.0.113.9", // nobody asked: without a proxy the address is the socket's
      },
    });
    const onPhone = bearer((await phone.json()).data.access_token);
    expect((await request.get("/api/auth/me", onPhone)).status()).toBe(200);

    await page.goto("/me/sessions");
    const lines = page.getByRole("listitem").filter({ hasText: "登录" });
    await expect(lines.filter({ hasText: "正在用的这台" })).toContainText("127.0.0.1");
    await expect(lines.filter({ hasText: "iPhone" })).toContainText("127.0.0.1");
    await lines.filter({ hasText: "iPhone" }).getByRole("button", { name: "结束" }).click();
    await page.getByRole("button", { name: "结束这次登录" }).click();
    await expect(lines.filter({ hasText: "iPhone" })).toHaveCount(0);
    expect((await request.get("/api/auth/me", onPhone)).status()).toBe(401);

    expect((await request.delete(`/api/users/${id}`, admin)).status()).toBe(200);
    await page.goto("/me");
    await expect(page).toHaveURL(/\/login/);
  } finally {
    await demand([]);
  }
});
