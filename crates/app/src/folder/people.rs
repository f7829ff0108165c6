//! `people.toml`: rules for signing in and for keeping callers' data, where a town has its own.

use super::{
    item::{Item, Table},
    parse,
    problem::{Problem, phrase},
    source::Complaints,
    units::roles,
};
use liandong_domain::people::PeopleRules;

const FILE: &str = "people.toml";

/// The rules; a key that is left out keeps its usual value.
pub(super) fn read(complaints: &Complaints) -> Option<PeopleRules> {
    if !complaints.has(FILE) {
        return None;
    }
    let source = complaints.open(FILE)?;
    let value = parse::toml(&source)?;
    let top = Item::top(&source, &value);
    let mut table = top.table()?;
    let usual = PeopleRules::default();
    let mut number = |key, usual: u32| whole(&mut table, key, usual.into());
    let password_min_length = number("password_min_length", usual.password_min_length);
    let attempts = number("attempts", usual.attempts);
    let token_days = number("token_days", usual.token_days);
    let retention_months = number("retention_months", usual.retention_months);
    let first_wait_seconds = whole(&mut table, "first_wait_seconds", usual.first_wait_seconds);
    let longest_wait = usual.longest_wait_seconds;
    let longest_wait_seconds = whole(&mut table, "longest_wait_seconds", longest_wait);
    let forget_after = usual.forget_after_seconds;
    let forget_after_seconds = whole(&mut table, "forget_after_seconds", forget_after);
    let idle = usual.session_idle_seconds;
    let session_idle_seconds = whole(&mut table, "session_idle_seconds", idle);
    let session_seconds = whole(&mut table, "session_seconds", usual.session_seconds);
    let words = roles();
    let second_factor_roles = match table.maybe("second_factor_roles") {
        None => usual.second_factor_roles,
        Some(item) => item
            .list()?
            .iter()
            .map(|role| role.word(&words))
            .collect::<Option<_>>()?,
    };
    table.finish();
    let small = |number: Option<i64>| number.and_then(|one| u32::try_from(one).ok());
    let rules = PeopleRules {
        password_min_length: small(password_min_length)?,
        attempts: small(attempts)?,
        first_wait_seconds: first_wait_seconds?,
        longest_wait_seconds: longest_wait_seconds?,
        forget_after_seconds: forget_after_seconds?,
        session_idle_seconds: session_idle_seconds?,
        session_seconds: session_seconds?,
        second_factor_roles,
        token_days: small(token_days)?,
        retention_months: small(retention_months)?,
    };
    if let Err(bad) = rules.check() {
        let rule = Problem::Rule(phrase(bad.problem, bad.problem_zh));
        let at = top.table().and_then(|mut table| table.maybe(bad.field));
        at.unwrap_or(top).complain(rule);
        return None;
    }
    Some(rules)
}

fn whole(table: &mut Table<'_>, key: &'static str, usual: i64) -> Option<i64> {
    match table.maybe(key) {
        None => Some(usual),
        Some(item) => item.within(
            0,
            u32::MAX.into(),
            phrase("a whole number, not negative", "非负整数"),
        ),
    }
}
