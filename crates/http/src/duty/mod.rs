//! Duty (勤务), units, areas, places, equipment.

mod areas;
mod asked;
mod book;
mod equipment;
mod places;
mod requests;
mod units;

use crate::{HttpState, act::to_its_end, keys::Key};
use liandong_app::{Order, access::Visitor};
use liandong_domain::time::Timestamp;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(areas::areas, areas::draw))
        .routes(routes!(areas::check))
        .routes(routes!(areas::draw_town))
        .routes(routes!(areas::point))
        .routes(routes!(places::look_up))
        .routes(routes!(places::list, places::enter))
        .routes(routes!(units::units))
        .routes(routes!(units::unit))
        .routes(routes!(units::command))
        .routes(routes!(book::day))
        .routes(routes!(book::findings))
        .routes(routes!(book::hours))
        .routes(routes!(book::days, book::publish))
        .routes(routes!(book::rules, book::set_rules))
        .routes(routes!(book::rosters, book::set_roster))
        .routes(routes!(requests::list, requests::ask))
        .routes(routes!(requests::one))
        .routes(routes!(requests::command))
        .routes(routes!(requests::attend))
        .routes(routes!(equipment::list, equipment::enter))
        .routes(routes!(equipment::kinds, equipment::define))
        .routes(routes!(equipment::findings))
}

fn order(
    visitor: &Visitor,
    key: Key,
    occurred_at: Option<Timestamp>,
    expected_version: Option<u64>,
) -> Order {
    Order {
        expected_version,
        ..crate::act::order(visitor, key, occurred_at)
    }
}
