//! Which days are read for which reports, and with what a report is compared.

use liandong_domain::{
    reports::{ReportKind, ReportOf},
    time::{Day, Period},
};

/// Days of baseline of the control chart, and of comparison of shares, before a day or a week.
pub(crate) const FOUR_WEEKS: i64 = 28;
/// The same before a month: twelve weeks.
const TWELVE_WEEKS: i64 = 84;
/// Within so many days, the last ones of the period, a place is looked for again.
const REPEAT_WINDOW: i64 = 30;

/// The days that a set of reports rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The first day with records: nothing is compared with what lies before it. A loop that did not yet
    /// run had no calls, and that is not zero calls.
    begin: Day,
    reads: Vec<Period>,
}

impl Scope {
    /// The scope of some reports of a town whose records begin on a day.
    #[must_use]
    pub fn of(reports: &[ReportOf], begin: Day) -> Self {
        let mut wanted: Vec<Period> = reports.iter().flat_map(|one| looked_at(*one)).collect();
        for one in &mut wanted {
            one.from = one.from.max(begin);
        }
        wanted.retain(|one| one.from <= one.to);
        wanted.sort_unstable_by_key(|one| (one.from, one.to));
        let mut reads: Vec<Period> = Vec::new();
        for one in wanted {
            match reads.last_mut() {
                Some(last) if one.from <= last.to.next() => last.to = last.to.max(one.to),
                _ => reads.push(one),
            }
        }
        Self { begin, reads }
    }

    /// The days to read, in order, apart from each other.
    #[must_use]
    pub fn reads(&self) -> &[Period] {
        &self.reads
    }

    /// From the first day read to the last.
    pub(crate) fn hull(&self) -> Period {
        let from = self.reads.first().map_or(self.begin, |one| one.from);
        let to = self.reads.last().map_or(Day(from.0 - 1), |one| one.to);
        Period { from, to }
    }

    /// Whether all of a period's days are read.
    pub(crate) fn holds(&self, period: Period) -> bool {
        let mut reads = self.reads.iter();
        reads.any(|one| one.from <= period.from && period.to <= one.to)
    }

    /// The part of a period in which there are records.
    pub(crate) fn recorded(&self, period: Period) -> Option<Period> {
        let from = period.from.max(self.begin);
        (from <= period.to).then_some(Period {
            from,
            to: period.to,
        })
    }
}

fn looked_at(of: ReportOf) -> Vec<Period> {
    let period = of.period();
    let near = [baseline(of), reference(of), repeat_window(of)];
    let from = near.iter().map(|one| one.from).min();
    let near = Period {
        from: from.unwrap_or(period.from).min(period.from),
        to: period.to,
    };
    let bases = [week_before(of), month_before(of), Some(year_before(of))];
    bases.into_iter().flatten().chain([near]).collect()
}

/// The days before the period that make the control chart's limits.
pub(crate) fn baseline(of: ReportOf) -> Period {
    let days = match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => FOUR_WEEKS,
        ReportKind::Monthly => TWELVE_WEEKS,
    };
    let from = of.period().from;
    Period {
        from: Day(from.0 - days),
        to: Day(from.0 - 1),
    }
}

/// The days that places and callers are looked for in again: the last 30, or the month.
pub(crate) fn repeat_window(of: ReportOf) -> Period {
    let period = of.period();
    match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => Period {
            from: Day(period.to.0 - REPEAT_WINDOW + 1),
            to: period.to,
        },
        ReportKind::Monthly => period,
    }
}

fn moved(period: Period, days: i64) -> Period {
    Period {
        from: Day(period.from.0 - days),
        to: Day(period.to.0 - days),
    }
}

/// The period a week before (环比上周); none for a month.
pub(crate) fn week_before(of: ReportOf) -> Option<Period> {
    match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => Some(moved(of.period(), 7)),
        ReportKind::Monthly => None,
    }
}

/// The period a month before (环比上月): of a day or a week, four weeks before, so that weekdays stand
/// against their like; of a month, the month before.
pub(crate) fn month_before(of: ReportOf) -> Option<Period> {
    Some(match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => moved(of.period(), FOUR_WEEKS),
        ReportKind::Monthly => of.before().period(),
    })
}

/// The period a year before (同比): of a day or a week, fifty-two weeks before; of a month, the same month.
pub(crate) fn year_before(of: ReportOf) -> Period {
    match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => moved(of.period(), 52 * 7),
        ReportKind::Monthly => {
            // A year holds twelve months, however long they are.
            let months = std::iter::successors(Some(of), |one| Some(one.before()));
            months.take(13).last().map_or(of.period(), ReportOf::period)
        }
    }
}

/// What shares are compared with: before a day or a week, four weeks together, so that there is enough to
/// compare; before a month, the month before.
pub(crate) fn reference(of: ReportOf) -> Period {
    match of.kind() {
        ReportKind::Daily | ReportKind::Weekly => {
            let from = of.period().from;
            Period {
                from: Day(from.0 - FOUR_WEEKS),
                to: Day(from.0 - 1),
            }
        }
        ReportKind::Monthly => of.before().period(),
    }
}
