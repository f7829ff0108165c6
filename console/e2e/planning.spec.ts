// Planning: a town whose log is too short is told so; one with two months behind it plans its next budget.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { clean, DESK, fits, paper, PHONE } from "./people";
import { Server } from "./server";

test("a town whose log is too short is told what is missing, and what was typed stays", async ({ browser }) => {
  const page = await paper(browser, "PERFORMANCE", "/planning");
  await expect(page.getByRole("heading", { name: "测算：几辆车守得住承诺" })).toBeVisible();
  // Half a year is there to begin with.
  await expect(page.getByLabel("起", { exact: true })).not.toHaveValue("");
  await page.getByLabel("起", { exact: true }).fill("2024-03-01");
  await page.getByLabel("止", { exact: true }).fill("2024-03-20");
  await page.getByRole("button", { name: "标定", exact: true }).click();
  await expect(page.getByRole("alert").getByText("所选时段的记录不足以测算")).toBeVisible();
  await expect(page.getByText("log_too_short")).toBeVisible();
  await expect(page.getByText("请选更长的时段")).toBeVisible();
  await clean(page, "a log that is too short");
  await fits(page);
  await page.reload();
  await expect(page.getByLabel("止", { exact: true })).toHaveValue("2024-03-20");
});

test("whose work it is not finds no planning", async ({ browser }) => {
  const page = await paper(browser, "MEMBER", "/planning");
  await expect(page.getByText("按您的角色，不能查看绩效、报告和表单校验。")).toBeVisible();
  await expect(page.getByRole("link", { name: "测算", exact: true })).toHaveCount(0);
});

/** The model of the two months that the town has behind it. */
async function fit(page: Page): Promise<void> {
  await expect(page.getByLabel("止", { exact: true })).toHaveValue("2024-04-30");
  await page.getByLabel("起", { exact: true }).fill("2024-03-01");
  await page.getByRole("button", { name: "标定", exact: true }).click();
  await expect(page.getByText(/平均每周来警 \d+ 起/)).toBeVisible({ timeout: 120_000 });
}

/** As quick as may be: what is tested is the page. */
async function quick(page: Page): Promise<void> {
  await page.getByText("重复次数、天数与随机种子").click();
  await page.getByLabel("重复次数", { exact: true }).fill("6");
  await page.getByLabel("每次天数").fill("28");
}

async function compute(page: Page, answers: number): Promise<void> {
  await page.getByRole("button", { name: "开始测算" }).click();
  await expect(page.getByTestId("plan-answer")).toHaveCount(answers, { timeout: 180_000 });
}

test.describe("a town with two months behind it", () => {
  let server: Server;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    server = await Server.simulated("2024-03-01", "2024-04-30");
    await server.start();
  });
  test.afterAll(() => server?.end());

  test("a planner compares, searches, keeps, quotes and withdraws", async ({ browser }) => {
    test.setTimeout(600_000);
    const page = await server.window(browser, "performance-1", "/planning");
    await fit(page);
    await expect(page.getByText(/项中有 \d+ 项落在预计范围内|时段太短，不能拿前几个月/)).toBeVisible();
    await expect(page.getByText(/现状 5 辆车、40 名队员，每年 3,382,000 元/)).toBeVisible();

    // One more car by day, with its cost before anything is computed.
    await page.getByRole("button", { name: "加一辆车", exact: true }).click();
    const card = page.getByRole("region", { name: "方案 1" });
    await expect(card.getByText(/6 辆车、44 名队员，每年 3,759,200 元，比现状多 377,200 元/)).toBeVisible();
    await page.getByRole("button", { name: "空白方案" }).click();
    const second = page.getByRole("region", { name: "方案 2" });
    await second.getByLabel("方案名称").fill("改划");
    await second.getByText("改划责任区", { exact: true }).click();
    await second.getByRole("button", { name: "归最近的备勤点" }).click();
    await expect(second.getByText(/改划责任区：\d+ 格换了区/).first()).toBeVisible();
    // The list does what the map does.
    await second.getByText(/不用地图/).click();
    const cell = second.locator(".plan-cell-list button").last();
    await expect(cell).toHaveAttribute("aria-pressed", "false");
    await cell.click();
    await expect(cell).toHaveAttribute("aria-pressed", "true");
    await cell.click();
    await expect(cell).toHaveAttribute("aria-pressed", "false");
    const nth = await second.locator(".plan-cell-list button").count();
    const shape = second.locator(`[data-cell="${nth - 1}"]`);
    await shape.scrollIntoViewIfNeeded();
    const box = await shape.boundingBox();
    if (!box) throw new Error("the cell is not drawn");
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(cell).toHaveAttribute("aria-pressed", "true");
    // The server draws areas with even work: told before and after, and put into the scenario.
    await second.getByRole("button", { name: "全部划回" }).click();
    await second.getByLabel("备勤点也可移动").check();
    const asked = page.waitForRequest("**/api/v1/plan/redraw");
    await second.getByRole("button", { name: "工作量均匀" }).click();
    expect((await asked).postDataJSON()).toMatchObject({ how: { move_waiting: true }, variant: { name: "改划" } });
    const drawn = second.getByTestId("plan-drawn");
    await expect(drawn.getByText(/最忙的区.*%.*仍须模拟才知到达率|不必为均匀而重划/).first()).toBeVisible({ timeout: 120_000 });
    await expect(drawn.getByRole("row")).toHaveCount(7);
    await expect(drawn.getByText("之后方案又改过")).toHaveCount(0);
    await clean(page, "areas drawn anew");
    await second.getByLabel("到达时限").fill("soon");
    await expect(second.getByRole("button", { name: "工作量均匀" })).toBeDisabled();
    await expect(page.getByText("“改划”：到达时限填 1 至 720 分钟。")).toBeVisible();
    await second.getByLabel("到达时限").fill("");

    // The file goes away and comes back; a broken one changes nothing.
    const taken = page.waitForEvent("download");
    await page.getByRole("button", { name: "存为方案文件" }).click();
    const text = await readFile(await (await taken).path(), "utf8");
    expect(JSON.parse(text).variants.map((one: { name: string }) => one.name)).toEqual(["加一辆白班车", "改划"]);
    const { areas } = JSON.parse(text).variants[1];
    expect(areas.length).toBeGreaterThan(0);
    const field = page.locator("input[type=file]");
    const bring = (body: string) => field.setInputFiles({ name: "方案.json", mimeType: "application/json", buffer: Buffer.from(body) });
    await bring(text.replace('"area": "', '"area": "no-'));
    await expect(page.getByRole("alert").getByText(/现在没有责任区“no-/)).toBeVisible();
    await bring(text);
    await expect(page.getByText("已读入 方案.json：2 个方案")).toBeVisible();

    await quick(page);
    // What is simulated is what was drawn, through the file and back.
    const simulated = page.waitForRequest("**/api/v1/plan/preview");
    await compute(page, 3);
    expect((await simulated).postDataJSON().variants[1].areas).toEqual(areas);
    await expect(page.getByTestId("plan-answer").nth(1)).toContainText(/加一辆白班车：每年多花 377,200 元/);
    await expect(page.getByTestId("plan-answer").first()).toContainText(/守得住|守不住|不能断定/);
    await expect(page.locator("table.plan-heat tbody tr").first().locator("td")).toHaveCount(24);
    for (const chart of await page.getByRole("figure").all()) await expect(chart).toBeVisible();
    await expect(page.getByRole("img", { name: /花多少钱/ })).toBeVisible();
    await page.getByRole("figure", { name: "花多少钱，按时到达率到多少" }).getByText("看数据").click();
    await expect(page.getByRole("region", { name: "花多少钱，按时到达率到多少" }).getByRole("row")).toHaveCount(4);
    await clean(page, "results");

    // Computing is given up, and what was there stays.
    await page.getByLabel("随机种子").fill("2");
    await expect(page.getByText("方案或单价改过了").first()).toBeVisible();
    await page.getByLabel("随机种子").fill("1");
    await expect(page.getByText("方案或单价改过了")).toHaveCount(0);

    // Kept, with what makes it again.
    await page.getByLabel(/^名称/).fill("明年加一辆白班车");
    await page.getByLabel(/^编号/).fill("one-by-day");
    await page.getByRole("button", { name: "留存", exact: true }).click();
    await expect(page.getByRole("heading", { name: "明年加一辆白班车" })).toBeVisible({ timeout: 180_000 });
    expect(new URL(page.url()).pathname).toBe("/planning/studies/one-by-day");
    await expect(page.getByText("liandong plan run one-by-day.json")).toBeVisible();
    const proof = page.getByRole("region", { name: "怎样重算" });
    await expect(proof.locator("code").first()).toHaveText(/^[0-9a-f]{64}$/);
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载方案文件" }).click();
    expect(Object.keys(JSON.parse(await readFile(await (await file).path(), "utf8"))).sort()).toEqual(["costs", "present", "promise", "variants"]);
    await clean(page, "a kept study");

    // Quoted in a filing, and no longer.
    await page.goto(`${new URL(page.url()).origin}/performance/pinganliandong/filings`);
    await page.getByRole("button", { name: "开始填报", exact: true }).click();
    await page.getByRole("link", { name: "预算依据" }).click();
    await page.getByLabel("留存的测算").click();
    await page.getByTitle("明年加一辆白班车 (one-by-day)").click();
    await page.getByRole("button", { name: "引用", exact: true }).click();
    const grounds = page.getByRole("region", { name: "成本指标：下年度预算测算依据" });
    await expect(grounds.getByText(/加一辆白班车：6辆车/)).toBeVisible();
    await clean(page, "quoted grounds");
    await grounds.getByRole("link", { name: "明年加一辆白班车" }).click();
    await expect(page.getByText("已引用")).toBeVisible();
    await page.getByRole("region", { name: "在填报中引用" }).getByRole("link").first().click();
    await grounds.getByRole("button", { name: /取消引用/ }).click();
    await expect(grounds.getByText("没有引用测算。")).toBeVisible();

    // Withdrawn with a reason.
    await page.goto(`${new URL(page.url()).origin}/planning/studies`);
    await page.getByRole("link", { name: "明年加一辆白班车" }).click();
    await page.getByRole("button", { name: "撤回" }).click();
    await page.getByLabel("原因").fill("单价有误");
    await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
    await expect(page.getByText("已撤回，不要再用：单价有误")).toBeVisible();

    // The cheapest fleet becomes a scenario.
    await page.getByRole("link", { name: "找最省的" }).click();
    await page.getByLabel("至少多少警情按时到达").fill("50");
    await page.getByLabel("每区最多几辆").fill("1");
    await page.getByLabel("全镇最少几辆").fill("4");
    await page.getByLabel("全镇最多几辆").fill("5");
    await page.getByRole("button", { name: "开始找" }).click();
    await expect(page.getByText(/守得住 50% 的最省车队：4 辆车/)).toBeVisible({ timeout: 180_000 });
    await expect(page.getByText("这就是最省的（全部方案已按费用排过）。")).toBeVisible();
    await clean(page, "a found fleet");
    await page.getByRole("region", { name: /最省车队/ }).getByRole("button", { name: "作为方案" }).click();
    await expect(page.getByLabel("方案名称").last()).toHaveValue("最省车队");
  });

  for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
    for (const language of ["zh", "en"] as const) {
      test(`everybody can use it on ${name}, in ${language}`, async ({ browser }) => {
        const page = await server.window(browser, "leader-1", "/planning", size);
        if (language === "en") await page.getByRole("button", { name: "English" }).click();
        const press = (zh: string, en: string) => page.getByRole("button", { name: language === "en" ? en : zh, exact: true }).click();
        // The days come from the log a little later than the page.
        await expect(page.locator("#plan-to")).toHaveValue("2024-04-30");
        await page.locator("#plan-from").fill("2024-03-01");
        await press("标定", "Learn");
        await press("警情变多", "More calls");
        await page.getByText(language === "en" ? "Repetitions, days and seed" : "重复次数、天数与随机种子").click();
        await page.locator("#run-replications").fill("4");
        await page.locator("#run-length").fill("14");
        await press("开始测算", "Compute");
        await expect(page.getByTestId("plan-answer")).toHaveCount(2, { timeout: 180_000 });
        await expect(page.locator("table.plan-heat")).toBeVisible();
        // A leader reads and computes, and keeps nothing.
        await expect(page.locator("#plan-keep")).toHaveCount(0);
        await page.getByText(language === "en" ? "Redraw the areas" : "改划责任区", { exact: true }).click();
        await expect(page.locator(".plan-chip").first()).toBeVisible();
        for (const data of await page.locator(".chart-data > summary").all()) await data.click();
        await clean(page, `planning, ${language}, ${size.width}`);
        await fits(page);
        await page.goto(`${new URL(page.url()).origin}/planning/cheapest`);
        await expect(page.locator("#plan-search")).toBeVisible({ timeout: 120_000 });
        await clean(page, `search, ${language}, ${size.width}`);
        await fits(page);
      });
    }
  }
});
