import { expect, test } from "@playwright/test";
import { act, choose, command, desk, newAddress, phaseIs, submit, takeCall } from "./people";

test("somebody else was first: the page says what happened and keeps what was typed", async ({ browser }) => {
  const first = await desk(browser, "COMMANDER");
  const second = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(first, { address, text: "邻居堆放杂物，发生争吵" });
  await act(first, "确认分类");
  await choose(first, "大类", "纠纷类");
  await submit(first);
  await phaseIs(first, "已确认分类");

  await act(first, "介入");
  await first.getByLabel("原因").fill("涉及多户，由我统一协调");
  await command(second, address, { do: "accept" });
  // Told at once by the live stream.
  await expect(first.getByTestId("news")).toContainText("接收");
  await submit(first);
  // And by the server, to whoever sends all the same.
  await expect(first.getByRole("alert").getByText("version_conflict")).toBeVisible();
  await expect(first.getByLabel("原因")).toHaveValue("涉及多户，由我统一协调");
  await first.getByRole("button", { name: "已知悉，按最新情况继续" }).click();
  await expect(first.getByTestId("news")).toBeHidden();
  await expect(first.getByLabel("原因")).toHaveValue("涉及多户，由我统一协调");
  await submit(first);
  await expect(first.getByText("已介入")).toBeVisible();
});

test("an act whose answer is lost is sent again and happens once", async ({ browser }) => {
  const page = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(page, { address, text: "树枝倒伏在路上" });
  await act(page, "确认分类");
  await choose(page, "大类", "应急联动");
  let lost = 0;
  await page.route("**/commands", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await submit(page);
  await expect(page.getByText("network")).toBeVisible();
  await submit(page);
  await phaseIs(page, "已确认分类");
  await expect(page.getByRole("form", { name: "确认分类" })).toBeHidden();
  await expect(page.getByTestId("timeline").locator("[data-kind='incident.classified']")).toHaveCount(1);
});

test("the stream is taken up again after a break, without a gap", async ({ browser }) => {
  const page = await desk(browser, "AUDITOR");
  const other = await desk(browser, "ADMINISTRATOR");
  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  const address = newAddress();
  await takeCall(other, { address, text: "路灯不亮" });
  await page.context().setOffline(false);
  await expect(page.getByRole("button", { name: address })).toBeVisible({ timeout: 30_000 });
});
