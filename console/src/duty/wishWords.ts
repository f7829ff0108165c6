import { useCallback } from "react";
import type { DutyRequest } from "../api/duty";
import { useWords } from "../i18n/context";

/** What a request asks for, in one line. */
export function useWishWords() {
  const { t, name } = useWords();
  return useCallback(
    (one: DutyRequest): string => {
      const own = one.shift ? `${one.from} ${one.shift.name}` : one.from;
      switch (one.kind) {
        case "leave":
          return `${one.leave ? name("leave", one.leave.code, one.leave.name) : ""} ${one.from === one.to ? one.from : `${one.from} – ${one.to}`}`;
        case "swap":
          return t("duty.swap_words", { own, other: one.other?.name ?? "", theirs: `${one.other_day ?? ""} ${one.other_shift?.name ?? ""}` });
        case "cover":
          return t("duty.cover_words", { own, other: one.other?.name ?? "" });
        default:
          return t("duty.extra_words", { own, unit: one.unit?.name ?? "" });
      }
    },
    [t, name],
  );
}
