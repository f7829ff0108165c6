//! What the interpreter draws: letters with their places, and ruling lines.

use super::ruling::{Segment, fill, stroke};
use crate::limits;
use hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask, font::Glyph,
    hayro_cmap::BfString,
};
use kurbo::{Affine, BezPath, Point};
use std::{
    panic::resume_unwind,
    time::{Duration, Instant},
};

/// Thrown through the interpreter, which cannot be asked to stop, when a file costs too much.
pub(super) struct Stop;

/// A letter. Places are in points from the page's upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) height: f64,
    pub(super) letters: Vec<Letter>,
    /// Letters whose meaning the file does not give.
    pub(super) unknown: usize,
    pub(super) segments: Vec<Segment>,
}

pub(super) struct Pen {
    pages: Vec<Drawn>,
    page: Drawn,
    steps: usize,
    until: Instant,
}

impl Pen {
    pub(super) fn new(longest: Duration) -> Self {
        Self {
            pages: Vec::new(),
            page: Drawn::default(),
            steps: 0,
            until: Instant::now() + longest,
        }
    }

    pub(super) fn turn_page(&mut self, height: f64) {
        let page = Drawn {
            height,
            ..Drawn::default()
        };
        let before = std::mem::replace(&mut self.page, page);
        if self.steps > 0 || !self.pages.is_empty() || before.height > 0.0 {
            self.pages.push(before);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Drawn> {
        self.pages.push(self.page);
        self.pages
    }

    /// Counts a step. The clock is asked seldom.
    fn step(&mut self) {
        self.steps += 1;
        let is_late = self.steps.is_multiple_of(256) && Instant::now() > self.until;
        if self.steps > limits::STEPS || is_late {
            resume_unwind(Box::new(Stop));
        }
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        self.step();
        let path = transform * path;
        let room = limits::RULES.saturating_sub(self.page.segments.len());
        match mode {
            PathDrawMode::Stroke(_) => self.page.segments.extend(stroke(&path).take(room)),
            PathDrawMode::Fill(_) => self.page.segments.extend(fill(&path).take(room)),
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.step();
        let whole = transform * glyph_transform;
        let (origin, up) = (whole * Point::ORIGIN, whole * Point::new(0.0, 1000.0));
        let size = origin.distance(up);
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(_) => None,
        };
        let end = whole * Point::new(f64::from(advance.unwrap_or(1000.0)), 0.0);
        let numbers = [origin.x, origin.y, end.x, size];
        // Letters that stand upright or on their head are no letters of a form's cells.
        if !numbers.iter().all(|one| one.is_finite()) || (end.y - origin.y).abs() > size / 2.0 {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.page.unknown += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        self.page.letters.push(Letter {
            text,
            left: origin.x.min(end.x),
            right: origin.x.max(end.x),
            baseline: origin.y,
            size,
        });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {
        self.step();
    }

    fn set_blend_mode(&mut self, _: BlendMode) {
        self.step();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.step();
    }

    fn pop_clip_path(&mut self) {
        self.step();
    }

    fn pop_transparency_group(&mut self) {
        self.step();
    }
}
