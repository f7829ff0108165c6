import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { clean, DESK, fits, newWindow, paper, PHONE } from "./people";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The six digits that an authenticator app shows (RFC 6238), some steps of thirty seconds from now. */
function totp(secret: string, ahead = 0): string {
  const bits = [...secret.replace(/\s/g, "")].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A field by its whole name; a needed one has a star behind it. */
const field = (within: Page | Locator, name: string) => within.getByLabel(new RegExp(`^${name}( \\*)?$`));

async function stranger(browser: Browser): Promise<Page> {
  const page = await newWindow(browser, DESK);
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  return page;
}

async function signIn(page: Page, account: string, password: string, code = ""): Promise<void> {
  await field(page, "街镇").fill("huacao");
  await field(page, "账号").fill(account);
  await field(page, "密码").fill(password);
  await field(page, "动态口令").fill(code);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

test("somebody is given an account, signs in, changes the password and turns on the second factor", async ({ browser }) => {
  const admin = await paper(browser, "ADMINISTRATOR", "/admin/accounts/new");
  const id = `auditor-${Date.now()}`;
  const drawer = admin.getByRole("dialog");
  await field(drawer, "账号").fill(id);
  await drawer.getByRole("button", { name: "新建" }).click();
  await expect(drawer.getByText("请填写")).toHaveCount(2);
  await field(drawer, "名称").fill("测试审计");
  await field(drawer, "角色").click();
  await admin.getByTitle("审计员").click();
  await clean(admin, "a new account");
  await drawer.getByRole("button", { name: "新建" }).click();
  await expect(drawer).toBeHidden();
  await admin.goto(`/admin/accounts/${id}`);
  await drawer.getByRole("button", { name: "给初始密码" }).click();
  await admin.getByRole("tooltip").getByRole("button", { name: "给初始密码" }).click();
  const first = (await drawer.getByTestId("once").innerText()).trim();

  const page = await stranger(browser);
  await signIn(page, id, "wrong");
  await expect(page.getByText("login_failed")).toBeVisible();
  await expect(field(page, "账号")).toHaveValue(id);
  await signIn(page, id, first);
  await expect(page.getByText("请先改掉初始密码，才能办其他事。")).toBeVisible();
  const password = "Kite-over-Huacao-27";
  await field(page, "现在的密码").fill(first);
  await field(page, "新密码").fill(password);
  await field(page, "再输一次新密码").fill("another");
  await page.getByRole("button", { name: "改密码" }).click();
  await expect(page.getByText("两次输入的新密码不同")).toBeVisible();
  await field(page, "再输一次新密码").fill(password);
  await page.getByRole("button", { name: "改密码" }).click();
  await expect(page.getByText("请先改掉初始密码，才能办其他事。")).toBeHidden();

  await page.getByRole("button", { name: "开启" }).click();
  const secret = await page.locator("code.secret").innerText();
  await clean(page, "second factor");
  await page.getByRole("textbox", { name: "动态口令" }).fill(totp(secret));
  await page.getByRole("button", { name: "确认开启" }).click();
  await expect(page.getByTestId("once")).toContainText(/\S+\n\S+/);
  await page.getByRole("button", { name: "已抄好，收起" }).click();
  await expect(page.getByText(/恢复码还剩 10 个/)).toBeVisible();
  await page.getByRole("button", { name: "退出", exact: true }).last().click();

  const again = await stranger(browser);
  await signIn(again, id, password, totp(secret, 1));
  await expect(again.getByText("密码和动态口令")).toBeVisible();

  // Closed, it works no longer.
  await admin.goto(`/admin/accounts/${id}`);
  await drawer.getByRole("button", { name: "关闭账号" }).click();
  await field(drawer, "原因").fill("测试结束");
  await drawer.getByRole("button", { name: "关闭账号" }).click();
  await expect(drawer.getByText("已关闭，不能再用")).toBeVisible();
  await again.reload();
  await expect(again.getByRole("heading", { name: "登录" })).toBeVisible();
});

test("a token is issued, shown once and ended", async ({ browser }) => {
  const page = await paper(browser, "COMMANDER", "/account");
  const name = `大屏 ${Date.now()}`;
  await page.getByRole("button", { name: "新建令牌" }).click();
  await field(page, "名称").fill(name);
  await page.getByRole("button", { name: "签发", exact: true }).click();
  await expect(page.getByTestId("once")).toContainText("huacao~");
  await page.getByRole("button", { name: "已抄好，收起" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("读取");
  await row.getByRole("button", { name: /删除令牌/ }).click();
  await expect(row).toHaveCount(0);
});

test("a policy's changes are looked at before it is adopted, and a department's name is changed", async ({ browser }) => {
  const page = await paper(browser, "ADMINISTRATOR", "/admin/policy");
  await page.getByRole("button", { name: "修改" }).click();
  const grace = field(page, "补报宽限（分钟）");
  const before = await grace.inputValue();
  await grace.fill("x");
  await page.getByRole("button", { name: "看改了什么" }).click();
  await expect(page.getByText(/请填不小于零的分钟数/)).toBeVisible();
  await grace.fill(String(Number(before) + 1));
  await page.getByRole("button", { name: "看改了什么" }).click();
  const row = page.getByRole("row").filter({ hasText: "entry_grace_seconds" });
  await expect(row).toContainText(String(Number(before) * 60));
  await expect(row).toContainText(String((Number(before) + 1) * 60));
  const effect = page.getByRole("region", { name: "如果上述规则早就采用" });
  await expect(effect.getByText(/以 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d 的 \d+ 起警情试算/)).toBeVisible();
  await expect(effect.getByText(/现行规则提示 (\d+) 起，改后 \1 起/)).toBeVisible();
  await page.getByRole("button", { name: "继续修改" }).click();
  await expect(grace).toHaveValue(String(Number(before) + 1));

  await page.goto("/admin/departments/housing");
  const drawer = page.getByRole("dialog");
  const name = field(drawer, "名称");
  const old = await name.inputValue();
  await name.fill(old);
  await drawer.getByRole("button", { name: "保存" }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: old })).toBeVisible();
});

test("an area out of GeoJSON is checked against the others before it is recorded", async ({ browser }) => {
  const page = await paper(browser, "ADMINISTRATOR", "/admin/areas");
  await page.getByRole("button", { name: "导入责任区" }).click();
  await field(page, "GeoJSON").fill('{"type":"Point","coordinates":[1,2]}');
  await expect(page.getByText("没有多边形")).toBeVisible();
  const geojson = await readFile(path.join(import.meta.dirname, "../../examples/huacao/areas.geojson"), "utf8");
  await field(page, "GeoJSON").fill(geojson);
  await expect(page.getByText("读到 5 个多边形")).toBeVisible();
  await page.getByRole("group", { name: "哪一个" }).getByRole("button", { name: "前湾责任区" }).click();
  await page.getByRole("button", { name: "检查拼合" }).click();
  await expect(page.getByRole("heading", { name: "记录后的拼合情况" })).toBeVisible();
  await clean(page, "importing an area");
  await page.getByRole("button", { name: "取消" }).click();
});

test("a subscription shows its secret once, rests and is given up", async ({ browser }) => {
  const page = await paper(browser, "ADMINISTRATOR", "/admin/webhooks/new");
  const drawer = page.getByRole("dialog");
  const name = `区平台 ${Date.now()}`;
  await field(drawer, "名称").fill(name);
  await field(drawer, "地址").fill("https://example.com/hook");
  await field(drawer, "事件种类").fill("incident.closed");
  await page.keyboard.press("Enter");
  await drawer.getByRole("button", { name: "新建" }).click();
  await expect(page.getByTestId("once")).toBeVisible();
  await page.getByRole("button", { name: "已抄好，收起" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("推送中");
  await row.getByRole("button").click();
  await drawer.getByRole("checkbox", { name: /^推送/ }).uncheck();
  await drawer.getByRole("button", { name: "保存" }).click();
  await expect(row).toContainText("暂停");
  await row.getByRole("button").click();
  await expect(drawer.getByText("没有等待再试的投递")).toBeVisible();
  await drawer.getByRole("button", { name: "取消订阅" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "取消订阅" }).click();
  await expect(row).toHaveCount(0);
});

test("the auditor searches the log and changes nothing", async ({ browser }) => {
  const page = await paper(browser, "AUDITOR", "/admin/audit");
  await field(page, "账号").fill("nobody-of-this-town");
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/account=nobody-of-this-town/);
  await page.goto("/admin/audit");
  await expect(page.getByText(/哈希（SM3）/).first()).toBeVisible();
  await clean(page, "audit");
  await page.goto("/admin/accounts");
  await expect(page.getByRole("row").filter({ hasText: "commander-1" })).toBeVisible();
  await expect(page.getByRole("button", { name: "新建账号" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "事件推送" })).toHaveCount(0);
});

for (const [name, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
  test(`every part of the administration can be used on ${name}`, async ({ browser }) => {
    const page = await paper(browser, "ADMINISTRATOR", "/admin", size);
    for (const part of ["联警队员", "巡车", "派出所与时段", "责任区", "时限与规则", "分类", "关键词", "处置规程", "回访话术", "查看原文记录", "信息销毁"]) {
      await page.getByRole("navigation", { name: "管理各部分" }).getByRole("link", { name: part }).click();
      await expect(page.locator("main .ant-spin")).toHaveCount(0);
      // The other parts are made of the same tables and forms.
      if (size === PHONE && ["派出所与时段", "时限与规则", "关键词", "信息销毁"].includes(part)) await clean(page, part);
      await fits(page);
    }
  });
}
