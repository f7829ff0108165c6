// Names of the server's codes that have their own key; the server's Chinese name, or the code itself, where we know none.
import { useCallback } from "react";
import { useWords } from "./context";
import { type Key, zh } from "./zh";

const isKey = (text: string): text is Key => Object.hasOwn(zh, text);

/** `named(\`stage.${code}\`, given)`. In Chinese the server's own word goes first. */
export function useNamed(): (key: string, given?: string | null) => string {
  const { t, language } = useWords();
  return useCallback(
    (key, given) => {
      if (given && language !== "en") return given;
      return isKey(key) ? t(key) : (given ?? key.slice(key.lastIndexOf(".") + 1));
    },
    [t, language],
  );
}
