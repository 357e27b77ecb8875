import { defineConfig } from "@playwright/test";

/** Journeys against a built server on its own database (see scripts/test.mjs, which starts it and sets E2E_BASE_URL). */
export default defineConfig({
  testDir: "e2e",
  // Looks (axe, phone width) take long: E2E_LOOKS=1 runs them too.
  testIgnore: process.env.E2E_LOOKS ? [] : ["look.spec.ts"],
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://127.0.0.1:3100",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
  },
});
