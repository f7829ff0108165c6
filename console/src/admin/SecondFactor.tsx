import { Button, QRCode } from "antd";
import { useState } from "react";
import * as api from "../api/account";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { textOf } from "../lib/spec";
import { useAct } from "../state/useAct";
import { Once } from "./Once";

type Props = { account: api.OwnAccount["account"]; needed: boolean; limited: boolean; onChanged: () => void };

/** The second factor (动态口令): put into an app, confirmed with a code of it, taken away with one. */
export function SecondFactor({ account, needed, limited, onChanged }: Props) {
  const { t } = useWords();
  const [enrolment, setEnrolment] = useState<api.Enrolment>();
  const [codes, setCodes] = useState<string[]>();
  const [removing, setRemoving] = useState(false);
  const begin = useAct((_: "enrol", key) => api.enrol(key), setEnrolment);
  return (
    <section className="card" aria-labelledby="factor">
      <h2 id="factor">{t("factor.title")}</h2>
      <p className="quiet">{t(needed ? "factor.needed" : "factor.why")}</p>
      {codes ? (
        <Once
          title={t("factor.codes")}
          why={t("factor.codes_why")}
          text={codes.join("\n")}
          onClose={() => {
            setCodes(undefined);
            if (limited) window.location.reload();
            else onChanged();
          }}
        />
      ) : account.second_factor ? (
        <>
          <p>
            ✓ {t("factor.on")} · {t("factor.codes_left", { count: account.recovery_codes })}
          </p>
          {removing ? (
            <SpecForm
              id="factor-remove"
              label={t("factor.remove")}
              keep={false}
              danger
              submit={t("factor.remove")}
              initial={{}}
              specs={[{ name: "code", label: t("login.code"), kind: "text", required: true, hint: t("factor.code_hint") }]}
              onSend={(values, key) => api.removeFactor(textOf(values, "code"), key)}
              onDone={() => {
                setRemoving(false);
                onChanged();
              }}
              onCancel={() => setRemoving(false)}
            />
          ) : (
            <p>
              <Button onClick={() => setRemoving(true)}>{t("factor.remove")}</Button>
            </p>
          )}
        </>
      ) : enrolment ? (
        <>
          <p>{t("factor.scan")}</p>
          <div className="enrolment">
            <QRCode value={enrolment.url} type="svg" size={180} bordered={false} aria-label={t("factor.picture")} />
            <div>
              <p className="fine">{t("factor.or_type")}</p>
              <code className="secret">{enrolment.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            </div>
          </div>
          <SpecForm
            id="factor-confirm"
            label={t("factor.confirm")}
            keep={false}
            submit={t("factor.confirm")}
            initial={{}}
            specs={[{ name: "code", label: t("login.code"), kind: "text", required: true, hint: t("factor.code_hint") }]}
            onSend={(values, key) => api.confirmFactor(textOf(values, "code"), key)}
            onDone={(made) => {
              setEnrolment(undefined);
              setCodes(made);
            }}
            onCancel={() => setEnrolment(undefined)}
          />
        </>
      ) : (
        <p>
          <Button type="primary" loading={begin.busy} onClick={() => void begin.run("enrol")}>
            {t("factor.begin")}
          </Button>
        </p>
      )}
      {begin.problem ? <ProblemAlert problem={begin.problem} /> : null}
    </section>
  );
}
