import { type Browser, expect, type Page, test } from "@playwright/test";
import { TOURS } from "../src/tour/steps";
import { clean, command, DESK, desk, fits, newAddress, newWindow, PHONE, type Role, type Size, takeCall, token } from "./people";

const card = (page: Page) => page.getByTestId("tour");
const steps = new Map(Object.values(TOURS).flatMap((tour) => tour.steps.map((step) => [step.key as string, step])));

/** Opens an address with the wish for a tour. */
async function toured(browser: Browser, role: Role, path: string, size: Size = DESK): Promise<Page> {
  const page = await newWindow(browser, size);
  await page.goto(`${path}?tour#token=${token(role)}`);
  await expect(card(page)).toBeVisible();
  expect(new URL(page.url()).search).not.toContain("tour");
  return page;
}

const stepOf = async (page: Page) => (await card(page).getAttribute("data-step")) ?? "";

/** What the step is about is in sight, framed, and not under the card. */
async function pointed(page: Page, step: string): Promise<void> {
  const anchors = step === "tour.end" ? ["tour"] : (steps.get(step)?.anchors ?? []);
  await expect
    .poll(
      () =>
        page.evaluate((anchors) => {
          const drawn = (one: HTMLElement) => one.offsetWidth > 0 && one.offsetHeight > 0;
          const found = anchors.flatMap((anchor) => [...document.querySelectorAll<HTMLElement>(`[data-tour="${anchor}"]`)]).find(drawn);
          const frame = document.querySelector("[data-testid=tour-frame]")?.getBoundingClientRect();
          if (!found || !frame) return `no ${anchors.join()}`;
          const box = found.getBoundingClientRect();
          const inSight = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
          const framed = Math.abs(frame.left - Math.max(2, box.left - 4)) < 2 && Math.abs(frame.top - Math.max(2, box.top - 4)) < 2;
          return inSight && framed ? "pointed at" : JSON.stringify([box, frame]);
        }, anchors),
      { message: step },
    )
    .toBe("pointed at");
  const box = await card(page).boundingBox();
  const { width, height } = page.viewportSize() ?? DESK;
  expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1, step).toBe(true);
}

/** Walks to the end; says which steps there were. */
async function walk(page: Page, on: (step: string) => Promise<void>, next: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const step = await stepOf(page);
    seen.push(step);
    await on(step);
    if (step === "tour.end" || seen.length > 8) return seen;
    await next();
    await expect.poll(() => stepOf(page), { message: `after ${step}` }).not.toBe(step);
  }
}

test("a dispatcher walks through the room by the keyboard alone", async ({ browser }) => {
  const other = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(other, { address, text: "有人打架受伤流血" });
  const page = await toured(browser, "DISPATCHER", "/");
  const seen = await walk(
    page,
    async (step) => {
      await expect(card(page)).toBeFocused();
      await pointed(page, step);
      await clean(page, step);
    },
    () => page.keyboard.press("Enter"),
  );
  expect(seen).toEqual([...TOURS.room.steps.map((one) => one.key), "tour.end"]);
  // The most urgent call was opened on the way, and nothing was done to it.
  await expect(page).toHaveURL(/\?incident=/);
  await expect(card(page)).toContainText("第 8 步，共 8 步");
  await expect(card(page).getByRole("listitem")).toContainText(["地图", "大屏", "member", "department", "follow_up", "performance"]);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => stepOf(page)).toBe("tour.room.sound");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "导览", exact: true })).toBeFocused();
  // Who has seen it is not asked.
  await page.reload();
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  await expect(page.getByText("第一次用这里？")).toHaveCount(0);
  await command(other, address, { do: "cancel", reason: "演练结束" });
});

test("the page works while the tour stands beside it, and comes first", async ({ browser }) => {
  const page = await toured(browser, "COMMANDER", "/");
  // The page's own keys: N opens the drawer, over which no tour stands.
  await page.keyboard.press("n");
  await expect(page.getByLabel("来电内容")).toBeVisible();
  await expect(card(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeVisible();
  expect(await stepOf(page)).toBe("tour.room.intake");
  // A call for help: the tour is away until it is over.
  const crew = await desk(browser, "MEMBER", PHONE);
  const sos = await crew.evaluate(async () => {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
    return (await (await fetch("/api/v1/sos", { method: "POST", headers, body: JSON.stringify({ note: "演练" }) })).json()) as { id: string };
  });
  await expect(page.getByRole("alert", { name: "紧急求助" })).toBeVisible();
  await expect(card(page)).toBeHidden();
  await page.evaluate(async (id) => {
    const post = (path: string, body: object) =>
      fetch(`/api/v1/sos/${id}/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify(body) });
    await post("acknowledge", {});
    await post("end", { outcome: "mistaken", word: "演练结束" });
  }, sos.id);
  await expect(page.getByRole("alert", { name: "紧急求助" })).toBeHidden();
  await expect(card(page)).toBeVisible();
  // F6 leads from the page back to the tour, Escape ends it.
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("F6");
  await expect(card(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
});

test("it is offered once, takes no focus and is in nobody's way", async ({ browser }) => {
  const page = await desk(browser, "DISPATCHER");
  const offer = page.getByRole("note").filter({ hasText: "第一次用这里？" });
  await expect(offer).toBeVisible();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await clean(page, "offer");
  const header = await page.getByRole("banner").boundingBox();
  const main = await page.getByRole("main").boundingBox();
  expect(main?.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0) - 1);
  const address = newAddress();
  await page.locator("body").press("n");
  await expect(page.getByLabel("来电内容")).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("来电内容")).toBeHidden();
  await takeCall(page, { address, text: "路灯不亮" });
  await offer.getByRole("button", { name: "不用了" }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  await expect(offer).toHaveCount(0);
  // The next person at this desk has not answered.
  await page.goto(`/#token=${token("COMMANDER")}`);
  await expect(page.getByRole("banner").getByText("指挥长", { exact: true })).toBeVisible();
  await expect(offer).toBeVisible();
  await command(page, address, { do: "cancel", reason: "演练结束" });
});

test("the help leads to it; a tour that does not load says so", async ({ browser }) => {
  const page = await desk(browser, "COMMANDER");
  await page.route(/\/assets\/Tour-[^/]*\.js/, (route) => route.abort());
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "看一遍本页导览" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "导览没有载入" })).toBeVisible();
  await page.unroute(/\/assets\/Tour-[^/]*\.js/);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "看一遍本页导览" }).click();
  await expect(card(page)).toBeVisible();
  await expect(card(page)).toBeFocused();
});

const PAGES: [Role, string, keyof typeof TOURS, number][] = [
  ["AUDITOR", "/map", "map", 5],
  ["PERFORMANCE", "/wall", "wall", 7],
  ["OFFICER_URBAN_MANAGEMENT", "/inbox", "inbox", 3],
  ["FOLLOW_UP", "/follow-up", "follow_up", 2],
  ["DUTY_MANAGER", "/", "duty", 6],
  ["DUTY_MANAGER", "/assessment", "assessment", 5],
  ["PERFORMANCE", "/performance", "performance", 7],
  ["AUDITOR", "/form-check", "check", 4],
  ["LEADER", "/reports", "reports", 7],
  ["ADMINISTRATOR", "/admin", "admin", 7],
];

for (const [role, path, name, least] of PAGES) {
  test(`the tour of ${name} shows what is there`, async ({ browser }) => {
    const page = await toured(browser, role, path);
    const seen = await walk(page, (step) => pointed(page, step), () => page.keyboard.press("ArrowRight"));
    await clean(page, name);
    expect(seen.length).toBeGreaterThanOrEqual(least);
    const all: string[] = [...TOURS[name].steps.map((one) => one.key), "tour.end"];
    expect(seen).toEqual(all.filter((key) => seen.includes(key)));
  });
}

test("on the patrol's phone the call for help stays in reach", async ({ browser }) => {
  // What a test before left to the car would ask for an answer, and no tour stands before that.
  const room = await desk(browser, "ADMINISTRATOR");
  await room.evaluate(async () => {
    const { incident } = (await (await fetch("/api/v1/units/car-1")).json()) as { incident?: string | null };
    const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
    const body = JSON.stringify({ command: { do: "cancel", reason: "演练结束" } });
    if (incident) await fetch(`/api/v1/incidents/${incident}/commands`, { method: "POST", headers, body });
  });
  const page = await toured(browser, "MEMBER", "/", PHONE);
  await expect(page).toHaveURL(/\/patrol$/);
  const seen = await walk(
    page,
    async (step) => {
      if (step !== "tour.end") await pointed(page, step);
      const uppermost = await page.evaluate(() => {
        const sos = document.querySelector(".p-bar .p-sos")?.getBoundingClientRect();
        return sos && document.elementFromPoint(sos.left + sos.width / 2, sos.top + sos.height / 2)?.closest(".p-sos") !== null;
      });
      expect(uppermost, step).toBe(true);
      await clean(page, step);
      await fits(page);
    },
    () => card(page).getByRole("button", { name: "下一步" }).click(),
  );
  expect(seen).toEqual([...TOURS.patrol.steps.map((one) => one.key), "tour.end"]);
  await card(page).getByRole("button", { name: "看完了" }).click();
  await expect(card(page)).toHaveCount(0);
  await page.getByRole("link", { name: "设置" }).click();
  await page.getByRole("button", { name: "看一遍导览" }).click();
  await expect(card(page)).toBeVisible();
});

test("the room's tour fits a phone, in English", async ({ browser }) => {
  const other = await desk(browser, "ADMINISTRATOR");
  const address = newAddress();
  await takeCall(other, { address, text: "烧烤摊油烟扰民" });
  const page = await newWindow(browser, PHONE);
  await page.addInitScript(() => localStorage.setItem("liandong.language", "en"));
  await page.goto(`/?tour#token=${token("COMMANDER")}`);
  await expect(card(page)).toBeVisible();
  const seen = await walk(
    page,
    async (step) => {
      await pointed(page, step);
      await fits(page);
    },
    () => card(page).getByRole("button", { name: "Next" }).click(),
  );
  await clean(page, "the end, in English");
  // The town's map has no room beside an incident in hand.
  expect(seen).not.toContain("tour.room.town");
  expect(seen.length).toBeGreaterThanOrEqual(7);
  await command(other, address, { do: "cancel", reason: "演练结束" });
});
