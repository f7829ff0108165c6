//! Reports from real events: computed, published once, published anew after late entries.

use super::tools::{Desk, assign, at, confirm, life};
use liandong_app::{
    AppError, Order,
    reports::{Computed, Published, ReportQuery, due},
};
use liandong_domain::{
    ids::{DepartmentId, IncidentId},
    incident::{ClockKind, FollowUpResult, Grade, IncidentCommand as C},
    reports::{ReportKind, ReportOf},
    roles::Role,
    time::UtcOffset,
};
use liandong_store::StoredEvent;

const HOUR: u8 = 6;

fn report_of(kind: ReportKind, day: &str) -> ReportOf {
    ReportOf::holding(kind, day.parse().unwrap())
}

impl Desk {
    async fn computed(&self, of: ReportOf) -> Computed {
        self.app.compute_report(&self.town, of).await.unwrap()
    }

    async fn publish(&self, of: ReportOf) -> Result<u32, AppError> {
        let order = self.order(Role::Performance);
        let acted = self.app.publish_report(&self.town, order, of).await?;
        Ok(acted.state.last().unwrap().edition)
    }

    async fn published(&self, of: ReportOf) -> Published {
        let id = of.to_string();
        self.app.report(&self.town, &id, None).await.unwrap()
    }

    async fn publish_due(&self) -> usize {
        let done = self.app.publish_due_reports(&self.town, HOUR).await;
        done.unwrap()
    }

    async fn report_events(&self) -> Vec<StoredEvent> {
        let mut log = self.log().await;
        log.retain(|one| one.stream.as_str().starts_with("report/"));
        log
    }

    /// A call whose crew is late, and says why.
    async fn slow(&self) -> IncidentId {
        let id = self.accepted().await;
        for (step, (role, command)) in life("boat-east").into_iter().enumerate() {
            self.pass(if step == 2 { 12 * 60 } else { 60 });
            self.done(role, &id, command).await;
        }
        self.done(
            Role::Dispatcher,
            &id,
            C::ExplainBreach {
                clock: ClockKind::Arrive,
                reason: "航道拥堵".into(),
            },
        )
        .await;
        id
    }
}

#[tokio::test]
async fn a_day_is_counted_from_its_events() {
    let desk = Desk::new().await;
    desk.whole("boat-east").await;
    desk.whole("boat-west").await;
    let slow = desk.slow().await;
    let of = report_of(ReportKind::Daily, "2025-03-03");
    let Computed { report, basis } = desk.computed(of).await;
    assert_eq!(basis.position, desk.log().await.len() as u64);
    assert_eq!((report.volumes.received, report.ends.closed), (3, 3));
    assert_eq!(report.volumes.hours.iter().sum::<u64>(), 3);
    let dispute = report.categories.iter().find(|one| one.share.numerator > 0);
    assert_eq!(dispute.unwrap().share.numerator, 3);
    let east = report
        .areas
        .iter()
        .find(|one| one.id.as_deref() == Some("east"));
    assert_eq!(
        (
            east.unwrap().arrive.numerator,
            east.unwrap().arrive.denominator
        ),
        (2, 3)
    );
    let arrive = &report.clocks[0];
    assert_eq!((arrive.kept.numerator, arrive.kept.denominator), (2, 3));
    assert_eq!(arrive.breached.first[0].to_string(), slow.as_str());
    let breaches = &report.breaches;
    assert_eq!((breaches.total, breaches.explained), (1, 1));
    // The limit and its grace had passed before the crew arrived.
    assert_eq!(
        (
            breaches.clocks[0].nothing_recorded,
            breaches.clocks[0].happened_late
        ),
        (1, 0),
        "{breaches:#?}"
    );
    assert_eq!(breaches.reasons[0].text, "航道拥堵");
    assert_eq!(
        (
            report.follow_ups.satisfied.numerator,
            report.follow_ups.sampled
        ),
        (3, 3)
    );
    // One caller and one address for all of them.
    assert_eq!(report.repeats.callers.callers, 1);
    assert_eq!(report.repeats.callers.calls, 3);
    let place = &report.repeats.top[0];
    assert_eq!((report.repeats.places, place.in_window), (1, 3));
    assert_eq!(place.label.len(), 10);
    let crew = report.members.iter().find(|one| one.arrive.denominator > 0);
    let crew = crew.expect("a crew that arrived");
    assert_ne!(crew.id, crew.name);
    assert_eq!(crew.points, crew.answers * 4);
    assert!(report.findings.none_possible);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_referral_grows_older_until_it_ends() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    for (role, command) in life("boat-east").into_iter().take(6) {
        desk.pass(60);
        desk.done(role, &id, command).await;
    }
    let book = desk.app.book(&desk.town).await.unwrap();
    let department: DepartmentId = book.registry.departments().next().unwrap().id.clone();
    let refer = C::Refer {
        department: department.clone(),
        due_at: None,
        reason: "需部门跟进".into(),
    };
    desk.done(Role::Dispatcher, &id, refer).await;
    let of = report_of(ReportKind::Daily, "2025-03-03");
    let open = desk.computed(of).await.report.referrals;
    assert_eq!((open.made, open.open, open.disposed), (1, 1, 0));
    assert_eq!(open.departments[0].id, department.as_str());
    assert_eq!(open.open_ages[0], 1);
    desk.pass(2 * 86_400);
    let disposed = C::DepartmentDispose {
        referral: 1,
        result: "已修好".into(),
    };
    let accept = C::AcceptReferral { referral: 1 };
    for command in [accept, disposed] {
        desk.done(Role::Department, &id, command).await;
    }
    let then = desk.computed(of).await.report.referrals;
    assert_eq!(
        (then.open, then.disposed),
        (1, 0),
        "it was open at that day's end"
    );
    let of = report_of(ReportKind::Daily, "2025-03-05");
    let ended = desk.computed(of).await.report.referrals;
    assert_eq!((ended.made, ended.open, ended.disposed), (0, 0, 1));
    assert_eq!(ended.ended_ages, [0, 1, 0, 0, 0]);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_caller_who_was_erased_is_counted_no_more() {
    let desk = Desk::new().await;
    for _ in 0..3 {
        desk.whole("boat-east").await;
    }
    let of = report_of(ReportKind::Daily, "2025-03-03");
    let before = desk.computed(of).await.report;
    assert_eq!(before.repeats.callers.callers, 1);
    let text = serde_json::to_string(&before).unwrap();
    for said in [super::tools::PHONE, super::tools::NAME, "集市路"] {
        assert!(!text.contains(said), "{said} in {text}");
    }
    let digests = desk
        .app
        .store()
        .secrets(&desk.town, "telephone_digest", "", 10);
    for (id, digest) in digests.await.unwrap() {
        let hex: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(!text.contains(&hex), "a caller's digest in {text}");
        let store = desk.app.store();
        store
            .destroy_secret(&desk.town, "telephone_digest", &id)
            .await
            .unwrap();
    }
    let after = desk.computed(of).await.report;
    assert_eq!(after.repeats.callers.with_number, 0);
    assert_eq!(after.volumes, before.volumes);
}

#[tokio::test]
async fn a_report_is_published_once_and_anew_after_a_late_entry() {
    let desk = Desk::new().await;
    let id = desk.accepted().await;
    let of = report_of(ReportKind::Daily, "2025-03-03");
    let early = desk.publish(of).await.unwrap_err();
    assert_eq!(early.code(), "period_not_over");
    desk.clock.set(at("2025-03-04T06:00:00+08:00"));
    assert_eq!(desk.publish(of).await.unwrap(), 1);
    let first = desk.published(of).await;
    assert_eq!(first.report.ends.under_way, 1);
    assert_eq!(desk.publish(of).await.unwrap(), 1, "nothing has changed");
    // Something else is written to the log: still the same figures.
    desk.clock.set(at("2025-03-04T10:00:00+08:00"));
    desk.receive().await;
    assert_eq!(desk.publish(of).await.unwrap(), 1);
    // The crew tells on the next day what it did on the day.
    let told = Order {
        occurred_at: Some(at("2025-03-03T09:40:00+08:00")),
        ..desk.order(Role::Dispatcher)
    };
    let command = assign("boat-east");
    let assigned = desk.app.command(&desk.town, told, &id, &command);
    assigned.await.unwrap();
    assert_eq!(desk.publish(of).await.unwrap(), 2);
    let second = desk.published(of).await;
    assert_eq!(second.edition.former, Some(first.edition.digest.clone()));
    assert!(second.report.volumes.late_incidents > 0);
    assert_eq!(second.editions.len(), 2);
    let again = desk
        .app
        .report(&desk.town, &of.to_string(), Some(1))
        .await
        .unwrap();
    assert_eq!(again.report, first.report, "the former is kept as it was");
    assert_eq!(desk.report_events().await.len(), 2);
    desk.check_rows().await;
}

#[tokio::test]
async fn a_request_that_is_sent_twice_publishes_once() {
    let desk = Desk::new().await;
    desk.accepted().await;
    let of = report_of(ReportKind::Daily, "2025-03-03");
    desk.clock.set(at("2025-03-04T06:00:00+08:00"));
    let order = desk.order(Role::Performance);
    let first = desk
        .app
        .publish_report(&desk.town, order.clone(), of)
        .await
        .unwrap();
    desk.clock.set(at("2025-03-04T10:00:00+08:00"));
    desk.receive().await;
    let second = desk
        .app
        .publish_report(&desk.town, order, of)
        .await
        .unwrap();
    assert_eq!(first.state.editions.len(), second.state.editions.len());
    assert_eq!(desk.report_events().await.len(), 1);
}

#[tokio::test]
async fn reports_come_at_their_hour_and_a_late_start_catches_up() {
    let desk = Desk::new().await;
    assert_eq!(desk.publish_due().await, 0, "nothing is recorded yet");
    desk.whole("boat-east").await;
    desk.clock.set(at("2025-03-04T05:59:59+08:00"));
    assert_eq!(desk.publish_due().await, 0, "before the hour");
    desk.clock.set(at("2025-03-04T06:00:00+08:00"));
    assert_eq!(
        desk.publish_due().await,
        1,
        "the day; no week and no month is over"
    );
    assert_eq!(desk.publish_due().await, 0, "once");
    // The server was off for a while.
    desk.clock.set(at("2025-03-10T08:00:00+08:00"));
    assert_eq!(desk.publish_due().await, 7, "six days and the week");
    let page = desk
        .app
        .reports(&desk.town, &ReportQuery::default())
        .await
        .unwrap();
    let ids: Vec<String> = page.reports.iter().map(|one| one.id.to_string()).collect();
    assert_eq!(
        ids[..3],
        ["weekly-2025-W10", "daily-2025-03-09", "daily-2025-03-08"]
    );
    assert_eq!((ids.len(), page.next), (8, None));
    let kept: Vec<_> = desk.report_events().await;
    assert!(
        kept.iter()
            .all(|one| one.event.kind.as_ref() == "report.published")
    );
    desk.check_rows().await;
}

#[tokio::test]
async fn lists_go_on_from_where_they_were() {
    let desk = Desk::new().await;
    desk.whole("boat-east").await;
    desk.clock.set(at("2025-03-04T06:00:00+08:00"));
    desk.publish_due().await;
    desk.clock.set(at("2025-03-10T08:00:00+08:00"));
    desk.publish_due().await;
    let mut asked = ReportQuery {
        kind: Some(ReportKind::Daily),
        cursor: None,
        limit: Some(3),
    };
    let mut days = Vec::new();
    loop {
        let page = desk.app.reports(&desk.town, &asked).await.unwrap();
        assert!(page.reports.len() <= 3);
        days.extend(page.reports.iter().map(|one| one.from.to_string()));
        match page.next {
            Some(next) => asked.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(days.len(), 7);
    assert_eq!(
        (days[0].as_str(), days[6].as_str()),
        ("2025-03-09", "2025-03-03")
    );
}

#[test]
fn the_hour_is_the_towns_own() {
    let told = |kind, now: &str| due(kind, at(now), UtcOffset::BEIJING, HOUR).to_string();
    use ReportKind::{Daily, Monthly, Weekly};
    assert_eq!(told(Daily, "2025-03-02T21:59:59Z"), "daily-2025-03-01");
    assert_eq!(told(Daily, "2025-03-02T22:00:00Z"), "daily-2025-03-02");
    assert_eq!(told(Weekly, "2025-03-09T22:00:00Z"), "weekly-2025-W10");
    assert_eq!(told(Weekly, "2025-03-09T21:00:00Z"), "weekly-2025-W09");
    assert_eq!(told(Monthly, "2025-03-31T22:00:00Z"), "monthly-2025-03");
    assert_eq!(told(Monthly, "2025-03-31T20:00:00Z"), "monthly-2025-02");
}

/// Complaints and unanswered calls: of the call's own day.
#[tokio::test]
async fn a_complaint_is_a_record_of_its_day() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    desk.done(Role::Commander, &id, confirm()).await;
    desk.done(Role::Dispatcher, &id, C::Accept).await;
    for (role, command) in life("boat-east").into_iter().take(6) {
        desk.pass(60);
        desk.done(role, &id, command).await;
    }
    let outcome = FollowUpResult::Reached {
        grade: Grade::Dissatisfied,
        complaint: Some("来得太慢".into()),
    };
    let follow_up = C::FollowUp {
        outcome,
        reopen: false,
    };
    desk.done(Role::FollowUp, &id, follow_up).await;
    let of = report_of(ReportKind::Daily, "2025-03-03");
    let report = desk.computed(of).await.report;
    let named = |records: &liandong_analysis::report::Records| records.first[0].to_string();
    assert_eq!(named(&report.follow_ups.complaints), id.as_str());
    assert_eq!(named(&report.follow_ups.dissatisfied), id.as_str());
    assert!(!serde_json::to_string(&report).unwrap().contains("来得太慢"));
    desk.check_rows().await;
}
