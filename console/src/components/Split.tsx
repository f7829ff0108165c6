import { Button } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/context";

type Props = {
  label: string;
  head: ReactNode;
  list: ReactNode;
  /** What is in hand; its place is there without it too, except on a narrow window. */
  inHand: ReactNode | undefined;
  /** Said where nothing is in hand. */
  nothing: string;
  onBack: () => void;
};

/** A list beside what was chosen from it; one after the other where there is no room for both. */
export function Split({ label, head, list, inHand, nothing, onBack }: Props) {
  const { t } = useWords();
  return (
    <div className={`split ${inHand ? "has-hand" : ""}`}>
      <section className="split-list" aria-label={label}>
        <div className="queue-head">{head}</div>
        <div className="queue-body">{list}</div>
      </section>
      <section className="split-hand" id="in-hand" tabIndex={-1} aria-label={t("desk.in_hand")}>
        {inHand ? (
          <>
            <Button className="only-narrow split-back" onClick={onBack}>
              ← {t("app.back")}
            </Button>
            {inHand}
          </>
        ) : (
          <p className="middle quiet">{nothing}</p>
        )}
      </section>
    </div>
  );
}
