import { Button, Dropdown } from "antd";
import type { Ref } from "react";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { offer } from "../lib/commands";

type Props = {
  incident: Incident;
  acting: string | undefined;
  onAct: (code: string | undefined) => void;
  barRef: Ref<HTMLDivElement>;
  /** The likely step stands larger elsewhere already. */
  quiet?: boolean;
};

/** What the reader may do now: the likely step first, the rest under "more". */
export function ActionBar({ incident, acting, onAct, barRef, quiet }: Props) {
  const { t, name } = useWords();
  const { primary, beside, more } = offer(incident);
  const press = (code: string) => onAct(acting === code ? undefined : code);
  if (!primary && beside.length === 0 && more.length === 0) return <p className="quiet no-act">{t("action.none")}</p>;
  return (
    <div className="action-bar" role="group" aria-label={t("action.bar")} ref={barRef} data-tour="actions">
      {primary ? (
        <Button
          type={quiet ? "default" : "primary"}
          size="large"
          danger={primary === "return_to_police"}
          aria-expanded={acting === primary}
          onClick={() => press(primary)}
        >
          {name("command", primary)}
        </Button>
      ) : null}
      {beside.map((code) => (
        <Button key={code} size="large" aria-expanded={acting === code} onClick={() => press(code)}>
          {name("command", code)}
        </Button>
      ))}
      {more.length > 0 ? (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: more.map((code) => ({ key: code, label: name("command", code) })),
            onClick: ({ key }) => onAct(key),
          }}
        >
          <Button size="large" aria-haspopup="menu">
            {t("action.more")} ▾
          </Button>
        </Dropdown>
      ) : null}
    </div>
  );
}
