import type { Page } from "@playwright/test";

/** A browser without WebGL. Drawing it in software also takes most of a test's time. */
export async function withoutGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given = HTMLCanvasElement.prototype.getContext;
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith("webgl") ? null : Reflect.apply(given, this, [kind, ...rest]);
      },
    });
  });
}
