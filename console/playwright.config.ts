import { defineConfig } from "@playwright/test";

// Root may not use Chromium's sandbox; the only page opened is our own.
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  // What is wrong is told sooner; a machine that is slow for a while is not wrong.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  // The tests share one town's five cars.
  workers: 1,
  fullyParallel: false,
  // Browser, server and database share two cores and one disk: what a stall of the machine failed passes the
  // second or third time, and is told as flaky.
  retries: 2,
  reporter: [["list"]],
  use: {
    // What cannot be done is said where it is, and not when the whole time is up.
    actionTimeout: 60_000,
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
