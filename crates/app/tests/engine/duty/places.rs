//! Hours from attendance, areas from addresses, what became of equipment.

use super::*;
use liandong_domain::assessment::{Measure, Month, Part};

#[tokio::test]
async fn attendance_makes_hours() {
    let town = Town::new().await;
    let mark = |account: &'static str, direction, order: Option<Order>| {
        let town = &town;
        async move {
            let who = town.who(account).await;
            let order = order.unwrap_or_else(|| town.order(&who));
            let entry = AttendanceAsked::Mark {
                direction,
                member: None,
                how: MarkedBy::Phone,
                reason: None,
            };
            town.app.attend(&who, order, entry).await
        }
    };
    use MarkDirection::{In, Out};
    assert_eq!(code(mark("crew-1", In, None).await), "no_turn");
    town.now("2024-03-04T16:20:00+08:00");
    let who = town.who("crew-1").await;
    let order = town.order(&who);
    let (on, _, shift) = mark("crew-1", In, Some(order.clone())).await.unwrap();
    assert_eq!((on, shift), (day("2024-03-04"), item("middle")));
    town.now("2024-03-04T16:25:00+08:00");
    let again = mark("crew-1", In, Some(order)).await.unwrap();
    assert_eq!(again.0, on, "the same press, sent twice");
    assert_eq!(code(mark("crew-1", In, None).await), "already_marked");
    town.now("2024-03-05T00:30:00+08:00");
    mark("crew-1", Out, None).await.unwrap();
    let hours = town.app.duty_hours(&who, on, on).await.unwrap();
    let [line] = hours.members.as_slice() else {
        panic!("a member sees its own line: {hours:#?}")
    };
    assert_eq!(line.member.code, "hc101");
    assert_eq!((line.turns, line.late), (1, 1));
    assert_eq!(line.planned.workday, 8 * 3600);
    assert_eq!(line.worked.workday, 7 * 3600 + 40 * 60);
    assert_eq!(line.over.workday, 30 * 60);
    let manager = town.who("duty-1").await;
    let all = town.app.duty_hours(&manager, on, on).await.unwrap();
    assert_eq!(all.members.len(), 40);
    let absent: u32 = all.members.iter().map(|one| one.absent).sum();
    assert_eq!(absent, 29, "thirty turns, one of them came");
    town.check_rows().await;
}

/// Turns of a month that count in the members' scores, of all of them.
async fn turns_that_count(town: &Town, month: &str) -> i64 {
    let month: Month = month.parse().unwrap();
    let scoring = town.app.scoring(&town.town, month).await.unwrap();
    let is_attendance = |part: &&Part| part.measure == Measure::Attendance;
    let part = scoring.parts.iter().find(is_attendance).unwrap().id.clone();
    let computed = town.app.compute_month(&town.town, month, &scoring);
    let lines = computed.await.unwrap().lines;
    let parts = lines.iter().flat_map(|line| &line.parts);
    let parts = parts.filter(|one| one.part == part);
    parts.map(|one| one.denominator).sum()
}

#[tokio::test]
async fn attendance_counts_from_the_day_on_which_people_began_to_check_in() {
    let town = Town::new().await;
    let march = "2024-03";
    assert_eq!(turns_that_count(&town, march).await, 0, "nobody checks in");
    let check_in = async || {
        let who = town.who("crew-1").await;
        let entry = AttendanceAsked::Mark {
            direction: MarkDirection::In,
            member: None,
            how: MarkedBy::Phone,
            reason: None,
        };
        town.app.attend(&who, town.order(&who), entry).await
    };
    town.now("2024-03-04T15:50:00+08:00");
    check_in().await.unwrap();
    // Thirty turns a day: of the 4th and the 5th, not of the three days before.
    town.now("2024-03-06T12:00:00+08:00");
    let first = turns_that_count(&town, march).await;
    assert!((60..90).contains(&first), "{first}");
    // In the month after, all days count, whenever somebody first checks in.
    let mut came = None;
    for day in 8..16 {
        town.now(&format!("2024-04-{day:02}T15:50:00+08:00"));
        if check_in().await.is_ok() {
            came = Some(i64::from(day));
            break;
        }
    }
    let before = came.expect("a turn within a week") - 1;
    let april = turns_that_count(&town, "2024-04").await;
    assert!(april >= before * 30, "{april} turns in {before} days");
}

#[tokio::test]
async fn an_address_gives_the_area_and_a_place_gives_it_better() {
    let town = Town::new().await;
    let by_address = town.call("爱博一村12号302室", None).await.incident;
    assert_eq!(by_address.area.as_ref().unwrap().as_str(), "aibo");
    assert_eq!(by_address.area_by, Some(AreaBy::Gazetteer));
    let in_jiwang = Some(Place {
        lon: 121.29,
        lat: 31.235,
    });
    let by_place = town.call("爱博一村12号302室", in_jiwang).await.incident;
    assert_eq!(by_place.area.as_ref().unwrap().as_str(), "jiwang");
    assert_eq!(by_place.area_by, Some(AreaBy::Position));
    let open = town.call("北翟路", None).await.incident;
    assert_eq!((open.area.as_ref(), open.area_by), (None, None));
    let desk = town.who("dispatcher-1").await;
    let found = town.app.look_up(&desk, "北翟路", None, 10).await.unwrap();
    assert!(found.settled.is_none());
    assert_eq!(found.unsettled.unwrap().code, "several_areas");
    assert_eq!(found.candidates.len(), 3);
    town.check_rows().await;
}

#[tokio::test]
async fn a_new_version_of_an_area_holds_from_its_day() {
    let town = Town::new().await;
    let admin = town.who("admin-1").await;
    let book = town.app.book(&town.town).await.unwrap();
    let jiwang = book
        .registry
        .areas()
        .find(|one| one.id.as_str() == "jiwang");
    let mut area: Area = jiwang.unwrap().clone();
    // Its western third is given up: a hole.
    for corner in &mut area.outline.0 {
        corner.lon = corner.lon.max(121.287);
    }
    area.from = Some(day("2024-03-08"));
    let checked = town.app.check_area(&admin, area.clone()).await.unwrap();
    assert_eq!(checked.findings[0].kind, "hole");
    let before = town.app.areas(&admin, None).await.unwrap();
    assert_eq!(before.findings, [], "nothing was written, and all fits");
    let order = town.order(&admin);
    let drawn = town
        .app
        .draw_area(&admin, order.clone(), area.clone())
        .await;
    let drawn = drawn.unwrap();
    assert!(drawn.findings[0].square_metres > 1_000_000);
    let again = town.app.draw_area(&admin, order, area.clone()).await;
    assert_eq!(again.unwrap().areas.len(), 6);
    let west = Place {
        lon: 121.283,
        lat: 31.235,
    };
    let at = |on| town.app.point(&admin, west, on);
    assert_eq!(at(None).await.unwrap().area.unwrap().code, "jiwang");
    let later = at(Some(day("2024-03-08"))).await.unwrap();
    assert_eq!(later.area, None);
    assert_eq!(later.nearest.unwrap().code, "jiwang");
    area.from = Some(day("2024-03-03"));
    let order = town.order(&admin);
    let past = town.app.draw_area(&admin, order, area.clone()).await;
    assert_eq!(code(past), "area_from_the_past");
    area.from = None;
    area.outline = Outline(Vec::new());
    let order = town.order(&admin);
    assert_eq!(
        code(town.app.draw_area(&admin, order, area).await),
        "register_refused"
    );
}

#[tokio::test]
async fn a_pieces_life_is_listed_and_what_is_missing_is_found() {
    use liandong_domain::equipment::{EquipmentChange, EquipmentStep};
    let town = Town::new().await;
    let manager = town.who("duty-1").await;
    let findings = || async { town.app.equipment_findings(&manager, None).await.unwrap() };
    assert_eq!(findings().await, [], "the example lacks nothing");
    let lost = |step| EquipmentChange {
        kind: item("radio"),
        serial: "DT-001".into(),
        day: day("2024-03-04"),
        step,
        note: Some("处警时遗失".into()),
    };
    let order = town.order(&manager);
    let change = lost(EquipmentStep::Lost);
    let piece = town
        .app
        .change_equipment(&manager, order.clone(), change.clone());
    let piece = piece.await.unwrap();
    assert_eq!((piece.condition, piece.holder), ("lost", None));
    let again = town.app.change_equipment(&manager, order, change).await;
    assert_eq!(again.unwrap().condition, "lost", "sent twice, once lost");
    let order = town.order(&manager);
    let twice = town
        .app
        .change_equipment(&manager, order, lost(EquipmentStep::Lost));
    assert_eq!(code(twice.await), "wrong_condition");
    let found = findings().await;
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("缺电台"), "{}", found[0].what);
    let crew = town.who("crew-1").await;
    let mine = EquipmentQuery {
        limit: 100,
        ..EquipmentQuery::default()
    };
    let held = town.app.equipment(&crew, &mine).await.unwrap();
    let held: Vec<_> = held
        .pieces
        .iter()
        .map(|one| one.kind.code.as_str())
        .collect();
    assert_eq!(
        held,
        ["kit", "recorder"],
        "its own, and no longer the radio"
    );
    let mut all = 0;
    let mut after = None;
    loop {
        let query = EquipmentQuery {
            after,
            limit: 50,
            ..EquipmentQuery::default()
        };
        let page = town.app.equipment(&manager, &query).await.unwrap();
        all += page.pieces.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all, 135);
    town.now("2025-02-10T10:00:00+08:00");
    let due = findings().await;
    let due = due.iter().filter(|one| one.kind == "calibration_due");
    assert_eq!(due.count(), 5, "each car's detector");
}
