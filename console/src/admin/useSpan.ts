import { useMemo } from "react";
import { useWords } from "../i18n/context";
import { fromField } from "../lib/time";

const DAY_MS = 86_400_000;

/** The moments of whole days of the town: from the first day's beginning to before the day after the last. */
export function useSpan({ from, to }: Record<string, string | undefined>): { from?: string; to?: string } {
  const { town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  return useMemo(() => {
    const first = from ? fromField(`${from}T00:00`, offset) : undefined;
    const last = to ? fromField(`${to}T00:00`, offset) : undefined;
    const after = last ? new Date(Date.parse(last) + DAY_MS).toISOString().replace(/\.\d{3}Z$/, "Z") : undefined;
    return { ...(first ? { from: first } : {}), ...(after ? { to: after } : {}) };
  }, [from, to, offset]);
}
