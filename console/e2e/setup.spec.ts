import { expect, test } from "@playwright/test";
import { clean, DESK, fits, paper, PHONE } from "./people";

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`the workbook of a town comes back as it left, on ${name}`, async ({ browser }) => {
    const page = await paper(browser, "ADMINISTRATOR", "/admin/setup", size);
    await expect(page.getByRole("table").first().getByRole("row")).not.toHaveCount(0);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载工作簿" }).click(),
    ]);
    await page.locator("input[type=file]").setInputFiles(await file.path());
    await expect(page.getByText("与系统中的资料一致，没有要记的")).toBeVisible();
    await expect(page.getByRole("button", { name: "记入", exact: true })).toHaveCount(0);
    await clean(page, "the first run");
    await fits(page);
    await page.locator("input[type=file]").setInputFiles({ name: "坏的.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK no workbook") });
    await expect(page.getByRole("alert").filter({ hasText: "xlsx" }).or(page.getByRole("alert").filter({ hasText: "工作簿" })).first()).toBeVisible();
  });
}

test("an auditor finds no first run", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", "/admin/accounts");
  await expect(page.getByRole("link", { name: "账号", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "开通向导" })).toHaveCount(0);
});
