import { useCallback } from "react";
import * as desks from "../api/desks";
import type { Session } from "../api/types";
import { LiveState } from "../components/Header";
import { PaperPage } from "../components/PaperPage";
import { Split } from "../components/Split";
import { useWords } from "../i18n/context";
import { type DeskRoute, deskRoute } from "../lib/deskRoute";
import { inOrder, stateOf } from "../lib/inbox";
import { mayReadReferrals } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { useNow } from "../state/useNow";
import { go } from "../state/useRoute";
import { Head } from "./Head";
import { InboxList } from "./InboxList";
import { ReferralInHand } from "./ReferralInHand";

type Props = { route: DeskRoute; session: Session; onLogOut: () => void };

/** The inbox of referrals (流转收件): a department's own, or all for who sees to them. */
export default function InboxPage({ route, session, onLogOut }: Props) {
  const { t } = useWords();
  const may = mayReadReferrals(session.role);
  return (
    <PaperPage
      session={session}
      title={t("inbox.title")}
      announced={route.path[0] ? `${t("inbox.title")} ${route.path[0]}` : t("inbox.title")}
      may={may}
      denied={t("inbox.no_right")}
      look="work"
      onLogOut={onLogOut}
    >
      <Inbox route={route} session={session} />
    </PaperPage>
  );
}

function Inbox({ route, session }: { route: DeskRoute; session: Session }) {
  const { t } = useWords();
  const now = useNow();
  const { department } = route.asked;
  const state = stateOf(route.asked.state);
  const [incident, number] = route.path;
  const asked = useAsked(`referrals ${state} ${department ?? ""}`, (signal) => desks.referrals(state, department, signal));
  const open = useAsked(`open ${department ?? ""}`, (signal) => desks.referrals("open", department, signal));
  const refresh = useCallback(() => {
    asked.again();
    open.again();
  }, [asked.again, open.again]);
  const connection = useNews(["incident"], refresh);
  const at = (path: string[], more: Record<string, string | undefined> = {}) =>
    deskRoute("inbox", path, { state: route.asked.state, department, ...more });
  return (
    <>
      <h1 className="hidden">{t("inbox.title")}</h1>
      <Split
        label={t("inbox.title")}
        head={
          <Head session={session} state={state} department={department} open={open.value?.items} now={now} at={at}>
            <LiveState connection={connection} now={now} />
          </Head>
        }
        list={<InboxList asked={asked} items={inOrder(asked.value?.items ?? [])} chosen={route.path} now={now} at={at} />}
        inHand={
          incident && number ? (
            <ReferralInHand
              key={`${incident}/${number}`}
              id={incident}
              number={Number(number)}
              session={session}
              now={now}
              onChanged={refresh}
            />
          ) : undefined
        }
        nothing={t("inbox.choose")}
        onBack={() => go(at([]))}
      />
    </>
  );
}
