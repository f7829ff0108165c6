import { App, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import * as desks from "../api/desks";
import type { RatingLink } from "../api/desks";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Incident } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

/** The link by which the caller grades without being called: given, shown with its code, copied. */
export function RatingLinkCard({ incident, onChanged, now }: { incident: Incident; onChanged: () => void; now: number }) {
  const { t, town } = useWords();
  const [link, setLink] = useState<RatingLink>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const until = incident.case.rating_link_until;
  if (!link && !incident.next.includes("give_rating_link")) return null;

  const give = async () => {
    setBusy(true);
    try {
      setLink(await desks.giveRatingLink(incident.id, keys.current.keyFor(incident.id)));
      keys.current.done();
      setProblem(undefined);
      onChanged();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  return (
    <section className="card" aria-labelledby="link-title" data-tour="follow-link">
      <h3 id="link-title">{t("follow.link")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {link ? (
        <Link link={link} until={t("follow.link_until", { time: at(link.expires_at) })} />
      ) : (
        <>
          <p className="quiet fine">{until ? t("follow.link_until", { time: at(until) }) : t("follow.link_what")}</p>
          <Button loading={busy} onClick={() => void give()}>
            {t(until ? "follow.link_show" : "follow.link_give")}
          </Button>
        </>
      )}
    </section>
  );
}

function Link({ link, until }: { link: RatingLink; until: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([link.qr_svg], { type: "image/svg+xml" }));
    setPicture(url);
    return () => URL.revokeObjectURL(url);
  }, [link.qr_svg]);
  const copy = () =>
    navigator.clipboard.writeText(link.url).then(
      () => message.success(t("follow.copied")),
      () => message.warning(t("follow.copy_by_hand")),
    );
  return (
    <div className="rating-link">
      {picture ? <img src={picture} alt={t("follow.qr")} width={132} height={132} /> : null}
      <div>
        <p className="fine url">{link.url}</p>
        <p className="quiet fine">{until}</p>
        <Button onClick={() => void copy()}>{t("follow.copy")}</Button>
      </div>
    </div>
  );
}
