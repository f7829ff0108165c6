//! Point to area (点落区).
//!
//! The rule on borders: a place within an area belongs to it; a place on a border, to the border's
//! area that comes first by identifier, so that every reading of the log says the same; where areas
//! overlap, likewise to the first by identifier. A place in no area has none, and the nearest is
//! told with its distance, for a person to decide.

use crate::{
    geo::{Place, Position},
    ids::AreaId,
    incident::words,
    registry::Registry,
    time::Day,
};
use serde::{Deserialize, Serialize};

words! {
    /// How an incident's area is known (责任区依据).
    AreaBy {
        /// By the place of the call.
        Position = "position", "定位";
        /// By the address, from the gazetteer.
        Gazetteer = "gazetteer", "地名地址库";
        /// Set by a person.
        ByHand = "by_hand", "人工";
    }
}

/// Where a place lies among the areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaAt {
    /// The area, by the rule.
    pub area: Option<AreaId>,
    /// Whether the place is on that area's border.
    pub on_border: bool,
    /// Other areas that the place lies in or on the border of.
    pub others: Vec<AreaId>,
    /// When it lies in none: the nearest area and the whole metres to it.
    pub nearest: Option<(AreaId, i64)>,
}

/// Where a place lies among the areas that hold on a day.
#[must_use]
pub fn area_at(registry: &Registry, place: Place, day: Day) -> AreaAt {
    let (mut inside, mut border) = (Vec::new(), Vec::new());
    for area in registry.areas_on(day) {
        match area.outline.position(place) {
            Position::Inside => inside.push(area.id.clone()),
            Position::OnEdge => border.push(area.id.clone()),
            Position::Outside => {}
        }
    }
    let on_border = inside.is_empty() && !border.is_empty();
    let mut all = inside.into_iter().chain(border);
    let area = all.next();
    let nearest = if area.is_none() {
        registry
            .areas_on(day)
            .map(|one| (one.outline.metres_to(place), &one.id))
            .min()
            .map(|(metres, id)| (id.clone(), metres))
    } else {
        None
    };
    AreaAt {
        area,
        on_border,
        others: all.collect(),
        nearest,
    }
}
