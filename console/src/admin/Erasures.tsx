import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { textOf } from "../lib/spec";
import { useAct } from "../state/useAct";
import { usePages } from "../state/usePages";
import type { AdminProps } from "./AdminPage";
import { useMoment } from "./useMoment";

const GROUNDS: readonly api.LegalGround[] = ["purpose_reached", "period_over", "consent_withdrawn", "unlawful_handling", "other_law"];

/** Erasures of callers' data: asked for by one administrator, approved by another. */
export function Erasures({ may, session }: AdminProps) {
  const { t } = useWords();
  const { message } = App.useApp();
  const named = useNamed();
  const moment = useMoment();
  const pages = usePages("erasures", (cursor) => api.erasures(cursor));
  const [asking, setAsking] = useState(false);
  const [refusing, setRefusing] = useState<string>();
  const approve = useAct(
    (id: string, key) => api.approveErasure(id, key),
    () => {
      message.success(t("erasures.approved"));
      pages.again();
    },
  );
  return (
    <section className="card" aria-label={t("admin.part.erasures")}>
      {may && !asking ? (
        <p>
          <Button type="primary" onClick={() => setAsking(true)}>
            {t("erasures.ask")}
          </Button>
        </p>
      ) : null}
      {asking ? (
        <SpecForm
          id="erasure"
          label={t("erasures.ask")}
          danger
          submit={t("erasures.ask")}
          initial={{}}
          specs={[
            { name: "incident", label: t("erasures.incident"), kind: "text", required: true, hint: t("erasures.incident_hint") },
            {
              name: "ground",
              label: t("erasures.ground"),
              kind: "choice",
              required: true,
              options: GROUNDS.map((one) => ({ value: one, label: t(`erasures.ground.${one}`) })),
            },
            { name: "reason", label: t("event.label.reason"), kind: "area", required: true, hint: t("erasures.reason_hint") },
          ]}
          onSend={(values, key) =>
            api.askErasure(
              {
                incident: textOf(values, "incident"),
                ground: GROUNDS.find((one) => one === textOf(values, "ground")) ?? "other_law",
                reason: textOf(values, "reason"),
              },
              key,
            )
          }
          onDone={() => {
            setAsking(false);
            message.success(t("erasures.asked"));
            pages.again();
          }}
          onCancel={() => setAsking(false)}
        />
      ) : null}
      {refusing ? (
        <SpecForm
          id={`refuse-${refusing}`}
          label={t("erasures.refuse")}
          submit={t("erasures.refuse")}
          initial={{}}
          specs={[{ name: "reason", label: t("erasures.refusal"), kind: "text", required: true, wide: true }]}
          onSend={(values, key) => api.refuseErasure(refusing, textOf(values, "reason"), key)}
          onDone={() => {
            setRefusing(undefined);
            message.success(t("admin.recorded"));
            pages.again();
          }}
          onCancel={() => setRefusing(undefined)}
        />
      ) : null}
      {approve.problem ? <ProblemAlert problem={approve.problem} /> : null}
      {pages.problem ? <ProblemAlert problem={pages.problem} action={<Button onClick={pages.again}>{t("app.retry")}</Button>} /> : null}
      {!pages.items && !pages.problem ? <Wait /> : null}
      {pages.items ? (
        <Grid
          label={t("admin.part.erasures")}
          empty={t("erasures.none")}
          rows={pages.items}
          id={(one) => one.id}
          columns={[
            { head: t("erasures.asked_at"), cell: (one) => moment(one.asked_at) },
            { head: t("filing.who"), cell: (one) => one.asked_by },
            { head: t("incident.facts"), names: true, cell: (one) => <To route={{ page: "desk", incident: one.incident }}>{one.incident}</To> },
            { head: t("erasures.ground"), cell: (one) => named(`erasures.ground.${one.ground}`, one.ground_name) },
            { head: t("event.label.reason"), wide: true, cell: (one) => one.reason },
            { head: t("erasures.keys"), number: true, cell: (one) => one.keys },
            {
              head: t("accounts.standing"),
              cell: (one) => (
                <>
                  <span className={`tag ${one.status === "refused" ? "off" : one.status === "asked" ? "bad" : "good"}`}>
                    {named(`erasures.status.${one.status}`, one.status_name)}
                  </span>{" "}
                  {one.decided_by ? <span className="fine">{one.decided_by}</span> : null} {one.refusal ? <span className="fine">{one.refusal}</span> : null}
                </>
              ),
            },
            ...(may
              ? [
                  {
                    head: t("ledger.act"),
                    cell: (one: api.Erasure) =>
                      one.status !== "asked" ? null : one.asked_by === session.account ? (
                        <span className="fine">{t("erasures.another")}</span>
                      ) : (
                        <span className="row">
                          <Popconfirm
                            title={t("erasures.approve")}
                            description={t("erasures.approve_sure", { keys: one.keys })}
                            okText={t("erasures.approve")}
                            okButtonProps={{ danger: true }}
                            cancelText={t("app.cancel")}
                            onConfirm={() => void approve.run(one.id)}
                          >
                            <Button size="small" danger loading={approve.busy}>
                              {t("erasures.approve")}
                            </Button>
                          </Popconfirm>
                          <Button size="small" onClick={() => setRefusing(one.id)}>
                            {t("erasures.refuse")}
                          </Button>
                        </span>
                      ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
      {pages.next ? (
        <Button loading={pages.busy} onClick={pages.more}>
          {t("audit.earlier")}
        </Button>
      ) : null}
    </section>
  );
}
