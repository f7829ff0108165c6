import { Alert, Button, Checkbox, Input } from "antd";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { HazardList } from "./Hazards";

type Props = {
  incident: Incident;
  ticked: boolean;
  onTick: (ticked: boolean) => void;
  reason: string;
  onReason: (reason: string) => void;
  onReturn: (() => void) | undefined;
};

/** The second deliberate act before a call that hints at danger is diverted. */
export function Safety({ incident, ticked, onTick, reason, onReason, onReturn }: Props) {
  const { t } = useWords();
  return (
    <Alert
      type="error"
      role="group"
      aria-label={t("safety.title")}
      title={t("safety.title")}
      description={
        <div className="fields">
          <p>{t("safety.why")}</p>
          <HazardList incident={incident} />
          {onReturn ? (
            <div>
              <Button type="primary" danger onClick={onReturn}>
                {t("safety.back")}
              </Button>
            </div>
          ) : null}
          <Checkbox checked={ticked} onChange={(event) => onTick(event.target.checked)}>
            {t("safety.tick")}
          </Checkbox>
          <div className="field" data-field="inSpite">
            <label htmlFor="in-spite">{t("field.inSpite")}</label>
            <Input.TextArea
              id="in-spite"
              rows={2}
              value={reason}
              placeholder={t("safety.reason_hint")}
              onChange={(event) => onReason(event.target.value)}
            />
          </div>
        </div>
      }
    />
  );
}
