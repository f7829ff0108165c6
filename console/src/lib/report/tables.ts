// The tables of a report, in the order of the printed one, as rows of text, counts and incident numbers.
import type { Report, ReportRecords, Share } from "../../api/types";
import { fraction, meanGrade, percent, shareInterval } from "./numbers";
import { testsTable } from "./tests-table";
import { daysOf, GRADES, type ReportWords } from "./words";

export type Cell = string | number | { records: ReportRecords };
export type Table = { id: string; title: string; heads: string[]; rows: Cell[][]; notes: string[]; empty: string };

/** What stands where there is no value. */
export const DASH = "—";

type Make = (report: Report, words: ReportWords) => Table;

export function table(id: string, title: string, heads: string[], rows: Cell[][], empty: string, notes: string[] = []): Table {
  return { id, title, heads, rows, notes, empty };
}

const part = (of: Share) => percent(of) ?? DASH;
const within = (of: Share) => shareInterval(of.interval) ?? "";
const named = (records: ReportRecords): Cell => (records.first.length > 0 ? { records } : DASH);

const changes: Make = (report, words) => {
  const { t } = words;
  const here = report.volumes.received;
  const rows = report.changes.map(({ base, period, received }): Cell[] => {
    const name = t(`base.${report.kind}.${base}`);
    if (typeof received !== "number") return [name, words.period(period), t("table.no_records"), here, DASH];
    const change = percent({ numerator: here - received, denominator: received });
    let told = t("table.over_zero");
    if (change !== undefined) {
      // Periods of other lengths are compared by their daily means: see the tests.
      const alike = daysOf(period) === daysOf(report.period);
      told = alike ? `${here > received ? "+" : ""}${change}` : t("table.other_length");
    }
    return [name, words.period(period), received, here, told];
  });
  const heads = [t("table.base"), t("table.base_period"), t("table.base_calls"), t("table.own_calls"), t("table.change")];
  return table("changes", t("table.changes"), heads, rows, t("report.nothing"), [t("table.changes_note")]);
};

const categories: Make = (report, words) => {
  const { t } = words;
  const all = report.volumes.received;
  const rows = report.categories.flatMap((one): Cell[][] => [
    [words.category(one.category), t("table.sum"), one.share.numerator, part(one.share), within(one.share)],
    ...one.subcategories.map((sub): Cell[] => [
      "",
      sub.name,
      sub.count,
      percent({ numerator: sub.count, denominator: all }) ?? DASH,
      "",
    ]),
  ]);
  const heads = [t("table.category"), t("table.subcategory"), t("table.calls"), t("table.share"), t("report.interval")];
  return table("categories", t("table.categories"), heads, rows, t("report.nothing"));
};

const areas: Make = (report, words) => {
  const { t } = words;
  const rows = report.areas.map((one): Cell[] => [
    one.id ? one.name : t("table.no_area"),
    one.share.numerator,
    part(one.share),
    ...[one.arrive, one.feedback, one.dispose].flatMap((of) => [part(of), within(of)]),
  ]);
  const interval = t("report.interval");
  const heads = [
    t("table.areas"), t("table.calls"), t("table.share"), t("table.arrive"), interval, t("table.feedback"), interval,
    t("table.dispose"), interval,
  ];
  return table("areas", t("table.areas"), heads, rows, t("report.nothing"));
};

const clocks: Make = (report, words) => {
  const { t } = words;
  const rows = report.clocks.map((one): Cell[] => [
    words.clock(one.clock), one.kept.numerator, one.kept.denominator, part(one.kept), within(one.kept), one.late,
    one.running, one.void, one.never,
  ]);
  const heads = [
    t("table.clock"), t("table.kept"), t("table.decided"), t("table.kept_share"), t("report.interval"), t("table.late"),
    t("table.running"), t("table.void"), t("table.never"),
  ];
  return table("clocks", t("table.clocks"), heads, rows, t("report.nothing"), [t("table.clocks_note")]);
};

const breaches: Make = (report, words) => {
  const { t } = words;
  const rows = report.breaches.clocks.map((one): Cell[] => {
    const of = report.clocks.find((clock) => clock.clock === one.clock);
    return [
      words.clock(one.clock),
      one.nothing_recorded,
      one.happened_late,
      one.happened_late > 0 ? words.duration(Math.trunc(one.late_seconds / one.happened_late)) : DASH,
      one.explained,
      of ? named(of.breached) : DASH,
    ];
  });
  const heads = [
    t("table.clock"), t("table.nothing_recorded"), t("table.happened_late"), t("table.mean_late"), t("table.explained"),
    t("table.records"),
  ];
  return table("breaches", t("table.breaches"), heads, rows, t("table.no_breach"));
};

const reasons: Make = (report, { t }) => {
  const rows = report.breaches.reasons.map((one): Cell[] => [one.text, one.count]);
  return table("reasons", t("table.reasons"), [t("table.reason"), t("table.times")], rows, t("table.no_reason"));
};

const repeats: Make = (report, words) => {
  const { t } = words;
  const of = report.repeats;
  const rows = of.top.map((one): Cell[] => [one.label || DASH, one.in_window, one.records.total, named(one.records)]);
  const heads = [t("table.place"), t("table.in_window"), t("table.own_calls"), t("table.records")];
  const { callers } = of;
  const notes = [
    t("table.places_note", { window: words.period(of.window), known: of.with_place, calls: of.calls, places: of.places }),
    t("table.callers_note", { known: callers.with_number, callers: callers.callers, calls: callers.calls, most: callers.most }),
  ];
  return table("repeats", t("table.repeats"), heads, rows, t("table.no_repeat"), notes);
};

const AGES = [0, 1, 2, 3, 4] as const;

export const ages: Make = (report, words) => {
  const { t } = words;
  const of = report.referrals;
  const some = of.made + of.open + of.disposed + of.turned_back > 0;
  const rows = some ? AGES.map((at): Cell[] => [t(`age.${at}`), of.open_ages[at] ?? 0, of.ended_ages[at] ?? 0]) : [];
  const median = typeof of.ended_median === "number" ? words.duration(of.ended_median) : t("report.no_data");
  const note = t("table.ages_note", {
    made: of.made, breached: of.breached, disposed: of.disposed, back: of.turned_back, median, open: of.open,
  });
  const heads = [t("table.age"), t("table.open_ages"), t("table.ended_ages")];
  return table("ages", t("table.ages"), heads, rows, t("report.nothing"), [note]);
};

const departments: Make = (report, words) => {
  const { t } = words;
  const rows = report.referrals.departments.map((one): Cell[] => [
    one.name, one.made, one.breached, one.disposed, one.turned_back, one.open,
    typeof one.oldest_open === "number" ? words.duration(one.oldest_open) : DASH,
  ]);
  const heads = [
    t("table.department"), t("table.made"), t("table.breached"), t("table.disposed"), t("table.turned_back"),
    t("table.open"), t("table.oldest"),
  ];
  return table("departments", t("table.departments"), heads, rows, t("report.nothing"));
};

const followUps: Make = (report, words) => {
  const { t } = words;
  const of = report.follow_ups;
  const graded = of.satisfied.denominator;
  const grades = GRADES.map((code, at): Cell[] => {
    const count = of.grades[at] ?? 0;
    return [words.name("grade", code), count, percent({ numerator: count, denominator: graded }) ?? DASH, ""];
  }).reverse();
  const records = (name: string, all: ReportRecords): Cell[] => [name, all.total, "", named(all)];
  const rows = [
    ...grades,
    records(t("table.complaints"), of.complaints),
    records(t("table.dissatisfied"), of.dissatisfied),
    records(t("table.reopened"), of.reopened),
  ];
  const some = of.sampled + of.complaints.total + of.reopened.total > 0;
  const note = t("table.follow_ups_note", {
    sampled: of.sampled, graded, late: of.late, unreachable: of.unreachable, waiting: of.waiting,
    percent: words.share(of.satisfied), fraction: fraction(of.satisfied), interval: words.interval(of.satisfied.interval),
  });
  const heads = [t("table.result"), t("table.calls"), t("table.of_graded"), t("table.records")];
  return table("follow_ups", t("table.follow_ups"), heads, some ? rows : [], t("report.nothing"), [note]);
};

const members: Make = (report, words) => {
  const { t } = words;
  const rows = report.members.map((one): Cell[] => [
    one.name, one.id, one.assigned, one.arrived, part(one.arrive), within(one.arrive), part(one.feedback),
    part(one.dispose), meanGrade(one.points, one.answers) ?? DASH, one.answers, one.complaints,
  ]);
  const heads = [
    t("table.member"), t("table.member_id"), t("table.assigned"), t("table.arrived"), t("table.arrive"),
    t("report.interval"), t("table.feedback"), t("table.dispose"), t("table.grade"), t("table.answers"),
    t("table.member_complaints"),
  ];
  return table("members", t("table.members"), heads, rows, t("report.nothing"), [t("table.members_note")]);
};

const ALL: Make[] = [
  changes, categories, areas, clocks, breaches, reasons, repeats, ages, departments, followUps, members, testsTable,
];

export const tables = (report: Report, words: ReportWords): Table[] => ALL.map((make) => make(report, words));

