import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import { waysOf } from "../lib/places";
import { placeOf } from "../lib/route";
import { useRoute } from "../state/useRoute";
import { To } from "./To";

/** So many ways stand beside the town's name; more get a row of their own. */
const FEW = 3;

/** The parts of the console, for those who may read more than the desk. */
export function Nav({ session }: { session: Session }) {
  const { t } = useWords();
  const here = placeOf(useRoute());
  const ways = waysOf(session.role);
  const onPatrol = session.role === "member";
  if (ways.length < 2 && !onPatrol) return null;
  return (
    <nav className={ways.length > FEW ? "nav nav-row" : "nav"} aria-label={t("nav.label")}>
      {/* The phone's page is another program, and is loaded anew. */}
      {onPatrol && <a href="/patrol">{t("nav.patrol")}</a>}
      {ways.map((way) => (
        <To key={way.place} route={way.route} current={here === way.place} tour={`nav-${way.place}`}>
          {t(way.label)}
        </To>
      ))}
    </nav>
  );
}
