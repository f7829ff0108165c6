import { Button, Popconfirm } from "antd";
import type { ReactNode } from "react";
import { ProblemAlert } from "../../components/ProblemAlert";
import { SpecField } from "../../components/SpecField";
import { useWords } from "../../i18n/context";
import type { Drawing } from "./useDrawing";
import type { Saving } from "./useSaving";

type Props = {
  drawing: Drawing;
  today: string;
  saving: Saving;
  onDiscard: () => void;
  /** What it would mean, to be looked at before. */
  children: ReactNode;
};

/** From which day, and saving: as many areas as were changed. */
export function SaveBar({ drawing, today, saving, onDiscard, children }: Props) {
  const { t } = useWords();
  const { changed, day, from } = drawing;
  const { busy, outcome, trouble, later } = saving;
  const past = from < today;
  return (
    <section className="draw-save" aria-label={t("draw.save_part")}>
      {outcome ? (
        <div className="draw-outcome">
          <p className="wrong">
            <b>{t("draw.failed", { name: outcome.failed.piece.drawn.name })}</b>
            {outcome.saved.length > 0 ? ` ${t("draw.were_saved", { names: outcome.saved.join(t("draw.and")) })}` : ""}
            {outcome.left.length > 0 ? ` ${t("draw.not_tried", { names: outcome.left.join(t("draw.and")) })}` : ""} {t("draw.nothing_lost")}
          </p>
          <ProblemAlert problem={outcome.failed.problem} />
        </div>
      ) : null}
      {children}
      <div className="draw-save-line">
        <SpecField
          id="draw-from"
          spec={{ name: "from", label: t("areas.from"), kind: "date", required: true, hint: t(past ? "draw.from_past" : "draw.from_hint") }}
          value={from}
          missing={false}
          onChange={(value) => drawing.setFrom(String(value))}
        />
        <div className="draw-save-acts">
          {trouble ? (
            <p className="wrong" role="alert">
              {trouble}
            </p>
          ) : null}
          <div className="row">
            <Button type="primary" size="large" disabled={changed.length === 0 || past} loading={busy !== undefined} onClick={() => void saving.save()}>
              {busy !== undefined ? t("draw.saving", { name: busy }) : changed.length > 0 ? t("draw.save", { n: changed.length, day }) : t("draw.unchanged")}
            </Button>
            <Popconfirm title={t("draw.discard_sure")} okText={t("draw.discard")} cancelText={t("app.cancel")} onConfirm={onDiscard} disabled={!drawing.something}>
              <Button size="large" disabled={!drawing.something || busy !== undefined}>
                {t("draw.discard")}
              </Button>
            </Popconfirm>
          </div>
        </div>
      </div>
      {later.map((one) => (
        <p key={one.name} className="fine">
          {t("draw.later", one)}
        </p>
      ))}
    </section>
  );
}
