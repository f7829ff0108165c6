//! Progress bars for work that takes more than a moment. On a pipe they keep silent.

use indicatif::{ProgressBar, ProgressStyle};
use liandong_store::Progress;
use std::time::Duration;

/// A bar with a known end.
pub(crate) fn bar(what: &'static str, end: u64) -> ProgressBar {
    let bar = ProgressBar::new(end).with_message(what);
    let style = "{msg} {wide_bar} {percent:>3}%  {prefix}  {elapsed} / {duration}";
    styled(bar, style)
}

/// A counter of events whose end is not known beforehand, and its listener for the store.
pub(crate) fn events(what: &'static str) -> (ProgressBar, Progress) {
    let bar = ProgressBar::no_length().with_message(what);
    let bar = styled(bar, "{msg} {human_pos} ({per_sec})  {elapsed}");
    let listener = bar.clone();
    (bar, Box::new(move |done| listener.set_position(done)))
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.enable_steady_tick(Duration::from_millis(200));
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
