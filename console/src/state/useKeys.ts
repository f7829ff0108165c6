import { useEffect, useRef } from "react";
import { type Focus, type KeyAct, keyAct } from "../lib/keys";

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.closest("input, textarea, select, [contenteditable=true]")) return "text";
  if (target.closest("[data-queue-item]")) return "page";
  return target.closest("button, a, summary, [role=menuitem]") ? "control" : "page";
}

/** Over the page: what is pressed there is meant for it. */
export const OVER = ".ant-modal-wrap:not([style*='none']), .ant-dropdown-open, .ant-drawer-open";

/** Listens to the keyboard of the whole page. Says whether the key was used. */
export function useKeys(hear: (act: KeyAct) => boolean): void {
  const heard = useRef(hear);
  heard.current = hear;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector(OVER)) return;
      const act = keyAct(event, focusOf(event.target));
      if (act && heard.current(act)) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
