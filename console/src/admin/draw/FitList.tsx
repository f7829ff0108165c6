import { ProblemAlert } from "../../components/ProblemAlert";
import type { Problem } from "../../api/http";
import { useWords } from "../../i18n/context";
import type { LonLat } from "../../lib/gcj02";
import type { Finding } from "./useFit";

type Props = {
  findings: readonly Finding[];
  /** By whom it was found out; undefined while nothing is drawn. */
  byServer: boolean | undefined;
  problem: Problem | undefined;
  hasOutline: boolean;
  onLook: (place: LonLat) => void;
};

/** What would not fit, the largest first; each leads to its place on the map, where it has the same number. */
export function FitList({ findings, byServer, problem, hasOutline, onLook }: Props) {
  const { t } = useWords();
  return (
    <section className="draw-fit" aria-labelledby="draw-fit">
      <h3 id="draw-fit">{t("areas.fit")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <div role="status">
        {findings.length === 0 ? (
          <p className="draw-good">✓ {t("areas.fits")}</p>
        ) : (
          <ol>
            {findings.map((one, nth) => (
              <li key={nth}>
                <button type="button" className="draw-finding" onClick={() => onLook(one.at)}>
                  <span className={`draw-number draw-${one.kind}`}>{nth + 1}</span>
                  <b>{t(`draw.finding.${one.kind}`)}</b>
                  {one.areas.length > 0 ? <span>{one.areas.join(t("draw.and"))}</span> : null}
                  {one.squareMetres === undefined ? null : <span className="figure">{t("draw.square_metres", { n: one.squareMetres.toLocaleString("en") })}</span>}
                </button>
              </li>
            ))}
          </ol>
        )}
      </div>
      {byServer === undefined ? null : <p className="fine">{t(byServer ? "draw.by_server" : "draw.by_page")}</p>}
      {hasOutline ? null : <p className="fine">{t("areas.no_outline")}</p>}
    </section>
  );
}
