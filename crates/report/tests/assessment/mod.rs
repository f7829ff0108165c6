//! The assessment table: columns stand under each other, and nothing is rounded twice.

use liandong_domain::{
    assessment::{
        Fraction, GradePoints, Measure, MemberScore, NoScore, Part, PartScore, Scale, Score,
        Scoring,
    },
    ids::{ItemId, MemberId},
};
use liandong_report::assessment::{Sheet, csv, points, table};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

fn scoring() -> Scoring {
    let part = |measure: Measure| Part {
        id: ItemId::new(measure.code()).expect("valid"),
        name: measure.zh().into(),
        weight: 500,
        measure,
        lead: 1,
        reinforcement: 0,
        scale: Scale::Share,
    };
    Scoring {
        version: 3,
        from: "2024-03".parse().expect("valid"),
        pass_mark: 60,
        appeal_days: 5,
        least_weight: 1,
        grade_points: GradePoints {
            very_dissatisfied: 0,
            dissatisfied: 0,
            neutral: 0,
            satisfied: 0,
            very_satisfied: 100,
        },
        parts: vec![part(Measure::ArrivalKept), part(Measure::Attendance)],
    }
}

fn line(id: &str, counts: Option<(i64, i64)>) -> MemberScore {
    let share = |(numerator, denominator): (i64, i64)| {
        Fraction::new(i128::from(numerator) * 100, i128::from(denominator))
    };
    let part = |measure: Measure, counts: Option<(i64, i64)>| PartScore {
        part: ItemId::new(measure.code()).expect("valid"),
        numerator: counts.map_or(0, |one| one.0),
        denominator: counts.map_or(0, |one| one.1),
        evidence: 0,
        late: 0,
        left_out: BTreeMap::new(),
        points: counts.and_then(share),
    };
    MemberScore {
        member: MemberId::new(id).expect("valid"),
        incidents: 12,
        parts: vec![
            part(Measure::ArrivalKept, counts),
            part(Measure::Attendance, None),
        ],
        score: match counts.and_then(share) {
            Some(score) => Score::Of(score),
            None => Score::None(NoScore::NoEvidence),
        },
    }
}

fn name(id: &MemberId) -> String {
    match id.as_str() {
        "hc101" => "欧阳若兰".into(),
        "hc102" => "=cmd".into(),
        _ => "王五".into(),
    }
}

#[test]
fn columns_stand_under_each_other() {
    let scoring = scoring();
    let lines = [
        line("hc101", Some((2, 3))),
        line("hc102", Some((1, 3))),
        line("hc103", None),
    ];
    let sheet = Sheet {
        month: "2024-03".parse().expect("valid"),
        standing: "草稿",
        scoring: &scoring,
        lines: &lines,
        log_position: 42,
    };
    let text = table(sheet, &name);
    assert!(
        text.contains("考核办法第 3 版，合格分 60，依据至日志第 42 条"),
        "{text}"
    );
    let rows: Vec<&str> = text.lines().skip(3).take(4).collect();
    // Where the score's column begins, in columns of the terminal.
    let starts = |row: &str, cell: &str| row.find(cell).map(|at| row[..at].width());
    let column = starts(rows[0], "得分").expect("valid");
    assert_eq!(
        rows[1].rfind("66.67").map(|at| rows[1][..at].width()),
        Some(column),
        "{text}"
    );
    assert_eq!(
        rows[2].rfind("33.33").map(|at| rows[2][..at].width()),
        Some(column),
        "{text}"
    );
    assert_eq!(
        rows[3].rfind("无数据").map(|at| rows[3][..at].width()),
        Some(column),
        "{text}"
    );
    assert!(
        rows[1].contains("66.67 (2/3)") && rows[1].ends_with("合格"),
        "{text}"
    );
    assert!(rows[2].ends_with("不合格"), "{text}");
    assert!(
        rows[3].ends_with("无数据"),
        "neither passed nor failed: {text}"
    );
    assert!(
        text.ends_with("共 3 人，出分 2 人，合格 1 人；没有依据的项目不计入，权重由其他项目分担\n")
    );

    let text = csv(sheet, &name);
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(
        rows[1],
        "2024-03,hc101,欧阳若兰,12,2,3,66.67,0,0,0,,0,66.67,200/3,合格"
    );
    assert!(
        rows[2].starts_with("2024-03,hc102,'=cmd,"),
        "no formula: {}",
        rows[2]
    );
    assert!(rows[3].ends_with(",无数据,,"), "{}", rows[3]);
}

#[test]
fn half_a_hundredth_is_rounded_away_from_zero() {
    let of = |numerator, denominator| points(Fraction::new(numerator, denominator).expect("valid"));
    assert_eq!(of(1, 200), "0.01");
    assert_eq!(of(-1, 200), "-0.01");
    assert_eq!(of(19_999, 200), "100.00");
    assert_eq!(of(59, 1), "59.00");
}
