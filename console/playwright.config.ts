import { defineConfig } from "@playwright/test";

// Root may not use Chromium's sandbox; the only page opened is our own.
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // The tests share one town's five cars.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL: process.env.LIANDONG_URL ?? "http://127.0.0.1:8110",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1366, height: 768 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.LIANDONG_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        ...(root ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
