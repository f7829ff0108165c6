//! The HTTP edge: sessions, commands, lists, server-sent events, forms, OpenAPI, and the console's
//! build.
//!
//! Architecture invariant: this is the only place that knows a status code, and handlers hold no
//! rules: they parse, call and map.

mod act;
mod assess;
mod assets;
mod at;
mod body;
mod case;
mod courier;
mod describe;
mod dispatch;
mod district;
mod duty;
mod edge;
mod evaluations;
mod evidence;
mod filings;
mod form_checks;
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
mod people;
mod planning;
mod positions;
mod problem;
mod project;
mod projects;
mod protocols;
mod register;
mod reports;
mod router;
mod safety;
mod serve;
mod session;
mod settings;
mod setup;
mod state;
mod suggestions;
mod tiles;
mod town;
mod trace;
mod webhooks;
mod who;

pub use courier::{BadRoots, HttpCourier, Reach};
pub use filings::FormPress;
pub use metrics::{Foreign, Metrics};
pub use people::{BadProvider, Oidc, OidcSettings, scope_of_write};
pub use problem::Problem;
pub use project::ledger_json;
pub use router::{openapi, router};
pub use serve::{serve, serve_metrics};
pub use settings::{Rate, Settings};
pub use state::HttpState;
pub use tiles::{BadTiles, Tiles};
