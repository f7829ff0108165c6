import { useState } from "react";
import { MAP_APPS } from "../lib/patrolWay";
import { shortTime } from "../lib/time";
import { serverNow } from "../api/http";
import { startTour } from "../state/tour";
import * as alarm from "./alarm";
import { usePatrol } from "./context";
import { type Prefs, setPrefs, usePrefs } from "./prefs";
import { useWords } from "./words";

const LOOKS: readonly Prefs["look"][] = ["auto", "day", "night"];

/** What a member sets on this phone, and what the phone does by itself. */
export function SettingsView() {
  const { t, language, setLanguage, offset } = useWords();
  const { session, onLogOut, pending, positioning } = usePatrol();
  const prefs = usePrefs();
  const [notices, setNotices] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <section className="p-card p-form" aria-labelledby="p-settings">
        <h2 id="p-settings">{t("patrol.settings")}</h2>
        <fieldset className="p-choices three">
          <legend>{t("patrol.look")}</legend>
          {LOOKS.map((one) => (
            <label key={one} className="p-choice">
              <input type="radio" name="look" checked={prefs.look === one} onChange={() => setPrefs({ look: one })} />
              {t(`patrol.look.${one}`)}
            </label>
          ))}
        </fieldset>
        <fieldset className="p-choices three">
          <legend>{t("patrol.map")}</legend>
          {MAP_APPS.map((one) => (
            <label key={one} className="p-choice">
              <input type="radio" name="map" checked={prefs.map === one} onChange={() => setPrefs({ map: one })} />
              {t(`patrol.map.${one}`)}
            </label>
          ))}
        </fieldset>
        <label className="p-choice">
          <input type="checkbox" checked={prefs.sound} onChange={(event) => setPrefs({ sound: event.target.checked })} />
          {t("patrol.sound")}
        </label>
        <label className="p-choice">
          <input type="checkbox" checked={prefs.awake} onChange={(event) => setPrefs({ awake: event.target.checked })} />
          {t("patrol.awake")}
        </label>
        <button type="button" className="p-button" onClick={() => alarm.sound("assigned")}>
          {t("patrol.sound.try")}
        </button>
        {notices === "default" ? (
          <button type="button" className="p-button" onClick={() => void Notification.requestPermission().then(setNotices)}>
            {t("patrol.notices.ask")}
          </button>
        ) : (
          <p className="p-small">{t(`patrol.notices.${notices}`)}</p>
        )}
        <label className="p-field">
          {t("patrol.room_phone")}
          <input type="tel" inputMode="tel" autoComplete="off" value={prefs.phone} onChange={(event) => setPrefs({ phone: event.target.value.replace(/[^\d+-]/g, "") })} />
        </label>
        <button type="button" className="p-button" lang={language === "en" ? "zh-CN" : "en"} onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}>
          {t("patrol.language")}
        </button>
        <button type="button" className="p-button" onClick={() => startTour("patrol")}>
          {t("patrol.tour")}
        </button>
      </section>
      <section className="p-card" aria-labelledby="p-position">
        <h2 id="p-position">{t("patrol.position")}</h2>
        <p>{t(`patrol.position.${positioning.state}`)}</p>
        {positioning.told ? <p className="p-small">{t("patrol.position.told", { time: shortTime(positioning.told, offset, serverNow()) })}</p> : null}
      </section>
      <section className="p-card p-form" aria-labelledby="p-login">
        <h2 id="p-login">
          {session.name} · {session.account}
        </h2>
        <p className="p-small">{t("patrol.login.lasts")}</p>
        <a className="p-button" href="/">
          {t("patrol.to_desk")}
        </a>
        {leaving && pending.length > 0 ? <p className="p-note warn" role="alert">{t("patrol.logout.waits", { count: pending.length })}</p> : null}
        <button type="button" className="p-button" onClick={() => (pending.length > 0 && !leaving ? setLeaving(true) : onLogOut())}>
          {t(leaving && pending.length > 0 ? "patrol.logout.sure" : "patrol.logout")}
        </button>
      </section>
    </>
  );
}
