import { useWords } from "../i18n/context";
import type { Desk } from "../lib/live";

/** Tells screen readers, politely, what just happened. */
export function Announcer({ last }: { last: Desk["last"] }) {
  const { t, name } = useWords();
  const address = last?.incident.address ?? "";
  const text = !last
    ? ""
    : last.kind === "incident.received"
      ? t("announce.received", { address })
      : t("announce.event", { name: name("kind", last.kind, last.kindName), address });
  return (
    <div className="hidden" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  );
}
