//! Whether the areas fit together: overlaps (重叠), holes (空白), ground outside the town (越界).
//!
//! They are reported with their size and place and not refused: a border under dispute is a fact,
//! and a call in it must be taken all the same.

use crate::{
    geo::{Outline, Place, square_metres},
    ids::AreaId,
    incident::words,
    registry::Area,
};
use geo::{BooleanOps, InteriorPoint, MultiPolygon, Polygon};
use serde::{Deserialize, Serialize};

/// Neighbours share a border. What they share or leave beyond it, up to this many square metres in
/// one piece, is the drawing's inexactness and no quarrel over ground.
pub const SLIVER_SQUARE_METRES: i64 = 100;

words! {
    /// Kinds of findings about areas (责任区问题).
    AreaFindingKind {
        /// Two areas share ground (重叠).
        Overlap = "overlap", "责任区重叠";
        /// Ground of the town that is in no area (空白).
        Hole = "hole", "无责任区的空白";
        /// Ground of an area that is outside the town (越界).
        Outside = "outside", "超出街镇范围";
    }
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaFinding {
    /// What.
    pub kind: AreaFindingKind,
    /// The areas that it concerns, by identifier; none for a hole.
    pub areas: Vec<AreaId>,
    /// How large, in whole square metres, rounded down.
    pub square_metres: i64,
    /// A place within it.
    pub at: Place,
}

impl AreaFinding {
    /// What is wrong, in Chinese.
    #[must_use]
    pub fn sentence(&self, name: &dyn Fn(&AreaId) -> String) -> String {
        let names: Vec<String> = self.areas.iter().map(name).collect();
        let size = self.square_metres;
        match self.kind {
            AreaFindingKind::Overlap => format!("{} 重叠约 {size} 平方米", names.join("与")),
            AreaFindingKind::Hole => format!("街镇范围内有约 {size} 平方米不属于任何责任区"),
            AreaFindingKind::Outside => {
                format!("{} 有约 {size} 平方米超出街镇范围", names.join("、"))
            }
        }
    }
}

/// How areas of one day fit together and into the town's outline; largest first. Without the
/// outline only holes that areas surround can be seen.
#[must_use]
pub fn fit(areas: &[&Area], town: Option<&Outline>) -> Vec<AreaFinding> {
    let drawn: Vec<(&Area, Polygon)> = areas
        .iter()
        .map(|area| (*area, area.outline.polygon()))
        .collect();
    let mut found = Vec::new();
    for (nth, (one, polygon)) in drawn.iter().enumerate() {
        for (other, beside) in drawn.iter().skip(nth + 1) {
            if one.outline.apart_from(&other.outline) {
                continue;
            }
            let mut ids = vec![one.id.clone(), other.id.clone()];
            ids.sort();
            let shared = polygon.intersection(beside);
            pieces(AreaFindingKind::Overlap, &ids, &shared, &mut found);
        }
    }
    let mut all = MultiPolygon::new(Vec::new());
    for (_, polygon) in &drawn {
        all = all.union(polygon);
    }
    match town {
        Some(outline) => {
            let town = MultiPolygon::new(vec![outline.polygon()]);
            pieces(
                AreaFindingKind::Hole,
                &[],
                &town.difference(&all),
                &mut found,
            );
            for (area, polygon) in &drawn {
                let beyond = MultiPolygon::new(vec![polygon.clone()]).difference(&town);
                let ids = [area.id.clone()];
                pieces(AreaFindingKind::Outside, &ids, &beyond, &mut found);
            }
        }
        None => {
            let holes = all.iter().flat_map(|one| one.interiors());
            let holes = holes.map(|ring| Polygon::new(ring.clone(), Vec::new()));
            let holes = MultiPolygon::new(holes.collect());
            pieces(AreaFindingKind::Hole, &[], &holes, &mut found);
        }
    }
    found.sort_by(|a, b| {
        (-a.square_metres, a.kind, &a.areas).cmp(&(-b.square_metres, b.kind, &b.areas))
    });
    found
}

fn pieces(
    kind: AreaFindingKind,
    areas: &[AreaId],
    ground: &MultiPolygon,
    into: &mut Vec<AreaFinding>,
) {
    for piece in ground {
        let size = square_metres(piece);
        let Some(at) = piece
            .interior_point()
            .filter(|_| size > SLIVER_SQUARE_METRES)
        else {
            continue;
        };
        into.push(AreaFinding {
            kind,
            areas: areas.to_vec(),
            square_metres: size,
            at: Place {
                lon: at.x(),
                lat: at.y(),
            },
        });
    }
}
