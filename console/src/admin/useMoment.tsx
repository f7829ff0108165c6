import { type ReactNode, useCallback } from "react";
import { useWords } from "../i18n/context";
import { day, time } from "../lib/time";

/** Shows a time as the town's clock has it, or a dash where there is none. */
export function useMoment(): (at: string | null | undefined) => ReactNode {
  const { town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  return useCallback(
    (at) =>
      at ? (
        <time dateTime={at} className="nowrap">
          {day(at, offset)} {time(at, offset)}
        </time>
      ) : (
        "—"
      ),
    [offset],
  );
}
