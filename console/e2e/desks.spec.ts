import { type Browser, expect, type Page, test } from "@playwright/test";
import { choose, clean, command, DESK, desk, fits, newAddress, newWindow, paper, PHONE, type Role, takeCall, token } from "./people";

/** Opens the bare address as somebody who logs in does. */
async function lands(browser: Browser, role: Role, at: RegExp): Promise<Page> {
  const page = await newWindow(browser, DESK);
  await page.goto(`/#token=${token(role)}`);
  await expect(page).toHaveURL(at);
  return page;
}

/** A call whose work is done and which was referred, or was only reviewed. */
async function worked(page: Page, refer: boolean): Promise<string> {
  const address = newAddress();
  await takeCall(page, { address, text: "占道设摊，屡劝不听", phone: "13812340000", name: "王小明" });
  await command(page, address, { do: "confirm", category: "environment" });
  await command(page, address, { do: "accept" });
  const unit = await page.evaluate(async () => {
    const town = await (await fetch("/api/v1/town")).json();
    return town.units.find((one: { incident: string | null }) => !one.incident)?.id as string;
  });
  await command(page, address, { do: "assign", unit, leave_town_uncovered: "测试：其余车辆均在处置" });
  await command(page, address, { do: "arrive", how: "radio" });
  await command(page, address, { do: "dispose", outcome: "needs_department", text: "摊主不肯收摊" });
  await command(page, address, { do: "review", finding: "屡犯，宜由部门处理" });
  if (refer) await command(page, address, { do: "refer", department: "urban-management", reason: "占道设摊屡劝不听" });
  return address;
}

const bar = (page: Page) => page.getByRole("group", { name: "办理" });
const act = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true }).click();
/** Sends the form that has this name. */
const send = (page: Page, form: string) => page.getByRole("form", { name: form, exact: true }).locator("[type=submit]").click();

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("a referral: accepted, with a photo, more time asked and granted, reported back", async ({ browser }) => {
  const desks = await desk(browser, "ADMINISTRATOR");
  const address = await worked(desks, true);
  const officer = await lands(browser, "OFFICER_URBAN_MANAGEMENT", /\/inbox$/);
  await expect(officer.getByRole("navigation", { name: "页面" }).getByRole("link")).toHaveText(["实时警情", "流转收件"]);
  await officer.getByRole("link", { name: address }).click();
  await expect(officer).toHaveURL(/\/inbox\/[\w-]+\/1/);
  const state = officer.getByTestId("referral-state");
  await expect(state).toHaveText("待受理");
  await expect(officer.getByText("王** 138****0000")).toBeVisible();
  await expect(officer.getByRole("heading", { name: "时限" })).toBeVisible();
  await act(officer, "部门受理");
  await send(officer, "部门受理");
  await expect(state).toHaveText("办理中");

  await officer.getByLabel("附件说明").fill("摊位现场");
  await officer.getByTestId("attach-file").setInputFiles({ name: "stall.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  await expect(officer.getByRole("heading", { name: "附件（1）" })).toBeVisible();
  await expect(officer.getByAltText("摊位现场")).toBeVisible();

  await act(officer, "申请延期");
  await officer.getByLabel("原因").fill("须会同市场所");
  // What was typed is there after the page was loaded anew.
  await officer.reload();
  await act(officer, "申请延期");
  await expect(officer.getByLabel("原因")).toHaveValue("须会同市场所");
  await send(officer, "申请延期");
  await expect(officer.getByText("须会同市场所").first()).toBeVisible();

  const dispatcher = await paper(browser, "DISPATCHER", "/inbox?state=extension_asked");
  await dispatcher.getByRole("link", { name: address }).click();
  await act(dispatcher, "延期答复");
  await choose(dispatcher, "答复", "同意延期");
  await send(dispatcher, "延期答复");
  await expect(dispatcher.getByText(/同意延至/)).toBeVisible();
  await expect(bar(dispatcher).getByText("按您的角色，当前没有可办的步骤。")).toBeVisible();

  // What came in between is seen before one goes on.
  await expect(officer.getByText("同意延期").first()).toBeVisible();
  await act(officer, "部门办结");
  await send(officer, "部门办结");
  // Nothing is sent without its text.
  await expect(officer.getByText("请填写")).toBeVisible();
  await officer.getByLabel("办理结果").fill("已取缔摊位，限期整改");
  await clean(officer, "a referral in hand");
  await send(officer, "部门办结");
  await expect(state).toHaveText("已办结");
  await expect(officer.getByText("结果：已取缔摊位，限期整改")).toBeVisible();
  await expect(officer.getByText("没有这一状态的流转单").or(officer.getByText(/^共 \d+ 份$/))).toBeVisible();
});

test("a follow-up: the number for a reason, a try in vain, a complaint that reopens", async ({ browser }) => {
  const desks = await desk(browser, "ADMINISTRATOR");
  const address = await worked(desks, false);
  const caller = await lands(browser, "FOLLOW_UP", /\/follow-up$/);
  await caller.getByRole("link", { name: address }).click();
  await expect(caller.getByRole("heading", { name: /回访话术 · 涉环境违法/ })).toBeVisible();
  await expect(caller.getByText("评价记到本轮到过场的各车队员名下。")).toBeVisible();

  await expect(caller.getByRole("button", { name: "查看号码" })).toBeDisabled();
  await caller.getByRole("button", { name: "电话回访", exact: true }).click();
  await caller.getByRole("button", { name: "查看号码" }).click();
  await expect(caller.getByText("13812340000")).toBeVisible();
  await expect(caller.getByTestId("timeline")).toContainText("电话回访");

  await choose(caller, "回访情况", "未接通");
  await caller.getByRole("button", { name: /^记录/ }).click();
  await expect(caller.getByRole("link", { name: address })).toContainText("已试 1/3 次");
  await expect(caller.getByRole("heading", { name: /已试 1 次/ })).toBeVisible();

  await caller.getByRole("button", { name: "生成链接和二维码" }).click();
  await expect(caller.getByAltText("评价链接的二维码")).toBeVisible();
  await clean(caller, "a caller in hand");

  await choose(caller, "回访情况", "已接通");
  await choose(caller, "满意度", "很不满意");
  await caller.getByText("来电人要求重新办理").click();
  await caller.getByRole("button", { name: /^记录/ }).click();
  await expect(caller.getByText(/请写明来电人的意见/)).toBeVisible();
  await caller.getByLabel("群众意见（如有）").fill("摊子又摆回来了");
  await caller.getByRole("button", { name: /^记录/ }).click();
  await expect(caller.getByText("第 2 次办理")).toBeVisible();
  await expect(caller.getByTestId("timeline")).toContainText("摊子又摆回来了");
});

test("the caller grades by the link, on a phone and without a login, once", async ({ browser }) => {
  const address = await worked(await desk(browser, "ADMINISTRATOR"), false);
  const caller = await paper(browser, "FOLLOW_UP", "/follow-up");
  await caller.getByRole("link", { name: address }).click();
  await caller.getByRole("button", { name: "生成链接和二维码" }).click();
  const link = new URL((await caller.locator(".rating-link .url").textContent()) ?? "");
  const phone = await newWindow(browser, PHONE);
  await phone.goto(link.pathname);
  await expect(phone.getByRole("heading", { name: /联动服务评价/ })).toBeVisible();
  await expect(phone.getByText(address)).toHaveCount(0);
  await phone.getByRole("button", { name: "提交评价" }).click();
  await expect(phone.getByText("请选择")).toBeVisible();
  await phone.getByText("满意", { exact: true }).click();
  await clean(phone, "a caller's rating");
  await fits(phone);
  await phone.getByRole("button", { name: "提交评价" }).click();
  await expect(phone.getByText("评价已收到，谢谢您。")).toBeVisible();
  await phone.reload();
  await expect(phone.getByRole("alert")).toBeVisible();
  await expect(caller.getByTestId("phase")).toHaveText("已回访");
});

test("leave makes a hole that is shown with who could mend it, and is revoked", async ({ browser }) => {
  const page = await lands(browser, "DUTY_MANAGER", /\/duty$/);
  const rows = page.locator("table.roster tbody tr:has(.turn-cell)");
  await expect(rows.first()).toBeVisible();
  // Next week, so that every day is still to come; the first turn of the first member.
  await page.getByRole("button", { name: "下一周" }).click();
  await expect(page).toHaveURL(/week=/);
  const cell = rows.first().locator("td:has(.shift)").first().getByRole("link");
  const told = (await cell.getAttribute("aria-label")) ?? "";
  const [member = "", day = ""] = told.split(" ");
  await cell.click();
  await page.getByRole("dialog").getByRole("link", { name: "请假" }).click();
  await expect(page).toHaveURL(/requests\/new/);
  await page.getByLabel("请假种类").click();
  await page.getByTitle("年休假").click();
  await expect(page.getByLabel("起始日期")).toHaveValue(day);
  await page.getByLabel("结束日期").fill(day);
  await page.getByLabel("原因").fill("探亲");
  await clean(page, "a request");
  await send(page, "新申请");
  const status = page.getByTestId("request-status");
  await expect(status).toHaveText("已提出");
  await act(page, "批准");
  await send(page, "批准");
  await expect(status).toHaveText("已批准");
  const address = page.url();

  await page.goto(`/duty?week=${day}`);
  await expect(page.getByRole("link", { name: new RegExp(`^${member} ${day} 请假`) })).toBeVisible();
  await expect(page.getByRole("heading", { name: /漏岗、重岗检查/ })).toBeVisible();
  await expect(page.getByText("车组人数不足").first()).toBeVisible();
  await expect(page.getByText("可以补的队员：").first()).toBeVisible();
  await clean(page, "a week with a hole");

  await page.goto(address);
  await act(page, "取消");
  await page.getByLabel("原因").fill("假期取消");
  await send(page, "取消");
  await expect(status).toHaveText("已取消");
});

test("equipment goes from one to another, and a training into the register", async ({ browser }) => {
  const page = await paper(browser, "DUTY_MANAGER", "/duty/equipment?kind=radio");
  await page.locator("table.book-table tbody").getByRole("link").first().click();
  const panel = page.getByRole("dialog");
  await act(page, "归还");
  await send(page, "归还");
  await expect(panel.locator(".mark").first()).toHaveText("在库");
  await act(page, "发放");
  await panel.getByLabel("发给").click();
  await page.locator(".ant-select-item-option").nth(1).click();
  await clean(page, "a piece");
  await send(page, "发放");
  await expect(panel.locator(".mark").first()).toHaveText("在用");

  await page.goto("/duty/trainings?new=yes");
  const id = `e2e-${Date.now() % 10_000_000}`;
  await page.getByLabel("编号").fill(id);
  await page.getByLabel("名称").fill("执法记录规范");
  await page.getByLabel("授课人").fill("赵老师");
  await page.getByLabel("培训内容").fill("记录仪的使用");
  await page.getByText("当日全体在职队员").click();
  await page.getByLabel("应参训人员").fill("hc101");
  await page.getByTitle(/hc101/).click();
  await page.keyboard.press("Escape");
  await page.getByText("考试", { exact: true }).click();
  await page.getByLabel("题数").fill("20");
  await page.getByLabel("合格分（百分制）").fill("60");
  await send(page, "计划培训");
  await expect(page).toHaveURL(new RegExp(`trainings/${id}$`));
  await act(page, "举行登记");
  await send(page, "举行登记");
  await expect(page.getByText("已举行")).toBeVisible();
  await act(page, "考试登记");
  await page.getByLabel(/答对题数/).fill("19");
  await send(page, "考试登记");
  await expect(page.getByRole("cell", { name: "19/20" })).toBeVisible();
  await clean(page, "a training");
});

test("every figure of a month opens to its records; a member sees its own line", async ({ browser }) => {
  const page = await paper(browser, "DUTY_MANAGER", "/assessment");
  await page.getByRole("button", { name: "查看" }).click();
  await expect(page).toHaveURL(/assessment\/\d{4}-\d\d$/);
  await act(page, "计算");
  await send(page, "计算");
  await expect(page.getByTestId("stage")).toHaveText("草稿");
  const figure = page.locator("table.assess-table tbody td.number").getByRole("link").first();
  const text = await figure.textContent();
  await figure.click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(`→ ${text}`)).toBeVisible();
  await expect(panel.getByTestId("record-total")).toBeVisible();
  const [all = 0, shown = 0] = ((await panel.getByTestId("record-total").textContent()) ?? "").match(/\d+/g)?.map(Number) ?? [];
  await expect(panel.locator("table.records-table tbody tr")).toHaveCount(shown);
  expect(shown).toBeLessThanOrEqual(all);
  const member = await paper(browser, "MEMBER", "/assessment/formula");
  await expect(member.getByRole("heading", { name: /考核办法第 \d+ 版/ }).first()).toBeVisible();
  await expect(member.getByRole("link", { name: "供应商考核" })).toHaveCount(0);
  await member.goto(page.url().replace(/\/hc\d+.*$/, ""));
  await expect(member.locator("table.assess-table tbody tr")).toHaveCount(1);
  await clean(member, "the own line");
});

test("who may not is told so", async ({ browser }) => {
  const officer = await paper(browser, "OFFICER_URBAN_MANAGEMENT", "/duty");
  await expect(officer.getByText("按您的角色，不能查看勤务。")).toBeVisible();
  await clean(officer, "no right");
  const duty = await paper(browser, "DUTY_MANAGER", "/follow-up");
  await expect(duty.getByText("按您的角色，不能查看回访台。")).toBeVisible();
});

// A grid of a hundred links is looked at once; the sizes differ in their outlines only.
const LOOKED_AT = ["/inbox?state=extension_asked", "/follow-up?state=unreachable", "/duty/calendar", "/duty/attendance", "/assessment/vendor"];

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use the desks on ${name}`, async ({ browser }) => {
    const page = await paper(browser, "ADMINISTRATOR", "/inbox", size);
    for (const path of [...LOOKED_AT, "/duty", "/duty/hours", "/duty/equipment", "/assessment"]) {
      await page.goto(path);
      await expect(page.locator("main .ant-spin")).toHaveCount(0);
      if (LOOKED_AT.includes(path)) await clean(page, path);
      await fits(page);
    }
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "Assessment" })).toBeVisible();
    await fits(page);
  });
}
