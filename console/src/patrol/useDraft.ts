import { useState } from "react";

/** A text that outlives a closed sheet and a closed page, until it is handed over. */
export function useDraft(key: string): [string, (text: string) => void, () => void] {
  const name = `liandong.patrol.draft.${key}`;
  const [text, setText] = useState(() => localStorage.getItem(name) ?? "");
  const write = (next: string) => {
    setText(next);
    if (next) localStorage.setItem(name, next);
    else localStorage.removeItem(name);
  };
  return [text, write, () => localStorage.removeItem(name)];
}
