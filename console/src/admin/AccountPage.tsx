import { Alert } from "antd";
import * as api from "../api/account";
import type { Session } from "../api/types";
import { Loaded } from "../components/Loaded";
import { PaperPage } from "../components/PaperPage";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { useAsked } from "../state/useAsked";
import { Password } from "./Password";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

/** One's own account: for everybody. */
export default function AccountPage({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const { t, name } = useWords();
  const named = useNamed();
  const own = useAsked("account", (signal) => api.own(signal));
  return (
    <PaperPage session={session} title={t("account.title")} may onLogOut={onLogOut}>
      <h1>{t("account.title")}</h1>
      <Loaded asked={own}>
        {(one) => {
          const { account, limited } = one;
          return (
            <>
              {limited ? <Alert type="warning" showIcon title={t(`account.limited.${limited}`)} /> : null}
              <section className="card" aria-labelledby="who">
                <h2 id="who">
                  {account.name} · {name("role", account.role, account.role_name)}
                </h2>
                <dl className="reasons">
                  <div>
                    <dt>{t("login.account")}</dt>
                    <dd>
                      <code>{account.id}</code> · {session.town_name} (<code>{session.town}</code>)
                    </dd>
                  </div>
                  <div>
                    <dt>{t("account.rights")}</dt>
                    <dd className="row rights">
                      {one.rights.map((right) => (
                        <span key={right} className="tag">
                          {named(`right.${right}`)}
                        </span>
                      ))}
                    </dd>
                  </div>
                </dl>
              </section>
              <div className="account-pair">
                {account.has_password ? <Password least={one.password_min_length} onChanged={own.again} limited={Boolean(limited)} /> : null}
                <SecondFactor account={account} needed={one.second_factor_needed} onChanged={own.again} limited={Boolean(limited)} />
              </div>
              {limited ? null : (
                <>
                  <Sessions />
                  <Tokens days={one.token_days} />
                </>
              )}
            </>
          );
        }}
      </Loaded>
    </PaperPage>
  );
}
