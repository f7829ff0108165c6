import { Button } from "antd";
import { useWords } from "../i18n/context";
import type { Draft } from "../lib/drafts";
import { shortTime } from "../lib/time";

type Props = { drafts: Draft[]; now: number; onOpen: (code: string) => void; onDrop: (code: string) => void };

/** What was typed on the incident and never sent. */
export function DraftStrip({ drafts, now, onOpen, onDrop }: Props) {
  const { t, name, town } = useWords();
  if (drafts.length === 0) return null;
  return (
    <ul className="card attention drafts" aria-label={t("draft.title")}>
      {drafts.map((one) => (
        <li key={one.code} className="row">
          <span>
            ✎ {t("draft.of", { name: name("command", one.code), time: shortTime(one.at, town?.utc_offset_seconds ?? 0, now) })}
          </span>
          <Button size="small" onClick={() => onOpen(one.code)}>
            {t("draft.open")}
          </Button>
          <Button size="small" type="text" onClick={() => onDrop(one.code)}>
            {t("draft.drop")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
