//! A decision told in the words of the live recommendation, for whoever looks on.

use super::{
    desk::Best,
    run::{Open, Run},
};
use crate::sim::{
    calls::Ms,
    watch::{Decision, Watch},
};
use liandong_domain::{
    dispatch::{Car as CarSeen, Seen, Wanted, WhyNot, Work},
    ids::IncidentId,
    incident::Phase,
};

impl<W: Watch> Run<'_, W> {
    /// The situation in the words of the live recommendation.
    pub(super) fn decision(&self, id: u32, now: Ms, best: Option<Best>) -> Decision {
        let town = self.town;
        let area = |nth: u16| town.areas[usize::from(nth)].id.clone();
        let name = |open: &Open| IncidentId::new(format!("20240101-{:04}", open.number + 1));
        let incident = &self.open[id as usize];
        let seen = |nth: usize| Seen {
            place: self.cars[nth].trip.place(now, &town.map),
            at: town.second(now),
        };
        let work = |nth: usize| {
            let car = &self.cars[nth];
            let at = self.open.get(car.incident as usize)?;
            Some(Work {
                incident: name(at).ok()?,
                phase: if car.arrived.is_some() {
                    Phase::Arrived
                } else {
                    Phase::Assigned
                },
                category: Some(town.calls.kinds[usize::from(at.call.category)].code),
                place: Some(town.map.place(at.point())),
                assigned_at: town.second(car.assigned),
                arrived_at: car.arrived,
            })
        };
        let on_duty = self.rostered & !self.resting;
        let cars = town
            .cars
            .iter()
            .enumerate()
            .map(|(nth, (unit, own))| CarSeen {
                unit: unit.clone(),
                name: unit.as_str().into(),
                area: area(*own),
                out: (on_duty >> nth & 1 == 0).then_some(WhyNot::NoCrew),
                seen: Some(seen(nth)),
                standby: None,
                work: work(nth),
            });
        let unnamed = || unreachable!("a number makes an identifier");
        Decision {
            now: town.second(now),
            cars: cars.collect(),
            wanted: Wanted {
                incident: name(incident).unwrap_or_else(|_| unnamed()),
                area: Some(area(incident.area)),
                place: Some(town.map.place(incident.point())),
                category: Some(town.calls.kinds[usize::from(incident.call.category)].code),
                refused_by: Vec::new(),
            },
            chosen: best.map(|one| (one.car, one.free)),
        }
    }
}
