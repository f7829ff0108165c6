//! The HTTP edge: sessions, commands, lists, server-sent events, forms, OpenAPI, and the console's
//! build.
//!
//! Architecture invariant: this is the only place that knows a status code, and handlers hold no
//! rules: they parse, call and map.

mod assets;
mod at;
mod body;
mod evidence;
mod forms;
mod guard;
mod health;
mod incidents;
mod keys;
mod live;
mod orders;
mod params;
mod problem;
mod projects;
mod router;
mod serve;
mod session;
mod state;
mod town;
mod who;

pub use problem::Problem;
pub use router::{openapi, router};
pub use serve::serve;
pub use state::HttpState;
