import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { desk } from "./people";

test("the form is shown, downloaded, and each figure leads to its records", async ({ browser }) => {
  const page = await desk(browser, "PERFORMANCE");
  await page.getByRole("button", { name: "绩效表" }).click();
  const drawer = page.getByRole("dialog", { name: "绩效表 附件2-1" });
  await drawer.getByLabel("起", { exact: true }).fill("2024-01-01");
  await drawer.getByLabel("止", { exact: true }).fill("2024-08-31");
  await drawer.getByRole("button", { name: "计算" }).click();
  await expect(drawer.getByText("2024年08月31日")).toBeVisible({ timeout: 30_000 });
  await expect(drawer.getByRole("heading", { name: "财政项目支出绩效运行监控（跟踪评价）（重点）" })).toBeVisible();
  await expect(drawer.locator("table.indicators tbody tr")).toHaveCount(19);
  await expect(drawer.locator("table.sources tbody tr")).toHaveCount(20); // and the budget's execution
  await expect(drawer.getByText("无数据").first()).toBeVisible();

  for (const [format, magic] of [["PDF", "%PDF"], ["XLSX", "PK"], ["JSON", "{"]] as const) {
    const coming = page.waitForEvent("download");
    await drawer.getByRole("button", { name: `下载 ${format}` }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^form-2-1-.*2024-08-31\\.${format.toLowerCase()}$`));
    const content = await readFile(await download.path());
    expect(content.subarray(0, magic.length).toString("latin1")).toBe(magic);
  }

  await drawer.getByRole("button", { name: /证据/ }).first().click();
  const evidence = page.getByRole("dialog", { name: /^证据：/ });
  await expect(evidence.getByTestId("evidence-total")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(evidence).toBeHidden();
  await expect(drawer).toBeVisible();
});

test("those whose work the figures are not see no form", async ({ browser }) => {
  const page = await desk(browser, "MEMBER");
  await expect(page.getByRole("button", { name: "绩效表" })).toHaveCount(0);
  await expect(page.getByRole("banner").getByRole("button", { name: /接警/ })).toHaveCount(0);
});
