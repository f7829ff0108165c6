//! Targets (指标值) of a project's file: a number in a unit, and the words printed on the form.
//! The two must say the same, because a person reads the one and the program judges by the other.

use super::{
    fixed,
    item::Item,
    problem::{Problem, phrase},
};
use liandong_domain::{
    incident::ClockKind,
    money::Fen,
    performance::{
        formula::Formula,
        target::{Comparator, Target, TargetValue},
    },
    policy::{Limit, Policy},
};

const COMPARATORS: [(&str, Comparator); 5] = [
    ("at_most", Comparator::AtMost),
    ("at_least", Comparator::AtLeast),
    ("equals", Comparator::Equals),
    ("within", Comparator::Within),
    ("qualitative", Comparator::Qualitative),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Yuan,
    Count,
    Percent,
    Minutes,
    Seconds,
    Word,
}

const UNITS: [(&str, Unit); 6] = [
    ("yuan", Unit::Yuan),
    ("count", Unit::Count),
    ("percent", Unit::Percent),
    ("minutes", Unit::Minutes),
    ("seconds", Unit::Seconds),
    ("word", Unit::Word),
];

/// Reads a target and holds it against what its formula measures.
pub(super) fn read(
    item: &Item<'_>,
    formula: Option<&Formula>,
    policy: Option<&Policy>,
) -> Option<Target> {
    let mut table = item.table()?;
    let comparator_item = table.get("comparator");
    let comparator = comparator_item
        .as_ref()
        .and_then(|item| item.word(&COMPARATORS));
    let unit_item = table.get("unit");
    let unit = unit_item.as_ref().and_then(|item| item.word(&UNITS));
    let value = match unit {
        Some(Unit::Word) => {
            if let Some(item) = table.maybe("value") {
                item.complain(Problem::Rule(phrase(
                    "a target in words has no value",
                    "文字型指标值不应有 value",
                )));
            }
            Some(TargetValue::Word)
        }
        Some(unit) => table.get("value").and_then(|item| number(&item, unit)),
        None => {
            table.maybe("value");
            None
        }
    };
    let wording_item = table.get("wording");
    let wording = wording_item.as_ref().and_then(Item::text);
    table.finish();
    let target = Target {
        comparator: comparator?,
        value: value?,
        wording: wording?,
    };
    if let (Some(formula), Some(item)) = (formula, &unit_item) {
        fits_formula(item, formula, target.value, policy)?;
    }
    if !comparator_fits(target.comparator, target.value) {
        comparator_item?.complain(Problem::Rule(phrase(
            "`within` goes with minutes or seconds, `qualitative` with a word, the others with a number",
            "within 用于分钟或秒，qualitative 用于文字，其余用于数字",
        )));
        return None;
    }
    if !wording_agrees(&target) {
        wording_item?.complain(Problem::Rule(phrase(
            "the wording says another thing than comparator, value and unit",
            "文字表述与 comparator、value、unit 不一致",
        )));
        return None;
    }
    Some(target)
}

pub(super) fn number(item: &Item<'_>, unit: Unit) -> Option<TargetValue> {
    let hundredths = item.hundredths()?;
    if hundredths < 0 {
        item.must_be(phrase("a number that is not negative", "非负数"));
        return None;
    }
    let whole = || {
        let whole = (hundredths % 100 == 0).then_some(hundredths / 100);
        if whole.is_none() {
            item.must_be(phrase("a whole number", "整数"));
        }
        whole
    };
    Some(match unit {
        Unit::Yuan => TargetValue::Fen(Fen(hundredths)),
        Unit::Count => TargetValue::Count(whole()?),
        Unit::Percent if hundredths > 10_000 => {
            item.must_be(phrase("a percentage up to 100", "不超过 100 的百分数"));
            return None;
        }
        Unit::Percent => TargetValue::PercentHundredths(hundredths),
        Unit::Minutes => TargetValue::Seconds(whole()?.saturating_mul(60)),
        Unit::Seconds => TargetValue::Seconds(whole()?),
        Unit::Word => TargetValue::Word,
    })
}

const fn comparator_fits(comparator: Comparator, value: TargetValue) -> bool {
    match value {
        TargetValue::Seconds(_) => matches!(comparator, Comparator::Within),
        TargetValue::Word => matches!(comparator, Comparator::Qualitative),
        _ => matches!(
            comparator,
            Comparator::AtMost | Comparator::AtLeast | Comparator::Equals
        ),
    }
}

/// A value of another kind than the formula's would never be met nor missed.
fn fits_formula(
    item: &Item<'_>,
    formula: &Formula,
    value: TargetValue,
    policy: Option<&Policy>,
) -> Option<()> {
    use TargetValue as V;
    let (measure, expected, fits) = match formula {
        Formula::ContractUnitPrice { .. } => {
            ("contract_unit_price", "yuan", matches!(value, V::Fen(_)))
        }
        Formula::MembersEngaged => count("members_engaged", value),
        Formula::UnitsInService => count("units_in_service", value),
        Formula::TrainingCompleted => share("training_completed", value),
        Formula::ExaminationPassed => share("examination_passed", value),
        Formula::EquipmentComplete => share("equipment_complete", value),
        Formula::AssessmentPassed => share("assessment_passed", value),
        Formula::Satisfied => share("satisfied", value),
        Formula::ClockKept { clock } => {
            if let (V::Seconds(target), Some(policy)) = (value, policy) {
                let limit = limit_of(policy, *clock).seconds;
                if target != limit {
                    item.complain(Problem::TargetIsNotTheLimit { target, limit });
                    return None;
                }
            }
            let fits = matches!(value, V::Seconds(_) | V::PercentHundredths(_));
            ("clock_kept", "minutes, seconds or percent", fits)
        }
        Formula::HandledWithoutPolice { .. } => word("handled_without_police", value),
        Formula::IncidentsClosed => count("incidents_closed", value),
        Formula::TrainingsHeld => count("trainings_held", value),
        Formula::FollowedUp => share("followed_up", value),
        Formula::SurveySatisfied => share("survey_satisfied", value),
        Formula::BudgetExecuted { .. } => share("budget_executed", value),
        Formula::VouchedDocument => word("vouched_document", value),
        Formula::AreasWorking => {
            let fits = matches!(value, V::Word | V::PercentHundredths(_));
            ("areas_working", "word or percent", fits)
        }
    };
    if fits {
        return Some(());
    }
    item.complain(Problem::TargetUnit {
        measure: measure.into(),
        expected,
        found: item.text().unwrap_or_default(),
    });
    None
}

const fn count(measure: &'static str, value: TargetValue) -> (&'static str, &'static str, bool) {
    (measure, "count", matches!(value, TargetValue::Count(_)))
}

const fn share(measure: &'static str, value: TargetValue) -> (&'static str, &'static str, bool) {
    let fits = matches!(value, TargetValue::PercentHundredths(_));
    (measure, "percent", fits)
}

const fn word(measure: &'static str, value: TargetValue) -> (&'static str, &'static str, bool) {
    (measure, "word", matches!(value, TargetValue::Word))
}

const fn limit_of(policy: &Policy, clock: ClockKind) -> Limit {
    match clock {
        ClockKind::Arrive => policy.arrive,
        ClockKind::Feedback => policy.feedback,
        ClockKind::Dispose => policy.dispose,
        ClockKind::ReferralAccept => policy.referral_accept,
        ClockKind::ReferralDispose => policy.referral_dispose,
        ClockKind::FollowUp => policy.follow_up,
        // Its limit comes with each work order: no figure of the policy agrees with it.
        ClockKind::Answer => Limit {
            seconds: 0,
            warn_before_seconds: 0,
        },
    }
}

/// Whether the first number of the wording, with the unit after it, and a leading ≤ or ≥ agree with
/// the target. A wording without a number that can be read says nothing.
fn wording_agrees(target: &Target) -> bool {
    let words = target.wording.as_str();
    let sign_agrees = match words.chars().next() {
        Some('≤') => target.comparator == Comparator::AtMost,
        Some('≥') => target.comparator == Comparator::AtLeast,
        _ => true,
    };
    let Some(begin) = words.find(|c: char| c.is_ascii_digit()) else {
        return sign_agrees;
    };
    let number = &words[begin..];
    let end = number
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(number.len());
    let (number, unit) = number.split_at(end);
    let Ok(hundredths) = fixed::hundredths(number) else {
        return sign_agrees;
    };
    let scaled = |by: i64| hundredths.saturating_mul(by);
    let number_agrees = match target.value {
        TargetValue::Fen(fen) if unit.starts_with("万元") => fen.0 == scaled(10_000),
        TargetValue::Fen(fen) if unit.starts_with('元') => fen.0 == hundredths,
        TargetValue::PercentHundredths(share) if unit.starts_with(['%', '％']) => {
            share == hundredths
        }
        TargetValue::Count(count) => count.saturating_mul(100) == hundredths,
        TargetValue::Seconds(seconds) if unit.starts_with("分") => {
            seconds.saturating_mul(100) == scaled(60)
        }
        TargetValue::Seconds(seconds) if unit.starts_with("小时") => {
            seconds.saturating_mul(100) == scaled(3600)
        }
        _ => true,
    };
    sign_agrees && number_agrees
}
