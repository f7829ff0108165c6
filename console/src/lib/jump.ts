/** Brings something into view with the keyboard's focus on it, once it is drawn. */
export function jump(id: string, block: ScrollLogicalPosition = "center"): void {
  requestAnimationFrame(() => {
    const there = document.getElementById(id);
    if (!there) return;
    there.focus({ preventScroll: true });
    there.scrollIntoView({ block });
  });
}
