//! 64 callers who walk calls from the telephone to their closing, each with a car of its own.

use liandong_app::{App, Order, folder::TownFolder, setup};
use liandong_domain::{
    ids::{AccountId, TownId, UnitId},
    incident::{
        ArrivalSource, Caller, CategoryCode, DisposalOutcome, FollowUpResult, Grade,
        IncidentCommand, Intake, Source,
    },
    registry::{RegistryEvent, Unit},
    roles::Role,
};
use liandong_store::{Actor, CommandKey, Store};
use liandong_store_sqlite::SqliteStore;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

pub(crate) const CALLERS: u64 = 64;
/// Commands in one call's life.
const LIFE: u64 = 11;

pub(crate) struct Walked {
    pub(crate) rate: f64,
    /// Mean commands in one transaction.
    pub(crate) group: u64,
    /// Position of the log before the first command.
    pub(crate) from: u64,
}

fn car(caller: u64) -> UnitId {
    UnitId::new(format!("bench-{caller}")).expect("an identifier")
}

fn actor(app: &liandong_app::book::Book, role: Role) -> Actor {
    let account = app.registry.accounts().find(|one| one.role == role);
    Actor {
        account: account
            .map(|one| one.id.clone())
            .unwrap_or_else(|| AccountId::new("bench").expect("an identifier")),
        role,
    }
}

/// A car for each caller, beside the town's own.
pub(crate) async fn more_cars(app: &App, folder: &TownFolder) {
    let units = (0..CALLERS)
        .map(|caller| {
            RegistryEvent::UnitCommissioned(Unit {
                id: car(caller),
                name: format!("Bench {caller}"),
                call_sign: format!("B{caller}"),
                ..folder.units[0].clone()
            })
        })
        .collect();
    let who = Actor {
        account: AccountId::new("bench").expect("an identifier"),
        role: Role::System,
    };
    setup::record(app, &folder.town.id, who, units)
        .await
        .expect("recorded");
}

pub(crate) async fn run(
    app: &Arc<App>,
    store: &Arc<SqliteStore>,
    town: &TownId,
    commands: u64,
    rising: bool,
) -> Walked {
    let before = store.head(town).await.expect("a head").position;
    let groups = store.groups();
    let lives = (commands / LIFE / CALLERS).max(1);
    let counter = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..CALLERS {
        let (app, town, counter) = (Arc::clone(app), town.clone(), Arc::clone(&counter));
        callers.spawn(async move {
            let book = app.book(&town).await.expect("a book");
            let desk = Desk {
                app: &app,
                town: &town,
                counter: &counter,
                rising,
                book: &book,
            };
            for _ in 0..lives {
                desk.life(car(caller)).await;
            }
        });
    }
    callers.join_all().await;
    let spent = started.elapsed().as_secs_f64();
    let done = lives * LIFE * CALLERS;
    Walked {
        rate: done as f64 / spent,
        group: done / (store.groups() - groups).max(1),
        from: before,
    }
}

struct Desk<'a> {
    app: &'a App,
    town: &'a TownId,
    counter: &'a AtomicU64,
    rising: bool,
    book: &'a liandong_app::book::Book,
}

impl Desk<'_> {
    fn order(&self, role: Role) -> Order {
        let nth = self.counter.fetch_add(1, Ordering::Relaxed);
        // The finaliser of SplitMix64: as spread out as random keys, and the same in each run.
        let spread = if self.rising {
            nth
        } else {
            let mixed = nth.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed ^ (mixed >> 27)
        };
        Order {
            actor: actor(self.book, role),
            key: CommandKey::new(format!("{spread:016x}-0000-4000-8000-{nth:012x}")),
            occurred_at: None,
            expected_version: None,
        }
    }

    async fn life(&self, unit: UnitId) {
        let intake = Intake {
            source: Source::Police110,
            external: Some("3101120240301000123".into()),
            answer_by: None,
            push: None,
            caller: Some(Caller {
                name: Some("测试来电人".into()),
                phone: Some("13900000000".into()),
            }),
            address: "示例路 128 弄 7 号楼 302 室".into(),
            place: None,
            text: "楼上装修声音很大，已经持续一个上午，请派人来看一下。".into(),
        };
        let taken = self
            .app
            .receive(self.town, self.order(Role::Commander), &intake)
            .await
            .expect("received");
        let id = taken.incident.number().clone();
        let area = self
            .book
            .registry
            .areas()
            .next()
            .expect("an area")
            .id
            .clone();
        use IncidentCommand as C;
        let life = [
            (
                Role::Commander,
                C::Confirm {
                    category: CategoryCode::Environment,
                    subcategory: None,
                    area: Some(area),
                    in_spite_of_hazards: None,
                },
            ),
            (Role::Dispatcher, C::Accept),
            (
                Role::Dispatcher,
                C::Assign {
                    unit,
                    leave_town_uncovered: None,
                },
            ),
            (Role::Member, C::Acknowledge { unit: None }),
            (
                Role::Member,
                C::Arrive {
                    unit: None,
                    how: ArrivalSource::Radio,
                },
            ),
            (
                Role::Member,
                C::Feedback {
                    text: "已到现场，楼上确在装修，正在劝说。".into(),
                },
            ),
            (
                Role::Member,
                C::Dispose {
                    outcome: DisposalOutcome::Resolved,
                    text: "装修方同意午间停工，双方满意。".into(),
                },
            ),
            (
                Role::Dispatcher,
                C::Review {
                    finding: "处置得当，无需流转。".into(),
                },
            ),
            (
                Role::FollowUp,
                C::FollowUp {
                    outcome: FollowUpResult::Reached {
                        grade: Grade::VerySatisfied,
                        complaint: None,
                    },
                    reopen: false,
                },
            ),
            (Role::Dispatcher, C::Close { note: None }),
        ];
        for (role, command) in life {
            self.app
                .command(self.town, self.order(role), &id, &command)
                .await
                .expect("done");
        }
    }
}
