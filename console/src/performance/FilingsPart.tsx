import { App } from "antd";
import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { openable } from "../lib/performance/filing";
import { mayManagePerformance } from "../lib/rights";
import { orNull, textOf } from "../lib/spec";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import { FilingList } from "./FilingList";
import type { PartProps } from "./ProjectPage";

/** The project's filings, and the next edition of one. */
export function FilingsPart({ detail, session }: PartProps) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { id, project } = detail;
  const filings = useAsked(`filings/${id}`, (signal) => api.filings(id, signal));
  return (
    <>
      <section className="card" aria-labelledby="filings">
        <h2 id="filings">{t("perf.part.filings")}</h2>
        <p className="quiet">{t("filing.what")}</p>
        <Loaded asked={filings}>{(all) => <FilingList filings={all} />}</Loaded>
      </section>
      {mayManagePerformance(session.role) && filings.value ? (
        <section className="card no-print" aria-labelledby="open-filing">
          <h2 id="open-filing">{t("filing.open")}</h2>
          <OpenForm
            all={filings.value}
            tracking={(project.tracking ?? []).map((one) => one.id)}
            project={id}
            onOpened={(made) => {
              message.success(t("filing.opened", { tracking: made.tracking, edition: made.edition }));
              go({ page: "filing", filing: made.id });
            }}
          />
        </section>
      ) : null}
    </>
  );
}

type OpenProps = { all: api.FilingSummary[]; tracking: string[]; project: string; onOpened: (made: api.FilingView) => void };

function OpenForm({ all, tracking, project, onOpened }: OpenProps) {
  const { t } = useWords();
  const can = openable(tracking, all);
  if (can.length === 0) return <p className="quiet">{t(tracking.length === 0 ? "profile.no_tracking" : "filing.all_open")}</p>;
  return (
    <SpecForm
      id={`open-filing-${project}`}
      label={t("filing.open")}
      submit={t("filing.open_submit")}
      initial={{ tracking: can[0]?.tracking ?? "" }}
      specs={(values) => {
        const chosen = can.find((one) => one.tracking === textOf(values, "tracking"));
        return [
          {
            name: "tracking",
            label: t("perf.tracking"),
            kind: "choice",
            required: true,
            options: can.map((one) => ({ value: one.tracking, label: t("filing.named", { tracking: one.tracking, edition: one.edition }) })),
          },
          ...(chosen?.corrects
            ? [{ name: "reason", label: t("filing.correction_reason"), kind: "area" as const, required: true, hint: t("filing.correction_hint") }]
            : []),
        ];
      }}
      onSend={(values, key) => {
        const reason = orNull(values, "reason");
        return api.openFiling(project, { tracking: textOf(values, "tracking"), ...(reason ? { reason } : {}) }, key);
      }}
      onDone={onOpened}
    />
  );
}
