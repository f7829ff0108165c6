//! Faults of values, days and ground.

use super::refusals::{Case, Change::Replace};

pub(super) const VALUES: &[Case] = &[
    (
        "project.toml",
        Replace("value = 61000", "value = \"abc\""),
        "project.toml:57:44: indicator[1].target.value: must be a number, found \"abc\"",
    ),
    (
        "project.toml",
        Replace("value = 61000", "value = 6.1e4"),
        "project.toml:57:44: indicator[1].target.value: must be a number, found 6.1e4",
    ),
    (
        "project.toml",
        Replace("amount_yuan = 60000.05", "amount_yuan = 60000.055"),
        "project.toml:49:15: ledger[2].amount_yuan: must be a number with two decimals at the most, found 60000.055",
    ),
    (
        "project.toml",
        Replace("amount_yuan = 60000.05", "amount_yuan = -1"),
        "project.toml:49:15: ledger[2].amount_yuan: must be an amount above zero, found -1",
    ),
    (
        "project.toml",
        Replace(
            "kind = \"payment\"\namount_yuan = 60000.05",
            "kind = \"adjustment\"\namount_yuan = -240000.21",
        ),
        "project.toml:45:1: ledger[2]: after this day's entries the adjusted budget is below zero",
    ),
    (
        "project.toml",
        Replace(
            "value = 99.5, unit = \"percent\", wording = \"≥99.5%\"",
            "value = 4, unit = \"count\", wording = \"≥4件\"",
        ),
        "project.toml:73:55: indicator[3].target.unit: the formula `equipment_complete` is held against a target in percent, found `count`",
    ),
    (
        "project.toml",
        Replace(
            "wording = \"≤6.1万元/人/年\"",
            "wording = \"≤6.2万元/人/年\"",
        ),
        "project.toml:57:76: indicator[1].target.wording: the wording says another thing than comparator, value and unit",
    ),
    (
        "project.toml",
        Replace(
            "value = 10, unit = \"minutes\", wording = \"10分钟以内\"",
            "value = 15, unit = \"minutes\", wording = \"15分钟以内\"",
        ),
        "project.toml:65:54: indicator[2].target.unit: the target is 900 s, but the policy's limit for this clock is 600 s, and it is by that limit that each case is judged",
    ),
    (
        "project.toml",
        Replace("comparator = \"within\"", "comparator = \"at_most\""),
        "project.toml:65:25: indicator[2].target.comparator: `within` goes with minutes or seconds, `qualitative` with a word, the others with a number",
    ),
    (
        "project.toml",
        Replace("sm3 = \"66c7", "sm3 = \"66C7"),
        "project.toml:90:7: document[1].sm3: must be an SM3 digest: 64 lower-case hexadecimal digits, found \"66C7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\"",
    ),
    (
        "policy.toml",
        Replace(
            "minutes = 10, warn_before_minutes = 3",
            "minutes = 10, warn_before_minutes = 10",
        ),
        "policy.toml:2:10: arrive: the warning must come within the limit",
    ),
    (
        "policy.toml",
        Replace("dispose = { minutes = 45", "dispose = { minutes = 15"),
        "policy.toml:4:11: dispose: arrival, feedback and disposal must be due in this order",
    ),
    (
        "policy.toml",
        Replace("to = \"17:00\"", "to = \"25:00\""),
        "policy.toml:13:64: coverage[1].to: must be a time of day such as \"08:00\", found \"25:00\"",
    ),
    (
        "town.toml",
        Replace("+08:00", "Beijing"),
        "town.toml:4:14: utc_offset: must be an offset from UTC such as \"+08:00\", found \"Beijing\"",
    ),
];

pub(super) const DAYS: &[Case] = &[
    (
        "members.csv",
        Replace("2025-03-01", "2025-02-30"),
        "members.csv:6:27: from: must be a calendar day such as 2024-03-01, found \"2025-02-30\"",
    ),
    (
        "project.toml",
        Replace("day = 2025-04-10", "day = \"10 April 2025\""),
        "project.toml:47:7: ledger[2].day: must be a calendar day such as 2024-03-01, found \"10 April 2025\"",
    ),
    (
        "project.toml",
        Replace("day = 2025-04-10", "day = 2025-04-31"),
        "project.toml:47:7: is not well formed: invalid date, expected day between 01 and 30",
    ),
    (
        "project.toml",
        Replace("day = 2024-11-20", "day = 2024-12-16"),
        "project.toml:21:7: time_node[2].day: 2024-12-15 comes before 2024-12-16: the steps must stand in the order of their days",
    ),
    (
        "project.toml",
        Replace(
            "per_year = true\nday = 2024-12-15",
            "per_year = true\nday = 2025-01-02",
        ),
        "project.toml:36:7: contract[1].day: 2025-01-01 comes before 2025-01-02: the service must not begin before its contract",
    ),
    (
        "project.toml",
        Replace("to = 2025-12-31", "to = 2024-12-31"),
        "project.toml:14:6: service.to: 2024-12-31 comes before 2025-01-01: the last day must not come before the first",
    ),
    (
        "members.csv",
        Replace("2025-12-31", "2024-12-31"),
        "members.csv:4:39: until: 2024-12-31 comes before 2025-01-01: the last day must not come before the first",
    ),
    (
        "roster.toml",
        Replace("from = \"09:00\", hours = 8", "from = \"10:00\", hours = 8"),
        "roster.toml:3:9: cycle: no team is on shift from 09:00 to 10:00 on day 1 of the cycle (2025-01-06), although the policy covers that time\nroster.toml:3:9: cycle: no team is on shift from 09:00 to 10:00 on day 2 of the cycle (2025-01-07), although the policy covers that time\nroster.toml:3:9: cycle: no team is on shift from 09:00 to 10:00 on day 3 of the cycle (2025-01-08), although the policy covers that time",
    ),
    (
        "roster.toml",
        Replace(
            "\"day\", \"day\", \"day\", \"day\", \"day\"",
            "\"day\", \"day\", \"off\", \"day\", \"day\"",
        ),
        "roster.toml:3:9: cycle: no team is on shift from 09:00 to 17:00 on day 3 of the cycle (2025-01-08), although the policy covers that time",
    ),
    (
        "roster.toml",
        Replace(
            "cycle = [\"day\", \"day\", \"day\", \"day\", \"day\", \"off\", \"off\"]\nshift = [",
            "cycle = [\"half\", \"day\", \"day\", \"day\", \"day\", \"off\", \"off\"]\nshift = [{ id = \"half\", name = \"半日班\", from = \"09:00\", hours = 4 }, ",
        ),
        "roster.toml:3:9: cycle: no team is on shift from 13:00 to 17:00 on day 1 of the cycle (2025-01-06), although the policy covers that time",
    ),
];

pub(super) const GROUND: &[Case] = &[
    (
        "areas.geojson",
        Replace(
            "[119.12, 30.00],\n          [119.12, 30.02]",
            "[119.12, 30.02],\n          [119.12, 30.00]",
        ),
        "areas.geojson:12:11: features[1].geometry.coordinates[1][3]: the outline of area `east` crosses itself: the edge from corner 1 meets the edge from corner 3",
    ),
    (
        "areas.geojson",
        Replace(
            "          [119.10, 30.00]\n        ]]",
            "          [119.11, 30.00]\n        ]]",
        ),
        "areas.geojson:4:5: features[1]: an outline must end where it begins",
    ),
    (
        "areas.geojson",
        Replace("[119.12, 30.02]", "[119.12, 300.2]"),
        "areas.geojson:12:11: features[1].geometry.coordinates[1][3]: corner 3 is not on the globe: longitude −180 to 180, latitude −90 to 90",
    ),
    (
        "areas.geojson",
        Replace("[119.12, 30.02]", "[119.12]"),
        "areas.geojson:12:11: features[1].geometry.coordinates[1][3]: must be [longitude, latitude], found a list",
    ),
    (
        "areas.geojson",
        Replace(
            "[119.10, 30.00],\n          [119.10, 30.02],\n          [119.08",
            "[119.11, 30.00],\n          [119.11, 30.02],\n          [119.08",
        ),
        "areas.geojson:18:5: features[2]: area `west` overlaps area `east` by 2141351 m²",
    ),
];
