//! Many commands in one go leave the same log as one by one, to the byte.

use super::tools::{Desk, assign, at, confirm, intake, life, order};
use liandong_app::{AppError, Batch, alarms::Work};
use liandong_domain::{
    ids::IncidentId,
    incident::{Incident, IncidentCommand as C, Intake},
    roles::Role,
};
use std::sync::Arc;

/// The same orders, to the engine or to a batch of it.
enum Way<'a> {
    Single,
    Together(Box<Batch<'a>>),
}

impl Way<'_> {
    async fn receive(
        &mut self,
        desk: &Desk,
        key: &str,
        happened: Option<&str>,
        intake: &Intake,
    ) -> Result<IncidentId, AppError> {
        let mut order = order(Role::Commander, key);
        order.occurred_at = happened.map(at);
        match self {
            Self::Single => {
                let done = desk.app.receive(&desk.town, order, intake).await?;
                Ok(done.incident.number().clone())
            }
            Self::Together(batch) => batch.receive(&order, intake).await,
        }
    }

    async fn command(
        &mut self,
        desk: &Desk,
        key: &str,
        role: Role,
        id: &IncidentId,
        command: C,
    ) -> Result<Arc<Incident>, AppError> {
        let order = order(role, key);
        match self {
            Self::Single => {
                let done = desk.app.command(&desk.town, order, id, &command).await?;
                Ok(done.incident)
            }
            Self::Together(batch) => batch.command(&order, id, &command).await,
        }
    }

    async fn let_clocks_run(&mut self, desk: &Desk) {
        match self {
            Self::Single => drop(desk.app.check_due_clocks().await.unwrap()),
            Self::Together(batch) => {
                let now = desk.app.now();
                while let Some(due) = desk.app.alarms().take_due_by(now) {
                    if let Work::Incident(id) = due.work {
                        batch.check_clocks(&id, now).await.unwrap();
                    }
                }
            }
        }
    }
}

/// Three calls walked to their ends, one of them with every limit missed, and what is refused.
async fn day(desk: &Desk, way: &mut Way<'_>) {
    for nth in 0..3 {
        let key = |step: &str| format!("{nth}-{step}");
        let id = way.receive(desk, &key("take"), None, &intake()).await;
        let id = id.unwrap();
        // A call of the evening before that is entered now has the other day's number.
        let evening = Some("2025-03-02T20:00:00+08:00");
        let late = way.receive(desk, &key("late"), evening, &intake()).await;
        assert_eq!(late.unwrap().as_str(), format!("20250302-0000{}", nth + 1));
        let mut empty = intake();
        empty.text = String::new();
        let refused = way.receive(desk, &key("empty"), None, &empty).await;
        assert!(refused.is_err(), "nothing is said");
        let ready = [
            (Role::Commander, confirm()),
            // Too early: it must leave the car free for the last call.
            (Role::Dispatcher, assign("boat-west")),
            (Role::Member, C::Accept),
            (Role::Dispatcher, C::Accept),
        ];
        let car = ["boat-east", "boat-east", "boat-west"][nth];
        let steps = ready.into_iter().chain(life(car));
        for (step, (role, command)) in steps.enumerate() {
            desk.pass(if nth == 1 { 25 * 60 } else { 60 });
            way.let_clocks_run(desk).await;
            let done = way
                .command(desk, &key(&step.to_string()), role, &id, command)
                .await;
            assert_eq!(done.is_ok(), step != 1 && step != 2, "{step}: {done:?}");
        }
    }
}

#[tokio::test]
async fn a_batch_leaves_the_same_log() {
    let single = Desk::new().await;
    day(&single, &mut Way::Single).await;

    let desk = Desk::new().await;
    let before = desk.log().await.len();
    let mut way = Way::Together(Box::new(desk.app.batch(&desk.town).await.unwrap()));
    day(&desk, &mut way).await;
    let Way::Together(mut batch) = way else {
        unreachable!()
    };
    assert!(!batch.is_empty());
    assert_eq!(desk.log().await.len(), before, "nothing is written yet");
    batch.flush().await.unwrap();
    assert!(batch.is_empty());

    let log = desk.log().await;
    assert!(
        log.iter()
            .any(|one| &*one.event.kind == "incident.clock_breached")
    );
    assert_eq!(log, single.log().await, "hashes and keys too");
    desk.check_rows().await;
    single.check_rows().await;
}
