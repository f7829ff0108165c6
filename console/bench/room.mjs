// What the command room costs a browser: opens it in a busy town, scrolls the queue, and prints what it took.
//
//   LIANDONG_BIN=target/release/liandong node bench/room.mjs
//
// makes its town itself: INCIDENTS (2000) under way, CARS (50) whose phones report each second, for SECONDS (600).
// With LIANDONG_URL and LIANDONG_TOKEN in place of LIANDONG_BIN it looks at a server that is there.
// GL=1 draws the map by WebGL; otherwise it is drawn plainly, as where there is no graphics card.
//
// Prints one JSON object. Times in milliseconds, sizes in bytes. Exits with 1 when a task of the main
// thread was longer than LONGEST_MS (200) while the queue was scrolled, the scripts before the queue
// was usable are larger than SCRIPT_BYTES (450,000, gzipped), or the heap grew by more than HEAP_PERCENT (20).
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { drive, fill, serve } from "./town.mjs";

const { LIANDONG_BIN: program, LIANDONG_CHROMIUM: executablePath = "/usr/bin/chromium" } = process.env;
let { LIANDONG_URL: url, LIANDONG_TOKEN: token } = process.env;
const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const seconds = number("SECONDS", 600);
const [wanted, cars] = [number("INCIDENTS", 2000), number("CARS", 50)];
const [width, height] = [number("WIDTH", 1920), number("HEIGHT", 1080)];
const longestAllowed = number("LONGEST_MS", 200);
const scriptAllowed = number("SCRIPT_BYTES", 450_000);

const heapAllowed = number("HEAP_PERCENT", 20);
const say = (words) => console.error(words);

let town;
if (program) {
  say(`a town of ${cars} cars is made`);
  town = await serve(program, cars);
  await fill(town, wanted, cars, (count) => say(`${count} of ${wanted} calls taken`));
  ({ url } = town);
  token = town.tokens.get("commander-1");
}
if (!url || !token) throw new Error("LIANDONG_BIN makes a town; or LIANDONG_URL and LIANDONG_TOKEN say where to look and as whom");

const root = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath, args: [...(root ? ["--no-sandbox"] : []), "--disable-gpu"] });
const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
const page = await context.newPage();
if (!process.env.GL) {
  await page.addInitScript(() => {
    const given = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function getContext(kind, ...rest) {
      return kind.startsWith("webgl") ? null : given.call(this, kind, ...rest);
    };
  });
}
const devtools = await context.newCDPSession(page);

await page.addInitScript(() => {
  const seen = { tasks: [], usable: undefined };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.tasks.push({ at: task.startTime, ms: task.duration });
  }).observe({ type: "longtask", buffered: true });
  // Usable: the first incident can be opened.
  const wait = () => {
    if (document.querySelector("[data-queue-item]")) seen.usable = performance.now();
    else requestAnimationFrame(wait);
  };
  requestAnimationFrame(wait);
});

const scripts = [];
page.on("response", (response) => {
  if (response.request().resourceType() === "script") scripts.push({ at: Date.now(), response });
});

await page.goto(`${url}/#token=${token}`);
await page.waitForFunction(() => window.seen.usable !== undefined, undefined, { timeout: 60_000 });
const usable = await page.evaluate(() => ({ ms: window.seen.usable, at: performance.timeOrigin + window.seen.usable }));
let gzipped = 0;
let transferred = 0;
for (const { at, response } of scripts) {
  if (at > usable.at) continue;
  const body = await response.body();
  gzipped += gzipSync(body).length;
  transferred += (await response.request().sizes()).responseBodySize;
}

/** What is alive, after all that is not was swept away. */
async function heap() {
  await devtools.send("HeapProfiler.collectGarbage");
  return (await devtools.send("Runtime.getHeapUsage")).usedSize;
}

const stop = town ? await drive(town, cars) : undefined;
// The rest of the list comes after the first page of it, and the cars begin to move.
await page.waitForTimeout(10_000);
const incidents = await page.locator(".phase-button b").first().innerText();
const before = await heap();
const loading = await page.evaluate(() => window.seen.tasks.splice(0));
const body = page.locator(".queue-body");
const box = await body.boundingBox();
await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
let down = true;
let steps = 0;
let told = Date.now();
for (const until = Date.now() + seconds * 1000; Date.now() < until; steps += 1) {
  await page.mouse.wheel(0, down ? 700 : -700);
  await page.waitForTimeout(50);
  const at = await body.evaluate((element) => ({
    top: element.scrollTop,
    end: element.scrollTop + element.clientHeight >= element.scrollHeight - 1,
  }));
  if (down && at.end) down = false;
  else if (!down && at.top <= 0) down = true;
  if (Date.now() - told > 60_000) {
    told = Date.now();
    say(`${Math.round((until - told) / 1000)} seconds to go`);
  }
}
const tasks = await page.evaluate(() => window.seen.tasks.splice(0));
const after = await heap();
const reports = stop?.();
const moved = await page.locator("[data-pin^=car]").count();
await browser.close();
await town?.end();

const longest = (all) => all.map((task) => Math.round(task.ms)).sort((a, b) => b - a).slice(0, 5);
const result = {
  incidents: Number(incidents),
  seconds,
  scrolled: steps,
  usable_ms: Math.round(usable.ms),
  script_gzipped_bytes: gzipped,
  script_transferred_bytes: transferred,
  longest_tasks_loading_ms: longest(loading),
  longest_tasks_scrolling_ms: longest(tasks),
  long_tasks_scrolling: tasks.length,
  heap_before_bytes: before,
  heap_after_bytes: after,
  heap_growth_percent: Math.round(((after - before) / before) * 1000) / 10,
  cars_on_the_map: moved,
  ...reports,
};
console.log(JSON.stringify(result, null, 2));
if ((result.longest_tasks_scrolling_ms[0] ?? 0) > longestAllowed || gzipped > scriptAllowed || result.heap_growth_percent > heapAllowed) process.exitCode = 1;
