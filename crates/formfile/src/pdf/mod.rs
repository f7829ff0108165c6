//! PDFs: letters and ruling lines, put together to cells and lines.
//!
//! The pages are interpreted by `hayro`, which the typesetter brings along. It has no bounds of its own, so
//! what a file may cost is measured before ([`guard`]) and counted while it draws ([`device`]); and it works on a
//! thread of its own with a deep stack, so that a fault in it is an error here and nothing worse.

mod breaks;
mod device;
mod grid;
mod guard;
mod layout;
mod lines;
mod ruling;

use crate::{FileError, limits, out::Out};
use device::{Drawn, Pen, Stop};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt,
    hayro_syntax::{LoadPdfError, Pdf},
    interpret_page,
};
use kurbo::Rect;
use layout::Piece;
use liandong_formcheck::Source;
use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long the interpreter may draw.
const LONGEST: Duration = Duration::from_secs(10);
/// The interpreter's stack, in bytes: [`guard`] bounds how deep it can go.
const STACK: usize = 64 * 1024 * 1024;

/// The header may stand behind a few stray bytes.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    head.windows(5).any(|some| some == b"%PDF-")
}

pub(crate) fn read(bytes: &[u8]) -> Result<Source, FileError> {
    guard::check(bytes)?;
    let bytes = bytes.to_vec();
    let (told, heard) = mpsc::channel();
    let thread = thread::Builder::new().stack_size(STACK);
    let drawing = thread.spawn(move || {
        let _ = told.send(draw(bytes));
    });
    let drawing = drawing.map_err(|_| FileError::TooMuch("drawing"))?;
    let pages = match heard.recv_timeout(LONGEST * 2) {
        Ok(pages) => pages?,
        // It draws nothing and never ends: it is left alone, for a thread cannot be ended.
        Err(RecvTimeoutError::Timeout) => return Err(FileError::TooMuch("drawing")),
        Err(RecvTimeoutError::Disconnected) => return Err(why_ended(drawing)),
    };
    write(&pages)
}

/// Why the interpreter ended without an answer.
fn why_ended(drawing: JoinHandle<()>) -> FileError {
    match drawing.join() {
        Err(payload) if payload.is::<Stop>() => FileError::TooMuch("drawing"),
        _ => FileError::Damaged("pdf"),
    }
}

/// Interprets every page.
fn draw(bytes: Vec<u8>) -> Result<Vec<Drawn>, FileError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => FileError::Encrypted,
        LoadPdfError::Invalid => FileError::Damaged("pdf"),
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES {
        return Err(FileError::TooMuch("pages"));
    }
    let cache = InterpreterCache::new();
    let mut pen = Pen::new(LONGEST);
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, width, height),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        pen.turn_page(height);
        interpret_page(page, &mut context, &mut pen);
    }
    Ok(pen.finish())
}

fn write(pages: &[Drawn]) -> Result<Source, FileError> {
    let letters: usize = pages.iter().map(|page| page.letters.len()).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if letters <= unknown {
        return Err(FileError::NoText);
    }
    let mut out = Out::default();
    let mut tables = 0;
    let pages = pages.iter().zip(1..);
    let pages = pages.map(|(page, number)| layout::pieces(page, number, &mut tables));
    let mut pages: Vec<Vec<Piece>> = pages.collect();
    breaks::join(&mut pages);
    for page in &pages {
        layout::write(page, &mut out)?;
    }
    out.finish(FileError::NoText)
}
