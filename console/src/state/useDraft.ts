// What somebody types, kept in the browser until it is sent: a login that ends or a server that is away loses nothing.
import { useCallback, useEffect, useState } from "react";

const PREFIX = "liandong.draft.";

/** `tab`: gone when the tab is closed. `browser`: texts on which somebody works for days. */
export type Keeping = "tab" | "browser";

function shelf(keeping: Keeping): Storage | undefined {
  try {
    return keeping === "tab" ? sessionStorage : localStorage;
  } catch {
    // A browser without storage loses what is typed with the page; nothing else can be done.
    return undefined;
  }
}

function kept<T>(name: string, keeping: Keeping): T | undefined {
  try {
    const text = shelf(keeping)?.getItem(PREFIX + name);
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** A value that survives the page; `undefined` is nothing typed. */
export function useDraft<T>(name: string, keeping: Keeping = "tab"): [T | undefined, (value: T | undefined) => void] {
  const [state, setState] = useState<{ name: string; value: T | undefined }>(() => ({ name, value: kept<T>(name, keeping) }));
  useEffect(() => {
    setState((old) => (old.name === name ? old : { name, value: kept<T>(name, keeping) }));
  }, [name, keeping]);
  const set = useCallback(
    (value: T | undefined) => {
      setState({ name, value });
      try {
        if (value === undefined) shelf(keeping)?.removeItem(PREFIX + name);
        else shelf(keeping)?.setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        // A full storage keeps the value for this page at least.
      }
    },
    [name, keeping],
  );
  return [state.name === name ? state.value : kept<T>(name, keeping), set];
}
