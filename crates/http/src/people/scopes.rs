//! Which scope a personal token needs for which request: one line a part of the API.
//!
//! Reading needs [`Scope::Read`]. A write needs the scope of its path; a write whose path is not
//! here is closed to every personal token until somebody has thought about it.

use axum::http::Method;
use liandong_domain::people::Scope;

/// Beginnings of paths, part by part; `*` is any one part. The longest that fits counts.
const WRITES: &[(&str, Scope)] = &[
    ("/api/v1/incidents", Scope::IncidentsWrite),
    ("/api/v1/intake", Scope::IncidentsWrite),
    ("/api/v1/alerts", Scope::IncidentsWrite),
    ("/api/v1/suggestions", Scope::IncidentsWrite),
    ("/api/v1/units/*/standby", Scope::IncidentsWrite),
    ("/api/v1/positions", Scope::PositionsWrite),
    ("/api/v1/sos", Scope::PositionsWrite),
    ("/api/v1/units", Scope::DutyWrite),
    ("/api/v1/duty", Scope::DutyWrite),
    ("/api/v1/members", Scope::DutyWrite),
    ("/api/v1/equipment", Scope::DutyWrite),
    ("/api/v1/assessments", Scope::PerformanceWrite),
    ("/api/v1/vendor-assessments", Scope::PerformanceWrite),
    ("/api/v1/scoring", Scope::PerformanceWrite),
    ("/api/v1/trainings", Scope::PerformanceWrite),
    ("/api/v1/projects", Scope::PerformanceWrite),
    ("/api/v1/filings", Scope::PerformanceWrite),
    ("/api/v1/form-checks", Scope::PerformanceWrite),
    ("/api/v1/reports", Scope::PerformanceWrite),
    ("/api/v1/plan", Scope::PerformanceWrite),
    ("/api/v1/policy", Scope::TownWrite),
    ("/api/v1/categories", Scope::TownWrite),
    ("/api/v1/departments", Scope::TownWrite),
    ("/api/v1/stations", Scope::TownWrite),
    ("/api/v1/areas", Scope::TownWrite),
    ("/api/v1/places", Scope::TownWrite),
    ("/api/v1/gazetteer", Scope::TownWrite),
    ("/api/v1/protocols", Scope::TownWrite),
    ("/api/v1/follow-up-scripts", Scope::TownWrite),
    ("/api/v1/keywords", Scope::TownWrite),
    ("/api/v1/station-hours", Scope::TownWrite),
    ("/api/v1/account", Scope::PeopleWrite),
    ("/api/v1/accounts", Scope::PeopleWrite),
    // A workbook opens accounts.
    ("/api/v1/setup", Scope::PeopleWrite),
    ("/api/v1/erasures", Scope::PeopleWrite),
    ("/api/v1/webhooks", Scope::IntegrationsWrite),
];

/// Whether a request reads only.
pub(super) fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The scope that a write under a path needs; `None` where no personal token may write.
#[must_use]
pub fn scope_of_write(path: &str) -> Option<Scope> {
    WRITES
        .iter()
        .filter(|(begin, _)| begins(path, begin))
        .max_by_key(|(begin, _)| begin.len())
        .map(|(_, scope)| *scope)
}

fn begins(path: &str, begin: &str) -> bool {
    let mut parts = path.split('/');
    begin.split('/').all(|wanted| {
        parts
            .next()
            .is_some_and(|part| wanted == "*" || wanted == part)
    })
}

#[cfg(test)]
mod tests {
    use super::scope_of_write;
    use liandong_domain::people::Scope;

    #[test]
    fn a_path_has_the_scope_of_its_part_and_no_other() {
        for (path, scope) in [
            ("/api/v1/incidents", Some(Scope::IncidentsWrite)),
            ("/api/v1/incidents/1/commands", Some(Scope::IncidentsWrite)),
            ("/api/v1/accounts/a/close", Some(Scope::PeopleWrite)),
            ("/api/v1/units/car-1/commands", Some(Scope::DutyWrite)),
            (
                "/api/v1/units/car-1/standby/end",
                Some(Scope::IncidentsWrite),
            ),
            ("/api/v1/incidentsx", None),
            ("/api/v1/new-thing", None),
            ("/", None),
        ] {
            assert_eq!(scope_of_write(path), scope, "{path}");
        }
    }
}
