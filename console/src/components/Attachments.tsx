import { Button, Image, Input } from "antd";
import { useRef, useState } from "react";
import * as desks from "../api/desks";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";
import { ProblemAlert } from "./ProblemAlert";

const TYPES = "image/jpeg,image/png,image/webp,audio/mp4,audio/aac,audio/mpeg,audio/ogg,audio/wav,audio/amr,.m4a,.amr";

/** Photos and recordings of an incident, and a way to add one for who may. */
export function Attachments({ incident, onChanged }: { incident: Incident; onChanged: (incident: Incident) => void }) {
  const { t, town } = useWords();
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const picker = useRef<HTMLInputElement>(null);
  const { attachments } = incident.case;
  const mayAttach = incident.next.includes("attach");
  if (attachments.length === 0 && !mayAttach) return null;
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, Date.now());

  const send = async (file: File) => {
    setBusy(true);
    try {
      const key = keys.current.keyFor([file.name, file.size, file.lastModified, note]);
      onChanged(await desks.attach(incident.id, file, note.trim(), key));
      keys.current.done();
      setProblem(undefined);
      setNote("");
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="card" aria-labelledby="attachments-title">
      <h3 id="attachments-title">{t("attachments.title", { count: attachments.length })}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <ul className="attachments">
        {attachments.map((one) => (
          <li key={one.hash}>
            {one.photo ? (
              <Image
                src={desks.attachmentPath(incident.id, one.hash)}
                alt={one.note ?? t("attachments.photo", { time: at(one.at) })}
                width={96}
                height={72}
              />
            ) : (
              <span className="mark">{one.media_name}</span>
            )}
            <span className="fine">
              {one.note ?? one.media_name} · {at(one.at)}
              {one.stripped ? ` · ${t("attachments.stripped")}` : null}
            </span>
          </li>
        ))}
      </ul>
      {mayAttach ? (
        <div className="row attach">
          <label htmlFor="attach-note" className="hidden">
            {t("attachments.note")}
          </label>
          <Input id="attach-note" placeholder={t("attachments.note")} value={note} onChange={(event) => setNote(event.target.value)} />
          <input
            ref={picker}
            type="file"
            className="hidden"
            accept={TYPES}
            tabIndex={-1}
            aria-hidden="true"
            data-testid="attach-file"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = "";
              if (file) void send(file);
            }}
          />
          <Button loading={busy} onClick={() => picker.current?.click()}>
            {t("attachments.add")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
