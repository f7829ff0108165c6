//! The OpenAPI document is that of the live routes.

use super::tools::Served;

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
fn operations() -> Vec<(String, String, serde_json::Value)> {
    let document = serde_json::to_value(liandong_http::openapi()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

fn header(operation: &serde_json::Value, name: &str) -> Option<bool> {
    let parameters = operation["parameters"].as_array()?;
    let found = parameters.iter().find(|one| {
        one["in"] == "header" && one["name"].as_str().unwrap().eq_ignore_ascii_case(name)
    })?;
    Some(found["required"] == true)
}

/// Coming and going, which is nothing that happens to a town, and is safe to repeat.
const SESSIONS: [(&str, &str); 2] = [("POST", "/api/v1/session"), ("DELETE", "/api/v1/session")];

#[test]
fn whatever_changes_something_needs_a_key() {
    for (method, path, operation) in operations() {
        let writes = ["POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str());
        let exempt = SESSIONS.contains(&(method.as_str(), path.as_str()));
        let keyed = header(&operation, "Idempotency-Key");
        match (writes && !exempt, keyed) {
            (true, Some(true)) | (false, None) => {}
            (true, _) => panic!("{method} {path} needs a required Idempotency-Key"),
            (false, _) => panic!("{method} {path} changes nothing and has a key"),
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
            responses.keys().any(|status| status.starts_with('2')),
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
            let fine = status.starts_with('2') || status == "304";
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
