//! What differs between two printings of a form: what an officer may change, told apart from figures, which are
//! computed.

use super::printed::{Advice, Header, IndicatorRow, JudgementCell, PrintedForm, Source, Tick};
use serde::{Deserialize, Serialize};

/// Whether a field is an officer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A narrative, a cause, a remedy, a remark, a judgement's box or its reason.
    Officer,
    /// A figure or one of the form's own words: computed or fixed, so that the change is refused.
    Refused,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which: `sections.background`, `rows.<indicator>.cause`, `remarks`, `judgements.budget`,
    /// `judgements.budget.reason`; for figures `header.executed`, `rows.<indicator>.done`,
    /// `sources.<indicator>.value` and their like. A row without an indicator's identifier has its number from 1.
    pub field: String,
    /// What it said; paragraphs are lines. For a judgement the label of the ticked box, empty where none is.
    pub before: String,
    /// What it says.
    pub after: String,
    /// Whose it is.
    pub kind: ChangeKind,
}

/// All fields that differ, in the form's order.
#[must_use]
pub fn changes(before: &PrintedForm, after: &PrintedForm) -> Vec<Change> {
    let mut all = Changes::default();
    all.figure("annex", &before.annex, &after.annex);
    all.figure("title", &before.title, &after.title);
    all.header(&before.header, &after.header);
    all.sections(before, after);
    let many = before.rows.len().max(after.rows.len());
    for index in 0..many {
        all.row(index, before.rows.get(index), after.rows.get(index));
    }
    all.officer(
        "remarks",
        before.remarks.join("\n"),
        after.remarks.join("\n"),
    );
    let joined = |texts: &[String]| texts.join("\n");
    all.figure(
        "signatures",
        &joined(&before.signatures),
        &joined(&after.signatures),
    );
    let many = before.sources.len().max(after.sources.len());
    for index in 0..many {
        all.source(index, before.sources.get(index), after.sources.get(index));
    }
    all.figure("basis", &joined(&before.basis), &joined(&after.basis));
    let (was, is) = (&before.document, &after.document);
    all.figure("document", &was.ident, &is.ident);
    if was.ident == is.ident && was != is {
        all.figure("document", &format!("{was:?}"), &format!("{is:?}"));
    }
    all.found
}

/// The problems a paragraph a line: what [`Edit`](liandong_domain::performance::filing::Edit) takes for them.
pub(super) fn problems(all: &[Advice]) -> Vec<String> {
    let lines = all.iter().flat_map(|one| {
        let measure = Some(&one.measure).filter(|text| !text.is_empty());
        std::iter::once(&one.problem)
            .chain(&one.detail)
            .chain(measure)
    });
    lines.cloned().collect()
}

#[derive(Default)]
struct Changes {
    found: Vec<Change>,
}

impl Changes {
    fn add(&mut self, field: &str, before: String, after: String, kind: ChangeKind) {
        if before != after {
            self.found.push(Change {
                field: field.to_owned(),
                before,
                after,
                kind,
            });
        }
    }

    fn officer(&mut self, field: &str, before: String, after: String) {
        self.add(field, before, after, ChangeKind::Officer);
    }

    fn figure(&mut self, field: &str, before: &str, after: &str) {
        self.add(
            field,
            before.to_owned(),
            after.to_owned(),
            ChangeKind::Refused,
        );
    }

    fn header(&mut self, before: &Header, after: &Header) {
        self.figure("header.town_name", &before.town_name, &after.town_name);
        for ((name, was), (_, is)) in head(before).into_iter().zip(head(after)) {
            self.figure(&format!("header.{name}"), &was, &is);
        }
    }

    fn sections(&mut self, before: &PrintedForm, after: &PrintedForm) {
        let (was, is) = (&before.sections, &after.sections);
        for (name, was, is) in [
            ("background", &was.background, &is.background),
            ("budget", &was.budget, &is.budget),
            ("work_content", &was.work_content, &is.work_content),
            ("time_nodes", &was.time_nodes, &is.time_nodes),
            ("execution", &was.execution, &is.execution),
            ("goals", &was.goals, &is.goals),
            ("conclusion", &was.conclusion, &is.conclusion),
        ] {
            self.paragraphs(name, was, is);
        }
        self.judgement("budget", &was.judgements.budget, &is.judgements.budget);
        self.judgement("goals", &was.judgements.goals, &is.judgements.goals);
        self.paragraphs(
            "problems",
            &problems(&was.problems),
            &problems(&is.problems),
        );
    }

    fn paragraphs(&mut self, name: &str, was: &[String], is: &[String]) {
        self.officer(&format!("sections.{name}"), was.join("\n"), is.join("\n"));
    }

    fn judgement(&mut self, name: &str, was: &JudgementCell, is: &JudgementCell) {
        let field = format!("judgements.{name}");
        self.officer(&field, ticked(&was.ticks), ticked(&is.ticks));
        let field = format!("{field}.reason");
        self.officer(&field, was.reason.clone(), is.reason.clone());
    }

    fn row(&mut self, index: usize, before: Option<&IndicatorRow>, after: Option<&IndicatorRow>) {
        let (Some(was), Some(is)) = (before, after) else {
            let name =
                |row: Option<&IndicatorRow>| row.map_or("", |row| row.name.as_str()).to_owned();
            let (was, is) = (name(before), name(after));
            return self.figure(&format!("rows.{}", index + 1), &was, &is);
        };
        let id = if was.id.is_empty() {
            (index + 1).to_string()
        } else {
            was.id.clone()
        };
        for (name, was, is) in [
            ("id", &was.id, &is.id),
            ("mark", &was.mark, &is.mark),
            ("level1", &was.level1, &is.level1),
            ("level2", &was.level2, &is.level2),
            ("name", &was.name, &is.name),
            ("annual", &was.annual, &is.annual),
            ("due", &was.due, &is.due),
            ("done", &was.done, &is.done),
            ("deviation", &was.deviation, &is.deviation),
        ] {
            self.figure(&format!("rows.{id}.{name}"), was, is);
        }
        self.officer(
            &format!("rows.{id}.cause"),
            was.cause.clone(),
            is.cause.clone(),
        );
        self.officer(
            &format!("rows.{id}.remedy"),
            was.remedy.clone(),
            is.remedy.clone(),
        );
    }

    fn source(&mut self, index: usize, before: Option<&Source>, after: Option<&Source>) {
        let none = Source::default();
        let (was, is) = (before.unwrap_or(&none), after.unwrap_or(&none));
        let id = match was.id.as_str() {
            "" => (index + 1).to_string(),
            id => id.to_owned(),
        };
        for (name, was, is) in [
            ("mark", &was.mark, &is.mark),
            ("id", &was.id, &is.id),
            ("name", &was.name, &is.name),
            ("value", &was.value, &is.value),
            ("formula", &was.formula, &is.formula),
            ("numerator", &was.numerator, &is.numerator),
            ("denominator", &was.denominator, &is.denominator),
            ("evidence", &was.evidence, &is.evidence),
            ("late", &was.late, &is.late),
            ("exclusions", &was.exclusions, &is.exclusions),
        ] {
            self.figure(&format!("sources.{id}.{name}"), was, is);
        }
    }
}

/// The label of the ticked box.
fn ticked(ticks: &[Tick]) -> String {
    let found = ticks.iter().filter(|one| one.ticked);
    let labels: Vec<&str> = found.map(|one| one.label.as_str()).collect();
    labels.join("、")
}

fn head(header: &Header) -> [(&'static str, String); 14] {
    [
        ("project_name", header.project_name.clone()),
        ("budget_unit", header.budget_unit.clone()),
        ("implementing_office", header.implementing_office.clone()),
        ("period", header.period.clone()),
        ("recurring", Tick::line(&header.recurring)),
        ("initial", header.initial.clone()),
        ("executed", header.executed.clone()),
        ("rate", header.rate.clone()),
        ("adjustment_needed", Tick::line(&header.adjustment_needed)),
        ("adjusted", header.adjusted.clone()),
        ("decrease", header.decrease.clone()),
        ("increase", header.increase.clone()),
        ("pre_appraisal", header.pre_appraisal.clone()),
        ("tracking_reason", header.tracking_reason.clone()),
    ]
}
