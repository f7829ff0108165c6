//! What happens to an account's sign-in: passwords, second factors, sessions, tokens. No secret.

use super::{PeopleRejection, PeopleRules, Scope, Scopes};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The stream of attempts under names that no account has. No account can be called so.
pub const STRANGER: &str = "~";

/// How many attempts of strangers are written down in an hour. More say nothing new, and nobody
/// must be able to fill the log from outside.
const STRANGERS_AN_HOUR: u32 = 60;

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// With a password.
    Password,
    /// With a password and a code of the second factor.
    SecondFactor,
    /// With a password and a recovery code.
    RecoveryCode,
    /// By the outside identity provider (统一身份认证).
    Provider,
    /// With an access token.
    Token,
}

impl Way {
    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Password => "密码",
            Self::SecondFactor => "密码和动态口令",
            Self::RecoveryCode => "密码和恢复码",
            Self::Provider => "统一身份认证",
            Self::Token => "访问口令",
        }
    }
}

/// Why an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyFailed {
    /// The password was wrong, or there is none.
    Password,
    /// The code was wrong or used before.
    Code,
    /// There is no such account.
    NoAccount,
}

/// Who set a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordBy {
    /// The account itself.
    Owner,
    /// An administrator; it must be changed at the first sign-in.
    Administrator,
}

/// Why sessions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyEnded {
    /// Its owner left.
    LoggedOut,
    /// Its owner ended it from elsewhere.
    Ended,
    /// Its owner left everywhere.
    Everywhere,
    /// The password changed.
    PasswordChanged,
    /// The role changed.
    RoleChanged,
    /// The account was closed.
    AccountClosed,
    /// An administrator ended them.
    Administrator,
}

/// A personal token, without what makes it work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The name that its owner gave.
    pub name: Box<str>,
    /// What it may be used for.
    pub scopes: Scopes,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonEvent {
    /// Somebody signed in.
    LoggedIn {
        /// How.
        way: Way,
        /// The session's public name.
        session: Box<str>,
    },
    /// An attempt failed.
    LoginFailed {
        /// Why.
        why: WhyFailed,
        /// Until when no attempt is looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locked_until: Option<Timestamp>,
    },
    /// Sessions ended before their time.
    SessionsEnded {
        /// Why.
        why: WhyEnded,
        /// How many.
        count: u32,
    },
    /// The password was set.
    PasswordSet {
        /// By whom.
        by: PasswordBy,
    },
    /// An administrator ended a wait.
    Unlocked,
    /// The second factor works from now on.
    SecondFactorConfirmed {
        /// How many recovery codes there are.
        recovery_codes: u32,
    },
    /// The second factor is gone.
    SecondFactorRemoved {
        /// Whether an administrator did it.
        by_administrator: bool,
    },
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },
    /// A token was issued.
    TokenIssued {
        /// Its public name.
        token: Box<str>,
        /// What it is called.
        name: Box<str>,
        /// What it may be used for.
        scopes: Scopes,
        /// When it ends.
        expires_at: Timestamp,
    },
    /// A token ended before its time.
    TokenRevoked {
        /// Its public name.
        token: Box<str>,
    },
}

/// What is asked. The secrets beside it were checked by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonCommand {
    /// Write a sign-in down.
    LogIn {
        /// How.
        way: Way,
        /// The session's public name.
        session: Box<str>,
    },
    /// Write a failed attempt down.
    Fail {
        /// Why.
        why: WhyFailed,
        /// Until when no attempt is looked at.
        locked_until: Option<Timestamp>,
    },
    /// Write ended sessions down.
    EndSessions {
        /// Why.
        why: WhyEnded,
        /// How many; none is nothing to write.
        count: u32,
    },
    /// A new password.
    SetPassword {
        /// By whom.
        by: PasswordBy,
    },
    /// End a wait.
    Unlock,
    /// The second factor was tried and works.
    ConfirmSecondFactor {
        /// How many recovery codes there are.
        recovery_codes: u32,
    },
    /// Take the second factor away.
    RemoveSecondFactor {
        /// Whether an administrator does it.
        by_administrator: bool,
    },
    /// A recovery code was used.
    UseRecoveryCode {
        /// How many are left.
        left: u32,
    },
    /// Issue a token.
    IssueToken {
        /// Its public name.
        token: Box<str>,
        /// What it is called.
        name: Box<str>,
        /// What it may be used for.
        scopes: Vec<Scope>,
        /// When it ends.
        expires_at: Timestamp,
    },
    /// End a token.
    RevokeToken {
        /// Its public name.
        token: Box<str>,
    },
}

/// An account's sign-in as its events make it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// When the password was last set.
    pub password_set_at: Option<Timestamp>,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// Since when there is a second factor.
    pub second_factor_since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
    /// When somebody last signed in.
    pub last_login_at: Option<Timestamp>,
    /// Failed attempts since then.
    pub failures: u32,
    /// Tokens that were not revoked, by their public names; ended ones too.
    pub tokens: BTreeMap<Box<str>, TokenRecord>,
    /// Strangers' attempts: the hour since 1970, and how many in it.
    hour: (i64, u32),
}

impl Aggregate for Person {
    const PREFIX: &'static str = "people/";
    type Command = PersonCommand;
    type Event = PersonEvent;
    type Rejection = PeopleRejection;
    type Facts<'a> = &'a PeopleRules;

    fn kind(event: &PersonEvent) -> &'static str {
        match event {
            PersonEvent::LoggedIn { .. } => "people.logged_in",
            PersonEvent::LoginFailed { .. } => "people.login_failed",
            PersonEvent::SessionsEnded { .. } => "people.sessions_ended",
            PersonEvent::PasswordSet { .. } => "people.password_set",
            PersonEvent::Unlocked => "people.unlocked",
            PersonEvent::SecondFactorConfirmed { .. } => "people.second_factor_confirmed",
            PersonEvent::SecondFactorRemoved { .. } => "people.second_factor_removed",
            PersonEvent::RecoveryCodeUsed { .. } => "people.recovery_code_used",
            PersonEvent::TokenIssued { .. } => "people.token_issued",
            PersonEvent::TokenRevoked { .. } => "people.token_revoked",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &PersonCommand,
        asked: Asked,
        rules: &PeopleRules,
    ) -> Result<Vec<(PersonEvent, Stamp)>, PeopleRejection> {
        use PersonCommand as C;
        use PersonEvent as E;
        let second_factor = state.is_some_and(|one| one.second_factor_since.is_some());
        let event = match command {
            C::LogIn { way, session } => E::LoggedIn {
                way: *way,
                session: session.clone(),
            },
            C::Fail { why, locked_until } => {
                let told = state.is_some_and(|one| one.strangers_told(asked.now));
                if id == STRANGER && told {
                    return Ok(Vec::new());
                }
                E::LoginFailed {
                    why: *why,
                    locked_until: *locked_until,
                }
            }
            C::EndSessions { count: 0, .. } if state.is_some() => return Ok(Vec::new()),
            C::EndSessions { why, count } => E::SessionsEnded {
                why: *why,
                count: *count,
            },
            C::SetPassword { by } => E::PasswordSet { by: *by },
            C::Unlock => E::Unlocked,
            C::ConfirmSecondFactor { .. } if second_factor => {
                return Err(PeopleRejection::SecondFactorThere);
            }
            C::ConfirmSecondFactor { recovery_codes } => E::SecondFactorConfirmed {
                recovery_codes: *recovery_codes,
            },
            C::RemoveSecondFactor { .. } if !second_factor => {
                return Err(PeopleRejection::NoSecondFactor);
            }
            C::RemoveSecondFactor { by_administrator } => E::SecondFactorRemoved {
                by_administrator: *by_administrator,
            },
            C::UseRecoveryCode { left } => E::RecoveryCodeUsed { left: *left },
            C::IssueToken {
                token,
                name,
                scopes,
                expires_at,
            } => {
                let name = name.trim();
                if !(1..=60).contains(&name.chars().count()) {
                    return Err(PeopleRejection::BadTokenName);
                }
                if scopes.is_empty() {
                    return Err(PeopleRejection::NoScopes);
                }
                let latest = asked.now.plus(i64::from(rules.token_days) * 86_400);
                if *expires_at <= asked.now || *expires_at > latest {
                    let days = rules.token_days;
                    return Err(PeopleRejection::BadExpiry { days });
                }
                E::TokenIssued {
                    token: token.clone(),
                    name: name.into(),
                    scopes: scopes.iter().copied().collect(),
                    expires_at: *expires_at,
                }
            }
            C::RevokeToken { token } => E::TokenRevoked {
                token: token.clone(),
            },
        };
        // Signing in happens when it is recorded; nobody reports it afterwards.
        let stamp = Stamp {
            occurred_at: asked.now,
            recorded_at: asked.now,
            late: false,
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &PersonEvent, stamp: Stamp) -> Option<Self> {
        use PersonEvent as E;
        let mut person = state.unwrap_or_default();
        let at = stamp.occurred_at;
        match event {
            E::LoggedIn { .. } => {
                person.last_login_at = Some(at);
                person.failures = 0;
            }
            E::LoginFailed { .. } => {
                person.failures = person.failures.saturating_add(1);
                let hour = at.0.div_euclid(3_600);
                person.hour = match person.hour {
                    (same, count) if same == hour => (hour, count.saturating_add(1)),
                    _ => (hour, 1),
                };
            }
            E::SessionsEnded { .. } => {}
            E::PasswordSet { by } => {
                person.password_set_at = Some(at);
                person.must_change = *by == PasswordBy::Administrator;
            }
            E::Unlocked => person.failures = 0,
            E::SecondFactorConfirmed { recovery_codes } => {
                person.second_factor_since = Some(at);
                person.recovery_codes = *recovery_codes;
            }
            E::SecondFactorRemoved { .. } => {
                person.second_factor_since = None;
                person.recovery_codes = 0;
            }
            E::RecoveryCodeUsed { left } => person.recovery_codes = *left,
            E::TokenIssued {
                token,
                name,
                scopes,
                expires_at,
            } => {
                let record = TokenRecord {
                    name: name.clone(),
                    scopes: scopes.clone(),
                    issued_at: at,
                    expires_at: *expires_at,
                };
                person.tokens.insert(token.clone(), record);
            }
            E::TokenRevoked { token } => drop(person.tokens.remove(token)),
        }
        Some(person)
    }
}

impl Person {
    fn strangers_told(&self, now: Timestamp) -> bool {
        let (hour, count) = self.hour;
        hour == now.0.div_euclid(3_600) && count >= STRANGERS_AN_HOUR
    }
}
