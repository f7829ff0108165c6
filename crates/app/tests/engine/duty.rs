//! Duty on a real SQLite file: what is granted reaches incidents, what is said of cars holds them
//! back, and everything is there again after a restart and a rebuild.

mod places;

use super::tools::{Counting, at};
use liandong_app::{
    App, AppError, CommandKey, Executed, Order,
    access::Visitor,
    duty::{AttendanceAsked, EquipmentQuery, MarkDirection, RequestQuery, RequestView},
    folder::TownFolder,
    ports::SetClock,
    setup,
    views::{TABLES, projector},
};
use liandong_domain::{
    duty::{LeaveKind, MarkedBy, OutReason, RequestCommand as C, RequestStatus, UnitCommand, Wish},
    geo::{Outline, Place},
    ids::{AccountId, IncidentId, ItemId, MemberId, TownId, UnitId},
    incident::{CategoryCode, IncidentCommand as I, Intake, Source},
    places::AreaBy,
    registry::Area,
    time::Day,
};
use liandong_store::RebuildMode;
use liandong_store_sqlite::SqliteStore;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tempfile::TempDir;

/// The example town on Monday, 4 March 2024: team 丁 has the morning, 甲 the middle shift.
struct Town {
    app: Arc<App>,
    clock: Arc<SetClock>,
    town: TownId,
    keys: AtomicU64,
    folder: TempDir,
}

fn open(folder: &TempDir, clock: &Arc<SetClock>) -> Arc<App> {
    let store = SqliteStore::open(folder.path().join("town.db"), TABLES).unwrap();
    let entropy = Arc::new(Counting::default());
    Arc::new(App::new(store, Arc::clone(clock) as _, entropy, &[7; 16]))
}

impl Town {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at(at("2024-03-04T09:30:00+08:00")));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
        let town = TownFolder::read(&path).unwrap();
        let app = open(&folder, &clock);
        setup::import(&app, &town).await.unwrap();
        Self {
            app,
            clock,
            town: town.town.id,
            keys: AtomicU64::new(0),
            folder,
        }
    }

    async fn restarted(self) -> Self {
        let Self {
            app,
            clock,
            town,
            keys,
            folder,
        } = self;
        app.store().close().await;
        drop(app);
        let app = open(&folder, &clock);
        Self {
            app,
            clock,
            town,
            keys,
            folder,
        }
    }

    fn now(&self, text: &str) {
        self.clock.set(at(text));
    }

    async fn who(&self, account: &str) -> Visitor {
        let book = self.app.book(&self.town).await.unwrap();
        let id = AccountId::new(account).unwrap();
        Visitor {
            town: self.town.clone(),
            account: book.registry.account(&id).unwrap().clone(),
            scopes: None,
            session: None,
        }
    }

    fn order(&self, who: &Visitor) -> Order {
        let nth = self.keys.fetch_add(1, Ordering::Relaxed);
        Order {
            actor: who.actor(),
            key: CommandKey::new(format!("key-{nth}")),
            occurred_at: None,
            expected_version: None,
        }
    }

    async fn ask(&self, account: &str, wish: Wish) -> Result<RequestView, AppError> {
        let who = self.who(account).await;
        let order = self.order(&who);
        self.app
            .ask_duty(&who, order, wish, "家中有事".into())
            .await
    }

    async fn act(&self, account: &str, id: &str, command: C) -> Result<RequestView, AppError> {
        let who = self.who(account).await;
        let order = self.order(&who);
        self.app.act_on_request(&who, order, id, &command).await
    }

    async fn granted(&self, account: &str, wish: Wish) -> RequestView {
        let asked = self.ask(account, wish).await.unwrap();
        if asked.other.is_some() {
            self.act("duty-1", &asked.id, C::Agree).await.unwrap();
        }
        let approve = C::Approve { in_spite_of: None };
        self.act("duty-1", &asked.id, approve).await.unwrap()
    }

    async fn give(&self, account: &str, id: &IncidentId, command: I) -> Result<Executed, AppError> {
        let who = self.who(account).await;
        self.app
            .command(&self.town, self.order(&who), id, &command)
            .await
    }

    async fn call(&self, address: &str, place: Option<Place>) -> Executed {
        let who = self.who("commander-1").await;
        let intake = Intake {
            answer_by: None,
            push: None,
            source: Source::ByHand,
            external: None,
            caller: None,
            address: address.into(),
            place,
            text: "有人占道设摊".into(),
        };
        self.app
            .receive(&self.town, self.order(&who), &intake)
            .await
            .unwrap()
    }

    async fn accepted(&self) -> IncidentId {
        let id = self.call("某处", None).await.incident.number().clone();
        let confirm = I::Confirm {
            category: CategoryCode::Environment,
            subcategory: None,
            area: None,
            in_spite_of_hazards: None,
        };
        self.give("commander-1", &id, confirm).await.unwrap();
        self.give("dispatcher-1", &id, I::Accept).await.unwrap();
        id
    }

    async fn check_rows(&self) {
        let rebuilt = self
            .app
            .store()
            .rebuild(
                &self.town,
                projector(&self.town),
                RebuildMode::Check,
                Box::new(|_| {}),
            )
            .await
            .unwrap();
        assert!(rebuilt.differences.is_empty(), "{:#?}", rebuilt.differences);
    }
}

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}
fn unit(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}
fn item(id: &str) -> ItemId {
    ItemId::new(id).unwrap()
}
fn day(text: &str) -> Day {
    text.parse().unwrap()
}
fn assign(car: &str) -> I {
    I::Assign {
        unit: unit(car),
        leave_town_uncovered: None,
    }
}

/// Team 甲's hc101 gives its morning of Sunday to 丁's hc107, who has the day off.
fn cover() -> Wish {
    Wish::Cover {
        member: member("hc101"),
        day: day("2024-03-10"),
        shift: item("morning"),
        substitute: member("hc107"),
    }
}

#[track_caller]
fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    outcome.expect_err("it must be refused").code()
}

#[tokio::test]
async fn a_cover_reaches_the_crew_of_an_incident_also_after_a_restart() {
    let town = Town::new().await;
    let view = town.granted("crew-1", cover()).await;
    assert_eq!(view.status, RequestStatus::Approved);
    assert!(view.agreed_by_hand);
    let town = town.restarted().await;
    town.now("2024-03-10T09:00:00+08:00");
    let id = town.accepted().await;
    let done = town
        .give("dispatcher-1", &id, assign("car-1"))
        .await
        .unwrap();
    assert_eq!(
        done.incident.units[0].crew,
        [member("hc102"), member("hc107")]
    );
    // Late entries ask for the duty of their own time.
    let revoke = C::Revoke {
        reason: "本人到岗".into(),
    };
    town.act("duty-1", &view.id, revoke).await.unwrap();
    let changes = town.app.changes_at(&town.town, town.app.now()).await;
    assert_eq!(changes.unwrap().iter().count(), 0);
    town.check_rows().await;
}

#[tokio::test]
async fn the_same_order_asks_once_and_another_under_its_key_is_refused() {
    let town = Town::new().await;
    let who = town.who("crew-1").await;
    let order = town.order(&who);
    let ask = |wish, reason: &str| {
        town.app
            .ask_duty(&who, order.clone(), wish, reason.to_owned())
    };
    let one = ask(cover(), "家中有事").await.unwrap();
    // A day later the number is still the same.
    town.now("2024-03-05T10:00:00+08:00");
    let again = ask(cover(), "家中有事").await.unwrap();
    assert_eq!((one.id, one.version), (again.id, again.version));
    let other = ask(cover(), "另有原因").await;
    assert_eq!(code(other), "idempotency_key_reused");
}

#[tokio::test]
async fn members_see_their_own_requests_and_the_duty_manager_all() {
    let town = Town::new().await;
    let leave = |who: &str| Wish::Leave {
        member: member(who),
        leave: LeaveKind::Sick,
        from: day("2024-03-06"),
        to: day("2024-03-07"),
    };
    let own = town.ask("crew-1", leave("hc101")).await.unwrap();
    let other = town.ask("crew-2", leave("hc201")).await.unwrap();
    let covering = town.ask("duty-1", cover()).await.unwrap();
    let query = |limit, before| RequestQuery {
        open: true,
        member: None,
        before,
        limit,
    };
    let crew = town.who("crew-1").await;
    let seen = town.app.duty_requests(&crew, &query(10, None)).await;
    let mut seen: Vec<_> = seen
        .unwrap()
        .requests
        .into_iter()
        .map(|one| one.id)
        .collect();
    seen.sort();
    let mut expected = vec![own.id.clone(), covering.id.clone()];
    expected.sort();
    assert_eq!(seen, expected);
    let hidden = town.app.duty_request(&crew, &other.id).await;
    assert_eq!(code(hidden), "no_such_request");
    let foreign = town.act("crew-1", &other.id, C::Withdraw).await;
    assert_eq!(code(foreign), "no_such_request");
    let manager = town.who("duty-1").await;
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let page = town.app.duty_requests(&manager, &query(1, before)).await;
        let page = page.unwrap();
        all.extend(page.requests.iter().map(|one| one.id.clone()));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by(|a, b| a > b), "newest first, each once");
    let department = town.who("officer-housing").await;
    let nothing = town.app.duty_requests(&department, &query(10, None)).await;
    assert_eq!(code(nothing), "no_right");
}

#[tokio::test]
async fn leave_leaves_a_hole_that_the_check_finds_and_a_cover_mends() {
    let town = Town::new().await;
    let manager = town.who("duty-1").await;
    let sunday = day("2024-03-10");
    let holes = || async {
        let found = town.app.duty_findings(&manager, sunday, sunday).await;
        found.unwrap().findings
    };
    assert_eq!(holes().await, [], "the example's roster is whole");
    let leave = Wish::Leave {
        member: member("hc101"),
        leave: LeaveKind::Annual,
        from: sunday,
        to: sunday,
    };
    town.granted("crew-1", leave).await;
    let found = holes().await;
    assert_eq!(found.len(), 1, "{found:#?}");
    let one = &found[0];
    assert_eq!(one.kind, "crew_too_small");
    assert_eq!(one.from, at("2024-03-10T08:00:00+08:00"));
    assert_eq!(one.to, at("2024-03-10T16:00:00+08:00"));
    let could: Vec<_> = one.could_mend.iter().map(|one| one.code.as_str()).collect();
    assert!(could.contains(&"hc107"), "{could:?}: 丁 has the day off");
    town.granted("duty-1", cover()).await;
    assert_eq!(holes().await, []);
    town.check_rows().await;
}

#[tokio::test]
async fn the_example_rosters_half_year_has_no_hole_and_enough_rest() {
    let town = Town::new().await;
    let manager = town.who("duty-1").await;
    for (from, to) in [("2024-03-02", "2024-05-31"), ("2024-06-01", "2024-08-31")] {
        let found = town.app.duty_findings(&manager, day(from), day(to)).await;
        assert_eq!(found.unwrap().findings, [], "{from} {to}");
    }
}

#[tokio::test]
async fn the_next_shift_takes_an_incident_over() {
    let town = Town::new().await;
    town.now("2024-03-04T15:50:00+08:00");
    let id = town.accepted().await;
    town.give("dispatcher-1", &id, assign("car-1"))
        .await
        .unwrap();
    let desk = town.who("dispatcher-1").await;
    let car = || async {
        let one = town.app.show_unit(&desk, &unit("car-1")).await;
        one.unwrap()
    };
    let before = car().await;
    assert_eq!((before.state, before.relief), ("assigned", false));
    assert_eq!(before.incident.as_ref(), Some(&id));
    town.now("2024-03-04T16:05:00+08:00");
    let after = car().await;
    assert!(after.relief);
    assert_eq!(after.crew[0].code, "hc101");
    assert_eq!(after.bound[0].code, "hc107", "still out there");
    let hand_over = I::HandOver { unit: None };
    let done = town.give("crew-1", &id, hand_over.clone()).await.unwrap();
    let part = &done.incident.units[0];
    assert_eq!(part.crew, [member("hc101"), member("hc102")]);
    assert_eq!(part.relieved, [member("hc107"), member("hc108")]);
    let again = town.give("crew-1", &id, hand_over).await;
    assert_eq!(code(again), "nobody_to_relieve");
    town.check_rows().await;
}

#[tokio::test]
async fn a_car_that_is_out_is_not_sent_and_is_free_again_when_it_is_back() {
    let town = Town::new().await;
    let say = |account: &'static str, car: &'static str, command: UnitCommand| {
        let town = &town;
        async move {
            let who = town.who(account).await;
            let order = town.order(&who);
            town.app
                .command_unit(&who, order, &unit(car), &command)
                .await
        }
    };
    let meal = || UnitCommand::TakeOut {
        reason: OutReason::Meal,
        note: None,
        until: None,
    };
    let back = || UnitCommand::Return { note: None };
    // 甲 is not on duty in the morning, and never in another car.
    assert_eq!(code(say("crew-1", "car-1", meal()).await), "not_your_unit");
    town.now("2024-03-04T17:00:00+08:00");
    assert_eq!(code(say("crew-1", "car-2", meal()).await), "not_your_unit");
    let out = say("crew-1", "car-1", meal()).await.unwrap();
    assert_eq!(out.state, "out_of_service");
    assert_eq!(out.since, Some(at("2024-03-04T17:00:00+08:00")));
    let id = town.accepted().await;
    let refused = town.give("dispatcher-1", &id, assign("car-1")).await;
    assert_eq!(code(refused), "unit_out_of_service");
    // The month goes round meanwhile: a new stream begins where the old one stood.
    town.now("2024-04-01T16:10:00+08:00");
    assert_eq!(
        code(say("dispatcher-1", "car-1", meal()).await),
        "already_out"
    );
    let returned = say("dispatcher-1", "car-1", back()).await.unwrap();
    assert_eq!(returned.out.map(|out| out.reason), None);
    assert_eq!(code(say("dispatcher-1", "car-1", back()).await), "not_out");
    town.give("dispatcher-1", &id, assign("car-1"))
        .await
        .unwrap();
    assert_eq!(
        code(say("dispatcher-1", "car-1", meal()).await),
        "unit_on_incident"
    );
    town.check_rows().await;
}

#[tokio::test]
async fn a_car_is_free_since_its_incident_let_it_go() {
    let town = Town::new().await;
    let id = town.accepted().await;
    town.give("dispatcher-1", &id, assign("car-1"))
        .await
        .unwrap();
    town.now("2024-03-04T09:45:00+08:00");
    let cancel = I::Cancel {
        reason: "误报".into(),
    };
    town.give("dispatcher-1", &id, cancel).await.unwrap();
    let desk = town.who("dispatcher-1").await;
    let car = town.app.show_unit(&desk, &unit("car-1")).await.unwrap();
    assert_eq!(
        (car.state, car.since),
        ("in_service", Some(at("2024-03-04T09:45:00+08:00")))
    );
    assert_eq!(car.crew.len(), 2, "the crew shares it without a press");
    town.check_rows().await;
}
