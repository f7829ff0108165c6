//! Hundreds of commands of all kinds, with restarts between: what was answered is in the log, and
//! everything else follows from the log.

use super::tools::{Desk, assign, confirm, intake, order};
use liandong_domain::{
    ids::{DepartmentId, IncidentId, StationId, UnitId},
    incident::{
        ArrivalSource, ClockKind, DisposalOutcome, FollowUpResult, Grade, IncidentCommand as C,
        allowed,
    },
    roles::Role,
};
use std::collections::{BTreeMap, BTreeSet};

const CARS: [&str; 2] = ["boat-east", "boat-west"];

/// The same numbers in each run (Knuth's MMIX multiplier).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn any_command(dice: &mut Dice, incidents: &[IncidentId]) -> C {
    let unit = UnitId::new(CARS[dice.roll(2)]).unwrap();
    let reason = format!("缘由{}", dice.roll(1_000));
    let clock = [ClockKind::Arrive, ClockKind::Feedback, ClockKind::Dispose][dice.roll(3)];
    match dice.roll(30) {
        0..3 => confirm(),
        3..6 => C::Accept,
        6..9 => assign(unit.as_str()),
        9..11 => C::Acknowledge { unit: None },
        11..13 => C::Arrive {
            unit: None,
            how: ArrivalSource::Phone,
        },
        13..15 => C::Feedback { text: reason },
        15..17 => C::Dispose {
            outcome: DisposalOutcome::Mediated,
            text: reason,
        },
        17 => C::Review { finding: reason },
        18 => C::Refer {
            department: DepartmentId::new("river").unwrap(),
            reason,
            due_at: None,
        },
        19 => C::AcceptReferral { referral: 1 },
        20 => C::DepartmentDispose {
            referral: 1,
            result: reason,
        },
        21 => C::FollowUp {
            outcome: FollowUpResult::Reached {
                grade: Grade::Satisfied,
                complaint: None,
            },
            reopen: false,
        },
        22 => C::Close { note: None },
        23 => C::Reopen { reason },
        24 => C::Reinforce {
            unit,
            reason,
            leave_town_uncovered: None,
        },
        25 => C::Reassign { unit, reason },
        26 => C::PauseClock {
            clock,
            reason,
            until: None,
        },
        27 => C::ResumeClock { clock },
        28 => C::ExplainBreach { clock, reason },
        _ => match dice.roll(4) {
            0 => C::Cancel { reason },
            1 => C::Merge {
                into: incidents[dice.roll(incidents.len())].clone(),
                reason,
            },
            2 => C::ReturnToPolice {
                station: StationId::new("liuxi").unwrap(),
                reason,
            },
            _ => C::Intervene { reason },
        },
    }
}

/// Each car is where the incidents' states say, and nowhere else.
async fn check_cars(desk: &Desk, incidents: &[IncidentId]) {
    let mut on = BTreeMap::new();
    for id in incidents {
        let (incident, _) = desk.app.incident(&desk.town, id).await.unwrap();
        for one in incident.active_units() {
            let other = on.insert(one.unit.clone(), id.clone());
            assert_eq!(other, None, "{} is in two places", one.unit);
        }
    }
    for car in CARS {
        let unit = UnitId::new(car).unwrap();
        let known = desk.app.incident_of_unit(&desk.town, &unit);
        assert_eq!(known.as_ref(), on.get(&unit), "{car}");
    }
}

#[tokio::test]
async fn whatever_is_done_the_rest_follows_from_the_log() {
    let mut desk = Desk::new().await;
    let mut dice = Dice(7);
    let mut incidents: Vec<IncidentId> = Vec::new();
    let mut answered = BTreeSet::new();
    let (mut refused, mut checks) = (0, 0);
    for step in 0..900 {
        desk.pass(i64::try_from(dice.roll(300)).unwrap());
        let key = format!("step-{step:03}");
        if incidents.len() < 4 || step % 25 == 0 {
            let order = order(Role::Commander, &key);
            let done = desk.app.receive(&desk.town, order, &intake()).await;
            incidents.push(done.unwrap().incident.number().clone());
            answered.insert(key);
        } else {
            let recent = incidents.len().min(5);
            let id = incidents[incidents.len() - 1 - dice.roll(recent)].clone();
            let (incident, _) = desk.app.incident(&desk.town, &id).await.unwrap();
            let offered = allowed(&incident, Role::Administrator);
            let mut command = any_command(&mut dice, &incidents);
            // Mostly what a page would offer; else hardly anything gets anywhere.
            for _ in 0..20 * dice.roll(4) {
                if offered.contains(&command.kind()) {
                    break;
                }
                command = any_command(&mut dice, &incidents);
            }
            let order = order(Role::Administrator, &key);
            match desk.app.command(&desk.town, order, &id, &command).await {
                Ok(done) => {
                    assert!(!done.replayed);
                    answered.insert(key);
                }
                Err(_) => refused += 1,
            }
        }
        if step % 7 == 0 {
            checks += desk.app.check_due_clocks().await.unwrap();
        }
        if step % 90 == 89 {
            let mut before = Vec::new();
            for id in &incidents {
                before.push(desk.app.incident(&desk.town, id).await.unwrap());
            }
            let alarms = desk.app.alarms().waiting();
            desk.restart(1).await;
            desk.app.book(&desk.town).await.unwrap();
            assert_eq!(desk.app.alarms().waiting(), alarms);
            for (id, before) in incidents.iter().zip(before) {
                let after = desk.app.incident(&desk.town, id).await.unwrap();
                assert_eq!(after, before, "{id} after a restart");
            }
        }
        if step % 10 == 0 {
            check_cars(&desk, &incidents).await;
        }
    }
    // The dice must have led somewhere for this to say anything.
    let led = (answered.len(), refused, checks);
    assert!(led.0 > 200 && led.1 > 100 && led.2 > 20, "{led:?}");
    let log = desk.log().await;
    let written: BTreeSet<_> = log
        .iter()
        .map(|one| one.command.as_str())
        .filter(|key| key.starts_with("step-"))
        .collect();
    assert!(
        written.iter().copied().eq(answered.iter()),
        "each of them and no other"
    );
    let kinds: BTreeSet<_> = log
        .iter()
        .map(|one| &*one.event.kind)
        .filter(|kind| kind.starts_with("incident."))
        .collect();
    assert!(kinds.len() > 18, "{kinds:?}");
    desk.check_rows().await;
    let store = desk.app.store();
    store.verify(&desk.town, Box::new(|_| {})).await.unwrap();
}
