//! Where calls come from: atoms (小区格), the small cells that planning takes as one point each.

use super::{Options, case::Case, numeric::real};
use liandong_analysis::stats::special::as_f64;
use liandong_domain::{geo::Place, ids::AreaId, incident::CategoryCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Metres along a meridian in one degree, on a sphere of the mean Earth radius.
const METRES_IN_A_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

/// A cell of the map within one area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Atom {
    /// Its area.
    pub area: AreaId,
    /// The mean of its calls' places; the waiting point of an area none of whose calls has a place.
    pub place: Place,
    /// The calls with a place in it.
    pub calls: u64,
}

/// The atoms and how calls spread over them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Places {
    /// The edge of a cell, in metres.
    pub cell_metres: f64,
    /// The atoms, by area, then from south-west to north-east; areas without a placed call come last.
    pub atoms: Vec<Atom>,
    /// The share of each atom in all calls; the sum is one.
    pub pooled: Vec<f64>,
    /// The same for each category that has calls enough.
    pub by_category: BTreeMap<CategoryCode, Vec<f64>>,
    /// Calls with a place and an area.
    pub placed: u64,
    /// Calls with a place whose area was taken from the nearest waiting point.
    pub area_by_nearest: u64,
    /// Calls with an area and no place: they spread as their area's others do.
    pub area_only: u64,
    /// Calls of which neither is known: they spread as all others do.
    pub nowhere: u64,
}

/// Where one call is taken to be.
enum Spot {
    Atom(usize),
    Area(AreaId),
    Nowhere,
}

type CellKey = (AreaId, i64, i64);

impl Places {
    /// The shares of a category.
    #[must_use]
    pub fn weights(&self, category: CategoryCode) -> &[f64] {
        self.by_category.get(&category).unwrap_or(&self.pooled)
    }

    /// Makes atoms of cases in the order of the log. `None` where not one has a place, nor an area with a
    /// waiting point.
    #[must_use]
    pub fn of(cases: &[&Case], options: &Options) -> Option<Self> {
        let (mut placed, mut area_by_nearest) = (0, 0);
        let located: Vec<(CategoryCode, Option<AreaId>, Option<Place>)> = cases
            .iter()
            .map(|case| {
                let place = case.place.filter(|place| place.is_on_the_globe());
                let mut area = case.area.clone();
                if let (Some(place), None) = (place, &area) {
                    area = nearest(place, options);
                    area_by_nearest += u64::from(area.is_some());
                }
                placed += u64::from(place.is_some() && area.is_some());
                (case.category, area, place)
            })
            .collect();
        let points: Vec<(&AreaId, Place)> = located
            .iter()
            .filter_map(|(_, area, place)| Some((area.as_ref()?, (*place)?)))
            .collect();
        let grid = Grid::of(&points, options);
        let atoms = grid.atoms(&points);
        let index: BTreeMap<CellKey, usize> = atoms.keys().cloned().zip(0..).collect();
        let mut list: Vec<Atom> = atoms.into_values().collect();
        let bare = bare_areas(&located, &list, options);
        let first_bare = list.len();
        list.extend(bare.iter().map(|(area, place)| Atom {
            area: area.clone(),
            place: *place,
            calls: 0,
        }));
        let (mut area_only, mut nowhere) = (0, 0);
        let mut spots = Vec::with_capacity(located.len());
        for (category, area, place) in located {
            let spot = match (area, place) {
                (Some(area), Some(place)) => index
                    .get(&grid.key(&area, place))
                    .map_or(Spot::Nowhere, |at| Spot::Atom(*at)),
                (Some(area), None) => {
                    let bare = bare.keys().position(|one| *one == area);
                    let spot = match bare {
                        Some(at) => Spot::Atom(first_bare + at),
                        None if list.iter().any(|atom| atom.area == area) => Spot::Area(area),
                        None => Spot::Nowhere,
                    };
                    area_only += u64::from(!matches!(spot, Spot::Nowhere));
                    spot
                }
                (None, _) => Spot::Nowhere,
            };
            nowhere += u64::from(matches!(spot, Spot::Nowhere));
            spots.push((category, spot));
        }
        if list.is_empty() {
            return None;
        }
        let pooled = shares(&list, spots.iter().map(|(_, spot)| spot));
        let mut places = Self {
            cell_metres: grid.cell,
            atoms: list,
            pooled,
            by_category: BTreeMap::new(),
            placed,
            area_by_nearest,
            area_only,
            nowhere,
        };
        places.spread_categories(&spots, options.least_placed);
        Some(places)
    }

    /// A category's shares are drawn towards all calls' by one call for each atom, so that an atom at which
    /// half a year saw none of its calls is not said to see none ever.
    fn spread_categories(&mut self, spots: &[(CategoryCode, Spot)], least: u64) {
        for category in CategoryCode::ALL {
            let of_it = || {
                spots
                    .iter()
                    .filter(|(own, _)| own == category)
                    .map(|(_, spot)| spot)
            };
            let known = of_it()
                .filter(|spot| !matches!(spot, Spot::Nowhere))
                .count();
            if u64::try_from(known).unwrap_or(0) < least.max(1) {
                continue;
            }
            let own = shares(&self.atoms, of_it());
            let (n, weight) = (real(known), real(self.atoms.len()));
            let mixed = own.iter().zip(&self.pooled);
            let mixed = mixed.map(|(own, all)| (n * own + weight * all) / (n + weight));
            self.by_category.insert(*category, mixed.collect());
        }
    }
}

/// The waiting points of areas that have calls, none of them with a place.
fn bare_areas(
    located: &[(CategoryCode, Option<AreaId>, Option<Place>)],
    atoms: &[Atom],
    options: &Options,
) -> BTreeMap<AreaId, Place> {
    let areas = located.iter().filter_map(|(_, area, _)| area.as_ref());
    areas
        .filter(|area| !atoms.iter().any(|atom| atom.area == **area))
        .filter_map(|area| Some((area.clone(), *options.waiting.get(area)?)))
        .collect()
}

/// The shares of the atoms in some calls; the sum is one. Calls with an area only count there as its placed ones do.
fn shares<'a>(atoms: &[Atom], spots: impl Iterator<Item = &'a Spot>) -> Vec<f64> {
    let mut at_atom = vec![0.0; atoms.len()];
    let mut at_area: BTreeMap<&AreaId, f64> = BTreeMap::new();
    for spot in spots {
        match spot {
            Spot::Atom(at) => at_atom[*at] += 1.0,
            Spot::Area(area) => *at_area.entry(area).or_default() += 1.0,
            Spot::Nowhere => {}
        }
    }
    for (area, calls) in at_area {
        let of_area = || {
            atoms
                .iter()
                .enumerate()
                .filter(|(_, atom)| atom.area == *area)
        };
        let all: u64 = of_area().map(|(_, atom)| atom.calls).sum();
        for (at, atom) in of_area() {
            at_atom[at] += calls * as_f64(atom.calls) / as_f64(all.max(1));
        }
    }
    let sum: f64 = at_atom.iter().sum();
    if sum <= 0.0 {
        return vec![1.0 / real(atoms.len().max(1)); atoms.len()];
    }
    at_atom.iter().map(|one| one / sum).collect()
}

fn nearest(place: Place, options: &Options) -> Option<AreaId> {
    let far = |point: &Place| place.metres_to(*point);
    let waiting = options.waiting.iter();
    waiting
        .min_by(|a, b| far(a.1).total_cmp(&far(b.1)))
        .map(|(area, _)| area.clone())
}

/// A grid in metres for each area, from the south-west corner of its calls.
struct Grid {
    cell: f64,
    corners: BTreeMap<AreaId, Place>,
}

impl Grid {
    /// The finest grid, from the wished cell in steps of a quarter, that has no more atoms than wished. In the
    /// end each area is one cell.
    fn of(points: &[(&AreaId, Place)], options: &Options) -> Self {
        let mut corners: BTreeMap<AreaId, Place> = BTreeMap::new();
        for (area, place) in points {
            let corner = corners.entry((*area).clone()).or_insert(*place);
            corner.lon = corner.lon.min(place.lon);
            corner.lat = corner.lat.min(place.lat);
        }
        let most = options.most_atoms.max(corners.len());
        let mut grid = Self {
            cell: options.cell_metres,
            corners,
        };
        while grid.cells(points) > most {
            grid.cell *= 1.25;
        }
        grid
    }

    fn cells(&self, points: &[(&AreaId, Place)]) -> usize {
        let keys = points.iter().map(|(area, place)| self.key(area, *place));
        keys.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Rows go before columns, so that the order is from the south to the north.
    fn key(&self, area: &AreaId, place: Place) -> CellKey {
        let corner = self.corners.get(area).copied().unwrap_or(place);
        let shrink = corner.lat.to_radians().cos();
        let step = |degrees: f64| cell_number(degrees * METRES_IN_A_DEGREE / self.cell);
        let row = step(place.lat - corner.lat);
        (area.clone(), row, step((place.lon - corner.lon) * shrink))
    }

    fn atoms(&self, points: &[(&AreaId, Place)]) -> BTreeMap<CellKey, Atom> {
        let mut cells: BTreeMap<CellKey, Vec<Place>> = BTreeMap::new();
        for (area, place) in points {
            cells
                .entry(self.key(area, *place))
                .or_default()
                .push(*place);
        }
        let atom = |(key, places): (CellKey, Vec<Place>)| {
            let n = real(places.len());
            let place = Place {
                lon: places.iter().map(|place| place.lon).sum::<f64>() / n,
                lat: places.iter().map(|place| place.lat).sum::<f64>() / n,
            };
            let calls = u64::try_from(places.len()).unwrap_or(u64::MAX);
            let area = key.0.clone();
            (key, Atom { area, place, calls })
        };
        cells.into_iter().map(atom).collect()
    }
}

fn cell_number(cells: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float becomes the nearest whole number that there is, never another"
    )]
    {
        cells.floor() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_has_the_domains_metres() {
        let at = |lat| Place { lon: 121.3, lat };
        let degree = at(31.0).metres_to(at(32.0));
        assert!((degree - METRES_IN_A_DEGREE).abs() < 0.1);
    }
}
