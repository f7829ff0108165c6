//! `liandong retain`: destroys callers' data whose time is over, now rather than at the next look of a
//! running server.

use super::print;
use crate::{Failure, args::OfTown, config, opening};

pub(crate) async fn run(args: &OfTown) -> Result<(), Failure> {
    let app = opening::writer(&config::site(&args.database)?).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let book = app.book(&town).await?;
    let months = book.registry.people_rules().retention_months;
    let keys = app.retain(&town).await?;
    app.store().close().await;
    print(&format!(
        "{town}：保存 {months} 个整月，销毁数据密钥 {keys} 个 (months kept {months}, keys destroyed {keys})\n"
    ))?;
    Ok(())
}
