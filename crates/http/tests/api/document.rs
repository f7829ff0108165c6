//! The OpenAPI document is that of the live routes, and every operation keeps to the same rules: keys,
//! pages, tags and conditions, problems.

use super::tools::Served;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::LazyLock,
};

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(liandong_http::openapi()).unwrap());

#[test]
fn the_document_is_the_routers_own() {
    let served = Served::start();
    let live = served.send("GET", "/api/v1/openapi.json", &[], None).json();
    let built = serde_json::to_value(liandong_http::openapi()).unwrap();
    assert_eq!(live, built);
    assert_eq!(live["openapi"], "3.1.0");
    let mut paths = Vec::new();
    for (path, methods) in live["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let answers: Vec<&String> =
                operation["responses"].as_object().unwrap().keys().collect();
            paths.push(format!("{} {path} {answers:?}", method.to_uppercase()));
        }
    }
    insta::assert_snapshot!(paths.join("\n"));
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(liandong_http::openapi()).unwrap();
    let text = document.to_string();
    for part in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(
            document["components"]["schemas"].get(name).is_some(),
            "no schema {name}"
        );
    }
}

/// The codes in the document are those on the wire, not the names in the source.
#[test]
fn codes_are_spelt_as_on_the_wire() {
    let document = serde_json::to_value(liandong_http::openapi()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut lists = 0;
    for (name, schema) in schemas {
        for code in schema["enum"].as_array().into_iter().flatten() {
            let code = code.as_str().unwrap();
            assert!(!code.starts_with(char::is_uppercase), "{name}: {code}");
            lists += 1;
        }
    }
    assert!(lists > 80, "{lists} codes");
    let phases = schemas["Phase"]["enum"].as_array().unwrap();
    assert!(phases.contains(&"returned_to_police".into()));
}

/// The names of the schemas that a source file derives, as the document has them.
fn schemas_of(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut named: Option<Option<String>> = None;
    for line in source.lines().map(str::trim) {
        if line.contains("derive(") && line.contains("ToSchema") {
            named = Some(None);
        }
        let Some(other) = &mut named else { continue };
        if let Some((_, rest)) = line.split_once("schema(as = ") {
            *other = rest.split([')', ',']).next().map(str::to_owned);
        }
        let mut words = line.split(' ').skip_while(|word| word.starts_with("pub"));
        if let (Some("struct" | "enum"), Some(name)) = (words.next(), words.next()) {
            let own = name.split(['<', '(', ';']).next().unwrap().to_owned();
            names.push(other.take().unwrap_or(own));
            named = None;
        }
    }
    names
}

/// Two types under one name would be one schema: the document would describe the one, and the server
/// answer with the other.
#[test]
fn no_two_types_share_a_schemas_name() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<_> = ["domain", "app", "http"]
        .map(|one| crates.join(one).join("src"))
        .into();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for name in schemas_of(&source) {
                all.entry(name)
                    .or_default()
                    .push(path.display().to_string());
            }
        }
    }
    assert!(all.len() > 250, "{} schemas", all.len());
    all.retain(|_, places| places.len() > 1);
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = serde_json::to_value(liandong_http::openapi()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for methods in document["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} stands there twice");
        }
    }
}

/// Operations as the document has them: method, path, description.
fn operations() -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

fn header(operation: &Value, name: &str) -> Option<bool> {
    let parameters = operation["parameters"].as_array()?;
    let found = parameters.iter().find(|one| {
        one["in"] == "header" && one["name"].as_str().unwrap().eq_ignore_ascii_case(name)
    })?;
    Some(found["required"] == true)
}

/// Writes that need no key, each with its reason.
const KEYLESS: [(&str, &str); 14] = [
    // Coming and going: nothing that happens to a town, and safe to repeat.
    ("POST", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("PUT", "/api/v1/incidents/{id}/presence"),
    ("DELETE", "/api/v1/incidents/{id}/presence"),
    // Questions whose matter is too long for an address; nothing is written.
    ("POST", "/api/v1/areas/check"),
    ("POST", "/api/v1/policy/effect"),
    ("POST", "/api/v1/plan/preview"),
    ("POST", "/api/v1/plan/search"),
    ("POST", "/api/v1/plan/redraw"),
    ("POST", "/api/v1/suggestions"),
    ("POST", "/api/v1/form-checks"),
    ("POST", "/api/v1/projects/{id}/self-evaluation"),
    ("POST", "/api/v1/filings/{filing}/workbook"),
    // The caller's link holds for one use: it is the key.
    ("POST", "/api/v1/ratings/{token}"),
];
/// Pushes of other systems: their own number is the key, and a header may be given beside it.
const NUMBERED: [(&str, &str); 2] = [
    ("POST", "/api/v1/intake/police-110"),
    ("POST", "/api/v1/intake/hotline-12345"),
];

fn writes(method: &str) -> bool {
    ["POST", "PUT", "PATCH", "DELETE"].contains(&method)
}

#[test]
fn whatever_changes_something_needs_a_key() {
    for (method, path, operation) in operations() {
        let one = (method.as_str(), path.as_str());
        let exempt = !writes(&method) || KEYLESS.contains(&one);
        let expected = match (exempt, NUMBERED.contains(&one)) {
            (true, _) => None,
            (false, numbered) => Some(!numbered),
        };
        let keyed = header(&operation, "Idempotency-Key");
        assert_eq!(keyed, expected, "{method} {path}: Idempotency-Key");
    }
}

/// What an operation answers with when all is well, as its schema has it, references followed.
fn answered(operation: &Value, status: &str) -> Option<Value> {
    let content = &operation["responses"][status]["content"]["application/json"];
    followed(content.get("schema")?)
}

fn followed(schema: &Value) -> Option<Value> {
    let mut schema = schema.clone();
    while let Some(to) = schema["$ref"].as_str() {
        let name = to.rsplit('/').next().unwrap();
        schema = DOCUMENT["components"]["schemas"][name].clone();
    }
    // A summary with more beside it: one object on the wire.
    let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
    for part in parts.iter().filter_map(followed) {
        if schema["properties"].is_null() {
            schema["properties"] = serde_json::json!({});
        }
        let properties = part["properties"].as_object().cloned().unwrap_or_default();
        let all = schema["properties"].as_object_mut().unwrap();
        all.extend(properties);
    }
    Some(schema)
}

fn query(operation: &Value, name: &str) -> bool {
    let all = operation["parameters"].as_array().into_iter().flatten();
    { all }.any(|one| one["in"] == "query" && one["name"] == name)
}

/// Lists that do not grow with the calls and the years, each with its reason.
const BOUNDED: [(&str, &str); 35] = [
    // As large as a town is: its areas, cars, kinds of things and rules in force.
    ("/api/v1/categories", "categories"),
    ("/api/v1/departments", "departments"),
    ("/api/v1/stations", "stations"),
    ("/api/v1/units", "units"),
    ("/api/v1/positions", "positions"),
    ("/api/v1/coverage", "areas"),
    ("/api/v1/standby", "standby"),
    ("/api/v1/protocols", "protocols"),
    ("/api/v1/keywords", "rules"),
    ("/api/v1/station-hours", "hours"),
    ("/api/v1/follow-up-scripts", "scripts"),
    ("/api/v1/equipment/kinds", "kinds"),
    ("/api/v1/projects", "projects"),
    ("/api/v1/trainings/reports/hours", "members"),
    // What waits at this moment, which the town's cars and crews bound.
    ("/api/v1/queue", "queue"),
    ("/api/v1/alerts", "alerts"),
    ("/api/v1/equipment/findings", "findings"),
    ("/api/v1/trainings/reports/overdue", "overdue"),
    // A period of 92 days at the most.
    ("/api/v1/duty/calendar", "days"),
    ("/api/v1/duty/findings", "findings"),
    // A few a year.
    ("/api/v1/plan/studies", "studies"),
    ("/api/v1/duty/rosters", "rosters"),
    ("/api/v1/scoring", "versions"),
    ("/api/v1/projects/{id}/filings", "filings"),
    ("/api/v1/projects/{id}/contracts", "contracts"),
    // As many as the program has.
    ("/api/v1/form-check-rules", "rules"),
    ("/api/v1/setup", "steps"),
    // What tells one record.
    ("/api/v1/evidence/events", "events"),
    ("/api/v1/protocols/{category}", "versions"),
    ("/api/v1/protocols/{category}/{subcategory}", "versions"),
    // What one account or one call has.
    ("/api/v1/account/sessions", "sessions"),
    ("/api/v1/account/tokens", "tokens"),
    ("/api/v1/incidents/{id}/events", "events"),
    ("/api/v1/incidents/{id}/duplicates", "duplicates"),
    ("/api/v1/places", "candidates"),
];

/// A list is a GET without an identifier at its end whose answer is one array with little beside it.
#[test]
fn every_list_that_can_grow_goes_page_by_page() {
    let mut bounded = BTreeSet::new();
    for (method, path, operation) in operations() {
        let Some(schema) = answered(&operation, "200").filter(|_| method == "GET") else {
            continue;
        };
        let bare = schema["type"] == "array";
        assert!(!bare, "GET {path}: an object can get pages, an array never");
        let properties = schema["properties"].as_object().cloned();
        let properties = properties.unwrap_or_default();
        let is = |one: &Value, kind: &str| {
            one["type"] == kind
                || one["type"]
                    .as_array()
                    .is_some_and(|all| all.contains(&kind.into()))
        };
        let is_cursor = |one: &Value| {
            let plain = is(one, "string") || is(one, "integer") || one["oneOf"].is_array();
            plain && !is(one, "array")
        };
        let next = properties.get("next").is_some_and(is_cursor);
        let turned = query(&operation, "cursor") && query(&operation, "limit");
        assert_eq!(
            next, turned,
            "GET {path}: `next` in the answer, `cursor` and `limit` to go on"
        );
        let lists = properties
            .iter()
            .filter(|(_, one)| is(one, "array") && !is(one, "null"));
        let lists: Vec<&String> = lists.map(|(name, _)| name).collect();
        if let ([list], false, true) = (&*lists, next, properties.len() <= 3) {
            let known = BOUNDED.contains(&(path.as_str(), list.as_str()));
            assert!(known, "GET {path}: {list} is a list without pages");
            bounded.insert((path, (*list).clone()));
        }
    }
    for (path, list) in BOUNDED {
        let stale = !bounded.contains(&(path.to_owned(), list.to_owned()));
        assert!(
            !stale,
            "GET {path}: {list} is no list without pages any more"
        );
    }
}

/// Who reads a thing with a version can make a command depend on it, by the ETag or in the body.
#[test]
fn what_has_a_version_is_commanded_under_a_condition() {
    let all = operations();
    let versioned: Vec<&String> = all
        .iter()
        .filter(|(method, path, operation)| {
            let schema = answered(operation, "200").unwrap_or_default();
            method == "GET"
                && path.ends_with('}')
                && schema["properties"]["version"]["type"] == "integer"
        })
        .map(|(_, path, _)| path)
        .collect();
    assert!(versioned.len() >= 6, "{versioned:?}");
    let mut conditional = 0;
    for (method, path, operation) in &all {
        let on = versioned
            .iter()
            .any(|thing| *path == **thing || *path == format!("{thing}/commands"));
        let content = &operation["requestBody"]["content"]["application/json"];
        let body = content.get("schema").and_then(followed).unwrap_or_default();
        let told = body["properties"].get("expected_version").is_some();
        let expected = (writes(method) && on) || told;
        let takes = header(operation, "If-Match") == Some(false);
        assert_eq!(takes, expected, "{method} {path}: If-Match");
        let answers = operation["responses"].get("412").is_some();
        assert_eq!(answers, expected, "{method} {path}: 412");
        conditional += u32::from(expected);
    }
    assert!(conditional >= 7, "{conditional}");
}

/// Whatever is read as JSON has an ETag and is asked for only if it changed.
#[test]
fn whatever_is_read_as_json_has_a_tag() {
    for (method, path, operation) in operations() {
        let json = answered(&operation, "200").is_some();
        if method == "GET" && json && path.starts_with("/api/") {
            let fine = &operation["responses"]["200"]["headers"]["ETag"];
            assert!(fine.is_object(), "GET {path}: ETag");
            assert_eq!(
                header(&operation, "If-None-Match"),
                Some(false),
                "GET {path}"
            );
            assert!(
                operation["responses"].get("304").is_some(),
                "GET {path}: 304"
            );
        }
    }
}

#[test]
fn every_operation_says_what_can_go_wrong_and_who_may_come() {
    for (method, path, operation) in operations() {
        let name = format!("{method} {path}");
        assert!(operation["security"].is_array(), "{name}: who may come");
        assert!(
            operation["summary"]
                .as_str()
                .is_some_and(|text| text.len() > 5),
            "{name}"
        );
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let told = parameter["description"].as_str().unwrap_or_default();
            assert!(!told.is_empty(), "{name}: {}", parameter["name"]);
        }
        let named: Vec<&str> = path
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .collect();
        for part in named {
            let known = operation["parameters"].as_array().into_iter().flatten();
            let known = known.filter(|one| one["in"] == "path" && one["name"] == part);
            assert_eq!(known.count(), 1, "{name}: {part}");
        }
        let responses = operation["responses"].as_object().unwrap();
        let has = |status: &str| responses.contains_key(status);
        assert!(has("500") && has("503"), "{name}");
        assert!(
            // The browser's way to the identity provider and back only ever leads on.
            responses
                .keys()
                .any(|status| status.starts_with('2') || status == "303"),
            "{name}"
        );
        assert!(
            !responses.keys().any(|status| status.ends_with("XX")),
            "{name}: ranges say nothing"
        );
        if path.starts_with("/api/") {
            assert!(
                ["400", "406", "422", "429"].iter().all(|one| has(one)),
                "{name}"
            );
        }
        if operation.get("requestBody").is_some() {
            assert!(["408", "413", "415"].iter().all(|one| has(one)), "{name}");
        }
        for (status, response) in responses {
            let fine = status.starts_with(['2', '3']);
            if !fine {
                let told = &response["content"]["application/problem+json"];
                assert!(
                    response.get("$ref").is_some() || told.is_object(),
                    "{name} {status}"
                );
            } else {
                assert!(
                    response["headers"]["X-Request-Id"].is_object(),
                    "{name} {status}"
                );
                let told = response["description"].as_str();
                assert!(told.is_some(), "{name} {status}");
            }
        }
    }
}
