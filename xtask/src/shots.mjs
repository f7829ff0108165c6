// Takes the README's pictures. Run by `cargo xtask shots`, which starts the server and sets
//   LIANDONG_URL, LIANDONG_TOKEN_DISPATCHER, LIANDONG_CHROMIUM, LIANDONG_SHOTS (where to write).
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "../../console/package.json"));
const { chromium } = require("@playwright/test");

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const url = need("LIANDONG_URL");
const token = need("LIANDONG_TOKEN_DISPATCHER");
const out = need("LIANDONG_SHOTS");

// Root may not use Chromium's sandbox; the only page opened is our own.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: need("LIANDONG_CHROMIUM"), args });
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  await page.goto(`${url}/#token=${token}`);
  // The live page never falls silent (server-sent events): wait for calls in the list instead.
  await page.locator("table tbody tr, [role=listitem]").first().waitFor({ timeout: 30_000 });
  // The offer of a tour is answered on the first day.
  await page.getByRole("button", { name: "不用了" }).click();
  // Let a few live calls come in.
  await page.waitForTimeout(5_000);
  // One incident in hand: the first whose crew is on its way or at work.
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("j");
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: path.join(out, "console.png") });
  console.log(`wrote ${path.join(out, "console.png")}`);
} finally {
  await browser.close();
}
