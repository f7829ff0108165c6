import type { Protocol } from "./known";
import { useWords } from "./words";

/** What to do, what never to do, and when it belongs to police: as the command room reads it too. */
export function ProtocolCard({ protocol, open }: { protocol: Protocol; open: boolean }) {
  const { t } = useWords();
  const steps = protocol.steps.filter((one) => one.by === "crew");
  return (
    <details className="p-card p-protocol" open={open}>
      <summary>{t("patrol.protocol", { title: protocol.title })}</summary>
      <List title={t("patrol.protocol.steps")} items={steps.map((one) => one.text)} ordered />
      <List title={t("patrol.protocol.never")} items={protocol.never} className="never" />
      <List title={t("patrol.protocol.police")} items={protocol.to_police_when} className="police" />
      <p className="p-small">{t("patrol.protocol.version", { version: protocol.version })}</p>
    </details>
  );
}

function List({ title, items, className, ordered }: { title: string; items: string[]; className?: string; ordered?: boolean }) {
  if (items.length === 0) return null;
  const Tag = ordered ? "ol" : "ul";
  return (
    <section className={className}>
      <h3>{title}</h3>
      <Tag>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </Tag>
    </section>
  );
}
