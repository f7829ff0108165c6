// Makes the page one that can be installed and that opens without a signal.

function link(rel: string, href: string): void {
  if (document.head.querySelector(`link[rel="${rel}"]`)) return;
  const one = document.createElement("link");
  Object.assign(one, { rel, href });
  document.head.append(one);
}

/** The page's own scripts and styles, as the browser loaded them. */
const loaded = (): string[] => [
  ...new Set(
    performance
      .getEntriesByType("resource")
      .map((one) => new URL(one.name))
      .filter((url) => url.origin === window.location.origin && url.pathname.startsWith("/assets/"))
      .map((url) => url.pathname),
  ),
];

export function install(): void {
  link("manifest", "/manifest.webmanifest");
  link("apple-touch-icon", "/icon-192.png");
  // The phone's storage is emptied when it is full, unless it is asked not to.
  navigator.storage?.persist?.().catch(() => undefined);
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker
    .register("/sw.js", { scope: "/patrol", updateViaCache: "none" })
    .then(() => navigator.serviceWorker.ready)
    // The page works as it is: now it may take the place of the one that was kept before.
    .then((ready) => ready.active?.postMessage({ keep: loaded() }))
    .catch(() => undefined);
}
