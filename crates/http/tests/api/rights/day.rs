//! Lines of what a day's work adds to [`super::table`]: the case, dispatch, safety, duty, guidance,
//! other systems, the district.

use super::{
    Needs::{Any, But, Command, Has, Public},
    table::{INCIDENT, Row, row},
};
use liandong_domain::{incident::CommandKind as C, rights::Right as R, roles::Role};

const DISPUTE: &[(&str, &str)] = &[("category", "dispute"), ("subcategory", "none")];
const DAY: &[(&str, &str)] = &[("day", "2024-03-01")];
const DAYS: &str = "?from=2024-03-01&to=2024-03-31";
/// Who reads the duty book, or has lines of its own in it.
const BOOK: &[R] = &[R::ReadDuty, R::AskDuty];
/// Who asks for itself, or enters for others.
const ENTRY: &[R] = &[R::AskDuty, R::ManageDuty];
const AREA: &str = r#"{"id":"x","name":" ","station":"none","outline":[]}"#;
const PROTOCOL: &str = r#"{"version":99,"title":" ","valid_from":"2024-03-01T00:00:00Z",
    "questions":[],"steps":[]}"#;

const POLICY: &str = r#"{"version":99,"arrive":{"seconds":1,"warn_before_seconds":0},
    "feedback":{"seconds":2,"warn_before_seconds":0},"dispose":{"seconds":3,"warn_before_seconds":0},
    "referral_accept":{"seconds":1,"warn_before_seconds":0},
    "referral_dispose":{"seconds":1,"warn_before_seconds":0},
    "follow_up":{"seconds":1,"warn_before_seconds":0},"entry_grace_seconds":0,
    "reassignment_restarts_clocks":false,"pause_max_seconds":0,"pause_max_count":0,
    "follow_up_attempts":1,"coverage":"always","safety_words":[]}"#;

/// The lines.
pub(crate) const ROWS: &[Row] = &[
    // The case.
    row("POST", "/api/v1/intake/police-110", Command(C::Receive))
        .body(r#"{"number":" ","address":"a","text":"t"}"#),
    row("POST", "/api/v1/intake/hotline-12345", Command(C::Receive))
        .body(r#"{"number":" ","address":"a","text":"t"}"#),
    row(
        "GET",
        "/api/v1/incidents/{id}/duplicates",
        Has(R::ReadIncidents),
    )
    .at(INCIDENT),
    row(
        "PUT",
        "/api/v1/incidents/{id}/presence",
        Has(R::ReadIncidents),
    )
    .body(r#"{"doing":"reading"}"#)
    .at(INCIDENT),
    row(
        "DELETE",
        "/api/v1/incidents/{id}/presence",
        Has(R::ReadIncidents),
    )
    .at(INCIDENT),
    row(
        "POST",
        "/api/v1/incidents/{id}/attachments",
        Command(C::Attach),
    )
    .at(INCIDENT),
    row(
        "GET",
        "/api/v1/incidents/{id}/attachments/{hash}",
        // A department sees files of incidents that were referred to it; this one never was.
        But(R::ReadAttachments, &[Role::Department]),
    )
    .at(INCIDENT),
    row(
        "POST",
        "/api/v1/incidents/{id}/rating-link",
        Command(C::GiveRatingLink),
    )
    .at(INCIDENT),
    row(
        "GET",
        "/api/v1/incidents/{id}/rating-link",
        Has(R::SendRatingLinks),
    )
    .at(INCIDENT),
    row("GET", "/api/v1/ratings/{token}", Public),
    row("POST", "/api/v1/ratings/{token}", Public).body(r#"{"grade":"satisfied"}"#),
    row("GET", "/api/v1/referrals", Has(R::ReadIncidents)),
    row("GET", "/api/v1/follow-ups", Has(R::ReadFollowUps)),
    row("GET", "/api/v1/follow-up-scripts", Has(R::ReadTown)),
    row(
        "PUT",
        "/api/v1/follow-up-scripts/{category}",
        Has(R::ManageTown),
    )
    .at(DISPUTE)
    .body(r#"{"version":99,"opening":" ","questions":[],"closing":" "}"#),
    // Dispatch.
    row(
        "GET",
        "/api/v1/incidents/{id}/recommendation",
        Has(R::Dispatch),
    )
    .at(INCIDENT),
    row("GET", "/api/v1/queue", Has(R::Dispatch)),
    row("GET", "/api/v1/coverage", Has(R::Dispatch)),
    row("GET", "/api/v1/standby", Has(R::ReadDuty)),
    row("POST", "/api/v1/units/{unit}/standby", Has(R::Dispatch))
        .body(r#"{"area":"none","reason":" "}"#),
    row(
        "POST",
        "/api/v1/units/{unit}/standby/acknowledge",
        Any(&[R::Dispatch, R::ReportPosition]),
    ),
    row("POST", "/api/v1/units/{unit}/standby/end", Has(R::Dispatch)).body(r#"{"reason":" "}"#),
    row("GET", "/api/v1/positions", Has(R::ReadPositions)),
    row("POST", "/api/v1/positions", Has(R::ReportPosition)).body(r#"{"fixes":[]}"#),
    // Safety.
    row("GET", "/api/v1/sos", Has(R::ReadDuty)),
    row("POST", "/api/v1/sos", Has(R::ReportPosition)).body("{}"),
    row("POST", "/api/v1/sos/{id}/acknowledge", Has(R::AnswerAlerts)).body("{}"),
    row("POST", "/api/v1/sos/{id}/end", Has(R::Dispatch))
        .body(r#"{"outcome":"helped","word":" "}"#),
    row("GET", "/api/v1/alerts", Has(R::AnswerAlerts)),
    row(
        "POST",
        "/api/v1/alerts/{id}/acknowledge",
        Has(R::AnswerAlerts),
    )
    .body("{}"),
    // Areas and places.
    row("GET", "/api/v1/areas", Has(R::ReadTown)),
    row("POST", "/api/v1/areas", Has(R::ManageTown)).body(AREA),
    row("POST", "/api/v1/areas/check", Has(R::ManageTown)).body(AREA),
    row("POST", "/api/v1/areas/outline", Has(R::ManageTown)).body(r#"{"outline":[]}"#),
    row("GET", "/api/v1/areas/at", Has(R::ReadTown)).query("?lon=121.3&lat=31.2"),
    row("GET", "/api/v1/places", Has(R::ReadTown)).query("?q=x"),
    row("GET", "/api/v1/gazetteer", Has(R::ReadTown)),
    row("POST", "/api/v1/gazetteer", Has(R::ManageTown))
        .body(r#"{"id":"x","name":" ","kind":"road"}"#),
    // Units and duty.
    row("GET", "/api/v1/units", Has(R::ReadDuty)),
    row("GET", "/api/v1/units/{id}", Has(R::ReadDuty)),
    row(
        "POST",
        "/api/v1/units/{id}/commands",
        Any(&[R::Dispatch, R::ManageDuty, R::AskDuty]),
    )
    .body(r#"{"command":{"do":"return"}}"#),
    row("GET", "/api/v1/duty/days/{day}", Any(BOOK)).at(DAY),
    row("GET", "/api/v1/duty/findings", Has(R::ReadDuty)).query(DAYS),
    row("GET", "/api/v1/duty/hours", Any(BOOK)).query(DAYS),
    row("GET", "/api/v1/duty/calendar", Any(BOOK)).query(DAYS),
    row("POST", "/api/v1/duty/calendar", Has(R::ManageDuty))
        .body(r#"{"year":2027,"source":"","days":[]}"#),
    row("GET", "/api/v1/duty/rules", Any(BOOK)),
    row("POST", "/api/v1/duty/rules", Has(R::ManageDuty)).body(
        r#"{"late_after_seconds":-1,"early_before_seconds":60,"absent_after_seconds":60,
            "check_in_before_seconds":60,"least_rest_seconds":60,"least_crew":1,
            "calibration_warning_days":1}"#,
    ),
    row("GET", "/api/v1/duty/rosters", Any(BOOK)),
    row("POST", "/api/v1/duty/rosters", Has(R::ManageDuty))
        .body(r#"{"from":"2024-03-01","shifts":[],"cycle":[],"teams":[]}"#),
    row("GET", "/api/v1/duty/requests", Any(BOOK)),
    row("POST", "/api/v1/duty/requests", Any(ENTRY)).body(
        r#"{"wish":{"kind":"leave","member":"none","leave":"annual","from":"2024-03-02",
            "to":"2024-03-01"},"reason":" "}"#,
    ),
    row("GET", "/api/v1/duty/requests/{id}", Any(BOOK)),
    row("POST", "/api/v1/duty/requests/{id}/commands", Any(ENTRY))
        .body(r#"{"command":{"do":"agree"}}"#),
    row("POST", "/api/v1/duty/attendance", Any(ENTRY))
        .body(r#"{"entry":{"do":"mark","direction":"in","member":"none","how":"phone"}}"#),
    row("GET", "/api/v1/equipment", Has(R::ReadDuty)),
    row("POST", "/api/v1/equipment", Has(R::ManageDuty))
        .body(r#"{"kind":"none","serial":"x","day":"2024-03-01","entry":{"do":"returned"}}"#),
    row("GET", "/api/v1/equipment/kinds", Has(R::ReadDuty)),
    row("POST", "/api/v1/equipment/kinds", Has(R::ManageDuty)).body(r#"{"id":"x","name":" "}"#),
    row("GET", "/api/v1/equipment/findings", Has(R::ReadDuty)),
    // Guidance.
    row("POST", "/api/v1/suggestions", Command(C::Confirm)).body(r#"{"text":"t"}"#),
    row(
        "GET",
        "/api/v1/incidents/{id}/suggestion",
        Command(C::Confirm),
    )
    .at(INCIDENT),
    row(
        "GET",
        "/api/v1/incidents/{id}/protocol",
        Has(R::ReadIncidents),
    )
    .at(INCIDENT),
    row("GET", "/api/v1/protocols", Has(R::ReadTown)),
    row("GET", "/api/v1/protocols/{category}", Has(R::ReadTown)).at(DISPUTE),
    row(
        "GET",
        "/api/v1/protocols/{category}/{subcategory}",
        Has(R::ReadTown),
    )
    .at(DISPUTE),
    row("PUT", "/api/v1/protocols/{category}", Has(R::ManageTown))
        .at(DISPUTE)
        .body(PROTOCOL),
    row(
        "PUT",
        "/api/v1/protocols/{category}/{subcategory}",
        Has(R::ManageTown),
    )
    .at(DISPUTE)
    .body(PROTOCOL),
    row("GET", "/api/v1/keywords", Has(R::ReadTown)),
    row("PUT", "/api/v1/keywords", Has(R::ManageTown)).body(r#"{"rules":[]}"#),
    row("GET", "/api/v1/station-hours", Has(R::ReadTown)),
    row("PUT", "/api/v1/station-hours", Has(R::ManageTown)).body(r#"{"hours":[]}"#),
    // The register.
    row("GET", "/api/v1/policy", Has(R::ReadTown)),
    row("POST", "/api/v1/policy", Has(R::ManageTown)).body(POLICY),
    row("POST", "/api/v1/policy/effect", Has(R::ManageTown)).body(POLICY),
    row("GET", "/api/v1/categories", Has(R::ReadTown)),
    row("PUT", "/api/v1/categories/{code}", Has(R::ManageTown))
        .at(&[("code", "dispute")])
        .body(r#"{"code":"housing","subcategories":[]}"#),
    row("GET", "/api/v1/members", Has(R::ReadDuty)),
    row("PUT", "/api/v1/members/{id}", Has(R::ManageDuty))
        .body(r#"{"id":"x","name":"n","team":"x","unit":"x","from":"2024-03-01"}"#),
    row("PUT", "/api/v1/units/{id}", Has(R::ManageDuty))
        .body(r#"{"id":"x","name":"n","call_sign":"c","area":"x","from":"2024-03-01"}"#),
    row("GET", "/api/v1/departments", Has(R::ReadTown)),
    row("PUT", "/api/v1/departments/{id}", Has(R::ManageTown)).body(r#"{"id":"x","name":"n"}"#),
    row("GET", "/api/v1/setup", Has(R::ManagePeople)),
    row("GET", "/api/v1/setup/template", Has(R::ManagePeople)),
    row("POST", "/api/v1/setup/workbook", Has(R::ManagePeople)).body("x"),
    row("GET", "/api/v1/stations", Has(R::ReadTown)),
    row("PUT", "/api/v1/stations/{id}", Has(R::ManageTown)).body(r#"{"id":"x","name":"n"}"#),
    // Other systems, the operator, the district.
    row("GET", "/api/v1/webhooks", Has(R::ManageIntegrations)),
    row("POST", "/api/v1/webhooks", Has(R::ManageIntegrations))
        .body(r#"{"name":" ","url":"x","kinds":[]}"#),
    row("GET", "/api/v1/webhooks/{id}", Has(R::ManageIntegrations)),
    row("PATCH", "/api/v1/webhooks/{id}", Has(R::ManageIntegrations)).body("{}"),
    row(
        "DELETE",
        "/api/v1/webhooks/{id}",
        Has(R::ManageIntegrations),
    ),
    row(
        "GET",
        "/api/v1/webhooks/{id}/deliveries",
        Has(R::ManageIntegrations),
    )
    .query("?state=dead"),
    row(
        "POST",
        "/api/v1/webhooks/{id}/redeliver",
        Has(R::ManageIntegrations),
    )
    .body("{}"),
    row("GET", "/metrics", Has(R::Operate)),
    row("GET", "/api/v1/district/summary", Has(R::ReadDistrict)).query(DAYS),
];
