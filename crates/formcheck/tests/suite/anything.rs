//! Any text is read and checked without panic. How long it takes: `benches/forms.rs`.

use liandong_formcheck::{check, read_text};
use proptest::prelude::*;

const CLEAN: &str = include_str!("../fixtures/clean.txt");
const FAULTY: &str = include_str!("../fixtures/faulty.txt");

fn take(text: &str) {
    let reading = read_text(text);
    let _ = reading.canonical();
    for finding in check(&reading) {
        // A brace that is not the form's own is a word that a rule forgot to give.
        let is_whole =
            text.contains('{') || !(finding.zh.contains('{') || finding.en.contains('{'));
        assert!(is_whole, "{}: {}", finding.rule, finding.en);
    }
}

/// Pieces that the reader looks for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("一、"),
        Just("四、"),
        Just("五、"),
        Just("一级指标"),
        Just("纠偏措施"),
        Just("需要说明的情况"),
        Just("填报日期："),
        Just("当年预算数"),
        Just("(元)"),
        Just("（万元）"),
        Just("调减金额"),
        Just("跟踪时段"),
        Just("是"),
        Just("否"),
        Just("√"),
        Just("□"),
        Just("年度项目预算"),
        Just("完成可能性"),
        Just("确定能完成"),
        Just("9999年99月99日"),
        Just("2024年2月29日"),
        Just("至"),
        Just("-"),
        Just("3-5月"),
        Just("考核"),
        Just("100%"),
        Just("0.00%"),
        Just("≤7.55万元/人/年"),
        Just("999999999999999"),
        Just("×"),
        Just("="),
        Just("0"),
        Just("（1/0）"),
        Just("15分钟以内"),
        Just("40人"),
        Just("提升"),
        Just("服务期限为期"),
        Just("一年"),
        Just("从"),
        Just("“"),
        Just("《"),
        Just("("),
        Just("，"),
        Just("。"),
        Just("；"),
        Just("\n"),
        Just(" "),
        Just("\t"),
        Just("合同金额"),
        Just("截至"),
        Just("计量时段"),
        Just("满意度"),
        Just("."),
        Just("万元"),
        Just("十"),
        Just("个月"),
        Just("计入"),
        Just("未达标"),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_taken(text in "\\PC*") {
        take(&text);
    }

    #[test]
    fn any_heap_of_pieces_is_taken(text in pieces()) {
        take(&text);
    }

    #[test]
    fn a_broken_form_is_taken(
        form in prop_oneof![Just(CLEAN), Just(FAULTY)],
        cuts in prop::collection::vec((0usize..6000, 0usize..40, "\\PC{0,6}"), 1..8),
    ) {
        let mut letters: Vec<char> = form.chars().collect();
        for (at, length, put) in cuts {
            let at = at.min(letters.len());
            let end = (at + length).min(letters.len());
            letters.splice(at..end, put.chars());
        }
        take(&letters.into_iter().collect::<String>());
    }
}

/// Texts that would cost most if any part of the work grew with the square.
#[test]
fn the_longest_texts_are_taken() {
    let pieces = [
        "40人×1元=1元",
        "1/0",
        "“《(",
        "√",
        "考核通过率 100% 100% 100%\n",
        "记录仪单价 ≤1元/人 ≤1元/人 1元/人\n聘用记录仪 1人 1人 1人\n",
        "截至2024年1月1日，目标均完成，",
        "共五大类，",
        "15分钟内到达，",
        "一、\n",
        "0.",
        "青云镇平安联动项日",
        "满意度为1%。",
        "字",
    ];
    // In the head, in a narrative, and within the table, where rows are made.
    for place in ["街镇名称", "3、工作内容", "联警联动人员成\n"] {
        for piece in pieces {
            let text = CLEAN.replacen(place, &format!("{}\n{place}", piece.repeat(20_000)), 1);
            take(&text);
        }
    }
}
