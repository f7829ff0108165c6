//! Who may use which route: one line a route (or several, where bodies make different commands).
//!
//! To add a route, add a line: its method and path as the OpenAPI document has them, and what it
//! needs. `.body(…)` gives a body that can be read (rules may refuse it; a right must not), `.query(…)`
//! what must stand behind the path, `.at(…)` identifiers for the path's names. `$incident`,
//! `$account`, `$member`, `$project`, `$indicator` and `$erasure` stand for things of the town that is
//! asked; any other name in a path is `none`.

use super::Needs::{Any, Anyone, But, Command, Door, Has, Public};
use liandong_domain::{
    incident::CommandKind as C,
    rights::Right as R,
    roles::Role::{self, Member},
};

/// A line.
pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) needs: super::Needs,
    pub(crate) body: Option<&'static str>,
    pub(crate) query: &'static str,
    pub(crate) at: &'static [(&'static str, &'static str)],
}

pub(crate) const fn row(method: &'static str, path: &'static str, needs: super::Needs) -> Row {
    Row {
        method,
        path,
        needs,
        body: None,
        query: "",
        at: &[],
    }
}

impl Row {
    pub(crate) const fn body(mut self, body: &'static str) -> Self {
        self.body = Some(body);
        self
    }

    pub(crate) const fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    pub(crate) const fn at(mut self, at: &'static [(&'static str, &'static str)]) -> Self {
        self.at = at;
        self
    }
}

pub(crate) const INCIDENT: &[(&str, &str)] = &[("id", "$incident")];
const ACCOUNT: &[(&str, &str)] = &[("id", "$account")];
const ERASURE: &[(&str, &str)] = &[("id", "$erasure")];
const FORM: &[(&str, &str)] = &[("id", "$project"), ("indicator", "$indicator")];
/// Its identifier is not that of the path, so nothing is described.
const OTHER_PROJECT: &str = r#"{"id":"none","name":"x","budget_unit":"x","implementing_office":"x",
    "year":2024,"recurring":true,"tracking_reason":"","background":"","work_content":"","time_nodes":[],
    "service":{"from":"2024-01-01","to":"2024-12-31"},"contract":[],"indicators":[]}"#;
const CONTRACT: &str = r#"{"id":"a","version":1,"number":"x","supplier":"x","signed":"2024-01-01",
    "service":{"from":"2024-01-01","to":"2024-12-31"},"lines":[],"total":1}"#;
const SURVEY: &str = r#"{"id":"a","indicator":"none","title":"x","from":"2024-01-01","to":"2024-01-02",
    "asked":1,"csv":"number,day,grade\n1,2024-01-01,satisfied\n"}"#;
const FILING: &[(&str, &str)] = &[("filing", "$filing")];
const STUDY: &str = r#"{"fitted":{"from":"2024-03-01","to":"2024-08-31"},"days":1,"replications":2,"seed":1,
    "promise":{"share":9500,"confidence":95}}"#;
const KEEP_STUDY: &str = r#"{"name":"x","ask":{"fitted":{"from":"2024-03-01","to":"2024-08-31"},"days":1,
    "replications":2,"seed":1,"promise":{"share":9500,"confidence":95}}}"#;
const SEARCH: &str = r#"{"fitted":{"from":"2024-03-01","to":"2024-08-31"},"days":1,"replications":2,"seed":1,
    "promise":{"share":9500,"confidence":95},"shifts":[{"name":"x"}],"cars_an_area":1,"fewest":1,"most":2,
    "first_look":2}"#;
const REDRAW: &str = r#"{"fitted":{"from":"2024-03-01","to":"2024-08-31"}}"#;
const REPORT: &[(&str, &str)] = &[("id", "daily-2000-01-01")];
const YEAR: &str = "?from=2024-01-01&to=2024-08-31";
const LINE: &[(&str, &str)] = &[("month", "2024-03"), ("member", "$member")];
const MONTH: &[(&str, &str)] = &[("month", "2024-03")];
const VENDOR: &[(&str, &str)] = &[
    ("project", "$project"),
    ("month", "2024-03"),
    ("clause", "none"),
];
const COMMANDS: &str = "/api/v1/incidents/{id}/commands";
const NOT_MEMBERS: &[Role] = &[Member];

const fn filing(needs: super::Needs, body: &'static str) -> Row {
    row("POST", "/api/v1/filings/{filing}/commands", needs)
        .at(FILING)
        .body(body)
}

const fn command(kind: C, body: &'static str) -> Row {
    row("POST", COMMANDS, Command(kind)).at(INCIDENT).body(body)
}

/// The lines of people, the incidents' line, performance and assessment; the rest is in `day.rs`.
pub(crate) const ROWS: &[Row] = &[
    // Those who run the server.
    row("GET", "/healthz", Public),
    row("GET", "/readyz", Public),
    // Signing in and out.
    row("POST", "/api/v1/session", Door).body(r#"{"token":"nobody"}"#),
    row("GET", "/api/v1/session", Anyone),
    row("DELETE", "/api/v1/session", Public),
    row("GET", "/api/v1/oidc", Public),
    row("GET", "/api/v1/oidc/login", Public).query("?town=none"),
    row("GET", "/api/v1/oidc/callback", Public),
    // One's own account.
    row("GET", "/api/v1/account", Anyone),
    row("POST", "/api/v1/account/password", Anyone)
        .body(r#"{"old_password":"x","new_password":"y"}"#),
    row("POST", "/api/v1/account/second-factor", Anyone),
    row("POST", "/api/v1/account/second-factor/confirm", Anyone).body(r#"{"code":"000000"}"#),
    row("POST", "/api/v1/account/second-factor/remove", Anyone).body(r#"{"code":"000000"}"#),
    row("GET", "/api/v1/account/sessions", Anyone),
    row("DELETE", "/api/v1/account/sessions", Anyone),
    row("DELETE", "/api/v1/account/sessions/{id}", Anyone),
    row("GET", "/api/v1/account/tokens", Anyone),
    row("POST", "/api/v1/account/tokens", Anyone)
        .body(r#"{"name":"","scopes":["read"],"expires_at":"2030-01-01T00:00:00Z"}"#),
    row("DELETE", "/api/v1/account/tokens/{id}", Anyone),
    // The town's accounts.
    row("GET", "/api/v1/accounts", Has(R::ReadPeople)),
    row("POST", "/api/v1/accounts", Has(R::ManagePeople))
        .body(r#"{"id":"x","name":" ","role":"auditor"}"#),
    row("GET", "/api/v1/accounts/{id}", Has(R::ReadPeople)).at(ACCOUNT),
    row("PUT", "/api/v1/accounts/{id}", Has(R::ManagePeople))
        .at(ACCOUNT)
        .body(r#"{"name":" ","role":"commander"}"#),
    row("POST", "/api/v1/accounts/{id}/close", Has(R::ManagePeople))
        .at(ACCOUNT)
        .body(r#"{"reason":" "}"#),
    row(
        "POST",
        "/api/v1/accounts/{id}/reset-password",
        Has(R::ManagePeople),
    ),
    row("POST", "/api/v1/accounts/{id}/unlock", Has(R::ManagePeople)),
    row(
        "POST",
        "/api/v1/accounts/{id}/reset-second-factor",
        Has(R::ManagePeople),
    )
    .at(ACCOUNT),
    row(
        "POST",
        "/api/v1/accounts/{id}/end-sessions",
        Has(R::ManagePeople),
    ),
    // Erasure and audit.
    row("GET", "/api/v1/erasures", Has(R::ReadAudit)),
    row("POST", "/api/v1/erasures", Has(R::EraseCallers))
        .body(r#"{"incident":"$incident","reason":" ","ground":"consent_withdrawn"}"#),
    row("GET", "/api/v1/erasures/{id}", Has(R::ReadAudit)).at(ERASURE),
    row(
        "POST",
        "/api/v1/erasures/{id}/approve",
        Has(R::EraseCallers),
    ),
    row("POST", "/api/v1/erasures/{id}/refuse", Has(R::EraseCallers))
        .at(ERASURE)
        .body(r#"{"reason":" "}"#),
    row("GET", "/api/v1/audit/events", Has(R::ReadAudit)),
    row("GET", "/api/v1/audit/reveals", Has(R::ReadAudit)),
    // Town and incidents.
    row("GET", "/api/v1/town", Has(R::ReadTown)),
    row("GET", "/api/v1/incidents", Has(R::ReadIncidents)).query("?state=all"),
    row("GET", "/api/v1/incidents/{id}", Has(R::ReadIncidents)).at(INCIDENT),
    row(
        "GET",
        "/api/v1/incidents/{id}/events",
        Has(R::ReadIncidents),
    )
    .at(INCIDENT),
    row("POST", "/api/v1/incidents", Command(C::Receive))
        .body(r#"{"source":"by_hand","address":" ","text":"t"}"#),
    row(
        "POST",
        "/api/v1/incidents/{id}/reveal-caller",
        Command(C::RevealCaller),
    )
    .at(INCIDENT)
    .body(r#"{"reason":" "}"#),
    command(
        C::Confirm,
        r#"{"command":{"do":"confirm","category":"dispute","area":"none"}}"#,
    ),
    command(
        C::ReturnToPolice,
        r#"{"command":{"do":"return_to_police","station":"none","reason":"r"}}"#,
    ),
    command(C::Accept, r#"{"command":{"do":"accept"}}"#),
    command(C::Assign, r#"{"command":{"do":"assign","unit":"none"}}"#),
    command(C::Acknowledge, r#"{"command":{"do":"acknowledge"}}"#),
    command(C::Arrive, r#"{"command":{"do":"arrive","how":"phone"}}"#),
    command(C::Feedback, r#"{"command":{"do":"feedback","text":"t"}}"#),
    command(
        C::Dispose,
        r#"{"command":{"do":"dispose","outcome":"mediated","text":"t"}}"#,
    ),
    command(C::Review, r#"{"command":{"do":"review","finding":"f"}}"#),
    command(
        C::Refer,
        r#"{"command":{"do":"refer","department":"none","reason":"r"}}"#,
    ),
    command(
        C::AcceptReferral,
        r#"{"command":{"do":"accept_referral","referral":1}}"#,
    ),
    command(
        C::DepartmentDispose,
        r#"{"command":{"do":"department_dispose","referral":1,"result":"r"}}"#,
    ),
    command(
        C::FollowUp,
        r#"{"command":{"do":"follow_up","outcome":{"result":"unreachable"}}}"#,
    ),
    command(C::Close, r#"{"command":{"do":"close"}}"#),
    command(C::Reopen, r#"{"command":{"do":"reopen","reason":"r"}}"#),
    command(
        C::Reinforce,
        r#"{"command":{"do":"reinforce","unit":"none","reason":"r"}}"#,
    ),
    command(
        C::Intervene,
        r#"{"command":{"do":"intervene","reason":" "}}"#,
    ),
    command(
        C::Reassign,
        r#"{"command":{"do":"reassign","unit":"none","reason":"r"}}"#,
    ),
    command(
        C::Merge,
        r#"{"command":{"do":"merge","into":"$incident","reason":"r"}}"#,
    ),
    command(C::Cancel, r#"{"command":{"do":"cancel","reason":" "}}"#),
    command(C::CheckClocks, r#"{"command":{"do":"check_clocks"}}"#),
    row("GET", "/api/v1/live", Has(R::ReadIncidents)),
    // Performance.
    row("GET", "/api/v1/projects", Has(R::ReadPerformance)),
    row("GET", "/api/v1/projects/{id}", Has(R::ReadPerformance)).at(FORM),
    row(
        "GET",
        "/api/v1/projects/{id}/ledger",
        Has(R::ReadPerformance),
    )
    .at(FORM),
    row(
        "POST",
        "/api/v1/projects/{id}/ledger",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .body(r#"{"entries":[]}"#),
    row(
        "GET",
        "/api/v1/projects/{id}/contracts",
        Has(R::ReadPerformance),
    )
    .at(FORM),
    row(
        "POST",
        "/api/v1/projects/{id}/contracts",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .body(CONTRACT),
    row("PUT", "/api/v1/projects/{id}", Has(R::ManagePerformance))
        .at(FORM)
        .body(OTHER_PROJECT),
    row(
        "POST",
        "/api/v1/projects/{id}/documents",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .query("?id=a&indicator=none&title=x&day=2024-01-01")
    .body("x"),
    row(
        "GET",
        "/api/v1/projects/{id}/documents/{document}",
        Has(R::ReadPerformance),
    )
    .at(FORM),
    row(
        "POST",
        "/api/v1/projects/{id}/surveys",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .body(SURVEY),
    row(
        "GET",
        "/api/v1/projects/{id}/filings",
        Has(R::ReadPerformance),
    )
    .at(FORM),
    row(
        "POST",
        "/api/v1/projects/{id}/filings",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .body(r#"{"tracking":"none"}"#),
    row("GET", "/api/v1/filings/{filing}", Has(R::ReadPerformance)).at(FILING),
    row(
        "GET",
        "/api/v1/filings/{filing}/file",
        Has(R::ReadPerformance),
    )
    .at(FILING)
    .query("?format=pdf"),
    row(
        "POST",
        "/api/v1/filings/{filing}/workbook",
        Has(R::ManagePerformance),
    )
    .at(FILING)
    .body("x"),
    filing(Has(R::ManagePerformance), r#"{"command":{"do":"prepare"}}"#),
    filing(
        Has(R::ManagePerformance),
        r#"{"command":{"do":"edit","edits":[{"field":"remarks","text":"x"}]}}"#,
    ),
    filing(Has(R::SignForms), r#"{"command":{"do":"sign"}}"#),
    filing(
        Any(&[R::ManagePerformance, R::SignForms]),
        r#"{"command":{"do":"return","reason":"x"}}"#,
    ),
    row("GET", "/api/v1/evidence/events", Has(R::ReadPerformance))
        .query("?stream=incident/$incident&record=$incident"),
    row("POST", "/api/v1/form-checks", Has(R::ReadPerformance)).body("x"),
    row("GET", "/api/v1/form-check-rules", Has(R::ReadPerformance)),
    row(
        "GET",
        "/api/v1/projects/{id}/self-evaluation",
        Has(R::ReadPerformance),
    )
    .at(FORM),
    row(
        "POST",
        "/api/v1/projects/{id}/self-evaluation",
        Has(R::ManagePerformance),
    )
    .at(FORM)
    .body(r#"{"awards":[]}"#),
    row("GET", "/api/v1/projects/{id}/form", Has(R::ReadPerformance))
        .at(FORM)
        .query(YEAR),
    row(
        "GET",
        "/api/v1/projects/{id}/indicators/{indicator}/evidence",
        Has(R::ReadPerformance),
    )
    .at(FORM)
    .query(YEAR),
    // Reports.
    row("GET", "/api/v1/reports", Has(R::ReadPerformance)),
    row("GET", "/api/v1/reports/preview", Has(R::ReadPerformance))
        .query("?kind=daily&day=2024-03-01"),
    row("GET", "/api/v1/reports/{id}", Has(R::ReadPerformance)).at(REPORT),
    row(
        "POST",
        "/api/v1/reports/{id}/editions",
        Has(R::ManagePerformance),
    )
    .at(REPORT),
    // Planning.
    row("GET", "/api/v1/plan/model", Has(R::ReadPerformance))
        .query("?from=2024-03-01&to=2024-08-31"),
    row("POST", "/api/v1/plan/preview", Has(R::ReadPerformance)).body(STUDY),
    row("POST", "/api/v1/plan/search", Has(R::ReadPerformance)).body(SEARCH),
    row("POST", "/api/v1/plan/redraw", Has(R::ReadPerformance)).body(REDRAW),
    row("GET", "/api/v1/plan/studies", Has(R::ReadPerformance)),
    row("GET", "/api/v1/plan/studies/{id}", Has(R::ReadPerformance)),
    row(
        "PUT",
        "/api/v1/plan/studies/{id}",
        Has(R::ManagePerformance),
    )
    .body(KEEP_STUDY),
    row(
        "POST",
        "/api/v1/plan/studies/{id}/withdraw",
        Has(R::ManagePerformance),
    )
    .body(r#"{"reason":"x"}"#),
    // Assessment and training.
    row("GET", "/api/v1/assessments", Has(R::ReadAssessment)),
    row("GET", "/api/v1/assessments/{month}", Has(R::ReadAssessment)).at(MONTH),
    row(
        "GET",
        "/api/v1/assessments/{month}/preview",
        Has(R::ReadAssessment),
    )
    .at(MONTH),
    row(
        "GET",
        "/api/v1/assessments/{month}/members/{member}",
        Has(R::ReadAssessment),
    )
    .at(LINE),
    row(
        "POST",
        "/api/v1/assessments/{month}/commands",
        Has(R::ManageAssessment),
    )
    .at(MONTH)
    .body(r#"{"command":{"do":"publish"}}"#),
    row("GET", "/api/v1/scoring", Has(R::ReadTown)),
    row("POST", "/api/v1/scoring", Has(R::ManageAssessment)).body(
        r#"{"version":9,"from":"2024-03","pass_mark":60,"appeal_days":5,"least_weight":400,
            "grade_points":{"very_dissatisfied":0,"dissatisfied":1,"neutral":2,"satisfied":3,
            "very_satisfied":4},"parts":[]}"#,
    ),
    row("GET", "/api/v1/trainings", Has(R::ReadAssessment)),
    row("POST", "/api/v1/trainings", Has(R::ManageAssessment)).body(
        r#"{"id":"x","plan":{"title":" ","kind":"in_service","day":"2024-03-01","minutes":60,
            "trainer":"t","syllabus":"s","members":[]}}"#,
    ),
    row(
        "GET",
        "/api/v1/trainings/reports/hours",
        Has(R::ReadAssessment),
    ),
    row(
        "GET",
        "/api/v1/trainings/reports/overdue",
        Has(R::ReadAssessment),
    ),
    row("GET", "/api/v1/trainings/{id}", Has(R::ReadAssessment)),
    row(
        "POST",
        "/api/v1/trainings/{id}/commands",
        Has(R::ManageAssessment),
    )
    .body(r#"{"command":{"do":"cancel","reason":"r"}}"#),
    row(
        "GET",
        "/api/v1/vendor-assessments",
        But(R::ReadAssessment, NOT_MEMBERS),
    ),
    row(
        "GET",
        "/api/v1/vendor-assessments/{project}/{month}",
        But(R::ReadAssessment, NOT_MEMBERS),
    )
    .at(VENDOR),
    row(
        "GET",
        "/api/v1/vendor-assessments/{project}/{month}/clauses/{clause}",
        But(R::ReadAssessment, NOT_MEMBERS),
    )
    .at(VENDOR),
    row(
        "POST",
        "/api/v1/vendor-assessments/{project}/{month}/commands",
        Has(R::ManageAssessment),
    )
    .at(VENDOR)
    .body(r#"{"command":{"do":"hear","spoken_by":" ","statement":"s"}}"#),
];
