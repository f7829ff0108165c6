//! Cells of a workbook are read as lines of text are, and quoted by their names.

use liandong_formcheck::{Place, Source, Value, check, read_source};

const CELLS: [(&str, u32, &str); 24] = [
    ("A1", 1, "项目名称"),
    ("B1", 1, "青云镇平安联动项目"),
    ("A2", 2, "当年预算数（元）"),
    ("B2", 2, "1,800,000"),
    ("A3", 3, "预算执行数（元）"),
    ("B3", 3, "0.00 %"),
    ("A4", 4, "一、项目基本情况："),
    ("A5", 5, "项目执行金额为0万元。"),
    ("A6", 6, "一级指标"),
    ("B6", 6, "三级指标"),
    ("C6", 6, "年度指标值"),
    ("D6", 6, "偏差原因"),
    ("E6", 6, "纠偏措施"),
    ("A7", 7, "产出指标"),
    ("B7", 7, "数量指标"),
    ("C7", 7, "聘用 队员"),
    ("D7", 7, "40 人"),
    ("E7", 7, "40人"),
    ("F7", 7, "100.00%"),
    ("G7", 7, "-1人"),
    ("H7", 7, "离职 一人"),
    ("I7", 7, "补招"),
    ("A8", 8, "填报日期："),
    ("B8", 8, "2024-09-05"),
];

#[test]
fn cells_are_read_and_quoted_by_their_names() {
    let mut source = Source::default();
    for (name, row, text) in CELLS {
        source.push("表", name, row, text);
    }
    let reading = read_source(source);
    assert_eq!(reading.head.initial.value(), Some(&180_000_000));
    let [row] = reading.rows.as_slice() else {
        panic!("{:#?}", reading.rows)
    };
    assert_eq!(
        (row.level2.as_str(), row.name.text.as_str()),
        ("数量指标", "聘用队员")
    );
    assert!(
        matches!(row.annual.value, Value::Quantity(_)),
        "{:?}",
        row.annual
    );
    assert_eq!(
        (
            row.deviation.text.as_str(),
            row.cause.text.as_str(),
            row.measure.text.as_str()
        ),
        ("-1人", "离职一人", "补招")
    );
    let found = check(&reading);
    let finding = found.iter().find(|one| one.rule == "R-101").unwrap();
    let piece = finding.first.0.last().unwrap();
    assert_eq!(
        piece.place,
        Place::Cell {
            sheet: "表".to_owned(),
            cell: "B3".to_owned()
        }
    );
    assert_eq!(piece.text, "0.00 %");
    assert!(found.iter().any(|one| one.rule == "R-701"), "{found:#?}");
}
