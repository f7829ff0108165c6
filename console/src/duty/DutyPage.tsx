import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { Ways } from "../components/Ways";
import { useWords } from "../i18n/context";
import { type DeskRoute, deskRoute } from "../lib/deskRoute";
import { partOf, PARTS } from "../lib/duty";
import { mayReadAssessment, mayReadDuty } from "../lib/rights";
import { Attendance } from "./Attendance";
import { Calendar } from "./Calendar";
import { Equipment } from "./Equipment";
import { Hours } from "./Hours";
import { Requests } from "./Requests";
import { RosterWeek } from "./RosterWeek";
import { TrainingPage } from "./TrainingPage";
import { Trainings } from "./Trainings";

export type DutyProps = { route: DeskRoute; session: Session };

/** The duty manager's desk (勤务): one part at a time, each at its own address. */
export default function DutyPage({ route, session, onLogOut }: DutyProps & { onLogOut: () => void }) {
  const { t } = useWords();
  const part = partOf(route.path[0]);
  const parts = PARTS.filter((one) => one !== "trainings" || mayReadAssessment(session.role));
  const props = { route, session };
  return (
    <PaperPage
      session={session}
      title={t("duty.title")}
      announced={`${t("duty.title")} · ${t(`duty.part.${part}`)}`}
      may={mayReadDuty(session.role)}
      denied={t("duty.no_right")}
      look="book"
      onLogOut={onLogOut}
    >
      <h1>{t("duty.title")}</h1>
      <Ways
        label={t("duty.parts")}
        here={part}
        ways={parts.map((one) => ({ id: one, label: t(`duty.part.${one}`), route: deskRoute("duty", one === "roster" ? [] : [one]) }))}
      />
      {part === "roster" ? <RosterWeek {...props} /> : null}
      {part === "requests" ? <Requests {...props} /> : null}
      {part === "attendance" ? <Attendance {...props} /> : null}
      {part === "hours" ? <Hours {...props} /> : null}
      {part === "calendar" ? <Calendar {...props} /> : null}
      {part === "equipment" ? <Equipment {...props} /> : null}
      {part === "trainings" ? route.path[1] ? <TrainingPage key={route.path[1]} {...props} /> : <Trainings {...props} /> : null}
    </PaperPage>
  );
}
