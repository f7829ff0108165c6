import { Button, Input } from "antd";
import { useRef, useState } from "react";
import * as room from "../api/room";
import type { Incident } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";
import { useSend } from "../state/useSend";
import { AttachmentModal } from "./AttachmentModal";

const TYPES = "image/jpeg,image/png,image/webp,audio/mp4,audio/x-m4a,audio/aac,audio/mpeg,audio/ogg,audio/wav,audio/amr,.m4a,.amr";

type Props = { incident: Incident; now: number; onChanged: (incident: Incident) => void };

/** Photos and recordings of an incident, and bringing one. */
export function Attachments({ incident, now, onChanged }: Props) {
  const { t, town } = useWords();
  const [opened, setOpened] = useState<room.Attachment>();
  const mayAttach = incident.next.includes("attach");
  const files = incident.case.attachments;
  if (files.length === 0 && !mayAttach) return null;
  return (
    <section className="card" aria-labelledby="attachments-title">
      <h3 id="attachments-title">{t("attach.title", { count: files.length })}</h3>
      <ul className="plain">
        {files.map((one) => (
          <li key={one.hash} className="file">
            <span className="mark">{t(one.photo ? "attach.photo" : "attach.recording")}</span>
            <span>
              {one.note}{" "}
              <span className="quiet">
                {shortTime(one.at, town?.utc_offset_seconds ?? 0, now)} · {t("attach.size", { kib: Math.ceil(one.size / 1024) })}
                {one.stripped ? ` · ${t("attach.stripped")}` : null}
              </span>
            </span>
            <Button size="small" onClick={() => setOpened(one)} aria-label={t("attach.open_one", { name: one.note || one.hash.slice(0, 6) })}>
              {t(one.photo ? "attach.view" : "attach.listen")}
            </Button>
          </li>
        ))}
      </ul>
      {mayAttach ? <Bring id={incident.id} onChanged={onChanged} /> : null}
      {opened ? <AttachmentModal id={incident.id} attachment={opened} onClose={() => setOpened(undefined)} /> : null}
    </section>
  );
}

function Bring({ id, onChanged }: { id: string; onChanged: (incident: Incident) => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<File>();
  const [note, setNote] = useState("");
  const { busy, problem, run } = useSend();
  const input = useRef<HTMLInputElement>(null);
  const send = async () => {
    if (!file) return;
    // The file and its note stay when it is refused: they can be sent again.
    await run([id, note.trim(), file.name, file.size, file.lastModified], async (key) => {
      const made = await room.attach(id, file, note.trim(), key);
      setFile(undefined);
      setNote("");
      if (input.current) input.current.value = "";
      onChanged(made.incident);
    });
  };
  return (
    <form
      className="bring"
      aria-label={t("attach.bring")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem ? <ProblemAlert problem={problem} /> : null}
      <div className="row">
        <input
          className="hidden"
          ref={input}
          type="file"
          tabIndex={-1}
          aria-label={t("attach.file")}
          accept={TYPES}
          onChange={(event) => setFile(event.target.files?.[0] ?? undefined)}
        />
        <Button size="small" onClick={() => input.current?.click()}>
          {t("attach.choose")}
        </Button>
        <span className="quiet">{file?.name}</span>
      </div>
      {file ? (
        <div className="row">
          <Input
            aria-label={t("attach.note")}
            placeholder={t("attach.note")}
            value={note}
            maxLength={200}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button htmlType="submit" loading={busy}>
            {t("attach.send")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
