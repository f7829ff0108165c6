//! What a password must be.

use std::{collections::BTreeSet, sync::OnceLock};

/// The most characters that are looked at; a longer one would only make the server work.
pub(super) const LONGEST: usize = 128;

/// Passwords that guessers try first, one a line, in small letters.
const COMMON: &str = include_str!("common-passwords.txt");

/// Why a password is too weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("a password has {min} characters at least")]
    TooShort {
        /// How many it needs.
        min: u32,
    },
    /// Too many characters.
    #[error("a password has {} characters at most", LONGEST)]
    TooLong,
    /// The account's own name.
    #[error("a password must not be made of the account's name")]
    LikeAccount,
    /// One of those that guessers try first.
    #[error("this password is on the list of common ones")]
    Common,
    /// Hardly any different characters.
    #[error("a password has four different characters at least")]
    Monotonous,
    /// It is the one that is to be changed.
    #[error("the new password is the old one")]
    Same,
}

/// Checks a password against the rules of the town.
///
/// # Errors
/// The first [`WeakPassword`].
pub fn check(
    password: &str,
    min_length: u32,
    account: &str,
    name: &str,
) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if u32::try_from(length).unwrap_or(u32::MAX) < min_length {
        return Err(WeakPassword::TooShort { min: min_length });
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let small = password.to_lowercase();
    let core = core(&small);
    let own = [account, name].map(str::to_lowercase);
    if own.iter().any(|own| {
        !own.is_empty() && (small == *own || core == self::core(own) || is_repeat(&small, own))
    }) {
        return Err(WeakPassword::LikeAccount);
    }
    if small.chars().collect::<BTreeSet<_>>().len() < 4 {
        return Err(WeakPassword::Monotonous);
    }
    let common = common();
    if common.contains(small.as_str()) || common.contains(core) || is_run(&small) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// The letters and what stands between them, without digits and signs at both ends: what is left of
/// `password2024!` is on the list.
fn core(small: &str) -> &str {
    small.trim_matches(|one: char| !one.is_alphabetic())
}

fn is_repeat(text: &str, of: &str) -> bool {
    text.len() > of.len() && text.replace(of, "").chars().all(|one| !one.is_alphabetic())
}

/// Whether every character follows the one before it: `abcdefghij`, `9876543210`.
fn is_run(text: &str) -> bool {
    let steps: BTreeSet<i64> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(one, next)| i64::from(u32::from(next)) - i64::from(u32::from(one)))
        .map(|step| if step == -9 { 1 } else { step })
        .collect();
    steps.len() == 1 && steps.iter().all(|step| step.abs() <= 1)
}

fn common() -> &'static BTreeSet<&'static str> {
    static SET: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| COMMON.lines().filter(|line| !line.is_empty()).collect())
}
