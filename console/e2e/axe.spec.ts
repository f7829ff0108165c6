import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { act, DESK, desk, newAddress, open, PHONE, takeCall } from "./people";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function clean(page: Page, what: string): Promise<void> {
  // Drawers slide in; colours of a moving thing say nothing.
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join("\n")}`);
  expect(told, what).toEqual([]);
}

/** Nothing may stick out at the side. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use it on ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: size, locale: "zh-CN" });
    const stranger = await context.newPage();
    await stranger.goto("/");
    await expect(stranger.getByRole("heading", { name: "登录" })).toBeVisible();
    await clean(stranger, "login");
    await stranger.getByLabel("访问口令").fill("nobody~0");
    await stranger.getByRole("button", { name: "登录" }).click();
    await expect(stranger.getByText("unauthenticated")).toBeVisible();
    await clean(stranger, "refused login");

    const page = await desk(browser, "ADMINISTRATOR", size);
    await clean(page, "queue");
    await fits(page);
    await page.locator("body").press("n");
    await expect(page.getByLabel("来电内容")).toBeVisible();
    await clean(page, "intake");
    await page.keyboard.press("Escape");
    await expect(page.getByLabel("来电内容")).toBeHidden();
    const address = newAddress();
    await takeCall(page, { address, text: "有人打架受伤流血", phone: "13812345678", name: "王小明" });
    await clean(page, "incident");
    await fits(page);
    await act(page, "确认分类");
    await clean(page, "confirm with dangers");
    await fits(page);
    await page.keyboard.press("Escape");
    if (size === PHONE) {
      await page.keyboard.press("Escape");
      await expect(page.getByRole("heading", { name: address })).toBeHidden();
      await open(page, address);
    }
    await page.getByRole("button", { name: "绩效表" }).click();
    await expect(page.locator("table.indicators tbody tr")).toHaveCount(19, { timeout: 30_000 });
    await clean(page, "form");
    await page.getByRole("button", { name: /证据/ }).first().click();
    await expect(page.getByTestId("evidence-total")).toBeVisible();
    await clean(page, "evidence");
  });
}

test("English has every word", async ({ browser }) => {
  const page = await desk(browser, "ADMINISTRATOR");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: /New call/ })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await clean(page, "English");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("banner").getByRole("button", { name: /接警/ })).toBeVisible();
});
