//! People (人员): who signs in and how, what a token may be used for, whose data a caller's is and
//! when it ends.
//!
//! Accounts themselves stand in the register ([`crate::registry`]); here is what happens to them:
//! passwords, second factors, sign-ins, tokens ([`Person`]), the brake on guessing ([`Failures`]),
//! the erasure of callers ([`Erasure`]) and the end of the time for which their data is kept
//! ([`Retention`]). No secret ever comes here: hashes, keys and codes are side values of the store.

mod account;
mod erasure;
mod lockout;
mod password;
mod person;
mod rejection;
mod retention;
mod rules;
mod scope;
mod sight;

pub use account::{AccountRefused, may_change, may_close, opened_of};
pub use erasure::{
    Erasure, ErasureCommand, ErasureEvent, ErasureFacts, ErasureStatus, LegalGround,
};
pub use lockout::Failures;
pub use password::{WeakPassword, check as check_password};
pub use person::{
    PasswordBy, Person, PersonCommand, PersonEvent, STRANGER, TokenRecord, Way, WhyEnded, WhyFailed,
};
pub use rejection::PeopleRejection;
pub use retention::{Month, Retention, RetentionCommand, RetentionEvent};
pub use rules::{BadPeopleRules, PeopleRules};
pub use scope::{Scope, Scopes};
pub use sight::{CallerSight, caller_sight};
