//! `liandong assess`: the members' table of a month, as it stands, or as the log makes it now.

use super::print;
use crate::{Failure, args::Assess, config, opening};
use liandong_domain::ids::MemberId;
use liandong_report::assessment::{Sheet, csv, table};

pub(crate) async fn run(args: &Assess) -> Result<(), Failure> {
    let app = opening::reader(&config::site(&args.database)?.db).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let book = app.book(&town).await?;
    let drafted = app.monthly(&town, args.month).await?;
    let (standing, scoring, computed, lines) = match drafted {
        Some((one, _)) if !args.now => {
            let lines = one.lines();
            (one.stage.zh(), *one.scoring, *one.computed, lines)
        }
        drafted => {
            // A second look follows the formula that the table was drafted by.
            let scoring = match drafted {
                Some((one, _)) => *one.scoring,
                None => app.scoring(&town, args.month).await?,
            };
            let computed = app.compute_month(&town, args.month, &scoring).await?;
            let lines = computed.lines.clone();
            ("预览，未入档", scoring, computed, lines)
        }
    };
    let sheet = Sheet {
        month: args.month,
        standing,
        scoring: &scoring,
        lines: &lines,
        log_position: computed.log_position,
    };
    let name = |id: &MemberId| {
        let member = book.registry.member(id);
        member.map_or_else(|| id.to_string(), |one| one.name.clone())
    };
    let text = if args.csv {
        csv(sheet, &name)
    } else {
        table(sheet, &name)
    };
    print(&text)?;
    Ok(())
}
