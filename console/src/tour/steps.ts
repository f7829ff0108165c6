// What each tour shows, in order. A step points at the first of its anchors (`data-tour`) that is on the page, and is
// left out where none is: an empty list has no first incident, and an auditor no button to take calls.
import type { TourKey } from "../i18n/zh.tour";
import type { TourName } from "../lib/tour";

type Titled<Key> = Key extends `${infer Title}.text` ? Title : never;
export type StepKey = Titled<TourKey>;
export type GoKey = Extract<TourKey, `tour.go.${string}`>;

export type Step = {
  key: StepKey;
  anchors: readonly string[];
  /** A link or button that opens what the following steps are about; "next" presses it. It only ever looks. */
  via?: string;
};

export type Tour = {
  steps: readonly Step[];
  /** Other pages that its links lead to. */
  leadsTo?: TourName;
  /** What to look at next, and with which login. */
  goOn: readonly GoKey[];
};

export const TOURS: Record<TourName, Tour> = {
  room: {
    steps: [
      { key: "tour.room.intake", anchors: ["intake"] },
      { key: "tour.room.queue", anchors: ["queue"], via: "queue-item" },
      { key: "tour.room.clocks", anchors: ["clocks"] },
      { key: "tour.room.safety", anchors: ["hazards", "suggestion", "actions"] },
      { key: "tour.room.assign", anchors: ["recommendation", "quick", "actions"] },
      { key: "tour.room.town", anchors: ["situation"] },
      { key: "tour.room.sound", anchors: ["sound"] },
    ],
    goOn: ["tour.go.map", "tour.go.wall", "tour.go.patrol", "tour.go.inbox", "tour.go.follow_up", "tour.go.performance"],
  },
  map: {
    steps: [
      { key: "tour.map.list", anchors: ["map-list"], via: "map-item" },
      { key: "tour.map.facts", anchors: ["map-facts"] },
      { key: "tour.map.canvas", anchors: ["map-canvas"] },
      { key: "tour.map.legend", anchors: ["map-legend"] },
      { key: "tour.map.tool", anchors: ["map-tool"] },
    ],
    goOn: ["tour.go.wall", "tour.go.room", "tour.go.patrol"],
  },
  wall: {
    steps: [
      { key: "tour.wall.numbers", anchors: ["wall-numbers"] },
      { key: "tour.wall.map", anchors: ["wall-map"] },
      { key: "tour.wall.clocks", anchors: ["wall-clocks"] },
      { key: "tour.wall.cars", anchors: ["wall-cars"] },
      { key: "tour.wall.trouble", anchors: ["wall-trouble"] },
      { key: "tour.wall.head", anchors: ["wall-acts"] },
    ],
    goOn: ["tour.go.room", "tour.go.duty", "tour.go.admin"],
  },
  inbox: {
    steps: [
      { key: "tour.inbox.ages", anchors: ["inbox-ages"] },
      { key: "tour.inbox.states", anchors: ["inbox-states"] },
      { key: "tour.inbox.list", anchors: ["inbox-list"], via: "inbox-item" },
      { key: "tour.inbox.acts", anchors: ["inbox-acts"] },
      { key: "tour.inbox.referral", anchors: ["inbox-referral"] },
      { key: "tour.inbox.clocks", anchors: ["clocks"] },
    ],
    goOn: ["tour.go.room", "tour.go.follow_up", "tour.go.performance"],
  },
  follow_up: {
    steps: [
      { key: "tour.follow_up.states", anchors: ["follow-states"] },
      { key: "tour.follow_up.list", anchors: ["follow-list"], via: "follow-item" },
      { key: "tour.follow_up.caller", anchors: ["follow-caller"] },
      { key: "tour.follow_up.script", anchors: ["follow-script"] },
      { key: "tour.follow_up.answer", anchors: ["follow-answer"] },
      { key: "tour.follow_up.link", anchors: ["follow-link"] },
    ],
    goOn: ["tour.go.room", "tour.go.duty", "tour.go.performance"],
  },
  duty: {
    steps: [
      { key: "tour.duty.parts", anchors: ["parts"] },
      { key: "tour.duty.findings", anchors: ["duty-findings"] },
      { key: "tour.duty.grid", anchors: ["duty-grid"] },
      { key: "tour.duty.request", anchors: ["duty-request"] },
      { key: "tour.duty.rules", anchors: ["duty-rules"] },
    ],
    goOn: ["tour.go.room", "tour.go.patrol", "tour.go.performance"],
  },
  assessment: {
    steps: [
      { key: "tour.assessment.parts", anchors: ["parts"] },
      { key: "tour.assessment.month", anchors: ["assess-month"], via: "assess-open" },
      { key: "tour.assessment.stage", anchors: ["assess-stage"] },
      { key: "tour.assessment.table", anchors: ["assess-table"] },
    ],
    goOn: ["tour.go.follow_up", "tour.go.patrol", "tour.go.performance"],
  },
  performance: {
    steps: [
      { key: "tour.performance.projects", anchors: ["perf-projects"], via: "perf-project" },
      { key: "tour.performance.lights", anchors: ["perf-lights"], via: "perf-all" },
      { key: "tour.performance.table", anchors: ["perf-table"], via: "perf-figure" },
      { key: "tour.performance.facts", anchors: ["perf-facts"] },
      { key: "tour.performance.records", anchors: ["perf-records"], via: "nav-check" },
      { key: "tour.performance.check", anchors: ["check-drop"] },
    ],
    leadsTo: "check",
    goOn: ["tour.go.check", "tour.go.reports", "tour.go.leader", "tour.go.auditor"],
  },
  check: {
    steps: [
      { key: "tour.check.drop", anchors: ["check-drop"] },
      { key: "tour.check.paste", anchors: ["check-paste"] },
      { key: "tour.check.result", anchors: ["check-result"] },
      { key: "tour.check.rules", anchors: ["check-rules"] },
    ],
    goOn: ["tour.go.performance", "tour.go.auditor"],
  },
  reports: {
    steps: [
      { key: "tour.reports.kinds", anchors: ["report-kinds"] },
      { key: "tour.reports.preview", anchors: ["report-preview"] },
      { key: "tour.reports.list", anchors: ["report-list"], via: "report-link" },
      { key: "tour.reports.leads", anchors: ["report-leads"] },
      { key: "tour.reports.findings", anchors: ["report-findings"] },
      { key: "tour.reports.files", anchors: ["report-files"] },
    ],
    goOn: ["tour.go.performance", "tour.go.wall", "tour.go.auditor"],
  },
  admin: {
    steps: [
      { key: "tour.admin.setup", anchors: ["admin-setup"] },
      { key: "tour.admin.accounts", anchors: ["admin-accounts"] },
      { key: "tour.admin.town", anchors: ["admin-units"] },
      { key: "tour.admin.policy", anchors: ["admin-policy"] },
      { key: "tour.admin.audit", anchors: ["admin-audit"] },
      { key: "tour.admin.reveals", anchors: ["admin-reveals"] },
    ],
    goOn: ["tour.go.room", "tour.go.duty", "tour.go.performance"],
  },
  patrol: {
    steps: [
      { key: "tour.patrol.top", anchors: ["patrol-top"] },
      { key: "tour.patrol.main", anchors: ["patrol-main"] },
      { key: "tour.patrol.act", anchors: ["patrol-bar"] },
      { key: "tour.patrol.sos", anchors: ["patrol-sos"] },
      { key: "tour.patrol.outbox", anchors: ["patrol-view-outbox"] },
      { key: "tour.patrol.shift", anchors: ["patrol-view-shift"] },
      { key: "tour.patrol.settings", anchors: ["patrol-view-settings"] },
    ],
    goOn: ["tour.go.room", "tour.go.inbox", "tour.go.follow_up"],
  },
};
