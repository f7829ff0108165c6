//! Indicators of a project's file, and the documents that vouch for some of them.

use super::{
    formula::formula,
    ids::Ids,
    item::{Item, Table},
    problem::{Problem, phrase},
    schedule::schedule,
    target,
};
use liandong_domain::{
    ids::{IndicatorId, ItemId},
    performance::{
        level::{self, BadLevel},
        project::{Indicator, VouchedDocument},
        target::Comparator,
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
    let levels = levels(&mut table);
    let name = table.text("name");
    let formula_item = table.get("formula");
    let formula = formula_item.as_ref().and_then(|item| formula(item, lines));
    let target = |item: Item<'_>| target::read(&item, formula.as_ref(), policy);
    let annual = table.get("target").and_then(target);
    // Where the file is silent, what is due is the annual value.
    let due = match table.maybe("due") {
        Some(item) => target(item),
        None => annual.clone(),
    };
    let schedule = schedule(&mut table, annual.as_ref());
    // Points with two decimals at the most, kept as hundredths.
    let weight = table.maybe("weight").and_then(|item| {
        let hundredths = item.hundredths()?;
        let fits = u32::try_from(hundredths).ok().filter(|one| *one > 0);
        if fits.is_none() {
            item.must_be(phrase("points above zero", "大于零的分数"));
        }
        fits
    });
    table.finish();
    let (annual, formula) = (annual?, formula?);
    if annual.comparator == Comparator::Qualitative && !formula.can_back_a_word() {
        formula_item?.complain(Problem::Rule(phrase(
            "a target in words needs a measure that compares (handled_without_police, areas_working) or vouched_document",
            "文字型指标值须有可比较的计算口径（handled_without_police、areas_working）或佐证材料（vouched_document）",
        )));
        return None;
    }
    let (level1, level2) = levels?;
    Some(Indicator {
        id: id?,
        level1,
        level2,
        name: name?,
        annual,
        due: due?,
        schedule: schedule?,
        weight,
        formula,
    })
}

/// 一级指标 and 二级指标, as the finance rules know them.
fn levels(table: &mut Table<'_>) -> Option<(String, String)> {
    let (first, second) = (table.get("level1"), table.get("level2"));
    let level1 = first.as_ref().and_then(Item::text)?;
    let level2 = second.as_ref().and_then(Item::text)?;
    match level::check(&level1, &level2) {
        Ok(()) => return Some((level1, level2)),
        Err(BadLevel::First) => first?.must_be(phrase(
            "成本指标, 产出指标, 效益指标 or 满意度指标",
            "成本指标、产出指标、效益指标或满意度指标",
        )),
        Err(BadLevel::Second(level)) => second?.complain(Problem::LevelBelow {
            expected: level.below,
            above: level.name,
        }),
    }
    None
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
        let [number, page] =
            ["number", "page"].map(|key| table.maybe(key).and_then(|item| item.text()));
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
            number,
            day: day?,
            page,
            sm3: sm3?,
            vouched_by: vouched_by?,
        })
    };
    items.iter().filter_map(document).collect()
}
