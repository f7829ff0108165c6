//! `vendor.toml`: the contract's clauses for the vendor's month (供应商月度考核条款). A folder may
//! lack it: then no vendor is assessed.

use super::{
    item::{Item, Table},
    known::Known,
    parse,
    problem::{Phrase, Problem, phrase},
    project::amount,
    scoring::month,
    source::Complaints,
};
use liandong_domain::{
    assessment::vendor::{
        Clause, ClauseMeasure, Deduction, DeductionAmount, Threshold, VendorTerms,
    },
    ids::{ItemId, ProjectId},
    incident::ClockKind,
};

const FILE: &str = "vendor.toml";

const WHOLE: Phrase = phrase("a whole number, not negative", "非负整数");

/// The terms with the project that they belong to; `Some(None)` where there is no file.
pub(super) fn read(
    complaints: &Complaints,
    known: &Known,
) -> Option<Option<(ProjectId, VendorTerms)>> {
    if !complaints.has(FILE) {
        return Some(None);
    }
    let source = complaints.open(FILE)?;
    let value = parse::toml(&source)?;
    let top = Item::top(&source, &value);
    let mut table = top.table()?;
    let project = known.projects.refer(table.get("project"));
    let version = number(table.get("version"));
    let from = table.get("from").and_then(|item| month(&item));
    let vendor = table.text("vendor");
    let monthly_fee = table.get("monthly_fee_yuan").and_then(|item| amount(&item));
    let most_per_mille = number(table.get("most_per_mille"));
    let items = table.some("clause");
    table.finish();
    let clauses: Vec<Clause> = items.iter().filter_map(clause).collect();
    if clauses.len() != items.len() {
        return None;
    }
    let terms = VendorTerms {
        version: u32::try_from(version?).ok()?,
        from: from?,
        vendor: vendor?,
        monthly_fee: monthly_fee?,
        most_per_mille: most_per_mille?,
        clauses,
    };
    if let Err(bad) = terms.check() {
        let whose = bad
            .clause
            .and_then(|nth| items.get(nth - 1))
            .unwrap_or(&top);
        let place = whose.table().and_then(|mut table| table.maybe(bad.field));
        let rule = Phrase {
            en: bad.en,
            zh: bad.zh,
        };
        place
            .as_ref()
            .unwrap_or(whose)
            .complain(Problem::Rule(rule));
        return None;
    }
    Some(Some((project?, terms)))
}

fn number(item: Option<Item<'_>>) -> Option<i64> {
    item?.within(0, 1_000_000, WHOLE)
}

fn clause(item: &Item<'_>) -> Option<Clause> {
    let mut table = item.table()?;
    let id = table.get("id").and_then(|item| item.id::<ItemId>());
    let (number_of, text) = (table.text("number"), table.text("text"));
    let measure = table.get("measure").and_then(|item| measure(&item));
    let threshold = one_of(
        &mut table,
        ("at_least_per_mille", "at_most"),
        |item| number(Some(item)).map(Threshold::AtLeast),
        |item| number(Some(item)).map(Threshold::AtMost),
    );
    let amounts = one_of(
        &mut table,
        ("deduct_yuan", "deduct_per_mille"),
        |item| amount(&item).map(DeductionAmount::Fixed),
        |item| number(Some(item)).map(DeductionAmount::PerMille),
    );
    let each = table.get("each").and_then(|item| item.truth());
    let most = match table.maybe("most_yuan") {
        None => Some(None),
        Some(item) => amount(&item).map(Some),
    };
    table.finish();
    Some(Clause {
        id: id?,
        number: number_of?,
        text: text?,
        measure: measure?,
        threshold: threshold?,
        deduction: Deduction {
            amount: amounts?,
            each: each?,
            most: most?,
        },
    })
}

/// A value under exactly one of two names.
fn one_of<'a, T>(
    table: &mut Table<'a>,
    (first, second): (&'static str, &'static str),
    read_first: impl Fn(Item<'a>) -> Option<T>,
    read_second: impl Fn(Item<'a>) -> Option<T>,
) -> Option<T> {
    match (table.maybe(first), table.maybe(second)) {
        (Some(item), None) => read_first(item),
        (None, Some(item)) => read_second(item),
        (Some(_), Some(item)) => {
            item.complain(Problem::Rule(phrase(
                "only one of the two can be given",
                "两者只能给出其一",
            )));
            None
        }
        (None, None) => {
            table.item.complain(Problem::Missing(first));
            None
        }
    }
}

#[derive(Clone, Copy)]
enum By {
    Clock,
    Satisfied,
    Attendance,
    Trained,
    Holes,
    Equipment,
    Complaints,
    Minutes,
}

fn measure(item: &Item<'_>) -> Option<ClauseMeasure> {
    let words = [
        ("clock_kept", By::Clock),
        ("satisfied", By::Satisfied),
        ("attendance", By::Attendance),
        ("training_attended", By::Trained),
        ("crew_holes", By::Holes),
        ("missing_equipment", By::Equipment),
        ("complaints", By::Complaints),
        ("training_minutes", By::Minutes),
    ];
    let clocks = [
        ("arrive", ClockKind::Arrive),
        ("feedback", ClockKind::Feedback),
        ("dispose", ClockKind::Dispose),
    ];
    let mut table = item.table()?;
    let by = table.get("by").and_then(|item| item.word(&words));
    let above_zero = |item: Item<'_>| {
        let expected = phrase("a whole number above zero", "大于零的整数");
        u32::try_from(item.within(1, 1_000_000, expected)?).ok()
    };
    let measure = by.and_then(|by| {
        Some(match by {
            By::Clock => ClauseMeasure::ClockKept {
                clock: table.get("clock")?.word(&clocks)?,
            },
            By::Satisfied => ClauseMeasure::Satisfied,
            By::Attendance => ClauseMeasure::Attendance,
            By::Trained => ClauseMeasure::TrainingAttended,
            By::Holes => ClauseMeasure::CrewHoles {
                least: table.get("least").and_then(above_zero)?,
            },
            By::Equipment => ClauseMeasure::MissingEquipment,
            By::Complaints => ClauseMeasure::Complaints,
            By::Minutes => ClauseMeasure::TrainingMinutes {
                minutes: table.get("minutes").and_then(above_zero)?,
            },
        })
    });
    table.finish();
    measure
}
