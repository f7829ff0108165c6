import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import * as room from "../api/room";
import type { Incident, Role } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { mayGiveRatingLink } from "../lib/rights";
import { shortTime } from "../lib/time";
import { useSend } from "../state/useSend";

/** The caller's rating link: whether one holds, and the link itself for those who may give it. */
export function RatingCard({ incident, role, now }: { incident: Incident; role: Role; now: number }) {
  const { t, town } = useWords();
  const [link, setLink] = useState<room.RatingLink>();
  const [picture, setPicture] = useState<string>();
  const { busy, problem, run } = useSend();
  const until = link?.expires_at ?? incident.case.rating_link_until;
  const may = mayGiveRatingLink(role) && incident.next.includes("give_rating_link");

  useEffect(() => {
    if (!link) return undefined;
    const address = URL.createObjectURL(new Blob([link.qr_svg], { type: "image/svg+xml" }));
    setPicture(address);
    return () => URL.revokeObjectURL(address);
  }, [link]);

  if (!until && !may) return null;
  const give = () =>
    void run(["rating-link", incident.id], async (key) => setLink(await room.ratingLink(incident.id, key)));
  return (
    <section className="card" aria-labelledby="rating-title">
      <h3 id="rating-title">{t("rate.title")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {until ? <p>{t("rate.until", { time: shortTime(until, town?.utc_offset_seconds ?? 0, now) })}</p> : null}
      {link ? (
        <div className="rating">
          {picture ? <img src={picture} alt={t("rate.qr")} width={140} height={140} /> : null}
          <Input readOnly aria-label={t("rate.link")} value={link.url} onFocus={(event) => event.target.select()} />
        </div>
      ) : may ? (
        <Button loading={busy} onClick={give}>
          {t("rate.give")}
        </Button>
      ) : null}
    </section>
  );
}
