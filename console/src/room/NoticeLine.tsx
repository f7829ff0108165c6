import { Button } from "antd";
import { useWords } from "../i18n/context";
import type { Notice } from "../lib/sound";
import { time } from "../lib/time";

type Props = { notice: Notice; onOpen: (incident: string) => void; onClose: () => void };

const SIGNS: Record<Notice["tone"], string> = { danger: "⚠", breach: "✖", warn: "◔", call: "☎" };

/** What was last sounded, for eyes. Screen readers hear it from the announcer. */
export function NoticeLine({ notice, onOpen, onClose }: Props) {
  const { t, town } = useWords();
  const { tone, incident, at, more } = notice;
  return (
    <p className={`notice notice-${tone}`} data-testid="notice">
      <span aria-hidden="true">{SIGNS[tone]}</span>
      <span className="notice-what">
        <b>{t(`sound.${tone}`)}</b> {time(at, town?.utc_offset_seconds ?? 0).slice(0, 5)}{" "}
        {incident.address}
        {more > 0 ? ` ${t("sound.more", { count: more })}` : null}
      </span>
      <Button size="small" onClick={() => onOpen(incident.id)}>
        {t("sound.open")}
      </Button>
      <Button type="text" size="small" aria-label={t("sound.dismiss")} onClick={onClose}>
        ✕
      </Button>
    </p>
  );
}
