import { type APIRequestContext, type Browser, expect, type Page, request, test } from "@playwright/test";
import config from "../playwright.config";
import { clean, DESK, desk, fits, newAddress, newWindow, PHONE, type Role, type Size, takeCall, token } from "./people";

/** The map; drawn by WebGL only where a map service is set up for the page. */
async function map(browser: Browser, role: Role, path = "/map", size: Size = DESK, service?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await newWindow(browser, size, service !== undefined);
  await service?.(page);
  await page.goto(`${path}#token=${token(role)}`);
  await expect(page.locator(".map-base")).not.toHaveAttribute("data-drawn", "", { timeout: 60_000 });
  return page;
}

const api = (role: Role): Promise<APIRequestContext> =>
  request.newContext({ baseURL: config.use?.baseURL ?? "", extraHTTPHeaders: { Authorization: `Bearer ${token(role)}` } });

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });

/** Metres east and north of where the car was when the test began: nobody believes a car that jumps. */
type Fix = { east: number; north: number; heading?: number };

/** Reports as the crew that is on duty in a car; the member's login is lent to it and given back. */
async function onDuty(act: (car: string, report: (fix: Fix) => Promise<void>) => Promise<void>): Promise<void> {
  const [admin, member] = [await api("ADMINISTRATOR"), await api("MEMBER")];
  const { account } = await (await member.get("/api/v1/session")).json();
  const was = await (await admin.get(`/api/v1/accounts/${account}`)).json();
  const { units } = await (await admin.get("/api/v1/units")).json();
  const car = units.find((unit: { crew: unknown[]; state: string }) => unit.crew.length > 0);
  const lend = async (to: string) => {
    const lent = await admin.put(`/api/v1/accounts/${account}`, { headers: key(), data: { name: was.name, role: was.role, member: to } });
    expect(lent.ok(), await lent.text()).toBe(true);
  };
  await lend(car.crew[0].code);
  const { positions } = await (await (await api("COMMANDER")).get("/api/v1/positions")).json();
  const begin = positions.find((one: { unit: string }) => one.unit === car.id)?.place ?? { lon: 121.309, lat: 31.2255 };
  try {
    await act(car.id, async ({ east, north, heading }) => {
      const [lon, lat] = [begin.lon + east / 95_200, begin.lat + north / 111_320];
      const fix = { at: new Date().toISOString().replace(/\.\d+Z$/, "Z"), place: { lon, lat }, accuracy_metres: 6, heading, speed_kmh: 30 };
      const answer = await member.post("/api/v1/positions", { headers: key(), data: { fixes: [fix] } });
      expect(await answer.json(), "the fix was taken").toMatchObject({ taken: 1 });
    });
  } finally {
    await lend(was.member);
    await admin.dispose();
    await member.dispose();
  }
}

/** A pin itself has no size: it is the point that its parts stand around. */
const spot = (page: Page, pin: string) => page.locator(`[data-pin="${pin}"]`);
const seen = (page: Page, pin: string) => expect(spot(page, pin).locator(".pin-body")).toBeVisible();
const where = async (page: Page, pin: string) => {
  const box = await spot(page, pin).locator(".pin-body").boundingBox();
  return { x: box?.x ?? 0, y: box?.y ?? 0 };
};

test("a car that reports its position appears, and drives on, without loading anew", async ({ browser }) => {
  const page = await map(browser, "COMMANDER", "/map");
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  await onDuty(async (car, report) => {
    await report({ east: 0, north: 0 });
    await seen(page, `car ${car}`);
    await page.getByRole("radiogroup", { name: "看什么" }).getByText(/^车辆/).click();
    const item = page.getByRole("list", { name: "车辆" }).getByRole("button", { pressed: false }).filter({ hasText: /秒前/ });
    await expect(item.first()).toBeVisible();
    const before = await where(page, `car ${car}`);
    await page.waitForTimeout(3_000);
    // Sixty metres east: some pixels to the right, and no higher or lower.
    await report({ east: 60, north: 0, heading: 90 });
    await expect.poll(async () => (await where(page, `car ${car}`)).x - before.x).toBeGreaterThan(1);
    expect(Math.abs((await where(page, `car ${car}`)).y - before.y)).toBeLessThan(2);
    await expect(spot(page, `car ${car}`).locator(".pin-heading")).toHaveAttribute("style", /rotate\(90deg\)/);
    await item.first().click();
    await expect(page).toHaveURL(new RegExp(`car=${car}`));
    await expect(page.locator(".map-facts")).toContainText("向东");
    await expect(page.locator(".map-facts")).toContainText("误差 6 米");
  });
  expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
});

test("an incident is found by the keyboard alone, and its address leads a colleague to it", async ({ browser }) => {
  const room = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(room, { address, text: "路面积水，有人受伤" });
  const page = await map(browser, "DISPATCHER", "/map");
  await page.getByLabel("搜索地址、编号、车辆、地名").focus();
  await page.keyboard.type(address);
  const item = page.getByRole("button", { name: address });
  await expect(item).toBeVisible();
  await page.keyboard.press("Tab");
  while (!(await item.evaluate((one) => one === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const facts = page.getByRole("article", { name: address });
  await expect(facts).toContainText("涉险");
  await expect(facts.getByRole("heading", { name: "派单建议" })).toBeVisible();
  await expect(facts.getByRole("listitem").first()).toContainText(/约 \d+ 分钟/);
  const colleague = await map(browser, "COMMANDER", new URL(page.url()).pathname + new URL(page.url()).search);
  await expect(colleague.getByRole("article", { name: address })).toBeVisible();
  await colleague.getByRole("link", { name: /在指挥台打开/ }).click();
  await expect(colleague.getByRole("heading", { name: address })).toBeVisible();
});

test("a phone's coordinate is moved to where it is, and told in both grids", async ({ browser }) => {
  const page = await map(browser, "COMMANDER", "/map");
  await page.getByText("按坐标定位").click();
  await page.getByLabel("经度、纬度").fill("nowhere");
  await page.getByRole("button", { name: "定位", exact: true }).click();
  await expect(page.getByText("请写两个数")).toBeVisible();
  await expect(page.getByLabel("经度、纬度")).toHaveValue("nowhere");
  await page.getByLabel("经度、纬度").fill("31.222811, 121.314539");
  await page.getByRole("button", { name: "定位", exact: true }).click();
  await expect(page.locator(".map-outside")).toContainText("121.314539, 31.222811");
  const at = /at=([\d.]+)%2C([\d.]+)/.exec(page.url());
  // Some hundred metres to the north-west of what the phone showed.
  expect(121.314539 - Number(at?.[1])).toBeGreaterThan(0.003);
  expect(Number(at?.[2]) - 31.222811).toBeGreaterThan(0.001);
  await expect(page.locator(".map-facts")).toContainText("责任区");
  await seen(page, "point");
  await expect(page.getByRole("link", { name: /高德/ })).toHaveAttribute("href", /position=121\.314539%2C31\.222811/);
});

test("without WebGL nothing is lost", async ({ browser }) => {
  const page = await map(browser, "COMMANDER", "/map");
  await expect(page.locator(".map-base")).toHaveAttribute("data-drawn", "svg");
  await expect(page.getByText("此浏览器不支持 WebGL")).toBeVisible();
  await expect(page.locator(".plain-map polygon")).not.toHaveCount(0);
  await expect(page.locator(".plain-map text", { hasText: "责任区" }).first()).toBeVisible();
  await onDuty(async (car, report) => {
    await report({ east: 0, north: 0 });
    await seen(page, `car ${car}`);
    const before = await where(page, `car ${car}`);
    await page.getByRole("button", { name: "放大" }).click();
    await expect.poll(() => where(page, `car ${car}`)).not.toEqual(before);
  });
  await clean(page, "plain map");
});

test("a configured map service lies under the town's own data, and its absence is said", async ({ browser }) => {
  const asked: string[] = [];
  let gone = false;
  const configure = async (page: Page) => {
    await page.route("**/api/v1/town", async (route) => {
      const answer = await route.fetch();
      const layers = ["/tiles/vec/{z}/{y}/{x}", "/tiles/cva/{z}/{y}/{x}"].map((path) => new URL(route.request().url()).origin + path);
      const service = { name: "天地图", layers, attribution: "天地图 GS(2024)0568号", max_zoom: 18 };
      await route.fulfill({ response: answer, json: { ...(await answer.json()), map: service } });
    });
    const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    await page.route("**/tiles/**", (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return gone ? route.abort() : route.fulfill({ contentType: "image/png", body: dot });
    });
  };
  const page = await map(browser, "COMMANDER", "/map", DESK, configure);
  await expect(page.locator(".map-base")).toHaveAttribute("data-drawn", "gl");
  await expect(page.getByText("天地图 GS(2024)0568号")).toBeVisible();
  expect(asked.some((path) => /^\/tiles\/vec\/\d+\/\d+\/\d+$/.test(path))).toBe(true);
  expect(asked.some((path) => path.startsWith("/tiles/cva/"))).toBe(true);
  // The town's own data stand over them, where they belong.
  const [whole, station] = [await page.locator(".map-base").boundingBox(), await spot(page, "station huacao").locator(".pin-body").boundingBox()];
  expect(station?.x).toBeGreaterThan((whole?.x ?? 0) + (whole?.width ?? 0) / 2);
  gone = true;
  const other = await map(browser, "COMMANDER", "/map", DESK, configure);
  await expect(other.getByText("底图“天地图”未能载入")).toBeVisible();
  await expect(other.getByRole("list", { name: "警情" })).toBeVisible();
});

test("a member's call for help is on the map at once, is seen to from there, and goes when it is over", async ({ browser }) => {
  const [room, member] = [await api("COMMANDER"), await api("MEMBER")];
  const over = async (id: string) => room.post(`/api/v1/sos/${id}/end`, { headers: key(), data: { outcome: "mistaken", word: "演练结束" } });
  // What other tests left behind.
  for (const one of (await (await room.get("/api/v1/sos")).json()).sos) {
    if (!one.acknowledged_at) await room.post(`/api/v1/sos/${one.id}/acknowledge`, { headers: key(), data: {} });
    await over(one.id);
  }
  const page = await map(browser, "COMMANDER", "/map");
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  const wall = await newWindow(browser, DESK);
  await wall.goto(`/wall#token=${token("LEADER")}`);
  const officer = await map(browser, "FOLLOW_UP", "/map");
  await expect(page.locator("[data-pin^=sos]")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "警情" })).toBeVisible();
  const raised = await member.post("/api/v1/sos", { headers: key(), data: { place: { lon: 121.3125, lat: 31.2301 }, note: "对方持械" } });
  const { id, member_name: name } = await raised.json();
  const pin = spot(page, `sos ${id}`);
  await seen(page, `sos ${id}`);
  await expect(pin).toContainText(name);
  await expect(pin).toHaveClass(/alarm/);
  // Nothing lies over it.
  expect(await pin.locator(".pin-body").evaluate((body) => {
    const { x, y, width, height } = body.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === body;
  })).toBe(true);
  const item = page.getByRole("alert", { name: "紧急求助" }).getByRole("button", { name: new RegExp(name) });
  await expect(item).toContainText("无人确认");
  await seen(wall, `sos ${id}`);
  await expect(wall.getByRole("alert", { name: "紧急求助" })).toContainText(name);
  // Who may not read calls for help sees none, and no error.
  await expect(officer.locator("[data-pin^=sos]")).toHaveCount(0);
  await expect(officer.getByRole("alert")).toHaveCount(0);
  await pin.locator(".pin-body").click();
  const facts = page.getByRole("article", { name: `${name} 紧急求助` });
  await expect(facts).toContainText("对方持械");
  await expect(page).toHaveURL(new RegExp(`sos=${id}`));
  await clean(page, "a call for help on the map");
  await facts.getByRole("button", { name: "确认，立即支援" }).click();
  await expect(pin).toHaveClass(/tone-seen/);
  await expect(item).toContainText("已确认");
  await expect(facts.getByRole("button", { name: "解除", exact: true })).toBeVisible();
  expect((await over(id)).ok()).toBe(true);
  await expect(pin).toHaveCount(0);
  await expect(item).toHaveCount(0);
  await expect(page.getByText("这次求助已解除")).toBeVisible();
  await expect(wall.locator("[data-pin^=sos]")).toHaveCount(0);
  expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
  await room.dispose();
  await member.dispose();
});

test("who may not see positions sees the rest", async ({ browser }) => {
  const page = await map(browser, "PERFORMANCE", "/map");
  await expect(page.getByText("按您的角色，不显示车辆位置和派单建议。")).toBeVisible();
  await expect(page.locator("[data-pin^=car]")).toHaveCount(0);
  await page.getByRole("radiogroup", { name: "看什么" }).getByText(/^车辆/).click();
  await expect(page.getByRole("list", { name: "车辆" }).getByRole("button").first()).toBeVisible();
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use the map on ${name}, in both languages`, async ({ browser }) => {
    const page = await map(browser, "COMMANDER", "/map?at=121.31,31.225", size);
    await expect(page.locator(".map-facts")).toBeVisible();
    await clean(page, "map with a point");
    await fits(page);
    await page.getByText("图层与图例").click();
    await page.getByText("按坐标定位").click();
    await clean(page, "legend and tool");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("radiogroup", { name: "What to look at" }).getByText(/^Cars/).click();
    await page.getByRole("list", { name: "Cars" }).getByRole("button").first().click();
    await expect(page.locator(".map-facts")).toContainText("Position");
    await clean(page, "a car in English");
    await fits(page);
  });
}
