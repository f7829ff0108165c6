//! The register as rows of texts, as a sheet shows them.

use super::{
    accounts::ROLES,
    names::{OFF, area_lives, callable},
    page::Page,
    places, roster, text,
};
use liandong_domain::{
    ids::ItemId,
    registry::{Registry, Roster},
    time::Day,
};
use std::collections::BTreeMap;

/// The rows of a page: what is in use on a day, or will be.
pub(super) fn rows(registry: &Registry, page: Page, today: Day) -> Vec<Vec<String>> {
    let lasts = |until: Option<Day>| until.is_none_or(|until| today <= until);
    let last_day = |until: Option<Day>| until.map_or_else(String::new, |day| day.to_string());
    let shown = Shown::of(registry, today);
    match page {
        Page::Stations => registry
            .stations()
            .map(|one| vec![one.id.to_string(), one.name.clone()])
            .collect(),
        Page::Departments => registry
            .departments()
            .map(|one| vec![one.id.to_string(), one.name.clone()])
            .collect(),
        Page::Areas => registry
            .areas()
            .filter(|one| area_lives(registry, &one.id, today))
            .map(|one| {
                vec![
                    one.id.to_string(),
                    one.name.clone(),
                    shown.name(Page::Stations, one.station.as_str()),
                    places::written(&one.outline),
                ]
            })
            .collect(),
        Page::Units => registry
            .units()
            .map(|one| &one.record)
            .filter(|one| lasts(one.until))
            .map(|one| {
                vec![
                    one.id.to_string(),
                    one.name.clone(),
                    one.call_sign.clone(),
                    shown.name(Page::Areas, one.area.as_str()),
                    one.from.to_string(),
                    last_day(one.until),
                ]
            })
            .collect(),
        Page::Members => registry
            .members()
            .map(|one| &one.record)
            .filter(|one| lasts(one.until))
            .map(|one| {
                vec![
                    one.id.to_string(),
                    one.name.clone(),
                    shown.name(Page::Teams, one.team.as_str()),
                    shown.name(Page::Units, one.unit.as_str()),
                    one.from.to_string(),
                    last_day(one.until),
                ]
            })
            .collect(),
        Page::Shifts => {
            let shifts = registry.roster().into_iter().flat_map(|one| &one.shifts);
            shifts
                .map(|one| {
                    vec![
                        one.id.to_string(),
                        one.name.clone(),
                        text::clock(one.from_second),
                        text::clock((one.from_second + one.seconds).rem_euclid(86_400)),
                    ]
                })
                .collect()
        }
        Page::Teams => registry
            .roster()
            .map_or_else(Vec::new, |one| shown.teams(one)),
        Page::Accounts => registry
            .accounts()
            .filter(|one| ROLES.contains(&one.role))
            .map(|one| {
                let member = one
                    .member
                    .as_ref()
                    .map(|id| shown.name(Page::Members, id.as_str()));
                let department = one.department.as_ref();
                let department = department.map(|id| shown.name(Page::Departments, id.as_str()));
                vec![
                    one.id.to_string(),
                    one.name.clone(),
                    one.role.zh().to_owned(),
                    member.unwrap_or_default(),
                    department.unwrap_or_default(),
                    one.external.clone().unwrap_or_default(),
                ]
            })
            .collect(),
    }
}

/// What may be called by its name.
struct Shown(BTreeMap<Page, Vec<(String, String)>>);

impl Shown {
    fn of(registry: &Registry, today: Day) -> Self {
        let of = |page| (page, callable(registry, page, today));
        Self(Page::ALL.into_iter().map(of).collect())
    }

    /// What a reference says: the name, where it means one record alone and no other's identifier; else the
    /// identifier.
    fn name(&self, page: Page, id: &str) -> String {
        let all = self.0.get(&page).map_or(&[][..], Vec::as_slice);
        let Some((_, name)) = all.iter().find(|(one, _)| one == id) else {
            return id.to_owned();
        };
        let others = all.iter().filter(|(one, _)| one != id);
        let is_plain = !name.is_empty()
            && others
                .clone()
                .all(|(id, other)| other != name && id != name);
        if is_plain {
            name.clone()
        } else {
            id.to_owned()
        }
    }

    fn teams(&self, roster: &Roster) -> Vec<Vec<String>> {
        let word = |day: &ItemId| {
            if day.as_str() == OFF {
                return "休".to_owned();
            }
            let name = self.name(Page::Shifts, day.as_str());
            // A rotation has spaces and commas between its days.
            let is_one_word = !text::narrow(&name).contains([' ', ',', ';']);
            let is_off = ["休", "休息", OFF, "OFF"].contains(&name.as_str());
            if is_one_word && !is_off && text::narrow(&name) == name {
                name
            } else {
                day.to_string()
            }
        };
        let rows = roster.teams.iter().enumerate();
        rows.map(|(nth, team)| {
            let days = roster::turned(&roster.cycle, team.starts_at);
            let days: Vec<String> = days.iter().map(word).collect();
            let from = if nth == 0 {
                roster.from.to_string()
            } else {
                String::new()
            };
            vec![team.id.to_string(), team.name.clone(), days.join(" "), from]
        })
        .collect()
    }
}
