import type { FilingView } from "../../api/performance";
import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import { useNamed } from "../../i18n/named";
import { day, time } from "../../lib/time";

/** What happened to a filing, and what was locked when it was signed. */
export function History({ filing }: { filing: FilingView }) {
  const { t, town } = useWords();
  const named = useNamed();
  const offset = town?.utc_offset_seconds ?? 0;
  const { seal } = filing;
  return (
    <>
      <section className="card" aria-labelledby="steps">
        <h2 id="steps">{t("filing.steps")}</h2>
        <Grid
          label={t("filing.steps")}
          empty=""
          rows={filing.steps}
          id={(one) => `${one.at}${one.kind}`}
          columns={[
            { head: t("filing.when"), cell: (one) => <time dateTime={one.at} className="nowrap">{`${day(one.at, offset)} ${time(one.at, offset)}`}</time> },
            { head: t("filing.step"), names: true, cell: (one) => named(`filing.kind.${one.kind.replace("filing.", "")}`, one.kind_name) },
            { head: t("filing.who"), cell: (one) => `${one.name} (${one.account})` },
            { head: t("event.label.reason"), cell: (one) => one.reason ?? "" },
          ]}
        />
        {filing.reason ? <p>{t("filing.corrects", { reason: filing.reason })}</p> : null}
      </section>
      {seal ? (
        <section className="card" aria-labelledby="seal">
          <h2 id="seal">{t("filing.seal")}</h2>
          <p className="quiet">{t("filing.seal_why")}</p>
          <dl className="reasons">
            <div>
              <dt>{t("filing.seal_form")}</dt>
              <dd>
                <code>{seal.sm3}</code>
              </dd>
            </div>
            <div>
              <dt>{t("filing.seal_template")}</dt>
              <dd>{seal.template}</dd>
            </div>
            <div>
              <dt>{t("filing.seal_fonts")}</dt>
              <dd>
                <code>{seal.fonts}</code>
              </dd>
            </div>
            {seal.files.map((file) => (
              <div key={file.format}>
                <dt>{file.format.toUpperCase()}</dt>
                <dd>
                  <code>{file.sm3}</code> · {t("filing.bytes", { count: file.size })}
                </dd>
              </div>
            ))}
          </dl>
          <p className="fine">
            <code>liandong reproduce {filing.id}</code>
          </p>
        </section>
      ) : null}
    </>
  );
}
