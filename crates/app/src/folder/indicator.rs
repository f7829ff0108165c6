//! Indicators of a project's file, and the documents that vouch for some of them.

use super::{
    ids::Ids,
    item::{Item, Table},
    problem::phrase,
    target,
};
use liandong_domain::{
    ids::{IndicatorId, ItemId},
    incident::ClockKind,
    performance::{
        formula::Formula,
        project::{Indicator, VouchedDocument},
    },
    policy::Policy,
};

/// An indicator (绩效指标) with its formula and targets.
pub(super) fn indicator(
    item: &Item<'_>,
    ids: &mut Ids<IndicatorId>,
    lines: &Ids<ItemId>,
    policy: Option<&Policy>,
) -> Option<Indicator> {
    let mut table = item.table()?;
    let id = ids.read(table.get("id"));
    let (level1, level2, name) = (
        table.text("level1"),
        table.text("level2"),
        table.text("name"),
    );
    let formula = table.get("formula").and_then(|item| formula(&item, lines));
    let target = |item: Item<'_>| target::read(&item, formula.as_ref(), policy);
    let annual = table.get("target").and_then(target);
    // Where the file is silent, what is due is the annual value.
    let due = match table.maybe("due") {
        Some(item) => target(item),
        None => annual.clone(),
    };
    table.finish();
    Some(Indicator {
        id: id?,
        level1: level1?,
        level2: level2?,
        name: name?,
        annual: annual?,
        due: due?,
        formula: formula?,
    })
}

fn formula(item: &Item<'_>, lines: &Ids<ItemId>) -> Option<Formula> {
    #[derive(Clone, Copy)]
    enum Measure {
        UnitPrice,
        Clock,
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
        (
            "handled_without_police",
            Measure::Plain(|| Formula::HandledWithoutPolice),
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
        Measure::Plain(formula) => Some(formula()),
    };
    table.finish();
    formula
}

/// The vouched documents (佐证材料).
pub(super) fn documents(
    table: &mut Table<'_>,
    indicators: &Ids<IndicatorId>,
) -> Vec<VouchedDocument> {
    let mut ids = Ids::<ItemId>::new(phrase("document", "佐证材料"));
    let items = table.list("document");
    let document = |item: &Item<'_>| {
        let mut table = item.table()?;
        let id = ids.read(table.get("id"));
        let indicator = indicators.refer(table.get("indicator"));
        let (title, day) = (table.text("title"), table.day("day"));
        let sm3 = table.get("sm3").and_then(|item| {
            let sm3 = item.text()?;
            let digest =
                sm3.len() == 64 && sm3.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            if !digest {
                item.must_be(phrase(
                    "an SM3 digest: 64 lower-case hexadecimal digits",
                    "SM3 摘要（64 位小写十六进制）",
                ));
            }
            digest.then_some(sm3)
        });
        let vouched_by = table.text("vouched_by");
        table.finish();
        Some(VouchedDocument {
            id: id?,
            indicator: indicator?,
            title: title?,
            day: day?,
            sm3: sm3?,
            vouched_by: vouched_by?,
        })
    };
    items.iter().filter_map(document).collect()
}
