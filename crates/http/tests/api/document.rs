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
