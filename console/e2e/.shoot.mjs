// usage: node shoot.mjs name role path [WxH] [lang] [clickSelector…]
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
const log = readFileSync("/tmp/c5/desks/server.log", "utf8");
const jobs = JSON.parse(process.argv[2]);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const { name, role, path, size = [1366, 768], lang = "zh-CN", clicks = [], full = false, account } of jobs) {
  const token = new RegExp(`^login ${role} ${account ?? "\\S+"} \\S+#token=(\\S+)`, "m").exec(log)[1];
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  page.on("pageerror", (e) => console.log(name, "PAGEERROR", e.message));
  page.on("console", (m) => m.type() === "error" && console.log(name, "CONSOLE", m.text().slice(0, 300)));
  await page.addInitScript((l) => localStorage.setItem("liandong.language", l), lang);
  await page.goto(`http://127.0.0.1:8440${path}#token=${token}`);
  await page.waitForTimeout(2500);
  for (const click of clicks) { await page.locator(click).first().click({ timeout: 5000 }).catch((e) => console.log(name, "CLICK", click, e.message.slice(0, 200))); await page.waitForTimeout(900); }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) console.log(name, "OVER", over);
  await page.screenshot({ path: `/tmp/c5/desks/shots/${name}.png`, fullPage: full });
  console.log(name, page.url());
  await context.close();
}
await browser.close();
