import type { Clock } from "../api/types";
import { useWords } from "../i18n/context";
import { read } from "../lib/clocks";
import { duration } from "../lib/time";

/** A clock in words and figures; colour only repeats what they say. */
export function ClockLine({ clock, now }: { clock: Clock; now: number }) {
  const { t, name } = useWords();
  const { tone, left } = read(clock, now);
  const word = {
    calm: t("clock.left"),
    warn: t("clock.left"),
    over: t("clock.over"),
    paused: t("clock.paused"),
    kept: t("clock.kept"),
    breached: t("clock.breached"),
    void: t("clock.void"),
  }[tone];
  const figure = tone === "calm" || tone === "warn" || tone === "over" ? duration(left) : undefined;
  return (
    <span className={`clock ${tone}`}>
      <span className="clock-name">{name("clock", clock.clock, clock.name)}</span> {word}
      {figure ? <b className="figure"> {figure}</b> : null}
    </span>
  );
}
