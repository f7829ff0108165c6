//! A town of our own invention, with a clock that stands where it is put.

use liandong_app::{
    App, AppError, Executed, Order,
    attachments::FolderAttachments,
    folder::TownFolder,
    ports::{Entropy, SetClock},
    setup,
    views::{TABLES, projector},
};
use liandong_domain::{
    ids::{AccountId, AreaId, IncidentId, TownId, UnitId},
    incident::{
        ArrivalSource, Caller, CategoryCode, DisposalOutcome, FollowUpResult, Grade,
        IncidentCommand as C, Intake, Source,
    },
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, RebuildMode, StoredEvent};
use liandong_store_sqlite::SqliteStore;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tempfile::TempDir;

/// Counts up: the same bytes in each run.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), String> {
        for chunk in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, Ordering::Relaxed);
            let bytes = next.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) town: TownId,
    keys: AtomicU64,
    folder: TempDir,
}

/// A Monday morning within the town's hours.
pub(crate) const MORNING: &str = "2025-03-03T09:30:00+08:00";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn folder() -> TownFolder {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/second-town");
    TownFolder::read(&path).unwrap()
}

fn open(path: PathBuf, clock: &Arc<SetClock>, key: u8) -> Arc<App> {
    let files = FolderAttachments::new(path.with_extension("files"));
    let store = SqliteStore::open(path, TABLES).unwrap();
    let app = App::new(
        store,
        Arc::clone(clock) as _,
        Arc::new(Counting::default()),
        &[key; 16],
    );
    Arc::new(app.with_attachments(Arc::new(files)))
}

impl Desk {
    /// An empty log.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::default());
        clock.set(at(MORNING));
        Self {
            app: open(dir.path().join("town.db"), &clock, 1),
            clock,
            town: folder().town.id,
            keys: AtomicU64::new(0),
            folder: dir,
        }
    }

    /// The town, set up.
    pub(crate) async fn new() -> Self {
        let desk = Self::empty();
        setup::import(&desk.app, &folder()).await.unwrap();
        desk
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("town.db")
    }

    /// Ends the process and begins another one, with some master key.
    pub(crate) async fn restart(&mut self, key: u8) {
        self.app.store().close().await;
        // The store's lock goes with its last owner.
        self.app = Arc::new(App::new(
            SqliteStore::open(self.folder.path().join("none.db"), TABLES).unwrap(),
            Arc::clone(&self.clock) as _,
            Arc::new(Counting::default()),
            &[0; 16],
        ));
        self.app = open(self.path(), &self.clock, key);
    }

    pub(crate) fn pass(&self, seconds: i64) {
        use liandong_app::ports::Clock;
        self.clock.set(self.clock.now().plus(seconds));
    }

    pub(crate) fn order(&self, role: Role) -> Order {
        let nth = self.keys.fetch_add(1, Ordering::Relaxed);
        order(role, &format!("key-{nth:06}"))
    }

    pub(crate) async fn receive(&self) -> IncidentId {
        let done = self
            .app
            .receive(&self.town, self.order(Role::Commander), &intake())
            .await
            .unwrap();
        done.incident.number().clone()
    }

    pub(crate) async fn order_to(
        &self,
        role: Role,
        id: &IncidentId,
        command: C,
    ) -> Result<Executed, AppError> {
        self.app
            .command(&self.town, self.order(role), id, &command)
            .await
    }

    pub(crate) async fn done(&self, role: Role, id: &IncidentId, command: C) -> Executed {
        self.order_to(role, id, command).await.unwrap()
    }

    /// A call that waits for a car.
    pub(crate) async fn accepted(&self) -> IncidentId {
        let id = self.receive().await;
        self.done(Role::Commander, &id, confirm()).await;
        self.done(Role::Dispatcher, &id, C::Accept).await;
        id
    }

    /// A call walked to its closing with one of the cars.
    pub(crate) async fn whole(&self, unit: &str) -> IncidentId {
        let id = self.accepted().await;
        for (role, command) in life(unit) {
            self.pass(60);
            self.done(role, &id, command).await;
        }
        id
    }

    pub(crate) async fn log(&self) -> Vec<StoredEvent> {
        self.app.store().log(&self.town, 0, 100_000).await.unwrap()
    }

    /// The read models are what the log makes, to the byte.
    pub(crate) async fn check_rows(&self) {
        let projector = projector(&self.town);
        let rebuilt = self
            .app
            .store()
            .rebuild(&self.town, projector, RebuildMode::Check, Box::new(|_| {}))
            .await
            .unwrap();
        assert!(rebuilt.rows > 0);
        assert!(rebuilt.differences.is_empty(), "{:#?}", rebuilt.differences);
    }
}

pub(crate) fn order(role: Role, key: &str) -> Order {
    Order {
        actor: Actor {
            account: AccountId::new(role.as_str()).unwrap(),
            role,
        },
        key: CommandKey::new(key),
        occurred_at: None,
        expected_version: None,
    }
}

pub(crate) const NAME: &str = "周若水";
pub(crate) const PHONE: &str = "13900007788";

pub(crate) fn intake() -> Intake {
    Intake {
        source: Source::Police110,
        external: None,
        answer_by: None,
        push: None,
        caller: Some(Caller {
            name: Some(NAME.into()),
            phone: Some(PHONE.into()),
        }),
        address: "集市路1号".into(),
        place: None,
        text: "摊位挤到路中间了".into(),
    }
}

pub(crate) fn confirm() -> C {
    C::Confirm {
        category: CategoryCode::Dispute,
        subcategory: None,
        area: Some(AreaId::new("east").unwrap()),
        in_spite_of_hazards: None,
    }
}

pub(crate) fn assign(unit: &str) -> C {
    C::Assign {
        unit: UnitId::new(unit).unwrap(),
        leave_town_uncovered: None,
    }
}

/// From the assignment to the closing.
pub(crate) fn life(unit: &str) -> Vec<(Role, C)> {
    vec![
        (Role::Dispatcher, assign(unit)),
        (Role::Member, C::Acknowledge { unit: None }),
        (
            Role::Member,
            C::Arrive {
                unit: None,
                how: ArrivalSource::Phone,
            },
        ),
        (
            Role::Member,
            C::Feedback {
                text: "正在劝导".into(),
            },
        ),
        (
            Role::Member,
            C::Dispose {
                outcome: DisposalOutcome::Mediated,
                text: "双方和解".into(),
            },
        ),
        (
            Role::Dispatcher,
            C::Review {
                finding: "处置得当".into(),
            },
        ),
        (
            Role::FollowUp,
            C::FollowUp {
                outcome: FollowUpResult::Reached {
                    grade: Grade::Satisfied,
                    complaint: None,
                },
                reopen: false,
            },
        ),
        (Role::FollowUp, C::Close { note: None }),
    ]
}
