import { Button } from "antd";
import type { ReactNode } from "react";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import type { Connection } from "../lib/live";
import { day, time } from "../lib/time";
import { tourOf } from "../lib/tour";
import { startTour } from "../state/tour";
import { useRoute } from "../state/useRoute";
import { LanguageSwitch } from "./LanguageSwitch";
import { Nav } from "./Nav";
import { To } from "./To";
import { TourOffer } from "./TourOffer";

type Props = {
  session: Session;
  /** Whether the town's name is the page's heading: where the page has no other. */
  heading?: boolean;
  /** Where the keyboard skips to. */
  content: { id: string; words: string };
  /** What the page offers, beside the ways to other pages. */
  acts?: ReactNode;
  /** What the page tells of its state. */
  state?: ReactNode;
  /** Whether something more pressing is open: no tour is offered beside it. */
  pressed?: boolean;
  onHelp?: () => void;
  onLogOut: () => void;
};

export function Header({ session, heading, content, acts, state, pressed, onHelp, onLogOut }: Props) {
  const { t, name } = useWords();
  const route = useRoute();
  const tour = session.limited ? undefined : tourOf(route);
  const Name = heading ? "h1" : "p";
  return (
    <header className="header">
      <a className="skip" href={`#${content.id}`}>
        {content.words}
      </a>
      <div className="brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <div>
          <Name className="brand-name">
            {t("app.name")} · {session.town_name}
          </Name>
          <p>{t("app.desk")}</p>
        </div>
      </div>
      <Nav session={session} />
      {acts}
      <div className="spacer" />
      {state}
      <p className="who">
        <To route={{ page: "account" }} label={t("nav.account", { name: session.name })}>
          {session.name}
        </To>{" "}
        <span>{name("role", session.role, session.role_name)}</span>
      </p>
      {tour ? (
        <Button type="text" data-tour="tour" onClick={() => startTour(tour)}>
          {t("tour.button")}
        </Button>
      ) : null}
      {onHelp ? (
        <Button type="text" onClick={onHelp} aria-keyshortcuts="?">
          {t("header.help")} <kbd>?</kbd>
        </Button>
      ) : null}
      <LanguageSwitch />
      <Button type="text" onClick={onLogOut}>
        {t("header.logout")}
      </Button>
      {tour && !pressed ? <TourOffer session={session} tour={tour} /> : null}
    </header>
  );
}

/** Whether the live stream runs, and the town's clock. */
export function LiveState({ connection, now }: { connection: Connection; now: number }) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  return (
    <>
      <p className={`connection ${connection}`} role="status">
        <span aria-hidden="true" className="dot" />
        {t(`live.${connection}`)}
      </p>
      {town ? (
        <p className="town-time">
          <span className="hidden">{t("header.town_time")} </span>
          <span className="date">{day(now, offset)} </span>
          <time dateTime={new Date(now).toISOString()}>{time(now, offset)}</time>
        </p>
      ) : null}
    </>
  );
}
