import { expect, test } from "@playwright/test";
import { act, choose, desk, newAddress, open, phaseIs, submit, takeCall } from "./people";

test("a call that hints at danger cannot be rushed through", async ({ browser }) => {
  const commander = await desk(browser, "COMMANDER");
  const address = newAddress();
  await takeCall(commander, { address, text: "楼下有人打架，好像还拿刀了" });
  await expect(commander.getByRole("alert").getByText("内容提示有危险，请先核实")).toBeVisible();
  await expect(commander.getByRole("button", { name: address })).toContainText("涉险");

  // The first button is the way back to police, by mouse and by Enter.
  const bar = commander.getByRole("group", { name: "办理" });
  await expect(bar.getByRole("button").first()).toHaveText("退回公安");

  await act(commander, "确认分类");
  const form = commander.getByRole("form", { name: "确认分类" });
  const send = form.getByRole("button", { name: /^提交/ });
  await choose(commander, "大类", "纠纷类");
  await expect(form.getByText("“拿刀”")).toBeVisible();
  await expect(send).toBeDisabled();
  await submit(commander);
  await phaseIs(commander, "接警");
  await commander.getByText("已逐项核实，并非警情").click();
  await expect(send).toBeDisabled();
  await commander.getByLabel("核实理由").fill("已回拨，是儿童玩具刀，无人受伤");
  await expect(send).toBeEnabled();
  await commander.getByText("已逐项核实，并非警情").click();
  await expect(send).toBeDisabled();
  await commander.getByText("已逐项核实，并非警情").click();
  await send.click();
  await phaseIs(commander, "已确认分类");
  await expect(commander.getByTestId("timeline")).toContainText("已回拨，是儿童玩具刀，无人受伤");
});

test("the server refuses the same without the page's care, and police take it back", async ({ browser }) => {
  const commander = await desk(browser, "COMMANDER");
  const address = newAddress();
  await takeCall(commander, { address, text: "店里着火了，冒黑烟" });
  const refused = await commander.evaluate(async (address) => {
    const list = await (await fetch("/api/v1/incidents?state=open&limit=200")).json();
    const one = list.incidents.find((incident: { address: string }) => incident.address === address);
    const answer = await fetch(`/api/v1/incidents/${one.id}/commands`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify({ command: { do: "confirm", category: "dispute" } }),
    });
    return { status: answer.status, code: (await answer.json()).code as string };
  }, address);
  expect(refused).toEqual({ status: 409, code: "safety_confirmation_needed" });

  await open(commander, address);
  await commander.keyboard.press("Enter");
  const form = commander.getByRole("form", { name: "退回公安" });
  await expect(form).toBeVisible();
  await choose(commander, "派出所", await form.getByRole("group", { name: "派出所" }).locator("label").first().innerText());
  await commander.getByLabel("原因").fill("疑似火情，已同步消防");
  await submit(commander);
  await phaseIs(commander, "退回公安");
});
