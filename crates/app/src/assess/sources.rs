//! What duty and trainings contribute to a month, beside the incidents and the register. This is the
//! one place where their records are looked up.

use super::{TRAINING, incidents::Basis};
use crate::{App, AppError};
use liandong_domain::{
    assessment::{
        Attendance, Month,
        vendor::{CarShifts, Service},
    },
    ids::{MemberId, TownId},
};
use liandong_store::{Filter, Op, Query, Value};
use std::collections::BTreeMap;

impl App {
    /// The members' attendance in a month. A member without a line has no evidence there: the part
    /// is left out of its score.
    pub(super) async fn attendance(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Vec<Attendance>, AppError> {
        tracing::debug!(%town, %month, position = basis.position, "no attendance is kept");
        Ok(Vec::new())
    }

    /// What the vendor's service showed in a month.
    pub(super) async fn service(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Service, AppError> {
        Ok(Service {
            attendance: self.attendance(town, month, basis).await?,
            shifts: CarShifts::of_roster(&basis.registry, month, basis.at),
            training_minutes: self.training_minutes(town, month, basis).await?,
        })
    }

    /// Minutes of training attended in a month; `None` where no training of it is kept with its
    /// length. Who attended is asked of the register, as it stood.
    async fn training_minutes(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Option<BTreeMap<MemberId, i64>>, AppError> {
        let days = month.period();
        let filter = |op, day: i64| Filter {
            column: "day",
            op,
            value: Value::Int(day),
        };
        let query = Query {
            table: &TRAINING,
            town: town.clone(),
            columns: vec!["id", "minutes"],
            filters: vec![filter(Op::Ge, days.from.0), filter(Op::Le, days.to.0)],
            order: Vec::new(),
            limit: None,
        };
        let mut lengths = BTreeMap::new();
        for row in self.store().rows(query).await? {
            if let [Value::Text(id), Value::Int(minutes)] = &row[..] {
                lengths.insert(id.to_string(), *minutes);
            }
        }
        let mut trained: Option<BTreeMap<MemberId, i64>> = None;
        for one in basis.registry.trainings().map(|one| &one.record) {
            let Some(minutes) = lengths.get(one.id.as_str()) else {
                continue;
            };
            let trained = trained.get_or_insert_default();
            for result in one.results.iter().filter(|result| result.attended) {
                *trained.entry(result.member.clone()).or_default() += minutes;
            }
        }
        Ok(trained)
    }
}
