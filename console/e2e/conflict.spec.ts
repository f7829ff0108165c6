import { expect, test } from "@playwright/test";
import { act, choose, command, desk, newAddress, phaseIs, submit, takeCall, token } from "./people";

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

test("an answer that comes late closes its own form and no other", async ({ browser }) => {
  const page = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(page, { address, text: "小区门口有人摆摊占道" });
  await act(page, "确认分类");
  await choose(page, "大类", "应急联动");
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/commands", async (route) => {
    const response = await route.fetch();
    await released;
    await route.fulfill({ response });
  });
  await submit(page);
  // The live stream is faster than the answer, and so is whoever works by it.
  await phaseIs(page, "已确认分类");
  await act(page, "介入");
  await page.getByLabel("原因").fill("涉及多户，由我统一协调");
  release();
  await expect(page.getByText(/确认分类：已记录/)).toBeVisible();
  await expect(page.getByRole("form", { name: "介入" })).toBeVisible();
  await expect(page.getByLabel("原因")).toHaveValue("涉及多户，由我统一协调");
  await expect(page.getByLabel("原因")).toBeFocused();
});

test("a broken stream is taken up where it ended, without a gap and without loading anew", async ({ browser }) => {
  const other = await desk(browser, "ADMINISTRATOR");
  const [before, during] = [newAddress(), newAddress()];
  await takeCall(other, { address: before, text: "路灯不亮" });
  const position = await other.evaluate(async () => {
    const list = await (await fetch("/api/v1/incidents?state=open&limit=1")).json();
    const log = await (await fetch(`/api/v1/incidents/${list.incidents[0].id}/events`)).json();
    return log.events.at(-1).position as number;
  });

  // The first stream ends after its hello, the second does not come about, the third is the server's.
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  const asked: string[] = [];
  let lists = 0;
  await page.route("**/api/v1/incidents?*", (route) => {
    lists += 1;
    return route.continue();
  });
  await page.route("**/api/v1/live*", async (route) => {
    asked.push(new URL(route.request().url()).search);
    if (asked.length === 2) return route.abort("connectionreset");
    if (asked.length > 2) return route.continue();
    const hello = JSON.stringify({ position, now: new Date().toISOString() });
    return route.fulfill({ contentType: "text/event-stream", body: `id: ${position}\nevent: hello\ndata: ${hello}\n\n` });
  });
  await page.goto(`/#token=${token("AUDITOR")}`);
  await expect(page.getByText("连接中断，正在重连")).toBeVisible();
  await expect(page.getByRole("button", { name: before })).toBeVisible();
  await takeCall(other, { address: during, text: "窨井盖松动" });
  await expect(page.getByRole("button", { name: during })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  expect(asked).toEqual(["", `?after=${position}`, `?after=${position}`]);
  expect(lists).toBe(1);
});
