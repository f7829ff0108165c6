import { App, Button, Select } from "antd";
import { useState } from "react";
import * as api from "../api/performance";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { refusal } from "../i18n/refusal";
import { indicatorsOf, nodesOf, nodesText, trackingOf, trackingText } from "../lib/performance/profile";
import { mayManagePerformance } from "../lib/rights";
import { textOf, type Values } from "../lib/spec";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import type { PartProps } from "./ProjectPage";

const TEXTS = ["name", "budget_unit", "implementing_office", "tracking_reason"] as const;
const LONG = ["background", "work_content", "goal"] as const;

const refuse = (field: "time_nodes" | "tracking" | "indicators") => refusal("bad_profile", `profile.bad.${field}`, field);

/** The description with what a form says; what the form does not show stays as it is. */
function described(old: api.Profile, values: Values): api.Profile {
  const nodes = nodesOf(textOf(values, "time_nodes"));
  if (!nodes) throw refuse("time_nodes");
  const tracking = trackingOf(textOf(values, "tracking"));
  if (!tracking) throw refuse("tracking");
  const texts = Object.fromEntries([...TEXTS, ...LONG].map((name) => [name, textOf(values, name)]));
  const indicators = indicatorsOf(textOf(values, "indicators"));
  if (!indicators) throw refuse("indicators");
  return {
    ...old,
    ...texts,
    indicators,
    recurring: values.recurring === true,
    service: { from: textOf(values, "service_from"), to: textOf(values, "service_to") },
    time_nodes: nodes,
    tracking,
  };
}

/** The project's description, in any of its versions, and the way to its next one. */
export function ProfilePart({ detail, query, session, onChanged }: PartProps) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { id, in_force: inForce } = detail;
  const version = query.version ?? String(inForce);
  const shown = useAsked(`profile/${id}/${version}`, (signal) => api.project(id, version, signal));
  const [editing, setEditing] = useState(false);
  const { project } = detail;
  return (
    <section className="card" aria-labelledby="profile">
      <div className="paper-head">
        <h2 id="profile">{t("perf.part.profile")}</h2>
        <div className="row">
          <Select
            aria-label={t("profile.version")}
            value={version}
            popupMatchSelectWidth={false}
            options={Array.from({ length: inForce }, (_, nth) => ({
              value: String(nth + 1),
              label: t(nth + 1 === inForce ? "profile.version_in_force" : "profile.version_n", { version: nth + 1 }),
            }))}
            onChange={(one) => go({ page: "project", project: id, part: "profile", query: { version: one } })}
          />
          {mayManagePerformance(session.role) && !editing ? (
            <Button type="primary" onClick={() => setEditing(true)}>
              {t("profile.edit")}
            </Button>
          ) : null}
        </div>
      </div>
      {editing ? (
        <>
          <p className="quiet">{t("profile.edit_why", { version: inForce + 1 })}</p>
          <SpecForm
            id={`profile-${id}-${inForce}`}
            label={t("profile.edit")}
            submit={t("profile.save")}
            initial={{
              ...Object.fromEntries([...TEXTS, ...LONG].map((name) => [name, project[name] ?? ""])),
              recurring: project.recurring,
              service_from: project.service.from,
              service_to: project.service.to,
              time_nodes: nodesText(project.time_nodes),
              tracking: trackingText(project.tracking ?? []),
              indicators: JSON.stringify(project.indicators, undefined, 2),
            }}
            specs={[
              ...TEXTS.map((name) => ({ name, label: t(`profile.${name}`), kind: "text" as const, required: true })),
              { name: "service_from", label: t("contract.service_from"), kind: "date", required: true },
              { name: "service_to", label: t("contract.service_to"), kind: "date", required: true },
              { name: "recurring", label: t("profile.recurring"), kind: "tick" },
              ...LONG.map((name) => ({ name, label: t(`profile.${name}`), kind: "area" as const, required: name !== "goal" })),
              { name: "time_nodes", label: t("profile.time_nodes"), kind: "area", hint: t("profile.time_nodes_hint") },
              { name: "tracking", label: t("profile.tracking"), kind: "area", hint: t("profile.tracking_hint") },
              { name: "indicators", label: t("profile.indicators_json"), kind: "area", required: true, hint: t("profile.indicators_hint") },
            ]}
            onSend={async (values, key) => api.describe(described(project, values), key)}
            onDone={(made) => {
              setEditing(false);
              message.success(t("perf.described", { version: made.in_force }));
              onChanged();
              go({ page: "project", project: id, part: "profile" });
            }}
            onCancel={() => setEditing(false)}
          />
        </>
      ) : (
        <Loaded asked={shown}>{(one) => <Described profile={one.project} />}</Loaded>
      )}
    </section>
  );
}

function Described({ profile }: { profile: api.Profile }) {
  const { t } = useWords();
  const named = useNamed();
  const schedule = (one: api.Indicator) => {
    const when = one.schedule;
    switch (when?.kind) {
      case "linear":
        return t("profile.schedule.linear", { from: when.from, to: when.to });
      case "stepped":
        return t("profile.schedule.stepped", { days: when.steps.map((step) => step.from).join(", ") });
      case "by_date":
        return t("profile.schedule.by_date", { day: when.day });
      default:
        return t("profile.schedule.constant");
    }
  };
  return (
    <>
      <dl className="reasons wide-names">
        {TEXTS.map((name) => (
          <div key={name}>
            <dt>{t(`profile.${name}`)}</dt>
            <dd>{profile[name]}</dd>
          </div>
        ))}
        <div>
          <dt>{t("perf.service")}</dt>
          <dd>{t("perf.days", profile.service)}</dd>
        </div>
        <div>
          <dt>{t("profile.recurring")}</dt>
          <dd>{t(profile.recurring ? "evidence.yes" : "evidence.no")}</dd>
        </div>
        {LONG.map((name) =>
          profile[name] ? (
            <div key={name}>
              <dt>{t(`profile.${name}`)}</dt>
              <dd className="written-text">{profile[name]}</dd>
            </div>
          ) : null,
        )}
        <div>
          <dt>{t("profile.time_nodes")}</dt>
          <dd className="written-text">{nodesText(profile.time_nodes)}</dd>
        </div>
        <div>
          <dt>{t("profile.tracking")}</dt>
          <dd className="written-text">{trackingText(profile.tracking ?? []) || t("profile.no_tracking")}</dd>
        </div>
      </dl>
      <h3>{t("profile.indicators")}</h3>
      <Grid
        label={t("profile.indicators")}
        empty={t("profile.no_indicators")}
        rows={profile.indicators}
        id={(one) => one.id}
        columns={[
          { head: t("sheet.level1"), cell: (one) => one.level1 },
          { head: t("sheet.level2"), cell: (one) => one.level2 },
          { head: t("sheet.name"), names: true, cell: (one) => one.name },
          { head: t("perf.column.annual"), cell: (one) => one.annual.wording },
          { head: t("profile.comparator"), cell: (one) => named(`profile.comparator.${one.annual.comparator}`) },
          { head: t("profile.schedule"), cell: (one) => schedule(one) },
          { head: t("profile.measure"), cell: (one) => <code>{String(one.formula.measure ?? "")}</code> },
          { head: t("profile.weight"), number: true, cell: (one) => one.weight ?? "" },
        ]}
      />
    </>
  );
}
