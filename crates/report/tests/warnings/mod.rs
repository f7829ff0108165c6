//! Texts of an officer that contradict a figure.

use super::fixture::consistent::consistent;
use liandong_domain::performance::filing::{Edits, Field};
use liandong_report::form::{Warning, WarningKind, print, warnings};

fn edits(texts: &[(&str, String)]) -> Edits {
    Edits {
        texts: texts
            .iter()
            .map(|(field, text)| (field.parse().unwrap(), text.clone()))
            .collect(),
        ..Edits::default()
    }
}

fn of(field: &str, text: impl Into<String>) -> Vec<Warning> {
    warnings(&consistent(), &edits(&[(field, text.into())]))
}

/// The only warning: its kind, and its arithmetic or message.
fn only(all: &[Warning]) -> (WarningKind, &Warning) {
    let [one] = all else {
        panic!("{all:#?}");
    };
    (one.kind, one)
}

#[test]
fn the_drafts_written_out_again_are_not_warned_of() {
    let printed = print(&consistent());
    let parts = &printed.sections;
    let text = |all: &[String]| all.join("\n");
    let all = edits(&[
        ("sections.background", text(&parts.background)),
        ("sections.budget", text(&parts.budget)),
        ("sections.work_content", text(&parts.work_content)),
        ("sections.time_nodes", text(&parts.time_nodes)),
        ("sections.execution", text(&parts.execution)),
        ("sections.goals", text(&parts.goals)),
        ("sections.conclusion", text(&parts.conclusion)),
        ("remarks", text(&printed.remarks)),
    ]);
    assert_eq!(warnings(&consistent(), &all), []);
}

#[test]
fn the_same_figures_in_other_words_are_not_warned_of() {
    for (field, text) in [
        ("sections.conclusion", "项目按计划推进，全部指标按期完成。"),
        // 1,757,750 of 3,515,500 yuan is one half; 50 and 50.00 are the same.
        (
            "sections.execution",
            "截至8月底，已支付175.775万元，为调整后预算351.55万元的50%。",
        ),
        // Written out less exactly than the figure is.
        ("sections.execution", "至今已支付约175.8万元，占一半。"),
        ("rows.staff.cause", "两名队员离职，5月补齐。"),
    ] {
        assert_eq!(of(field, text), [], "{text}");
    }
}

#[test]
fn a_figure_in_the_place_of_a_drafts_is_named_with_it() {
    let drafts = print(&consistent()).sections.execution;
    let draft = drafts.iter().find(|text| text.contains("175.775万元"));
    let draft = draft.unwrap_or_else(|| panic!("{drafts:?}"));
    let text = draft.replace("175.775", "185.775");
    let all = of("sections.execution", text);
    let other = all
        .iter()
        .find(|one| one.kind == WarningKind::OtherFigure)
        .unwrap_or_else(|| panic!("{all:#?}"));
    assert_eq!(other.field, Some(Field::Execution));
    assert!(draft.contains(&other.against), "{other:#?}");
    assert!(
        other.arithmetic.contains("185.775") && other.arithmetic.contains("175.775"),
        "{other:#?}"
    );
}

#[test]
fn a_figure_that_stands_nowhere_is_told() {
    for (field, text, words) in [
        (
            "sections.conclusion",
            "群众对平安联动的知晓率达到97.3%。",
            "97.3%",
        ),
        (
            "sections.conclusion",
            "共为辖区单位节约支出12.6万元。",
            "12.6万元",
        ),
        ("rows.arrival.cause", "雨天占全部超时的83.5%。", "83.5%"),
    ] {
        let all = of(field, text);
        let (kind, one) = only(&all);
        assert_eq!(kind, WarningKind::NoSource, "{text}");
        assert!(one.zh.contains(&format!("“{words}”")), "{one:#?}");
        assert!(text.contains(&one.text), "{one:#?}");
    }
}

#[test]
fn what_is_planned_needs_no_source() {
    for text in [
        "建议下一年将知晓率提高到97.3%。",
        "计划年底前支付余款12.6万元。",
    ] {
        assert_eq!(of("sections.conclusion", text), [], "{text}");
    }
}

#[test]
fn a_rule_of_the_form_check_speaks_where_a_text_breaks_it() {
    // The budget's rate stands in the head as 50 %; the text claims another.
    let all = of("sections.execution", "截至8月底，预算执行率为80%。");
    let rule = all.iter().find(|one| one.kind == WarningKind::Rule);
    let rule = rule.unwrap_or_else(|| panic!("{all:#?}"));
    assert_eq!(rule.rule, Some("R-401"), "{all:#?}");
    assert_eq!(rule.field, Some(Field::Execution));
    assert!(rule.arithmetic.contains('≠'), "{rule:#?}");
}

#[test]
fn each_warning_names_the_field_whose_text_it_is() {
    let all = warnings(
        &consistent(),
        &edits(&[
            ("sections.conclusion", "知晓率达到97.3%。".into()),
            ("remarks", "另节约支出12.6万元。".into()),
        ]),
    );
    let fields: Vec<_> = all.iter().map(|one| one.field.clone()).collect();
    assert_eq!(fields, [Some(Field::Conclusion), Some(Field::Remarks)]);
}
