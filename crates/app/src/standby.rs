//! Stand-by orders (备勤), and taking up what is due beside incidents when a town is opened.

use crate::{
    App, AppError, Order,
    access::Visitor,
    alarms::Work,
    dispatch::why_out,
    streams::Acted,
    view::StandbyView,
    views::{SAFETY, STANDBY},
};
use liandong_domain::{
    ids::{AreaId, TownId, UnitId},
    refusal::{Because, Refusal},
    rights::{Right, grants},
    standby::{Standby, StandbyCommand, StandbyFacts},
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Row, Value};

impl App {
    /// Orders a car to stand by, or ends that.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn order_standby(
        &self,
        visitor: &Visitor,
        order: Order,
        unit: &str,
        command: &StandbyCommand,
    ) -> Result<Acted<Standby>, AppError> {
        self.act_on_standby(&visitor.town, order, unit, command)
            .await
    }

    /// Notes that a crew has heard its order: the crew itself, or the desk that has it by radio.
    ///
    /// # Errors
    /// A refusal when a member speaks for another car; what the rules refuse; the store's failure.
    pub async fn acknowledge_standby(
        &self,
        visitor: &Visitor,
        order: Order,
        unit: &str,
    ) -> Result<Acted<Standby>, AppError> {
        let at_the_desk = grants(visitor.account.role, Right::Dispatch);
        if !at_the_desk {
            visitor.require(Right::ReportPosition)?;
            let (_, own) = self.own_car(visitor).await?;
            if own.as_str() != unit {
                return Err(Refusal::new(
                    "not_own_car",
                    Because::Forbidden,
                    "只能确认本人当班车辆的备勤指令",
                    "only the crew of the car may acknowledge its order",
                )
                .about("unit")
                .into());
            }
        }
        self.act_on_standby(&visitor.town, order, unit, &StandbyCommand::Acknowledge)
            .await
    }

    /// The stand-by orders that hold, by car.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn standby_orders(&self, town: &TownId) -> Result<Vec<StandbyView>, AppError> {
        let book = self.book(town).await?;
        let now = self.now();
        let mut all = Vec::new();
        for (unit, _) in self.standbys(town, now).await? {
            let found = self.state_of::<Standby>(town, unit.as_str()).await?;
            if let Some((standby, version)) = found {
                all.extend(StandbyView::new(&unit, &standby, version, &book));
            }
        }
        Ok(all)
    }

    /// Which car stands by for which area at a moment.
    pub(crate) async fn standbys(
        &self,
        town: &TownId,
        now: Timestamp,
    ) -> Result<Vec<(UnitId, AreaId)>, AppError> {
        let until = Filter {
            column: "until",
            op: Op::Gt,
            value: Value::Int(now.0),
        };
        let query = Query {
            table: &STANDBY,
            town: town.clone(),
            columns: vec!["unit", "area"],
            filters: vec![until],
            order: Vec::new(),
            limit: None,
        };
        let read = |row: &Row| match (row.first()?, row.get(1)?) {
            (Value::Text(unit), Value::Text(area)) => {
                Some((UnitId::new(unit).ok()?, AreaId::new(area).ok()?))
            }
            _ => None,
        };
        let rows = self.store().rows(query).await?;
        Ok(rows.iter().filter_map(read).collect())
    }

    pub(crate) async fn act_on_standby(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: &StandbyCommand,
    ) -> Result<Acted<Standby>, AppError> {
        let book = self.book(town).await?;
        let policy = book.policy()?;
        let unit = UnitId::new(id).ok();
        let busy_with = unit
            .as_ref()
            .and_then(|unit| self.incident_of_unit(town, unit));
        let known = unit.as_ref().and_then(|unit| book.registry.unit(unit));
        let now = self.now();
        let serving = self.serving(town, now).await?;
        let serves =
            known.is_some_and(|unit| why_out(&book.registry, &serving, unit, now).is_none());
        let facts = StandbyFacts {
            rules: &policy.dispatch,
            registry: &book.registry,
            busy_with: busy_with.as_ref(),
            serves,
            grace: policy.entry_grace_seconds,
        };
        let acted = self.act::<Standby>(town, order, id, command, facts).await?;
        let (next, since) = (acted.state.next_alarm(), acted.state.last_recorded_at);
        self.alarms()
            .set_since(town, Work::Standby(id.into()), next, since);
        Ok(acted)
    }

    /// Takes up, when a town is opened, what is due beside its incidents, and where its cars were.
    pub(crate) async fn set_out_beside(&self, town: &TownId) -> Result<(), AppError> {
        let open = Filter {
            column: "open",
            op: Op::Eq,
            value: Value::Int(1),
        };
        let of = |table, id, filters| Query {
            table,
            town: town.clone(),
            columns: vec![id, "next_alarm", "last_recorded"],
            filters,
            order: Vec::new(),
            limit: None,
        };
        for row in self.store().rows(of(&SAFETY, "id", vec![open])).await? {
            self.set_out_one(town, &row, Work::Sos);
        }
        for row in self.store().rows(of(&STANDBY, "unit", Vec::new())).await? {
            self.set_out_one(town, &row, Work::Standby);
        }
        self.refresh_positions(town).await.map(drop)
    }

    fn set_out_one(&self, town: &TownId, row: &Row, work: impl Fn(Box<str>) -> Work) {
        if let [Value::Text(id), Value::Int(at), Value::Int(since)] = row.as_slice() {
            self.alarms().set_since(
                town,
                work(id.clone()),
                Some(Timestamp(*at)),
                Timestamp(*since),
            );
        }
    }
}
