//! What clients are shown (视图): states with the names that people read, by the reader's role.
//!
//! Codes and their Chinese names stand side by side, so that no client keeps tables of its own.

mod aid;
mod alert;
mod case;
mod clock;
mod dispatch;
mod district;
mod event;
mod incident;
mod named;
mod policy_effect;
mod protocol;
mod suggestion;
mod town;

pub use aid::{DroppedView, PositionView, ReportedView, SosView, StandbyView};
pub use alert::{AlertView, CheckInView, RefusalView};
pub use case::{AttachmentView, CaseView, DrawView, ExtensionView, JoinedView, UpdateView};
pub use clock::ClockView;
pub use dispatch::{
    AreaCoverView, CandidateView, CoverageView, QueuedView, RecommendationView, SetAsideView,
    StandbyAdviceView,
};
pub use district::{
    ClockShare, Counted, DistrictView, IndicatorPart, IndicatorSum, Share, TownSum,
};
pub(crate) use district::{TownTally, figures};
pub use event::EventView;
pub use incident::{
    CallerView, CrewView, FollowUpView, HazardView, IncidentView, ReferralView, UnitView,
};
pub use named::{Named, hazard_zh, kind_zh, role_zh};
pub use policy_effect::PolicyEffectView;
pub use protocol::{IncidentProtocolView, ProtocolSummaryView, ProtocolView, StepView};
pub use suggestion::{
    Advice, ModelView, OtherView, OtherVoiceView, ReasonView, SuggestionView, advise,
};
pub use town::{AreaView, CategoryView, LimitView, PolicyView, TownUnitView, TownView};

use crate::{App, AppError, access::Visitor, book::Book, vault, views::read_event};
use liandong_domain::{
    ids::IncidentId,
    incident::{Incident, evolve},
};

impl App {
    /// An incident as a visitor sees it: the caller masked, and what the visitor may do next.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn show(
        &self,
        visitor: &Visitor,
        incident: &Incident,
        version: u64,
    ) -> Result<IncidentView, AppError> {
        let book = self.book(&visitor.town).await?;
        let caller = self.masked_caller(visitor, incident).await?;
        Ok(IncidentView::new(
            incident,
            version,
            caller,
            &book,
            visitor.account.role,
            self.now(),
        ))
    }

    /// An incident as a visitor sees it, not older than a version that is known to be in the log.
    ///
    /// An event can be read from the log a moment before its writer has put the new state at hand.
    /// Who tells of the event must not tell the state before it, as nothing may follow to mend that.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub async fn show_from(
        &self,
        visitor: &Visitor,
        id: &IncidentId,
        at_least: u64,
    ) -> Result<IncidentView, AppError> {
        let (incident, version) = self.incident(&visitor.town, id).await?;
        if version >= at_least {
            return self.show(visitor, &incident, version).await;
        }
        let (mut state, mut version) = (None, 0);
        for stored in self.history(&visitor.town, id).await? {
            let (event, stamp) = read_event(&stored).map_err(AppError::Internal)?;
            state = evolve(state, &event, stamp);
            version = stored.version;
        }
        let incident = state.ok_or_else(|| AppError::NoSuchIncident(id.clone()))?;
        self.show(visitor, &incident, version).await
    }

    async fn masked_caller(
        &self,
        visitor: &Visitor,
        incident: &Incident,
    ) -> Result<Option<CallerView>, AppError> {
        if !Self::sees_callers(visitor) {
            return Ok(None);
        }
        match self.caller(&visitor.town, incident).await {
            Ok(caller) => Ok(caller.map(|caller| vault::mask(&caller).into())),
            Err(AppError::Erased) => Ok(None),
            // A list must not fail because one caller's data does not open.
            Err(AppError::Internal(problem)) => {
                tracing::error!(incident = %incident.number(), problem, "caller's data");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// A town with its areas, cars and words, and where its cars are.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn show_town(&self, visitor: &Visitor) -> Result<TownView, AppError> {
        let book: &Book = &*self.book(&visitor.town).await?;
        let on = |unit: &_| self.incident_of_unit(&visitor.town, unit);
        TownView::new(book, &on, book.registry.utc_offset().day(self.now()))
    }
}
