//! What holds for every operation, written into the document once for all: problems, headers,
//! conditions, and who may come in.

use axum::http::Method;
use std::collections::{BTreeMap, HashMap};
use utoipa::openapi::{
    Components, ContentBuilder, HeaderBuilder, Object, ObjectBuilder, OpenApi, PathItem, Ref,
    RefOr, Required, Response, ResponseBuilder, Schema, Type,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    security::{
        ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
    },
};

use crate::{keys, who};

/// What operations offer, by route and method.
pub(crate) type Offered = HashMap<(String, Method), Offer>;

/// What an operation offers.
#[derive(Debug, Default)]
pub(crate) struct Offer {
    /// The media types that it may answer with.
    pub(crate) kinds: Vec<String>,
    /// Whether it takes `If-Match`.
    pub(crate) conditional: bool,
}

const BEARER: &str = "bearer";
const COOKIE: &str = "cookie";
const PROBLEM_JSON: &str = "application/problem+json";

/// A problem that operations share: status, name, what it is about.
struct Shared(&'static str, &'static str, &'static str);

const BAD_REQUEST: Shared = Shared("400", "BadRequest", "The request cannot be read (请求有误)");
const UNAUTHORIZED: Shared = Shared("401", "Unauthorized", "No or no valid token (未登录)");
const FORBIDDEN: Shared = Shared("403", "Forbidden", "No right to it (没有权限)");
const NOT_FOUND: Shared = Shared("404", "NotFound", "There is no such thing (没有找到)");
const NOT_ACCEPTABLE: Shared = Shared(
    "406",
    "NotAcceptable",
    "Not in this format (没有所要的格式)",
);
const TIMEOUT: Shared = Shared(
    "408",
    "RequestTimeout",
    "The body came too slowly (等候超时)",
);
const CONFLICT: Shared = Shared(
    "409",
    "Conflict",
    "The state of things forbids it (与现状不符)",
);
const GONE: Shared = Shared(
    "410",
    "Gone",
    "It was destroyed, or its time is over (已销毁)",
);
const PRECONDITION: Shared = Shared(
    "412",
    "PreconditionFailed",
    "It has moved on since `If-Match` (已被他人更新)",
);
const TOO_LARGE: Shared = Shared("413", "ContentTooLarge", "The body is too large (内容过大)");
const NOT_JSON: Shared = Shared(
    "415",
    "UnsupportedMediaType",
    "The body is no JSON (格式不对)",
);
const INVALID: Shared = Shared(
    "422",
    "Invalid",
    "The content cannot be (内容不成立); see `field`",
);
const TOO_MANY: Shared = Shared("429", "TooManyRequests", "Too many requests (请求太频繁)");
const INTERNAL: Shared = Shared(
    "500",
    "Internal",
    "A failure that the client cannot mend (系统故障)",
);
const UNAVAILABLE: Shared = Shared("503", "Unavailable", "Not now; try again (暂不可用)");

const ALL: [&Shared; 15] = [
    &BAD_REQUEST,
    &UNAUTHORIZED,
    &FORBIDDEN,
    &NOT_FOUND,
    &NOT_ACCEPTABLE,
    &TIMEOUT,
    &CONFLICT,
    &GONE,
    &PRECONDITION,
    &TOO_LARGE,
    &NOT_JSON,
    &INVALID,
    &TOO_MANY,
    &INTERNAL,
    &UNAVAILABLE,
];

/// Completes the document.
pub(crate) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::default);
    schemes(components);
    for shared in ALL {
        let response = problem(shared);
        components
            .responses
            .insert(shared.1.to_owned(), RefOr::T(response));
    }
    open_the_flattened(components);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            constrain_key(operation);
            finish(path, &method, operation);
        }
    }
}

/// What each operation offers.
pub(crate) fn offered(document: &mut OpenApi) -> Offered {
    let mut all = Offered::new();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let fine = operation.responses.responses.iter();
            let kinds: Vec<String> = fine
                .filter(|(status, _)| status.starts_with('2'))
                .filter_map(|(_, response)| match response {
                    RefOr::T(response) => Some(response.content.keys().cloned()),
                    RefOr::Ref(_) => None,
                })
                .flatten()
                .collect();
            let conditional = has_parameter(operation, "If-Match");
            all.insert((path.clone(), method), Offer { kinds, conditional });
        }
    }
    all
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    [
        (Method::GET, item.get.as_mut()),
        (Method::PUT, item.put.as_mut()),
        (Method::POST, item.post.as_mut()),
        (Method::DELETE, item.delete.as_mut()),
        (Method::PATCH, item.patch.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation?)))
}

/// What is flattened into something larger has the larger one's properties beside its own; that it
/// allows no others where it stands alone must not be said of it then.
fn open_the_flattened(components: &mut Components) {
    let mut flattened: Vec<String> = Vec::new();
    for schema in components.schemas.values() {
        if let RefOr::T(Schema::AllOf(all)) = schema {
            for part in &all.items {
                if let RefOr::Ref(to) = part {
                    flattened.extend(to.ref_location.rsplit('/').next().map(str::to_owned));
                }
            }
        }
    }
    for name in flattened {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(&name) {
            object.additional_properties = None;
        }
    }
}

/// What an idempotency key may be, for those who read schemas rather than words.
fn constrain_key(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else {
            continue;
        };
        if parameter.name.eq_ignore_ascii_case(keys::HEADER) {
            let schema = ObjectBuilder::new()
                .schema_type(Type::String)
                .min_length(Some(1))
                .max_length(Some(keys::LONGEST))
                .pattern(Some("^[!-~]+$"))
                .build();
            parameter.schema = Some(schema.into());
        }
    }
}

fn schemes(components: &mut Components) {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An access token or a personal API token"))
        .build();
    let cookie = ApiKeyValue::with_description(
        who::COOKIE,
        "The session that a browser has after logging in; writes must come from the same site",
    );
    components
        .security_schemes
        .insert(BEARER.to_owned(), SecurityScheme::Http(bearer).into());
    components.security_schemes.insert(
        COOKIE.to_owned(),
        SecurityScheme::ApiKey(ApiKey::Cookie(cookie)).into(),
    );
}

fn finish(path: &str, method: &Method, operation: &mut Operation) {
    let in_api = path.starts_with("/api/");
    let reads = *method == Method::GET;
    // Who needs no login says so with an empty requirement of its own.
    let open = operation
        .security
        .as_ref()
        .is_some_and(|all| all.is_empty() || all.contains(&SecurityRequirement::default()));
    if operation.security.is_none() {
        let none: [&str; 0] = [];
        operation.security = Some(vec![
            SecurityRequirement::new(BEARER, none),
            SecurityRequirement::new(COOKIE, none),
        ]);
    }
    let keyed = has_parameter(operation, keys::HEADER);
    let on_one = path.contains('{');
    let conditional = has_parameter(operation, "If-Match");
    let answers_json = produces_json(operation);
    if in_api && reads && answers_json {
        let what = "An ETag that was answered before; 304 when nothing changed";
        add_parameter(operation, "If-None-Match", what);
    }
    let responses = &mut operation.responses.responses;
    responses.remove("4XX");
    responses.remove("5XX");
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(response) = response {
            // The specification wants a description of every response.
            if response.description.is_empty() {
                response.description = fine(status).to_owned();
            }
            let etag = in_api && reads && answers_json && status == "200";
            decorate(response, etag, keyed && status.starts_with('2'), in_api);
        }
    }
    if in_api && reads && answers_json {
        let mut unchanged = Response::new("Nothing changed since `If-None-Match`");
        decorate(&mut unchanged, true, false, in_api);
        responses
            .entry("304".to_owned())
            .or_insert(RefOr::T(unchanged));
    }
    for shared in problems(
        in_api,
        open,
        !reads,
        operation.request_body.is_some(),
        on_one,
        conditional,
    ) {
        operation
            .responses
            .responses
            .entry(shared.0.to_owned())
            .or_insert_with(|| RefOr::Ref(Ref::from_response_name(shared.1)));
    }
}

fn fine(status: &str) -> &'static str {
    match status {
        "201" => "It was made (已建立)",
        "202" => "It was taken and will be done (已受理)",
        "204" => "It was done; there is nothing to say (已办)",
        _ => "As asked (如所请求)",
    }
}

/// The problems that an operation may tell.
fn problems(
    in_api: bool,
    open: bool,
    writes: bool,
    with_body: bool,
    on_one: bool,
    conditional: bool,
) -> Vec<&'static Shared> {
    let mut all = vec![&INTERNAL, &UNAVAILABLE];
    if !open {
        all.extend([&UNAUTHORIZED, &FORBIDDEN]);
    }
    if in_api {
        all.extend([&BAD_REQUEST, &NOT_ACCEPTABLE, &INVALID, &TOO_MANY]);
        if on_one || writes {
            all.extend([&NOT_FOUND, &GONE]);
        }
        if writes {
            all.extend([&UNAUTHORIZED, &FORBIDDEN, &CONFLICT]);
        }
        if conditional {
            all.push(&PRECONDITION);
        }
        if with_body {
            all.extend([&TIMEOUT, &TOO_LARGE, &NOT_JSON]);
        }
    }
    all
}

fn has_parameter(operation: &Operation, name: &str) -> bool {
    let all = operation.parameters.iter().flatten();
    all.filter_map(|one| match one {
        RefOr::T(one) => Some(one),
        RefOr::Ref(_) => None,
    })
    .any(|one| one.parameter_in == ParameterIn::Header && one.name.eq_ignore_ascii_case(name))
}

fn add_parameter(operation: &mut Operation, name: &str, what: &str) {
    if has_parameter(operation, name) {
        return;
    }
    let parameter: Parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(what))
        .schema(Some(Object::with_type(Type::String)))
        .build();
    operation
        .parameters
        .get_or_insert_default()
        .push(RefOr::T(parameter));
}

fn produces_json(operation: &Operation) -> bool {
    let fine = operation.responses.responses.get("200");
    matches!(fine, Some(RefOr::T(response)) if response.content.contains_key("application/json"))
}

fn decorate(response: &mut Response, etag: bool, keyed: bool, in_api: bool) {
    let mut header = |name: &str, what: &str| {
        let described = HeaderBuilder::new()
            .schema(Some(Object::with_type(Type::String)))
            .description(Some(what))
            .build();
        response
            .headers
            .entry(name.to_owned())
            .or_insert(RefOr::T(described));
    };
    header(
        "X-Request-Id",
        "The request's number, the client's own or ours, as it stands in the log",
    );
    if in_api {
        header(
            "RateLimit",
            "What is left: `\"token\";r=<requests>;t=<seconds>`",
        );
        header(
            "RateLimit-Policy",
            "The limit: `\"token\";q=<requests>;w=<seconds>`",
        );
    }
    if etag {
        header("ETag", "Strong, from the resource's version and its bytes");
    }
    if keyed {
        header(
            "Idempotent-Replayed",
            "`true` when the command had happened before under this key",
        );
    }
}

fn problem(shared: &Shared) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let mut response = ResponseBuilder::new()
        .description(shared.2)
        .content(PROBLEM_JSON, content)
        .build();
    decorate(&mut response, false, false, true);
    let more: BTreeMap<&str, (&str, &str)> = [
        ("429", ("Retry-After", "Seconds")),
        ("503", ("Retry-After", "Seconds, where they are known")),
        ("401", ("WWW-Authenticate", "`Bearer`")),
    ]
    .into();
    if let Some((name, what)) = more.get(shared.0) {
        let described = HeaderBuilder::new()
            .schema(Some(Object::with_type(Type::String)))
            .description(Some(*what))
            .build();
        response
            .headers
            .insert((*name).to_owned(), RefOr::T(described));
    }
    response
}
