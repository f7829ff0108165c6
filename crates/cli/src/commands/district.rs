//! `liandong district`: who reads the sums of which towns.

use super::print;
use crate::{Failure, args::District, config, files, opening};
use liandong_app::{
    AppError,
    district::DistrictPlan,
    messages,
    ports::{SystemClock, SystemEntropy},
};
use liandong_domain::{
    ids::AccountId,
    registry::{Account, Town},
    roles::Role,
    time::UtcOffset,
};
use std::sync::Arc;

pub(crate) async fn run(args: &District) -> Result<(), Failure> {
    let site = config::site(&args.database)?;
    let db = &site.db;
    opening::must_exist(db)?;
    let store = opening::open(db).await?;
    opening::bring_up_to_date(&store).await?;
    let key = files::master_key(&site)?;
    let app = opening::app(store, Arc::new(SystemClock), Arc::new(SystemEntropy), &key);
    let plan = DistrictPlan {
        town: Town {
            id: args.id.clone(),
            name: args.name.clone(),
            utc_offset: UtcOffset::BEIJING,
            outline: None,
        },
        oversees: args.towns.iter().cloned().collect(),
        accounts: args.accounts.iter().map(account).collect(),
    };
    let formed = app.form_district(plan).await;
    app.store().close().await;
    let district = match formed {
        Err(error @ (AppError::Refused(_) | AppError::Registry(_))) => {
            return Err(Failure::input(messages::zh(&error), error.to_string()));
        }
        other => other?,
    };
    let towns: Vec<&str> = district.towns.iter().map(|town| town.as_str()).collect();
    print(&format!(
        "{}（{}）汇总 {} 个街镇 (towns): {}\n",
        args.name,
        args.id,
        towns.len(),
        towns.join(", ")
    ))?;
    Ok(())
}

fn account((id, name): &(AccountId, String)) -> Account {
    Account {
        id: id.clone(),
        name: name.clone(),
        role: Role::District,
        member: None,
        department: None,
        external: None,
    }
}
