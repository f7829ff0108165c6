//! One project: its description and versions, its ledger and contracts, the documents and surveys that prove its indicators.

mod describe;
mod documents;
mod ledger;
mod surveys;

pub use ledger::ledger_json;

use crate::HttpState;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(describe::project, describe::describe))
        .merge(documents::routes())
        .routes(routes!(surveys::enter_survey))
        .routes(routes!(ledger::ledger, ledger::book_entries))
        .routes(routes!(ledger::contracts, ledger::enter_contract))
}
