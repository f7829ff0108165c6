//! One scheduler for everything that is due: over restarts, over clocks that are set, and at no cost
//! while it waits.

use super::{
    dispatching::{strict, visitor},
    tools::{Counting, Desk, MORNING, assign, at, confirm, intake, order},
};
use liandong_app::{
    App,
    alarms::{Alarms, Work},
    ports::Clock,
    setup,
    sos::Cry,
    views::TABLES,
};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::IncidentCommand as C,
    roles::Role,
    time::Timestamp,
};
use liandong_store_sqlite::SqliteStore;
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// A wall clock that is set at will, and steady time that nobody sets.
#[derive(Debug)]
struct Jumping {
    wall: AtomicI64,
    steady: AtomicI64,
}

impl Jumping {
    fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            wall: AtomicI64::new(now.0),
            steady: AtomicI64::new(1_000),
        })
    }

    /// Time passes.
    fn pass(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
        self.steady.fetch_add(seconds, Ordering::SeqCst);
    }

    /// The wall clock is set, and no time passes; or the machine sleeps, and does not notice.
    fn jump(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        Timestamp(self.wall.load(Ordering::SeqCst))
    }

    fn steady(&self) -> i64 {
        self.steady.load(Ordering::SeqCst)
    }
}

fn open(path: &Path, clock: &Arc<Jumping>) -> App {
    let store = SqliteStore::open(path.join("town.db"), TABLES).unwrap();
    App::new(
        store,
        Arc::clone(clock) as _,
        Arc::new(Counting::default()),
        &[1; 16],
    )
}

struct Town {
    dir: tempfile::TempDir,
    clock: Arc<Jumping>,
    app: Option<App>,
    town: TownId,
    keys: u32,
}

impl Town {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Jumping::at(at(MORNING));
        let app = open(dir.path(), &clock);
        let folder = strict();
        setup::import(&app, &folder).await.unwrap();
        Self {
            dir,
            clock,
            app: Some(app),
            town: folder.town.id,
            keys: 0,
        }
    }

    fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    async fn restart(&mut self) {
        let app = self.app.take().unwrap();
        app.store().close().await;
        drop(app);
        self.app = Some(open(self.dir.path(), &self.clock));
        self.app().book(&self.town).await.unwrap();
    }

    async fn give(&mut self, role: Role, id: &IncidentId, command: C) {
        self.keys += 1;
        let order = order(role, &format!("k{}", self.keys));
        let done = self.app().command(&self.town, order, id, &command).await;
        done.unwrap();
    }

    /// A call with a car under way.
    async fn assigned(&mut self, unit: &str) -> IncidentId {
        self.keys += 1;
        let order = order(Role::Commander, &format!("k{}", self.keys));
        let taken = self.app().receive(&self.town, order, &intake()).await;
        let id = taken.unwrap().incident.number().clone();
        self.give(Role::Commander, &id, confirm()).await;
        self.give(Role::Dispatcher, &id, C::Accept).await;
        self.give(Role::Dispatcher, &id, assign(unit)).await;
        id
    }

    async fn look(&self) -> usize {
        self.app().check_due_clocks().await.unwrap()
    }

    /// How often each kind of event of itself is in the log.
    async fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        let log = self.app().store().log(&self.town, 0, 100_000).await;
        for one in log.unwrap() {
            if one.actor.role == Role::System {
                *counts.entry(one.event.kind.to_string()).or_default() += 1;
            }
        }
        counts.retain(|kind, _| !is_of_the_folder(kind));
        counts
    }
}

/// Records that the system entered from the town's folder.
fn is_of_the_folder(kind: &str) -> bool {
    kind.starts_with("town.") || kind.starts_with("project.")
}

fn counted(pairs: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let each = pairs.iter().map(|(kind, n)| ((*kind).to_owned(), *n));
    each.collect()
}

#[tokio::test]
async fn a_clock_set_back_by_hours_delays_nothing() {
    let mut town = Town::new().await;
    town.assigned("boat-east").await;
    town.clock.jump(-5 * 3_600);
    // Warning after seven minutes, breach after eleven and a second.
    town.clock.pass(7 * 60 - 1);
    assert_eq!(town.look().await, 0);
    town.clock.pass(1);
    assert_eq!(town.look().await, 1);
    let warned = counted(&[("incident.clock_warned", 1)]);
    assert_eq!(town.counts().await, warned);
    assert_eq!(town.look().await, 0, "once");
    // Another call while the wall clock is wrong has its own times, by the wrong clock.
    town.assigned("boat-west").await;
    // The clock is set right again: nothing is told twice, and the second call's limits, which by
    // the wall have all passed hours ago, are breached at once.
    town.clock.jump(5 * 3_600);
    assert_eq!(town.look().await, 1);
    assert_eq!(town.look().await, 0);
    let counts = town.counts().await;
    assert_eq!(counts["incident.clock_warned"], 1);
    assert_eq!(counts["incident.clock_breached"], 3);
}

#[tokio::test]
async fn what_is_due_after_a_restart_with_a_clock_set_back_is_due_as_before() {
    let mut town = Town::new().await;
    town.assigned("boat-east").await;
    town.clock.jump(-5 * 3_600);
    town.restart().await;
    assert_eq!(town.app().alarms().waiting(), 1);
    town.clock.pass(7 * 60);
    assert_eq!(town.look().await, 1);
    assert_eq!(
        town.counts().await,
        counted(&[("incident.clock_warned", 1)])
    );
}

#[tokio::test]
async fn after_a_sleep_everything_due_is_done_once_and_in_order() {
    let mut town = Town::new().await;
    let first = town.assigned("boat-east").await;
    town.clock.pass(30);
    town.assigned("boat-west").await;
    let crew = visitor(town.app(), &town.town, "crew-east").await;
    let cry = Cry::default();
    let raised = town
        .app()
        .call_for_help(&crew, order(Role::Member, "help"), cry);
    raised.await.unwrap();
    // The lid is closed for a night: steady time stands.
    town.clock.jump(12 * 3_600);
    assert_eq!(town.look().await, 3);
    let counts = town.counts().await;
    assert_eq!(counts["incident.clock_breached"], 6);
    assert_eq!(counts["safety.sos_escalated"], 2, "each level once");
    assert_eq!(
        counts["incident.escalated"],
        2 * 3,
        "each level of the one clock with a rule"
    );
    assert_eq!(town.look().await, 0);
    assert_eq!(town.counts().await, counts);
    town.restart().await;
    assert_eq!(town.look().await, 0);
    assert_eq!(town.counts().await, counts, "not after a restart either");
    // In order: by the time at which each was due.
    let log = town
        .app()
        .store()
        .log(&town.town, 0, 100_000)
        .await
        .unwrap();
    let of_itself: Vec<_> = log
        .iter()
        .filter(|one| one.actor.role == Role::System && !is_of_the_folder(&one.event.kind))
        .collect();
    let stream = of_itself[0].stream.as_str();
    assert!(stream.starts_with("safety/"), "due first: {stream}");
    assert!(of_itself[2].stream.as_str().ends_with(first.as_str()));
}

#[tokio::test]
async fn a_call_for_help_goes_up_over_a_restart() {
    let mut town = Town::new().await;
    let crew = visitor(town.app(), &town.town, "crew-east").await;
    let cry = Cry::default();
    let raised = town
        .app()
        .call_for_help(&crew, order(Role::Member, "help"), cry);
    raised.await.unwrap();
    town.restart().await;
    town.clock.pass(59);
    assert_eq!(town.look().await, 0);
    town.clock.pass(1);
    assert_eq!(town.look().await, 1);
    assert_eq!(town.counts().await, counted(&[("safety.sos_escalated", 1)]));
}

#[test]
fn a_hundred_thousand_that_wait_are_not_looked_at() {
    let town = TownId::new("anywhere").unwrap();
    let clock = Jumping::at(Timestamp(1_000_000));
    let alarms = Alarms::new(Arc::clone(&clock) as _);
    for nth in 0..100_000_i64 {
        let id = IncidentId::new(format!("i-{nth}")).unwrap();
        let at = Timestamp(1_000_000 + 3_600 + nth);
        alarms.set(&town, &id, Some(at));
    }
    assert_eq!(alarms.waiting(), 100_000);
    for _ in 0..3_599 {
        clock.pass(1);
        assert_eq!(alarms.take_due(), None);
    }
    assert_eq!(alarms.looked(), 0, "an hour of seconds looked at no entry");
    clock.pass(1);
    assert!(alarms.take_due().is_some());
    assert_eq!(alarms.looked(), 1, "what is due costs itself");
    // A clock that is set costs one look at each, once.
    clock.jump(7 * 3_600);
    let mut last = Timestamp(0);
    let mut done = 0;
    while let Some(due) = alarms.take_due() {
        assert!(due.at > last, "in order");
        last = due.at;
        done += 1;
    }
    assert_eq!(done, 25_201 - 1, "those that were due by the wall");
    let looked = alarms.looked();
    clock.pass(0);
    assert_eq!(alarms.take_due(), None);
    assert_eq!(alarms.looked(), looked);
}

#[test]
fn an_alarm_that_is_moved_or_taken_away_does_not_ring() {
    let town = TownId::new("anywhere").unwrap();
    let clock = Jumping::at(Timestamp(0));
    let alarms = Alarms::new(Arc::clone(&clock) as _);
    let work = || Work::Sos("one".into());
    alarms.set(&town, work(), Some(Timestamp(10)));
    alarms.set(&town, work(), Some(Timestamp(20)));
    clock.pass(10);
    assert_eq!(alarms.take_due(), None);
    clock.pass(10);
    assert!(alarms.take_due().is_some());
    alarms.set(&town, work(), Some(Timestamp(30)));
    alarms.set(&town, work(), None);
    clock.pass(100);
    assert_eq!(alarms.take_due(), None);
    assert_eq!(alarms.waiting(), 0);
}

#[tokio::test]
async fn the_desks_own_clock_rings_as_before() {
    // A clock that tells the wall's time only: what generated histories run on.
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    desk.done(Role::Dispatcher, &id, assign("boat-east")).await;
    desk.pass(7 * 60);
    assert_eq!(desk.app.check_due_clocks().await.unwrap(), 1);
}
