import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { clean, DESK, fits, paper, PHONE, type Role, type Size } from "./people";

/** The areas of the day on the map, drawn without WebGL. */
async function areas(browser: Browser, role: Role = "ADMINISTRATOR", size: Size = DESK): Promise<Page> {
  const page = await paper(browser, role, "/admin/areas", size);
  await expect(page.locator(".draw-map .map-base")).toHaveAttribute("data-drawn", "svg");
  await page.getByRole("region", { name: "地图", exact: true }).scrollIntoViewIfNeeded();
  return page;
}

/** A day that no other test looks at. */
const farDay = () => new Date(Date.UTC(2050 + Math.floor(Math.random() * 40), 0, 1 + Math.floor(Math.random() * 360))).toISOString().slice(0, 10);

const chip = (page: Page, name: string) => page.getByRole("group", { name: "责任区" }).getByRole("button", { name: new RegExp(`^${name}`) });
const corner = (page: Page, n: number) => page.getByRole("button", { name: new RegExp(`^拐点 ${n} `) });
const findings = (page: Page) => page.getByRole("region", { name: "拼合情况" }).first();

/** A handle has no size: it is the point that it stands for. */
const point = (handle: Locator) => handle.evaluate((one) => ({ x: one.getBoundingClientRect().x, y: one.getBoundingClientRect().y }));

async function drag(page: Page, handle: string, dx: number, dy: number): Promise<void> {
  const { x, y } = await point(page.locator(handle));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 3 });
  await page.mouse.move(x + dx, y + dy, { steps: 3 });
  await page.mouse.up();
}

test("a corner is dragged and stepped, what no longer fits is seen, taken back, and a version of a later day is saved", async ({ browser }) => {
  const page = await areas(browser);
  await expect(findings(page)).toContainText("没有重叠、空隙和出界");
  await chip(page, "金丰责任区").click();
  await page.getByLabel("共用边界一起移动").uncheck();
  const list = page.getByRole("list", { name: "金丰责任区的拐点" });
  await expect(list.getByRole("listitem")).toHaveCount(7);
  // The corner with its neighbour to the north, into the area: ground that nobody has.
  const before = await corner(page, 5).textContent();
  await drag(page, '[data-corner="5"]', 10, 60);
  await expect(corner(page, 5)).toBeFocused();
  expect(await corner(page, 5).textContent()).not.toBe(before);
  await expect(findings(page)).toContainText(/空隙[\d,]+ 平方米/);
  await expect(findings(page)).toContainText("服务器已核对");
  const effect = page.getByRole("region", { name: "改动前后" });
  await expect(effect.getByRole("row", { name: /金丰责任区/ })).toContainText(/6\.\d{3} → 5\.\d{3}\d* → \d+/);
  await expect(chip(page, "金丰责任区")).toContainText("已改");

  // By the keyboard: a step to the east, a new corner, and away with it.
  const dragged = await corner(page, 5).textContent();
  const east = async () => Number(/(\d+\.\d+),/.exec((await corner(page, 5).textContent()) ?? "")?.[1]);
  const from = await east();
  await page.keyboard.press("ArrowRight");
  await expect.poll(east).toBeCloseTo(from + 5 / 95_200, 5);
  await expect(page.getByText("拐点 5 向东移 5 米")).toBeAttached();
  await page.keyboard.press("+");
  await expect(list.getByRole("listitem")).toHaveCount(8);
  await expect(corner(page, 6)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(list.getByRole("listitem")).toHaveCount(7);
  await expect(corner(page, 5)).toBeFocused();

  // All of it taken back, and the drag done again.
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "撤销" })).toBeDisabled();
  await expect(corner(page, 5)).toHaveText(before ?? "");
  await expect(findings(page)).toContainText("没有重叠、空隙和出界");
  await page.getByRole("button", { name: "重做" }).click();
  await expect(corner(page, 5)).toHaveText(dragged ?? "");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByRole("button", { name: "没有改动" })).toBeDisabled();

  // The common border with the neighbour moves as one: nothing is torn.
  await page.getByLabel("共用边界一起移动").check();
  await drag(page, '[data-corner="5"]', 10, 30);
  await expect(chip(page, "爱博责任区")).toContainText("已改");
  await expect(findings(page)).toContainText("没有重叠、空隙和出界");
  await clean(page, "a common border that was moved");
  const day = farDay();
  await page.locator("#draw-from").fill(day);
  await page.getByRole("button", { name: `保存 2 个责任区，自 ${day} 起` }).click();
  await expect(page.getByText(`已保存 2 个责任区，自 ${day} 起`)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: day })).toHaveCount(2);
  await expect(page.getByRole("button", { name: "没有改动" })).toBeDisabled();
  // Today's borders are what they were.
  await page.reload();
  await chip(page, "金丰责任区").click();
  await expect(corner(page, 5)).toHaveText(before ?? "");
});

test("what was refused is told, the rest is saved, and nothing that was drawn is lost", async ({ browser }) => {
  const page = await areas(browser);
  await chip(page, "纪王责任区").click();
  await drag(page, '[data-corner="6"]', 12, 8);
  await expect(chip(page, "前湾责任区")).toContainText("已改");
  const drawn = await corner(page, 6).textContent();
  await page.locator("#draw-from").fill(farDay());
  let sent = 0;
  await page.route("**/api/v1/areas", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    sent += 1;
    return sent === 2 ? route.abort("connectionreset") : route.continue();
  });
  await page.getByRole("button", { name: /^保存 2 个责任区/ }).click();
  await expect(page.getByText("前湾责任区没有保存。")).toBeVisible();
  await expect(page.getByText(/已保存：纪王责任区。/)).toBeVisible();
  await expect(chip(page, "前湾责任区")).toContainText("已改");
  await expect(corner(page, 6)).toHaveText(drawn ?? "");
  // Also not by a page that is loaded anew.
  await page.reload();
  await expect(chip(page, "前湾责任区")).toContainText("已改");
  await page.unroute("**/api/v1/areas");
  await page.getByRole("button", { name: /^保存 1 个责任区/ }).click();
  await expect(page.getByText(/^已保存 1 个责任区/)).toBeVisible();
});

test("a new area is drawn point by point, drawn to its neighbours, and given up again", async ({ browser }) => {
  const page = await areas(browser);
  await page.getByRole("button", { name: "新责任区" }).click();
  const map = await page.locator(".draw-map .map-base").boundingBox();
  const at = (x: number, y: number) => page.mouse.click((map?.x ?? 0) + (map?.width ?? 0) * x, (map?.y ?? 0) + (map?.height ?? 0) * y);
  await at(0.4, 0.4);
  await at(0.5, 0.4);
  await expect(page.getByText("已有 2 个拐点")).toBeVisible();
  await expect(page.getByRole("button", { name: "画好了" })).toBeDisabled();
  // By its coordinate, some metres off a corner of the town, and one too many.
  await page.getByLabel("经度、纬度").fill("121.3110, 31.2131");
  await page.getByRole("button", { name: "加点", exact: true }).click();
  await at(0.45, 0.5);
  await page.getByRole("button", { name: "退一点" }).click();
  await expect(page.getByText("已有 3 个拐点")).toBeVisible();
  await clean(page, "an outline in the making");
  await page.locator(".draw-point.first").evaluate((one) => one.scrollIntoView({ block: "center" }));
  const first = await point(page.locator(".draw-point.first"));
  await page.mouse.click(first.x, first.y);
  await expect(page.getByRole("list", { name: /的拐点/ }).getByRole("listitem")).toHaveCount(3);
  await expect(findings(page)).toContainText("重叠");
  await page.getByRole("button", { name: /^保存 1 个责任区/ }).click();
  await expect(page.getByText(/还缺编号、名称或派出所/)).toBeVisible();
  await page.locator("#draw-id").fill("jinfeng");
  await expect(page.getByText("已有此编号")).toBeVisible();
  await page.locator("#draw-name").fill("试画责任区");
  await expect(chip(page, "试画责任区")).toBeVisible();
  // A corner to the nearest border, without a mouse.
  await corner(page, 3).focus();
  await page.getByRole("button", { name: "贴到邻界" }).click();
  await expect(corner(page, 3)).toContainText("121.311000, 31.213000");
  await page.getByRole("button", { name: "放弃改动" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "放弃改动" }).click();
  await expect(chip(page, "试画责任区")).toHaveCount(0);
});

test("an outline that crosses itself is told at once and not sent", async ({ browser }) => {
  const page = await areas(browser);
  await chip(page, "爱博责任区").click();
  await page.getByLabel("共用边界一起移动").uncheck();
  await corner(page, 1).focus();
  await page.getByRole("form", { name: "按坐标" }).getByLabel("经度、纬度").fill("121.3300, 31.2150");
  await page.getByRole("button", { name: "移到" }).click();
  await expect(findings(page)).toContainText("边界自相交");
  await page.getByRole("button", { name: /^保存 1 个责任区/ }).click();
  await expect(page.getByText("爱博责任区的边界自相交，不能保存。")).toBeVisible();
});

test("on a phone a finger drags a corner, and everything fits, in both languages", async ({ browser }) => {
  const page = await areas(browser, "ADMINISTRATOR", PHONE);
  await chip(page, "诸翟责任区").click();
  // Where a neighbour's corner lies near is another test's matter.
  await page.getByLabel("吸附邻区和镇界").uncheck();
  await fits(page);
  await clean(page, "areas on a phone");
  const handle = page.locator('[data-corner="2"]');
  await handle.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const { x, y } = await point(handle);
  const device = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", dx = 0) =>
    device.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x + dx, y }] });
  /** Where a corner that nobody touches lies on the map. */
  const other = async () => {
    const [at, map] = [await point(page.locator('[data-corner="5"]')), await page.locator(".draw-map").boundingBox()];
    return [at.x - (map?.x ?? 0), at.y - (map?.y ?? 0)].map(Math.round);
  };
  const still = await other();
  await touch("touchStart");
  for (const dx of [8, 16, 30]) await touch("touchMove", dx);
  await touch("touchEnd");
  await expect(chip(page, "诸翟责任区")).toContainText("已改");
  await expect.poll(async () => (await point(handle)).x - x).toBeGreaterThan(20);
  // The ground did not go along.
  expect(await other()).toEqual(still);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: /^Save areas \(1\)/ })).toBeVisible();
  await fits(page);
  await clean(page, "areas on a phone in English");
});

test("the auditor sees the areas and changes nothing", async ({ browser }) => {
  const page = await areas(browser, "AUDITOR");
  await chip(page, "金丰责任区").click();
  await expect(page.locator(".draw-chosen")).toBeAttached();
  await expect(page.locator(".draw-handle")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /保存|新责任区|撤销/ })).toHaveCount(0);
  await clean(page, "areas that are only looked at");
});
