import path from "node:path";
import { expect, test } from "@playwright/test";
import { act, choose, desk, newAddress, phaseIs, submit, takeCall } from "./people";

const folder = process.env.LIANDONG_SHOTS;

test("a picture of the desk at work", async ({ browser }) => {
  test.skip(!folder, "LIANDONG_SHOTS names no folder");
  const page = await desk(browser, "ADMINISTRATOR");
  const calls = ["夜间烧烤摊油烟扰民", "楼道堆物，通行不便", "邻居宠物吵闹起争执", "孩子不见了，帮忙找一下"];
  for (const text of calls) await takeCall(page, { address: newAddress(), text, phone: "13812345678", name: "王小明" });
  const address = newAddress();
  await takeCall(page, { address, text: "楼上装修噪音很大，影响老人休息", phone: "13987654321", name: "李大力" });
  await act(page, "确认分类");
  await choose(page, "大类", "涉环境违法");
  await choose(page, "小类", "施工噪声");
  await submit(page);
  await phaseIs(page, "已确认分类");
  await act(page, "接收");
  await submit(page);
  await act(page, "派单");
  await page.getByRole("group", { name: "车辆" }).getByRole("radio").first().check();
  await submit(page);
  await phaseIs(page, "已派单");
  await act(page, "到达");
  await expect(page.locator("[data-clock=arrive]")).toContainText("剩余");
  await expect(page.getByText("已记录")).toHaveCount(0);
  await page.screenshot({ path: path.join(folder ?? "", "console.png") });
});
