//! Several server nodes on one PostgreSQL database.

use super::dispatching::visitor;
use super::tools::{MORNING, assign, at, confirm, folder, intake, life, order};
use liandong_app::{
    App, AppError, Executed,
    ports::{SetClock, SystemEntropy},
    setup,
    views::{TABLES, projector},
};
use liandong_domain::{
    dispatch::Fix,
    geo::Place,
    ids::{IncidentId, TownId, UnitId},
    incident::{IncidentCommand as C, Phase, Rejection},
    registry::{Account, RegistryEvent},
    roles::Role,
};
use liandong_store::RebuildMode;
use liandong_store_postgres::PostgresStore;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{task::JoinSet, time::timeout};

const SOON: Duration = Duration::from_secs(20);

/// Two nodes and a clock for both.
struct Nodes {
    all: Vec<Arc<App>>,
    clock: Arc<SetClock>,
    town: TownId,
    keys: AtomicU64,
}

impl Nodes {
    async fn two() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let cluster = std::env::var("LIANDONG_TEST_POSTGRES").expect(
            "LIANDONG_TEST_POSTGRES is not set: `cargo xtask test` starts a cluster and sets it",
        );
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("app_{}_{nth}", std::process::id());
        let url = format!("{cluster}?options=-csearch_path%3D{name}");
        let clock = Arc::new(SetClock::at(at(MORNING)));
        let mut all = Vec::new();
        for node in 0..2 {
            let store = PostgresStore::open(&url, TABLES).await.unwrap();
            let entropy = Arc::new(SystemEntropy);
            let app = Arc::new(App::new(store, Arc::clone(&clock) as _, entropy, &[1; 16]));
            if node == 0 {
                setup::import(&app, &folder()).await.unwrap();
            }
            all.push(app);
        }
        for app in &all {
            app.share("test").unwrap();
        }
        Self {
            all,
            clock,
            town: folder().town.id,
            keys: AtomicU64::new(0),
        }
    }

    fn order(&self, role: Role) -> liandong_app::Order {
        let nth = self.keys.fetch_add(1, Ordering::Relaxed);
        order(role, &format!("key-{nth:06}"))
    }

    async fn give(
        &self,
        node: usize,
        role: Role,
        id: &IncidentId,
        command: C,
    ) -> Result<Executed, AppError> {
        let app = &self.all[node % self.all.len()];
        app.command(&self.town, self.order(role), id, &command)
            .await
    }

    async fn receive(&self, node: usize) -> IncidentId {
        let (call, order) = (intake(), self.order(Role::Commander));
        let done = self.all[node].receive(&self.town, order, &call);
        done.await.unwrap().incident.number().clone()
    }

    async fn accepted(&self, node: usize) -> IncidentId {
        let id = self.receive(node).await;
        self.give(node, Role::Commander, &id, confirm())
            .await
            .unwrap();
        self.give(node, Role::Dispatcher, &id, C::Accept)
            .await
            .unwrap();
        id
    }

    fn pass(&self, seconds: i64) {
        use liandong_app::ports::Clock;
        self.clock.set(self.clock.now().plus(seconds));
    }

    /// Waits until every node has taken in what is in the log.
    async fn settled(&self) {
        for app in &self.all {
            app.book(&self.town).await.unwrap();
            let head = app.position(&self.town).await.unwrap();
            let mut watch = app.watch(&self.town);
            let told = timeout(SOON, watch.wait_for(|at| *at >= head)).await;
            told.expect("in time").expect("open");
        }
    }

    async fn check_rows(&self) {
        let store = self.all[0].store();
        let verified = store.verify(&self.town, Box::new(|_| {})).await;
        verified.unwrap();
        let projector = projector(&self.town);
        let mode = RebuildMode::Check;
        let rebuilt = store.rebuild(&self.town, projector, mode, Box::new(|_| {}));
        let rebuilt = rebuilt.await.unwrap();
        assert!(rebuilt.differences.is_empty(), "{:#?}", rebuilt.differences);
    }
}

/// Every step at the other node, at once: nothing is refused because that node is behind.
#[tokio::test(flavor = "multi_thread")]
async fn an_incident_goes_from_node_to_node() {
    let nodes = Nodes::two().await;
    for round in 0..5 {
        let id = nodes.accepted(round % 2).await;
        for (nth, (role, command)) in life("boat-east").into_iter().enumerate() {
            nodes.pass(60);
            let done = nodes.give(nth + round, role, &id, command).await.unwrap();
            for app in &nodes.all {
                let (_, version) = app.incident(&nodes.town, &id).await.unwrap();
                assert_eq!(
                    version, done.version,
                    "what is read is what was acknowledged"
                );
            }
        }
        let (incident, _) = nodes.all[round % 2]
            .incident(&nodes.town, &id)
            .await
            .unwrap();
        assert_eq!(incident.phase, Phase::Closed);
    }
    nodes.check_rows().await;
}

/// The client names the version that it saw through the other node.
#[tokio::test(flavor = "multi_thread")]
async fn a_version_seen_at_one_node_counts_at_the_other() {
    let nodes = Nodes::two().await;
    let id = nodes.accepted(0).await;
    nodes.settled().await;
    for node in [1, 0, 1, 0] {
        let (_, seen) = nodes.all[node].incident(&nodes.town, &id).await.unwrap();
        let text = format!("由第{node}个节点");
        let done = nodes.give(node, Role::Commander, &id, C::Intervene { reason: text });
        let version = done.await.unwrap().version;
        let mut order = nodes.order(Role::Commander);
        order.expected_version = Some(version);
        let note = C::Intervene {
            reason: "再看".into(),
        };
        let other = &nodes.all[1 - node];
        let done = other.command(&nodes.town, order, &id, &note).await.unwrap();
        assert!(done.version > version && version > seen);
        let mut order = nodes.order(Role::Commander);
        order.expected_version = Some(seen);
        let late = other.command(&nodes.town, order, &id, &note).await;
        assert!(
            matches!(late, Err(AppError::VersionConflict { .. })),
            "{late:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_car_is_sent_to_one_place_by_two_nodes() {
    let nodes = Nodes::two().await;
    for round in 0..10 {
        let ids = [nodes.accepted(0).await, nodes.accepted(1).await];
        let (a, b) = tokio::join!(
            nodes.give(0, Role::Dispatcher, &ids[0], assign("boat-east")),
            nodes.give(1, Role::Dispatcher, &ids[1], assign("boat-east")),
        );
        let (winner, refused) = match (&a, &b) {
            (Ok(_), Err(refused)) => (0, refused),
            (Err(refused), Ok(_)) => (1, refused),
            other => panic!("round {round}: {other:?}"),
        };
        match refused {
            AppError::Rejected(Rejection::UnitBusy { incident, .. }) => {
                assert_eq!(*incident, ids[winner]);
            }
            other => panic!("round {round}: {other:?}"),
        }
        nodes.settled().await;
        let boat = UnitId::new("boat-east").unwrap();
        for app in &nodes.all {
            let on = app.incident_of_unit(&nodes.town, &boat);
            assert_eq!(on.as_ref(), Some(&ids[winner]));
        }
        // Freed at one node, it can be sent by the other at once.
        let cancel = || C::Cancel {
            reason: "误报".into(),
        };
        let freed = nodes.give(winner, Role::Commander, &ids[winner], cancel());
        freed.await.unwrap();
        let next = nodes.give(
            1 - winner,
            Role::Dispatcher,
            &ids[1 - winner],
            assign("boat-east"),
        );
        next.await.unwrap();
        let over = nodes.give(round, Role::Commander, &ids[1 - winner], cancel());
        over.await.unwrap();
    }
    nodes.check_rows().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_hole_and_no_double() {
    const CALLS: u64 = 120;
    let nodes = Arc::new(Nodes::two().await);
    let mut callers = JoinSet::new();
    for call in 0..CALLS {
        let nodes = Arc::clone(&nodes);
        callers.spawn(async move {
            let app = Arc::clone(&nodes.all[usize::from(call % 2 == 0)]);
            let (call, order) = (intake(), nodes.order(Role::Commander));
            let done = app.receive(&nodes.town, order, &call);
            done.await.unwrap().incident.number().to_string()
        });
    }
    let numbers: BTreeSet<String> = callers.join_all().await.into_iter().collect();
    let expected = (1..=CALLS).map(|nth| format!("20250303-{nth:05}"));
    assert_eq!(numbers, expected.collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_of_one_node_is_the_others() {
    let nodes = Nodes::two().await;
    nodes.settled().await;
    let opened = [RegistryEvent::AccountOpened(Account {
        id: liandong_domain::ids::AccountId::new("late-comer").unwrap(),
        name: "后来者".into(),
        role: Role::Auditor,
        member: None,
        department: None,
        external: None,
    })];
    let order = nodes.order(Role::Administrator);
    let entered = nodes.all[0].register(&nodes.town, &order, &opened);
    let version = entered.await.unwrap().version;
    nodes.settled().await;
    let book = nodes.all[1].book(&nodes.town).await.unwrap();
    assert_eq!(book.version, version);
}

async fn clock_events(nodes: &Nodes, id: &IncidentId) -> Vec<String> {
    let history = nodes.all[1].history(&nodes.town, id).await.unwrap();
    let kinds = history.iter().map(|one| one.event.kind.to_string());
    kinds.filter(|kind| kind.contains("clock")).collect()
}

/// One node leads; when it is silent, the other takes over once the lease has run out.
#[tokio::test(flavor = "multi_thread")]
async fn clocks_fire_once_and_go_on_without_their_leader() {
    let nodes = Nodes::two().await;
    let first = nodes.accepted(0).await;
    let second = nodes.accepted(1).await;
    nodes
        .give(0, Role::Dispatcher, &first, assign("boat-east"))
        .await
        .unwrap();
    nodes
        .give(1, Role::Dispatcher, &second, assign("boat-west"))
        .await
        .unwrap();
    nodes.settled().await;
    nodes.pass(7 * 60);
    assert_eq!(
        nodes.all[0].check_due_clocks().await.unwrap(),
        2,
        "it leads"
    );
    assert_eq!(nodes.all[1].check_due_clocks().await.unwrap(), 0);
    for id in [&first, &second] {
        assert_eq!(clock_events(&nodes, id).await, ["incident.clock_warned"]);
    }
    nodes.settled().await;
    // The leader is silent from here on. Its lease outlives it a little.
    nodes.pass(4 * 60 + 1);
    assert!(nodes.all[0].leads(&nodes.town, "clocks").await.unwrap());
    assert_eq!(nodes.all[1].check_due_clocks().await.unwrap(), 0);
    nodes.pass(10);
    assert_eq!(
        nodes.all[1].check_due_clocks().await.unwrap(),
        2,
        "it has taken over"
    );
    for id in [&first, &second] {
        let fired = ["incident.clock_warned", "incident.clock_breached"];
        assert_eq!(clock_events(&nodes, id).await, fired);
    }
    assert_eq!(nodes.all[0].check_due_clocks().await.unwrap(), 0);
    nodes.settled().await;
    nodes.check_rows().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_car_whose_phone_reports_to_one_node_moves_on_the_other() {
    let nodes = Nodes::two().await;
    let crew = visitor(&nodes.all[0], &nodes.town, "crew-east").await;
    let mut told = nodes.all[1].positions_told(&nodes.town);
    let fix = Fix {
        at: nodes.all[0].now(),
        place: Place {
            lon: 121.3,
            lat: 31.2,
        },
        accuracy_metres: 8,
        speed_kmh: None,
        heading: None,
    };
    nodes.all[0].report_positions(&crew, &[fix]).await.unwrap();
    nodes.all[1].follow_positions(&nodes.town).await.unwrap();
    let position = told.try_recv().unwrap();
    assert_eq!((position.place, position.at), (fix.place, fix.at));
    // Known already: nothing to tell.
    nodes.clock.set(fix.at.plus(60));
    nodes.all[1].follow_positions(&nodes.town).await.unwrap();
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_report_is_published_once_whichever_node_leads() {
    let nodes = Nodes::two().await;
    nodes.receive(0).await;
    nodes.clock.set(at("2025-03-04T06:00:00+08:00"));
    let due = |node: usize| nodes.all[node].publish_due_reports(&nodes.town, 6);
    let (one, other) = tokio::join!(due(0), due(1));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    // Both believe to lead: the key holds.
    nodes.clock.set(at("2025-03-05T06:00:00+08:00"));
    let of = "daily-2025-03-04".parse().unwrap();
    let publish = |node: usize| {
        let order = order(Role::Performance, "due/report/daily-2025-03-04");
        nodes.all[node].publish_report(&nodes.town, order, of)
    };
    let (one, other) = tokio::join!(publish(0), publish(1));
    assert_eq!(one.unwrap().state.editions, other.unwrap().state.editions);
    let log = nodes.all[0].log(&nodes.town, 0, 10_000).await.unwrap();
    let reports = log
        .iter()
        .filter(|one| one.stream.as_str().starts_with("report/"));
    assert_eq!(reports.count(), 2);
}
