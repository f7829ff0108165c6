//! Faults of files, keys and references.

use super::refusals::{
    Case,
    Change::{Remove, Replace, Write},
};

pub(super) const KEYS: &[Case] = &[
    (
        "town.toml",
        Replace("id = \"liuxi\"\n", "id = \"liuxi\"\ncolour = \"blue\"\n"),
        "town.toml:3:1: unknown key `colour`; known here: id, name, utc_offset, station, department, category",
    ),
    (
        "town.toml",
        Replace("name = \"柳溪镇\"\n", ""),
        "town.toml:1:1: `name` is missing",
    ),
    (
        "town.toml",
        Replace("code = \"dispute\"", "code = \"housing\""),
        "town.toml:28:8: category[5].code: the category is there twice",
    ),
    (
        "town.toml",
        Replace(
            "[[category]]\ncode = \"dispute\"\nsubcategory = [{ id = \"market-stall\", name = \"集市摊位纠纷\" }]\n",
            "",
        ),
        "town.toml:1:1: all five categories must be there: environment, housing, assistance, joint_response, dispute",
    ),
    (
        "project.toml",
        Replace("unit = \"minutes\",", "unit = \"minutes\", limit = 3,"),
        "project.toml:65:65: indicator[2].target: unknown key `limit`; known here: comparator, unit, value, wording",
    ),
    (
        "project.toml",
        Replace(
            "measure = \"equipment_complete\"",
            "measure = \"equipment_complete\", line = \"crew\"",
        ),
        "project.toml:75:45: indicator[3].formula: unknown key `line`; known here: measure",
    ),
    (
        "project.toml",
        Replace("measure = \"equipment_complete\"", "measure = \"guess\""),
        "project.toml:75:23: indicator[3].formula.measure: must be one of contract_unit_price, members_engaged, units_in_service, training_completed, examination_passed, equipment_complete, assessment_passed, clock_kept, handled_without_police, budget_executed, incidents_closed, followed_up, trainings_held, survey_satisfied, areas_working, vouched_document, satisfied, found \"guess\"",
    ),
    (
        "members.csv",
        Replace("from,until\n", "from,until,phone\n"),
        "members.csv:2:30: unknown key `phone`; known here: id, name, team, unit, from, until",
    ),
    (
        "areas.geojson",
        Replace(
            "\"station\": \"liuxi\",",
            "\"station\": \"liuxi\", \"colour\": 3,",
        ),
        "areas.geojson:6:71: features[1].properties: unknown key `colour`; known here: id, name, station, illustrative, from, until",
    ),
    (
        "policy.toml",
        Replace("keep_free_cars = 0", "keep_cars = 0"),
        "policy.toml:25:1: dispatch: unknown key `keep_cars`; known here: travel, on_scene, usual_on_scene_seconds, usual_on_scene_minutes, overrun_seconds, overrun_minutes, position_stale_seconds, own_area_preference_seconds, uncovered_penalty_seconds, thin_penalty_seconds, learn_from_cases, keep_free_cars, nearest_crews, refusal_restarts_clocks, category_priority, arrival, standby, check_in, escalation",
    ),
    (
        "policy.toml",
        Replace(
            "keep_free_cars = 0",
            "escalation = [{ matter = \"rain\", step = [{ after_minutes = 1, to = [\"leader\"] }] }]",
        ),
        "policy.toml:25:26: dispatch.escalation[1].matter: must be one of arrive, feedback, dispose, referral_accept, referral_dispose, follow_up, answer, refusal, no_car, check_in, help, sos, standby, found \"rain\"",
    ),
    (
        "policy.toml",
        Replace("keep_free_cars = 0", "check_in = { every_minutes = 30 }"),
        "policy.toml:25:12: dispatch.check_in: `answer_seconds` is missing",
    ),
    (
        "policy.toml",
        Replace(
            "keep_free_cars = 0",
            "standby = { point = [{ area = \"moon\", name = \"月\", lon = 1.0, lat = 2.0 }] }",
        ),
        "policy.toml:25:31: dispatch.standby.point[1].area: there is no area `moon`",
    ),
    (
        "policy.toml",
        Replace(
            "keep_free_cars = 0",
            "escalation = [{ matter = \"sos\", step = [{ after_minutes = 5, to = [\"leader\"] }, { after_minutes = 5, to = [\"commander\"] }] }]",
        ),
        "policy.toml:24:1: dispatch: steps come one after another, within thirty days",
    ),
    (
        "policy.toml",
        Replace(
            "warn_before_hours = 12 }",
            "warn_before_hours = 12, hours = 72 }",
        ),
        "policy.toml:6:29: referral_dispose.days: the duration is already given in another unit",
    ),
    (
        "accounts.toml",
        Replace("role = \"dispatcher\"", "role = \"boss\""),
        "accounts.toml:9:8: account[2].role: must be one of commander, dispatcher, member, department, follow_up, duty_manager, performance, leader, auditor, administrator, system, found \"boss\"",
    ),
];

pub(super) const FORMATS: &[Case] = &[
    ("policy.toml", Remove, "policy.toml: the file is missing"),
    ("project.toml", Remove, "project.toml: the file is missing"),
    (
        "asessments.toml",
        Write(b"assessment = []\n"),
        "asessments.toml: no file of this name belongs to a town's folder",
    ),
    (
        "members.csv",
        Write(b"id,name,team,unit,from,until\nlx-1,\xc1\xd6,weekday,boat-east,2025-01-01,\n"),
        "members.csv:2: must be UTF-8 text; it looks like another encoding, such as GBK",
    ),
    (
        "members.csv",
        Replace("boat-west,2025-01-01,\n", "boat-west,2025-01-01\n"),
        "members.csv:5:1: must be a row of as many cells as the header has, found 5 ≠ 6",
    ),
    (
        "units.toml",
        Replace("call_sign = \"柳溪2\"", "call_sign = 柳溪2"),
        "units.toml:11:13: is not well formed: string values must be quoted, expected literal string",
    ),
    (
        "areas.geojson",
        Replace("[119.12, 30.02],", "[119.12, 30.02,],"),
        "areas.geojson:12:26: is not well formed: trailing comma",
    ),
    (
        "policy.toml",
        Replace("version = 1", "version = \"1\""),
        "policy.toml:1:11: version: must be a whole number, not negative, found \"1\"",
    ),
];

pub(super) const REFERENCES: &[Case] = &[
    (
        "areas.geojson",
        Replace("\"station\": \"liuxi\"", "\"station\": \"lixi\""),
        "areas.geojson:6:62: features[1].properties.station: there is no station `lixi`",
    ),
    (
        "units.toml",
        Replace("area = \"west\"", "area = \"north\""),
        "units.toml:12:8: unit[2].area: there is no area `north`",
    ),
    (
        "members.csv",
        Replace("lx-3,柳青,weekday", "lx-3,柳青,weekend"),
        "members.csv:5:9: team: there is no team `weekend`",
    ),
    (
        "equipment.csv",
        Replace("V-2,lx-2", "V-2,lx-9"),
        "equipment.csv:3:10: member: there is no member `lx-9`",
    ),
    (
        "equipment.csv",
        Replace("rope,R-1", "rod,R-1"),
        "equipment.csv:6:1: kind: there is no kind of equipment `rod`",
    ),
    (
        "project.toml",
        Replace("line = \"crew\"", "line = \"cars\""),
        "project.toml:58:53: indicator[1].formula.line: there is no contract line `cars`",
    ),
    (
        "project.toml",
        Replace("indicator = \"lasting\"", "indicator = \"last\""),
        "project.toml:87:13: document[1].indicator: there is no indicator `last`",
    ),
    (
        "assessments.toml",
        Replace("lx-3", "lx-7"),
        "assessments.toml:9:14: assessment[1].results[2].member: there is no member `lx-7`",
    ),
    (
        "roster.toml",
        Replace("\"day\", \"off\", \"off\"]", "\"day\", \"night\", \"off\"]"),
        "roster.toml:3:45: cycle[6]: there is no shift `night`",
    ),
    (
        "members.csv",
        Replace(
            "lx-4,石桥",
            "lx-3,柳二,weekday,boat-west,2025-01-01,\nlx-4,石桥",
        ),
        "members.csv:6:1: id: the member `lx-3` is already at members.csv:5",
    ),
    (
        "equipment.csv",
        Replace("vest,V-2", "vest,V-1"),
        "equipment.csv:3:1: the piece `vest V-1` is already at equipment.csv:2",
    ),
    (
        "project.toml",
        Replace("id = \"quarter-1\"", "id = \"initial\""),
        "project.toml:46:6: ledger[2].id: the ledger entry `initial` is already at project.toml:39",
    ),
    (
        "equipment.csv",
        Replace("rope,R-1,,", "rope,R-1,lx-1,"),
        "equipment.csv:6:1: a piece is held by a member or by a unit: one of the two cells must be filled",
    ),
];
