// The patrol phone's service worker: opens the page without a signal, and does nothing else.
//
// - The page itself comes from the server whenever that answers in time, so that nobody works with a
//   stale one. What is kept is used only without a signal.
// - A page takes the place of the one kept before only when it has told that it runs, with all that it
//   loaded: one that came half is never kept.
// - Answers of the API are never kept here. What a crew must read without a signal the page keeps
//   itself, and forgets it with the incident.

const KEPT = "patrol-page";
const PAGE = "/patrol";
const PATIENCE_MS = 4000;
/** A page asks for its scripts with other headers than this worker; what is in them is the same. */
const ANY = { ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const urls = event.data?.keep;
  if (Array.isArray(urls) && urls.length > 0) event.waitUntil(keep(urls));
});

async function keep(urls) {
  const page = await fetch(PAGE, { cache: "no-cache" });
  const text = await page.clone().text();
  // Between the page's loading and now the server may have got another one; that one tells of itself.
  const named = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  if (!page.ok || !named.every((url) => urls.includes(url))) return;
  const cache = await caches.open(KEPT);
  const wanted = [...urls, "/icon.svg", "/icon-192.png", "/manifest.webmanifest"];
  for (const url of wanted) {
    if (!url.startsWith("/assets/") || !(await cache.match(url, ANY))) await cache.add(url);
  }
  await cache.put(PAGE, page);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== PAGE && !wanted.includes(pathname)) await cache.delete(request, ANY);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else event.respondWith(fetch(request).catch(() => fromKept(url.pathname)));
});

/** The server's page; the kept one when there is no signal, or none worth waiting for. */
async function page(request) {
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const asked = fetch(request);
  const first = await Promise.race([asked.catch(() => undefined), late]);
  if (first) return first;
  return (await (await caches.open(KEPT)).match(PAGE, ANY)) ?? asked;
}

/** The names of these files carry a digest of what is in them. */
async function asset(request) {
  return (await (await caches.open(KEPT)).match(request, ANY)) ?? fetch(request);
}

async function fromKept(path) {
  return (await (await caches.open(KEPT)).match(path, ANY)) ?? Response.error();
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((all) => {
      const open = all.find((one) => new URL(one.url).pathname.startsWith(PAGE));
      return open ? open.focus() : self.clients.openWindow(PAGE);
    }),
  );
});
