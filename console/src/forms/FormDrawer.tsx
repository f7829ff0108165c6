import { Button, Drawer, Empty, Input, Select, Spin } from "antd";
import { type FormEvent, useEffect, useState } from "react";
import * as calls from "../api/calls";
import type { FormAnswer } from "../api/form";
import { asProblem, type Problem, serverNow } from "../api/http";
import type { Project } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { day } from "../lib/time";
import { EvidenceDrawer } from "./EvidenceDrawer";
import { save } from "./save";
import { Sheet } from "./Sheet";

type Asked = { project: string; days: calls.Days };

/** The form 附件2-1 for a project and a period, with the way from each figure to its records. */
export default function FormDrawer({ onClose, onIncident }: { onClose: () => void; onIncident: (id: string) => void }) {
  const { t, town } = useWords();
  const [projects, setProjects] = useState<Project[]>();
  const [project, setProject] = useState<string>();
  const [days, setDays] = useState<calls.Days>({ from: "", to: "" });
  const [answer, setAnswer] = useState<{ asked: Asked; form: FormAnswer }>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [looking, setLooking] = useState<{ id: string; name: string }>();
  const offset = town?.utc_offset_seconds ?? 0;

  const compute = async (asked: Asked) => {
    setBusy(true);
    try {
      setAnswer({ asked, form: await calls.form(asked.project, asked.days) });
      setProblem(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  useEffect(() => {
    let gone = false;
    calls.projects().then(
      (all) => {
        if (gone) return;
        setProjects(all);
        const first = all[0];
        if (!first) return;
        const period = usualPeriod(first, day(serverNow(), offset));
        setProject(first.id);
        setDays(period);
        void compute({ project: first.id, days: period });
      },
      (error: unknown) => !gone && setProblem(asProblem(error)),
    );
    return () => {
      gone = true;
    };
  }, [offset]);

  const download = async (format: "pdf" | "xlsx" | "json") => {
    if (!answer) return;
    try {
      save(await calls.formFile(answer.asked.project, answer.asked.days, format));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Drawer open onClose={onClose} title={t("sheet.title")} size={1120} className="sheet-drawer">
      <form
        className="sheet-asked"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (project) void compute({ project, days });
        }}
      >
        {(projects?.length ?? 0) > 1 ? (
          <Select
            aria-label={t("sheet.project")}
            value={project ?? null}
            onChange={setProject}
            options={(projects ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : (
          <b>{projects?.[0]?.name}</b>
        )}
        <label htmlFor="sheet-from">{t("sheet.from")}</label>
        <Input id="sheet-from" type="date" value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />
        <label htmlFor="sheet-to">{t("sheet.to")}</label>
        <Input id="sheet-to" type="date" value={days.to} onChange={(event) => setDays({ ...days, to: event.target.value })} />
        <Button type="primary" htmlType="submit" loading={busy} disabled={!project}>
          {t("sheet.compute")}
        </Button>
        <span className="spacer" />
        {(["pdf", "xlsx", "json"] as const).map((format) => (
          <Button key={format} disabled={!answer || busy} onClick={() => void download(format)}>
            {t("sheet.download", { format: format.toUpperCase() })}
          </Button>
        ))}
      </form>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {projects?.length === 0 ? <Empty description={t("sheet.none")} /> : null}
      {busy && !answer ? (
        <div className="middle" aria-busy="true">
          <Spin /> {t("sheet.computing")}
        </div>
      ) : null}
      {answer ? <Sheet printed={answer.form.printed} onLook={(id, name) => setLooking({ id, name })} /> : null}
      {looking && answer ? (
        <EvidenceDrawer
          key={looking.id}
          {...answer.asked}
          indicator={looking.id}
          name={looking.name}
          onClose={() => setLooking(undefined)}
          onIncident={(id) => {
            onIncident(id);
            onClose();
          }}
        />
      ) : null}
    </Drawer>
  );
}

/** The budget year up to today, or the whole of it when it is over. */
function usualPeriod(project: Project, today: string): calls.Days {
  const [first, last] = [`${project.year}-01-01`, `${project.year}-12-31`];
  return { from: first, to: today < first ? last : today > last ? last : today };
}
