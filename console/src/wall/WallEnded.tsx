import { Login } from "../components/Login";
import type { Problem } from "../api/http";
import type { Login as Given } from "../api/types";
import { useWords } from "../i18n/context";
import "../styles/wall.css";

type Props = { onLogIn: (login: Given) => Promise<void>; problem: Problem | undefined };

/** The wall whose login ended: seen from afar, and mended here. */
export default function WallEnded({ onLogIn, problem }: Props) {
  const { t } = useWords();
  return (
    <div className="wall wall-ended">
      <div role="alert">
        <p className="wall-ended-word">{t("wall.ended")}</p>
        <p>{t("wall.ended_hint")}</p>
      </div>
      <Login onLogIn={onLogIn} ended={false} problem={problem} />
    </div>
  );
}
