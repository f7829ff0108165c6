import { Select } from "antd";
import type { ReactNode } from "react";
import type { ReferralItem } from "../api/desks";
import type { Session } from "../api/types";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { AGES, ages, overdue, type State, STATES } from "../lib/inbox";
import { go } from "../state/useRoute";

type Props = {
  session: Session;
  state: State;
  department: string | undefined;
  /** The open ones, whatever the list shows. */
  open: ReferralItem[] | undefined;
  now: number;
  at: (path: string[], more?: Record<string, string | undefined>) => DeskRoute;
  children: ReactNode;
};

/** What is open and how old it is, and the states to look through. */
export function Head({ session, state, department, open, now, at, children }: Props) {
  const { t, town } = useWords();
  const own = session.role === "department" ? open?.[0]?.referral.department_name : undefined;
  const counts = open ? ages(open, now) : undefined;
  const late = open ? overdue(open, now) : 0;
  return (
    <>
      <div className="row">
        <b className="split-title">{own ? t("inbox.of", { department: own }) : t("inbox.title")}</b>
        <span className="row live-line">{children}</span>
      </div>
      {counts ? (
        <dl className="ages" aria-label={t("inbox.ageing")} data-tour="inbox-ages">
          {AGES.map((age) => (
            <div key={age} className={age === "older" && counts.older > 0 ? "old" : ""}>
              <dt>{t(`inbox.age.${age}`)}</dt>
              <dd>{counts[age]}</dd>
            </div>
          ))}
          <div className={late > 0 ? "late-count" : ""}>
            <dt>{t("clock.over")}</dt>
            <dd>{late}</dd>
          </div>
        </dl>
      ) : null}
      {session.role !== "department" ? (
        <div className="row">
          <label htmlFor="inbox-department">{t("field.department")}</label>
          <Select
            id="inbox-department"
            className="grow"
            value={department ?? ""}
            onChange={(next: string) => go(at([], { department: next || undefined }))}
            options={[{ value: "", label: t("inbox.all_departments") }, ...(town?.departments ?? []).map((one) => ({ value: one.code, label: one.name }))]}
          />
        </div>
      ) : null}
      <nav className="phases" aria-label={t("inbox.states")} data-tour="inbox-states">
        {STATES.map((one) => (
          <To key={one} route={at([], { state: one === "open" ? undefined : one })} className="phase-button" current={one === state}>
            {t(`inbox.state.${one}`)}
          </To>
        ))}
      </nav>
    </>
  );
}
