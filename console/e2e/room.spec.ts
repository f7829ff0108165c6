import { type Browser, expect, type Page, test } from "@playwright/test";
import { act, clean, command, DESK, desk, fits, newAddress, open, PHONE, phaseIs, submit, takeCall } from "./people";

/** An act by the API, with the window's own login. */
async function api<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
      const answer = await fetch(`/api/v1${path}`, { method, ...(method === "GET" ? {} : { headers, body: JSON.stringify(body ?? {}) }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return answer.json();
    },
    [method, path, body] as const,
  );
}

type Made = { id: string };
const comes = (page: Page, address: string, text: string) =>
  api<Made>(page, "POST", "/incidents", { source: "by_hand", address, text });

/** Ends what an earlier run left open: a call for help sounds whatever is silent. */
async function calm(page: Page): Promise<void> {
  const { sos } = await api<{ sos: { id: string; acknowledged_at?: string | null }[] }>(page, "GET", "/sos");
  for (const one of sos) {
    if (!one.acknowledged_at) await api(page, "POST", `/sos/${one.id}/acknowledge`);
    await api(page, "POST", `/sos/${one.id}/end`, { outcome: "mistaken", word: "演练结束" });
  }
}

/** A commander with nothing in hand, and somebody else by whom calls come. */
async function room(browser: Browser) {
  return { page: await desk(browser, "COMMANDER"), other: await desk(browser, "ADMINISTRATOR") };
}

test("from the call to a dispatched car in three keys, and none that is not meant", async ({ browser }) => {
  const { page, other } = await room(browser);
  const address = newAddress();
  await comes(other, address, "烧烤摊油烟扰民");
  // It comes to an idle hand by itself.
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await expect(page).toHaveURL(/\?incident=\d+-\d+$/);
  const next = page.getByRole("region", { name: "建议的下一步" });
  let acts = 0;
  const key = async (says: string) => {
    await expect(next.getByRole("button", { name: says })).toBeEnabled();
    // A person reads what stands there now; what follows sooner is not taken.
    await page.waitForTimeout(700);
    acts += 1;
    await page.keyboard.press("Control+Enter");
  };
  await key("确认分类 · 涉环境违法 · 油烟异味");
  await phaseIs(page, "已确认分类");
  await key("接收");
  await phaseIs(page, "已接收");
  await key("派单 · 联警巡车");
  await phaseIs(page, "已派单");
  expect(acts).toBe(3);
  await expect(page.getByTestId("timeline").locator("[data-kind='incident.unit_assigned']")).toHaveCount(1);
  await command(other, address, { do: "cancel", reason: "演练结束" });
});

test("a hint at danger is not passed by pressing the same key again and again", async ({ browser }) => {
  const { page, other } = await room(browser);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  const address = newAddress();
  await comes(other, address, "烧烤摊油烟扰民，有人打架拿刀");
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await expect(page.getByText("有危险迹象，不建议分流")).toBeVisible();
  for (let times = 0; times < 4; times += 1) {
    await page.keyboard.press("Control+Enter");
    await page.waitForTimeout(250);
  }
  for (let times = 0; times < 6; times += 1) {
    await page.keyboard.press("Enter");
    await page.waitForTimeout(150);
  }
  await page.keyboard.press("Control+Enter");
  await phaseIs(page, "接警");
  expect(sent).toEqual([]);
});

test("what was typed outlives the server and the page", async ({ browser }) => {
  const { page, other } = await room(browser);
  const address = newAddress();
  await comes(other, address, "树枝倒伏在路上");
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await act(page, "介入");
  await page.getByLabel("原因").fill("树枝压住电线，联系供电");
  // The server is away: said so, and nothing is lost.
  await page.route("**/api/**", (route) => route.abort("connectionrefused"));
  await submit(page);
  await expect(page.getByRole("form", { name: "介入" }).getByText("network")).toBeVisible();
  await expect(page.getByLabel("原因")).toHaveValue("树枝压住电线，联系供电");
  await page.unroute("**/api/**");
  await page.reload();
  // The address has the incident, the window's storage what was typed.
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  const unsent = page.getByRole("list", { name: "未提交的内容" });
  await expect(unsent).toContainText("介入");
  await unsent.getByRole("button", { name: "继续填写" }).click();
  await expect(page.getByLabel("原因")).toHaveValue("树枝压住电线，联系供电");
  await submit(page);
  await expect(page.getByText("已介入")).toBeVisible();
  await expect(unsent).toBeHidden();
});

test("sound goes with a notice, and a silence ends by itself", async ({ browser }) => {
  const { page, other } = await room(browser);
  await calm(other);
  await page.clock.install();
  // Counts the notes that are really played.
  await page.addInitScript(() => {
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function counted(this: AudioContext) {
      Object.assign(window, { notes: ((window as { notes?: number }).notes ?? 0) + 1 });
      return make.call(this);
    };
  });
  await page.reload();
  const notes = () => page.evaluate(() => (window as { notes?: number }).notes ?? 0);
  const switched = (name: RegExp) => page.getByRole("banner").getByRole("button", { name });
  await expect(switched(/声音待启用/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(switched(/声音开/)).toBeVisible();
  const [loud, silent] = [newAddress(), newAddress()];
  await comes(other, loud, "路灯不亮");
  await expect(page.getByTestId("notice")).toContainText(`新警情 `);
  await expect(page.getByTestId("notice")).toContainText(loud);
  const heard = await notes();
  expect(heard).toBeGreaterThan(0);

  await switched(/声音开/).click();
  await page.getByRole("menuitem", { name: "静音 15 分钟" }).click();
  await expect(switched(/静音至 \d\d:\d\d/)).toBeVisible();
  await comes(other, silent, "路灯不亮");
  await expect(page.getByTestId("notice")).toContainText(silent);
  expect(await notes()).toBe(heard);
  await page.clock.fastForward("15:05");
  await expect(switched(/声音开/)).toBeVisible();
});

test("a call for help stands over everything until it is seen to and its end is told", async ({ browser }) => {
  const page = await desk(browser, "COMMANDER");
  const crew = await desk(browser, "MEMBER", PHONE);
  await calm(page);
  await api(crew, "POST", "/sos", { note: "对方人多" });
  const bar = page.getByRole("alert", { name: "紧急求助" });
  await expect(bar).toContainText("对方人多");
  await clean(page, "call for help");
  await bar.getByRole("button", { name: "确认，立即支援" }).click();
  await bar.getByRole("button", { name: "解除", exact: true }).click();
  const end = bar.getByRole("button", { name: "解除求助" });
  await expect(end).toBeDisabled();
  await bar.getByText("已到场支援").click();
  await bar.getByLabel("说明结果").fill("增援到场，已平息");
  await end.click();
  await expect(bar).toBeHidden();
});

test("a car is taken out of service and brought back from the desk", async ({ browser }) => {
  const page = await desk(browser, "DISPATCHER");
  const car = page.getByRole("tabpanel").getByRole("listitem").filter({ hasText: "联警巡车五号" });
  await car.getByRole("button", { name: "停勤" }).click();
  const form = page.getByRole("form", { name: "停勤 · 联警巡车五号" });
  await form.getByText("用餐").click();
  await clean(page, "out of service");
  await form.getByRole("button", { name: "停勤" }).click();
  await expect(car).toContainText("用餐");
  await car.getByRole("button", { name: "返岗" }).click();
  await page.getByRole("form", { name: "返岗 · 联警巡车五号" }).getByRole("button", { name: "返岗" }).click();
  await expect(car).not.toContainText("用餐");
});

test("two see each other at one incident; a server without that is asked once", async ({ browser }) => {
  const { page, other } = await room(browser);
  const said: string[] = [];
  await page.route("**/presence", (route) => {
    const { method, body } = { method: route.request().method(), body: route.request().postDataJSON() as { doing?: string } | null };
    said.push(body?.doing ?? method);
    const others = [{ account: "dispatcher-2", name: "田伟", role: "dispatcher", doing: "writing", seconds: 3 }];
    return route.fulfill({ json: { others } });
  });
  let asked = 0;
  await other.route("**/presence", (route) => {
    asked += 1;
    return route.fulfill({ status: 404, json: { type: "x", title: "", status: 404, code: "not_found", detail: "", detail_en: "" } });
  });
  const address = newAddress();
  await comes(other, address, "噪音扰民");
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await expect(page.getByText("田伟（城运指挥人员）正在填写")).toBeVisible();
  await act(page, "介入");
  await expect.poll(() => said).toEqual(["reading", "writing"]);
  await page.keyboard.press("Escape");
  const later = newAddress();
  await comes(other, later, "噪音扰民");
  await expect(page.getByTestId("notice")).toContainText(later);
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: later })).toBeVisible();
  await expect.poll(() => said).toContain("DELETE");
  await open(other, address);
  await act(other, "介入");
  expect(asked).toBe(1);
});

test("a call that came earlier is taken with its own time", async ({ browser }) => {
  const page = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await page.locator("body").press("n");
  await page.getByLabel("地址", { exact: true }).fill(address);
  await page.getByLabel("来电内容").fill("停电期间纸上登记的来电");
  await page.getByText("补报：来电不是现在").click();
  await page.getByLabel("来电时间（本镇时间）").fill("2026-01-05T08:30:00");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await expect(page.getByTestId("timeline")).toContainText("补报");
});

test("a photo is brought and looked at; a recording is heard for a reason that the log keeps", async ({ browser }) => {
  const page = await desk(browser, "COMMANDER");
  await takeCall(page, { address: newAddress(), text: "围墙倾斜" });
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const bring = page.getByRole("form", { name: "上传附件" });
  await bring.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") });
  await bring.getByLabel("说明（可不填）").fill("围墙");
  await bring.getByRole("button", { name: "上传", exact: true }).click();
  await page.getByRole("button", { name: "打开 围墙" }).click();
  const picture = page.getByRole("dialog").getByRole("img", { name: "围墙" });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  const wave = Buffer.alloc(844);
  wave.write("RIFF", 0);
  wave.writeUInt32LE(836, 4);
  wave.write("WAVEfmt ", 8);
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, 800]] as const) wave.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) wave.writeUInt16LE(value, at);
  wave.write("data", 36);
  await bring.locator("input[type=file]").setInputFiles({ name: "a.wav", mimeType: "audio/wav", buffer: wave });
  await bring.getByLabel("说明（可不填）").fill("来电录音");
  await bring.getByRole("button", { name: "上传", exact: true }).click();
  await page.getByRole("button", { name: "打开 来电录音" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "收听" })).toBeDisabled();
  await dialog.getByLabel("原因").fill("核对地址");
  await dialog.getByRole("button", { name: "收听" }).click();
  await expect(dialog.locator("audio")).toBeVisible();
  await expect(page.getByTestId("timeline")).toContainText("核对地址");
});

test("of a long list only what is looked at is drawn", async ({ browser }) => {
  const page = await desk(browser, "COMMANDER");
  await takeCall(page, { address: newAddress(), text: "路灯不亮" });
  await page.route("**/api/v1/incidents?*", async (route) => {
    const { incidents } = (await (await route.fetch()).json()) as { incidents: { id: string; address: string }[] };
    const many = Array.from({ length: 2000 }, (_, at) => ({
      ...incidents[0], id: `20200101-${String(at).padStart(5, "0")}`, address: `长街${at}号`,
    }));
    return route.fulfill({ json: { incidents: many, next: null } });
  });
  await page.goto("/");
  const list = page.getByRole("list", { name: "警情列表" });
  await expect(list.getByRole("button", { name: "长街0号" })).toBeVisible();
  expect(await list.getByRole("listitem").count()).toBeLessThan(60);
  await list.evaluate((element) => element.parentElement?.scrollTo(0, 1e9));
  await expect(list.getByRole("button", { name: "长街1999号" })).toBeVisible();
  expect(await list.getByRole("listitem").count()).toBeLessThan(60);
  // The keyboard goes on from what is in hand, wherever the list was scrolled to.
  await page.locator("body").press("j");
  await expect(list.getByRole("button", { name: "长街0号" })).toBeFocused();
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use the room on ${name}`, async ({ browser }) => {
    const page = await desk(browser, "COMMANDER", size);
    const address = newAddress();
    await takeCall(page, { address, text: "烧烤摊油烟扰民" });
    await expect(page.getByText("把握")).toBeVisible();
    await clean(page, "suggestion and protocol");
    await fits(page);
    await command(page, address, { do: "confirm", category: "environment" });
    await command(page, address, { do: "accept" });
    await expect(page.getByRole("heading", { name: "派单建议" })).toBeVisible();
    await act(page, "派单");
    await clean(page, "recommendation");
    await fits(page);
    await page.keyboard.press("Escape");
    if (size === PHONE) await page.getByRole("button", { name: /返回列表/ }).click();
    for (const tab of ["候派", "提醒"]) {
      await page.getByRole("tab", { name: tab }).click();
      await clean(page, tab);
      await fits(page);
    }
    await command(page, address, { do: "cancel", reason: "演练结束" });
  });
}
