import { Button } from "antd";
import type { Duplicate } from "../api/room";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { duration, shortTime } from "../lib/time";

type Props = {
  duplicates: Duplicate[];
  now: number;
  /** Opens the merging with the other one; nothing where one may not. */
  onMerge: ((into: string) => void) | undefined;
};

/** Calls that are probably about the same matter, and why; a person merges. */
export function DuplicatesCard({ duplicates, now, onMerge }: Props) {
  const { t, name, town } = useWords();
  const why = (one: Duplicate["reasons"][number]) => {
    switch (one.reason) {
      case "place":
        return t("dup.place", { metres: one.metres });
      case "address":
        return t("dup.address", { percent: Math.round(one.per_mille / 10) });
      case "time":
        return t("dup.time", { time: duration(one.seconds) });
      case "text":
        return t("dup.text", { percent: Math.round(one.per_mille / 10) });
      default:
        return t(`dup.${one.reason}`);
    }
  };
  if (duplicates.length === 0) return null;
  return (
    <section className="card attention" aria-labelledby="duplicates-title">
      <h3 id="duplicates-title">{t("dup.title", { count: duplicates.length })}</h3>
      <ul className="plain">
        {duplicates.map((one) => (
          <li key={one.id}>
            <p>
              <To route={{ page: "desk", incident: one.id }}>{one.address}</To>{" "}
              <span className={`phase phase-${one.phase}`}>{name("phase", one.phase, one.phase_name)}</span>{" "}
              <b className="figure">{t("dup.score", { score: one.score })}</b>
            </p>
            <p>{one.text}</p>
            <p className="quiet">
              {shortTime(one.received_at, town?.utc_offset_seconds ?? 0, now)} ·{" "}
              {name("source", one.source, one.source_name)} · {one.reasons.map(why).join(" · ")}
            </p>
            {onMerge ? (
              <Button size="small" onClick={() => onMerge(one.id)}>
                {t("dup.merge", { id: one.id })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
