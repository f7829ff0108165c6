import { ProblemAlert } from "../../components/ProblemAlert";
import type { Problem } from "../../api/http";
import { useWords } from "../../i18n/context";
import type { Effect } from "../../lib/areaEffect";
import type { LastCalls } from "./useLastCalls";

type Props = { effects: readonly Effect[]; name: (key: string) => string; last: LastCalls | undefined; moving: number; problem: Problem | undefined };

const km2 = (squareMetres: number) => (squareMetres / 1e6).toFixed(3);

/** Sizes before and after, and what the change would have meant for the last calls. */
export function EffectTable({ effects, name, last, moving, problem }: Props) {
  const { t } = useWords();
  if (effects.length === 0) return null;
  return (
    <section className="draw-effects-part" aria-labelledby="draw-effect">
      <h3 id="draw-effect">{t("draw.effect")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <table className="draw-effects">
        <thead>
          <tr>
            <th scope="col">{t("incident.area")}</th>
            <th scope="col">{t("draw.size")}</th>
            <th scope="col">{t("draw.calls")}</th>
          </tr>
        </thead>
        <tbody>
          {effects.map(({ key, before, after }) => (
            <tr key={key}>
              <th scope="row">{name(key)}</th>
              <td className="figure">{t("draw.from_to", { from: before ? km2(before.squareMetres) : "—", to: km2(after.squareMetres) })}</td>
              <td className="figure">{last ? t("draw.from_to", { from: before ? before.calls : "—", to: after.calls }) : "…"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {last ? (
        <p className="fine">
          {t("draw.calls_of", { placed: last.places.length, all: last.all })}
          {moving > 0 ? (
            <>
              {" "}
              <i className="draw-call sign" aria-hidden="true" /> {t("draw.moving", { n: moving })}
            </>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}
