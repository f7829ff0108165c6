//! A bare town (空白街镇): what an administrator needs to enter everything else in the browser.

use super::record;
use crate::{App, AppError, Order, engine::system, folder::Standard};
use liandong_domain::{
    ids::{AccountId, StationId, TownId},
    people::{PeopleRules, opened_of},
    refusal::{Because, Refusal},
    registry::{Account, Registry, RegistryEvent as R, Station, Town},
    roles::Role,
    time::UtcOffset,
};

/// The first administrator's account.
const ADMINISTRATOR: &str = "admin";
/// The most characters of a town's or a station's name.
const LONGEST: usize = 60;

/// A town to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTown {
    /// Its identifier, for ever.
    pub id: TownId,
    /// Its name.
    pub name: String,
    /// The names of its stations; more can be opened later.
    pub stations: Vec<String>,
    /// The name of its first administrator.
    pub administrator: String,
}

impl NewTown {
    /// Whether such a town could begin.
    ///
    /// # Errors
    /// `bad_name`.
    pub fn check(&self) -> Result<(), AppError> {
        records(self, &administrator()?).map(drop)
    }
}

fn administrator() -> Result<AccountId, AppError> {
    AccountId::new(ADMINISTRATOR).map_err(|why| AppError::Internal(why.to_string()))
}

/// A town that was begun.
#[derive(Debug)]
pub struct Founded {
    /// The first administrator's account.
    pub account: AccountId,
    /// Its first password, shown here and never again.
    pub password: String,
    /// Records that entered the log.
    pub recorded: usize,
}

/// Begins a town with the standard set, its stations and one administrator. In Beijing time.
///
/// # Errors
/// `town_exists` when the town is there already, what the register refuses, the store's failure. Nothing of the
/// register is written then.
pub async fn found(app: &App, new: &NewTown) -> Result<Founded, AppError> {
    match app.book(&new.id).await {
        Err(AppError::NoSuchTown(_)) => {}
        Err(error) => return Err(error),
        Ok(_) => return Err(exists(&new.id).into()),
    }
    let account = administrator()?;
    let records = records(new, &account)?;
    let imported = record(app, &new.id, system(), records).await?;
    let order: Order = app.own_order(system(), "first-password")?;
    let reset = app.reset_password(&new.id, order, &account).await?;
    Ok(Founded {
        account,
        password: reset.password,
        recorded: imported.recorded,
    })
}

fn exists(town: &TownId) -> Refusal {
    Refusal::new(
        "town_exists",
        Because::Conflict,
        format!(
            "已有街镇 {town}，没有改动；其余资料请登录后在网页上录入。忘记管理员密码时用 liandong account reset"
        ),
        format!(
            "there is a town {town} already, and nothing was changed: enter the rest in the browser. For a lost \
             password there is `liandong account reset`"
        ),
    )
}

fn records(new: &NewTown, account: &AccountId) -> Result<Vec<R>, AppError> {
    let town = Town {
        id: new.id.clone(),
        name: name("name", &new.name)?,
        utc_offset: UtcOffset::BEIJING,
        outline: None,
    };
    let standard = Standard::of(&town).map_err(|errors| {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        AppError::Internal(all.join("; "))
    })?;
    let stations = (1..).zip(&new.stations).map(|(nth, station)| {
        let id = StationId::new(format!("station-{nth}"));
        Ok(R::StationOpened(Station {
            id: id.map_err(|why| AppError::Internal(why.to_string()))?,
            name: name("station", station)?,
        }))
    });
    let stations = stations.collect::<Result<Vec<_>, AppError>>()?;
    let administrator = Account {
        id: account.clone(),
        name: new.administrator.trim().to_owned(),
        role: Role::Administrator,
        member: None,
        department: None,
        external: None,
    };
    opened_of(&Registry::default(), &administrator).map_err(Refusal::from)?;
    let mut all = vec![
        R::TownEstablished(town),
        R::PolicyAdopted(Box::new(standard.policy)),
        R::PeopleRulesAdopted(Box::<PeopleRules>::default()),
        R::DutyRulesSet(liandong_domain::duty::DutyRules::default()),
    ];
    all.extend(stations);
    all.extend(standard.categories.into_iter().map(R::CategoryDefined));
    let scripts = standard.follow_up_scripts.into_iter();
    all.extend(scripts.map(R::FollowUpScriptAdopted));
    all.extend(standard.guidance.into_iter().map(R::Guided));
    all.push(R::AccountOpened(administrator));
    Ok(all)
}

fn name(field: &'static str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if (1..=LONGEST).contains(&text.chars().count()) {
        return Ok(text.to_owned());
    }
    Err(Refusal::new(
        "bad_name",
        Because::Invalid,
        format!("名称须为 1 至 {LONGEST} 个字"),
        format!("a name has 1 to {LONGEST} characters"),
    )
    .about(field)
    .into())
}
