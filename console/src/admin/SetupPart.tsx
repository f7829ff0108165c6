import { Alert, Button } from "antd";
import * as api from "../api/setup";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { save } from "../forms/save";
import { useWords } from "../i18n/context";
import type { AdminPart } from "../lib/admin/route";
import { useAct } from "../state/useAct";
import { useAsked } from "../state/useAsked";
import { SetupUpload } from "./SetupUpload";

/** Where what a step asks for is looked at. */
const PLACES: Record<string, AdminPart> = {
  policy: "policy",
  stations: "stations",
  areas: "areas",
  cars: "units",
  members: "members",
  commanders: "accounts",
  dispatchers: "accounts",
  member_accounts: "accounts",
};

/** The way from an empty town to its first dispatched call. */
export function SetupPart() {
  const { t, language } = useWords();
  const asked = useAsked("setup", (signal) => api.setup(signal));
  const template = useAct(
    () => api.template(),
    (answer) => save(answer),
  );
  const open = asked.value?.steps.filter((step) => !step.done).length ?? 0;
  return (
    <>
      <section className="card" aria-labelledby="setup-steps">
        <h2 id="setup-steps">{t("setup.steps")}</h2>
        {asked.problem ? <ProblemAlert problem={asked.problem} action={<Button onClick={asked.again}>{t("app.retry")}</Button>} /> : null}
        {asked.value ? (
          <>
            <Alert
              type={asked.value.ready ? "success" : "info"}
              showIcon
              title={asked.value.ready ? t("setup.ready") : t("setup.not_ready", { count: open })}
            />
            <Grid
              label={t("setup.steps")}
              rows={asked.value.steps}
              id={(step) => step.code}
              empty=""
              columns={[
                { head: t("setup.step"), cell: (step) => (language === "en" ? step.name_en : step.name), names: true },
                { head: t("setup.count"), cell: (step) => step.count, number: true },
                { head: t("setup.state"), cell: (step) => (step.done ? `✓ ${t("setup.done")}` : `○ ${t("setup.open")}`) },
                {
                  head: t("setup.missing"),
                  wide: true,
                  cell: (step) => (
                    <>
                      {step.missing.map((one) => (
                        <div key={one.what}>{language === "en" ? one.what_en : one.what}</div>
                      ))}
                      <StepLink code={step.code} />
                    </>
                  ),
                },
              ]}
            />
          </>
        ) : asked.problem ? null : (
          <Wait />
        )}
      </section>
      <section className="card" aria-labelledby="setup-template">
        <h2 id="setup-template">{t("setup.template_title")}</h2>
        <p className="fine">{t("setup.template_hint")}</p>
        <p>
          <Button type="primary" loading={template.busy} onClick={() => void template.run(undefined)}>
            {t("setup.template")}
          </Button>
        </p>
        {template.problem ? <ProblemAlert problem={template.problem} /> : null}
      </section>
      <SetupUpload onRecorded={asked.again} />
      <section className="card" aria-labelledby="setup-first">
        <h2 id="setup-first">{t("setup.first_title")}</h2>
        <p className="fine">{t("setup.first_hint")}</p>
        <p>
          <To route={{ page: "desk" }}>{t("setup.to_desk")}</To>
        </p>
      </section>
    </>
  );
}

function StepLink({ code }: { code: string }) {
  const { t } = useWords();
  const part = PLACES[code];
  if (code === "roster" || code === "duty") return <a href="/duty">{t("setup.see")}</a>;
  return part ? <To route={{ page: "admin", part }}>{t("setup.see")}</To> : null;
}
