import { Button, Popconfirm } from "antd";
import { useEffect, useRef } from "react";
import { useWords } from "../../i18n/context";
import { LEAST } from "../../lib/areaDraw";
import type { LonLat } from "../../lib/gcj02";
import { PointField } from "./PointField";

type Props = {
  /** How many corners there are. */
  count: number;
  onPlace: (place: LonLat) => void;
  onMiddle: () => void;
  onBack: () => void;
  onClose: () => void;
  onCancel: () => void;
};

/** An outline that is set corner by corner: on the map, in its middle, or by coordinates. */
export function SketchBar({ count, onPlace, onMiddle, onBack, onClose, onCancel }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div
      className="draw-sketching"
      role="group"
      aria-label={t("draw.sketching")}
      tabIndex={-1}
      ref={box}
    >
      <p>
        <b>{t("draw.sketching")}</b> <span role="status">{t("draw.sketched", { n: count })}</span>
      </p>
      <p className="fine">{t("draw.sketch_how")}</p>
      <div className="row">
        <Button type="primary" disabled={count < LEAST} onClick={onClose}>
          {t("draw.close")}
        </Button>
        <Button onClick={onMiddle}>{t("draw.middle")}</Button>
        <Button disabled={count === 0} onClick={onBack}>
          {t("draw.back")}
        </Button>
        {count === 0 ? (
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
        ) : (
          <Popconfirm title={t("draw.give_up_sure")} okText={t("draw.give_up")} cancelText={t("draw.go_on")} onConfirm={onCancel}>
            <Button>{t("app.cancel")}</Button>
          </Popconfirm>
        )}
      </div>
      <PointField submit={t("draw.add")} onPlace={onPlace} />
    </div>
  );
}
