import { Radio } from "antd";
import { useEffect, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as room from "../api/room";
import type { Incident, Town } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";

type Props = { incident: Incident; town: Town; suggested: string | undefined; suggestedSub: string | undefined };

/** What to ask and what to do: as written when the call was classified, before that for what it may be. */
export function ProtocolCard({ incident, town, suggested, suggestedSub }: Props) {
  const { t, name } = useWords();
  const [all, setAll] = useState<room.Protocol[]>();
  const [own, setOwn] = useState<room.IncidentProtocol>();
  const [problem, setProblem] = useState<Problem>();
  const [asked, setAsked] = useState<string>();
  const [newest, setNewest] = useState(false);
  const { id } = incident;
  const kind = `${incident.category ?? ""}/${incident.subcategory ?? ""}`;
  const classified = incident.category != null;

  useEffect(() => {
    const stop = new AbortController();
    const failed = (error: unknown) => {
      if (!stop.signal.aborted) setProblem(asProblem(error));
    };
    if (classified) room.protocolOf(id, stop.signal).then(setOwn, failed);
    else room.protocols(stop.signal).then(setAll, failed);
    return () => stop.abort();
  }, [id, kind, classified]);

  const category = asked ?? suggested;
  const before = all?.find((one) => one.category === category && one.subcategory === suggestedSub && !asked)
    ?? all?.find((one) => one.category === category && !one.subcategory);
  const shown = classified ? (newest ? own?.newest : (own?.when_classified ?? own?.newest)) : before;
  return (
    <section className="card" aria-labelledby="protocol-title">
      <h3 id="protocol-title">{t("protocol.title")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {classified ? null : (
        <Radio.Group
          optionType="button"
          size="small"
          className="chips"
          aria-label={t("protocol.which")}
          value={category}
          onChange={(event) => setAsked(String(event.target.value))}
          options={town.categories.map((one) => ({ value: one.code, label: name("category", one.code, one.name) }))}
        />
      )}
      {classified && own?.changed_since ? (
        <p className="quiet">
          {t("protocol.changed")}{" "}
          <button type="button" className="as-link" onClick={() => setNewest(!newest)}>
            {t(newest ? "protocol.then" : "protocol.now")}
          </button>
        </p>
      ) : null}
      {shown ? <Written protocol={shown} /> : <p className="quiet">{t(category || classified ? "protocol.none" : "protocol.choose")}</p>}
    </section>
  );
}

function Written({ protocol }: { protocol: room.Protocol }) {
  const { t } = useWords();
  return (
    <div className="protocol">
      <p className="quiet">{t("protocol.version", { title: protocol.title, version: protocol.version })}</p>
      <details open>
        <summary>{t("protocol.questions")}</summary>
        <ol>
          {protocol.questions.map((one) => (
            <li key={one.ask}>
              {one.ask}
              {one.danger_if ? <span className="danger-if">⚠ {t("protocol.danger_if", { answer: one.danger_if })}</span> : null}
            </li>
          ))}
        </ol>
      </details>
      <details>
        <summary>{t("protocol.steps")}</summary>
        <ol>
          {protocol.steps.map((one) => (
            <li key={one.text}>
              <b>{t(`protocol.by.${one.by}`)}</b> {one.text}
            </li>
          ))}
        </ol>
      </details>
      <Listed title={t("protocol.never")} texts={protocol.never} />
      <Listed title={t("protocol.to_police")} texts={protocol.to_police_when} />
      {protocol.departments.length > 0 ? (
        <p className="quiet">{t("protocol.departments", { names: protocol.departments.map((one) => one.name).join(" · ") })}</p>
      ) : null}
    </div>
  );
}

function Listed({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
