//! Commands that stand beside the line: proposed arrivals, answers of crews, alerts, the order of
//! dispatch.

use super::{
    Run,
    texts::{optional, text},
};
use crate::{
    ids::UnitId,
    incident::{
        command::CommandKind,
        event::IncidentEvent as E,
        reject::Rejection as R,
        watch::{CrewAnswer, Matter},
    },
};

impl Run<'_> {
    pub(super) fn propose_arrival(&mut self, unit: &UnitId, metres: i64) -> Result<(), R> {
        let unit = self.reporting(CommandKind::ProposeArrival, Some(unit), |one| {
            one.arrival.is_some() || one.arrival_proposed_at.is_some()
        })?;
        self.done(E::ArrivalProposed { unit, metres })
    }

    pub(super) fn answer_check_in(
        &mut self,
        unit: Option<&UnitId>,
        answer: CrewAnswer,
        note: Option<&str>,
    ) -> Result<(), R> {
        let note = optional("note", note)?;
        let unit = self.reporting(CommandKind::AnswerCheckIn, unit, |_| false)?;
        let check = self
            .incident
            .active_units()
            .find(|one| one.unit == unit)
            .and_then(|one| one.check_in.as_ref());
        let Some(nth) = check.map(|check| check.nth) else {
            return Err(R::NoCheckIn(unit));
        };
        self.happen(E::CheckInAnswered {
            unit: unit.clone(),
            nth,
            answer,
            note,
        });
        // From the answer on, a new check; the one before keeps its number for good.
        self.set_check_in(&unit);
        if answer == CrewAnswer::NeedHelp {
            self.begin_matter(Matter::Help { unit, nth }, self.recorded_at);
        }
        Ok(())
    }

    pub(super) fn acknowledge_alert(
        &mut self,
        about: &Matter,
        note: Option<&str>,
    ) -> Result<(), R> {
        let note = optional("note", note)?;
        let known = self
            .incident
            .open_alerts()
            .any(|one| one.about == *about && one.level > 0);
        if !known {
            return Err(R::NoSuchAlert);
        }
        self.done(E::AlertAcknowledged {
            about: about.clone(),
            note,
        })
    }

    pub(super) fn prioritise(&mut self, rank: u32, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        self.done(E::Prioritised { rank, reason })
    }
}
