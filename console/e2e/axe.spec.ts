import { expect, test } from "@playwright/test";
import { act, clean, DESK, desk, fits, newWindow, newAddress, open, PHONE, takeCall } from "./people";

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use it on ${name}`, async ({ browser }) => {
    const stranger = await newWindow(browser, size);
    await stranger.goto("/");
    await expect(stranger.getByRole("heading", { name: "登录" })).toBeVisible();
    await clean(stranger, "login");
    await stranger.getByText("口令登录", { exact: true }).click();
    await clean(stranger, "login with a token");
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
    await page.goto("/planning");
    await expect(page.getByRole("heading", { name: "测算：几辆车守得住承诺" })).toBeVisible();
    await clean(page, "planning");
    await fits(page);
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
