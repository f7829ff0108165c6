//! A district's sums as they are shown: both numbers of every share, and no share where nothing was
//! decided.

use super::Named;
use liandong_domain::{
    district::{ClockSum, DistrictTally},
    ids::{ProjectId, TownId},
    incident::{CategoryCode, ClockKind, Phase},
    performance::{figure::Figure, form::Form},
    time::{Period, Timestamp},
};
use serde::Serialize;

/// The sums over a district's towns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DistrictView {
    /// The days on which the calls came that are counted.
    pub period: Period,
    /// When this was computed: what is open is as of now.
    pub computed_at: Timestamp,
    /// All towns together.
    pub total: TownSum,
    /// Town by town, by identifier.
    pub towns: Vec<TownSum>,
    /// Indicators that count one thing out of another by the same formula, added up.
    pub indicators: Vec<IndicatorSum>,
}

/// The sums of a town, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TownSum {
    /// The town; in the total, the district.
    pub town: TownId,
    /// Its name.
    pub town_name: String,
    /// Calls that came in the period.
    pub received: u64,
    /// By where they stand now.
    pub states: Vec<Counted>,
    /// By category.
    pub categories: Vec<Counted>,
    /// The clocks of dispatch.
    pub clocks: Vec<ClockShare>,
    /// Follow-ups graded satisfied or better, out of those graded.
    pub satisfied: Share,
    /// Callers who could not be reached.
    pub unreachable: u64,
    /// Entries made late (补报).
    pub late_entries: u64,
    /// Incidents under way now, whenever they came.
    pub open: u64,
    /// Of these, accepted and waiting for a car.
    pub waiting: u64,
}

/// How many of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counted {
    /// The kind; none for calls that are not yet classified.
    pub of: Option<Named>,
    /// How many.
    pub count: u64,
}

/// One thing counted out of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// Counted.
    pub numerator: u64,
    /// Out of so many; with zero, there is no share.
    pub denominator: u64,
}

/// How the clocks of one kind came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockShare {
    /// The clock.
    pub clock: ClockKind,
    /// Its name.
    pub clock_name: &'static str,
    /// Kept, out of those decided.
    pub kept: Share,
    /// Breached: the rest of those decided.
    pub breached: u64,
    /// Still running or paused, counted in neither.
    pub open: u64,
    /// Ended without an answer, counted in neither.
    pub void: u64,
}

/// An indicator over towns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorSum {
    /// The formula, which is the same in all.
    pub formula: String,
    /// In English.
    pub formula_en: String,
    /// Counted in all.
    pub numerator: i64,
    /// Out of so many; with zero, there is no share.
    pub denominator: i64,
    /// What it is made of.
    pub parts: Vec<IndicatorPart>,
}

/// A town's part of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorPart {
    /// The town.
    pub town: TownId,
    /// The project.
    pub project: ProjectId,
    /// The indicator's name there.
    pub name: String,
    /// Counted.
    pub numerator: i64,
    /// Out of so many.
    pub denominator: i64,
}

/// A town's sums while they are made.
#[derive(Debug, Clone, Default)]
pub(crate) struct TownTally {
    pub(crate) sums: DistrictTally,
    pub(crate) open: u64,
    pub(crate) waiting: u64,
}

impl TownSum {
    pub(crate) fn new(town: &TownId, name: Option<String>, tally: &TownTally) -> Self {
        let sums = &tally.sums;
        let phase = |(phase, count): (&Phase, &u64)| Counted {
            of: Some(Named::new(phase.code(), phase.zh())),
            count: *count,
        };
        let category = |(category, count): (&Option<CategoryCode>, &u64)| Counted {
            of: category.map(|one| Named::new(one.code(), one.zh())),
            count: *count,
        };
        let clock = |(kind, sum): (&ClockKind, &ClockSum)| ClockShare {
            clock: *kind,
            clock_name: kind.zh(),
            kept: Share {
                numerator: sum.kept,
                denominator: sum.decided(),
            },
            breached: sum.breached,
            open: sum.open,
            void: sum.void,
        };
        Self {
            town: town.clone(),
            town_name: name.unwrap_or_else(|| town.to_string()),
            received: sums.received,
            states: sums.phases.iter().map(phase).collect(),
            categories: sums.categories.iter().map(category).collect(),
            clocks: sums.clocks.iter().map(clock).collect(),
            satisfied: Share {
                numerator: sums.satisfied,
                denominator: sums.graded,
            },
            unreachable: sums.unreachable,
            late_entries: sums.late_entries,
            open: tally.open,
            waiting: tally.waiting,
        }
    }
}

impl IndicatorSum {
    pub(crate) fn new(figure: &Figure) -> Self {
        Self {
            formula: figure.formula.clone(),
            formula_en: figure.formula_en.clone(),
            numerator: 0,
            denominator: 0,
            parts: Vec::new(),
        }
    }

    pub(crate) fn add(
        &mut self,
        town: &TownId,
        project: &ProjectId,
        name: &str,
        (numerator, denominator): (i64, i64),
    ) {
        self.numerator = self.numerator.saturating_add(numerator);
        self.denominator = self.denominator.saturating_add(denominator);
        self.parts.push(IndicatorPart {
            town: town.clone(),
            project: project.clone(),
            name: name.to_owned(),
            numerator,
            denominator,
        });
    }
}

/// A form's figures with their names.
pub(crate) fn figures(form: &Form) -> impl Iterator<Item = (&str, &Figure)> {
    let all = form.indicators.iter();
    all.map(|one| (one.name.as_str(), &one.figure))
}
