//! The guide has a page for every rule, written from the table.

use liandong_formcheck::{Family, RULES, Rule};
use std::{fmt::Write as _, fs, path::Path};

/// Set it to write the pages instead of comparing them.
const UPDATE: &str = "UPDATE_PAGES";

/// The part of the contents that holds the rules, and what the next part begins with.
const BEGIN: &str = "# 表单校验\n\n";
const END: &str = "\n# ";

fn file(rule: &Rule) -> String {
    format!("{}.md", rule.number.to_lowercase())
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().flatten()
}

fn page(rule: &Rule) -> String {
    let basis = rule.regulation.unwrap_or("逻辑一致性（不引条文）");
    let mut text = format!("# {} {}\n\n", rule.number, rule.title_zh);
    let _ = write!(
        text,
        "- 级别：{}\n- 类别：{}\n- 依据：{basis}\n\n",
        rule.severity.zh(),
        rule.family.zh()
    );
    let _ = write!(
        text,
        "## 提示语\n\n> {}\n\n花括号处填表上的原文或算得的数。\n\n",
        quoted(rule.message_zh)
    );
    let _ = write!(
        text,
        "## 怎样解决\n\n{}。\n\n",
        rule.resolution_zh.trim_end_matches('。')
    );
    let _ = write!(
        text,
        "## In English\n\n**{}**. It compares: {}.\n\n",
        rule.title_en,
        plain(rule.compares)
    );
    let _ = write!(text, "It speaks when: {}.\n\n", plain(rule.fires));
    if !rule.guard.is_empty() {
        let _ = write!(text, "Against false alarms: {}.\n\n", plain(rule.guard));
    }
    let _ = writeln!(text, "Resolved by: {}.", plain(rule.resolution_en));
    text
}

/// Words that Markdown would take for markup are shown as they are.
fn plain(text: &str) -> String {
    let text = text.trim_end_matches('.');
    text.replace('*', "\\*")
        .replace('|', "\\|")
        .replace('<', "&lt;")
        .replace('_', "\\_")
        .replace('[', "\\[")
}

fn quoted(text: &str) -> String {
    text.replace('<', "&lt;")
}

fn index() -> String {
    let mut text = String::from(
        "# 表单校验：规则\n\n\
         表单校验读一张附件2-1，列出自相矛盾和没有依据的地方。每一条都写明规则号、级别、两处原文和位置、算式、怎样解决。\n\n\
         - **错误**：表上自相矛盾，或填的不成其为值。\n\
         - **警告**：要有材料才站得住。\n\
         - **提示**：请说明一句或看一眼，不算问题。\n\n\
         读不出的格子，有关规则不作声，只由 R-005 报一次。条文只引读过原文的；其余依据逻辑一致性。\n\n\
         英文部分的记号：B0 当年预算数，Bup 调增，Bdn 调减，B1 调整后预算数，X 预算执行数，r 执行进度，Bpre 事前评审预算，\
         P 跟踪时段，S 服务期，tRec、tAdj 表头两处勾选，J\\_b、J\\_g 第四部分两处判断。\n",
    );
    let mut family: Option<Family> = None;
    for rule in rules() {
        if family != Some(rule.family) {
            family = Some(rule.family);
            let _ = write!(
                text,
                "\n## {}\n\n| 规则 | 说什么 | 级别 |\n| --- | --- | --- |\n",
                rule.family.zh()
            );
        }
        let _ = writeln!(
            text,
            "| [{}]({}) | {} | {} |",
            rule.number,
            file(rule),
            rule.title_zh,
            rule.severity.zh()
        );
    }
    text.push_str(
        "\n## In English\n\nThe form check reads a form 附件2-1 and lists what contradicts itself or stands unsupported, each with \
         its rule, severity, two quotations with their places, the arithmetic, and what resolves it. An error contradicts itself, a \
         warning needs a document to hold, a note asks for a word or a look. Regulations are cited only where their text was read.\n",
    );
    text
}

fn contents() -> String {
    let mut text = String::from("- [表单校验：规则](form-check/index.md)\n");
    for rule in rules() {
        let _ = writeln!(
            text,
            "  - [{} {}](form-check/{})",
            rule.number,
            rule.title_zh,
            file(rule)
        );
    }
    text
}

#[test]
fn the_guide_has_every_rule_as_it_is() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src");
    let folder = guide.join("form-check");
    let mut pages = vec![("index.md".to_owned(), index())];
    pages.extend(rules().map(|rule| (file(rule), page(rule))));
    let summary = fs::read_to_string(guide.join("SUMMARY.md")).unwrap();
    let (before, rest) = summary.split_once(BEGIN).unwrap();
    let (standing, after) = rest.split_once(END).unwrap();
    if std::env::var_os(UPDATE).is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
        fs::write(
            guide.join("SUMMARY.md"),
            format!("{before}{BEGIN}{}{END}{after}", contents()),
        )
        .unwrap();
        return;
    }
    for (name, text) in &pages {
        let standing = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(
            &standing, text,
            "{name}: run this test with {UPDATE}=1 to write the pages"
        );
    }
    assert_eq!(
        standing,
        contents(),
        "SUMMARY.md: run this test with {UPDATE}=1 to write it"
    );
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        pages.len(),
        "a page of a rule that is gone"
    );
}

#[test]
fn rules_are_numbered_once_and_in_order() {
    let numbers: Vec<u32> = rules()
        .map(|rule| rule.number[2..].parse().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|one, two| one < two), "{numbers:?}");
    for rule in rules() {
        assert!(
            !rule.title_zh.is_empty() && !rule.title_en.is_empty(),
            "{}",
            rule.number
        );
        assert!(
            !rule.resolution_zh.is_empty() && !rule.resolution_en.is_empty(),
            "{}",
            rule.number
        );
    }
}
