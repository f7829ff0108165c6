//! The district (区): who oversees which towns, and the sums over them.
//!
//! The only place where a question spans towns, and only for accounts of a district. It asks town by
//! town and adds up; no query crosses towns here either.

use crate::{
    App, AppError, Order,
    access::Visitor,
    engine::system,
    setup,
    streams::Kept,
    view::{DistrictView, IndicatorSum, TownSum, TownTally},
    views::INCIDENT,
};
use liandong_domain::{
    aggregate::Aggregate as _,
    district::{District, DistrictCommand, DistrictFacts, DistrictTally, TOWNS},
    ids::TownId,
    incident::Phase,
    performance::figure::{Figure, Value as FigureValue},
    refusal::{Because, Refusal},
    registry::{Account, RegistryEvent, Town},
    rights::Right,
    roles::Role,
    time::Period,
};
use liandong_store::{CommandKey, Filter, Op, Query, RowChange, Table, Value};
use std::collections::{BTreeMap, BTreeSet};

impl Kept for District {
    fn tables() -> &'static [&'static Table] {
        &[]
    }

    fn rows(_: &TownId, _: &str, _: &Self, _: u64) -> Vec<RowChange> {
        Vec::new()
    }
}

/// What a district is to be.
#[derive(Debug, Clone)]
pub struct DistrictPlan {
    /// Itself, as a town is described: identifier, name, offset from UTC.
    pub town: Town,
    /// The towns that it oversees.
    pub oversees: BTreeSet<TownId>,
    /// Who may read its sums; each acts as [`Role::District`].
    pub accounts: Vec<Account>,
}

impl App {
    /// The district that a town's identifier stands for; `None` for a town.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn district_of(&self, town: &TownId) -> Result<Option<District>, AppError> {
        let found = self.state_of::<District>(town, TOWNS).await?;
        Ok(found.map(|(district, _)| district))
    }

    /// Forms a district or changes it. For the operator: no account may.
    ///
    /// # Errors
    /// What the register refuses, a town that is not there, an identifier that is a town's; the
    /// store's failure.
    pub async fn form_district(&self, plan: DistrictPlan) -> Result<District, AppError> {
        let id = plan.town.id.clone();
        let (mut towns, mut own) = (BTreeSet::new(), None);
        for town in self.store().towns().await? {
            match self.district_of(&town).await? {
                Some(_) if town == id => own = Some(()),
                Some(_) => {}
                None => drop(towns.insert(town)),
            }
        }
        if own.is_none() && towns.contains(&id) {
            return Err(Refusal::new(
                "is_a_town",
                Because::Conflict,
                format!("{id} 是街镇的编号，不能用作区的编号"),
                format!("id: {id} is a town, and no district"),
            )
            .about("id")
            .into());
        }
        let mut records = vec![RegistryEvent::TownEstablished(plan.town)];
        records.extend(plan.accounts.into_iter().map(|account| {
            let role = Role::District;
            RegistryEvent::AccountOpened(Account { role, ..account })
        }));
        setup::record(self, &id, system(), records).await?;
        let command = DistrictCommand::Oversee(plan.oversees);
        let (_, version) = self
            .state_of::<District>(&id, TOWNS)
            .await?
            .unwrap_or_default();
        let digest = serde_json::to_vec(&command).unwrap_or_default();
        let digest = liandong_store::chain::digest_of(&digest);
        let order = Order {
            actor: system(),
            key: CommandKey::new(format!(
                "{}{version}/{}",
                District::PREFIX,
                hex::encode(&digest[..8])
            )),
            occurred_at: None,
            expected_version: None,
        };
        let facts = DistrictFacts {
            own: &id,
            towns: &towns,
        };
        let acted = self.act::<District>(&id, order, TOWNS, &command, facts);
        Ok(acted.await?.state)
    }

    /// The sums over a district's towns in a period, by town and in all.
    ///
    /// # Errors
    /// [`AppError::NoRight`] for everybody who is no account of a district,
    /// [`AppError::BadPeriod`], or the store's failure.
    pub async fn district_summary(
        &self,
        visitor: &Visitor,
        period: Period,
    ) -> Result<DistrictView, AppError> {
        visitor.require(Right::ReadDistrict)?;
        crate::forms::check(period)?;
        let right = Right::ReadDistrict;
        let role = visitor.account.role;
        // The role alone is not enough: it must be an account of a district's own register.
        let district = self.district_of(&visitor.town).await?;
        let district = district.ok_or(AppError::NoRight { role, right })?;
        let mut all = TownTally::default();
        let mut indicators = BTreeMap::new();
        let mut towns = Vec::new();
        for town in &district.towns {
            let tally = self.town_tally(town, period).await?;
            self.add_indicators(town, period, &mut indicators).await?;
            all.sums.add(&tally.sums);
            all.open += tally.open;
            all.waiting += tally.waiting;
            let book = self.book(town).await?;
            let name = book.registry.town().map(|one| one.name.clone());
            towns.push(TownSum::new(town, name, &tally));
        }
        let book = self.book(&visitor.town).await?;
        let name = book.registry.town().map(|one| one.name.clone());
        Ok(DistrictView {
            total: TownSum::new(&visitor.town, name, &all),
            towns,
            indicators: indicators.into_values().collect(),
            period,
            computed_at: self.now(),
        })
    }

    async fn town_tally(&self, town: &TownId, period: Period) -> Result<TownTally, AppError> {
        let book = self.book(town).await?;
        let bounds = period.bounds(book.registry.utc_offset());
        let mut sums = DistrictTally::default();
        self.each_fact(town, bounds, &mut |fact| sums.take(&fact))
            .await?;
        let mut tally = TownTally {
            sums,
            ..TownTally::default()
        };
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["phase"],
            filters: vec![Filter {
                column: "open",
                op: Op::Eq,
                value: Value::Int(1),
            }],
            order: Vec::new(),
            limit: None,
        };
        let accepted = Value::Text(Phase::Accepted.code().into());
        self.store()
            .scan(query, &mut |cells| {
                tally.open += 1;
                tally.waiting += u64::from(cells.first() == Some(&accepted));
                true
            })
            .await?;
        Ok(tally)
    }

    /// Adds what a town's indicators count, where it can be added: shares of one formula.
    async fn add_indicators(
        &self,
        town: &TownId,
        period: Period,
        into: &mut BTreeMap<String, IndicatorSum>,
    ) -> Result<(), AppError> {
        let book = self.book(town).await?;
        for project in book.projects().map(|one| &one.project().id) {
            let form = self.form(town, project, period).await?;
            for (name, figure) in crate::view::figures(&form) {
                let Some(share) = share(figure) else {
                    continue;
                };
                let sum = into.entry(figure.formula.clone());
                let sum = sum.or_insert_with(|| IndicatorSum::new(figure));
                sum.add(town, project, name, share);
            }
        }
        Ok(())
    }
}

/// What a figure counted out of how much, when it is a share or would be one over zero.
const fn share(figure: &Figure) -> Option<(i64, i64)> {
    match (&figure.value, figure.numerator, figure.denominator) {
        (FigureValue::Ratio(_) | FigureValue::None(_), Some(above), Some(below)) => {
            Some((above, below))
        }
        _ => None,
    }
}
