//! The year-end self-evaluation (绩效自评) over the read model.

use crate::{App, AppError};
use liandong_domain::{
    ids::{ProjectId, TownId},
    performance::{
        form::Form,
        self_evaluation::{Award, Funds, Item, SelfEvaluation, evaluate},
    },
    refusal::{Because, Refusal},
    time::{Day, Period},
};

impl App {
    /// Scores a project's budget year, with the form over the whole year that it is scored from. `year` must be the
    /// project's, where one is given.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], [`AppError::Refused`] for another year, weights that do not sum to 90 points or
    /// a grade that the evidence does not allow, or the store's failure.
    pub async fn self_evaluation(
        &self,
        town: &TownId,
        project: &ProjectId,
        year: Option<i32>,
        awards: &[Award],
    ) -> Result<(Form, SelfEvaluation), AppError> {
        let book = self.book(town).await?;
        let described = book.project(project)?.project();
        let (own, tolerance) = (described.year, described.tolerance);
        if let Some(asked) = year.filter(|asked| *asked != own) {
            return Err(other_year(asked, own).into());
        }
        let form = self.form(town, project, whole(own)?).await?;
        let items = form.indicators.iter().map(Item::from).collect();
        let scored = evaluate(Funds::of(&form), items, awards, tolerance).map_err(Refusal::from)?;
        Ok((form, scored))
    }
}

/// 1 January to 31 December.
fn whole(year: i32) -> Result<Period, AppError> {
    let day = |text: String| text.parse::<Day>().map_err(|_| AppError::BadPeriod);
    Ok(Period {
        from: day(format!("{year:04}-01-01"))?,
        to: day(format!("{year:04}-12-31"))?,
    })
}

fn other_year(asked: i32, own: i32) -> Refusal {
    Refusal::new(
        "other_budget_year",
        Because::Invalid,
        format!("该项目的预算年度是 {own} 年，不是 {asked} 年"),
        format!("the project's budget year is {own}, not {asked}"),
    )
    .about("year")
}
