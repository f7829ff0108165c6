//! What a project's file says beside the form's own cells: goal, tracking periods, tolerance, the
//! project that it goes on with.

use super::{
    ids::Ids,
    item::{Item, Table},
    problem::{Problem, phrase},
};
use liandong_domain::{
    ids::{ItemId, ProjectId},
    performance::{completion::Tolerance, project::TrackingPeriod},
};

/// What [`read`] found.
pub(super) struct Beside {
    pub(super) goal: String,
    pub(super) tracking: Vec<TrackingPeriod>,
    pub(super) continues: Option<ProjectId>,
    pub(super) tolerance: Tolerance,
}

/// Reads the keys `goal`, `tracking`, `continues` and `tolerance`, which a file may all lack.
pub(super) fn read(table: &mut Table<'_>) -> Beside {
    let goal = table.maybe("goal").and_then(|item| item.text());
    let mut ids = Ids::new(phrase("tracking period", "跟踪时段"));
    let tracking = table.list("tracking");
    let tracking = tracking
        .iter()
        .filter_map(|item| tracking_period(item, &mut ids));
    let tracking = tracking.collect();
    let continues = table.maybe("continues").and_then(|item| item.id());
    let tolerance = table.maybe("tolerance").and_then(|item| tolerance(&item));
    Beside {
        goal: goal.unwrap_or_default(),
        tracking,
        continues,
        tolerance: tolerance.unwrap_or_default(),
    }
}

fn tracking_period(item: &Item<'_>, ids: &mut Ids<ItemId>) -> Option<TrackingPeriod> {
    let mut table = item.table()?;
    let id_item = table.get("id");
    let dotted = id_item
        .as_ref()
        .and_then(Item::text)
        .is_some_and(|id| id.contains('.'));
    if let (Some(item), true) = (&id_item, dotted) {
        item.complain(Problem::Rule(phrase(
            "the identifier of a tracking period has no dot",
            "跟踪时段的编号不能含“.”",
        )));
    }
    let id = ids.read(id_item);
    let (from, to_item) = (table.day("from"), table.get("to"));
    let file_by_item = table.maybe("file_by");
    table.finish();
    let to = to_item.as_ref().and_then(Item::day);
    if let (Some(item), Some(to), Some(from)) = (&to_item, to, from) {
        item.not_before(to, from)?;
    }
    let file_by = file_by_item.as_ref().and_then(Item::day);
    if let (Some(item), Some(day), Some(to)) = (&file_by_item, file_by, to) {
        item.not_before(day, to.next())?;
    }
    if dotted {
        return None;
    }
    Some(TrackingPeriod {
        id: id?,
        from: from?,
        to: to?,
        file_by,
    })
}

/// Thousandths; what the file leaves out is as usual.
fn tolerance(item: &Item<'_>) -> Option<Tolerance> {
    let usual = Tolerance::default();
    let mut table = item.table()?;
    let mut thousandths = |key, most, usual: u32| match table.maybe(key) {
        None => Some(usual),
        Some(item) => {
            let expected = phrase("thousandths of the target", "千分数");
            u32::try_from(item.within(0, most, expected)?).ok()
        }
    };
    let yellow_from = thousandths("yellow_from", 1_000, usual.yellow_from);
    let explain_below = thousandths("explain_below", 1_000, usual.explain_below);
    let explain_above = thousandths("explain_above", 100_000, usual.explain_above);
    table.finish();
    Some(Tolerance {
        yellow_from: yellow_from?,
        explain_below: explain_below?,
        explain_above: explain_above?,
    })
}
