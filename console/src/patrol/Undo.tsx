import { useNow } from "../state/useNow";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** The last weighty press, while it can still be taken back. */
export function Undo() {
  const { pending } = usePatrol();
  const held = pending.find((one) => one.holdUntil !== undefined && one.holdUntil > Date.now());
  return held ? <Held key={held.key} /> : null;
}

function Held() {
  const { t, name } = useWords();
  const { pending, outbox } = usePatrol();
  // Counts down.
  useNow();
  const held = pending.find((one) => one.holdUntil !== undefined && one.holdUntil > Date.now());
  if (!held) return null;
  const left = Math.ceil(((held.holdUntil ?? 0) - Date.now()) / 1000);
  return (
    <div className="p-undo" role="status">
      <span>{t("patrol.undo.done", { act: name("command", held.what) })}</span>
      <button type="button" className="p-button" onClick={() => void outbox.takeBack(held)}>
        {t("patrol.undo", { left })}
      </button>
    </div>
  );
}
