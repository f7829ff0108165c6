// The day of examples/huacao-day once more, through the pages: seven people at seven windows, at once.
import path from "node:path";
import { type APIRequestContext, type Browser, expect, type Page, request, test } from "@playwright/test";
import config from "../playwright.config";
import { act, choose, desk, newAddress, open, PHONE, paper, phaseIs, type Role, submit, takeCall, token } from "./people";

/** What the test leaves of the day; `cargo xtask shots` has them written into docs/. */
const SHOTS = process.env.LIANDONG_SHOTS ?? path.join(import.meta.dirname, "../test-results/day");
let shots = 0;
const shot = async (page: Page, name: string) => {
  shots += 1;
  // What slides in has arrived, and pictures of one day are alike.
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(SHOTS, `day-${String(shots).padStart(2, "0")}-${name}.png`) });
};

type Logged = { kind: string; late: boolean; role: string };
type Found = { id: string; address: string; phase: string };

const ask = (role: Role): Promise<APIRequestContext> =>
  request.newContext({ baseURL: config.use?.baseURL ?? "", extraHTTPHeaders: { Authorization: `Bearer ${token(role)}` } });

/** The cars of the two phones, free of whatever stood before the day. */
async function morning(admin: APIRequestContext): Promise<void> {
  const send = (path: string, data: object) => admin.post(`/api/v1${path}`, { headers: { "Idempotency-Key": crypto.randomUUID() }, data });
  const { units } = (await (await admin.get("/api/v1/units")).json()) as { units: { incident: string | null }[] };
  for (const { incident } of units) {
    if (incident) await send(`/incidents/${incident}/commands`, { command: { do: "cancel", reason: "演练开始" } });
  }
  const { sos } = (await (await admin.get("/api/v1/sos")).json()) as { sos: { id: string; acknowledged_at: string | null }[] };
  for (const one of sos) {
    if (!one.acknowledged_at) await send(`/sos/${one.id}/acknowledge`, {});
    await send(`/sos/${one.id}/end`, { outcome: "mistaken", word: "演练开始" });
  }
}

/** A crew's phone, whose member sits in the car whatever the roster says of this hour. */
async function phone(browser: Browser, role: Role): Promise<Page> {
  const page = await paper(browser, role, "/patrol", PHONE);
  // Links to map apps open windows of their own, which nobody follows here.
  await page.context().route(/amap\.com|map\.qq\.com/, (route) => route.abort());
  await expect(page.getByText("已连接", { exact: true })).toBeVisible();
  return page;
}

/** What is sent to the car is there, and is this member's to do. */
async function gets(page: Page, address: string): Promise<void> {
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  const seat = page.getByRole("button", { name: "我在车上，由我办理" });
  await expect(page.getByRole("link", { name: "接单并导航" }).or(seat).first()).toBeVisible();
  if (await seat.isVisible()) await seat.click();
}

async function disposes(page: Page, outcome: RegExp, words: string): Promise<void> {
  await page.getByRole("button", { name: "处置反馈" }).click();
  await page.getByRole("button", { name: "正在劝导" }).click();
  await page.getByRole("button", { name: "提交反馈" }).click();
  await page.getByRole("button", { name: "处置完毕" }).click();
  await page.getByRole("radio", { name: outcome }).check();
  await page.getByLabel("怎样处置的").fill(words);
  await page.getByRole("dialog").getByRole("button", { name: "处置完毕" }).click();
}

/** From a call in hand to a car on its way, each by who does it. */
async function sends(commander: Page, dispatcher: Page, address: string, [area, car]: [string, string], category?: [string, string]): Promise<void> {
  await open(commander, address);
  await act(commander, "确认分类");
  if (category) {
    await choose(commander, "大类", category[0]);
    await choose(commander, "小类", category[1]);
  }
  await choose(commander, "责任区", area);
  await submit(commander);
  await phaseIs(commander, "已确认分类");
  await open(dispatcher, address);
  await act(dispatcher, "接收");
  await submit(dispatcher);
  await phaseIs(dispatcher, "已接收");
  await assigns(dispatcher, "派单", car);
  await phaseIs(dispatcher, "已派单");
}

async function assigns(page: Page, how: string, car: string, reason?: string): Promise<void> {
  await act(page, how);
  const form = page.getByRole("form", { name: how, exact: true });
  await form.getByRole("group", { name: "车辆" }).getByRole("radio", { name: new RegExp(car) }).check();
  if (reason) await form.getByLabel("原因", { exact: true }).fill(reason);
  const uncovered = form.getByLabel(/派空|无车/);
  if (await uncovered.isVisible()) await uncovered.fill("演练：其余车辆随时可返");
  await submit(page);
}

async function fills(page: Page, name: string, field: string, words: string): Promise<void> {
  await act(page, name);
  await page.getByRole("form", { name, exact: true }).getByLabel(field, { exact: true }).fill(words);
  await submit(page);
}

test("a day of the town by seven people at once", async ({ browser }) => {
  test.setTimeout(600_000);
  const admin = await ask("ADMINISTRATOR");
  await morning(admin);
  const [commander, dispatcher, auditor] = [await desk(browser, "COMMANDER"), await desk(browser, "DISPATCHER"), await desk(browser, "AUDITOR")];
  const [one, two] = [await phone(browser, "MEMBER"), await phone(browser, "CREW_2")];
  const [officer, caller] = [await paper(browser, "OFFICER_URBAN_MANAGEMENT", "/inbox"), await paper(browser, "FOLLOW_UP", "/follow-up")];
  const everybody = [commander, dispatcher, auditor, one, two, officer, caller];
  for (const page of everybody) await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  const [noise, again, knife, stall, quarrel, late] = Array.from({ length: 6 }, newAddress) as [string, string, string, string, string, string];

  await test.step("a call, from the telephone to a car on its way", async () => {
    await takeCall(commander, { address: noise, text: "楼上半夜装修，电钻声很大，老人睡不着", phone: "13900001234", name: "王小明" });
    await expect(auditor.getByTestId("announcer")).toHaveText(`新警情：${noise}`);
    await shot(commander, "call");
    await sends(commander, dispatcher, noise, ["纪王责任区", "一号"], ["涉环境违法", "生活噪声扰民"]);
    await shot(dispatcher, "dispatch");
    await gets(one, noise);
    await shot(one, "assigned");
    await one.getByRole("link", { name: "接单并导航" }).click();
    await open(auditor, noise);
    await phaseIs(auditor, "已接单");
  });

  await test.step("the same matter told again is merged, and both numbers stay", async () => {
    await takeCall(dispatcher, { address: again, text: "楼上半夜装修，电钻声很大，老人睡不着觉", phone: "13900001234", name: "王小明" });
    await open(commander, again);
    const twin = commander.getByRole("region", { name: /重复/ }).getByRole("listitem").filter({ hasText: noise });
    await twin.getByRole("button", { name: /合并到/ }).click();
    await commander.getByRole("form", { name: "合并重复" }).getByLabel("原因", { exact: true }).fill("同一人再次来电");
    await submit(commander);
    await phaseIs(commander, "已合并");
  });

  await test.step("in the cellar the phone is without a signal, and nothing of it is lost", async () => {
    await one.context().setOffline(true);
    await expect(one.getByText("没有信号", { exact: true })).toBeVisible();
    await one.getByRole("button", { name: "已到达" }).click();
    await disposes(one, /需部门|部门/, "已停工，屡次违规，须城管跟进");
    await shot(one, "offline");
    // Meanwhile a call that is none of ours: the second deliberate act, and back to police.
    await takeCall(commander, { address: knife, text: "楼下有人打架，好像还拿刀了" });
    await expect(commander.getByRole("alert").getByText("内容提示有危险，请先核实")).toBeVisible();
    await shot(commander, "danger");
    await act(commander, "退回公安");
    const form = commander.getByRole("form", { name: "退回公安" });
    await choose(commander, "派出所", await form.getByRole("group", { name: "派出所" }).locator("label").first().innerText());
    await commander.getByLabel("原因").fill("持刀打架，属警情");
    await submit(commander);
    await phaseIs(commander, "退回公安");
    await one.context().setOffline(false);
    await expect(one.getByRole("link", { name: /待发/ })).toHaveText("待发", { timeout: 60_000 });
    await phaseIs(auditor, "处置完毕");
  });

  await test.step("a refusal is answered by another car", async () => {
    await takeCall(dispatcher, { address: stall, text: "烧烤摊油烟扰民，占道" });
    await sends(commander, dispatcher, stall, ["前湾责任区", "二号"], ["涉环境违法", "油烟异味"]);
    await gets(two, stall);
    await two.getByRole("button", { name: "拒单" }).click();
    await two.getByRole("dialog").getByLabel("原因").fill("右后轮漏气");
    await two.getByRole("button", { name: "确认拒单" }).click();
    await phaseIs(dispatcher, "已接收");
    await assigns(dispatcher, "派单", "三号");
    await phaseIs(dispatcher, "已派单");
    await act(dispatcher, "到达");
    await choose(dispatcher, "到达依据", "电台");
    await submit(dispatcher);
    await phaseIs(dispatcher, "已到达");
    await act(dispatcher, "处置完毕");
    await choose(dispatcher, "处置结果", "现场解决");
    await dispatcher.getByLabel("内容", { exact: true }).fill("电台报告：摊主收摊离开");
    await submit(dispatcher);
    await phaseIs(dispatcher, "处置完毕");
  });

  await test.step("a crew calls for help: the room sees it over everything, steps in and reinforces", async () => {
    await takeCall(commander, { address: quarrel, text: "两户邻居为停车位争吵，互不相让" });
    await sends(commander, dispatcher, quarrel, ["前湾责任区", "二号"], ["纠纷类", "邻里纠纷"]);
    await gets(two, quarrel);
    await two.getByRole("link", { name: "接单并导航" }).click();
    await two.getByRole("button", { name: "已到达" }).click();
    await phaseIs(dispatcher, "已到达");
    const button = two.getByRole("button", { name: /^紧急求助/ });
    await button.dispatchEvent("pointerdown");
    await expect(two.getByText(/已送达指挥室/)).toBeVisible({ timeout: 60_000 });
    await button.dispatchEvent("pointerup");
    const bar = commander.getByRole("alert", { name: "紧急求助" });
    await expect(bar).toBeVisible();
    await shot(commander, "help");
    await bar.getByRole("button", { name: "确认，立即支援" }).click();
    await fills(commander, "介入", "原因", "指挥长电话指挥，增援前往");
    await assigns(dispatcher, "增援", "一号", "对方人多，增援");
    await gets(one, quarrel);
    await one.getByRole("link", { name: "接单并导航" }).click();
    await one.getByRole("button", { name: "已到达" }).click();
    await expect(one.getByText("已到场增援；由主办车反馈")).toBeVisible();
    await bar.getByRole("button", { name: "解除", exact: true }).click();
    await bar.getByText("已到场支援").click();
    await bar.getByLabel("说明结果").fill("增援到场，已平息");
    await bar.getByRole("button", { name: "解除求助" }).click();
    await expect(bar).toBeHidden();
    await two.keyboard.press("Escape");
    await disposes(two, /现场解决|已解决/, "双方达成一致，各挪一米");
    await phaseIs(dispatcher, "处置完毕");
  });

  await test.step("what was told by radio long ago is entered late, and its breach is explained", async () => {
    const ago = (minutes: number) => new Date(Date.now() + 8 * 3600_000 - minutes * 60_000).toISOString().slice(0, 19);
    await dispatcher.locator("body").press("n");
    await dispatcher.getByLabel("地址", { exact: true }).fill(late);
    await dispatcher.getByLabel("来电内容").fill("老人忘带钥匙，进不了门");
    await dispatcher.getByText("补报：来电不是现在").click();
    await dispatcher.getByLabel("来电时间（本镇时间）").fill(ago(50));
    await submit(dispatcher);
    await expect(dispatcher.getByRole("heading", { name: late })).toBeVisible();
    const entered = async (page: Page, minutes: number) => {
      await page.getByText("补报：不是现在发生").click();
      await page.getByLabel("发生时间（本镇时间）").fill(ago(minutes));
      await submit(page);
    };
    await open(commander, late);
    await act(commander, "确认分类");
    await choose(commander, "大类", "非警务求助");
    await choose(commander, "责任区", "诸翟责任区");
    await entered(commander, 45);
    await phaseIs(commander, "已确认分类");
    await act(dispatcher, "接收");
    await entered(dispatcher, 44);
    await phaseIs(dispatcher, "已接收");
    await act(dispatcher, "派单");
    await dispatcher.getByRole("form", { name: "派单" }).getByRole("radio", { name: /四号/ }).check();
    await entered(dispatcher, 43);
    await phaseIs(dispatcher, "已派单");
    await act(dispatcher, "到达");
    await choose(dispatcher, "到达依据", "电台");
    await entered(dispatcher, 20);
    await phaseIs(dispatcher, "已到达");
    await expect(dispatcher.locator("[data-clock=arrive]")).toHaveAttribute("data-tone", "breached");
    await act(dispatcher, "超时说明");
    await dispatcher.getByLabel("原因", { exact: true }).fill("铁路道口封闭，绕行");
    await submit(dispatcher);
    await expect(dispatcher.getByText("铁路道口封闭，绕行").first()).toBeVisible();
    await shot(dispatcher, "breach");
    await act(dispatcher, "处置完毕");
    await choose(dispatcher, "处置结果", "现场解决");
    await dispatcher.getByLabel("内容", { exact: true }).fill("锁匠开门，老人已进屋");
    await submit(dispatcher);
    await phaseIs(dispatcher, "处置完毕");
  });

  await test.step("a department accepts, asks for more time and reports back", async () => {
    await open(commander, noise);
    await fills(commander, "研判", "研判意见", "屡次违规，流转城管");
    await phaseIs(commander, "已研判");
    await act(commander, "流转");
    await choose(commander, "职能部门", "城管中队");
    await commander.getByRole("form", { name: "流转" }).getByLabel("原因").fill("装修时段违规");
    await submit(commander);
    await phaseIs(commander, "已流转");
    await officer.getByRole("link", { name: noise }).click();
    const bar = officer.getByRole("group", { name: "办理" });
    const does = async (name: string, field?: [string, string]) => {
      await bar.getByRole("button", { name, exact: true }).click();
      if (field) await officer.getByLabel(field[0], { exact: true }).fill(field[1]);
      await officer.getByRole("form", { name, exact: true }).locator("[type=submit]").click();
    };
    const state = officer.getByTestId("referral-state");
    await expect(state).toHaveText("待受理");
    await shot(officer, "inbox");
    await does("部门受理");
    await expect(state).toHaveText("办理中");
    await does("申请延期", ["原因", "须会同住建核查"]);
    await open(dispatcher, noise);
    await expect(dispatcher.getByText("须会同住建核查").first()).toBeVisible();
    await does("部门办结", ["办理结果", "已约谈施工方，限时整改"]);
    await expect(state).toHaveText("已办结");
    await phaseIs(auditor, "部门已办结");
  });

  await test.step("callers are called back; a complaint takes it up again, and it ends well", async () => {
    for (const address of [stall, quarrel, late]) {
      await open(commander, address);
      await fills(commander, "研判", "研判意见", "处置规范");
      await phaseIs(commander, "已研判");
    }
    const answers = async (address: string, grade: string, complaint?: string) => {
      // A merged caller stands in the list too, after the first.
      await caller.getByRole("link", { name: address }).first().click();
      await expect(caller.getByRole("heading", { name: address })).toBeVisible();
      await choose(caller, "回访情况", "已接通");
      await choose(caller, "满意度", grade);
      if (complaint) {
        await caller.getByText("来电人要求重新办理").click();
        await caller.getByLabel("群众意见（如有）").fill(complaint);
      }
      await caller.getByRole("button", { name: /^记录/ }).click();
    };
    await answers(noise, "很不满意", "夜里又开工了");
    await expect(caller.getByText("第 2 次办理")).toBeVisible();
    await shot(caller, "complaint");
    await open(dispatcher, noise);
    await assigns(dispatcher, "派单", "一号");
    await gets(one, noise);
    await one.getByRole("link", { name: "接单并导航" }).click();
    await one.getByRole("button", { name: "已到达" }).click();
    await disposes(one, /现场解决|已解决/, "业主书面承诺停工");
    await phaseIs(dispatcher, "处置完毕");
    await fills(dispatcher, "研判", "研判意见", "二次处置到位");
    await caller.getByRole("link", { name: "并案来电人" }).click();
    await choose(caller, "回访情况", "已接通");
    await choose(caller, "满意度", "一般");
    await caller.getByRole("button", { name: /^记录/ }).click();
    await expect(caller.getByRole("link", { name: "并案来电人" })).toHaveCount(0);
    for (const address of [noise, stall, quarrel, late]) {
      await answers(address, "满意");
      await open(commander, address);
      await phaseIs(commander, "已回访");
      await act(commander, "办结");
      await submit(commander);
      await phaseIs(commander, "办结");
    }
  });

  await test.step("the auditor finds every step of it, and nobody's page was ever loaded anew", async () => {
    await phaseIs(auditor, "办结");
    await expect(auditor.getByTestId("timeline")).toContainText("夜里又开工了");
    await shot(auditor, "timeline");
    for (const page of everybody) expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
    const { incidents } = (await (await admin.get("/api/v1/incidents?state=all&limit=200")).json()) as { incidents: Found[] };
    const day = incidents.filter((found) => [noise, again, knife, stall, quarrel, late].includes(found.address));
    expect(day.map((found) => found.phase).sort()).toEqual(["closed", "closed", "closed", "closed", "merged", "returned_to_police"]);
    const kinds = new Map<string, number>();
    for (const { id } of day) {
      const { events } = (await (await admin.get(`/api/v1/incidents/${id}/events`)).json()) as { events: Logged[] };
      for (const { kind } of events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    console.log(`events of the day: ${[...kinds].map(([kind, count]) => `${kind.replace("incident.", "")} ${count}`).sort().join(", ")}`);
    const once = ["merged", "joined", "returned_to_police", "assignment_refused", "reinforced", "intervened", "referred", "referral_accepted", "breach_explained", "reopened"];
    for (const kind of once) expect.soft(kinds.get(`incident.${kind}`), kind).toBe(1);
    await auditor.goto("/wall");
    await expect(auditor.getByTestId("wall-received")).toHaveText(/^\d+$/);
    await shot(auditor, "wall");
  });
  await admin.dispose();
});
