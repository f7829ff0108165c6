//! The formula of an indicator: by which records it is measured (计算口径).

use super::{ids::Ids, item::Item};
use liandong_domain::{
    ids::ItemId,
    incident::ClockKind,
    performance::formula::{Baseline, BudgetBase, Formula},
};

const BASELINES: [(&str, Baseline); 2] = [
    ("halves", Baseline::Halves),
    ("year_before", Baseline::YearBefore),
];

const BUDGETS: [(&str, BudgetBase); 2] = [
    ("initial", BudgetBase::Initial),
    ("adjusted", BudgetBase::Adjusted),
];

pub(super) fn formula(item: &Item<'_>, lines: &Ids<ItemId>) -> Option<Formula> {
    #[derive(Clone, Copy)]
    enum Measure {
        UnitPrice,
        Clock,
        WithoutPolice,
        Executed,
        Plain(fn() -> Formula),
    }
    let measures = [
        ("contract_unit_price", Measure::UnitPrice),
        (
            "members_engaged",
            Measure::Plain(|| Formula::MembersEngaged),
        ),
        (
            "units_in_service",
            Measure::Plain(|| Formula::UnitsInService),
        ),
        (
            "training_completed",
            Measure::Plain(|| Formula::TrainingCompleted),
        ),
        (
            "examination_passed",
            Measure::Plain(|| Formula::ExaminationPassed),
        ),
        (
            "equipment_complete",
            Measure::Plain(|| Formula::EquipmentComplete),
        ),
        (
            "assessment_passed",
            Measure::Plain(|| Formula::AssessmentPassed),
        ),
        ("clock_kept", Measure::Clock),
        ("handled_without_police", Measure::WithoutPolice),
        ("budget_executed", Measure::Executed),
        (
            "incidents_closed",
            Measure::Plain(|| Formula::IncidentsClosed),
        ),
        ("followed_up", Measure::Plain(|| Formula::FollowedUp)),
        ("trainings_held", Measure::Plain(|| Formula::TrainingsHeld)),
        (
            "survey_satisfied",
            Measure::Plain(|| Formula::SurveySatisfied),
        ),
        ("areas_working", Measure::Plain(|| Formula::AreasWorking)),
        (
            "vouched_document",
            Measure::Plain(|| Formula::VouchedDocument),
        ),
        ("satisfied", Measure::Plain(|| Formula::Satisfied)),
    ];
    let clocks: Vec<_> = ClockKind::ALL
        .iter()
        .map(|clock| (clock.code(), *clock))
        .collect();
    let mut table = item.table()?;
    let formula = match table.get("measure")?.word(&measures)? {
        Measure::UnitPrice => lines
            .refer(table.get("line"))
            .map(|line| Formula::ContractUnitPrice { line }),
        Measure::Clock => table
            .get("clock")
            .and_then(|item| item.word(&clocks))
            .map(|clock| Formula::ClockKept { clock }),
        // The comparison within the period, where the file names none.
        Measure::WithoutPolice => match table.maybe("against") {
            Some(item) => item.word(&BASELINES),
            None => Some(Baseline::default()),
        }
        .map(|against| Formula::HandledWithoutPolice { against }),
        Measure::Executed => table
            .get("against")
            .and_then(|item| item.word(&BUDGETS))
            .map(|against| Formula::BudgetExecuted { against }),
        Measure::Plain(formula) => Some(formula()),
    };
    table.finish();
    formula
}
