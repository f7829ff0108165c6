//! One fault at a time in a town that reads: each is named with its file, line and field.

use super::{
    cases_of_assess::ASSESS,
    cases_of_duty::DUTY,
    cases_of_guidance::GUIDANCE,
    cases_of_sense::{DAYS, GROUND, VALUES},
    cases_of_shape::{FORMATS, KEYS, REFERENCES},
    second_town,
};
use liandong_app::folder::{FolderError, Problem, TownFolder};
use std::{fs, path::Path};

/// What is changed in the second town.
pub(super) enum Change {
    /// The first of these words become those.
    Replace(&'static str, &'static str),
    /// The file goes.
    Remove,
    /// The file comes, or comes instead.
    Write(&'static [u8]),
}

/// File, change, and what is said of it, after the folder's name; one message a line.
pub(super) type Case = (&'static str, Change, &'static str);

fn copy_of_second_town() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for entry in fs::read_dir(second_town()).expect("the second town") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a copy");
    }
    copy
}

fn apply(file: &Path, change: &Change) {
    match change {
        Change::Remove => fs::remove_file(file).expect("a file to remove"),
        Change::Write(bytes) => fs::write(file, bytes).expect("a file to write"),
        Change::Replace(old, new) => {
            let text = fs::read_to_string(file).expect("a file to change");
            assert!(text.contains(old), "{} holds no {old:?}", file.display());
            fs::write(file, text.replacen(old, new, 1)).expect("a file to write");
        }
    }
}

fn errors_after(file: &str, change: &Change) -> Vec<FolderError> {
    let copy = copy_of_second_town();
    apply(&copy.path().join(file), change);
    let errors = TownFolder::read(copy.path()).expect_err("a fault must be refused");
    let folder = copy.path().display().to_string();
    for error in &errors {
        assert!(error.to_string().starts_with(&folder), "{error}");
        let zh = error.message_zh();
        assert!(zh.contains(|c: char| ('一'..='龥').contains(&c)), "{zh}");
    }
    errors
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (file, change, expected) in cases {
        let errors = errors_after(file, change);
        let said: Vec<String> = errors
            .iter()
            .map(|error| {
                let folder = format!("{}/", error.folder.display());
                error.to_string().replacen(&folder, "", 1)
            })
            .collect();
        let said = said.join("\n");
        if said != *expected {
            wrong.push(format!("expected {expected:?}\n    said {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn keys_columns_and_words_are_the_known_ones() {
    check(KEYS);
}

#[test]
fn files_are_there_and_well_formed() {
    check(FORMATS);
}

#[test]
fn references_lead_somewhere_and_identifiers_are_unique() {
    check(REFERENCES);
}

#[test]
fn values_make_sense() {
    check(VALUES);
}

#[test]
fn days_stand_in_order_and_no_hour_is_uncovered() {
    check(DAYS);
}

#[test]
fn guidance_points_at_what_is_there() {
    check(GUIDANCE);
}

#[test]
fn formulas_and_clauses_can_be_followed() {
    check(ASSESS);
}

#[test]
fn areas_bound_ground_of_their_own() {
    check(GROUND);
}

#[test]
fn calendars_rules_and_places_make_sense() {
    check(DUTY);
}

#[test]
fn everything_wrong_is_said_at_once_in_the_files_order() {
    let copy = copy_of_second_town();
    let changes = [
        (
            "project.toml",
            Change::Replace("value = 61000", "value = \"abc\""),
        ),
        ("project.toml", Change::Replace("year = 2025", "year = 25")),
        (
            "members.csv",
            Change::Replace("lx-3,柳青,weekday", "lx-3,柳青,weekend"),
        ),
        (
            "areas.geojson",
            Change::Replace("\"station\": \"liuxi\"", "\"station\": \"lixi\""),
        ),
    ];
    for (file, change) in &changes {
        apply(&copy.path().join(file), change);
    }
    let errors = TownFolder::read(copy.path()).expect_err("four faults");
    let places: Vec<_> = errors
        .iter()
        .map(|one| (one.file.as_str(), one.line, one.field.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("areas.geojson", Some(6), "features[1].properties.station"),
            ("members.csv", Some(5), "team"),
            ("project.toml", Some(5), "year"),
            ("project.toml", Some(57), "indicator[1].target.value"),
        ]
    );
}

/// A shift of yesterday covers this morning, as far as it reaches and no further.
#[test]
fn round_the_clock_is_held_to_the_minute() {
    let covered = |hours: &str| {
        let copy = copy_of_second_town();
        let policy = fs::read_to_string(copy.path().join("policy.toml")).expect("the policy");
        let (before, after) = policy.split_once("coverage = ").expect("the hours");
        let after = after.split_once('\n').expect("more lines").1;
        let policy = format!("{before}coverage = \"always\"\n{after}");
        fs::write(copy.path().join("policy.toml"), policy).expect("the policy");
        let roster = format!(
            "from = 2025-01-06\ncycle = [\"day\"]\n\
             shift = [{{ id = \"day\", name = \"日班\", from = \"09:00\", hours = {hours} }}]\n\
             team = [{{ id = \"weekday\", name = \"日间组\", starts_at = 0 }}]\n"
        );
        fs::write(copy.path().join("roster.toml"), roster).expect("the roster");
        TownFolder::read(copy.path()).map(|_| ())
    };
    assert_eq!(covered("24"), Ok(()));
    let errors = covered("23").expect_err("an hour is missing");
    let [error] = errors.as_slice() else {
        panic!("one gap, not {errors:?}");
    };
    assert!(
        error
            .to_string()
            .contains("from 08:00 to 09:00 on day 1 of the cycle"),
        "{error}"
    );
}

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    let copy = copy_of_second_town();
    let errors = TownFolder::read(&copy.path().join("nowhere")).expect_err("no folder");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].problem, Problem::NoFolder);
}

#[test]
fn a_message_reads_in_both_languages() {
    let change = Change::Replace("value = 61000", "value = \"abc\"");
    let mut errors = errors_after("project.toml", &change);
    let mut error = errors.remove(0);
    error.folder = "examples/liuxi".into();
    assert_eq!(
        error.to_string(),
        "examples/liuxi/project.toml:57:44: indicator[1].target.value: must be a number, found \"abc\""
    );
    assert_eq!(
        error.message_zh(),
        "examples/liuxi/project.toml 第 57 行第 44 列，indicator[1].target.value：必须是数字，现为“abc”"
    );
}

/// A byte order mark, Windows line ends, blank lines and dates as texts are how people's tools write.
#[test]
fn what_spreadsheets_and_editors_write_is_taken() {
    let copy = copy_of_second_town();
    let file = copy.path().join("members.csv");
    let text = fs::read_to_string(&file).expect("members");
    let text = format!(
        "\u{feff}{}",
        text.replace('\n', "\r\n").replace("lx-3", "\r\nlx-3")
    );
    fs::write(&file, &text).expect("members");
    apply(
        &copy.path().join("project.toml"),
        &Change::Replace("day = 2025-04-10", "day = \"2025-04-10\""),
    );
    TownFolder::read(copy.path()).expect("it still reads");
    // And a fault below the blank line is still on its own line.
    fs::write(&file, text.replace("石桥,weekday", "石桥,weekend")).expect("members");
    let errors = TownFolder::read(copy.path()).expect_err("an unknown team");
    assert_eq!(errors[0].line, Some(7));
}
