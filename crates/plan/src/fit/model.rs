//! A fitted model as the simulation takes it: its layout, its calls, its work and its rule of travel.

use super::{Fitted, Law, LawKind, numeric::real};
use crate::sim::{
    AreaPlan, CallPoint, Calls, CategoryRate, CategoryWork, Demand, Duration, Layout, Service,
};
use liandong_analysis::stats::special::as_f64;
use liandong_domain::{dispatch::TravelRules, geo::Place, ids::AreaId};
use std::collections::BTreeMap;

/// So many values stand for a law that the simulation does not know.
const VALUES: usize = 401;

impl Law {
    /// The same law in the simulation's words. Weibull's and the sample's own become values at even shares.
    #[must_use]
    pub fn duration(&self) -> Duration {
        match self {
            Self::Exponential { mean } => Duration::Exponential { mean: *mean },
            Self::Gamma { shape, scale } => Duration::Gamma {
                shape: *shape,
                mean: shape * scale,
            },
            Self::Lognormal { mu, sigma } => Duration::Lognormal {
                median: mu.exp(),
                sigma: *sigma,
            },
            Self::Weibull { .. } | Self::Empirical { .. } => {
                // Values far out would be drawn as often as the last share between two of them lasts: one in 800.
                let last = if self.kind() == LawKind::Empirical {
                    1.0
                } else {
                    0.999
                };
                let share = |at: usize| (real(at) / real(VALUES - 1)).min(last);
                let seconds = (0..VALUES).map(|at| self.quantile(share(at))).collect();
                Duration::Empirical { seconds }
            }
        }
    }
}

impl Law {
    /// The law of durations that are so many seconds longer.
    fn later(&self, seconds: f64) -> Duration {
        if seconds <= 0.0 {
            return self.duration();
        }
        let share = |at: usize| (real(at) / real(VALUES - 1)).clamp(0.001, 0.999);
        Duration::Empirical {
            seconds: (0..VALUES)
                .map(|at| self.quantile(share(at)) + seconds)
                .collect(),
        }
    }
}

impl Fitted {
    /// Where things are. Areas wait at the points of the options, and without one at the middle of their atoms.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let mut areas: BTreeMap<AreaId, Place> = self.options.waiting.clone();
        for atom in &self.places.atoms {
            if !areas.contains_key(&atom.area) {
                let own = self.places.atoms.iter().filter(|one| one.area == atom.area);
                areas.insert(atom.area.clone(), middle(own.map(|one| one.place)));
            }
        }
        let points = self.places.atoms.iter().zip(&self.places.pooled);
        Layout {
            utc_offset: self.options.offset,
            areas: areas
                .into_iter()
                .map(|(id, waits_at)| AreaPlan { id, waits_at })
                .collect(),
            points: points
                .map(|(atom, weight)| CallPoint {
                    place: atom.place,
                    area: atom.area.clone(),
                    weight: *weight,
                })
                .collect(),
            roads: None,
        }
    }

    /// The calls, as rates for each hour of the week.
    #[must_use]
    pub fn calls(&self) -> Demand {
        let rate = |(category, profile): (&_, &super::Profile)| {
            let hazards = self.demand.hazards.get(category).copied().unwrap_or(0);
            let own = self.places.by_category.get(category);
            CategoryRate {
                category: *category,
                per_hour: profile.rates.clone(),
                hazard_share: as_f64(hazards) / as_f64(profile.calls.max(1)),
                weights: own.cloned().unwrap_or_default(),
            }
        };
        Demand {
            factor: 1.0,
            calls: Calls::Rates(self.demand.by_category.iter().map(rate).collect()),
        }
    }

    /// The work. The simulation knows one delay of the desk and one law of turnout for all hours.
    #[must_use]
    pub fn work(&self) -> Service {
        let service = &self.service;
        // The simulation's ways grow with the distance: their fixed part passes before the car moves.
        let fixed = self.travel.as_ref().map_or(0.0, |one| one.fixed_seconds);
        let at_once = Duration::Constant { seconds: fixed };
        let turnout = service.turnout.pooled.as_ref();
        let work = |category: &_| {
            let reinforced = service.reinforced.get(category);
            CategoryWork {
                category: *category,
                on_scene: service.on_scene(*category).law.duration(),
                feedback_percent: 50,
                two_cars: 0.0,
                reinforced: reinforced.map_or(0.0, |one| {
                    as_f64(one.reinforced) / as_f64(one.served.max(1))
                }),
            }
        };
        Service {
            intake_seconds: service
                .desk
                .pooled
                .as_ref()
                .map_or(0, |one| nearest(one.mean)),
            turnout: turnout.map_or(at_once, |one| one.law.later(fixed)),
            way_sigma: self.travel.as_ref().map_or(0.0, |travel| travel.all.sigma),
            work: self.demand.by_category.keys().map(work).collect(),
        }
    }

    /// The policy's rule of travel, stretched so that its seconds are the median of the ways that were seen. The
    /// factors by block stay in the report: the rule's speeds are whole km/h, which is coarser than they differ.
    #[must_use]
    pub fn travel_rules(&self) -> TravelRules {
        let factor = self.travel.as_ref().map_or(1.0, |travel| travel.all.factor);
        self.options.travel.stretched(factor)
    }
}

/// A rule whose ways take so many times as long.
trait Stretch {
    fn stretched(&self, factor: f64) -> Self;
}

impl Stretch for TravelRules {
    fn stretched(&self, factor: f64) -> Self {
        let percent = super::numeric::whole(self.detour_percent) * factor;
        // No street is shorter than the straight line, nor five times as long to a policy: the speed takes the rest.
        let detour = percent.clamp(100.0, 500.0);
        let kmh = |kmh: i64| nearest(super::numeric::whole(kmh) * detour / percent).clamp(1, 150);
        let mut rules = self.clone();
        rules.detour_percent = nearest(detour);
        rules.usual_kmh = kmh(self.usual_kmh);
        for window in &mut rules.by_hour {
            window.kmh = kmh(window.kmh);
        }
        rules
    }
}

fn middle(places: impl Iterator<Item = Place>) -> Place {
    let all: Vec<Place> = places.collect();
    let n = real(all.len().max(1));
    Place {
        lon: all.iter().map(|one| one.lon).sum::<f64>() / n,
        lat: all.iter().map(|one| one.lat).sum::<f64>() / n,
    }
}

pub(super) fn nearest(of: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float becomes the nearest whole number that there is, never another"
    )]
    {
        of.round() as i64
    }
}
