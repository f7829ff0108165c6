//! The HTTP edge: sessions, commands, lists, server-sent events, forms, OpenAPI, and the console's
//! build.
//!
//! Architecture invariant: this is the only place that knows a status code, and handlers hold no
//! rules: they parse, call and map.

mod assess;
mod assets;
mod at;
mod body;
mod courier;
mod describe;
mod edge;
mod evidence;
mod forms;
mod guard;
mod health;
mod incidents;
mod keys;
mod live;
mod metrics;
mod orders;
mod page;
mod params;
mod problem;
mod projects;
mod router;
mod serve;
mod session;
mod settings;
mod state;
mod town;
mod webhooks;
mod who;

pub use courier::{BadRoots, HttpCourier, Reach};
pub use metrics::{Foreign, Metrics};
pub use problem::Problem;
pub use router::{openapi, router};
pub use serve::{serve, serve_metrics};
pub use settings::{Rate, Settings};
pub use state::HttpState;
