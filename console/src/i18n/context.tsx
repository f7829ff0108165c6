// The chosen language and the town, for every component.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Town } from "../api/types";
import { type Language, nameOf, translate, type Values } from "./translate";
import type { Key } from "./zh";

export type Words = {
  language: Language;
  setLanguage: (language: Language) => void;
  t: (key: Key, values?: Values) => string;
  /** The name of a code of a group; `given` is the server's Chinese name where it came along. */
  name: (group: string, code: string, given?: string | null) => string;
  town: Town | undefined;
  setTown: (town: Town | undefined) => void;
};

const Context = createContext<Words | undefined>(undefined);

const KEPT = "liandong.language";

function kept(): Language {
  try {
    return localStorage.getItem(KEPT) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN";
  }
}

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(kept);
  const [town, setTown] = useState<Town>();
  useEffect(() => {
    document.documentElement.lang = language;
    try {
      localStorage.setItem(KEPT, language);
    } catch {
      // A browser without storage asks again next time.
    }
  }, [language]);
  const words = useMemo<Words>(
    () => ({
      language,
      setLanguage,
      t: (key, values) => translate(language, key, values),
      name: (group, code, given) => nameOf(language, town, group, code, given),
      town,
      setTown,
    }),
    [language, town],
  );
  return <Context.Provider value={words}>{children}</Context.Provider>;
}

export function useWords(): Words {
  const words = useContext(Context);
  if (!words) throw new Error("no WordsProvider above");
  return words;
}
