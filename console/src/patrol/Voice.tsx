import { useEffect, useId, useRef, useState } from "react";
import { duration } from "../lib/time";
import { record, type Recording } from "./media";
import { useWords } from "./words";

/** Longer notes are not listened to. */
const MOST_SECONDS = 300;

/** Records a voice note; where the page gets no microphone, the phone's own recorder brings a file. */
export function Voice({ onVoice }: { onVoice: (voice: Blob) => Promise<void> }) {
  const { t } = useWords();
  const [recording, setRecording] = useState<Recording>();
  const [passed, setPassed] = useState(0);
  const [denied, setDenied] = useState(() => !navigator.mediaDevices || typeof MediaRecorder === "undefined");
  const now = useRef<Recording>(undefined);
  now.current = recording;
  const id = useId();

  const stop = async () => {
    const one = now.current;
    if (!one) return;
    now.current = undefined;
    setRecording(undefined);
    await onVoice(await one.stop());
  };
  useEffect(() => {
    if (!recording) return;
    const begun = Date.now();
    const timer = window.setInterval(() => {
      const seconds = Math.floor((Date.now() - begun) / 1000);
      setPassed(seconds);
      if (seconds >= MOST_SECONDS) void stop();
    }, 500);
    return () => window.clearInterval(timer);
    // `stop` reads the running one by itself.
  }, [recording]);
  // A closed page must not go on listening.
  useEffect(() => () => now.current?.cancel(), []);

  if (denied) {
    return (
      <label className="p-button" htmlFor={id}>
        {t("patrol.media.voice_file")}
        <input
          id={id} className="p-hidden" type="file" accept="audio/*" capture
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void onVoice(file);
            event.target.value = "";
          }}
        />
      </label>
    );
  }
  if (!recording) {
    const begin = () => {
      setPassed(0);
      record().then(setRecording, () => setDenied(true));
    };
    return (
      <button type="button" className="p-button" onClick={begin}>
        {t("patrol.media.voice")}
      </button>
    );
  }
  return (
    <button type="button" className="p-button danger" onClick={() => void stop()}>
      {t("patrol.media.voice_stop", { time: duration(passed) })}
    </button>
  );
}
