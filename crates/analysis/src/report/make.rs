//! One report from folded days.

use super::{
    Report, chart, findings,
    hypotheses::{Sides, hypotheses},
    parts::{
        AreaPart, BaseKind, BreachPart, BreachesOf, CategoryPart, Change, ClockPart, Counted,
        DayCount, Ends, FollowUpPart, MemberPart, Records, Share, SubcategoryPart, Volumes,
    },
    referrals,
    repeats::{self, Sliding},
};
use crate::{
    bucket::{Area, Bucket, Flag, Member},
    days::Days,
    names::{Names, name_of},
    scope,
};
use liandong_domain::{
    incident::{CategoryCode, ClockKind},
    reports::{ReportKind, ReportOf},
    time::{Day, Period},
};

/// Explanations named at the most.
const REASONS: usize = 10;

/// What slides from one report of a kind to the next.
#[derive(Debug)]
pub(crate) struct Sets {
    daily: (Sliding, Sliding),
    weekly: (Sliding, Sliding),
    monthly: (Sliding, Sliding),
}

impl Sets {
    pub(crate) fn new(days: &Days) -> Self {
        let of = |one: &Bucket| one.places.iter().map(|(place, _)| *place).collect();
        let places: Vec<Vec<i64>> = days.buckets.iter().map(of).collect();
        let callers: Vec<Vec<u64>> = days.buckets.iter().map(|one| one.callers.clone()).collect();
        let places = Sliding::new(days.first, &places);
        let callers = Sliding::new(days.first, &callers);
        let both = (places, callers);
        Self {
            daily: both.clone(),
            weekly: both.clone(),
            monthly: both,
        }
    }

    const fn of(&mut self, kind: ReportKind) -> (&mut Sliding, &mut Sliding) {
        let (places, callers) = match kind {
            ReportKind::Daily => &mut self.daily,
            ReportKind::Weekly => &mut self.weekly,
            ReportKind::Monthly => &mut self.monthly,
        };
        (places, callers)
    }
}

pub(crate) fn make(
    days: &Days,
    of: ReportOf,
    names: &Names,
    sets: &mut Sets,
    label: &dyn Fn(i64) -> String,
) -> Report {
    let period = of.period();
    let sum = days.sum(period);
    let changes = changes(days, of);
    let chart = chart::chart(days, of);
    let reference = Some(scope::reference(of)).filter(|one| days.scope.holds(*one));
    let against = reference.map(|one| days.core(one));
    let sides = Sides {
        days,
        period,
        here: &sum,
        reference: reference.zip(against.as_ref()),
        changes: &changes,
        baseline: chart
            .baseline
            .map(|one| days.counts(one))
            .unwrap_or_default(),
    };
    let tests = hypotheses(&sides);
    let found = findings::findings(&tests, &chart);
    let repeats = repeats::repeats(days, of, sets.of(of.kind()), label);
    Report {
        id: of,
        kind: of.kind(),
        period,
        volumes: volumes(days, period, &sum),
        ends: ends(&sum),
        categories: categories(days, &sum, names),
        areas: areas(days, &sum, names),
        clocks: clocks(&sum),
        breaches: breaches(&sum),
        repeats,
        referrals: referrals::referrals(days, period, names),
        follow_ups: follow_ups(&sum),
        members: members(days, &sum, names),
        changes,
        chart,
        tests,
        findings: found,
    }
}

fn volumes(days: &Days, period: Period, sum: &Bucket) -> Volumes {
    let counts = days.counts(period);
    let named = (period.from.0..).zip(&counts);
    let named = named.map(|(day, count)| DayCount {
        day: Day(day),
        count: *count,
    });
    let named: Vec<DayCount> = named.collect();
    let mut weekdays = vec![0; 7];
    for one in &named {
        let weekday = usize::try_from(one.day.weekday()).ok();
        if let Some(into) = weekday.and_then(|at| weekdays.get_mut(at)) {
            *into += one.count;
        }
    }
    Volumes {
        received: sum.core.received,
        late_incidents: sum.late_incidents,
        late_entries: sum.late_entries,
        hours: sum.hours.to_vec(),
        weekdays,
        days: named,
    }
}

const fn ends(sum: &Bucket) -> Ends {
    let [closed, returned, merged, cancelled, under_way] = sum.ends;
    Ends {
        closed,
        returned,
        merged,
        cancelled,
        under_way,
        reopened: sum.reopened,
    }
}

fn categories(days: &Days, sum: &Bucket, names: &Names) -> Vec<CategoryPart> {
    let known = CategoryCode::ALL.iter().map(|one| Some(*one));
    let counts = sum.core.categories.iter().enumerate();
    let parts = known.chain([None]).zip(counts);
    let parts = parts.filter(|(category, (_, count))| category.is_some() || **count > 0);
    let parts = parts.map(|(category, (at, count))| {
        let of_it = |sub: usize| sum.subcategories.get(&(at, sub)).copied().unwrap_or(0);
        let mut subcategories: Vec<SubcategoryPart> = days
            .subcategories
            .sorted()
            .map(|(code, sub)| SubcategoryPart {
                id: code.to_owned(),
                name: name_of(&names.subcategories, code),
                count: of_it(sub),
            })
            .filter(|one| one.count > 0)
            .collect();
        subcategories.sort_by_key(|one| std::cmp::Reverse(one.count));
        CategoryPart {
            category,
            share: Share::new(*count, sum.core.received),
            subcategories,
        }
    });
    parts.collect()
}

fn areas(days: &Days, sum: &Bucket, names: &Names) -> Vec<AreaPart> {
    let parts = days.areas.sorted().filter_map(|(code, at)| {
        let area: Area = sum.core.areas.get(at).copied()?;
        let [arrive, feedback, dispose] = area.kept.map(|(kept, all)| Share::new(kept, all));
        let id = Some(code).filter(|code| !code.is_empty());
        Some(AreaPart {
            id: id.map(str::to_owned),
            name: id.map(|id| name_of(&names.areas, id)).unwrap_or_default(),
            share: Share::new(area.received, sum.core.received),
            arrive,
            feedback,
            dispose,
        })
    });
    let mut parts: Vec<AreaPart> = parts.filter(|one| one.share.numerator > 0).collect();
    // Calls without an area come last.
    parts.sort_by_key(|one| one.id.is_none());
    parts
}

fn flagged(sum: &Bucket, wanted: Flag) -> Records {
    let all = sum.flags.iter().filter(|(flag, _)| *flag == wanted);
    Records::of(all.map(|(_, number)| *number))
}

/// The dispatch clocks in the order of their counts.
pub(super) const DISPATCH: [ClockKind; 3] =
    [ClockKind::Arrive, ClockKind::Feedback, ClockKind::Dispose];

fn clocks(sum: &Bucket) -> Vec<ClockPart> {
    let parts = DISPATCH.iter().zip(&sum.core.clocks);
    let parts = parts.map(|(kind, counts)| ClockPart {
        clock: *kind,
        kept: Share::new(counts.kept, counts.decided()),
        late: counts.late,
        running: counts.running,
        void: counts.void,
        never: counts.never,
        breached: flagged(sum, Flag::Breached(*kind)),
    });
    parts.collect()
}

fn breaches(sum: &Bucket) -> BreachPart {
    let clocks = sum.breaches.iter().map(|(clock, of)| BreachesOf {
        clock: *clock,
        nothing_recorded: of.nothing_recorded,
        happened_late: of.happened_late,
        late_seconds: of.late_seconds,
        explained: of.explained,
    });
    let clocks: Vec<BreachesOf> = clocks.collect();
    let reasons = sum.reasons.iter().map(|(text, count)| Counted {
        text: text.to_string(),
        count: *count,
    });
    let mut reasons: Vec<Counted> = reasons.collect();
    reasons.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    reasons.truncate(REASONS);
    let all = |one: &BreachesOf| one.nothing_recorded + one.happened_late;
    BreachPart {
        total: clocks.iter().map(all).sum(),
        explained: clocks.iter().map(|one| one.explained).sum(),
        clocks,
        reasons,
    }
}

fn follow_ups(sum: &Bucket) -> FollowUpPart {
    let of = &sum.core.follow_ups;
    FollowUpPart {
        sampled: of.sampled,
        grades: of.grades.to_vec(),
        satisfied: Share::new(of.satisfied(), of.graded()),
        late: of.late,
        unreachable: of.unreachable,
        waiting: of.waiting,
        complaints: flagged(sum, Flag::Complaint),
        dissatisfied: flagged(sum, Flag::Dissatisfied),
        reopened: flagged(sum, Flag::Reopened),
    }
}

fn members(days: &Days, sum: &Bucket, names: &Names) -> Vec<MemberPart> {
    let parts = days.members.sorted().filter_map(|(code, at)| {
        let of: Member = sum.members.get(at).copied()?;
        if of.assigned == 0 {
            return None;
        }
        let [arrive, feedback, dispose] = of.kept.map(|(kept, all)| Share::new(kept, all));
        Some(MemberPart {
            id: code.to_owned(),
            name: name_of(&names.members, code),
            assigned: of.assigned,
            arrived: of.arrived,
            arrive,
            feedback,
            dispose,
            answers: of.answers,
            points: of.points,
            complaints: of.complaints,
        })
    });
    parts.collect()
}

fn changes(days: &Days, of: ReportOf) -> Vec<Change> {
    let bases = [
        (BaseKind::Week, scope::week_before(of)),
        (BaseKind::Month, scope::month_before(of)),
        (BaseKind::Year, Some(scope::year_before(of))),
    ];
    let changes = bases.into_iter().filter_map(|(base, period)| {
        let period = period?;
        let known = days.scope.holds(period);
        Some(Change {
            base,
            period,
            received: known.then(|| days.counts(period).iter().sum()),
        })
    });
    changes.collect()
}
