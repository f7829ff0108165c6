import { useId, useState } from "react";
import { serverNow } from "../api/http";
import type { Incident } from "../api/types";
import { seconds } from "../lib/outbox";
import { may } from "../lib/patrol";
import { time } from "../lib/time";
import { usePatrol } from "./context";
import { smaller } from "./media";
import { Voice } from "./Voice";
import { useWords } from "./words";

/** The server's ceiling for an attachment; a town may set less and then says so. */
const MOST_BYTES = 20 * 1024 * 1024;

/** Photos and voice notes of an incident: kept at once, sent when there is a line. */
export function Media({ incident }: { incident: Incident }) {
  const { t, offset } = useWords();
  const { press, pending } = usePatrol();
  const [wrong, setWrong] = useState<"photo" | "size">();
  const id = useId();
  if (!may(incident, incident, "attach") && incident.next.length > 0) return null;
  const attach = async (what: "photo" | "voice", file: Blob) => {
    if (file.size > MOST_BYTES) return setWrong("size");
    const at = seconds(serverNow());
    // The API has no field for when it was taken; the note says it.
    const note = t(what === "photo" ? "patrol.media.photo_at" : "patrol.media.voice_at", { time: time(at, offset) });
    await press({
      lane: "files", what, about: incident.id, at, words: note, file,
      path: `/incidents/${encodeURIComponent(incident.id)}/attachments?${new URLSearchParams({ note })}`,
    });
  };
  const photos = async (files: FileList | null) => {
    setWrong(undefined);
    for (const file of files ?? []) {
      try {
        await attach("photo", await smaller(file));
      } catch {
        setWrong("photo");
      }
    }
  };
  const waits = pending.filter((one) => one.about === incident.id && one.lane === "files").length;
  const there = incident.case.attachments.length;
  return (
    <>
      <label className="p-button" htmlFor={id}>
        {t("patrol.media.photo")}
        <input
          id={id} className="p-hidden" type="file" accept="image/*" capture="environment"
          onChange={(event) => {
            void photos(event.target.files);
            event.target.value = "";
          }}
        />
      </label>
      <Voice onVoice={(file) => attach("voice", file)} />
      {there + waits > 0 ? (
        <p className="p-wide p-small" role="status">
          {t("patrol.media.count", { there, waits })}
        </p>
      ) : null}
      {wrong ? (
        <p className="p-wide p-note bad" role="alert">
          {t(`patrol.media.wrong.${wrong}`)}
        </p>
      ) : null}
    </>
  );
}
