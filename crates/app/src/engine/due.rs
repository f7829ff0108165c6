//! Clocks that are due.

use super::{App, commit};
use crate::AppError;
use liandong_domain::incident::IncidentCommand;

impl App {
    /// Lets every clock that is due warn, breach or go on, and answers how many incidents it looked
    /// at. Call it about once a second.
    ///
    /// # Errors
    /// The first failure. One incident's failure does not keep the others' clocks from being
    /// checked; what was not done is due again on the next call.
    pub async fn check_due_clocks(&self) -> Result<usize, AppError> {
        let now = self.now();
        let (mut done, mut again, mut failure) = (0, Vec::new(), None);
        while let Some((at, town, id)) = self.alarms.take_due(now) {
            let order = commit::clock_order(&id, now);
            let outcome = self
                .command(&town, order, &id, &IncidentCommand::CheckClocks)
                .await;
            match outcome {
                // Setting the alarm anew is the command's part, while nobody else is at the incident.
                Ok(executed) if !executed.replayed => done += 1,
                // The same second had its check already: the next one's.
                Ok(executed) => again.push((executed.incident.next_alarm(), town, id)),
                Err(error) => {
                    again.push((Some(at), town, id));
                    failure.get_or_insert(error);
                }
            }
        }
        for (at, town, id) in again {
            self.alarms.set(&town, &id, at);
        }
        failure.map_or(Ok(done), Err)
    }
}
