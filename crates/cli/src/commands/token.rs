//! `liandong token`: an access token, shown once.

use super::print;
use crate::{Failure, args::Token, config, opening};
use liandong_app::AppError;

pub(crate) async fn run(args: &Token) -> Result<(), Failure> {
    let app = opening::writer(&config::site(&args.database)?).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let token = match app.issue_token(&town, &args.account).await {
        Err(AppError::Unauthenticated) => {
            let account = &args.account;
            return Err(Failure::input(
                format!("街镇 {town} 没有账号 {account}"),
                format!("the town {town} has no account {account}"),
            ));
        }
        other => other?,
    };
    app.store().close().await;
    print(&format!("{token}\n"))?;
    Ok(())
}
