import { Button } from "antd";
import { useWords } from "../../i18n/context";

type Props = {
  keys: readonly string[];
  name: (key: string) => string;
  /** As they hold on this day. */
  day: string;
  chosen: string | undefined;
  changed: readonly string[];
  onChoose: (key: string | undefined) => void;
  onNew: (() => void) | undefined;
};

/** All areas of the day, to take one in hand. */
export function AreaChips({ keys, name, day, chosen, changed, onChoose, onNew }: Props) {
  const { t } = useWords();
  return (
    <div className="draw-chips" role="group" aria-label={t("admin.part.areas")}>
      {keys.map((key) => (
        <button key={key} type="button" className="draw-chip" aria-pressed={chosen === key} onClick={() => onChoose(chosen === key ? undefined : key)}>
          {name(key)}
          {changed.includes(key) ? <span className="tag">{t("draw.changed")}</span> : null}
        </button>
      ))}
      {onNew ? <Button onClick={onNew}>+ {t("draw.new")}</Button> : null}
      <span className="fine">{t("draw.day", { day })}</span>
    </div>
  );
}
