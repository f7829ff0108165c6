//! Ratings by the caller's own link or QR code (群众评价): no login, one use, a time to run out.
//!
//! The link carries the town, the incident, the link's number and its end, and a keyed digest of these
//! (HMAC-SM3). Whether it was used and whether it has run out is the incident's own state, so that one
//! use holds on every server node.

use crate::{App, AppError, Order, access::Visitor, engine::system};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{
        CaseRejection, CategoryCode, Grade, Incident, IncidentCommand, RatingLink, Rejection,
    },
    refusal::{Because, Refusal},
    time::{Day, Timestamp},
};
use liandong_store::CommandKey;
use serde::Serialize;
use std::sync::Arc;

/// How many bytes of the digest a link carries.
const MARK: usize = 16;
const PURPOSE: &str = "rating-link";

/// A link as the desk gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingLinkView {
    /// What the address ends with.
    pub token: String,
    /// Last second at which it holds.
    pub expires_at: Timestamp,
}

/// What the caller sees before grading: nothing that tells who called, where or about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingCard {
    /// The town's name.
    pub town_name: String,
    /// The local day on which the call came.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub day: Day,
    /// The category's name, once classified.
    pub category_name: Option<&'static str>,
    /// Last second at which the link holds.
    pub expires_at: Timestamp,
    /// The grades, from the worst to the best.
    pub grades: Vec<crate::view::Named>,
}

/// What the caller answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingAnswer {
    /// The grade.
    pub grade: Grade,
    /// A few words.
    pub words: Option<String>,
    /// Whether these are a complaint.
    pub complaint: bool,
    /// Whether the caller wants it taken up again.
    pub reopen: bool,
}

struct Target {
    town: TownId,
    incident: IncidentId,
    link: u32,
    expires_at: Timestamp,
}

impl Target {
    fn written(&self) -> String {
        format!(
            "{} {} {} {}",
            self.town, self.incident, self.link, self.expires_at.0
        )
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let target = Self {
            town: TownId::new(parts.next()?).ok()?,
            incident: IncidentId::new(parts.next()?).ok()?,
            link: parts.next()?.parse().ok()?,
            expires_at: Timestamp(parts.next()?.parse().ok()?),
        };
        parts.next().is_none().then_some(target)
    }
}

fn no_such_link() -> AppError {
    Refusal::from(CaseRejection::NoSuchLink).into()
}

impl App {
    async fn rating_token(
        &self,
        town: &TownId,
        incident: &Incident,
        link: &RatingLink,
    ) -> Result<String, AppError> {
        let target = Target {
            town: town.clone(),
            incident: incident.number().clone(),
            link: link.link,
            expires_at: link.expires_at,
        };
        let written = target.written();
        let digest = self
            .keyed_digest(town, PURPOSE, &[written.as_bytes()])
            .await?;
        let mut bytes = digest[..MARK].to_vec();
        bytes.extend_from_slice(written.as_bytes());
        Ok(BASE64.encode(bytes))
    }

    async fn rating_target(&self, token: &str) -> Result<Target, AppError> {
        let bytes = BASE64.decode(token).map_err(|_| no_such_link())?;
        let (mark, written) = bytes.split_at_checked(MARK).ok_or_else(no_such_link)?;
        let target = std::str::from_utf8(written).ok().and_then(Target::read);
        let target = target.ok_or_else(no_such_link)?;
        // A town that is made up has no key, and is to be given none.
        if !self.store().towns().await?.contains(&target.town) {
            return Err(no_such_link());
        }
        let digest = self.keyed_digest(&target.town, PURPOSE, &[written]).await?;
        // Every byte is looked at, so that time tells nothing of where they differ.
        let differs = mark
            .iter()
            .zip(&digest)
            .fold(0_u8, |sum, (a, b)| sum | (a ^ b));
        if differs == 0 {
            Ok(target)
        } else {
            Err(no_such_link())
        }
    }

    /// Gives a rating link; the one that still holds, where there is one.
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn give_rating_link(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &IncidentId,
    ) -> Result<RatingLinkView, AppError> {
        let town = &visitor.town;
        let command = IncidentCommand::GiveRatingLink;
        let done = self.command(town, order, id, &command).await?;
        self.rating_link_of(town, &done.incident)
            .await?
            .ok_or_else(|| Refusal::from(CaseRejection::LinkExpired).into())
    }

    /// The rating link of an incident that still holds.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn rating_link_of(
        &self,
        town: &TownId,
        incident: &Incident,
    ) -> Result<Option<RatingLinkView>, AppError> {
        let Some(link) = incident.case.open_link(self.now()) else {
            return Ok(None);
        };
        Ok(Some(RatingLinkView {
            token: self.rating_token(town, incident, link).await?,
            expires_at: link.expires_at,
        }))
    }

    async fn rated_incident(&self, token: &str) -> Result<(Target, Arc<Incident>), AppError> {
        if !self.rating_limits().admits(token, self.now()) {
            return Err(Refusal::new(
                "too_many_requests",
                Because::TooMany,
                "访问过于频繁，请一分钟后再试",
                "too many requests; try again in a minute",
            )
            .into());
        }
        let target = self.rating_target(token).await?;
        let found = self.incident_afresh(&target.town, &target.incident).await;
        let (incident, _) = found.map_err(|error| match error {
            AppError::NoSuchIncident(_) | AppError::NoSuchTown(_) => no_such_link(),
            other => other,
        })?;
        Ok((target, incident))
    }

    /// What a link is about, for whoever has it.
    ///
    /// # Errors
    /// No such link, an expired or a used one; too many requests; the store's failure.
    pub async fn rating_card(&self, token: &str) -> Result<RatingCard, AppError> {
        let (target, incident) = self.rated_incident(token).await?;
        let link = incident
            .case
            .links
            .iter()
            .find(|one| one.link == target.link);
        let link = link.ok_or_else(no_such_link)?;
        if link.used_at.is_some() {
            return Err(Refusal::from(CaseRejection::LinkUsed).into());
        }
        if self.now() > link.expires_at {
            return Err(Refusal::from(CaseRejection::LinkExpired).into());
        }
        let book = self.book(&target.town).await?;
        let name = book.registry.town().map(|town| town.name.clone());
        Ok(RatingCard {
            town_name: name.unwrap_or_default(),
            day: book.registry.utc_offset().day(incident.received_at),
            category_name: incident.category.map(CategoryCode::zh),
            expires_at: link.expires_at,
            grades: Grade::ALL
                .iter()
                .map(|grade| crate::view::Named::new(grade.code(), grade.zh()))
                .collect(),
        })
    }

    /// Takes the caller's grade. The link is its own idempotency key: the same answer sent again is
    /// taken once, another one finds the link used.
    ///
    /// # Errors
    /// As [`App::rating_card`], and what the rules refuse.
    pub async fn rate(&self, token: &str, answer: RatingAnswer) -> Result<(), AppError> {
        let (target, _) = self.rated_incident(token).await?;
        let order = Order {
            actor: system(),
            key: CommandKey::new(format!("rating/{}/{}", target.incident, target.link)),
            occurred_at: None,
            expected_version: None,
        };
        let command = IncidentCommand::Rate {
            link: target.link,
            grade: answer.grade,
            words: answer.words,
            complaint: answer.complaint,
            reopen: answer.reopen,
        };
        let outcome = self
            .command(&target.town, order, &target.incident, &command)
            .await;
        match outcome {
            Ok(_) => Ok(()),
            Err(AppError::KeyReused) => Err(Refusal::from(CaseRejection::LinkUsed).into()),
            Err(AppError::Rejected(Rejection::WrongPhase { .. })) => Err(Refusal::new(
                "being_worked_on",
                Because::Conflict,
                "这件事正在重新办理，请在办结后再评价",
                "the matter is being worked on again; rate it when that has ended",
            )
            .into()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_back_and_nothing_else_is() {
        let written = "t 20240301-00001 2 1709500000";
        assert_eq!(
            Target::read(written).map(|one| one.written()).as_deref(),
            Some(written)
        );
        for wrong in ["", "t", "t 1 2", "t 1 2 3 4", "t 1 x 3", "t\u{0} 1 2 3"] {
            assert!(Target::read(wrong).is_none(), "{wrong:?}");
        }
    }
}
