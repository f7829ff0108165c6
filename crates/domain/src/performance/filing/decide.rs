//! Events from a command, or a refusal.

use super::{
    command::{FilingCommand, Judge},
    edits::{Edit, Field, Judged, Quote, Which},
    event::{FilingEvent, Seal, Snapshot},
    reject::FilingRejection as R,
    state::{Filing, FilingStage, evolve},
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    assessment::entry,
    ids::{AccountId, ItemId, ProjectId},
    performance::{form::Form, project::Project},
    planning::Study,
    time::{Timestamp, UtcOffset},
};

/// Looked-up facts that a decision needs.
#[derive(Debug, Clone, Copy)]
pub struct FilingFacts<'a> {
    /// Who acts.
    pub by: &'a AccountId,
    /// That account's name.
    pub name: &'a str,
    /// The project's description in force.
    pub project: &'a Project,
    /// The edition before this one, where there is one.
    pub earlier: Option<&'a Filing>,
    /// The form as the log makes it now, for a judgement and a preparation.
    pub form: Option<&'a Form>,
    /// The study that is to be quoted, where it is kept.
    pub study: Option<&'a Study>,
    /// What is to stand still, for a preparation.
    pub snapshot: Option<&'a Snapshot>,
    /// The locked form, for a signature.
    pub seal: Option<&'a Seal>,
    /// The town's offset from UTC.
    pub offset: UtcOffset,
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

impl Aggregate for Filing {
    const PREFIX: &'static str = "filing/";
    type Command = FilingCommand;
    type Event = FilingEvent;
    type Rejection = R;
    type Facts<'a> = FilingFacts<'a>;

    fn kind(event: &FilingEvent) -> &'static str {
        event.kind()
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &FilingCommand,
        asked: Asked,
        facts: FilingFacts<'_>,
    ) -> Result<Vec<(FilingEvent, Stamp)>, R> {
        let (_, tracking, edition) = read_id(id).ok_or_else(|| R::NoFiling(id.to_owned()))?;
        decide(state, (&tracking, edition), command, asked, facts)
    }

    fn evolve(state: Option<Self>, id: &str, event: &FilingEvent, stamp: Stamp) -> Option<Self> {
        let (project, tracking, edition) = read_id(id)?;
        evolve(state, (&project, &tracking, edition), event, stamp)
    }
}

/// The name of a filing: `pinganliandong.2024-08.1`.
#[must_use]
pub fn filing_id(project: &ProjectId, tracking: &ItemId, edition: u32) -> String {
    format!("{project}.{tracking}.{edition}")
}

/// Reads it back: project, tracking period, edition.
#[must_use]
pub fn read_id(id: &str) -> Option<(ProjectId, ItemId, u32)> {
    let (rest, edition) = id.rsplit_once('.')?;
    let (project, tracking) = rest.rsplit_once('.')?;
    let edition = edition.parse().ok().filter(|one| *one > 0)?;
    Some((
        ProjectId::new(project).ok()?,
        ItemId::new(tracking).ok()?,
        edition,
    ))
}

/// Decides a command.
///
/// # Errors
/// A [`FilingRejection`](R).
pub fn decide(
    state: Option<&Filing>,
    (tracking, edition): (&ItemId, u32),
    command: &FilingCommand,
    asked: Asked,
    facts: FilingFacts<'_>,
) -> Result<Vec<(FilingEvent, Stamp)>, R> {
    let stamp = entry::stamp(asked, state.map(|state| state.last), facts.grace)?;
    let event = match (command, state) {
        (FilingCommand::Open { reason }, None) => {
            open(tracking, edition, reason.as_deref(), facts)?
        }
        (FilingCommand::Open { .. }, Some(_)) => return Err(R::OpenAlready),
        (_, None) => return Err(R::NotOpened),
        (command, Some(state)) => step(state, command, stamp, facts)?,
    };
    Ok(vec![(event, stamp)])
}

fn open(
    tracking: &ItemId,
    edition: u32,
    reason: Option<&str>,
    facts: FilingFacts<'_>,
) -> Result<FilingEvent, R> {
    let mut periods = facts.project.tracking.iter();
    let found = periods.find(|one| one.id == *tracking);
    let found = found.ok_or_else(|| R::NoTracking(tracking.clone()))?;
    let (supersedes, reason, edits) = match (edition, facts.earlier) {
        (1, _) => (None, None, Default::default()),
        (_, None) => return Err(R::EditionSkipped),
        (_, Some(earlier)) => {
            let edits = earlier.edits.clone();
            match earlier.stage {
                FilingStage::Signed => {
                    let reason = entry::said("reason", reason.unwrap_or_default())?;
                    (Some(earlier.edition), Some(reason), edits)
                }
                // What was given up may itself have been the correction of a signed one.
                FilingStage::Abandoned => (earlier.supersedes, earlier.reason.clone(), edits),
                _ => return Err(R::EarlierUnderWay(earlier.edition)),
            }
        }
    };
    Ok(FilingEvent::Opened {
        period: found.period(),
        file_by: found.file_by,
        supersedes,
        reason,
        edits,
        by: facts.by.clone(),
    })
}

fn step(
    state: &Filing,
    command: &FilingCommand,
    stamp: Stamp,
    facts: FilingFacts<'_>,
) -> Result<FilingEvent, R> {
    use FilingStage as S;
    let by = facts.by.clone();
    let name = || facts.name.into();
    match (command, state.stage) {
        (_, S::Signed) => Err(R::Locked),
        (_, S::Abandoned) => Err(R::GivenUp),
        (FilingCommand::Edit { edits }, S::Open) => Ok(FilingEvent::Edited {
            edits: written(edits, facts.project)?,
            by,
        }),
        (FilingCommand::Judge(judge), S::Open) => judged(judge, stamp.occurred_at, facts),
        (FilingCommand::Quote { study }, S::Open) => quoted(state, study, facts),
        (FilingCommand::Unquote { study }, S::Open) => {
            if !state.edits.quotes.contains_key(study) {
                return Err(R::NotQuoted(study.clone()));
            }
            Ok(FilingEvent::Unquoted {
                study: study.clone(),
                by,
            })
        }
        (FilingCommand::Prepare, S::Open) => {
            let snapshot = prepared(state, stamp.occurred_at, facts)?;
            Ok(FilingEvent::Prepared {
                snapshot: Box::new(snapshot.clone()),
                by,
                name: name(),
            })
        }
        (
            FilingCommand::Edit { .. }
            | FilingCommand::Judge(_)
            | FilingCommand::Quote { .. }
            | FilingCommand::Unquote { .. }
            | FilingCommand::Prepare,
            _,
        ) => Err(R::StandsStill),
        (FilingCommand::Review, S::Prepared) => {
            another(state, &by)?;
            Ok(FilingEvent::Reviewed { by, name: name() })
        }
        (FilingCommand::Review, _) => Err(R::NotPrepared),
        (FilingCommand::Return { reason }, S::Prepared | S::Reviewed) => {
            Ok(FilingEvent::Returned {
                reason: entry::said("reason", reason)?,
                by,
            })
        }
        (FilingCommand::Return { .. }, _) => Err(R::NotPrepared),
        (FilingCommand::Sign, S::Reviewed) => {
            another(state, &by)?;
            let seal = facts.seal.ok_or(R::NothingToSeal)?;
            Ok(FilingEvent::Signed {
                seal: Box::new(seal.clone()),
                by,
                name: name(),
            })
        }
        (FilingCommand::Sign, _) => Err(R::NotReviewed),
        (FilingCommand::Abandon { reason }, _) => Ok(FilingEvent::Abandoned {
            reason: entry::said("reason", reason)?,
            by,
        }),
        (FilingCommand::Open { .. }, _) => Err(R::OpenAlready),
    }
}

fn quoted(state: &Filing, id: &ItemId, facts: FilingFacts<'_>) -> Result<FilingEvent, R> {
    if state.edits.quotes.contains_key(id) {
        return Err(R::QuotedAlready(id.clone()));
    }
    let study = facts.study.ok_or_else(|| R::NoStudy(id.clone()))?;
    if study.withdrawn.is_some() {
        return Err(R::StudyWithdrawn(id.clone()));
    }
    Ok(FilingEvent::Quoted {
        study: id.clone(),
        quote: Box::new(Quote::of(study)),
        by: facts.by.clone(),
    })
}

/// Who reviews or signs is not the one who prepared (四眼原则).
fn another(state: &Filing, by: &AccountId) -> Result<(), R> {
    let prepared = state.signatures.prepared.as_ref();
    if prepared.is_some_and(|one| one.by == *by) {
        Err(R::SamePerson)
    } else {
        Ok(())
    }
}

fn written(edits: &[Edit], project: &Project) -> Result<Vec<Edit>, R> {
    if edits.is_empty() {
        return Err(R::NothingWritten);
    }
    let mut all: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if let Some(id) = edit.field.indicator()
            && project.indicators.iter().all(|one| one.id != *id)
        {
            return Err(R::NoIndicator(id.clone()));
        }
        if all.iter().any(|one| one.field == edit.field) {
            return Err(R::FieldTwice(edit.field.clone()));
        }
        let text = edit.text.as_deref().map(|text| text_of(&edit.field, text));
        all.push(Edit {
            field: edit.field.clone(),
            text: text.transpose()?,
        });
    }
    Ok(all)
}

/// Paragraphs without blanks at their ends and without empty ones. An empty text is an empty field.
fn text_of(field: &Field, text: &str) -> Result<String, R> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(forbidden) {
        return Err(R::BadCharacter(field.clone()));
    }
    if text.chars().count() > field.longest() {
        return Err(R::TooLong(field.clone()));
    }
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}

fn judged(judge: &Judge, at: Timestamp, facts: FilingFacts<'_>) -> Result<FilingEvent, R> {
    let form = facts.form.ok_or(R::NothingToSeal)?;
    let computed = match judge.which {
        Which::Budget => form.judgement.budget.tick,
        Which::Goals => form.judgement.goals.tick,
    };
    let reason = entry::maybe_said("reason", judge.reason.as_deref())?;
    if computed != Some(judge.tick) && reason.is_none() {
        return Err(R::OverrideWithoutReason);
    }
    Ok(FilingEvent::Judged {
        which: judge.which,
        judged: Judged {
            tick: judge.tick,
            computed,
            reason,
            by: facts.by.clone(),
            at,
        },
    })
}

/// Holds what must be there before figures and words stand still.
fn prepared<'a>(state: &Filing, at: Timestamp, facts: FilingFacts<'a>) -> Result<&'a Snapshot, R> {
    if at < facts.offset.start_of(state.period.to.next()) {
        return Err(R::PeriodNotOver(state.period.to));
    }
    let snapshot = facts.snapshot.ok_or(R::NothingToSeal)?;
    let form = &snapshot.form;
    let blank = |field: &Field| state.edits.text(field).is_none_or(str::is_empty);
    let unexplained = form.indicators.iter().filter(|one| one.must_be_explained);
    let unexplained: Vec<_> = unexplained
        .filter(|one| blank(&Field::Cause(one.id.clone())) || blank(&Field::Remedy(one.id.clone())))
        .map(|one| one.id.clone())
        .collect();
    if !unexplained.is_empty() {
        return Err(R::Unexplained(unexplained));
    }
    let judgements = [
        (Which::Budget, form.judgement.budget.tick),
        (Which::Goals, form.judgement.goals.tick),
    ];
    for (which, computed) in judgements {
        match (state.edits.judged.get(&which), computed) {
            (None, Some(_)) => return Err(R::NotJudged(which)),
            // The figures have changed since the officer looked.
            (Some(judged), now) if judged.computed != now => return Err(R::JudgedOnOther(which)),
            _ => {}
        }
    }
    Ok(snapshot)
}
