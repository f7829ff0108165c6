//! Faults of the calendar, the rules of duty, the gazetteer and the town's outline.

use super::refusals::{Case, Change::Write};

pub(super) const DUTY: &[Case] = &[
    (
        "calendar.toml",
        Write(b"[[year]]\nyear = 2025\n"),
        "calendar.toml:1:1: year[1]: `source` is missing\ncalendar.toml:1:1: year[1]: `festival` is missing",
    ),
    (
        "calendar.toml",
        Write(
            "[[year]]\nyear = 2025\nsource = \"通知\"\n[[year.festival]]\nname = \"春节\"\nfrom = 2025-01-28\nto = 2025-01-27\n"
                .as_bytes(),
        ),
        "calendar.toml:7:6: year[1].festival[1].to: 2025-01-27 comes before 2025-01-28: the last day must not come before the first",
    ),
    (
        "calendar.toml",
        Write(
            "[[year]]\nyear = 2025\nsource = \"通知\"\n[[year.festival]]\nname = \"春节\"\nfrom = 2025-01-28\nto = 2025-02-04\nstatutory = [2025-02-05]\n"
                .as_bytes(),
        ),
        "calendar.toml:4:1: year[1].festival[1]: a statutory day lies outside the days off",
    ),
    (
        "calendar.toml",
        Write(
            "[[year]]\nyear = 2025\nsource = \"通知\"\n[[year.festival]]\nname = \"春节\"\nfrom = 2025-01-28\nto = 2025-02-04\nwork = [2025-01-27]\n"
                .as_bytes(),
        ),
        "calendar.toml:1:1: year[1]: days: 2025-01-27 is a workday anyway; a make-up workday falls on a Saturday or Sunday",
    ),
    (
        "duty.toml",
        Write(b"late_after_minutes = 5\nearly_before_minutes = 5\nabsent_after_minutes = 4\ncheck_in_before_minutes = 60\nleast_rest_minutes = 600\nleast_crew = 2\ncalibration_warning_days = 30\n"),
        "duty.toml:1:1: absence comes not before lateness",
    ),
    (
        "duty.toml",
        Write(b"late_after_minutes = 5\nearly_before_minutes = 5\nabsent_after_minutes = 60\ncheck_in_before_minutes = 60\nleast_rest_minutes = 600\nleast_crew = 0\ncalibration_warning_days = 30\n"),
        "duty.toml:6:14: least_crew: must be a whole number from 1 to 20, found 0",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,bazaar,,,,,119.11,30.01,\n".as_bytes()),
        "places.csv:2:6: kind: must be one of road, compound, village, school, market, mall, hospital, station, park, business, office, other, found \"bazaar\"",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,,,119.11,,\n".as_bytes()),
        "places.csv:2:17: lon: longitude and latitude go together",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,,,119.2,30.01,\n".as_bytes()),
        "places.csv:2:1: the point lies in no area; name one or mend the point",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,,,119.11,30.01,west\n".as_bytes()),
        "places.csv:2:1: the point lies in another area than the one named",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,1-9,,119.11,30.01,\n".as_bytes()),
        "places.csv:2:1: numbers: only a road has them",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,,,,,nowhere\n".as_bytes()),
        "places.csv:2:19: area: there is no area `nowhere`",
    ),
    (
        "places.csv",
        Write("id,name,kind,aliases,address,numbers,side,lon,lat,area\na,集市,market,,,,,119.11,30.01,\na,码头,other,,,,,119.11,30.01,\n".as_bytes()),
        "places.csv:3:1: id: the place `a` is already at places.csv:2",
    ),
    (
        "outline.geojson",
        Write(br#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[119.0,30.0],[119.1,30.0],[119.0,30.1]]]}}"#),
        "outline.geojson:1:1: an outline needs three corners at the least",
    ),
];
