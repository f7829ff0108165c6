import { Button, Spin } from "antd";
import { useEffect, useState } from "react";
import { useWords } from "../i18n/context";

type Props = { since: number; what: string; onStop: () => void };

/** That something is being computed, for how long by now, and the way to give it up. */
export function Running({ since, what, onStop }: Props) {
  const { t } = useWords();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, []);
  return (
    <div className="plan-running" aria-busy="true">
      <Spin />
      <p role="status">{what}</p>
      {/* A second that passes is no news to who listens. */}
      <p className="figure" aria-hidden="true">
        {t("plan.elapsed", { seconds: Math.max(0, Math.trunc((now - since) / 1000)) })}
      </p>
      <Button onClick={onStop}>{t("plan.stop")}</Button>
    </div>
  );
}
