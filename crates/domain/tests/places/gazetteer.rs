//! Addresses as people write and say them.

use crate::support::{
    given::{NUMBER, asked, context, intake},
    times::{at, day},
    town::{area, enter, incident, item, policy, registry},
};
use liandong_domain::{
    geo::Place,
    incident::{Context, Intake, receive},
    places::{
        AreaBy, Gazetteer, Located, Lookup, NumberRange, ReasonCode, Side, Spot, SpotKind,
        Unsettled,
    },
    registry::{Registry, RegistryEvent as E, decide},
};
use proptest::prelude::*;

/// Squares of the test town: `north` from 121.30, `south` from 121.40.
fn at_lon(lon: f64) -> Option<Place> {
    Some(Place { lon, lat: 31.205 })
}

fn spot(id: &str, name: &str, kind: SpotKind, place: Option<Place>) -> Spot {
    Spot {
        id: item(id),
        name: name.into(),
        kind,
        aliases: Vec::new(),
        address: None,
        numbers: None,
        place,
        area: None,
        gone: false,
    }
}

fn part(id: &str, name: &str, numbers: (u32, u32), lon: f64) -> Spot {
    Spot {
        numbers: Some(NumberRange {
            from: numbers.0,
            to: numbers.1,
            side: Side::Both,
        }),
        ..spot(id, name, SpotKind::Road, at_lon(lon))
    }
}

fn town() -> Registry {
    let garden = Spot {
        aliases: vec!["老花园".into()],
        address: Some("保乐路188弄".into()),
        ..spot("garden", "锦绣花园", SpotKind::Compound, at_lon(121.305))
    };
    let nowhere = spot("nowhere", "天边农场", SpotKind::Other, at_lon(120.0));
    let gone = Spot {
        gone: true,
        ..spot("gone", "已拆新村", SpotKind::Compound, at_lon(121.305))
    };
    enter(
        registry(),
        vec![
            E::PlaceListed(garden),
            E::PlaceListed(part("road-1", "保乐路", (1, 300), 121.304)),
            E::PlaceListed(part("road-2", "保乐路", (301, 900), 121.405)),
            E::PlaceListed(part("short", "繁兴路", (1, 200), 121.305)),
            E::PlaceListed(spot(
                "school",
                "试验镇中心小学",
                SpotKind::School,
                at_lon(121.405),
            )),
            E::PlaceListed(spot(
                "village",
                "五一村",
                SpotKind::Village,
                at_lon(121.405),
            )),
            E::PlaceListed(nowhere),
            E::PlaceListed(gone),
        ],
    )
}

fn look_up(address: &str, said: &str) -> Lookup {
    let town = town();
    Gazetteer::new(&town).look_up(&town, day("2024-03-04"), address, said)
}

fn settled(address: &str) -> Result<(String, String), Unsettled> {
    look_up(address, "")
        .settled
        .map(|one| (one.spot.to_string(), one.area.to_string()))
}

#[test]
fn addresses_that_say_it_settle_the_area() {
    for (address, spot, area) in [
        ("锦绣花园12号302室", "garden", "north"),
        ("上海市闵行区试验镇锦绣花园", "garden", "north"),
        ("老花园北门", "garden", "north"),
        ("保乐路188弄12号", "garden", "north"),
        ("保乐路１８８弄", "garden", "north"),
        ("保乐路一百八十八弄", "garden", "north"),
        ("保乐路一八八弄", "garden", "north"),
        ("保乐路250号", "road-1", "north"),
        ("保乐路 666 号门口", "road-2", "south"),
        ("繁兴路近地铁口", "short", "north"),
        ("试验镇中心小学门口", "school", "south"),
        ("51村", "village", "south"),
    ] {
        assert_eq!(
            settled(address),
            Ok((spot.into(), area.into())),
            "{address}: {:?}",
            look_up(address, "").candidates
        );
    }
}

#[test]
fn what_is_open_stays_open() {
    for (address, why) in [
        ("保乐路", Unsettled::SeveralAreas),
        ("从锦绣花园到五一村", Unsettled::SeveralAreas),
        ("某处", Unsettled::NothingFits),
        ("", Unsettled::NothingFits),
        ("试验镇", Unsettled::NothingFits),
        ("保乐路2000号", Unsettled::NothingFits),
        ("天边农场", Unsettled::NoArea),
        ("已拆新村", Unsettled::NothingFits),
        // A slip alone proposes and does not settle.
        ("锦秀花园", Unsettled::NothingFits),
    ] {
        assert_eq!(settled(address), Err(why), "{address}");
    }
}

#[test]
fn a_slip_is_proposed_with_its_reason() {
    for (address, spot) in [
        ("锦秀花园3号", "garden"),
        ("绵绣花园3号", "garden"),
        ("锦花园", "garden"),
        ("宝乐路250号", "road-1"),
    ] {
        let found = look_up(address, "");
        let best = found.candidates.first().expect("a candidate");
        assert_eq!(
            best.spot.as_str(),
            spot,
            "{address}: {:?}",
            found.candidates
        );
        assert_eq!(best.reasons[0].code, ReasonCode::OneSlip);
        assert!(found.settled.is_err());
    }
    let other_kind = look_up("保乐村", "");
    assert_eq!(other_kind.candidates, [], "a village is no road");
}

#[test]
fn what_the_caller_said_helps_where_the_address_does_not() {
    let found = look_up("小区门口", "锦绣花园门口有人乱倒垃圾");
    assert!(
        found.settled.is_err(),
        "who names a compound may be elsewhere"
    );
    let best = found.candidates.first().expect("a candidate");
    assert_eq!(best.spot.as_str(), "garden");
    assert!(
        best.reasons
            .iter()
            .any(|one| one.code == ReasonCode::FromText)
    );
    let numbered = look_up("小区门口", "我在保乐路188弄12号");
    assert_eq!(
        numbered.settled.map(|one| one.spot.to_string()),
        Ok("garden".into())
    );
    let address_first = look_up("五一村", "刚从锦绣花园出来");
    assert_eq!(
        address_first.settled.map(|one| one.spot.to_string()),
        Ok("village".into())
    );
}

#[test]
fn every_point_has_its_reason() {
    for address in ["保乐路188弄", "宝乐路250号对面", "保乐路", "锦绣花园附近"] {
        for one in look_up(address, "").candidates {
            let sum: i64 = one.reasons.iter().map(|reason| reason.points).sum();
            assert_eq!(one.score, sum.clamp(0, 1_000), "{address}");
        }
    }
}

#[test]
fn a_call_without_a_place_has_the_area_of_its_address() {
    let town = town();
    let policy = policy();
    let told = look_up("保乐路188弄12号", "").settled.expect("settled");
    let call = |place| Intake {
        place,
        address: "保乐路188弄12号".into(),
        ..intake()
    };
    let take = |place, located: Option<&Located>| {
        let context = Context {
            located,
            ..context(&policy, &town)
        };
        receive(
            &incident(NUMBER),
            &call(place),
            None,
            asked(None, at("08:00")),
            context,
        )
        .expect("taken")
        .incident
    };
    let by_address = take(None, Some(&told));
    assert_eq!(by_address.area, Some(area("north")));
    assert_eq!(by_address.area_by, Some(AreaBy::Gazetteer));
    assert_eq!(by_address.position(), told.place);
    assert_eq!(by_address.received.place, None, "a proposal is no position");
    let by_place = take(at_lon(121.405), Some(&told));
    assert_eq!(
        by_place.area,
        Some(area("south")),
        "the place alone says it"
    );
    assert_eq!(by_place.area_by, Some(AreaBy::Position));
    assert_eq!(by_place.received.located, None);
    let open = take(None, None);
    assert_eq!((open.area, open.area_by), (None, None));
}

#[test]
fn entries_must_make_sense() {
    let good = spot("one", "锦绣花园", SpotKind::Compound, at_lon(121.305));
    let numbers = Some(NumberRange {
        from: 9,
        to: 1,
        side: Side::Both,
    });
    for (bad, field) in [
        (
            Spot {
                name: "锦".into(),
                ..good.clone()
            },
            "name",
        ),
        (
            Spot {
                aliases: vec!["·".into()],
                ..good.clone()
            },
            "aliases",
        ),
        (
            Spot {
                place: None,
                ..good.clone()
            },
            "place",
        ),
        (
            Spot {
                numbers,
                ..good.clone()
            },
            "numbers",
        ),
        (
            Spot {
                numbers,
                kind: SpotKind::Road,
                ..good.clone()
            },
            "numbers",
        ),
    ] {
        assert_eq!(bad.check().expect_err("bad").field(), field);
        assert!(decide(&registry(), E::PlaceListed(bad)).is_err());
    }
    let unknown = Spot {
        area: Some(area("nowhere")),
        ..good
    };
    assert!(decide(&registry(), E::PlaceListed(unknown)).is_err());
}

proptest! {
    /// Any words at all: no panic, the same twice, sorted, and scores in their bounds.
    #[test]
    fn looking_up_is_total_and_deterministic(
        address in "[保乐路锦绣花园一二三十百0-9弄号 ０-９a-z\u{4e00}-\u{4e20}]{0,24}",
        said in any::<String>(),
    ) {
        let one = look_up(&address, &said);
        prop_assert_eq!(&one, &look_up(&address, &said));
        let in_order = one.candidates.windows(2).all(|pair| {
            (-pair[0].score, &pair[0].spot) < (-pair[1].score, &pair[1].spot)
        });
        prop_assert!(in_order);
        prop_assert!(one.candidates.iter().all(|one| (1..=1_000).contains(&one.score)));
    }
}
