import { useEffect, useState } from "react";
import { serverNow } from "../api/http";
import type { Act } from "../lib/outbox";
import { seconds } from "../lib/outbox";
import { already } from "../lib/patrol";
import { shortTime } from "../lib/time";
import { usePatrol } from "./context";
import { Refusal } from "./Refusal";
import { useWords } from "./words";

/** What the phone's own acts are called that are no commands to incidents. */
const OWN = new Set(["photo", "voice", "sos", "sos_seen", "alert_seen", "standby_seen", "mark_in", "mark_out", "take_out", "return"]);

/** Refused for its time: it may be given with the time now. */
const TIMES = new Set(["in_future", "before_incident", "before_previous_step"]);
/** The step was made by somebody else, mostly the desk that heard it by radio. */
const DONE = new Set(["wrong_phase", "already_reported", "no_check_in", "no_such_alert", "unit_not_here"]);

/** An act that waits or came back, with what one can do about it. */
export function ActItem({ act }: { act: Act }) {
  const { t, name, offset } = useWords();
  const { outbox, known } = usePatrol();
  const [sure, setSure] = useState(false);
  const own = OWN.has(act.what) ? t(`patrol.what.${act.what}` as "patrol.what.sos") : name("command", act.what);
  const code = act.refused?.code ?? "";
  const done = DONE.has(code) || already(known?.incident, known?.own?.car.id, act);
  const time = !done && TIMES.has(code);
  return (
    <li className="p-act">
      <p>
        <b>{own}</b> <time dateTime={act.at}>{shortTime(act.at, offset, serverNow())}</time> <code>{act.about}</code>
      </p>
      {act.words ? <p className="p-said">{act.words}</p> : null}
      {act.file ? <Preview file={act.file} /> : null}
      {act.refused ? (
        <Refusal problem={act.refused}>
          <p>{t(done ? "patrol.back.done" : time ? "patrol.back.time" : "patrol.back.other")}</p>
        </Refusal>
      ) : null}
      <div className="p-two">
        {act.refused ? (
          <button type="button" className="p-button" onClick={() => void outbox.retry(act)}>
            {t("patrol.back.again")}
          </button>
        ) : null}
        {act.refused && time ? (
          <button type="button" className="p-button" onClick={() => void outbox.retry(act, seconds(serverNow()))}>
            {t("patrol.back.now")}
          </button>
        ) : null}
        {act.words && act.refused ? (
          <button type="button" className="p-button" onClick={() => void navigator.clipboard?.writeText(act.words ?? "")}>
            {t("patrol.back.copy")}
          </button>
        ) : null}
        <button type="button" className={`p-button ${sure ? "danger" : ""}`} onClick={() => (sure ? void outbox.takeBack(act) : setSure(true))}>
          {t(sure ? "patrol.back.sure" : "patrol.back.drop")}
        </button>
      </div>
      {sure && !act.refused ? <p className="p-small">{t("patrol.back.maybe")}</p> : null}
    </li>
  );
}

function Preview({ file }: { file: Blob }) {
  const { t } = useWords();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!url) return null;
  return file.type.startsWith("image/") ? <img className="p-photo" src={url} alt={t("patrol.what.photo")} /> : <audio controls src={url} />;
}
