//! A town's folder (街镇数据文件夹): everything that makes a town, as files that people keep.
//!
//! ```text
//! town.toml        the town, its stations, departments and categories
//! areas.geojson    responsibility areas, one polygon each
//! outline.geojson  the town's own outline; may be absent
//! places.csv       the gazetteer; may be absent
//! units.toml       cars           members.csv    members
//! roster.toml      shifts, cycle, teams
//! calendar.toml    holidays and make-up workdays; may be absent
//! duty.toml        rules of duty; may be absent
//! equipment.toml   kinds          equipment.csv  who holds which piece
//! policy.toml      limits, hours, safety words
//! accounts.toml    logins
//! follow_up.toml   what the follow-up desk says, by category; may be absent
//! people.toml      rules for signing in and for keeping callers' data; may be absent
//! project*.toml    projects: profile, contract, ledger, indicators
//! trainings.toml   assessments.toml   earlier results; may be absent
//! keywords.toml    stations.toml    protocols.toml   guidance; may be absent
//! scoring.toml     the members' formula; may be absent
//! vendor.toml      the contract's clauses for the vendor's month; may be absent
//! ```
//!
//! The reader takes all or nothing, and says everything that is wrong at once: a clerk who mends a
//! folder should not learn of its faults one at a time. Every key, column and property that it does
//! not know is refused, because a misspelt limit that is silently ignored would be a wrong limit.

mod areas;
mod contracts;
mod dispatch;
mod duty;
mod equipment;
mod error;
mod fixed;
mod follow_up;
mod formula;
mod guidance;
mod ids;
mod indicator;
mod item;
mod known;
mod ledger;
mod parse;
mod people;
mod places;
mod policy;
mod policy_case;
mod problem;
mod profile;
mod project;
mod records;
mod results;
mod roster;
mod schedule;
mod scoring;
mod source;
mod standard;
mod target;
mod town;
mod units;
mod value;
mod vendor;

pub use error::FolderError;
pub use ledger::entries_file;
pub use problem::{Found, Phrase, Problem};
pub use project::ProjectFile;
pub use standard::Standard;

use known::Known;
use liandong_domain::{
    assessment::Scoring,
    duty::{CalendarYear, DutyRules},
    people::PeopleRules,
    places::Spot,
    policy::Policy,
    registry::{
        Account, Area, Assessment, Category, Department, EquipmentIssue, EquipmentKind,
        FollowUpScript, Guidance, Member, Roster, Station, Town, Training, Unit,
    },
};
use source::Complaints;
use std::{fs, path::Path};

/// Data files other than projects.
const FILES: [&str; 22] = [
    "town.toml",
    "areas.geojson",
    "outline.geojson",
    "places.csv",
    "calendar.toml",
    "duty.toml",
    "units.toml",
    "members.csv",
    "roster.toml",
    "equipment.toml",
    "equipment.csv",
    "policy.toml",
    "accounts.toml",
    "follow_up.toml",
    "people.toml",
    "trainings.toml",
    "assessments.toml",
    "keywords.toml",
    "stations.toml",
    "protocols.toml",
    "scoring.toml",
    "vendor.toml",
];

/// A town as its folder describes it. Lists keep the order of their files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownFolder {
    /// The town.
    pub town: Town,
    /// Its police stations.
    pub stations: Vec<Station>,
    /// Its departments.
    pub departments: Vec<Department>,
    /// The five categories with their subcategories.
    pub categories: Vec<Category>,
    /// Its responsibility areas, which do not overlap.
    pub areas: Vec<Area>,
    /// Its cars.
    pub units: Vec<Unit>,
    /// Its members.
    pub members: Vec<Member>,
    /// The roster, without a gap in the hours that the policy covers.
    pub roster: Roster,
    /// Holidays and make-up workdays, by year.
    pub calendars: Vec<CalendarYear>,
    /// The rules of duty, where the town sets its own.
    pub duty_rules: Option<DutyRules>,
    /// The gazetteer.
    pub spots: Vec<Spot>,
    /// Kinds of equipment.
    pub equipment_kinds: Vec<EquipmentKind>,
    /// Pieces handed out.
    pub equipment: Vec<EquipmentIssue>,
    /// The policy.
    pub policy: Policy,
    /// What the follow-up desk says, by category.
    pub follow_up_scripts: Vec<FollowUpScript>,
    /// Logins.
    pub accounts: Vec<Account>,
    /// Rules for signing in and for keeping callers' data, where the town has its own.
    pub people: Option<PeopleRules>,
    /// Earlier trainings.
    pub trainings: Vec<Training>,
    /// Earlier assessments.
    pub assessments: Vec<Assessment>,
    /// Keyword rules, stations' hours, protocols.
    pub guidance: Vec<Guidance>,
    /// The formula by which members are scored.
    pub scoring: Option<Scoring>,
    /// Projects, by the name of their file.
    pub projects: Vec<ProjectFile>,
}

impl TownFolder {
    /// Reads a folder.
    ///
    /// # Errors
    /// Everything that is wrong with it, by file and line; the list is never empty.
    pub fn read(dir: &Path) -> Result<Self, Vec<FolderError>> {
        let complaints = Complaints::new(dir);
        let Some(project_files) = list(dir, &complaints) else {
            return Err(complaints.into_sorted());
        };
        let mut known = Known::new();
        let mut town = town::read(&complaints, &mut known);
        let areas = areas::read(&complaints, &mut known);
        let policy = policy::read(&complaints, &known);
        let outline = areas::outline(&complaints);
        if let (Some(town), Some(outline)) = (&mut town, &outline) {
            town.town.outline.clone_from(outline);
        }
        let spots = places::read(&complaints, &known, areas.as_deref());
        let calendars = duty::calendars(&complaints);
        let duty_rules = duty::rules(&complaints);
        let units = units::units(&complaints, &mut known);
        let roster = roster::read(&complaints, &mut known, policy.as_ref());
        let members = units::members(&complaints, &mut known);
        let equipment_kinds = equipment::kinds(&complaints, &mut known);
        let equipment = equipment::issues(&complaints, &known);
        let follow_up_scripts = follow_up::read(&complaints);
        let accounts = units::accounts(&complaints, &mut known);
        let people = people::read(&complaints);
        let trainings = results::trainings(&complaints, &mut known);
        let assessments = results::assessments(&complaints, &mut known);
        let guidance = guidance::read(&complaints, &known, town.as_ref());
        let scoring = scoring::read(&complaints);
        let mut projects: Vec<ProjectFile> = project_files
            .iter()
            .filter_map(|file| project::read(&complaints, file, &mut known, policy.as_ref()))
            .collect();
        if projects.is_empty() || projects.len() < project_files.len() {
            known.projects.incomplete();
        }
        let terms = vendor::read(&complaints, &known).flatten();
        if let Some((id, terms)) = terms
            && let Some(one) = projects.iter_mut().find(|one| one.project.id == id)
        {
            one.terms = Some(terms);
        }
        let read = || {
            let town = town?;
            Some(Self {
                town: town.town,
                stations: town.stations,
                departments: town.departments,
                categories: town.categories,
                areas: areas?,
                units: units?,
                members: members?,
                roster: roster?,
                calendars: calendars?,
                duty_rules: duty_rules?,
                spots: spots?,
                equipment_kinds: equipment_kinds?,
                equipment: equipment?,
                policy: policy?,
                follow_up_scripts: follow_up_scripts?,
                accounts: accounts?,
                people,
                trainings: trainings?,
                assessments: assessments?,
                guidance: guidance?,
                scoring: scoring?,
                projects,
            })
        };
        let read = read();
        let errors = complaints.into_sorted();
        match read {
            Some(folder) if errors.is_empty() => Ok(folder),
            _ => Err(errors),
        }
    }
}

/// Looks through the folder: the files of projects by name, and a complaint about each data file
/// that nothing reads, because a misspelt name must not pass for an absent file.
fn list(dir: &Path, complaints: &Complaints) -> Option<Vec<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(_) => {
            complaints.about_file("", Problem::NoFolder);
            return None;
        }
    };
    let mut projects = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_data = [".toml", ".csv", ".geojson"]
            .iter()
            .any(|end| name.ends_with(end));
        if name.starts_with("project") && name.ends_with(".toml") {
            projects.push(name);
        } else if is_data && !FILES.contains(&name.as_str()) {
            complaints.about_file(&name, Problem::UnknownFile);
        }
    }
    if projects.is_empty() {
        complaints.about_file("project.toml", Problem::NoFile);
    }
    projects.sort_unstable();
    Some(projects)
}
