//! The first customer's calendar, rules and gazetteer as data.

use super::root;
use liandong_app::folder::TownFolder;
use liandong_domain::{
    duty::{DayKind as K, day_kind},
    geo::Outline,
    places::{AreaFinding, Gazetteer, fit},
    registry::{self, Area, Registry},
    time::Day,
};

fn huacao() -> (TownFolder, Registry) {
    let folder = TownFolder::read(&root().join("examples/huacao")).expect("the first customer");
    let registry = folder
        .records()
        .into_iter()
        .fold(Registry::default(), |town, record| {
            let event = registry::decide(&town, record).expect("it enters");
            event
                .into_iter()
                .fold(town, |town, event| registry::evolve(town, event, false))
        });
    (folder, registry)
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Days on which people remember being at work or at home (国办发明电 of the three years).
#[test]
fn the_calendar_is_the_published_one() {
    let (_, town) = huacao();
    for (text, kind) in [
        ("2024-02-09", K::Workday),
        ("2024-02-10", K::Holiday),
        ("2024-02-13", K::RestDay),
        ("2024-02-18", K::Workday),
        ("2024-04-07", K::Workday),
        ("2024-05-02", K::RestDay),
        ("2024-09-14", K::Workday),
        ("2024-10-04", K::RestDay),
        ("2025-01-28", K::Holiday),
        ("2025-02-08", K::Workday),
        ("2025-05-02", K::Holiday),
        ("2025-10-06", K::Holiday),
        ("2025-10-08", K::RestDay),
        ("2026-01-04", K::Workday),
        ("2026-02-16", K::Holiday),
        ("2026-02-23", K::RestDay),
        ("2026-02-28", K::Workday),
        ("2026-09-20", K::Workday),
        ("2026-10-07", K::RestDay),
        ("2026-10-08", K::Workday),
    ] {
        assert_eq!(day_kind(&town, day(text)).0, kind, "{text}");
    }
    // The law: 11 days in 2024, 13 from 2025 on.
    for (year, days) in [(2024, 11), (2025, 13), (2026, 13)] {
        let year = town.calendar(year).expect("a calendar");
        let holidays = year.days.iter().filter(|one| one.kind == K::Holiday);
        assert_eq!(holidays.count(), days, "{}", year.year);
        // What is worked on weekends is what was given on weekdays beyond the law.
        let worked = year.days.iter().filter(|one| one.kind == K::Workday);
        let weekdays_given = year
            .days
            .iter()
            .filter(|one| one.kind == K::RestDay && one.day.weekday() < 5);
        let holidays_on_weekends = year
            .days
            .iter()
            .filter(|one| one.kind == K::Holiday && one.day.weekday() >= 5);
        assert_eq!(
            weekdays_given.count(),
            worked.count() + holidays_on_weekends.count(),
            "{}",
            year.year
        );
    }
}

#[test]
fn the_gazetteer_finds_each_of_its_entries() {
    let (folder, town) = huacao();
    assert!(folder.spots.len() >= 200, "{}", folder.spots.len());
    let gazetteer = Gazetteer::new(&town);
    let on = day("2024-03-04");
    let mut settled = 0;
    for spot in &folder.spots {
        let told = match (&spot.numbers, &spot.address) {
            (Some(numbers), _) => format!("{}{}号", spot.name, numbers.from),
            (None, Some(address)) => format!("{address}3号102室"),
            (None, None) => spot.name.clone(),
        };
        let found = gazetteer.look_up(&town, on, &format!("华漕镇{told}"), "");
        let best = found.candidates.first().expect("a candidate");
        assert_eq!(best.spot, spot.id, "{told}: {:?}", found.candidates);
        settled += usize::from(found.settled.is_ok());
    }
    assert_eq!(settled, folder.spots.len());
}

#[test]
fn the_areas_fill_the_town() {
    let (folder, town) = huacao();
    let areas: Vec<&Area> = folder.areas.iter().collect();
    let outline: Option<&Outline> = town.town().and_then(|town| town.outline.as_ref());
    assert!(outline.is_some());
    let none: [AreaFinding; 0] = [];
    assert_eq!(fit(&areas, outline), none);
}
