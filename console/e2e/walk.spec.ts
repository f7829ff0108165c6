import { expect, test } from "@playwright/test";
import { act, choose, desk, newAddress, open, phaseIs, submit, takeCall } from "./people";

test("a call goes from the telephone to its closing, seen at once in a second window", async ({ browser }) => {
  const commander = await desk(browser, "COMMANDER");
  const watcher = await desk(browser, "AUDITOR");
  await watcher.evaluate(() => Object.assign(window, { neverReloaded: true }));
  const address = newAddress();

  await takeCall(commander, { address, text: "楼上装修噪音很大，影响休息", phone: "13812345678", name: "王小明" });
  await phaseIs(commander, "接警");
  await expect(commander.getByText("王** 138****5678")).toBeVisible();
  await expect(watcher.getByTestId("announcer")).toHaveText(`新警情：${address}`);
  await open(watcher, address);
  await expect(watcher.getByText("按您的角色，当前没有可办的步骤。")).toBeVisible();

  await act(commander, "确认分类");
  await choose(commander, "大类", "涉环境违法");
  await choose(commander, "小类", "生活噪声扰民");
  await commander.getByRole("group", { name: "责任区" }).getByText("责任区", { exact: false }).last().click();
  await submit(commander);
  await phaseIs(commander, "已确认分类");
  await phaseIs(watcher, "已确认分类");

  const dispatcher = await desk(browser, "DISPATCHER");
  await open(dispatcher, address);
  await act(dispatcher, "接收");
  await submit(dispatcher);
  await phaseIs(watcher, "已接收");
  await act(dispatcher, "派单");
  const cars = dispatcher.getByRole("group", { name: "车辆" }).getByRole("radio");
  await expect(dispatcher.getByRole("form", { name: "派单" }).getByText("本责任区")).toBeVisible();
  await cars.first().check();
  await submit(dispatcher);
  await phaseIs(watcher, "已派单");

  // The clocks run, in words and figures.
  const arrive = watcher.locator("[data-clock=arrive]");
  await expect(arrive).toContainText("剩余");
  const figure = await arrive.locator(".figure").textContent();
  await expect(arrive.locator(".figure")).not.toHaveText(figure ?? "");

  const crew = await desk(browser, "MEMBER", { width: 390, height: 844 });
  await open(crew, address);
  await act(crew, "接单");
  await submit(crew);
  await phaseIs(watcher, "已接单");
  await act(crew, "到达");
  await choose(crew, "到达依据", "手机");
  await submit(crew);
  await phaseIs(watcher, "已到达");
  await expect(arrive).toHaveAttribute("data-tone", "kept");
  await act(crew, "处置反馈");
  await crew.getByLabel("内容", { exact: true }).fill("已到现场，正在劝导");
  await submit(crew);
  await phaseIs(watcher, "已处置反馈");
  await act(crew, "处置完毕");
  await choose(crew, "处置结果", "需部门跟进");
  await crew.getByLabel("内容", { exact: true }).fill("业主同意停工，需城管跟进");
  await submit(crew);
  await phaseIs(watcher, "处置完毕");

  await act(dispatcher, "研判");
  await dispatcher.getByLabel("研判意见").fill("处置规范，流转城管");
  await submit(dispatcher);
  await phaseIs(watcher, "已研判");
  await act(dispatcher, "流转");
  await choose(dispatcher, "职能部门", "城管中队");
  await dispatcher.getByLabel("原因").fill("装修时段违规");
  await submit(dispatcher);
  await phaseIs(watcher, "已流转");

  // Only the department that it was referred to may accept it.
  const officer = await desk(browser, "OFFICER_URBAN_MANAGEMENT");
  await open(officer, address);
  await act(officer, "部门受理");
  await submit(officer);
  await phaseIs(watcher, "部门已受理");
  await act(officer, "部门办结");
  await officer.getByLabel("办理结果").fill("已约谈施工方，限时整改");
  await submit(officer);
  await phaseIs(watcher, "部门已办结");

  const caller = await desk(browser, "FOLLOW_UP");
  await open(caller, address);
  await act(caller, "回访");
  await choose(caller, "满意度", "满意");
  await submit(caller);
  await phaseIs(watcher, "已回访");
  await act(caller, "办结");
  await submit(caller);
  await phaseIs(watcher, "办结");

  await expect(watcher.getByTestId("timeline").locator("li")).toHaveCount(16);
  await expect(watcher.getByTestId("timeline")).toContainText("已约谈施工方，限时整改");
  expect(await watcher.evaluate(() => "neverReloaded" in window)).toBe(true);
});

test("what happened earlier is entered late and marked so", async ({ browser }) => {
  const commander = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(commander, { address, text: "忘带钥匙，进不了门" });
  await act(commander, "确认分类");
  await choose(commander, "大类", "非警务求助");
  await commander.getByText("补报：不是现在发生").click();
  await commander.getByLabel("发生时间（本镇时间）").fill("2020-01-01T08:00:05");
  await submit(commander);
  // Before the call came: refused in the server's words, with its code, and nothing typed is lost.
  await expect(commander.getByRole("alert").getByText("before_incident")).toBeVisible();
  await expect(commander.getByLabel("发生时间（本镇时间）")).toHaveValue("2020-01-01T08:00:05");
  await commander.getByText("补报：不是现在发生").click();
  await submit(commander);
  await phaseIs(commander, "已确认分类");
});

test("the caller is shown in clear for a reason that the log keeps", async ({ browser }) => {
  const commander = await desk(browser, "COMMANDER");
  const address = newAddress();
  await takeCall(commander, { address, text: "停车纠纷", phone: "13900001111", name: "李大力" });
  await commander.getByRole("button", { name: "查看报警人信息" }).click();
  await commander.getByLabel("用途").fill("回拨核实地址");
  await commander.getByRole("dialog").getByRole("button", { name: "查看", exact: true }).click();
  await expect(commander.getByText("13900001111")).toBeVisible();
  await commander.keyboard.press("Escape");
  await expect(commander.getByText("13900001111")).toBeHidden();
  await expect(commander.getByTestId("timeline")).toContainText("回拨核实地址");
});
