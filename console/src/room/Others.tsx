import type { Other } from "../api/presence";
import { useWords } from "../i18n/context";

/** Who else has the incident open, and who of them is writing. */
export function Others({ others }: { others: Other[] }) {
  const { t, name } = useWords();
  return (
    <p className="others" role="status">
      {others.map((one) => (
        <span key={one.account} className={one.doing}>
          <span aria-hidden="true">{one.doing === "writing" ? "✎" : "◉"}</span>{" "}
          {t(`room.other.${one.doing}`, { name: one.name, role: name("role", one.role) })}
        </span>
      ))}
    </p>
  );
}
