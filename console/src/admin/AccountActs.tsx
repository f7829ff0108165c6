import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import * as api from "../api/admin";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { textOf } from "../lib/spec";
import { useAct } from "../state/useAct";
import { Once } from "./Once";
import { useMoment } from "./useMoment";

type Act = "unlock" | "end-sessions" | "reset-second-factor" | "reset-password";
type Props = { account: api.Account; may: boolean; own: boolean; onChanged: () => void };

/** What is done with an account beside changing it. */
export function AccountActs({ account, may, own, onChanged }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const moment = useMoment();
  const [password, setPassword] = useState<string>();
  const [closing, setClosing] = useState(false);
  const act = useAct(
    async (which: Act, key) => (which === "reset-password" ? api.resetPassword(account.id, key) : api.accountAct(account.id, which, key)),
    (answer, which) => {
      if (typeof answer === "string") setPassword(answer);
      else message.success(t(`accounts.did.${which}`));
      onChanged();
    },
  );
  const acts: Act[] = [
    "reset-password",
    ...(account.failures > 0 || account.locked_until ? (["unlock"] as const) : []),
    ...(account.second_factor ? (["reset-second-factor"] as const) : []),
    "end-sessions",
  ];
  return (
    <div className="account-acts">
      <dl className="reasons">
        <div>
          <dt>{t("accounts.last_login")}</dt>
          <dd>{moment(account.last_login_at)}</dd>
        </div>
        <div>
          <dt>{t("accounts.failures")}</dt>
          <dd>
            {account.failures}
            {account.locked_until ? (
              <>
                {" "}
                · {t("accounts.locked_until")} {moment(account.locked_until)}
              </>
            ) : null}
          </dd>
        </div>
        {account.external ? (
          <div>
            <dt>{t("accounts.external")}</dt>
            <dd>{account.external}</dd>
          </div>
        ) : null}
      </dl>
      {password ? <Once title={t("accounts.password")} why={t("accounts.password_why")} text={password} onClose={() => setPassword(undefined)} /> : null}
      {act.problem ? <ProblemAlert problem={act.problem} /> : null}
      {account.closed ? <p className="quiet">{t("accounts.closed_for_good")}</p> : null}
      {may && !account.closed ? (
        <div className="row">
          {acts.map((one) => (
            <Popconfirm
              key={one}
              title={t(`accounts.act.${one}`)}
              description={t(`accounts.sure.${one}`)}
              okText={t(`accounts.act.${one}`)}
              cancelText={t("app.cancel")}
              onConfirm={() => void act.run(one)}
            >
              <Button size="small" loading={act.busy}>
                {t(`accounts.act.${one}`)}
              </Button>
            </Popconfirm>
          ))}
          {own || closing ? null : (
            <Button size="small" danger onClick={() => setClosing(true)}>
              {t("accounts.close")}
            </Button>
          )}
        </div>
      ) : null}
      {closing ? (
        <SpecForm
          id={`close-${account.id}`}
          label={t("accounts.close")}
          danger
          submit={t("accounts.close")}
          initial={{}}
          specs={[{ name: "reason", label: t("event.label.reason"), kind: "text", required: true, wide: true, hint: t("accounts.close_hint") }]}
          onSend={(values, key) => api.closeAccount(account.id, textOf(values, "reason"), key)}
          onDone={() => {
            setClosing(false);
            message.success(t("accounts.did.close"));
            onChanged();
          }}
          onCancel={() => setClosing(false)}
        />
      ) : null}
    </div>
  );
}
