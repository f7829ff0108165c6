import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { mayReadFollowUps } from "../lib/rights";
import { Calls } from "./Calls";
import { Scripts } from "./Scripts";

type Props = { route: DeskRoute; session: Session; onLogOut: () => void };

/** The follow-up desk (回访台): who is to be called, with which words, and what was answered. */
export default function FollowUpPage({ route, session, onLogOut }: Props) {
  const { t } = useWords();
  const scripts = route.path[0] === "scripts";
  const title = t(scripts ? "follow.scripts" : "follow.title");
  return (
    <PaperPage
      session={session}
      title={t("follow.title")}
      announced={!scripts && route.path[0] ? `${title} ${route.path[0]}` : title}
      may={mayReadFollowUps(session.role)}
      denied={t("follow.no_right")}
      look={scripts ? "paper" : "work"}
      onLogOut={onLogOut}
    >
      {scripts ? <Scripts session={session} category={route.path[1]} /> : <Calls route={route} />}
    </PaperPage>
  );
}
