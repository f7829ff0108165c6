import { Button } from "antd";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import type { Connection } from "../lib/live";
import { day, time } from "../lib/time";
import { LanguageSwitch } from "./LanguageSwitch";

type Props = {
  session: Session;
  now: number;
  connection: Connection;
  onIntake: (() => void) | undefined;
  onSheet: (() => void) | undefined;
  onHelp: () => void;
  onLogOut: () => void;
};

export function Header({ session, now, connection, onIntake, onSheet, onHelp, onLogOut }: Props) {
  const { t, name, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  return (
    <header className="header">
      <a className="skip" href="#incident">
        {t("app.skip")}
      </a>
      <div className="brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <div>
          <h1>
            {t("app.name")} · {session.town_name}
          </h1>
          <p>{t("app.desk")}</p>
        </div>
      </div>
      {onIntake ? (
        <Button type="primary" onClick={onIntake} aria-keyshortcuts="n">
          {t("header.intake")} <kbd>N</kbd>
        </Button>
      ) : null}
      {onSheet ? <Button onClick={onSheet}>{t("header.form")}</Button> : null}
      <div className="spacer" />
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
      <p className="who">
        {session.name} <span>{name("role", session.role, session.role_name)}</span>
      </p>
      <Button type="text" onClick={onHelp} aria-keyshortcuts="?">
        {t("header.help")} <kbd>?</kbd>
      </Button>
      <LanguageSwitch />
      <Button type="text" onClick={onLogOut}>
        {t("header.logout")}
      </Button>
    </header>
  );
}
