//! `[case]` of `policy.toml`: referrals, follow-up, ratings, duplicates, attachments. What is left out
//! has the value that held before towns could say otherwise.

use super::{
    item::{Item, Table},
    known::Known,
    policy::{LIMIT, duration, limit},
    problem::phrase,
};
use liandong_domain::policy::{
    AttachmentRules, CaseRules, DepartmentLimits, DuplicateRules, Sampling,
};

const KIB: u64 = 1_024;

pub(super) fn read(item: &Item<'_>, known: &Known) -> Option<CaseRules> {
    let mut table = item.table()?;
    let mut rules = CaseRules::default();
    let durations = [
        ("deadline_max", &mut rules.deadline_max_seconds),
        ("extension_max", &mut rules.extension_max_seconds),
        ("rating_valid", &mut rules.rating_seconds),
        ("answer_warn_before", &mut rules.answer_warn_before_seconds),
    ];
    for (key, seconds) in durations {
        if let Some(item) = table.maybe(key) {
            *seconds = lasting(&item)?;
        }
    }
    let flags = [
        ("complaint_reopens", &mut rules.complaint_reopens),
        ("follow_merged_callers", &mut rules.follow_merged_callers),
        ("rating_automatic", &mut rules.rating_automatic),
    ];
    for (key, flag) in flags {
        if let Some(item) = table.maybe(key) {
            *flag = item.truth()?;
        }
    }
    if let Some(item) = table.maybe("extension_max_count") {
        rules.extension_max_count = whole(&item)?;
    }
    if let Some(item) = table.maybe("sampling") {
        rules.sampling = sampling(&item)?;
    }
    if let Some(item) = table.maybe("duplicates") {
        rules.duplicates = duplicates(&item)?;
    }
    if let Some(item) = table.maybe("attachments") {
        rules.attachments = attachments(&item)?;
    }
    for item in table.list("department") {
        let mut table = item.table()?;
        let department = known.departments.refer(table.get("department"));
        let accept = table.maybe("accept").map(|item| limit(&item));
        let dispose = table.maybe("dispose").map(|item| limit(&item));
        table.finish();
        rules.department_limits.push(DepartmentLimits {
            department: department?,
            accept: absent_or_read(accept)?,
            dispose: absent_or_read(dispose)?,
        });
    }
    table.finish();
    Some(rules)
}

/// What may be absent, but must be right where it is there.
fn absent_or_read<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

fn lasting(item: &Item<'_>) -> Option<i64> {
    let mut table = item.table()?;
    let seconds = duration(&mut table, LIMIT);
    table.finish();
    seconds
}

fn whole<T: TryFrom<i64>>(item: &Item<'_>) -> Option<T> {
    let expected = phrase("a whole number, not negative", "非负整数");
    T::try_from(item.within(0, u32::MAX.into(), expected)?).ok()
}

fn maybe_whole<T: TryFrom<i64>>(table: &mut Table<'_>, key: &'static str, usual: T) -> Option<T> {
    table.maybe(key).map_or(Some(usual), |item| whole(&item))
}

fn sampling(item: &Item<'_>) -> Option<Sampling> {
    let mut table = item.table()?;
    let usual = Sampling::default();
    let share = table.get("share_per_mille").and_then(|item| {
        let expected = phrase("a share of a thousand, 0 to 1000", "千分之几，0 至 1000");
        u16::try_from(item.within(0, 1_000, expected)?).ok()
    });
    let complaints = table.maybe("complaints").map(|item| item.truth());
    let breached = table.maybe("breached").map(|item| item.truth());
    table.finish();
    Some(Sampling {
        share_per_mille: share?,
        complaints: absent_or_read(complaints)?.unwrap_or(usual.complaints),
        breached: absent_or_read(breached)?.unwrap_or(usual.breached),
    })
}

fn duplicates(item: &Item<'_>) -> Option<DuplicateRules> {
    let mut table = item.table()?;
    let usual = DuplicateRules::default();
    let minutes = maybe_whole(&mut table, "within_minutes", usual.within_seconds / 60);
    let metres = maybe_whole(&mut table, "within_metres", usual.within_metres);
    let score = maybe_whole(&mut table, "least_score", i64::from(usual.least_score));
    table.finish();
    Some(DuplicateRules {
        within_seconds: minutes?.saturating_mul(60),
        within_metres: metres?,
        // Beyond a thousand the policy's own check complains.
        least_score: u16::try_from(score?).unwrap_or(u16::MAX),
    })
}

fn attachments(item: &Item<'_>) -> Option<AttachmentRules> {
    let mut table = item.table()?;
    let usual = AttachmentRules::default();
    let photo = maybe_whole(&mut table, "photo_max_kib", usual.photo_max_bytes / KIB);
    let audio = maybe_whole(&mut table, "audio_max_kib", usual.audio_max_bytes / KIB);
    let count = maybe_whole(&mut table, "max_count", usual.max_count);
    table.finish();
    Some(AttachmentRules {
        photo_max_bytes: photo?.saturating_mul(KIB),
        audio_max_bytes: audio?.saturating_mul(KIB),
        max_count: count?,
    })
}
