//! The gazetteer: looked up, listed, added to.

use super::areas::area_named;
use crate::{App, AppError, Order, access::Visitor, book::Book, view::Named};
use liandong_domain::{
    geo::Place,
    ids::{ItemId, TownId},
    places::{Candidate, Located, Lookup, NumberRange, Spot, area_at},
    registry::{Registry, RegistryEvent},
    rights::Right,
    time::Day,
};
use serde::Serialize;

/// What the gazetteer says of an address.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookupView {
    /// The best first.
    pub candidates: Vec<CandidateView>,
    /// What it means, when that is beyond doubt enough to set the area.
    pub settled: Option<LocatedView>,
    /// Why that is open, code and name.
    pub unsettled: Option<Named>,
}

/// A place that an address means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocatedView {
    /// The entry.
    pub spot: ItemId,
    /// Its name.
    pub name: String,
    /// A point in it: a proposal, not the place of the call.
    pub place: Option<Place>,
    /// Its area.
    pub area: Named,
    /// Its score, 0 to 1000.
    pub score: i64,
}

impl LocatedView {
    pub(crate) fn new(registry: &Registry, one: &Located) -> Self {
        Self {
            spot: one.spot.clone(),
            name: one.name.to_string(),
            place: one.place,
            area: area_named(registry, &one.area),
            score: one.score,
        }
    }
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PlaceCandidateView))]
pub struct CandidateView {
    /// The entry.
    pub spot: SpotView,
    /// 0 to 1000: the sum of the reasons.
    pub score: i64,
    /// Why.
    pub reasons: Vec<ReasonView>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PlaceReasonView))]
pub struct ReasonView {
    /// Which.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its points.
    pub points: i64,
    /// The words that it rests on.
    pub words: String,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpotView {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// The kind's name.
    pub kind_name: &'static str,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Its address by road.
    pub address: Option<String>,
    /// Of a road: the numbers of this part.
    pub numbers: Option<NumberRange>,
    /// A point in it.
    pub place: Option<Place>,
    /// Its area on the day.
    pub area: Option<Named>,
    /// Whether it is no longer there.
    pub gone: bool,
}

/// A page of entries, by identifier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpotsPage {
    /// The entries.
    pub places: Vec<SpotView>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub next: Option<ItemId>,
}

impl App {
    /// What an address means, on a day; today, when left out.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn look_up(
        &self,
        visitor: &Visitor,
        address: &str,
        on: Option<Day>,
        limit: usize,
    ) -> Result<LookupView, AppError> {
        visitor.require(Right::ReadTown)?;
        let book = self.book(&visitor.town).await?;
        let today = book.registry.utc_offset().day(self.now());
        let day = on.unwrap_or(today);
        let found = book.gazetteer().look_up(&book.registry, day, address, "");
        Ok(lookup_view(&book, day, &found, limit))
    }

    /// The entries, by identifier, after one.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn spots(
        &self,
        visitor: &Visitor,
        after: Option<&ItemId>,
        limit: usize,
    ) -> Result<SpotsPage, AppError> {
        visitor.require(Right::ReadTown)?;
        let book = self.book(&visitor.town).await?;
        let day = book.registry.utc_offset().day(self.now());
        let limit = limit.clamp(1, 500);
        let mut places: Vec<SpotView> = book
            .registry
            .spots()
            .filter(|one| after.is_none_or(|after| one.id > *after))
            .take(limit + 1)
            .map(|one| spot_view(&book, day, one))
            .collect();
        let more = places.len() > limit;
        places.truncate(limit);
        let next = places.last().filter(|_| more).map(|one| one.id.clone());
        Ok(SpotsPage { places, next })
    }

    /// Enters an entry, or its new version.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn list_spot(
        &self,
        visitor: &Visitor,
        order: Order,
        spot: Spot,
    ) -> Result<SpotView, AppError> {
        visitor.require(Right::ManageTown)?;
        let id = spot.id.clone();
        let events = [RegistryEvent::PlaceListed(spot)];
        self.register(&visitor.town, &order, &events).await?;
        let book = self.book(&visitor.town).await?;
        let day = book.registry.utc_offset().day(self.now());
        let spot = book.registry.spot(&id);
        spot.map(|spot| spot_view(&book, day, spot))
            .ok_or_else(|| AppError::Internal(format!("the entry {id} is not there")))
    }

    /// What the gazetteer makes of a call, where that is beyond doubt.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn locate(
        &self,
        town: &TownId,
        day: Day,
        address: &str,
        said: &str,
    ) -> Result<Option<Located>, AppError> {
        let book = self.book(town).await?;
        let found = book.gazetteer().look_up(&book.registry, day, address, said);
        Ok(found.settled.ok())
    }
}

fn lookup_view(book: &Book, day: Day, found: &Lookup, limit: usize) -> LookupView {
    let candidates = found
        .candidates
        .iter()
        .take(limit.clamp(1, 50))
        .filter_map(|one| candidate_view(book, day, one));
    let (settled, unsettled) = match &found.settled {
        Ok(one) => (Some(LocatedView::new(&book.registry, one)), None),
        Err(why) => (None, Some(Named::new(why.code(), why.zh()))),
    };
    LookupView {
        candidates: candidates.collect(),
        settled,
        unsettled,
    }
}

fn candidate_view(book: &Book, day: Day, one: &Candidate) -> Option<CandidateView> {
    let spot = book.registry.spot(&one.spot)?;
    let reasons = one.reasons.iter().map(|reason| ReasonView {
        code: reason.code.code(),
        name: reason.code.zh(),
        points: reason.points,
        words: reason.words.clone(),
    });
    Some(CandidateView {
        spot: spot_view(book, day, spot),
        score: one.score,
        reasons: reasons.collect(),
    })
}

fn spot_view(book: &Book, day: Day, spot: &Spot) -> SpotView {
    let registry = &book.registry;
    let by_point = spot
        .place
        .and_then(|place| area_at(registry, place, day).area);
    let area = by_point.or_else(|| spot.area.clone());
    SpotView {
        id: spot.id.clone(),
        name: spot.name.clone(),
        kind: spot.kind.code(),
        kind_name: spot.kind.zh(),
        aliases: spot.aliases.clone(),
        address: spot.address.clone(),
        numbers: spot.numbers,
        place: spot.place,
        area: area.map(|id| area_named(registry, &id)),
        gone: spot.gone,
    }
}
