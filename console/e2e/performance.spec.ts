import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { clean, DESK, fits, paper, PHONE } from "./people";

const PROJECT = "/performance/pinganliandong";
const TRACKING = "2024-08";
const DAYS = "from=2024-01-01&to=2024-08-31";

/** A call of the API with the window's own login. */
async function api(page: Page, method: string, path: string, body?: object): Promise<unknown> {
  const [ok, answer] = await page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return [answer.ok, await answer.json()] as const;
    },
    [method, path, body] as const,
  );
  if (!ok) throw new Error(JSON.stringify(answer));
  return answer;
}

type Filing = { id: string; stage: string; tracking: string; must_be_explained: string[] };

test("the budget is booked, reversed, and its errors stand at their fields", async ({ browser }) => {
  const page = await paper(browser, "PERFORMANCE", `${PROJECT}/ledger?at=2024-12-31`);
  await expect(page.getByText("执行率（年初预算）")).toBeVisible();
  await expect(page.getByText("执行率（调整后预算）", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "记一笔" }).click();
  const form = page.getByRole("form", { name: "记账" });
  await form.getByLabel("日期").fill("2024-12-20");
  await form.getByRole("button", { name: "记入" }).click();
  await expect(form.getByText("请填写")).toHaveCount(2);
  await form.getByLabel("金额（元）").fill("12.345");
  const note = `测试支付 ${Date.now()}`;
  await form.getByLabel("摘要").fill(note);
  await form.getByRole("button", { name: "记入" }).click();
  await expect(form.getByText(/金额读不出/)).toBeVisible();
  await clean(page, "booking");

  // What is typed outlives the page.
  await page.reload();
  await page.getByRole("button", { name: "记一笔" }).click();
  await expect(form.getByLabel("摘要")).toHaveValue(note);
  await form.getByLabel("金额（元）").fill("12.34");
  await form.getByRole("button", { name: "记入" }).click();
  const entry = page.getByRole("row").filter({ hasText: note });
  await expect(entry).toContainText("12.34");
  await entry.getByRole("button", { name: /冲销/ }).click();
  await form.getByLabel("日期").fill("2024-12-21");
  await form.getByLabel("摘要").fill("测试冲销");
  await form.getByRole("button", { name: "记入" }).click();
  await expect(entry).toContainText("冲销");
  await expect(entry.getByRole("button")).toHaveCount(0);
});

test("a figure opens to its formula, its records and their events", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", `${PROJECT}/indicators?${DAYS}`);
  await expect(page.locator("table.levels tbody tr:not(.level)")).toHaveCount(19, { timeout: 30_000 });
  await clean(page, "indicators");
  await page.getByRole("link", { name: /联警联动人员成本单价/ }).click();
  await expect(page).toHaveURL(/\/indicators\/cost-members\?from=2024-01-01&to=2024-08-31$/);
  await expect(page.getByText("截至跟踪日已生效合同明细")).toBeVisible();
  await page.getByRole("button", { name: /的事件/ }).first().click();
  const events = page.getByRole("dialog");
  await expect(events.getByText(/哈希（SM3）/).first()).toBeVisible();
  await expect(page).toHaveURL(/record=contract/);
  await clean(page, "events of a record");
  await page.reload();
  await expect(events.getByText(/哈希（SM3）/).first()).toBeVisible();
});

test("a form is written beside its page, judged, reviewed and signed by three people", async ({ browser }) => {
  const officer = await paper(browser, "PERFORMANCE", `${PROJECT}/filings`);
  const { filings } = (await api(officer, "GET", "/projects/pinganliandong/filings")) as { filings: Filing[] };
  for (const one of filings.filter((other) => other.tracking === TRACKING && !["signed", "abandoned"].includes(other.stage))) {
    await api(officer, "POST", `/filings/${one.id}/commands`, { command: { do: "abandon", reason: "测试" } });
  }
  await officer.reload();
  const open = officer.getByRole("form", { name: "开始填报" });
  await expect(open).toBeVisible();
  if (filings.some((one) => one.tracking === TRACKING && one.stage === "signed")) await open.getByLabel("更正理由").fill("测试更正");
  await open.getByRole("button", { name: "开始填报" }).click();
  await expect(officer).toHaveURL(/\/filings\/pinganliandong\.2024-08\.\d+$/);
  const id = new URL(officer.url()).pathname.split("/").at(-1) ?? "";
  const address = `/filings/${id}`;

  // The page beside it shows what is being typed; a figure without a source is told once it is saved.
  const conclusion = officer.getByRole("region", { name: "三、阶段性跟踪结论" }).getByRole("textbox");
  await conclusion.fill("共处置警情98765起，实施情况良好。");
  const beside = officer.getByRole("complementary", { name: "预览" });
  await expect(beside).toContainText("共处置警情98765起");
  await expect(officer.getByText("1 处未保存")).toBeVisible();
  await officer.reload();
  await expect(conclusion).toHaveValue(/98765起/);
  await officer.getByRole("button", { name: "保存", exact: true }).click();
  const card = officer.getByRole("region", { name: "三、阶段性跟踪结论" });
  await expect(card.getByText(/文中的“98765起”在本表数据中没有来源/)).toBeVisible();
  await expect(card.getByText("以数据写成的草稿")).toBeVisible();
  await clean(officer, "filing");
  await fits(officer);
  await card.getByRole("button", { name: "恢复草稿" }).click();
  await expect(conclusion).not.toHaveValue(/98765起/);

  // Judgements: the figures' word confirmed, or another with its reason.
  await officer.goto(`${address}?view=judgements`);
  for (const name of ["年内完成预算的可能性", "年内完成目标的可能性"]) {
    const one = officer.getByRole("region", { name });
    await one.getByText("有可能完成", { exact: true }).last().click();
    const why = one.getByLabel("改判理由（印在表上）");
    if (await why.isVisible()) {
      await why.fill("测试改判");
      await one.getByRole("button", { name: "改判" }).click();
    } else await one.getByRole("button", { name: /^确认/ }).click();
    await expect(one.getByText(/^已(确认|改判)$/)).toBeVisible();
  }

  const view = (await api(officer, "GET", address)) as Filing;
  const edits = view.must_be_explained.flatMap((indicator) =>
    ["cause", "remedy"].map((cell) => ({ field: `rows.${indicator}.${cell}`, text: "测试说明" })),
  );
  if (edits.length > 0) await api(officer, "POST", `${address}/commands`, { command: { do: "edit", edits } });
  await officer.goto(`${address}?view=causes`);
  await officer.getByRole("button", { name: "提交（经办）" }).click();
  await officer.getByRole("dialog").getByRole("button", { name: "提交（经办）" }).click();
  await expect(officer.getByText("您是经办人，不能审核或签署自己的表。")).toBeVisible();
  await expect(officer.getByRole("button", { name: "审核通过" })).toHaveCount(0);

  const other = await paper(browser, "PERFORMANCE_2", address);
  await other.getByRole("button", { name: "审核通过" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "审核通过" }).click();
  await expect(other.locator(".stage-line .here")).toContainText("已审核");

  const leader = await paper(browser, "LEADER", address);
  await leader.getByRole("button", { name: "签署" }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "签署" }).click();
  await expect(leader.getByText(/已签署锁定/)).toBeVisible({ timeout: 30_000 });
  await leader.goto(`${address}?view=history`);
  await expect(leader.getByRole("region", { name: "封存" })).toContainText("PDF");
  await clean(leader, "history and seal");
  const coming = leader.waitForEvent("download");
  await leader.getByRole("button", { name: "下载 PDF" }).click();
  const content = await readFile(await (await coming).path());
  expect(content.subarray(0, 4).toString("latin1")).toBe("%PDF");
});

test("a workbook comes back with its changes shown first", async ({ browser }) => {
  const page = await paper(browser, "PERFORMANCE", `${PROJECT}/filings`);
  const { filings } = (await api(page, "GET", "/projects/pinganliandong/filings")) as { filings: Filing[] };
  let filing = filings.find((one) => one.stage === "open");
  filing ??= (await api(page, "POST", "/projects/pinganliandong/filings", { tracking: "2024-12", reason: "测试" })) as Filing;
  await page.goto(`/filings/${filing.id}?view=workbook`);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载 XLSX" }).click();
  const file = await (await coming).path();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "选择改好的 XLSX" }).click();
  await (await chooser).setFiles({ name: "form.xlsx", mimeType: "application/octet-stream", buffer: await readFile(file) });
  await expect(page.getByText("与导出时相同，没有修改")).toBeVisible();
  const broken = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "选择改好的 XLSX" }).click();
  await (await broken).setFiles({ name: "form.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("no workbook") });
  await expect(page.getByRole("alert")).toBeVisible();
  await clean(page, "workbook");
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`every part of a project can be used on ${name}`, async ({ browser }) => {
    const page = await paper(browser, "PERFORMANCE", "/performance", size);
    await page.getByRole("link", { name: "华漕镇平安联动项目" }).first().click();
    await expect(page.getByRole("heading", { name: "指标红黄绿灯" })).toBeVisible();
    for (const part of ["总览", "合同", "佐证与问卷", "项目概况", "填报", "年终自评", "预算台账"]) {
      await page.getByRole("navigation", { name: "项目各部分" }).getByRole("link", { name: part }).click();
      await expect(page.locator("main .ant-spin")).toHaveCount(0, { timeout: 30_000 });
      if (size === PHONE) await clean(page, part);
      await fits(page);
    }
  });
}

test("whose work it is not is told so", async ({ browser }) => {
  const page = await paper(browser, "MEMBER", "/performance");
  await expect(page.getByText("按您的角色，不能查看绩效、报告和表单校验。")).toBeVisible();
  await page.goto("/admin/accounts");
  await expect(page.getByText("按您的角色，不能查看街镇管理。")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "我的账号" })).toBeVisible();
});
