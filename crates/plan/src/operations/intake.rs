//! A call comes: who calls, from where, about what; and the desk's first decisions.

use super::{Action, CallNo, Operations, Step, agenda::Todo, call::Call, demand::Weather, texts};
use liandong_domain::{
    geo::Place,
    incident::{Caller, CategoryCode, IncidentCommand as C, Intake, Source},
    roles::Role,
    time::Timestamp,
};

/// Weights of the five categories, in their order: by day, in the evening and at night, in bad
/// weather.
const BY_DAY: [u32; 5] = [22, 18, 24, 10, 26];
const BY_NIGHT: [u32; 5] = [42, 10, 18, 6, 24];
const IN_BAD_WEATHER: [u32; 5] = [12, 22, 16, 34, 16];

/// Calls in a thousand whose text hints at danger.
const DANGER: u64 = 30;
/// Of these, so many in a thousand go back to police at once.
const DANGER_TO_POLICE: u64 = 780;
/// Other calls in a thousand that go back to police, and that are called off.
const TO_POLICE: u64 = 30;
const CANCELLED: u64 = 15;
/// Calls in a thousand about which somebody else calls too.
const TWICE: u64 = 25;
/// Calls in a thousand that were taken on paper and entered afterwards.
const ON_PAPER: u64 = 12;

impl Operations {
    /// Somebody does something.
    pub(super) fn act(
        &mut self,
        at: Timestamp,
        occurred_at: Option<Timestamp>,
        (role, nth): (Role, u64),
        action: Action,
    ) {
        let Some(account) = self.world.account(role, nth) else {
            return;
        };
        let account = account.clone();
        self.agenda.step(Step {
            recorded_at: at,
            occurred_at,
            account,
            role,
            action,
        });
    }

    /// Somebody gives a command to a call now.
    pub(super) fn order(&mut self, at: Timestamp, who: (Role, u64), call: CallNo, command: C) {
        self.act(at, None, who, Action::Command { call, command });
    }

    pub(super) fn text(&mut self, from: &[&str]) -> String {
        self.dice.pick(from).copied().unwrap_or_default().to_owned()
    }

    pub(super) fn take_call(&mut self, now: Timestamp, weather: Weather) {
        let no = self.number();
        let area = usize::try_from(self.dice.below(self.world.areas.len() as u64)).unwrap_or(0);
        let place = self.place_in(area);
        let category = self.category(now, weather);
        let subcategory = self.subcategory(category);
        let address = self.address();
        let name = subcategory.as_ref().map_or("", |(_, name)| name);
        let danger = self.dice.chance(DANGER);
        let dangerous = danger.then(|| self.dangerous(&address)).flatten();
        let text = dangerous.unwrap_or_else(|| self.harmless(category, name, &address));
        let hints = !self.world.policy.screen(&text).is_empty();
        let source = self.source();
        let on_paper = source == Source::ByHand || self.dice.chance(ON_PAPER);
        let occurred_at =
            (on_paper && self.dice.chance(400)).then(|| now.plus(-self.dice.between(60, 600)));
        let desk = self.dice.below(1_000);
        let intake = self.intake(no, source, address, place, text, now);
        let again = intake.clone();
        self.act(
            now,
            occurred_at,
            (Role::Commander, desk),
            Action::Receive { call: no, intake },
        );

        let station = self.world.areas.get(area).map(|area| area.station.clone());
        let decided = now.plus(self.dice.between(20, 110));
        let commander = (Role::Commander, desk);
        let covered = self
            .world
            .policy
            .covers(occurred_at.unwrap_or(now), self.world.offset);
        let reason = if !covered {
            Some(texts::NOT_COVERED.to_owned())
        } else if hints && self.dice.chance(DANGER_TO_POLICE) {
            Some(texts::DANGER_TO_POLICE.to_owned())
        } else if !hints && self.dice.chance(TO_POLICE) {
            Some(self.text(&texts::TO_POLICE))
        } else {
            None
        };
        if let (Some(reason), Some(station)) = (reason, station) {
            let back = C::ReturnToPolice { station, reason };
            self.order(decided, commander, no, back);
            return;
        }
        let in_spite_of_hazards = hints.then(|| self.text(&texts::IN_SPITE));
        let confirm = C::Confirm {
            category,
            subcategory: subcategory.map(|(id, _)| id),
            area: self.world.areas.get(area).map(|area| area.id.clone()),
            in_spite_of_hazards,
        };
        self.order(decided, commander, no, confirm);
        if self.dice.chance(CANCELLED) {
            let reason = self.text(&texts::CANCELLED);
            let later = decided.plus(self.dice.between(30, 240));
            self.order(later, commander, no, C::Cancel { reason });
            return;
        }
        let twice = !hints && self.dice.chance(TWICE);
        let (joined, open_until) = if twice {
            let (other, merged) = self.somebody_else(now, no, again);
            (Some(other), merged)
        } else {
            (None, now)
        };
        let accepted = decided.plus(self.dice.between(8, 60));
        let dispatcher = (Role::Dispatcher, self.dice.below(1_000));
        self.order(accepted, dispatcher, no, C::Accept);
        let at = accepted.plus(self.dice.between(5, 45));
        let call = Call {
            no,
            area,
            place,
            category,
            weather,
            may_end_early: !twice,
            open_until,
            joined,
            round: 1,
            referrals: 0,
            late: false,
        };
        self.agenda.plan(at, Todo::Dispatch(Box::new(call)));
    }

    /// A second caller about the same thing, found out and merged; answers which call, and when.
    fn somebody_else(
        &mut self,
        now: Timestamp,
        into: CallNo,
        mut intake: Intake,
    ) -> (CallNo, Timestamp) {
        let no = self.number();
        let at = now.plus(self.dice.between(60, 260));
        intake.external = None;
        intake.caller = Some(self.caller());
        intake.source = Source::Hotline12345;
        let desk = (Role::Commander, self.dice.below(1_000));
        self.act(at, None, desk, Action::Receive { call: no, intake });
        let merged = at.plus(self.dice.between(30, 110));
        let reason = self.text(&texts::MERGED);
        let call = no;
        self.act(merged, None, desk, Action::Merge { call, into, reason });
        (call, merged)
    }

    fn category(&mut self, now: Timestamp, weather: Weather) -> CategoryCode {
        let hour = self.world.hour(now);
        let weights = match (weather, hour) {
            (Weather::Bad, _) => &IN_BAD_WEATHER,
            (Weather::Fair, 20..=23 | 0..=5) => &BY_NIGHT,
            (Weather::Fair, _) => &BY_DAY,
        };
        let at = self.dice.weighted(weights);
        let all = CategoryCode::ALL;
        all.get(at).copied().unwrap_or(CategoryCode::Assistance)
    }

    fn subcategory(
        &mut self,
        category: CategoryCode,
    ) -> Option<(liandong_domain::ids::ItemId, String)> {
        let all = self.world.subcategories.get(&category)?;
        self.dice.pick(all).cloned()
    }

    fn source(&mut self) -> Source {
        match self.dice.weighted(&[82, 12, 6]) {
            0 => Source::Police110,
            1 => Source::Hotline12345,
            _ => Source::ByHand,
        }
    }

    /// A place inside the area: thrown into the box around it until it falls inside.
    fn place_in(&mut self, area: usize) -> Place {
        const STEPS: i64 = 10_000;
        let Some(area) = self.world.areas.get(area) else {
            return Place { lon: 0.0, lat: 0.0 };
        };
        let corners = &area.outline.0;
        let edge = |of: fn(&Place) -> f64, pick: fn(f64, f64) -> f64, start: f64| {
            corners.iter().map(of).fold(start, pick)
        };
        let (west, east) = (
            edge(|at| at.lon, f64::min, f64::INFINITY),
            edge(|at| at.lon, f64::max, f64::NEG_INFINITY),
        );
        let (south, north) = (
            edge(|at| at.lat, f64::min, f64::INFINITY),
            edge(|at| at.lat, f64::max, f64::NEG_INFINITY),
        );
        for _ in 0..40 {
            let mut between = |from: f64, to: f64| {
                // Below 2^53: exact.
                #[expect(clippy::cast_precision_loss, reason = "at most ten thousand")]
                let share = self.dice.between(1, STEPS - 1) as f64 / STEPS as f64;
                // Six digits are a decimetre: what a phone gives.
                ((from + (to - from) * share) * 1e6).round() / 1e6
            };
            let place = Place {
                lon: between(west, east),
                lat: between(south, north),
            };
            if area.outline.contains(place) {
                return place;
            }
        }
        area.outline.middle()
    }

    fn address(&mut self) -> String {
        let street = self.text(&texts::STREETS);
        let number = self.dice.between(1, 899);
        if self.dice.chance(450) {
            return format!("{street}{number}号");
        }
        let estate = self.text(&texts::ESTATES);
        let (house, floor, door) = (
            self.dice.between(1, 60),
            self.dice.between(1, 18),
            self.dice.between(1, 4),
        );
        format!("{street}{number}弄{estate}{house}号{floor}0{door}室")
    }

    /// A text that hints at danger by one of the policy's own words.
    fn dangerous(&mut self, address: &str) -> Option<String> {
        let lists = &self.world.policy.safety_words;
        let word = self.dice.pick(lists).and_then(|list| {
            let words: &[String] = &list.words;
            self.dice.pick(words)
        })?;
        let word = word.clone();
        let frame = self.text(&texts::DANGER);
        Some(frame.replacen("{}", address, 1).replacen("{}", &word, 1))
    }

    /// A text about the subcategory in which the policy finds no danger.
    fn harmless(&mut self, category: CategoryCode, name: &str, address: &str) -> String {
        let all = texts::said(category);
        let (fitting, any): (Vec<_>, Vec<_>) = all.iter().partition(|(about, _)| !about.is_empty());
        let fitting: Vec<_> = fitting
            .into_iter()
            .filter(|(about, _)| name.contains(about))
            .collect();
        for _ in 0..4 {
            let from = if fitting.is_empty() || self.dice.chance(150) {
                &any
            } else {
                &fitting
            };
            let frame = self.dice.pick(from).map_or("", |(_, frame)| frame);
            let text = if frame.matches("{}").count() < 2 {
                frame.replacen("{}", address, 1)
            } else if frame.starts_with("我要反映")
                || frame.starts_with("反映")
                || frame.starts_with("为了")
            {
                frame.replacen("{}", name, 1).replacen("{}", address, 1)
            } else {
                frame.replacen("{}", address, 1).replacen("{}", name, 1)
            };
            if self.world.policy.screen(&text).is_empty() {
                return text;
            }
        }
        format!("请到{address}来看一下")
    }

    fn caller(&mut self) -> Caller {
        let surname = self.text(&texts::SURNAMES);
        let title = self.text(&texts::TITLES);
        // A block kept for generated numbers.
        let phone = format!("1390000{:04}", self.dice.below(10_000));
        Caller {
            name: Some(format!("{surname}{title}")),
            phone: Some(phone),
        }
    }

    fn intake(
        &mut self,
        no: CallNo,
        source: Source,
        address: String,
        place: Place,
        text: String,
        now: Timestamp,
    ) -> Intake {
        let day = self.world.offset.day(now);
        let external = match source {
            Source::Police110 => Some(format!("110-{day}-{:06}", no.0)),
            Source::Hotline12345 => Some(format!("12345-{day}-{:06}", no.0)),
            Source::ByHand => None,
        };
        let caller = self.caller();
        let known = self.dice.chance(930);
        Intake {
            source,
            external,
            answer_by: None,
            push: None,
            caller: Some(caller),
            address,
            place: known.then_some(place),
            text,
        }
    }
}
