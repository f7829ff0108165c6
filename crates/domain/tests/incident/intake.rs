//! The call itself, the safety screen and the hours of coverage.

use crate::support::{
    commands::confirm,
    given::{asked, context, intake, received, received_with},
    times::at,
    town::{IN_NORTH, incident, item, policy, registry},
};
use liandong_domain::{
    geo::Place,
    incident::{CategoryCode, IncidentCommand as C, Intake, receive},
    policy::{Coverage, Hazard, HazardFound, Window},
};

fn taken(intake: &Intake, occurred: Option<&str>, now: &str) -> Result<bool, &'static str> {
    receive(
        &incident("20240304-0009"),
        intake,
        None,
        asked(occurred.map(at), at(now)),
        context(&policy(), &registry()),
    )
    .map(|one| one.events[0].stamp.late)
    .map_err(|why| why.code())
}

#[test]
fn a_call_is_taken_as_told() {
    assert_eq!(taken(&intake(), None, "08:00"), Ok(false));
    assert_eq!(
        taken(&intake(), Some("07:58"), "08:00"),
        Ok(false),
        "in the grace"
    );
    assert_eq!(
        taken(&intake(), Some("07:57:59"), "08:00"),
        Ok(true),
        "a late entry"
    );
    assert_eq!(taken(&intake(), Some("08:01"), "08:00"), Err("in_future"));
    let blank = Intake {
        text: " \n".into(),
        ..intake()
    };
    assert_eq!(taken(&blank, None, "08:00"), Err("blank"));
    let nowhere = Intake {
        address: String::new(),
        ..intake()
    };
    assert_eq!(taken(&nowhere, None, "08:00"), Err("blank"));
    let long = Intake {
        text: "字".repeat(2_001),
        ..intake()
    };
    assert_eq!(taken(&long, None, "08:00"), Err("too_long"));
    let just_fits = Intake {
        text: "字".repeat(2_000),
        ..intake()
    };
    assert_eq!(taken(&just_fits, None, "08:00"), Ok(false));
    for place in [
        Place {
            lon: 181.0,
            lat: 0.0,
        },
        Place {
            lon: 0.0,
            lat: -90.1,
        },
        Place {
            lon: f64::NAN,
            lat: 0.0,
        },
    ] {
        let off = Intake {
            place: Some(place),
            ..intake()
        };
        assert_eq!(taken(&off, None, "08:00"), Err("off_the_globe"));
    }
}

#[test]
fn a_place_outside_all_areas_leaves_the_area_open() {
    let far = Intake {
        place: Some(Place {
            lon: 121.0,
            lat: 31.0,
        }),
        ..intake()
    };
    let story = received_with(policy(), registry(), &far);
    assert_eq!(story.incident.area, None);
    assert_eq!(
        received().incident.area,
        registry().area_of(IN_NORTH, crate::support::times::day("2024-03-04"))
    );
}

#[test]
fn a_call_that_hints_at_danger_needs_a_second_deliberate_act() {
    let knife = Intake {
        text: "邻居持刀，楼道着火".into(),
        ..intake()
    };
    let story = received_with(policy(), registry(), &knife);
    let found = |hazard, word: &str| HazardFound {
        hazard,
        word: word.into(),
        heard: None,
    };
    assert_eq!(
        story.incident.received.hazards,
        [found(Hazard::Weapon, "持刀"), found(Hazard::Fire, "着火")]
    );
    let in_spite = |reason: &str| C::Confirm {
        category: CategoryCode::Dispute,
        subcategory: None,
        area: None,
        in_spite_of_hazards: Some(reason.into()),
    };
    story
        .when("08:01", confirm())
        .then_rejected("safety_confirmation_needed")
        .when("08:01", in_spite("  "))
        .then_rejected("safety_confirmation_needed")
        .when("08:02", in_spite("已核实为误报"))
        .then_kinds(&["incident.classified"])
        // Once deliberately diverted, a correction of the category needs no new reason.
        .when("08:03", confirm())
        .then_kinds(&["incident.classified"]);
}

#[test]
fn outside_the_hours_of_coverage_the_station_keeps_the_call() {
    let hours = |from_hour: i64, to_hour: i64, weekdays: Vec<u8>| {
        let mut policy = policy();
        policy.coverage = Coverage::Weekly(vec![Window {
            weekdays,
            from_second: from_hour * 3600,
            to_second: to_hour * 3600,
        }]);
        policy.check().expect("a policy");
        received_with(policy, registry(), &intake())
    };
    // The call came on a Monday at 08:00:00.
    let taken = [(8, 20, vec![1]), (0, 24, vec![1, 2]), (7, 9, vec![7, 1])];
    for (from, to, weekdays) in taken {
        hours(from, to, weekdays)
            .when("08:02", confirm())
            .then_kinds(&["incident.classified"]);
    }
    for (from, to, weekdays) in [(9, 20, vec![1]), (0, 8, vec![1]), (8, 20, vec![2, 7])] {
        let story = hours(from, to, weekdays)
            .when("08:02", confirm())
            .then_rejected("outside_coverage");
        // It can still be returned to the station.
        story
            .when("08:02", crate::support::commands::to_police())
            .then_kinds(&["incident.returned_to_police"]);
    }
}

#[test]
fn a_subcategory_must_stand_under_its_category() {
    let named = |category| C::Confirm {
        category,
        subcategory: Some(item("noise")),
        area: None,
        in_spite_of_hazards: None,
    };
    received()
        .when("08:02", named(CategoryCode::Dispute))
        .then_rejected("unknown_subcategory")
        .when("08:02", named(CategoryCode::Environment))
        .then_kinds(&["incident.classified"]);
}
