//! Stand-by orders: given, heard, ended, and told when nobody hears.

use crate::support::{
    times::at,
    town::{area, incident, registry},
};
use liandong_domain::{
    aggregate::{Aggregate, Asked},
    dispatch::{DispatchRules, EscalationRule, EscalationStep, MatterKind, StandbyPoint},
    geo::Place,
    ids::IncidentId,
    roles::Role,
    standby::{Standby, StandbyCommand as C, StandbyFacts, StandbyRejection as R},
    time::Timestamp,
};

fn rules() -> DispatchRules {
    let mut rules = DispatchRules {
        escalation: vec![EscalationRule {
            matter: MatterKind::Standby,
            from_warning: false,
            steps: vec![
                EscalationStep {
                    after_seconds: 120,
                    to: vec![Role::Dispatcher],
                },
                EscalationStep {
                    after_seconds: 300,
                    to: vec![Role::Commander],
                },
            ],
        }],
        ..DispatchRules::default()
    };
    rules.standby.max_seconds = 3_600;
    rules.standby.points = vec![StandbyPoint {
        area: area("south"),
        name: "南桥".into(),
        place: Place {
            lon: 121.404,
            lat: 31.203,
        },
    }];
    rules
}

struct Car {
    state: Option<Standby>,
    busy: Option<IncidentId>,
    serves: bool,
}

impl Car {
    fn new() -> Self {
        Self {
            state: None,
            busy: None,
            serves: true,
        }
    }

    fn give(&mut self, now: Timestamp, command: &C) -> Result<Vec<&'static str>, R> {
        self.give_to("car-1", now, command)
    }

    fn give_to(&mut self, id: &str, now: Timestamp, command: &C) -> Result<Vec<&'static str>, R> {
        let (rules, registry) = (rules(), registry());
        let facts = StandbyFacts {
            rules: &rules,
            registry: &registry,
            busy_with: self.busy.as_ref(),
            serves: self.serves,
            grace: 120,
        };
        let asked = Asked {
            occurred_at: None,
            now,
        };
        let events = Standby::decide(self.state.as_ref(), id, command, asked, facts)?;
        for (event, stamp) in &events {
            let text = serde_json::to_string(event).expect("JSON");
            let event = serde_json::from_str(&text).expect("an event");
            self.state = Standby::evolve(self.state.take(), id, &event, *stamp);
        }
        Ok(events
            .iter()
            .map(|(event, _)| Standby::kind(event))
            .collect())
    }

    fn next(&self) -> Option<Timestamp> {
        self.state.as_ref().and_then(Standby::next_alarm)
    }
}

fn order(to: &str) -> C {
    C::Order {
        area: area(to),
        reason: "南片警情多".into(),
        until: None,
    }
}

#[test]
fn an_order_names_the_point_and_ends_by_itself() {
    let mut car = Car::new();
    assert_eq!(
        car.give(at("10:00"), &order("south")),
        Ok(vec!["standby.ordered"])
    );
    let holds = car
        .state
        .clone()
        .and_then(|one| one.order)
        .expect("an order");
    assert_eq!((&*holds.place_name, holds.until), ("南桥", at("11:00")));
    assert_eq!(
        car.give(at("10:01"), &C::Acknowledge),
        Ok(vec!["standby.acknowledged"])
    );
    assert_eq!(
        car.give(at("10:01"), &C::Acknowledge),
        Err(R::AlreadyAcknowledged)
    );
    assert_eq!(car.next(), Some(at("11:00")));
    assert_eq!(
        car.give(at("11:00"), &C::CheckTime),
        Ok(vec!["standby.ended"])
    );
    assert_eq!(car.give(at("11:00"), &C::CheckTime), Ok(vec![]));
    let end = C::End {
        reason: "够了".into(),
    };
    assert_eq!(car.give(at("11:01"), &end), Err(R::NoOrder));
}

#[test]
fn silence_goes_up_and_a_sleeper_tells_all_in_order() {
    let mut car = Car::new();
    car.give(at("10:00"), &order("south")).expect("ordered");
    assert_eq!(car.next(), Some(at("10:02")));
    assert_eq!(
        car.give(at("10:02"), &C::CheckTime),
        Ok(vec!["standby.escalated"])
    );
    assert_eq!(car.next(), Some(at("10:05")));
    assert_eq!(
        car.give(at("12:00"), &C::CheckTime),
        Ok(vec!["standby.escalated", "standby.ended"])
    );
    assert_eq!(car.next(), None);
}

#[test]
fn another_order_takes_the_place_of_the_first() {
    let mut car = Car::new();
    car.give(at("10:00"), &order("south")).expect("ordered");
    assert_eq!(car.give(at("10:01"), &order("south")), Err(R::AlreadyThere));
    assert_eq!(
        car.give(at("10:02"), &order("north")),
        Ok(vec!["standby.ended", "standby.ordered"])
    );
    let holds = car
        .state
        .clone()
        .and_then(|one| one.order)
        .expect("an order");
    assert_eq!((holds.nth, holds.area), (2, area("north")));
}

#[test]
fn orders_that_cannot_be() {
    let mut car = Car::new();
    assert_eq!(
        car.give(at("10:00"), &order("moon")),
        Err(R::UnknownArea(area("moon")))
    );
    assert!(matches!(
        car.give_to("car-9", at("10:00"), &order("south")),
        Err(R::UnknownUnit(_))
    ));
    let ends = |time: &str| C::Order {
        area: area("south"),
        reason: "x".into(),
        until: Some(at(time)),
    };
    assert_eq!(
        car.give(at("10:00"), &ends("10:00")),
        Err(R::BadEnd { most: 3_600 })
    );
    assert_eq!(
        car.give(at("10:00"), &ends("11:01")),
        Err(R::BadEnd { most: 3_600 })
    );
    let blank = C::Order {
        area: area("south"),
        reason: " ".into(),
        until: None,
    };
    assert_eq!(car.give(at("10:00"), &blank), Err(R::Blank));
    car.busy = Some(incident("20240304-0001"));
    assert!(matches!(
        car.give(at("10:00"), &order("south")),
        Err(R::Busy(_))
    ));
    car.busy = None;
    car.serves = false;
    assert_eq!(car.give(at("10:00"), &order("south")), Err(R::NotServing));
}
