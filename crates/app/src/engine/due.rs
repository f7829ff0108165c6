//! What is due: of incidents, calls for help and stand-by orders, by one scheduler.

use super::{App, commit};
use crate::{
    AppError, Order,
    alarms::{CLOCKS, Due, Work},
};
use liandong_domain::{
    ids::TownId, incident::IncidentCommand, safety::SosCommand, standby::StandbyCommand,
    time::Timestamp,
};
use liandong_store::CommandKey;

impl App {
    /// Does everything that is due, and answers how much it looked at. Call it about once a second,
    /// in every node: the one that leads does it, the others keep the alarms, so that one of them can
    /// take over. While nothing is due it looks at one entry and asks nobody.
    ///
    /// # Errors
    /// The first failure. The failure of one does not keep the others from being done; what was not
    /// done is due again on the next call.
    pub async fn check_due_clocks(&self) -> Result<usize, AppError> {
        let now = self.now();
        let (mut done, mut again, mut failure) = (0, Vec::new(), None);
        while let Some(due) = self.alarms.take_due() {
            match self.leads(&due.town, CLOCKS).await {
                Ok(true) => {}
                Ok(false) => {
                    again.push((Some(due.at), due));
                    continue;
                }
                Err(error) => {
                    again.push((Some(due.at), due));
                    failure.get_or_insert(error);
                    continue;
                }
            }
            match self.do_due(now, &due).await {
                // Setting the alarm anew is the command's part, while nobody else is at it.
                Ok(None) => done += 1,
                // The same second had its check already: the next one's.
                Ok(Some(next)) => again.push((next, due)),
                Err(error) => {
                    again.push((Some(due.at), due));
                    failure.get_or_insert(error);
                }
            }
        }
        for (at, due) in again {
            self.alarms.put_back(&due.town, due.work, at);
        }
        failure.map_or(Ok(done), Err)
    }

    /// Does one thing that is due. `Some` when it was done under this key before: then nothing was
    /// set anew, and this is when it is due next.
    async fn do_due(
        &self,
        now: Timestamp,
        due: &Due,
    ) -> Result<Option<Option<Timestamp>>, AppError> {
        let town: &TownId = &due.town;
        match &due.work {
            Work::Incident(id) => {
                let order = commit::clock_order(id, now, due.at);
                let done = self.command(town, order, id, &IncidentCommand::CheckClocks);
                let done = done.await?;
                Ok(done.replayed.then(|| done.incident.next_alarm()))
            }
            Work::Sos(id) => {
                let order = time_order("sos", id, now, due.at);
                let done = self.act_on_sos(town, order, id, &SosCommand::CheckTime);
                let done = done.await?;
                Ok(done.replayed.then(|| done.state.next_alarm()))
            }
            Work::Standby(id) => {
                let order = time_order("standby", id, now, due.at);
                let done = self.act_on_standby(town, order, id, &StandbyCommand::CheckTime);
                let done = done.await?;
                Ok(done.replayed.then(|| done.state.next_alarm()))
            }
        }
    }
}

/// The system's own order to look at something that is due, which is not before it was due.
fn time_order(what: &str, id: &str, now: Timestamp, due: Timestamp) -> Order {
    Order {
        actor: commit::system(),
        key: CommandKey::new(format!("due/{what}/{id}/{}.{}", now.0, due.0)),
        occurred_at: Some(due.max(now)),
        expected_version: None,
    }
}
