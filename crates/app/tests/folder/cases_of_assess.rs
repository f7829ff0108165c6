//! Faults of the members' formula and of the vendor's clauses.

use super::refusals::{Case, Change::Replace};

pub(super) const ASSESS: &[Case] = &[
    (
        "scoring.toml",
        Replace("weight = 400", "weight = 401"),
        "scoring.toml:1:1: the parts' weights must sum to 1000 per mille",
    ),
    (
        "scoring.toml",
        Replace("pass_mark = 60", "pass_mark = 160"),
        "scoring.toml:3:13: pass_mark: must be 0 to 100",
    ),
    (
        "scoring.toml",
        Replace("from = \"2025-01\"", "from = \"2025-1\""),
        "scoring.toml:2:8: from: must be a month such as \"2024-03\", found \"2025-1\"",
    ),
    (
        "scoring.toml",
        Replace("measure = \"attendance\"", "measure = \"weather\""),
        "scoring.toml:33:11: part[4].measure: must be one of arrival_kept, feedback_kept, disposal_kept, follow_up, attendance, complaints, training_attended, examination_passed, found \"weather\"",
    ),
    (
        "scoring.toml",
        Replace("lead = 2", "lead = 20"),
        "scoring.toml:19:8: part[2].lead: an incident weighs 0 to 10",
    ),
    (
        "scoring.toml",
        Replace("points = 80", "points = 101"),
        "scoring.toml:34:77: part[4].at_least[2].points: must be a whole number from 0 to 100, found 101",
    ),
    (
        "scoring.toml",
        Replace("{ count = 1, points = 50 }", "{ count = 0, points = 50 }"),
        "scoring.toml:27:9: part[3].up_to: numbers are not negative, each above the one before",
    ),
    (
        "scoring.toml",
        Replace("appeal_days", "appeals_days"),
        "scoring.toml:1:1: `appeal_days` is missing\nscoring.toml:4:1: unknown key `appeals_days`; known here: version, from, pass_mark, appeal_days, least_weight, grade_points, part",
    ),
    (
        "vendor.toml",
        Replace("project = \"river-watch\"", "project = \"river\""),
        "vendor.toml:1:11: project: there is no project `river`",
    ),
    (
        "vendor.toml",
        Replace("monthly_fee_yuan = 20000.05", "monthly_fee_yuan = 0"),
        "vendor.toml:5:20: monthly_fee_yuan: must be an amount above zero, found 0",
    ),
    (
        "vendor.toml",
        Replace("at_least_per_mille = 950", "at_least_per_mille = 1950"),
        "vendor.toml:13:22: clause[1].at_least_per_mille: a share is held against at_least_per_mille, 1 to 1000",
    ),
    (
        "vendor.toml",
        Replace("at_least_per_mille = 950", "at_most = 3"),
        "vendor.toml:8:1: clause[1]: a share is held against at_least_per_mille, 1 to 1000",
    ),
    (
        "vendor.toml",
        Replace("clock = \"arrive\"", "clock = \"follow_up\""),
        "vendor.toml:12:40: clause[1].measure.clock: must be one of arrive, feedback, dispose, found \"follow_up\"",
    ),
    (
        "vendor.toml",
        Replace("deduct_yuan = 50", "deduct_per_mille = 1\ndeduct_yuan = 50"),
        "vendor.toml:14:20: clause[1].deduct_per_mille: only one of the two can be given",
    ),
    (
        "vendor.toml",
        Replace("deduct_per_mille = 1\n", ""),
        "vendor.toml:18:1: clause[2]: `deduct_yuan` is missing",
    ),
    (
        "vendor.toml",
        Replace("minutes = 60", "hours = 1"),
        "vendor.toml:31:11: clause[3].measure: `minutes` is missing\nvendor.toml:31:38: clause[3].measure: unknown key `hours`; known here: by, minutes",
    ),
];
