//! A filing from its opening to its signature, and its correction.

use super::{days, indicator, project};
use crate::support::{
    times::{at, day},
    town::item,
};
use liandong_domain::{
    aggregate::{Aggregate, Asked},
    ids::{AccountId, IndicatorId, TownId},
    performance::{
        account::{ProjectState, evolve as record},
        compute::FormTally,
        filing::{
            Edit, Field, Filing, FilingCommand as C, FilingFacts, FilingRejection as R,
            FilingStage as S, Judge, Quote, Seal, SealedFile, Snapshot, Which, filing_id, read_id,
        },
        form::{Form, Likelihood as L},
        formula::Formula,
        project::{Project, ProjectRecord, TrackingPeriod},
    },
    planning::Study,
    time::{Timestamp, UtcOffset},
};

struct Desk {
    project: Project,
    form: Form,
    snapshot: Snapshot,
    seal: Seal,
    study: Option<Study>,
}

const OFFSET: UtcOffset = UtcOffset::BEIJING;

impl Desk {
    fn new() -> Self {
        let mut project = project(vec![
            indicator("members", Formula::Satisfied),
            indicator("other", Formula::IncidentsClosed),
        ]);
        project.tracking = vec![TrackingPeriod {
            id: item("2024-04"),
            from: day("2024-03-01"),
            to: day("2024-04-30"),
            file_by: None,
        }];
        let town = TownId::new("testing").expect("a town");
        let described = ProjectRecord::Described(Box::new(project.clone()));
        let state: ProjectState = record(&town, None, described, false).expect("a project");
        let registry = crate::support::town::registry();
        let form = FormTally::new(&state, &registry, days("2024-03-01", "2024-04-30"));
        let form = form.finish(7, "hash".into());
        let printed = "{}".to_owned();
        Self {
            project,
            study: None,
            snapshot: Snapshot {
                form: form.clone(),
                printed: printed.clone(),
                sm3: "a".into(),
            },
            seal: Seal {
                printed,
                sm3: "b".into(),
                template: 1,
                fonts: "f".into(),
                files: vec![SealedFile {
                    format: "pdf".into(),
                    sm3: "c".into(),
                    size: 1,
                }],
            },
            form,
        }
    }

    fn act(
        &self,
        state: Option<&Filing>,
        edition: u32,
        who: &str,
        command: C,
    ) -> Result<Filing, R> {
        self.act_after(None, state, edition, who, command)
    }

    fn act_after(
        &self,
        earlier: Option<&Filing>,
        state: Option<&Filing>,
        edition: u32,
        who: &str,
        command: C,
    ) -> Result<Filing, R> {
        let by = AccountId::new(who).expect("an account");
        let facts = FilingFacts {
            by: &by,
            name: who,
            project: &self.project,
            earlier,
            form: Some(&self.form),
            study: self.study.as_ref(),
            snapshot: Some(&self.snapshot),
            seal: Some(&self.seal),
            offset: OFFSET,
            grace: 60,
        };
        let id = filing_id(&self.project.id, &item("2024-04"), edition);
        let now = OFFSET.start_of(day("2024-05-10"));
        let now = state.map_or(now, |state| Timestamp(state.last.1.0 + 1));
        let asked = Asked {
            occurred_at: None,
            now,
        };
        let events = Filing::decide(state, &id, &command, asked, facts)?;
        let state = events.iter().fold(state.cloned(), |state, (event, stamp)| {
            // What is written to the log is what is read back.
            let text = serde_json::to_string(event).expect("JSON");
            let event = serde_json::from_str(&text).expect("an event");
            Filing::evolve(state, &id, &event, *stamp)
        });
        Ok(state.expect("a filing"))
    }

    /// The same desk, whose form must be explained for an indicator.
    fn explained(mut self) -> Self {
        self.form.indicators[0].must_be_explained = true;
        self.snapshot.form.indicators[0].must_be_explained = true;
        self
    }
}

fn write(field: Field, text: &str) -> C {
    C::Edit {
        edits: vec![Edit {
            field,
            text: Some(text.into()),
        }],
    }
}

fn members() -> IndicatorId {
    IndicatorId::new("members").expect("an indicator")
}

fn reason(text: &str) -> String {
    text.to_owned()
}

#[test]
fn three_people_bring_it_to_its_seal_and_nothing_changes_it_after() {
    let desk = Desk::new();
    let open = C::Open { reason: None };
    let state = desk.act(None, 1, "officer", open.clone()).expect("opened");
    assert_eq!((state.stage, state.edition), (S::Open, 1));
    assert_eq!(
        desk.act(Some(&state), 1, "officer", open),
        Err(R::OpenAlready)
    );
    let text = "  第一段 \n\n第二段";
    let state = desk.act(Some(&state), 1, "officer", write(Field::Conclusion, text));
    let state = state.expect("written");
    assert_eq!(state.edits.text(&Field::Conclusion), Some("第一段\n第二段"));
    for early in [
        C::Review,
        C::Return {
            reason: reason("早"),
        },
    ] {
        assert_eq!(
            desk.act(Some(&state), 1, "chief", early),
            Err(R::NotPrepared)
        );
    }
    assert_eq!(
        desk.act(Some(&state), 1, "leader", C::Sign),
        Err(R::NotReviewed)
    );
    // Neither judgement has a box that the figures tick: there is nothing to confirm.
    let state = desk
        .act(Some(&state), 1, "officer", C::Prepare)
        .expect("prepared");
    assert_eq!(state.snapshot.as_deref(), Some(&desk.snapshot));
    let late = desk.act(Some(&state), 1, "officer", write(Field::Conclusion, "改"));
    assert_eq!(late, Err(R::StandsStill));
    assert_eq!(
        desk.act(Some(&state), 1, "officer", C::Review),
        Err(R::SamePerson)
    );
    let state = desk
        .act(Some(&state), 1, "chief", C::Review)
        .expect("reviewed");
    assert_eq!(
        desk.act(Some(&state), 1, "officer", C::Sign),
        Err(R::SamePerson)
    );
    let state = desk
        .act(Some(&state), 1, "leader", C::Sign)
        .expect("signed");
    assert_eq!(state.seal.as_deref(), Some(&desk.seal));
    let names = [
        &state.signatures.prepared,
        &state.signatures.reviewed,
        &state.signatures.signed,
    ];
    let names: Vec<&str> = names
        .iter()
        .filter_map(|one| Some(one.as_ref()?.name.as_ref()))
        .collect();
    assert_eq!(names, ["officer", "chief", "leader"]);
    for command in [
        write(Field::Conclusion, "改"),
        C::Prepare,
        C::Review,
        C::Sign,
        C::Return {
            reason: reason("改"),
        },
        C::Abandon {
            reason: reason("改"),
        },
    ] {
        assert_eq!(desk.act(Some(&state), 1, "chief", command), Err(R::Locked));
    }
    let kinds: Vec<&str> = state.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            "filing.opened",
            "filing.edited",
            "filing.prepared",
            "filing.reviewed",
            "filing.signed"
        ]
    );
}

#[test]
fn a_deviation_is_explained_and_a_judgement_looked_at_before_it_stands_still() {
    let mut desk = Desk::new().explained();
    desk.snapshot.form.judgement.goals.tick = Some(L::Possible);
    desk.form.judgement.goals.tick = Some(L::Possible);
    let state = desk
        .act(None, 1, "officer", C::Open { reason: None })
        .expect("opened");
    let missing = desk.act(Some(&state), 1, "officer", C::Prepare);
    assert_eq!(missing, Err(R::Unexplained(vec![members()])));
    let state = desk
        .act(
            Some(&state),
            1,
            "officer",
            write(Field::Cause(members()), "雨天"),
        )
        .expect("cause");
    let blank = desk
        .act(
            Some(&state),
            1,
            "officer",
            write(Field::Remedy(members()), " "),
        )
        .expect("blank");
    assert!(matches!(
        desk.act(Some(&blank), 1, "officer", C::Prepare),
        Err(R::Unexplained(_))
    ));
    let state = desk
        .act(
            Some(&state),
            1,
            "officer",
            write(Field::Remedy(members()), "增车"),
        )
        .expect("remedy");
    let unseen = desk.act(Some(&state), 1, "officer", C::Prepare);
    assert_eq!(unseen, Err(R::NotJudged(Which::Goals)));
    let judge = |tick, reason: Option<&str>| {
        C::Judge(Judge {
            which: Which::Goals,
            tick,
            reason: reason.map(str::to_owned),
        })
    };
    let silent = desk.act(Some(&state), 1, "officer", judge(L::Certain, None));
    assert_eq!(silent, Err(R::OverrideWithoutReason));
    let confirmed = desk
        .act(Some(&state), 1, "officer", judge(L::Possible, None))
        .expect("confirmed");
    assert!(!confirmed.edits.judged[&Which::Goals].overrides());
    desk.act(Some(&confirmed), 1, "officer", C::Prepare)
        .expect("prepared");
    let state = desk
        .act(
            Some(&state),
            1,
            "officer",
            judge(L::Certain, Some("四季度已排定")),
        )
        .expect("overridden");
    assert!(state.edits.judged[&Which::Goals].overrides());
    // The figures change between the officer's look and the preparation.
    desk.snapshot.form.judgement.goals.tick = Some(L::Impossible);
    let other = desk.act(Some(&state), 1, "officer", C::Prepare);
    assert_eq!(other, Err(R::JudgedOnOther(Which::Goals)));
}

#[test]
fn what_is_returned_is_written_again_and_what_is_signed_is_corrected_by_the_next() {
    let desk = Desk::new();
    let act = |state: Option<&Filing>, who, command| desk.act(state, 1, who, command);
    let state = act(None, "officer", C::Open { reason: None }).expect("opened");
    let state = act(Some(&state), "officer", write(Field::Remarks, "说明")).expect("written");
    let state = act(Some(&state), "officer", C::Prepare).expect("prepared");
    let blank = act(
        Some(&state),
        "chief",
        C::Return {
            reason: reason(" "),
        },
    );
    assert!(matches!(blank, Err(R::Entry(_))));
    let state = act(
        Some(&state),
        "chief",
        C::Return {
            reason: reason("数据不全"),
        },
    )
    .expect("returned");
    assert_eq!((state.stage, state.snapshot.as_ref()), (S::Open, None));
    assert_eq!(state.signatures.prepared, None);
    let under_way = desk.act_after(
        Some(&state),
        None,
        2,
        "officer",
        C::Open {
            reason: Some(reason("x")),
        },
    );
    assert_eq!(under_way, Err(R::EarlierUnderWay(1)));
    let state = act(Some(&state), "officer", C::Prepare).expect("prepared");
    let state = act(Some(&state), "chief", C::Review).expect("reviewed");
    let first = act(Some(&state), "leader", C::Sign).expect("signed");
    let open = |text: Option<&str>| C::Open {
        reason: text.map(str::to_owned),
    };
    assert_eq!(
        desk.act(None, 2, "officer", open(Some("补报"))),
        Err(R::EditionSkipped)
    );
    let without = desk.act_after(Some(&first), None, 2, "officer", open(None));
    assert!(matches!(without, Err(R::Entry(_))), "a correction says why");
    let second = desk.act_after(Some(&first), None, 2, "officer", open(Some("补报到场记录")));
    let second = second.expect("opened");
    assert_eq!(
        (second.supersedes, second.edits.text(&Field::Remarks)),
        (Some(1), Some("说明"))
    );
    let second = desk
        .act(
            Some(&second),
            2,
            "officer",
            C::Abandon {
                reason: reason("误开"),
            },
        )
        .expect("given up");
    assert_eq!(
        desk.act(Some(&second), 2, "officer", C::Prepare),
        Err(R::GivenUp)
    );
    let third = desk
        .act_after(Some(&second), None, 3, "officer", open(None))
        .expect("opened");
    assert_eq!(
        (third.supersedes, third.reason.as_deref()),
        (Some(1), Some("补报到场记录"))
    );
}

#[test]
fn what_cannot_be_written_is_refused() {
    let mut desk = Desk::new();
    let state = desk
        .act(None, 1, "officer", C::Open { reason: None })
        .expect("opened");
    let act = |desk: &Desk, command| desk.act(Some(&state), 1, "officer", command);
    assert_eq!(
        act(&desk, C::Edit { edits: vec![] }),
        Err(R::NothingWritten)
    );
    let nobody = IndicatorId::new("nobody").expect("an indicator");
    assert_eq!(
        act(&desk, write(Field::Cause(nobody.clone()), "x")),
        Err(R::NoIndicator(nobody))
    );
    let edit = |text: &str| Edit {
        field: Field::Goals,
        text: Some(text.into()),
    };
    let twice = C::Edit {
        edits: vec![edit("a"), edit("b")],
    };
    assert_eq!(act(&desk, twice), Err(R::FieldTwice(Field::Goals)));
    assert_eq!(
        act(&desk, write(Field::Goals, "a\u{0}")),
        Err(R::BadCharacter(Field::Goals))
    );
    let long = "长".repeat(501);
    let field = Field::Remedy(members());
    assert_eq!(
        act(&desk, write(field.clone(), &long)),
        Err(R::TooLong(field))
    );
    desk.project.tracking.clear();
    let gone = desk.act(None, 1, "officer", C::Open { reason: None });
    assert_eq!(gone, Err(R::NoTracking(item("2024-04"))));
}

#[test]
fn it_is_not_prepared_before_its_tracking_date_is_over() {
    let mut desk = Desk::new();
    desk.project.tracking[0].to = day("2024-05-10");
    let state = desk
        .act(None, 1, "officer", C::Open { reason: None })
        .expect("opened");
    let early = desk.act(Some(&state), 1, "officer", C::Prepare);
    assert_eq!(early, Err(R::PeriodNotOver(day("2024-05-10"))));
    assert!(at("08:00") < OFFSET.start_of(day("2024-05-10")));
}

#[test]
fn fields_and_names_are_read_back() {
    let all = Field::sections().chain([Field::Cause(members()), Field::Remedy(members())]);
    for field in all {
        assert_eq!(field.to_string().parse(), Ok(field));
    }
    for bad in ["", "rows.a", "rows..cause", "rows.a.name", "sections.none"] {
        assert!(bad.parse::<Field>().is_err(), "{bad}");
    }
    let project = Desk::new().project.id;
    let id = filing_id(&project, &item("2024-04"), 12);
    assert_eq!(read_id(&id), Some((project, item("2024-04"), 12)));
    for bad in ["a.b", "a.b.0", "a.b.c", ".b.1"] {
        assert_eq!(read_id(bad), None, "{bad}");
    }
}

#[test]
fn a_study_is_quoted_whole_and_may_be_taken_out_until_it_is_prepared() {
    let mut desk = Desk::new();
    let quote = || C::Quote { study: item("six") };
    let unquote = || C::Unquote { study: item("six") };
    let open = C::Open { reason: None };
    let state = desk.act(None, 1, "officer", open).expect("opened");
    assert_eq!(
        desk.act(Some(&state), 1, "officer", quote()),
        Err(R::NoStudy(item("six")))
    );
    let study = crate::planning::kept("six");
    desk.study = Some(study.clone());
    let quoted = desk
        .act(Some(&state), 1, "officer", quote())
        .expect("quoted");
    assert_eq!(
        quoted.edits.quotes.get(&item("six")),
        Some(&Quote::of(&study))
    );
    assert_eq!(
        desk.act(Some(&quoted), 1, "officer", quote()),
        Err(R::QuotedAlready(item("six")))
    );
    let without = desk
        .act(Some(&quoted), 1, "officer", unquote())
        .expect("taken out");
    assert_eq!(without.edits, state.edits);
    assert_eq!(
        desk.act(Some(&without), 1, "officer", unquote()),
        Err(R::NotQuoted(item("six")))
    );
    desk.study = Some(crate::planning::withdrawn("six"));
    assert_eq!(
        desk.act(Some(&without), 1, "officer", quote()),
        Err(R::StudyWithdrawn(item("six")))
    );
    let prepared = desk
        .act(Some(&quoted), 1, "officer", C::Prepare)
        .expect("prepared");
    assert_eq!(
        desk.act(Some(&prepared), 1, "officer", unquote()),
        Err(R::StandsStill)
    );
}
