//! Ruling lines: strokes along an axis, and fills so thin that they are meant as strokes.

use kurbo::{BezPath, PathEl, Point, Rect, Shape};

/// What is thinner is a line, in points.
const THIN: f64 = 2.5;
/// Lines no farther apart are one line.
pub(super) const NEAR: f64 = 1.5;
/// Pieces of a line with no wider gap between them are one piece.
const GAP: f64 = 3.0;

/// A line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) is_level: bool,
    /// Its y where it is level, else its x.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Segment {
    fn between(one: Point, two: Point) -> Option<Self> {
        let (width, height) = ((one.x - two.x).abs(), (one.y - two.y).abs());
        if !width.is_finite() || !height.is_finite() || width.max(height) < NEAR {
            return None;
        }
        if height < NEAR / 2.0 {
            Some(Self {
                is_level: true,
                at: one.y.midpoint(two.y),
                from: one.x.min(two.x),
                to: one.x.max(two.x),
            })
        } else if width < NEAR / 2.0 {
            Some(Self {
                is_level: false,
                at: one.x.midpoint(two.x),
                from: one.y.min(two.y),
                to: one.y.max(two.y),
            })
        } else {
            None
        }
    }

    fn of_box(area: Rect) -> Option<Self> {
        let centre = area.center();
        if area.height() <= THIN && area.width() > area.height() {
            Self::between(Point::new(area.x0, centre.y), Point::new(area.x1, centre.y))
        } else if area.width() <= THIN {
            Self::between(Point::new(centre.x, area.y0), Point::new(centre.x, area.y1))
        } else {
            None
        }
    }
}

/// The lines of a stroked path.
pub(super) fn stroke(path: &BezPath) -> impl Iterator<Item = Segment> {
    let lines = path.segments().filter_map(|segment| match segment {
        kurbo::PathSeg::Line(line) => Segment::between(line.p0, line.p1),
        _ => None,
    });
    lines.collect::<Vec<_>>().into_iter()
}

/// The thin pieces of a filled path.
pub(super) fn fill(path: &BezPath) -> impl Iterator<Item = Segment> {
    let mut pieces: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) {
            pieces.push(BezPath::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(*element);
        }
    }
    let boxes = pieces.into_iter().map(|piece| piece.bounding_box());
    boxes.filter_map(Segment::of_box)
}

/// Lines put together from their pieces, level ones first.
pub(super) fn joined(segments: &[Segment]) -> Vec<Segment> {
    let mut all = segments.to_vec();
    all.sort_by(|one, two| {
        let axis = two.is_level.cmp(&one.is_level);
        axis.then(one.at.total_cmp(&two.at))
            .then(one.from.total_cmp(&two.from))
    });
    let same =
        |one: &Segment, two: &Segment| one.is_level == two.is_level && two.at - one.at < NEAR;
    let mut lines = Vec::new();
    for group in all.chunk_by(same) {
        let mut group = group.to_vec();
        group.sort_by(|one, two| one.from.total_cmp(&two.from));
        let begin = lines.len();
        for piece in group {
            let last: Option<&mut Segment> = lines.get_mut(begin..).and_then(<[_]>::last_mut);
            match last {
                Some(last) if piece.from <= last.to + GAP => last.to = last.to.max(piece.to),
                _ => lines.push(piece),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f64, from: f64, to: f64) -> Segment {
        Segment {
            is_level: true,
            at,
            from,
            to,
        }
    }

    #[test]
    fn a_line_is_put_together_from_its_pieces() {
        let pieces = [
            level(10.2, 52.0, 90.0),
            level(10.0, 0.0, 50.0),
            level(30.0, 0.0, 9.0),
        ];
        let lines = joined(&pieces);
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].from, lines[0].to), (0.0, 90.0));
    }

    #[test]
    fn a_thin_fill_is_a_line_and_a_broad_one_is_none() {
        let area = |rect: Rect| fill(&rect.to_path(0.1)).collect::<Vec<_>>();
        assert_eq!(
            area(Rect::new(0.0, 9.5, 100.0, 10.5)),
            [level(10.0, 0.0, 100.0)]
        );
        assert!(area(Rect::new(0.0, 0.0, 100.0, 50.0)).is_empty());
    }
}
