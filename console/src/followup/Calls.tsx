import * as desks from "../api/desks";
import { LiveState } from "../components/Header";
import { Split } from "../components/Split";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { type DeskRoute, deskRoute } from "../lib/deskRoute";
import { inOrder, stateOf, STATES } from "../lib/followUp";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { useNow } from "../state/useNow";
import { go } from "../state/useRoute";
import { CallInHand } from "./CallInHand";
import { CallList } from "./CallList";

/** The list of callers and the one in hand. */
export function Calls({ route }: { route: DeskRoute }) {
  const { t } = useWords();
  const now = useNow();
  const state = stateOf(route.asked.state);
  const asked = useAsked(state, (signal) => desks.followUps(state, signal));
  const connection = useNews(["incident"], asked.again);
  const at = (path: string[], state = route.asked.state) => deskRoute("follow-up", path, { state });
  const items = inOrder(asked.value?.items ?? []);
  const [incident, joined] = route.path;
  const item = items.find((one) => one.incident.id === incident && (one.joined ?? undefined) === joined);
  const next = items.find((one) => one !== item && one.state === "due");
  return (
    <>
      <h1 className="hidden">{t("follow.title")}</h1>
      <Split
        label={t("follow.title")}
        head={
          <>
            <div className="row">
              <b className="split-title">{t("follow.title")}</b>
              <span className="row live-line">
                <LiveState connection={connection} now={now} />
              </span>
            </div>
            <nav className="phases" aria-label={t("inbox.states")} data-tour="follow-states">
              {STATES.map((one) => (
                <To key={one} route={at([], one === "due" ? undefined : one)} className="phase-button" current={one === state}>
                  {t(`follow.state.${one}`)}
                </To>
              ))}
              <To route={deskRoute("follow-up", ["scripts"])} className="aside-link">
                {t("follow.scripts")}
              </To>
            </nav>
            {state === "due" ? <p className="quiet fine">{t("follow.order")}</p> : null}
          </>
        }
        list={<CallList asked={asked} items={items} chosen={item} now={now} at={(path) => at(path)} />}
        inHand={
          incident ? (
            <CallInHand
              key={route.path.join("/")}
              id={incident}
              joined={joined}
              item={item}
              now={now}
              onChanged={asked.again}
              onNext={next ? () => go(at(next.joined ? [next.incident.id, next.joined] : [next.incident.id])) : undefined}
            />
          ) : undefined
        }
        nothing={t("follow.choose")}
        onBack={() => go(at([]))}
      />
    </>
  );
}
