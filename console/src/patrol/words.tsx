// The phone's texts: its own, so that it does not carry those of the desk.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Town } from "../api/types";
import { enPatrol } from "../i18n/en.patrol";
import { codeName, fill, type Language, type Values } from "../i18n/names";
import { zhPatrol } from "../i18n/zh.patrol";

export type PatrolKey = keyof typeof zhPatrol;

export type PatrolWords = {
  language: Language;
  setLanguage: (language: Language) => void;
  t: (key: PatrolKey, values?: Values) => string;
  /** The name of a code of a group; `given` is the server's Chinese name where it came along. */
  name: (group: string, code: string, given?: string | null) => string;
  town: Town | undefined;
  setTown: (town: Town | undefined) => void;
  /** Seconds that the town's clocks are ahead of UTC. */
  offset: number;
};

const Context = createContext<PatrolWords | undefined>(undefined);

/** The same as the desk's, so that a person chooses once. */
const KEPT = "liandong.language";
/** Until the town has said: the towns are in China. */
const CHINA_SECONDS = 8 * 3600;

export function PatrolWordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(KEPT) === "en" ? "en" : "zh-CN"));
  const [town, setTown] = useState<Town>();
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT, language);
  }, [language]);
  const words = useMemo<PatrolWords>(
    () => ({
      language,
      setLanguage,
      t: (key, values) => fill((language === "en" ? enPatrol : zhPatrol)[key], values),
      name: (group, code, given) => codeName(language, town, group, code, given),
      town,
      setTown,
      offset: town?.utc_offset_seconds ?? CHINA_SECONDS,
    }),
    [language, town],
  );
  return <Context.Provider value={words}>{children}</Context.Provider>;
}

export function useWords(): PatrolWords {
  const words = useContext(Context);
  if (!words) throw new Error("no PatrolWordsProvider above");
  return words;
}
