import { App } from "antd";
import * as api from "../api/account";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";

const secret = (value: unknown) => (typeof value === "string" ? value : "");

/** Changes one's own password. What is typed is kept nowhere. */
export function Password({ least, limited, onChanged }: { least: number; limited: boolean; onChanged: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  return (
    <section className="card" aria-labelledby="password">
      <h2 id="password">{t("account.password")}</h2>
      <p className="quiet">{t("account.password_why", { least })}</p>
      <SpecForm
        id="password"
        label={t("account.password")}
        keep={false}
        submit={t("account.password_submit")}
        initial={{}}
        specs={[
          { name: "old_password", label: t("account.old_password"), kind: "password", required: true, wide: true },
          { name: "new_password", label: t("account.new_password"), kind: "password", required: true, wide: true },
          { name: "again", label: t("account.again"), kind: "password", required: true, wide: true },
        ]}
        onSend={async (values, key) => {
          if (values.new_password !== values.again) throw refusal("not_the_same", "account.not_the_same", "again");
          await api.changePassword(secret(values.old_password), secret(values.new_password), key);
        }}
        onDone={() => {
          message.success(t("account.password_done"));
          // What the session may do now is said anew.
          if (limited) window.location.reload();
          else onChanged();
        }}
      />
    </section>
  );
}
