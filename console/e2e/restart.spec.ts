// The server is killed and comes back: every page goes on by itself, and nothing that was typed is lost.
import { expect, type Page, test } from "@playwright/test";
import { act, PHONE, phaseIs, submit } from "./people";
import { Server } from "./server";

const comes = (page: Page, address: string) =>
  page.evaluate(async (address) => {
    const answer = await fetch("/api/v1/incidents", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify({ source: "by_hand", address, text: "路灯不亮" }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }, address);

test("the server is killed and comes back: every page recovers, and what was typed is there and is sent", async ({ browser }) => {
  const server = await Server.make();
  try {
    await server.start();
    const admin = await server.window(browser, "admin-1", "/admin/policy");
    await expect(admin.getByRole("button", { name: "修改" })).toBeVisible();
    await comes(admin, "中断前来电");

    // Everybody has begun to write.
    const room = await server.window(browser, "commander-1", "/");
    await room.getByRole("list", { name: "警情列表" }).getByRole("button", { name: "中断前来电" }).click();
    await act(room, "介入");
    await room.getByLabel("原因", { exact: true }).fill("指挥长到场");
    const intake = await server.window(browser, "dispatcher-1", "/");
    await expect(intake.getByText("实时", { exact: true })).toBeVisible();
    await intake.locator("body").press("n");
    await intake.getByLabel("地址", { exact: true }).fill("中断中记下的来电");
    await intake.getByLabel("来电内容").fill("窨井盖松动");
    await admin.getByRole("button", { name: "修改" }).click();
    const grace = admin.getByLabel(/^补报宽限（分钟）/);
    await grace.fill("7");
    const ledger = await server.window(browser, "performance-1", "/performance/pinganliandong/ledger?at=2024-12-31");
    await ledger.getByRole("button", { name: "记一笔" }).click();
    const booking = ledger.getByRole("form", { name: "记账" });
    await booking.getByLabel("日期").fill("2024-12-20");
    await booking.getByLabel("摘要").fill("中断前写的摘要");
    const duty = await server.window(browser, "duty-1", "/duty/trainings?new=yes");
    await duty.getByLabel("名称").fill("中断前写的培训");
    const map = await server.window(browser, "commander-2", "/map");
    const wall = await server.window(browser, "leader-1", "/wall");
    await expect(wall.getByTestId("wall-received")).toHaveText("1");
    const inbox = await server.window(browser, "officer-urban-management", "/inbox");
    const calls = await server.window(browser, "follow-up-1", "/follow-up");
    const phone = await server.window(browser, "crew-1", "/patrol", PHONE);
    await expect(phone.getByText("已连接", { exact: true })).toBeVisible();
    const live = [room, intake, map, inbox, calls];
    for (const page of live) await expect(page.getByText("实时", { exact: true }).first()).toBeVisible();

    await server.kill();
    for (const page of live) await expect(page.getByText(/连接中断|重新连接|正在重连/).first()).toBeVisible();
    await expect(wall.getByText("连接中断，正在重连")).toBeVisible();
    await expect(phone.getByText("已连接", { exact: true })).toBeHidden();
    // What is sent now is refused in words, and stays.
    await submit(room);
    await expect(room.getByRole("form", { name: "介入" }).getByText("network")).toBeVisible();
    await submit(intake);
    await expect(intake.getByText("network").first()).toBeVisible();
    await booking.getByLabel("金额（元）").fill("12.34");
    await booking.getByRole("button", { name: "记入" }).click();
    await expect(ledger.getByText("network").first()).toBeVisible();

    await server.start();
    for (const page of live) await expect(page.getByText("实时", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    await expect(phone.getByText("已连接", { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(wall.getByText("连接中断，正在重连")).toBeHidden({ timeout: 60_000 });

    await expect(room.getByLabel("原因", { exact: true })).toHaveValue("指挥长到场");
    await submit(room);
    await expect(room.getByText("已介入")).toBeVisible();
    await expect(intake.getByLabel("地址", { exact: true })).toHaveValue("中断中记下的来电");
    await submit(intake);
    await expect(intake.getByRole("heading", { name: "中断中记下的来电" })).toBeVisible();
    await phaseIs(intake, "接警");
    await expect(grace).toHaveValue("7");
    await admin.getByRole("button", { name: "看改了什么" }).click();
    await admin.getByRole("button", { name: "采用", exact: true }).click();
    await expect(admin.getByRole("heading", { name: "现行第 2 版" })).toBeVisible();
    await booking.getByRole("button", { name: "记入" }).click();
    await expect(ledger.getByRole("row").filter({ hasText: "中断前写的摘要" })).toContainText("12.34");
    await expect(duty.getByLabel("名称")).toHaveValue("中断前写的培训");
    // The others hear of it by themselves.
    await expect(wall.getByTestId("wall-received")).toHaveText("2", { timeout: 60_000 });
    await expect(map.getByRole("list", { name: "警情" }).getByRole("button", { name: /中断中记下的来电/ })).toBeVisible();
    for (const page of [...live, admin, ledger, duty, wall, phone]) {
      expect(await page.evaluate(() => "neverReloaded" in window), page.url()).toBe(true);
    }
  } finally {
    await server.end();
  }
});
