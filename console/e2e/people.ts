// People at their desks: a browser window for a role, logged in by its link.
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { withoutGl } from "./gl";

export type Role =
  | "COMMANDER" | "DISPATCHER" | "MEMBER" | "CREW_2" | "OFFICER_URBAN_MANAGEMENT" | "FOLLOW_UP" | "DUTY_MANAGER"
  | "PERFORMANCE" | "PERFORMANCE_2" | "LEADER" | "AUDITOR" | "ADMINISTRATOR" | "ADMIN_2";

export function token(role: Role): string {
  const found = process.env[`LIANDONG_TOKEN_${role}`];
  if (!found) throw new Error(`LIANDONG_TOKEN_${role} is not set; \`cargo xtask test --only browser\` sets it`);
  return found;
}

export type Size = { width: number; height: number };
export const DESK: Size = { width: 1366, height: 768 };
export const PHONE: Size = { width: 390, height: 844 };

/** The run of a test that the open windows are of. */
let running = "";

/**
 * A window of a role's own, whose faults are the test's. Those of earlier tests are closed: they would go on living.
 * Only a test that is about WebGL asks for it.
 */
export async function newWindow(browser: Browser, viewport: Size, gl = false): Promise<Page> {
  const { testId, retry } = test.info();
  if (running !== `${testId} ${retry}`) await Promise.all(browser.contexts().map((context) => context.close()));
  running = `${testId} ${retry}`;
  const context = await browser.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  if (!gl) await withoutGl(page);
  // A policy's violation or an exception is a fault of the page, whatever the test is about.
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) throw new Error(message.text());
  });
  return page;
}

/** Opens the desk of a role in a window of its own. */
export async function desk(browser: Browser, role: Role, viewport: Size = DESK): Promise<Page> {
  const page = await newWindow(browser, viewport);
  // Who has another page to begin with chooses the desk in the navigation, which marks the step so.
  await page.addInitScript(() => window.history.state ?? window.history.replaceState({ chosen: true }, ""));
  await page.goto(`/#token=${token(role)}`);
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  return page;
}

/** Opens another page of the console by its address. */
export async function paper(browser: Browser, role: Role, path: string, viewport: Size = DESK): Promise<Page> {
  const page = await newWindow(browser, viewport);
  await page.goto(`${path}#token=${token(role)}`);
  await expect(page.locator("main#content")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  return page;
}

export type Call = { address: string; text: string; phone?: string; name?: string };

let calls = 0;

/** An address that no other test has. */
export function newAddress(): string {
  calls += 1;
  return `测试路${Date.now() % 10_000_000}号${calls}室`;
}

/** Goes on by the keyboard to a field; a drawer that still opens may swallow a key. */
async function tabTo(page: Page, field: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("textbox", { name: field, exact: true })).toBeFocused({ timeout: 1000 });
  }).toPass();
}

/** Takes a call by the keyboard alone. */
export async function takeCall(page: Page, call: Call): Promise<void> {
  await page.locator("body").press("n");
  await expect(page.getByLabel("电话")).toBeFocused();
  if (call.phone) await page.keyboard.type(call.phone);
  await tabTo(page, "报警人姓名");
  if (call.name) await page.keyboard.type(call.name);
  await tabTo(page, "地址");
  await page.keyboard.type(call.address);
  await tabTo(page, "来电内容");
  await page.keyboard.type(call.text);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: call.address })).toBeVisible();
}

/** Opens an incident from the list. */
export async function open(page: Page, address: string): Promise<void> {
  await page.getByRole("list", { name: "警情列表" }).getByRole("button", { name: address }).click();
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
}

/** Opens a command's form from the bar or from under "more", as soon as what happened elsewhere makes it possible. */
export async function act(page: Page, name: string): Promise<void> {
  const bar = page.getByRole("group", { name: "办理" });
  const button = bar.getByRole("button", { name, exact: true });
  const item = page.getByRole("menuitem", { name, exact: true });
  const form = page.getByRole("form", { name, exact: true });
  await expect(bar).toBeVisible();
  await expect(async () => {
    if (await form.isVisible()) return;
    if (await button.isVisible()) {
      await button.click({ timeout: 5000 });
    } else {
      if (!(await item.isVisible())) await bar.getByRole("button", { name: /更多/ }).click({ timeout: 5000 });
      await item.click({ timeout: 5000 });
    }
    await expect(form).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
}

export async function choose(page: Page, group: string, answer: string): Promise<void> {
  await page.getByRole("group", { name: group }).getByText(answer, { exact: true }).click();
}

export async function submit(page: Page): Promise<void> {
  await page.keyboard.press("Control+Enter");
}

export async function phaseIs(page: Page, phase: string): Promise<void> {
  await expect(page.getByTestId("phase")).toHaveText(phase);
}

/** An act by the API, with the window's own login. */
export async function command(page: Page, address: string, command: object): Promise<void> {
  await page.evaluate(
    async ([address, body]) => {
      const list = await (await fetch("/api/v1/incidents?state=all&limit=200")).json();
      const one = list.incidents.find((incident: { address: string }) => incident.address === address);
      const answer = await fetch(`/api/v1/incidents/${one.id}/commands`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ command: body }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    [address, command] as const,
  );
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Everybody can read and use what is shown (WCAG 2.2 AA, as far as a machine can tell). */
export async function clean(page: Page, what: string): Promise<void> {
  // Drawers slide in; colours of a moving thing say nothing.
  await page.waitForTimeout(400);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join("\n")}`);
  expect(told, what).toEqual([]);
}

/** Nothing may stick out at the side. */
export async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}
