import { Button, Input } from "antd";
import { type FormEvent, lazy, Suspense, useState } from "react";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import type { AdminProps } from "./AdminPage";
import { AreaFindings } from "./AreaFindings";
import { AreaImport } from "./AreaImport";

// The map is large, and the other parts of the administration need none.
const AreaMap = lazy(() => import("./draw/AreaMap"));

/** The responsibility areas (责任区) with their versions, and how they fit together on a day. */
export function Areas({ query, may }: AdminProps) {
  const { t } = useWords();
  const asked = useAsked(`areas/${query.on ?? ""}`, (signal) => api.areas(query.on, signal));
  const [importing, setImporting] = useState<"area" | "outline">();
  return (
    <>
      {asked.value ? (
        <section className="card" aria-labelledby="draw">
          <h2 id="draw">{t("draw.map")}</h2>
          <p className="quiet">{t(may ? "draw.why" : "draw.why_read")}</p>
          <Suspense fallback={<Wait />}>
            <AreaMap view={asked.value} may={may} onSaved={asked.again} />
          </Suspense>
        </section>
      ) : null}
      <Loaded asked={asked}>
        {(view) => (
          <section className="card" aria-labelledby="areas">
            <div className="paper-head">
              <h2 id="areas">{t("areas.on", { day: view.day })}</h2>
              <OnDay key={view.day} day={view.day} />
            </div>
            <Grid
              label={t("admin.part.areas")}
              empty={t("areas.none")}
              rows={view.areas}
              id={(one) => `${one.id}${one.from ?? ""}`}
              columns={[
                { head: t("accounts.name"), names: true, cell: (one) => one.name },
                { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
                { head: t("field.station"), cell: (one) => one.station.name },
                { head: t("areas.from"), cell: (one) => one.from ?? t("areas.first") },
                { head: t("areas.until"), cell: (one) => one.until ?? "" },
                { head: t("areas.points"), number: true, cell: (one) => one.outline.length - 1 },
                { head: t("accounts.standing"), cell: (one) => <span className={`tag ${one.holds ? "good" : "off"}`}>{t(one.holds ? "areas.holds" : "areas.holds_not")}</span> },
              ]}
            />
            <p className="fine">{view.outline ? t("areas.has_outline", { points: view.outline.length - 1 }) : t("areas.no_outline")}</p>
            <h3>{t("areas.fit")}</h3>
            <AreaFindings findings={view.findings} />
          </section>
        )}
      </Loaded>
      {may ? (
        <section className="card" aria-labelledby="import">
          <div className="paper-head">
            <h2 id="import">{t("areas.import")}</h2>
            {importing ? null : (
              <div className="row">
                <Button type="primary" onClick={() => setImporting("area")}>
                  {t("areas.import_area")}
                </Button>
                <Button onClick={() => setImporting("outline")}>{t("areas.import_outline")}</Button>
              </div>
            )}
          </div>
          <p className="quiet">{t("areas.import_why")}</p>
          {importing ? (
            <AreaImport
              key={importing}
              what={importing}
              known={asked.value?.areas ?? []}
              onDone={() => {
                setImporting(undefined);
                asked.again();
              }}
              onCancel={() => setImporting(undefined)}
            />
          ) : null}
        </section>
      ) : null}
    </>
  );
}

function OnDay({ day }: { day: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(day);
  return (
    <form
      className="row period-form"
      aria-label={t("areas.day")}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        go({ page: "admin", part: "areas", query: { on: typed } });
      }}
    >
      <label htmlFor="areas-day">{t("areas.day")}</label>
      <Input id="areas-day" type="date" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button htmlType="submit">{t("ledger.look")}</Button>
    </form>
  );
}
