import { gzipSync } from "node:zlib";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { clean, desk, fits, newAddress, newWindow, PHONE, paper } from "./people";

type Incident = { id: string; version: number; phase: string };
type Logged = { kind: string; late: boolean; occurred_at: string; recorded_at: string; account: string; payload: unknown };

/** A call of the API with the window's own login. */
function api<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [method, path, body] as const,
  ) as Promise<T>;
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");

/** The car that the member's phone shows, free of whatever a test before left to it. */
async function freeCar(room: Page): Promise<string> {
  const car = "car-1";
  const { incident } = await api<{ incident?: string }>(room, "GET", `/units/${car}`);
  if (incident) await command(room, incident, { do: "cancel", reason: "测试结束" });
  return car;
}

const command = (page: Page, id: string, what: object, at?: string) =>
  api<Incident>(page, "POST", `/incidents/${id}/commands`, { command: what, ...(at ? { occurred_at: at } : {}) });

/** An incident that was sent to the car some time ago. */
async function sent(room: Page, address: string, seconds = 600): Promise<{ id: string; car: string }> {
  const car = await freeCar(room);
  const place = { lon: 121.29, lat: 31.22 };
  const text = "楼上装修噪音很大，老人休息不好";
  const { id } = await api<Incident>(room, "POST", "/incidents", { source: "by_hand", address, text, place, occurred_at: ago(seconds) });
  await command(room, id, { do: "confirm", category: "environment", subcategory: "env-noise-life" }, ago(seconds));
  await command(room, id, { do: "accept" }, ago(seconds));
  await command(room, id, { do: "assign", unit: car, leave_town_uncovered: "测试派车" }, ago(seconds));
  return { id, car };
}

/** The member's phone; whether or not the roster has the member on duty now, the member sits in the car. */
async function phone(browser: Browser): Promise<Page> {
  const page = await paper(browser, "MEMBER", "/patrol", PHONE);
  // Links to map apps open windows of their own, which no test follows.
  await page.context().route(/amap\.com|map\.qq\.com/, (route) => route.abort());
  await expect(page.getByText("已连接", { exact: true })).toBeVisible();
  return page;
}

async function takeSeat(page: Page): Promise<void> {
  const seat = page.getByRole("button", { name: "我在车上，由我办理" });
  if (await seat.isVisible()) await seat.click();
}

async function installed(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await (await caches.open("patrol-page")).keys()).map((one) => new URL(one.url).pathname))).toContain("/patrol");
}

const log = async (room: Page, id: string) => (await api<{ events: Logged[] }>(room, "GET", `/incidents/${id}/events`)).events;

test("a whole incident without a signal: each event once, in order, with its true time, marked late", async ({ browser }) => {
  const room = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  const { id, car } = await sent(room, address);
  await command(room, id, { do: "acknowledge", unit: car }, ago(400));
  const page = await phone(browser);
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
  await takeSeat(page);
  await installed(page);

  // Five minutes ago the car was in a basement: the phone's clock stands for the passing time.
  await page.context().setOffline(true);
  await expect(page.getByText("没有信号", { exact: true })).toBeVisible();
  await page.clock.setSystemTime(Date.now() - 300_000);
  await page.getByRole("button", { name: "已到达" }).click();
  await page.getByRole("button", { name: "处置反馈" }).click();
  await page.getByRole("button", { name: "正在劝导" }).click();
  await page.getByRole("button", { name: "提交反馈" }).click();
  await page.getByLabel("拍照").setInputFiles({ name: "p.png", mimeType: "image/png", buffer: await room.screenshot() });
  await page.getByRole("button", { name: "处置完毕" }).click();
  await page.getByRole("radio", { name: /现场解决|已解决/ }).check();
  await page.getByLabel("怎样处置的").fill("业主同意停工");
  await page.getByRole("dialog").getByRole("button", { name: "处置完毕" }).click();

  // The browser is closed and opened again, still without a signal; a second window is open beside.
  await page.reload();
  await expect(page.getByRole("link", { name: /待发/ })).toContainText("4");
  const second = await page.context().newPage();
  await second.goto("/patrol/outbox");
  await expect(second.getByRole("heading", { name: "待发送（4）" })).toBeVisible();
  expect(await log(room, id).then((all) => all.map((one) => one.kind))).not.toContain("incident.arrived");

  await page.clock.setSystemTime(Date.now());
  await page.context().setOffline(false);
  await expect(second.getByText("没有待发送的内容")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: /待发/ })).toHaveText("待发");

  const all = await log(room, id);
  const own = all.filter((one) => ["incident.arrived", "incident.feedback_given", "incident.disposed", "incident.attached"].includes(one.kind));
  const steps = own.filter((one) => one.kind !== "incident.attached");
  expect(own.filter((one) => one.kind === "incident.attached")).toHaveLength(1);
  expect(steps.map((one) => one.kind)).toEqual(["incident.arrived", "incident.feedback_given", "incident.disposed"]);
  for (const one of steps) {
    expect(one.late, one.kind).toBe(true);
    const delay = (Date.parse(one.recorded_at) - Date.parse(one.occurred_at)) / 1000;
    expect(delay, one.kind).toBeGreaterThan(250);
    expect(delay, one.kind).toBeLessThan(400);
  }
  expect(JSON.stringify(steps.at(1)?.payload)).toContain("正在劝导");
});

test("one press acknowledges and opens the way; a press by mistake is taken back", async ({ browser }) => {
  const room = await desk(browser, "ADMINISTRATOR");
  const page = await phone(browser);
  const address = newAddress();
  const { id } = await sent(room, address, 5);
  await expect(page.getByRole("heading", { name: "新派单" })).toBeVisible();
  await takeSeat(page);
  await clean(page, "assigned");
  await fits(page);
  const go = page.getByRole("link", { name: "接单并导航" });
  await expect(go).toHaveAttribute("href", /uri\.amap\.com\/navigation\?to=121\.29\d+,31\.2\d+,.*coordinate=gaode/);
  const height = (await go.boundingBox())?.height ?? 0;
  expect(height).toBeGreaterThanOrEqual(56);
  await go.click();
  await expect(page.getByText("由您操作")).toBeVisible();
  const [pressed] = (await log(room, id)).filter((one) => one.kind === "incident.acknowledged");
  expect(pressed?.late).toBe(false);

  await page.getByRole("button", { name: "已到达" }).click();
  await page.getByRole("button", { name: /撤销/ }).click();
  await expect(page.getByRole("button", { name: "已到达" })).toBeVisible();
  expect((await log(room, id)).map((one) => one.kind)).not.toContain("incident.arrived");

  // The room enters the arrival by radio while the phone is away: the phone's own is refused, and is said so.
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "已到达" }).click();
  await command(room, id, { do: "arrive", how: "radio", unit: "car-1" });
  await page.context().setOffline(false);
  await expect(page.getByText("有 1 条未被接受")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "查看" }).click();
  await expect(page.getByText("这一步可能已由同车队员或指挥室记下")).toBeVisible();
  await clean(page, "refused");
  await page.getByRole("button", { name: "删除此条" }).click();
  await page.getByRole("button", { name: "确定删除" }).click();
  await expect(page.getByText("没有待发送的内容")).toBeVisible();
  expect((await log(room, id)).filter((one) => one.kind === "incident.arrived")).toHaveLength(1);

  await page.getByRole("link", { name: "任务", exact: true }).click();
  await page.getByRole("button", { name: "处置反馈" }).click();
  await page.getByLabel("现场情况").fill("写了一半");
  await clean(page, "report");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "处置反馈" }).click();
  await expect(page.getByLabel("现场情况")).toHaveValue("写了一半");
});

test("a call for help that has not left says so, and reaches the room when it can", async ({ browser }) => {
  const commander = await desk(browser, "COMMANDER");
  const page = await phone(browser);
  await page.context().setOffline(true);
  const button = page.getByRole("button", { name: /^紧急求助/ });
  // A touch only tells what it does; held, it calls.
  await button.click();
  await expect(page.getByRole("dialog")).toContainText("按住红色 SOS");
  await page.keyboard.press("Escape");
  await button.dispatchEvent("pointerdown");
  await expect(page.getByRole("alert").getByText("求助还没有发出！")).toBeVisible();
  await expect(page.getByRole("link", { name: "拨打 110" })).toHaveAttribute("href", "tel:110");
  await button.dispatchEvent("pointerup");
  await clean(page, "call for help, unsent");
  await page.context().setOffline(false);
  await expect(page.getByText(/已送达指挥室/)).toBeVisible({ timeout: 30_000 });
  // Others' calls may stand beside it.
  const { sos: open } = await api<{ sos: { id: string; note: string | null }[] }>(commander, "GET", "/sos");
  const sos = open.filter((one) => one.note?.startsWith("手机按下"));
  expect(sos).toHaveLength(1);
  await api(commander, "POST", `/sos/${sos[0]?.id}/acknowledge`, {});
  await expect(page.getByText(/已接应/)).toBeVisible();
  await api(commander, "POST", `/sos/${sos[0]?.id}/end`, { outcome: "mistaken", word: "测试" });
  await expect(page.getByText(/已送达指挥室/)).toBeHidden();
});

test("everybody can use every part of it, by day and by night, in both languages; and it is small", async ({ browser }) => {
  const page = await phone(browser);
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((one) => one.name).filter((name) => /\/assets\/.*\.js$/.test(name)),
  );
  let bytes = 0;
  for (const one of new Set(scripts)) bytes += gzipSync(await (await page.request.get(one)).body()).length;
  console.log(`the phone's scripts: ${(bytes / 1024).toFixed(1)} KiB gzipped`);
  // The desk's are five times as much.
  expect(bytes).toBeLessThan(130 * 1024);
  for (const part of ["本班", "待发", "设置"]) {
    await page.getByRole("link", { name: part }).click();
    await expect(page.getByRole("link", { name: part })).toHaveAttribute("aria-current", "page");
    if (part === "本班") await expect(page.getByText(/今天本车办过的/)).toBeVisible();
    await clean(page, part);
    await fits(page);
  }
  await page.getByText("夜间").click();
  await clean(page, "night");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "This phone" })).toBeVisible();
  await clean(page, "English at night");
  for (const part of ["Shift", "Unsent", "Task"]) {
    await page.getByRole("link", { name: part }).click();
    await clean(page, part);
    await fits(page);
  }
});

test("who is no member is told where to go", async ({ browser }) => {
  const stranger = await newWindow(browser, PHONE);
  await stranger.goto("/patrol");
  await expect(stranger.getByLabel("账号")).toBeVisible();
  await clean(stranger, "login");
  const page = await newWindow(browser, PHONE);
  await page.goto(`/patrol#token=${process.env.LIANDONG_TOKEN_AUDITOR}`);
  await expect(page.getByText("这一页给联警队员用")).toBeVisible();
});
