import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { clean, DESK, desk, fits, paper, PHONE } from "./people";

const forms = path.join(import.meta.dirname, "../../crates/formcheck/tests/fixtures");
const FAULTY = path.join(forms, "faulty.txt");
const CLEAN = path.join(forms, "clean.txt");

/** Lets a file fall into the page, as a hand would. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const file = await page.evaluateHandle(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const given = new DataTransfer();
      given.items.add(new File([bytes], name));
      return given;
    },
    [name, content.toString("base64")] as const,
  );
  await page.getByTestId("drop").dispatchEvent("drop", { dataTransfer: file });
}

const finding = (page: Page, rule: string) => page.locator(`li.finding[data-rule="${rule}"]`);

test("a form that contradicts itself: findings, quotations to the letter, and the way to the fields and back", async ({ browser }) => {
  const page = await desk(browser, "PERFORMANCE");
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "表单校验" }).click();
  await expect(page).toHaveURL(/\/form-check$/);
  const text = await readFile(FAULTY);
  await drop(page, "faulty.txt", text);
  await expect(page.getByRole("heading", { name: "faulty.txt" })).toBeVisible();
  await expect(page.getByText("读作 文本")).toBeVisible();
  await expect(page.getByTestId("counts")).toHaveText(/✕ 错误 \d+.*▲ 警告 \d+.*○ 提示 \d+/);

  // The gravest first.
  const severities = await page.locator("li.finding").evaluateAll((all) => all.map((one) => one.className.split(" ").at(-1)));
  expect(severities.length).toBeGreaterThan(40);
  const order = ["error", "warning", "note"];
  expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a ?? "") - order.indexOf(b ?? "")));

  // Quoted as it stands there, in the line that is named.
  const adjusted = finding(page, "R-301").first();
  await expect(adjusted).toContainText("调整勾选与金额不合");
  await expect(adjusted).toContainText("算式");
  await expect(adjusted).toContainText("怎样解决");
  const lines = text.toString("utf8").split(/\r?\n/);
  const quotes = await adjusted.locator("blockquote").evaluateAll((all) =>
    all.map((one) => ({ text: one.querySelector("q")?.textContent ?? "", at: one.querySelector("cite")?.textContent ?? "" })),
  );
  expect(quotes.length).toBeGreaterThan(1);
  for (const { text: quoted, at } of quotes) {
    const [, line = 0, from = 0] = (/第 (\d+) 行第 (\d+) 字/.exec(at) ?? []).map(Number);
    const there = [...(lines[line - 1] ?? "")].slice(from - 1, from - 1 + [...quoted].length).join("");
    expect(there).toBe(quoted);
  }

  // To the field's row, and back to the finding.
  await adjusted.getByRole("link", { name: "调减金额" }).click();
  const row = page.locator("#field-down");
  await expect(row).toBeFocused();
  await expect(row).toContainText("1800000");
  await row.getByRole("link", { name: "R-301" }).first().click();
  await expect(adjusted).toBeFocused();

  // Filters: severity by buttons, family by a list; a way back clears what hides the finding.
  const filters = page.getByRole("group", { name: "筛选" });
  await filters.getByRole("button", { name: /错误/ }).click();
  await expect(filters.getByRole("button", { name: /错误/ })).toHaveAttribute("aria-pressed", "false");
  await expect(adjusted).toBeHidden();
  await row.getByRole("link", { name: "R-301" }).first().click();
  await expect(adjusted).toBeFocused();
  await filters.getByRole("combobox", { name: "类别" }).click();
  await page.getByTitle(/^日期/).click();
  await expect(page.locator("li.finding").first()).toContainText(/R-9\d\d/);
  await expect(finding(page, "R-301")).toHaveCount(0);

  // From a finding to its rule.
  await page.locator("li.finding").first().getByRole("link", { name: /^看规则/ }).click();
  await expect(page.locator("details.rules")).toHaveAttribute("open", "");
  await expect(page.locator("tr:focus")).toHaveAttribute("id", /^rule-R-9\d\d$/);
});

test("a clean form has nothing to tell, and a text may be pasted", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", "/form-check");
  await page.getByLabel("或粘贴表的文字").fill(await readFile(CLEAN, "utf8"));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("没有发现自相矛盾或没有依据的地方")).toBeVisible();
  await expect(page.getByTestId("counts")).toHaveText(/错误 0.*警告 0.*提示 0/);
  await expect(page.locator("table.readings tbody tr").first()).toBeVisible();
  await clean(page, "a clean form");
});

test("a refused file is told in the user's language", async ({ browser }) => {
  const page = await paper(browser, "PERFORMANCE", "/form-check");
  const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2_000)]);
  const picker = page.locator("input[type=file]");
  await picker.setInputFiles({ name: "old.doc", mimeType: "application/msword", buffer: old });
  await expect(page.getByRole("heading", { name: "没有读成：old.doc" })).toBeVisible();
  await expect(page.getByText(/这是旧版 DOC/)).toBeVisible();
  await expect(page.getByText("old_office_file")).toBeVisible();
  await clean(page, "a refused file");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByText(/an old DOC or XLS/)).toBeVisible();
  await picker.setInputFiles({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000", "hex") });
  await expect(page.getByText("unknown_kind")).toBeVisible();
  // Not even sent.
  await picker.setInputFiles({ name: "film.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) });
  await expect(page.getByText(/larger than 10 MiB/)).toBeVisible();
  await expect(page.getByText("too_large")).toBeVisible();
});

test("those who may not read performance are told so, and find no way there", async ({ browser }) => {
  const page = await paper(browser, "MEMBER", "/form-check");
  await expect(page.getByText("按您的角色，不能查看绩效、报告和表单校验。")).toBeVisible();
  await expect(page.locator("input[type=file]")).toHaveCount(0);
  await page.getByRole("link", { name: "返回实时警情" }).click();
  await expect(page.getByText("实时", { exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: /报告|表单校验/ })).toHaveCount(0);
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`everybody can use the form check on ${name}`, async ({ browser }) => {
    test.slow(); // Some hundred findings and rules are looked at one by one.
    const page = await paper(browser, "ADMINISTRATOR", "/form-check", size);
    await page.getByText(/规则一览（\d+ 条）/).click();
    await expect(page.locator("#rule-R-101")).toBeVisible();
    await clean(page, "the rules");
    await fits(page);
    await page.getByText(/规则一览/).click();
    await page.locator("input[type=file]").setInputFiles(FAULTY);
    await expect(page.getByRole("heading", { name: "faulty.txt" })).toBeVisible();
    await page.getByRole("switch", { name: "只看有问题的栏" }).click();
    await clean(page, "findings");
    await fits(page);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "How each field was read" })).toBeVisible();
    await fits(page);
  });
}
