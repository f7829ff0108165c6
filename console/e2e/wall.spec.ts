import { type Browser, expect, type Page, test } from "@playwright/test";
import { clean, DESK, desk, fits, newAddress, newWindow, PHONE, type Role, type Size, takeCall, token } from "./people";

async function wall(browser: Browser, role: Role, size: Size = DESK, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await newWindow(browser, size);
  await before?.(page);
  await page.goto(`/wall#token=${token(role)}`);
  await expect(page.getByTestId("wall-received")).toHaveText(/^\d+$/);
  await expect(page.getByTestId("wall-under-way")).toHaveText(/^\d+$/);
  return page;
}

const count = async (page: Page, what: string) => Number(await page.getByTestId(`wall-${what}`).textContent());

test("the wall tells what the API tells, and a new call at once", async ({ browser }) => {
  const page = await wall(browser, "LEADER");
  const told = await page.evaluate(async () => {
    const day = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
    const { report } = await (await fetch(`/api/v1/reports/preview?kind=daily&day=${day}&format=json`)).json();
    const open = await (await fetch("/api/v1/incidents?state=open&limit=500")).json();
    return { received: report.volumes.received as number, open: open.incidents.length as number, arrive: report.clocks[0].kept };
  });
  // A demo's town goes on meanwhile: what was read a moment later may be one more.
  expect(Math.abs((await count(page, "received")) - told.received)).toBeLessThanOrEqual(2);
  expect(Math.abs((await count(page, "under-way")) - told.open)).toBeLessThanOrEqual(2);
  await expect(page.locator(".wall-clocks li")).toHaveCount(3);
  await expect(page.locator(".wall-clocks li").first()).toContainText(`/ `);
  const before = { waiting: await count(page, "waiting"), received: await count(page, "received") };
  const room = await desk(browser, "ADMINISTRATOR");
  await takeCall(room, { address: newAddress(), text: "树枝压住了电线" });
  await expect.poll(() => count(page, "waiting")).toBeGreaterThan(before.waiting);
  await expect.poll(() => count(page, "received")).toBeGreaterThan(before.received);
});

test("a broken stream is said in large letters, and the wall recovers by itself", async ({ browser }) => {
  const asked: string[] = [];
  let broken = true;
  const page = await wall(browser, "COMMANDER", DESK, async (window) => {
    await window.route("**/api/v1/live*", async (route) => {
      asked.push(new URL(route.request().url()).search);
      if (asked.length > 1) return broken ? route.abort("connectionreset") : route.continue();
      // The first stream ends after its hello.
      const town = await window.request.get("/api/v1/incidents?state=open&limit=1");
      const log = await window.request.get(`/api/v1/incidents/${(await town.json()).incidents[0].id}/events`);
      const position: number = (await log.json()).events.at(-1).position;
      const hello = JSON.stringify({ position, now: new Date().toISOString() });
      return route.fulfill({ contentType: "text/event-stream", body: `id: ${position}\nevent: hello\ndata: ${hello}\n\n` });
    });
  });
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  await expect(page.getByText("连接中断，正在重连")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "数据停在" })).toBeVisible();
  const before = await count(page, "under-way");
  const room = await desk(browser, "ADMINISTRATOR");
  await takeCall(room, { address: newAddress(), text: "下水道堵塞" });
  expect(await count(page, "under-way")).toBe(before);
  broken = false;
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  await expect.poll(() => count(page, "under-way")).toBeGreaterThan(before);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(asked[0]).toBe("");
  // Taken up where it ended, each time.
  expect(new Set(asked.slice(1)).size).toBe(1);
  expect(asked[1]).toMatch(/^\?after=\d+$/);
  expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
});

test("a login that ended is said in large letters, and logging in goes on with the wall", async ({ browser }) => {
  const page = await wall(browser, "AUDITOR");
  await page.evaluate(() => fetch("/api/v1/session", { method: "DELETE", headers: { "Idempotency-Key": crypto.randomUUID() } }));
  const word = page.getByText("登录已失效", { exact: true });
  await expect(word).toBeVisible({ timeout: 40_000 });
  expect((await word.boundingBox())?.height).toBeGreaterThan(90);
  await clean(page, "ended wall");
  await page.getByText("口令登录", { exact: true }).click();
  await page.getByLabel("访问口令").fill(token("AUDITOR"));
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByTestId("wall-received")).toHaveText(/^\d+$/);
  await expect(page).toHaveURL(/\/wall$/);
});

test("at midnight in the town a new day begins", async ({ browser }) => {
  const days: string[] = [];
  // The server's clock, as the page hears it, stands eight seconds before midnight in Shanghai until the
  // first figures are asked for, and runs from then on.
  let begin: number | undefined;
  const midnight = Math.ceil((Date.now() + 8 * 3600_000) / 86_400_000) * 86_400_000 - 8 * 3600_000;
  const shifted = () => new Date(midnight - 8_000 + (begin === undefined ? 0 : Date.now() - begin));
  const page = await wall(browser, "COMMANDER", DESK, async (window) => {
    await window.route("**/api/v1/**", async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const url = new URL(route.request().url());
      if (url.pathname.endsWith("/preview")) {
        begin ??= Date.now();
        days.push(url.searchParams.get("day") ?? "");
      }
      if (url.pathname.endsWith("/live")) {
        const hello = JSON.stringify({ position: 1, now: shifted().toISOString() });
        return route.fulfill({ contentType: "text/event-stream", body: `event: hello\ndata: ${hello}\n\n`, headers: { Date: shifted().toUTCString() } });
      }
      const answer = await route.fetch();
      const { "content-encoding": _, "content-length": __, ...headers } = answer.headers();
      return route.fulfill({ response: answer, headers: { ...headers, date: shifted().toUTCString() } });
    });
  });
  const dayOf = (at: number) => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);
  const [old, next] = [dayOf(midnight - 1), dayOf(midnight)];
  await expect(page.getByText(next, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => days.at(-1)).toBe(next);
  expect(days).toContain(old);
  // Yesterday's calls are not today's.
  await expect(page.getByTestId("wall-received")).toHaveText("0");
});

const SIZES = [["a desk", DESK], ["a phone", PHONE], ["a wall of 4K", { width: 3840, height: 2160 }]] as const;
for (const [name, size] of SIZES) {
  test(`everybody can read it on ${name}, in both languages`, async ({ browser }) => {
    const page = await wall(browser, "COMMANDER", size);
    await clean(page, "wall");
    await fits(page);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByText("Calls today", { exact: true })).toBeVisible();
    await fits(page);
    if (size.width > 860) {
      // Nothing is taller than the screen, and letters grow with it.
      expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
      const letters = await page.locator(".wall-numbers dd").first().evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
      expect(letters / size.width).toBeGreaterThan(0.03);
    }
    await clean(page, "wall in English");
  });
}
