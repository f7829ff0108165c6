//! The life of a month's assessment.

use super::{account, month, of, scoring};
use crate::support::{
    times::at,
    town::{incident, item, member},
};
use liandong_domain::{
    assessment::{
        Fraction, MemberScore, PartScore, Score, Scoring,
        entry::BadEntry,
        monthly::{
            Computed, Monthly, MonthlyCommand as C, MonthlyEvent, MonthlyFacts,
            MonthlyRejection as R, Ruling, Stage, changes, decide, evolve,
        },
        points, total,
    },
    incident::Asked,
    refusal::Refusal,
    time::{Timestamp, UtcOffset},
};
use std::collections::BTreeMap;

const DAY: i64 = 86_400;

/// A table with one member, whose arrivals are these.
fn computed(numerator: i64, denominator: i64) -> Computed {
    let scoring = scoring();
    let line = |id: &str, counts: (i64, i64)| {
        let parts: Vec<PartScore> = scoring
            .parts
            .iter()
            .zip([counts, (0, 0), (0, 0), (0, 0), (0, 0)])
            .map(|(part, (numerator, denominator))| PartScore {
                part: part.id.clone(),
                numerator,
                denominator,
                evidence: u64::try_from(denominator).expect("a count"),
                late: 0,
                left_out: BTreeMap::new(),
                points: points(part, numerator, denominator),
            })
            .collect();
        MemberScore {
            member: member(id),
            incidents: 3,
            score: total(&scoring, &parts),
            parts,
        }
    };
    Computed {
        log_position: 7,
        log_hash: "00".into(),
        incidents: 3,
        lines: vec![
            line("car-1-b-1", (numerator, denominator)),
            line("car-1-b-2", (0, 0)),
        ],
    }
}

struct Office {
    state: Option<Monthly>,
    log: Vec<String>,
    now: Timestamp,
    scoring: Option<Scoring>,
    computed: Computed,
}

/// 1 April, ten in the morning.
fn office() -> Office {
    Office {
        state: None,
        log: Vec::new(),
        now: at("10:00").plus(28 * DAY),
        scoring: Some(scoring()),
        computed: computed(1, 3),
    }
}

impl Office {
    fn ask(&mut self, who: &str, command: &C) -> Result<(), R> {
        let by = account(who);
        let own = member("car-1-b-1");
        let facts = MonthlyFacts {
            by: &by,
            member: (who == "crew-1").then_some(&own),
            scoring: self.scoring.as_ref(),
            computed: Some(&self.computed),
            offset: UtcOffset::BEIJING,
            grace: 120,
        };
        let asked = Asked {
            occurred_at: None,
            now: self.now,
        };
        for (event, stamp) in decide(self.state.as_ref(), month("2024-03"), command, asked, facts)?
        {
            // As the log keeps it.
            let text = serde_json::to_string(&event).expect("JSON");
            let event: MonthlyEvent = serde_json::from_str(&text).expect("an event");
            self.log.push(event.kind().into());
            self.state = evolve(self.state.take(), month("2024-03"), &event, stamp);
        }
        Ok(())
    }

    fn done(mut self, who: &str, command: C) -> Self {
        self.ask(who, &command).expect("it is done");
        self
    }

    fn refused(mut self, who: &str, command: C) -> (Self, R) {
        let why = self.ask(who, &command).expect_err("it is refused");
        let refusal = Refusal::from(why.clone());
        assert!(
            !refusal.zh.is_empty() && !refusal.en.is_empty(),
            "{refusal:?}"
        );
        (self, why)
    }

    fn later(mut self, days: i64) -> Self {
        self.now = self.now.plus(days * DAY);
        self
    }

    fn state(&self) -> &Monthly {
        self.state.as_ref().expect("a state")
    }

    fn score(&self) -> Score {
        self.state()
            .line(&member("car-1-b-1"))
            .expect("a line")
            .score
    }
}

fn publish() -> C {
    C::Publish { note: None }
}
fn finalise() -> C {
    C::Finalise { note: None }
}
fn appeal() -> C {
    C::Appeal {
        part: Some(item("arrival_kept")),
        reason: "道路封闭".into(),
    }
}
fn corrected(numerator: i64, denominator: i64) -> Ruling {
    Ruling::Corrected {
        part: item("arrival_kept"),
        numerator,
        denominator,
        incidents: vec![incident("20240304-0001")],
    }
}
fn rule(ruling: Ruling) -> C {
    C::DecideAppeal {
        appeal: 1,
        ruling,
        reason: "有封路通告".into(),
    }
}
fn recompute() -> C {
    C::Recompute {
        reason: "补报到达".into(),
    }
}

#[test]
fn a_month_goes_from_draft_to_final() {
    let office = office().done("duty-1", C::Draft).done("duty-1", publish());
    assert_eq!(office.score(), Score::Of(of(100, 3)));
    let office = office.done("crew-1", appeal());
    let (office, why) = office.later(6).refused("duty-1", finalise());
    assert_eq!(why, R::AppealsWait(1));
    let office = office.done("duty-1", rule(corrected(1, 2)));
    assert_eq!(office.score(), Score::Of(Fraction::whole(50)));
    let office = office.done("duty-1", finalise());
    assert_eq!(
        office.log,
        [
            "assessment.drafted",
            "assessment.published",
            "assessment.appealed",
            "assessment.appeal_decided",
            "assessment.finalised"
        ]
    );
    let held = office
        .state()
        .held(|at| UtcOffset::BEIJING.day(at))
        .expect("held");
    assert_eq!(held.id, item("assessment-2024-03"));
    assert_eq!((held.from, held.to), {
        let days = month("2024-03").period();
        (days.from, days.to)
    });
    // Who has no score is not in it.
    assert_eq!(held.results.len(), 1);
    assert_eq!(held.results[0].score, 50);
    let (_, why) = office.refused("duty-1", C::Draft);
    assert!(matches!(
        why,
        R::WrongStage {
            stage: Stage::Final,
            ..
        }
    ));
}

#[test]
fn points_in_the_register_are_rounded_down_so_that_passing_is_the_same() {
    let mut before = office();
    before.computed = computed(599, 1_000);
    let office = before
        .done("duty-1", C::Draft)
        .done("duty-1", publish())
        .later(6)
        .done("duty-1", finalise());
    let held = office
        .state()
        .held(|at| UtcOffset::BEIJING.day(at))
        .expect("held");
    assert_eq!((held.results[0].score, held.pass_mark), (59, 60));
}

#[test]
fn only_the_member_appeals_and_somebody_else_decides() {
    let office = office().done("duty-1", C::Draft);
    let (office, why) = office.refused("crew-1", appeal());
    assert!(matches!(
        why,
        R::WrongStage {
            stage: Stage::Draft,
            ..
        }
    ));
    let office = office.done("duty-1", publish());
    let (office, why) = office.refused("duty-1", appeal());
    assert_eq!(why, R::NoMember);
    let blank = C::Appeal {
        part: None,
        reason: "  ".into(),
    };
    let (office, why) = office.refused("crew-1", blank);
    assert_eq!(why, R::Entry(BadEntry::Blank("reason")));
    let nothing = C::Appeal {
        part: Some(item("weather")),
        reason: "不服".into(),
    };
    let (office, why) = office.refused("crew-1", nothing);
    assert_eq!(why, R::NoLine);
    let (office, why) = office.done("crew-1", appeal()).refused("crew-1", appeal());
    assert_eq!(why, R::AlreadyAppealed);
    let (office, why) = office.refused("crew-1", rule(Ruling::Upheld));
    assert_eq!(why, R::OwnAppeal);
    let (office, why) = office.refused("duty-1", rule(corrected(4, 3)));
    assert_eq!(why, R::BadCounts);
    let (office, why) = office.refused("duty-1", rule(corrected(1, 3)));
    assert_eq!(why, R::NoChange);
    let office = office.done("duty-1", rule(Ruling::Upheld));
    assert_eq!(office.score(), Score::Of(of(100, 3)), "it stands");
    let (office, why) = office.refused("duty-1", rule(Ruling::Upheld));
    assert_eq!(why, R::NoAppeal(1));
    let (_, why) = office.later(6).refused("crew-1", appeal());
    assert!(matches!(why, R::AppealsOver(_)));
}

#[test]
fn the_days_for_appeals_cannot_be_cut_short() {
    let (office, why) = office()
        .done("duty-1", C::Draft)
        .done("duty-1", publish())
        .later(5)
        .refused("duty-1", finalise());
    assert!(
        matches!(why, R::AppealsOpen(_)),
        "the last second still counts"
    );
    drop(office);
    let mut early = self::office();
    early.now = at("10:00");
    let (_, why) = early.done("duty-1", C::Draft).refused("duty-1", publish());
    assert_eq!(why, R::MonthNotOver);
}

#[test]
fn a_recomputation_shows_its_differences_and_waits() {
    let mut office = office().done("duty-1", C::Draft).done("duty-1", publish());
    let (again, why) = office.refused("duty-1", recompute());
    assert_eq!(why, R::NoDifference);
    office = again;
    office.computed = computed(2, 3);
    let office = office.done("duty-1", recompute());
    assert_eq!(
        office.score(),
        Score::Of(of(100, 3)),
        "nothing is changed yet"
    );
    let waiting = office.state().waiting().expect("it waits");
    let differences = changes(&office.state().computed.lines, &waiting.computed.lines);
    assert_eq!(differences.len(), 1);
    let (before, after) = differences[0].scores();
    assert_eq!(before, Some(Score::Of(of(100, 3))));
    assert_eq!(after, Some(Score::Of(of(200, 3))));
    let (office, why) = office.refused("duty-1", recompute());
    assert_eq!(why, R::RevisionWaits);
    let (office, why) = office.later(6).refused("duty-1", finalise());
    assert_eq!(why, R::RevisionWaits);
    let decide = |adopt| C::DecideRevision {
        adopt,
        reason: "属实".into(),
    };
    let office = office.done("duty-1", decide(false));
    assert_eq!(office.score(), Score::Of(of(100, 3)));
    // Also after the end, by a new decision; and the register's entry follows.
    let mut office = office
        .done("duty-1", finalise())
        .done("duty-1", recompute());
    office = office.done("admin-1", decide(true));
    assert_eq!(
        (office.state().stage, office.score()),
        (Stage::Final, Score::Of(of(200, 3)))
    );
    let held = office
        .state()
        .held(|at| UtcOffset::BEIJING.day(at))
        .expect("held");
    assert_eq!(held.results[0].score, 66);
    let (_, why) = office.refused("admin-1", decide(true));
    assert_eq!(why, R::NoRevision);
}

#[test]
fn a_correction_is_an_entry_that_outlives_a_recomputation() {
    let correct = |who: &str| C::Correct {
        member: member(who),
        part: item("arrival_kept"),
        numerator: 3,
        denominator: 3,
        incidents: Vec::new(),
        reason: "定位漂移".into(),
    };
    let office = office().done("duty-1", C::Draft);
    let (office, why) = office.refused("crew-1", correct("car-1-b-1"));
    assert_eq!(why, R::OwnAppeal, "nobody corrects its own line");
    let mut office = office.done("duty-1", correct("car-1-b-1"));
    assert_eq!(office.score(), Score::Of(Fraction::whole(100)));
    office.computed = computed(2, 3);
    let office = office.done("duty-1", C::Draft);
    assert_eq!(office.score(), Score::Of(Fraction::whole(100)));
    let (correction, decision) = &office.state().corrections[0];
    assert_eq!((correction.from, correction.to), ((1, 3), (3, 3)));
    assert_eq!(decision.by, account("duty-1"));
}

#[test]
fn without_a_formula_or_a_draft_there_is_nothing() {
    let mut office = office();
    let (again, why) = office.refused("duty-1", publish());
    assert_eq!(why, R::NotDrafted);
    office = again;
    office.scoring = None;
    let (_, why) = office.refused("duty-1", C::Draft);
    assert_eq!(why, R::NoScoring);
}
