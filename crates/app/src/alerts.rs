//! What is unanswered (提醒), for those who were told: of incidents, calls for help, stand-by orders.

use crate::{
    App, AppError, Order,
    access::Visitor,
    sos,
    view::AlertView,
    views::{ALERT, STANDBY, alert_list},
};
use liandong_domain::{
    ids::{IncidentId, UnitId},
    incident::{Alert, Incident, IncidentCommand},
    refusal::{Because, Refusal},
    roles::Role,
    safety::Sos,
    standby::Standby,
};
use liandong_store::{Filter, Op, Query, Value};

/// What begins the identifier of a stand-by order's alert.
const STANDBY_ID: &str = "standby-";

impl App {
    /// What stands unanswered and was told to the visitor's role or car, the oldest first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn alerts(&self, visitor: &Visitor) -> Result<Vec<AlertView>, AppError> {
        let mut all = self.alerts_of_incidents(visitor).await?;
        all.extend(self.alerts_of_calls(visitor).await?);
        all.extend(self.alerts_of_standbys(visitor).await?);
        all.sort_by(|a, b| (a.begun_at, &a.id).cmp(&(b.begun_at, &b.id)));
        Ok(all)
    }

    async fn alerts_of_incidents(&self, visitor: &Visitor) -> Result<Vec<AlertView>, AppError> {
        let town = &visitor.town;
        let query = Query {
            table: &ALERT,
            town: town.clone(),
            columns: vec!["incident", "roles", "units"],
            filters: Vec::new(),
            order: vec![("id", false)],
            limit: None,
        };
        let own = self.car_of(town, visitor).await?;
        let mut ids: Vec<IncidentId> = Vec::new();
        for row in self.store().rows(query).await? {
            let [Value::Text(id), Value::Text(roles), Value::Text(units)] = row.as_slice() else {
                continue;
            };
            let listed = |list: &str, word: &str| list.contains(&alert_list([word].into_iter()));
            let told = sees_all(visitor.account.role)
                || listed(roles, visitor.account.role.as_str())
                || own.as_ref().is_some_and(|car| listed(units, car.as_str()));
            if let Ok(id) = IncidentId::new(id)
                && told
                && ids.last() != Some(&id)
            {
                ids.push(id);
            }
        }
        let mut all = Vec::new();
        for id in &ids {
            let (incident, _) = self.incident(town, id).await?;
            let told = incident
                .open_alerts()
                .filter(|alert| alert.level > 0 && is_told(visitor, own.as_ref(), alert));
            all.extend(told.map(|alert| AlertView::of_incident(&incident, alert)));
        }
        Ok(all)
    }

    async fn alerts_of_calls(&self, visitor: &Visitor) -> Result<Vec<AlertView>, AppError> {
        let mut all = Vec::new();
        for view in self.sos_of(visitor, true, 500).await? {
            let found = self.state_of::<Sos>(&visitor.town, &view.id).await?;
            let Some((call, _)) = found.filter(|(call, _)| call.acknowledged.is_none()) else {
                continue;
            };
            let role = visitor.account.role;
            if sees_all(role) || role == Role::Member || call.to_roles.contains(&role) {
                all.push(AlertView::of_call(&view.id, &call));
            }
        }
        Ok(all)
    }

    async fn alerts_of_standbys(&self, visitor: &Visitor) -> Result<Vec<AlertView>, AppError> {
        let filter = |column, op, value| Filter {
            column,
            op,
            value: Value::Int(value),
        };
        let query = Query {
            table: &STANDBY,
            town: visitor.town.clone(),
            columns: vec!["unit"],
            filters: vec![
                filter("level", Op::Gt, 0),
                filter("acknowledged", Op::Eq, 0),
            ],
            order: Vec::new(),
            limit: None,
        };
        let mut all = Vec::new();
        for row in self.store().rows(query).await? {
            let Some(Value::Text(unit)) = row.first() else {
                continue;
            };
            let found = self.state_of::<Standby>(&visitor.town, unit).await?;
            let order = found.and_then(|(standby, _)| standby.order);
            let role = visitor.account.role;
            if let (Some(order), Ok(unit)) = (order, UnitId::new(unit))
                && (sees_all(role) || order.to_roles.contains(&role))
            {
                let id = format!("{STANDBY_ID}{unit}");
                all.push(AlertView::of_standby(&id, &unit, &order));
            }
        }
        Ok(all)
    }

    /// Acknowledges what is unanswered: the visitor sees to it.
    ///
    /// # Errors
    /// A refusal when there is no such alert, or it was told to others; what the rules refuse; the
    /// store's failure.
    pub async fn acknowledge_alert(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
        note: Option<String>,
    ) -> Result<(), AppError> {
        if id.starts_with(sos::ID) {
            self.acknowledge_sos(visitor, order, id, note).await?;
            return Ok(());
        }
        if let Some(unit) = id.strip_prefix(STANDBY_ID) {
            self.acknowledge_standby(visitor, order, unit).await?;
            return Ok(());
        }
        let unknown = || {
            AppError::Refused(Refusal::new(
                "no_such_alert",
                Because::NotFound,
                format!("没有提醒 {id}"),
                format!("there is no alert {id}"),
            ))
        };
        let (number, code) = id.rsplit_once('.').ok_or_else(unknown)?;
        let number = IncidentId::new(number).map_err(|_| unknown())?;
        let found = self.incident(&visitor.town, &number).await;
        let incident = match found {
            Ok((incident, _)) => incident,
            Err(AppError::NoSuchIncident(_)) => return Err(unknown()),
            Err(error) => return Err(error),
        };
        let alert = alert_by_code(&incident, code).ok_or_else(unknown)?;
        let own = self.car_of(&visitor.town, visitor).await?;
        if !is_told(visitor, own.as_ref(), alert) {
            return Err(AppError::NotVisible(visitor.account.role));
        }
        let command = IncidentCommand::AcknowledgeAlert {
            about: alert.about.clone(),
            note,
        };
        self.command(&visitor.town, order, &number, &command)
            .await?;
        Ok(())
    }
}

/// The last alert of an incident with this short name, settled ones too.
fn alert_by_code<'a>(incident: &'a Incident, code: &str) -> Option<&'a Alert> {
    let mut alerts = incident.alerts.iter().rev();
    alerts.find(|one| one.level > 0 && one.about.code() == code)
}

/// Roles that see what others are told.
const fn sees_all(role: Role) -> bool {
    matches!(role, Role::Administrator)
}

fn is_told(visitor: &Visitor, own: Option<&UnitId>, alert: &Alert) -> bool {
    let role = visitor.account.role;
    sees_all(role)
        || alert.to_roles.contains(&role)
        || own.is_some_and(|car| alert.to_units.contains(car))
}
