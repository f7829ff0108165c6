import { Alert } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import * as calls from "../api/calls";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import { mayReadPerformance } from "../lib/rights";
import { Header } from "./Header";
import { To } from "./To";

type Props = {
  session: Session;
  title: string;
  /** Another title of the same page is news to who cannot see it. */
  announced?: string;
  /** Whether the person may read it; who may read the town's performance, when left out. */
  may?: boolean;
  /** What somebody reads who may not. */
  denied?: string;
  /** A desk is worked at and has the whole window (`work`); a book is as wide as its tables (`book`). */
  look?: "paper" | "work" | "book";
  /** What the page tells of its state, in the header. */
  state?: ReactNode;
  onLogOut: () => void;
  children: ReactNode;
};

/** A page that is read and printed, or a desk beside the live one. */
export function PaperPage(props: Props) {
  const { session, title, announced = title, may, denied, look = "paper", state, onLogOut, children } = props;
  const { t, town, setTown } = useWords();
  const main = useRef<HTMLElement>(null);
  const known = town !== undefined;
  useEffect(() => {
    // Names of categories and the town's clock; without them codes and UTC are shown.
    if (!known) calls.town().then(setTown, () => undefined);
  }, [known, setTown]);
  useEffect(() => {
    document.title = `${announced} · ${t("app.name")} · ${session.town_name}`;
  }, [announced, session.town_name, t]);
  // Not again when the town's names come in: whoever types by then goes on typing.
  useEffect(() => main.current?.focus({ preventScroll: true }), [announced]);
  return (
    <div className={`page ${look}-page`}>
      <Header session={session} content={{ id: "content", words: t("page.skip") }} state={state} onLogOut={onLogOut} />
      <main className={look} id="content" tabIndex={-1} ref={main}>
        {(may ?? mayReadPerformance(session.role)) ? (
          children
        ) : (
          <>
            <h1>{title}</h1>
            <Alert
              type="info"
              showIcon
              title={denied ?? t("page.no_right")}
              description={<To route={{ page: "desk" }}>{t("page.to_desk")}</To>}
            />
          </>
        )}
      </main>
    </div>
  );
}
