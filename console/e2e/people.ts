// People at their desks: a browser window for a role, logged in by its link.
import { type Browser, expect, type Page } from "@playwright/test";

export type Role = "COMMANDER" | "DISPATCHER" | "MEMBER" | "DEPARTMENT" | "FOLLOW_UP" | "PERFORMANCE" | "AUDITOR" | "ADMINISTRATOR";

export function token(role: Role): string {
  const found = process.env[`LIANDONG_TOKEN_${role}`];
  if (!found) throw new Error(`LIANDONG_TOKEN_${role} is not set; \`cargo xtask test --only browser\` sets it`);
  return found;
}

export type Size = { width: number; height: number };
export const DESK: Size = { width: 1366, height: 768 };
export const PHONE: Size = { width: 390, height: 844 };

/** Opens the desk of a role in a window of its own. */
export async function desk(browser: Browser, role: Role, viewport: Size = DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  // A policy's violation or an exception is a fault of the page, whatever the test is about.
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) throw new Error(message.text());
  });
  await page.goto(`/#token=${token(role)}`);
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
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

/** Takes a call by the keyboard alone. */
export async function takeCall(page: Page, call: Call): Promise<void> {
  await page.locator("body").press("n");
  await expect(page.getByLabel("电话")).toBeFocused();
  if (call.phone) await page.keyboard.type(call.phone);
  await page.keyboard.press("Tab");
  if (call.name) await page.keyboard.type(call.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(call.address);
  await page.keyboard.press("Tab");
  await page.keyboard.type(call.text);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: call.address })).toBeVisible();
}

/** Opens an incident from the list. */
export async function open(page: Page, address: string): Promise<void> {
  await page.getByRole("button", { name: address }).click();
  await expect(page.getByRole("heading", { name: address })).toBeVisible();
}

/** Opens a command's form from the bar or from under "more". */
export async function act(page: Page, name: string): Promise<void> {
  const bar = page.getByRole("group", { name: "办理" });
  const button = bar.getByRole("button", { name, exact: true });
  await expect(bar).toBeVisible();
  if (await button.isVisible()) {
    await button.click();
  } else {
    await bar.getByRole("button", { name: /更多/ }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  }
  await expect(page.getByRole("form", { name, exact: true })).toBeVisible();
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
