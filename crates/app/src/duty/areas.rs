//! Areas with their versions, and how they fit together.

use crate::{App, AppError, Order, access::Visitor, view::Named};
use liandong_domain::{
    geo::{Outline, Place},
    ids::AreaId,
    places::{AreaFinding, area_at, fit},
    refusal::{Because, Refusal},
    registry::{Area, Registry, RegistryEvent},
    rights::Right,
    time::Day,
};
use serde::Serialize;

/// A version of an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaVersionView {
    /// The area.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// Its station.
    pub station: Named,
    /// The day from which this version holds; none for the first.
    pub from: Option<String>,
    /// The last day on which it holds, when the area is given up.
    pub until: Option<String>,
    /// Whether it holds on the day asked for.
    pub holds: bool,
    /// Its outline, pairs of longitude and latitude in degrees.
    pub outline: Vec<[f64; 2]>,
}

/// Areas and how they fit together on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreasView {
    /// The day asked for.
    pub day: String,
    /// Every version of every area.
    pub areas: Vec<AreaVersionView>,
    /// The town's own outline, where it is known.
    pub outline: Option<Vec<[f64; 2]>>,
    /// What does not fit on that day, the largest first.
    pub findings: Vec<AreaFindingView>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaFindingView {
    /// Overlap, hole, outside.
    pub kind: &'static str,
    /// Its name.
    pub kind_name: &'static str,
    /// The areas that it concerns.
    pub areas: Vec<Named>,
    /// How large, in whole square metres.
    pub square_metres: i64,
    /// A place within it.
    pub at: Place,
    /// In Chinese.
    pub what: String,
}

/// Where a point lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PointView {
    /// The area, by the rule on borders.
    pub area: Option<Named>,
    /// Whether the point is on that area's border.
    pub on_border: bool,
    /// Other areas that it lies in or on the border of.
    pub others: Vec<Named>,
    /// When it lies in none: the nearest.
    pub nearest: Option<Named>,
    /// Whole metres to the nearest.
    pub nearest_metres: Option<i64>,
}

impl App {
    /// The areas and how they fit together on a day; today, when left out.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn areas(&self, visitor: &Visitor, on: Option<Day>) -> Result<AreasView, AppError> {
        visitor.require(Right::ReadTown)?;
        let book = self.book(&visitor.town).await?;
        let today = book.registry.utc_offset().day(self.now());
        Ok(areas_view(&book.registry, on.unwrap_or(today)))
    }

    /// How an area would fit if it were drawn so. Nothing is written.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn check_area(&self, visitor: &Visitor, area: Area) -> Result<AreasView, AppError> {
        visitor.require(Right::ManageTown)?;
        let book = self.book(&visitor.town).await?;
        let today = book.registry.utc_offset().day(self.now());
        let day = area.from.unwrap_or(today).max(today);
        let mut registry = book.registry.clone();
        let event = RegistryEvent::AreaDrawn(area);
        if let Some(event) = liandong_domain::registry::decide(&registry, event)? {
            registry = liandong_domain::registry::evolve(registry, event, false);
        }
        Ok(areas_view(&registry, day))
    }

    /// Draws an area, or a new version of one, and answers with how the areas fit together from
    /// then on. A version from a day in the past would change the area of what has happened since,
    /// so it begins today at the earliest.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn draw_area(
        &self,
        visitor: &Visitor,
        order: Order,
        mut area: Area,
    ) -> Result<AreasView, AppError> {
        visitor.require(Right::ManageTown)?;
        let book = self.book(&visitor.town).await?;
        let replayed = self
            .store()
            .receipt(&visitor.town, &order.key)
            .await?
            .is_some();
        let today = book.registry.utc_offset().day(self.now());
        let from = area.from.unwrap_or(today);
        if from < today && !replayed {
            return Err(Refusal::new(
                "area_from_the_past",
                Because::Invalid,
                "责任区的新版本最早从今天起生效：已发生的警情保留原责任区",
                "a new version holds from today at the earliest: what has happened keeps its area",
            )
            .about("from")
            .into());
        }
        area.from = Some(from);
        let events = [RegistryEvent::AreaDrawn(area)];
        self.register(&visitor.town, &order, &events).await?;
        let book = self.book(&visitor.town).await?;
        Ok(areas_view(&book.registry, from))
    }

    /// Sets the town's own outline, against which areas are held.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn draw_town(
        &self,
        visitor: &Visitor,
        order: Order,
        outline: Outline,
    ) -> Result<AreasView, AppError> {
        visitor.require(Right::ManageTown)?;
        let book = self.book(&visitor.town).await?;
        let town = book.registry.town().cloned();
        let mut town = town.ok_or_else(|| AppError::NoSuchTown(visitor.town.clone()))?;
        town.outline = Some(outline);
        let events = [RegistryEvent::TownEstablished(town)];
        self.register(&visitor.town, &order, &events).await?;
        let book = self.book(&visitor.town).await?;
        let today = book.registry.utc_offset().day(self.now());
        Ok(areas_view(&book.registry, today))
    }

    /// Where a point lies on a day; today, when left out.
    ///
    /// # Errors
    /// A point that is not on the globe, no right to it, or the store's failure.
    pub async fn point(
        &self,
        visitor: &Visitor,
        place: Place,
        on: Option<Day>,
    ) -> Result<PointView, AppError> {
        visitor.require(Right::ReadTown)?;
        if !place.is_on_the_globe() {
            return Err(Refusal::new(
                "off_the_globe",
                Because::Invalid,
                "经度 −180 至 180，纬度 −90 至 90",
                "longitude −180 to 180, latitude −90 to 90",
            )
            .about("lon")
            .into());
        }
        let book = self.book(&visitor.town).await?;
        let registry = &book.registry;
        let today = registry.utc_offset().day(self.now());
        let at = area_at(registry, place, on.unwrap_or(today));
        let named = |id: &AreaId| area_named(registry, id);
        Ok(PointView {
            area: at.area.as_ref().map(named),
            on_border: at.on_border,
            others: at.others.iter().map(named).collect(),
            nearest: at.nearest.as_ref().map(|(id, _)| named(id)),
            nearest_metres: at.nearest.map(|(_, metres)| metres),
        })
    }
}

pub(super) fn area_named(registry: &Registry, id: &AreaId) -> Named {
    let name = registry
        .area(id)
        .map_or(id.as_str(), |one| one.name.as_str());
    Named::new(id.as_str(), name)
}

fn corners(outline: &Outline) -> Vec<[f64; 2]> {
    outline.0.iter().map(|at| [at.lon, at.lat]).collect()
}

fn areas_view(registry: &Registry, day: Day) -> AreasView {
    let holding: Vec<&Area> = registry.areas_on(day).collect();
    let outline = registry.town().and_then(|town| town.outline.as_ref());
    let name = |id: &AreaId| area_named(registry, id).name;
    let found: Vec<AreaFinding> = fit(&holding, outline);
    let findings = found.iter().map(|one| AreaFindingView {
        kind: one.kind.code(),
        kind_name: one.kind.zh(),
        areas: one
            .areas
            .iter()
            .map(|id| area_named(registry, id))
            .collect(),
        square_metres: one.square_metres,
        at: one.at,
        what: one.sentence(&name),
    });
    let versions = registry
        .areas()
        .flat_map(|area| registry.area_versions(&area.id));
    let areas = versions.map(|area| {
        let station = registry.station(&area.station);
        AreaVersionView {
            id: area.id.clone(),
            name: area.name.clone(),
            station: Named::new(
                area.station.as_str(),
                station.map_or(area.station.as_str(), |one| one.name.as_str()),
            ),
            from: area.from.map(|day| day.to_string()),
            until: area.until.map(|day| day.to_string()),
            holds: holding.contains(&area),
            outline: corners(&area.outline),
        }
    });
    AreasView {
        day: day.to_string(),
        areas: areas.collect(),
        outline: outline.map(corners),
        findings: findings.collect(),
    }
}
