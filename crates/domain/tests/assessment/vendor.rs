//! The vendor's month: clauses measured, heard, decided, entered once.

use super::{account, month};
use crate::support::{
    commands::*,
    given::received,
    times::{at, day},
    town::{enter, item, member, registry},
};
use liandong_domain::{
    assessment::{
        Evidence,
        vendor::{
            CarShifts, Clause, ClauseMeasure as M, Deduction, DeductionAmount as A, Finding,
            Measured, Service, Threshold as T, VendorCommand as C, VendorComputed, VendorEvent,
            VendorFacts, VendorMonth, VendorRejection as R, VendorStage, VendorTally, VendorTerms,
            Waiver, decide, evolve,
        },
    },
    duty::{Changes, turns_within},
    ids::{ProjectId, TownId},
    incident::{Asked, ClockKind, FollowUpResult, Grade, IncidentCommand},
    money::Fen,
    performance::{
        account::{self, ProjectRejection, ProjectState},
        ledger::{Entry, Sums},
        project::{Project, ProjectRecord},
    },
    registry::{EquipmentKind, Registry, RegistryEvent},
    time::{Period, Timestamp, UtcOffset},
};
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 86_400;

fn clause(id: &str, measure: M, threshold: T, amount: A, each: bool) -> Clause {
    Clause {
        id: item(id),
        number: format!("第七条（{id}）"),
        text: "示意".into(),
        measure,
        threshold,
        deduction: Deduction {
            amount,
            each,
            most: None,
        },
    }
}

fn terms() -> VendorTerms {
    let yuan = |yuan| A::Fixed(Fen::from_yuan(yuan));
    let arrive = M::ClockKept {
        clock: ClockKind::Arrive,
    };
    VendorTerms {
        version: 1,
        from: month("2024-01"),
        vendor: "示意公司".into(),
        monthly_fee: Fen::from_yuan(100_000),
        most_per_mille: 100,
        clauses: vec![
            clause("arrive", arrive, T::AtLeast(950), A::PerMille(5), true),
            clause(
                "holes",
                M::CrewHoles { least: 2 },
                T::AtMost(0),
                yuan(500),
                true,
            ),
            clause("complaints", M::Complaints, T::AtMost(0), yuan(300), true),
            clause(
                "gear",
                M::MissingEquipment,
                T::AtMost(3),
                yuan(1_000),
                false,
            ),
            clause(
                "trained",
                M::TrainingMinutes { minutes: 60 },
                T::AtMost(0),
                yuan(100),
                true,
            ),
            clause(
                "present",
                M::Attendance,
                T::AtLeast(980),
                yuan(2_000),
                false,
            ),
        ],
    }
}

fn findings(terms: &VendorTerms, service: &Service) -> (Vec<Finding>, Vec<Evidence>) {
    let kinds = vec![RegistryEvent::EquipmentKindDefined(EquipmentKind {
        id: item("radio"),
        name: "电台".into(),
        required_per_member: true,
        required_per_unit: 0,
        calibrate_every_days: None,
    })];
    let registry = enter(registry(), kinds);
    let story = received()
        .and("08:00", confirm())
        .and("08:00", IncidentCommand::Accept)
        .and("08:00", assign("car-1"))
        .and("08:20", arrive())
        .and("08:30", dispose())
        .and("08:40", review())
        .and(
            "08:50",
            IncidentCommand::FollowUp {
                outcome: FollowUpResult::Reached {
                    grade: Grade::Neutral,
                    complaint: Some("态度".into()),
                },
                reopen: false,
            },
        );
    let mut seen = Vec::new();
    let mut listen = |one: Evidence| seen.push(one);
    let mut tally = VendorTally::new(terms, &registry, month("2024-03"));
    tally.incident(&story.incident, Some(&mut listen));
    let (findings, incidents) = tally.finish(service, Some(&mut listen));
    assert_eq!(incidents, 1);
    (findings, seen)
}

#[test]
fn clauses_are_measured_by_the_loops_own_facts() {
    let registry = registry();
    let service = Service {
        attendance: Vec::new(),
        shifts: rostered(&registry, at("10:00").plus(40 * DAY)),
        training_minutes: Some(BTreeMap::from([(member("car-1-a-1"), 90)])),
    };
    let (found, seen) = findings(&terms(), &service);
    let [arrive, holes, complaints, gear, trained, present] = found.as_slice() else {
        panic!("six clauses");
    };
    // None in time: 95 whole points below, half a per cent of the fee each.
    assert_eq!(
        arrive.measured,
        Measured::Share {
            numerator: 0,
            denominator: 1
        }
    );
    assert_eq!(
        (arrive.kept, arrive.deduction),
        (Some(false), Fen::from_yuan(47_500))
    );
    // Three cars, two shifts, 31 days; each with its two members.
    assert_eq!(holes.measured, Measured::Count { count: 0, of: 186 });
    assert_eq!((holes.kept, holes.deduction), (Some(true), Fen::ZERO));
    assert_eq!(
        (complaints.kept, complaints.deduction),
        (Some(false), Fen::from_yuan(300))
    );
    assert_eq!(gear.measured, Measured::Count { count: 24, of: 24 });
    assert_eq!(gear.deduction, Fen::from_yuan(1_000), "once, not for each");
    assert_eq!(trained.deduction, Fen::from_yuan(2_300), "23 of 24");
    assert_eq!(
        (present.measured, present.kept),
        (Measured::NoEvidence, None)
    );
    assert_eq!(
        present.deduction,
        Fen::ZERO,
        "without evidence nothing is deducted"
    );
    for finding in &found {
        let own = seen.iter().filter(|one| one.part == finding.clause);
        let sums = own.fold((0, 0), |sum, one| {
            (sum.0 + one.numerator, sum.1 + one.denominator)
        });
        let expected = match finding.measured {
            Measured::NoEvidence => (0, 0),
            Measured::Share {
                numerator,
                denominator,
            } => (numerator, denominator),
            Measured::Count { count, of } => (count, of),
        };
        assert_eq!(sums, expected, "{}", finding.clause);
    }
}

#[test]
fn a_shift_with_too_few_is_a_hole_and_one_to_come_is_none() {
    let shifts = rostered(&registry(), at("10:00"));
    // Until 4 March, ten o'clock: three whole days with two shifts, and this morning's.
    assert_eq!(shifts.0.len(), 3 * 7);
    let mut three = terms();
    three.clauses.truncate(2);
    three.clauses[1].measure = M::CrewHoles { least: 3 };
    three.clauses[1].deduction.most = Some(Fen::from_yuan(4_000));
    let service = Service {
        shifts,
        ..Service::default()
    };
    let (found, _) = findings(&three, &service);
    assert_eq!(found[1].measured, Measured::Count { count: 21, of: 21 });
    assert_eq!(
        found[1].deduction,
        Fen::from_yuan(4_000),
        "the clause's own most"
    );
}

#[test]
fn less_than_a_whole_point_below_breaks_the_clause_and_costs_nothing_each() {
    let mut one = terms();
    one.clauses.truncate(1);
    one.clauses[0].threshold = T::AtLeast(5);
    let (found, _) = findings(&one, &Service::default());
    assert_eq!(
        (found[0].kept, found[0].deduction),
        (Some(false), Fen::ZERO)
    );
}

/// The shifts as the roster alone has them.
fn rostered(registry: &Registry, now: Timestamp) -> CarShifts {
    let turns = turns_within(registry, &Changes::default(), month("2024-03").period());
    CarShifts::of(registry, &turns, &BTreeSet::new(), month("2024-03"), now)
}

#[test]
fn who_never_came_is_not_on_duty() {
    let registry = registry();
    let turns = turns_within(&registry, &Changes::default(), month("2024-03").period());
    let absent = BTreeSet::from([(day("2024-03-04"), member("car-1-b-1"), item("day"))]);
    let shifts = CarShifts::of(&registry, &turns, &absent, month("2024-03"), at("10:00"));
    let short: Vec<_> = shifts.0.iter().filter(|one| one.on_duty < 2).collect();
    assert_eq!(short.len(), 1);
    assert_eq!((short[0].unit.as_str(), short[0].on_duty), ("car-1", 1));
}

struct Office {
    state: Option<VendorMonth>,
    now: Timestamp,
}

fn id() -> ProjectId {
    ProjectId::new("project").expect("an id")
}

impl Office {
    fn ask(&mut self, command: &C) -> Result<(), R> {
        let terms = terms();
        let (findings, _) = findings(&terms, &Service::default());
        let computed = VendorComputed {
            log_position: 9,
            log_hash: "00".into(),
            incidents: 1,
            findings,
        };
        let by = account("duty-1");
        let facts = VendorFacts {
            by: &by,
            terms: Some(&terms),
            computed: Some(&computed),
            offset: UtcOffset::BEIJING,
            grace: 120,
        };
        let asked = Asked {
            occurred_at: None,
            now: self.now,
        };
        for (event, stamp) in decide(self.state.as_ref(), month("2024-03"), command, asked, facts)?
        {
            let text = serde_json::to_string(&event).expect("JSON");
            let event: VendorEvent = serde_json::from_str(&text).expect("an event");
            self.state = evolve(self.state.take(), (&id(), month("2024-03")), &event, stamp);
        }
        Ok(())
    }

    fn stage(&self) -> Option<VendorStage> {
        self.state.as_ref().map(|state| state.stage)
    }
}

fn hear() -> C {
    C::Hear {
        spoken_by: "项目经理".into(),
        statement: "高架封闭两天".into(),
    }
}

fn waive(clause: &str, yuan: i64) -> C {
    C::Decide {
        waived: vec![Waiver {
            clause: item(clause),
            deduction: Fen::from_yuan(yuan),
            reason: "封路属实".into(),
        }],
        reason: "按条款".into(),
    }
}

#[test]
fn nothing_is_decided_before_the_vendor_is_heard() {
    let mut office = Office {
        state: None,
        now: at("10:00"),
    };
    assert_eq!(office.ask(&hear()), Err(R::NotDrafted));
    office.ask(&C::Draft).expect("a draft");
    assert_eq!(office.ask(&hear()), Err(R::MonthNotOver));
    office.now = at("10:00").plus(30 * DAY);
    let decide = C::Decide {
        waived: Vec::new(),
        reason: "按条款".into(),
    };
    assert_eq!(office.ask(&decide), Err(R::NotHeard));
    office.ask(&hear()).expect("heard");
    // New figures: the vendor is heard anew.
    office.ask(&C::Draft).expect("a draft");
    assert_eq!(office.ask(&decide), Err(R::NotHeard));
    office.ask(&hear()).expect("heard");
    assert_eq!(
        office.ask(&waive("weather", 0)),
        Err(R::NoClause(item("weather")))
    );
    assert_eq!(
        office.ask(&waive("complaints", 300)),
        Err(R::NotLower(item("complaints")))
    );
    assert_eq!(
        office.ask(&waive("complaints", -1)),
        Err(R::NotLower(item("complaints")))
    );
    // 47 500 + 300 + 1 000 are above a tenth of the fee.
    assert_eq!(
        office.state.as_ref().map(VendorMonth::found),
        Some(Fen::from_yuan(10_000))
    );
    office.ask(&waive("arrive", 5_000)).expect("decided");
    assert_eq!(office.stage(), Some(VendorStage::Decided));
    let state = office.state.clone().expect("a state");
    assert_eq!(
        state.decided.as_ref().map(|one| one.deduction),
        Some(Fen::from_yuan(6_300))
    );
    assert_eq!(office.ask(&C::Draft), Err(R::AlreadyDecided));
    assert_eq!(office.ask(&decide), Err(R::AlreadyDecided));

    // The ledger takes it once.
    let entry = state
        .entry(|at| UtcOffset::BEIJING.day(at))
        .expect("an entry");
    assert_eq!(
        entry.reference.as_deref(),
        Some("vendor-assessment/project.2024-03")
    );
    let project = booked(None, ProjectRecord::Described(Box::new(project()))).expect("described");
    let project = booked(project, ProjectRecord::Booked(entry.clone())).expect("entered");
    let again = account::decide(project.as_ref(), ProjectRecord::Booked(entry.clone()));
    assert_eq!(again, Ok(None), "it stands already");
    let other = Entry {
        id: item("other"),
        ..entry.clone()
    };
    let twice = booked(project.clone(), ProjectRecord::Booked(other)).expect_err("refused");
    assert!(matches!(twice, ProjectRejection::BadReference { .. }));
    let bare = Entry {
        id: item("bare"),
        reference: None,
        contract: None,
        reverses: None,
        ..entry
    };
    let bare = booked(project.clone(), ProjectRecord::Booked(bare)).expect_err("refused");
    assert!(matches!(bare, ProjectRejection::BadReference { .. }));
    let sums = Sums::until(project.expect("a project").entries(), day("2024-12-31"));
    assert_eq!(
        (sums.deducted, sums.paid),
        (Fen::from_yuan(6_300), Fen::ZERO)
    );
}

fn booked(
    state: Option<ProjectState>,
    record: ProjectRecord,
) -> Result<Option<ProjectState>, ProjectRejection> {
    let town = TownId::new("testing").expect("a town");
    Ok(match account::decide(state.as_ref(), record)? {
        Some(record) => account::evolve(&town, state, record, false),
        None => state,
    })
}

fn project() -> Project {
    Project {
        id: id(),
        name: "示意".into(),
        budget_unit: "镇".into(),
        implementing_office: "办".into(),
        year: 2024,
        recurring: false,
        tracking_reason: "新增".into(),
        background: "无".into(),
        work_content: "无".into(),
        time_nodes: Vec::new(),
        service: Period {
            from: day("2024-03-01"),
            to: day("2025-02-28"),
        },
        pre_appraisal: None,
        contract: Vec::new(),
        goal: String::new(),
        tracking: Vec::new(),
        continues: None,
        tolerance: Default::default(),
        indicators: Vec::new(),
    }
}

#[test]
fn terms_are_checked_and_come_one_after_another() {
    let described = booked(None, ProjectRecord::Described(Box::new(project()))).expect("described");
    let agreed = |terms: VendorTerms| ProjectRecord::TermsAgreed(Box::new(terms));
    for (change, field) in [
        (
            Box::new(|one: &mut VendorTerms| one.version = 0) as Box<dyn Fn(&mut VendorTerms)>,
            "version",
        ),
        (Box::new(|one| one.vendor = " ".into()), "vendor"),
        (
            Box::new(|one| one.monthly_fee = Fen::ZERO),
            "monthly_fee_yuan",
        ),
        (Box::new(|one| one.most_per_mille = 1_001), "most_per_mille"),
        (Box::new(|one| one.clauses.clear()), "clause"),
        (Box::new(|one| one.clauses[0].number.clear()), "number"),
        (
            Box::new(|one| one.clauses[0].threshold = T::AtMost(1)),
            "at_least_per_mille",
        ),
        (
            Box::new(|one| one.clauses[2].threshold = T::AtLeast(1)),
            "at_most",
        ),
        (
            Box::new(|one| one.clauses[2].deduction.amount = A::Fixed(Fen::ZERO)),
            "deduct",
        ),
        (
            Box::new(|one| one.clauses[2].deduction.most = Some(Fen::ZERO)),
            "most_yuan",
        ),
        (
            Box::new(|one| one.clauses[1].id = one.clauses[0].id.clone()),
            "id",
        ),
    ] {
        let mut terms = terms();
        change(&mut terms);
        match booked(described.clone(), agreed(terms)) {
            Err(ProjectRejection::Terms(why)) => assert_eq!(why.field, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    let state = booked(described, agreed(terms())).expect("agreed");
    let later = VendorTerms {
        version: 2,
        from: month("2024-06"),
        ..terms()
    };
    let state = booked(state, agreed(later))
        .expect("agreed")
        .expect("a project");
    assert_eq!(
        state.terms(month("2024-05")).map(|one| one.version),
        Some(1)
    );
    assert_eq!(
        state.terms(month("2024-07")).map(|one| one.version),
        Some(2)
    );
    assert_eq!(state.terms(month("2023-12")), None);
    let hole = VendorTerms {
        version: 4,
        from: month("2024-06"),
        ..terms()
    };
    let why = booked(Some(state), agreed(hole)).expect_err("refused");
    assert!(matches!(
        why,
        ProjectRejection::TermsVersion { current: 2, .. }
    ));
}
