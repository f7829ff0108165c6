import { App, Button } from "antd";
import { useCallback, useState } from "react";
import * as desks from "../api/desks";
import type { Script } from "../api/desks";
import type { Session } from "../api/types";
import { ActForm } from "../components/ActForm";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { must } from "../lib/acts";
import { deskRoute } from "../lib/deskRoute";
import { mayManageScripts } from "../lib/rights";
import { useAsked } from "../state/useAsked";

/** What is said, by category, and its next version for who may set it. */
export function Scripts({ session, category }: { session: Session; category: string | undefined }) {
  const { t } = useWords();
  const asked = useAsked("scripts", desks.scripts);
  return (
    <>
      <div className="paper-head">
        <h1>{t("follow.scripts")}</h1>
        <To route={deskRoute("follow-up")}>← {t("follow.title")}</To>
      </div>
      <p className="quiet">{t("follow.scripts_what")}</p>
      <Shown asked={asked} empty={t("follow.no_script")} isEmpty={(all) => all.length === 0}>
        {(all) =>
          all.map((one) => (
            <One key={one.category} script={one} open={one.category === category} may={mayManageScripts(session.role)} onChanged={asked.again} />
          ))
        }
      </Shown>
    </>
  );
}

function One({ script, open, may, onChanged }: { script: Script; open: boolean; may: boolean; onChanged: () => void }) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const title = name("category", script.category, script.category_name);
  const scroll = useCallback(
    (found: HTMLElement | null) => {
      if (open) found?.scrollIntoView({ block: "start" });
    },
    [open],
  );
  if (editing) {
    return (
      <ActForm
        draft={`script.${script.category}.${script.version}`}
        title={t("follow.edit", { category: title, version: script.version + 1 })}
        submit={t("follow.publish")}
        fields={[
          { name: "opening", label: t("follow.opening"), kind: "text", required: true },
          { name: "questions", label: t("follow.questions"), kind: "text", required: true, hint: t("follow.questions_hint") },
          { name: "closing", label: t("follow.closing"), kind: "text", required: true },
        ]}
        begin={{ opening: script.opening, questions: script.questions.join("\n"), closing: script.closing }}
        onSend={async (given, key) => {
          const questions = must(given, "questions").split("\n").map((one) => one.trim()).filter(Boolean);
          await desks.setScript(
            script.category,
            { version: script.version + 1, opening: must(given, "opening"), questions, closing: must(given, "closing") },
            key,
          );
          message.success(t("follow.published"));
          setEditing(false);
          onChanged();
        }}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <section className="card script" id={`script-${script.category}`} ref={scroll} aria-labelledby={`title-${script.category}`}>
      <div className="paper-head">
        <h2 id={`title-${script.category}`}>
          {title} <span className="quiet fine">{t("follow.version", { version: script.version })}</span>
        </h2>
        {may ? <Button onClick={() => setEditing(true)}>{t("follow.new_version")}</Button> : null}
      </div>
      <p>{script.opening}</p>
      <ol>
        {script.questions.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <p>{script.closing}</p>
    </section>
  );
}
