import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { clean, DESK, desk, fits, newAddress, open, paper, PHONE, takeCall } from "./people";

const DAY_MS = 86_400_000;
const ID = "weekly-2024-W28";

/** A day of the town, some days from today. */
const day = (ahead: number) => new Date(Date.now() + 8 * 3_600_000 + ahead * DAY_MS).toISOString().slice(0, 10);

/** A report as the server answered it for a town of some months; the tests' own town began today. */
async function recorded(page: Page): Promise<void> {
  const answer = await readFile(path.join(import.meta.dirname, `fixtures/${ID}.json`), "utf8");
  await page.route(`**/api/v1/reports/${ID}?*`, (route) => {
    const asked = new URL(route.request().url()).searchParams;
    if (asked.get("format") !== "json") return route.continue();
    const view = JSON.parse(answer);
    view.editions = [1, 2].map((edition) => ({ ...view.editions[0], edition }));
    view.edition = Number(asked.get("edition") ?? 2);
    return route.fulfill({ json: view });
  });
}

test("a day is looked at beforehand, published, listed, read and downloaded", async ({ browser }) => {
  const desktop = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(desktop, { address, text: "夜间施工噪声扰民" });

  const page = await desk(browser, "PERFORMANCE");
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "报告" }).click();
  await expect(page).toHaveURL(/\/reports\?kind=daily$/);
  await page.getByLabel("统计期内的一天").fill(day(0));
  await page.getByRole("button", { name: "预览", exact: true }).click();
  await expect(page).toHaveURL(`/reports/preview?kind=daily&day=${day(0)}`);
  await expect(page.getByText("预览，未发布：按现在的记录算出，什么都不写入。")).toBeVisible();
  await expect(page.getByRole("heading", { name: "华漕镇日通报" })).toBeVisible();
  // A town that began today: what is too small says so, and has no limits.
  await expect(page.getByText("样本过小，不作结论。")).toBeVisible();
  await expect(page.getByText(/基线不足20天或无警情：样本过小，不画控制限/)).toBeVisible();

  // A day that is not over is not published; the words are the server's.
  await page.getByRole("button", { name: "发布" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "发布" }).click();
  await expect(dialog.getByText("period_not_over")).toBeVisible();
  await dialog.getByRole("button", { name: "取消" }).click();
  await expect(dialog).toBeHidden();

  // One that is over is, once: sent again it says that nothing has changed.
  await page.goto(`/reports/preview?kind=daily&day=${day(-2)}`);
  await page.getByRole("button", { name: "发布" }).click();
  await dialog.getByRole("button", { name: "发布" }).click();
  await expect(page).toHaveURL(`/reports/daily-${day(-2)}`);
  await expect(page.getByRole("navigation", { name: "各版" }).getByRole("link", { name: /第 1 版/ })).toHaveAttribute("aria-current", "page");
  await page.getByRole("button", { name: "重出" }).click();
  await dialog.getByRole("button", { name: "发布" }).click();
  await expect(page.getByText("数据没有变化，仍为第 1 版")).toBeVisible();
  await expect(page.getByText(/数据摘要（SM3）[0-9a-f]{64}/)).toBeVisible();

  for (const [format, magic] of [["PDF", "%PDF"], ["XLSX", "PK"]] as const) {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: `下载 ${format}` }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`daily-${day(-2)}.1.${format.toLowerCase()}`);
    const content = await readFile(await download.path());
    expect(content.subarray(0, magic.length).toString("latin1")).toBe(magic);
  }

  await page.getByRole("link", { name: "返回日通报列表" }).click();
  const row = page.getByRole("row").filter({ hasText: `daily-${day(-2)}` });
  await expect(row).toContainText("第 1 版");
  await row.getByRole("link").click();
  await expect(page).toHaveURL(`/reports/daily-${day(-2)}`);
  await page.goBack();
  await expect(page).toHaveURL(/\/reports\?kind=daily$/);
});

test("the list goes on where a page ends", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", "/reports?kind=monthly");
  const line = (month: string) => ({
    id: `monthly-2024-${month}`, kind: "monthly", kind_name: "", from: `2024-${month}-01`, to: `2024-${month}-28`, edition: 1,
    published_at: "2024-09-01T00:00:00Z", log_position: 7,
  });
  await page.route("**/api/v1/reports?*", (route) => {
    const cursor = new URL(route.request().url()).searchParams.get("cursor");
    return route.fulfill({ json: cursor ? { reports: [line("01")], next: null } : { reports: [line("03"), line("02")], next: "place" } });
  });
  await page.reload();
  await expect(page.locator("table.report-list tbody tr")).toHaveCount(2);
  await page.getByRole("button", { name: "载入更早的报告" }).click();
  await expect(page.locator("table.report-list tbody tr")).toHaveCount(3);
  await expect(page.getByRole("button", { name: "载入更早的报告" })).toHaveCount(0);
  await page.unroute("**/api/v1/reports?*");
  await page.getByRole("link", { name: "年度" }).click();
  await expect(page).toHaveURL(/\/reports\/year$/);
});

test("a report: findings with their tests, charts with their data, earlier editions", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", "/reports");
  await recorded(page);
  await page.goto(`/reports/${ID}`);
  await expect(page.getByRole("heading", { name: "华漕镇周汇总" })).toBeVisible();
  await expect(page.getByText("2024年第28周　2024年7月8日至7月14日")).toBeVisible();
  await expect(page.getByRole("button", { name: /发布|重出/ })).toHaveCount(0);

  const findings = page.getByRole("region", { name: "一、文字结论" });
  await expect(findings.getByText(/警情类别构成与此前四周/)).toBeVisible();
  await findings.getByRole("link", { name: "见检验一览" }).click();
  const asked = page.locator("tr:focus");
  await expect(asked).toContainText("类别构成：与此前四周比");
  await expect(asked).toContainText("有差异");
  await findings.getByRole("link", { name: "见控制图" }).click();
  const control = page.locator("figure#chart-control");
  await expect(control).toBeFocused();
  await expect(control).toContainText("2024年7月14日：138起，↑ 高于控制上限（规则一）");

  // Every chart is told in words and has its data.
  const charts = page.locator("figure.chart");
  await expect(charts).toHaveCount(8);
  for (const chart of await charts.all()) {
    await expect(chart.locator("> [role=img]")).toHaveAttribute("aria-label", /数据见下方/);
    await expect(chart.locator("svg")).toBeVisible();
    await expect(chart.getByRole("table")).toBeHidden();
    await chart.getByText("看数据").click();
    await expect(chart.getByRole("table")).toBeVisible();
  }
  await expect(page.locator("#chart-kept").getByRole("row", { name: /到达现场/ })).toContainText("88.79%");
  await expect(page.locator("#table-tests")).toContainText("无对照期记录，不作结论");

  await page.getByRole("navigation", { name: "各版" }).getByRole("link", { name: /第 1 版/ }).click();
  await expect(page).toHaveURL(`/reports/${ID}?edition=1`);
  await expect(page.getByText("这是旧版；现行为第 2 版。")).toBeVisible();
  await page.getByRole("link", { name: "看现行版" }).click();
  await expect(page).toHaveURL(`/reports/${ID}`);
  await expect(page.getByText("这是旧版；现行为第 2 版。")).toHaveCount(0);

  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByText(/The make-up by category differs from the four weeks before/)).toBeVisible();
});

test("an incident's number leads to the desk", async ({ browser }) => {
  const page = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(page, { address, text: "楼道堆物" });
  const id = await page.evaluate(async (address) => {
    const list = await (await fetch("/api/v1/incidents?state=all&limit=200")).json();
    return list.incidents.find((one: { address: string }) => one.address === address).id as string;
  }, address);
  await page.goto(`/?incident=${id}`);
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  // The address stays, to be sent to a colleague.
  await expect(page).toHaveURL(`/?incident=${id}`);
  await open(page, address);
});

test("who may read none, and what is none, is told", async ({ browser }) => {
  const member = await paper(browser, "MEMBER", `/reports/${ID}`);
  await expect(member.getByText("按您的角色，不能查看绩效、报告和表单校验。")).toBeVisible();
  const page = await paper(browser, "AUDITOR", "/reports/daily-1999-13-01");
  await expect(page.getByText("no_such_report")).toBeVisible();
  await page.goto("/reports/preview?kind=daily&day=yesterday");
  await expect(page.getByText("bad_day")).toBeVisible();
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can read reports on ${name}`, async ({ browser }) => {
    test.slow(); // Long tables are looked at cell by cell.
    const page = await paper(browser, "PERFORMANCE", "/reports?kind=weekly", size);
    await expect(page.getByRole("heading", { name: "已发布的周汇总" })).toBeVisible();
    await clean(page, "list");
    await fits(page);
    await recorded(page);
    await page.goto(`/reports/${ID}`);
    await expect(page.locator("figure.chart svg")).toHaveCount(8);
    for (const data of await page.getByText("看数据").all()) await data.click();
    await clean(page, "report");
    await fits(page);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "1. Written findings" })).toBeVisible();
    await fits(page);
    await page.getByRole("button", { name: "Publish anew" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await clean(page, "publishing");
    await page.goto("/reports/year");
    await expect(page.getByText("The year's monthly reports side by side", { exact: false })).toBeVisible();
    await clean(page, "year");
    await fits(page);
  });
}
