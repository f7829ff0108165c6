import { Button, Checkbox, Input } from "antd";
import { type FormEvent, useEffect, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as ratings from "../api/ratings";
import { LanguageSwitch } from "../components/LanguageSwitch";
import { ProblemAlert } from "../components/ProblemAlert";
import { Shown } from "../components/Shown";
import { useWords } from "../i18n/context";
import { EMPTY_RATING, lacks, ratingOf } from "../lib/rating";
import { useAsked } from "../state/useAsked";

/** What the caller sees who follows the rating link: no login, and nothing that tells who or where. */
export default function RatingPage({ token }: { token: string }) {
  const { t } = useWords();
  const asked = useAsked(token, (signal) => ratings.card(token, signal));
  const [thanks, setThanks] = useState<string>();
  const town = asked.value?.town_name;
  useEffect(() => {
    document.title = town ? `${t("rating.title")} · ${town}` : t("rating.title");
  }, [town, t]);
  return (
    <main className="rating-page">
      <div className="rating-card">
        <h1>{town ? t("rating.of", { town }) : t("rating.title")}</h1>
        {thanks !== undefined ? (
          <p role="status" className="all-well">
            ✓ {t("rating.thanks")}
          </p>
        ) : (
          <Shown asked={asked}>{(card) => <RatingForm token={token} card={card} onDone={setThanks} />}</Shown>
        )}
        <LanguageSwitch />
      </div>
    </main>
  );
}

type FormProps = { token: string; card: ratings.RatingCard; onDone: (thanks: string) => void };

function RatingForm({ token, card, onDone }: FormProps) {
  const { t, name } = useWords();
  const [rating, setRating] = useState(EMPTY_RATING);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const missing = lacks(rating);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || busy) return;
    setBusy(true);
    try {
      onDone((await ratings.rate(token, ratingOf(rating))).message);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <form className="fields" onSubmit={send} noValidate>
      <p className="quiet">
        {card.day} · {card.category_name ?? t("queue.uncategorised")}
      </p>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <fieldset className="field">
        <legend>{t("rating.grade")}</legend>
        <div className="rating-grades">
          {card.grades.toReversed().map((one) => (
            <label key={one.code} className={rating.grade === one.code ? "chosen" : ""}>
              <input type="radio" name="grade" value={one.code} checked={rating.grade === one.code} onChange={() => setRating({ ...rating, grade: one.code })} />
              {name("grade", one.code, one.name)}
            </label>
          ))}
        </div>
        {tried && missing === "grade" ? <p className="wrong">{t("field.choose")}</p> : null}
      </fieldset>
      <div className="field">
        <label htmlFor="rating-words">{t("rating.words")}</label>
        <Input.TextArea id="rating-words" autoSize={{ minRows: 3, maxRows: 8 }} value={rating.words} onChange={(event) => setRating({ ...rating, words: event.target.value })} />
        {tried && missing === "words" ? <p className="wrong">{t("rating.words_missing")}</p> : null}
      </div>
      <Checkbox checked={rating.complaint} onChange={(event) => setRating({ ...rating, complaint: event.target.checked })}>
        {t("rating.complaint")}
      </Checkbox>
      {rating.complaint ? (
        <Checkbox checked={rating.reopen} onChange={(event) => setRating({ ...rating, reopen: event.target.checked })}>
          {t("rating.reopen")}
        </Checkbox>
      ) : null}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {t("rating.send")}
      </Button>
      <p className="fine">{t("rating.once")}</p>
    </form>
  );
}
