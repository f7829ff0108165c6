//! The form of a generated history, and the records behind it.

use super::tools::{
    copy, done, folder, huacao, liandong, names, run, second_town, simulate, stderr,
};
use serde_json::Value;
use std::{fs, path::Path};

/// 三级指标 of the real form, in its order.
const INDICATORS: [&str; 19] = [
    "联警联动人员成本单价",
    "租用机动巡逻车成本单价",
    "记录仪成本单价",
    "电台成本单价",
    "防爆设备成本单价",
    "个人勤备装备成本单价",
    "聘用联警联动人员",
    "联警联动人员培训完成率",
    "机动巡逻车辆租用数量",
    "队员装备保障率",
    "考核通过率",
    "培训质量合格率",
    "到达现场及时性",
    "非警务类警情处理及时性",
    "现场处置时效",
    "联动处置效能",
    "构建区域性“平安联动”",
    "项目长效发展",
    "居民满意度",
];

fn form(db: &Path, out: &Path) {
    form_of(db, out, ["2024-01-01", "2024-08-31"]);
}

#[track_caller]
fn form_of(db: &Path, out: &Path, [from, to]: [&str; 2]) {
    let words = ["form", "--from", from, "--to", to, "--db"];
    let output = liandong(words)
        .arg(db)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

fn json(out: &Path) -> Value {
    let name = names(out)
        .into_iter()
        .find(|name| name.ends_with(".json"))
        .unwrap();
    serde_json::from_slice(&fs::read(out.join(name)).unwrap()).unwrap()
}

#[test]
fn two_computations_give_the_same_bytes_and_all_nineteen_indicators() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-07"], "1");
    let outs = [folder.path().join("a"), folder.path().join("b")];
    outs.iter().for_each(|out| form(&db, out));
    assert_eq!(names(&outs[0]).len(), 4, "PDF, XLSX, DOCX, JSON");
    for name in names(&outs[0]) {
        let read = |out: &Path| fs::read(out.join(&name)).unwrap();
        assert_eq!(read(&outs[0]), read(&outs[1]), "{name}");
    }
    let json = json(&outs[0]);
    let found: Vec<&str> = json["form"]["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(found, INDICATORS);
}

#[test]
fn a_workbook_says_what_was_changed_in_it() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-02"], "1");
    let out = folder.path().join("out");
    form(&db, &out);
    let all = names(&out);
    let path = |ending: &str| {
        let name = all.iter().find(|name| name.ends_with(ending)).unwrap();
        out.join(name).to_str().unwrap().to_owned()
    };
    let told = done(["form", "changes", &path(".xlsx")]);
    assert_eq!(told, "没有改动 (no change)\n");
    assert_eq!(done(["form", "changes", "--json", &path(".xlsx")]), "[]\n");
    for other in [path(".docx"), path(".pdf")] {
        let output = liandong(["form", "changes", &other]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(
            said.contains("不是 XLSX 工作簿") && said.contains("not a workbook"),
            "{said}"
        );
    }
}

#[test]
fn a_year_is_scored_with_an_officers_grade() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-02"], "1");
    let out = folder.path().join("out");
    let words = [
        "form",
        "self-evaluation",
        "--db",
        db.to_str().unwrap(),
        "--out",
    ];
    let grade = ["--award", "regional-network=70:五个责任区均已联动"];
    let told = liandong(words).arg(&out).args(grade).output().unwrap();
    assert!(told.status.success(), "{}", stderr(&told));
    assert_eq!(names(&out).len(), 4);
    let json = json(&out);
    let printed = &json["printed"];
    let row = &printed["rows"][16];
    let told = row["explanation"].as_str().unwrap();
    assert!(told.ends_with("评定理由：五个责任区均已联动"), "{row}");
    assert!(!row["score"].as_str().unwrap().contains('待'), "{row}");
    let refused = liandong(words)
        .arg(&out)
        .args(["--award", "arrival-in-time=95:好"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
}

/// The wording is the real form's: checked against its text where that lies beside the checkout.
#[test]
fn the_wording_is_the_real_forms() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/form-2-1-huacao-2024.txt");
    let Ok(text) = fs::read_to_string(path) else {
        return;
    };
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|one| !one.is_whitespace() && !matches!(one, '“' | '”' | '"'))
            .collect()
    };
    let text = bare(&text);
    let missing: Vec<&&str> = INDICATORS
        .iter()
        .filter(|name| !text.contains(&bare(name)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn explain_lists_as_many_records_as_the_figure_counts() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-05"], "2");
    let out = folder.path().join("out");
    form(&db, &out);
    let json = json(&out);
    for indicator in json["form"]["indicators"].as_array().unwrap() {
        let id = indicator["id"].as_str().unwrap();
        let db = db.to_str().unwrap();
        let words = [
            "explain",
            id,
            "--csv",
            "--from",
            "2024-01-01",
            "--to",
            "2024-08-31",
            "--db",
            db,
        ];
        let csv = done(words);
        let lines = csv.lines().count() - 1;
        let evidence = indicator["figure"]["evidence"].as_u64().unwrap();
        assert_eq!(lines as u64, evidence, "{id}:\n{csv}");
    }
}

#[test]
fn a_second_town_is_another_folder() {
    let folder = folder();
    let db = folder.path().join("town.db");
    // The folder has two logins; a whole loop needs a person in each role.
    let town = folder.path().join("town");
    copy(&second_town(), &town);
    let mut accounts = fs::read_to_string(town.join("accounts.toml")).unwrap();
    for role in ["member", "department", "follow_up", "duty_manager"] {
        accounts.push_str(&format!(
            "\n[[account]]\nid = \"{role}\"\nname = \"某人\"\nrole = \"{role}\"\n"
        ));
    }
    fs::write(town.join("accounts.toml"), accounts).unwrap();
    let said = simulate(&town, &db, ["2025-03-03", "2025-03-07"], "1");
    assert!(said.contains("柳溪"), "{said}");
    let out = folder.path().join("out");
    form_of(&db, &out, ["2025-01-01", "2025-03-31"]);
    let json = json(&out);
    let indicators = json["form"]["indicators"].as_array().unwrap();
    assert!(!indicators.is_empty());
    assert!(!json.to_string().contains("华漕"));
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let db_text = db.to_str().unwrap();
    let town = huacao();
    done(["init", "--town", town.to_str().unwrap(), "--db", db_text]);
    let period = [
        "--from",
        "2024-01-01",
        "--to",
        "2024-08-31",
        "--db",
        db_text,
    ];
    let asked = |words: &[&str]| run(words.iter().chain(&period));
    for (words, says) in [
        (&["explain", "no-such"][..], "arrival-in-time"),
        (
            &["explain", "arrival-in-time", "--project", "p"][..],
            "pinganliandong",
        ),
        (&["explain", "arrival-in-time", "--town", "t"][..], "huacao"),
    ] {
        let output = asked(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
    }
}
