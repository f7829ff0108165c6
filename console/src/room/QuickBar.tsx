import { Alert, App, Button } from "antd";
import { useRef } from "react";
import * as calls from "../api/calls";
import type { CommandRequest, Incident, Town } from "../api/types";
import { useWords } from "../i18n/context";
import { build } from "../lib/commands";
import { type Guide, quick, TOO_SOON_MS } from "../lib/quick";
import { ProblemAlert } from "../components/ProblemAlert";
import { useSend } from "../state/useSend";
import { useKeys } from "../state/useKeys";

type Props = {
  incident: Incident;
  guide: Guide;
  town: Town;
  /** A form is open: its own button sends. */
  busyElsewhere: boolean;
  onAct: (code: string) => void;
  onDone: (incident: Incident) => void;
  onStale: () => void;
};

/** What a step is put right with. */
const CORRECTS: Partial<Record<string, string>> = { confirm: "confirm", assign: "reassign" };

/** The next step as advised, by one key; or why it takes a choice of one's own. */
export function QuickBar({ incident, guide, town, busyElsewhere, onAct, onDone, onStale }: Props) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const { busy, problem, run } = useSend();
  const before = useRef(0);
  const next = quick(incident, guide);

  const act = async () => {
    if (next.is !== "ready" || busyElsewhere || Date.now() - before.current < TOO_SOON_MS) return;
    const { code, fields } = next;
    const request: CommandRequest = { command: build(code, fields), expected_version: incident.version };
    const sent = await run([incident.id, request], async (key) => {
      const changed = await calls.command(incident.id, request, key);
      before.current = Date.now();
      const correct = CORRECTS[code];
      const put = correct && changed.next.some((one) => one === correct) ? correct : undefined;
      message.success({
        content: (
          <>
            {t("action.sent", { name: name("command", code) })}
            {put ? (
              <Button type="link" size="small" onClick={() => onAct(put)}>
                {t("quick.correct")}
              </Button>
            ) : null}
          </>
        ),
        duration: 6,
      });
      onDone(changed);
    });
    // Somebody else was first, or the car is gone: the advice is asked for anew.
    if (!sent) onStale();
  };
  useKeys((pressed) => {
    if (pressed !== "quick" || next.is !== "ready" || busyElsewhere) return false;
    void act();
    return true;
  });

  // The dangers found stand below, larger than any word of ours.
  const said = next.is === "withheld" && next.why === "danger" && incident.hazards.length > 0;
  if (next.is === "none" || said || busyElsewhere) return null;
  return (
    <section className="quick" aria-label={t("quick.title")} data-tour="quick">
      {problem ? <ProblemAlert problem={problem} /> : null}
      {next.is === "ready" ? (
        <>
          <Button type="primary" size="large" loading={busy} onClick={() => void act()} aria-keyshortcuts="Control+Enter">
            {told(next.code, next.fields)} <kbd>{t("action.submit_keys")}</kbd>
          </Button>
          <span className="quiet">{t("quick.or")}</span>
        </>
      ) : next.is === "waiting" ? (
        <p className="quiet" aria-busy="true">
          {t("quick.waiting")}
        </p>
      ) : (
        <Alert type={next.why === "danger" ? "error" : "info"} showIcon title={t(`quick.why.${next.why}`)} />
      )}
    </section>
  );

  function told(code: string, fields: Partial<Record<string, string>>): string {
    const parts = [name("command", code)];
    if (fields.category) parts.push(name("category", fields.category));
    const all = town.categories.flatMap((one) => one.subcategories);
    if (fields.subcategory) parts.push(all.find((one) => one.code === fields.subcategory)?.name ?? fields.subcategory);
    if (fields.unit) parts.push(town.units.find((one) => one.id === fields.unit)?.name ?? fields.unit);
    return parts.join(" · ");
  }
}
