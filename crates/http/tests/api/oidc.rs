//! Signing in at an outside provider: a real small one, with real RSA signatures, on a port.

use super::tools::Served;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use liandong_domain::{registry::RegistryEvent, roles::Role};
use liandong_http::{Oidc, OidcSettings, Settings};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// Made for this test with `openssl genpkey -algorithm RSA`; it signs nothing else.
const KEY: &[u8] = include_bytes!("oidc-test-key.der");

/// What the provider does wrong, for a test.
#[derive(Default, Clone)]
struct Lies {
    claims: HashMap<&'static str, Value>,
    algorithm: Option<&'static str>,
    spoil_signature: bool,
    other_key_name: bool,
}

/// A provider: discovery, keys, and the code for a token. People are known without asking them.
struct Provider {
    url: String,
    lies: Arc<Mutex<Lies>>,
    /// What each code was given for: nonce and challenge.
    codes: Arc<Mutex<HashMap<String, (String, String)>>>,
}

impl Provider {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (lies, codes) = (Arc::<Mutex<Lies>>::default(), Arc::default());
        let provider = Self {
            url: url.clone(),
            lies: Arc::clone(&lies),
            codes: Arc::clone(&codes),
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &url, &lies, &codes);
            }
        });
        provider
    }

    /// What the provider's page does with the browser: a code, and back.
    fn consent(&self, address: &str, code: &str) -> String {
        let query = address.split_once('?').unwrap().1;
        let asked = form(query);
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|one| one == "openid"));
        let given = (asked["nonce"].clone(), asked["code_challenge"].clone());
        self.codes.lock().unwrap().insert(code.to_owned(), given);
        let state = asked["state"].replace('~', "%7E");
        format!("/api/v1/oidc/callback?code={code}&state={state}&session_state=x")
    }
}

fn form(text: &str) -> HashMap<String, String> {
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                let pair = std::str::from_utf8(&pair).unwrap().to_owned();
                bytes.push(u8::from_str_radix(&pair, 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decode(value)))
        .collect()
}

fn serve(
    mut stream: TcpStream,
    url: &str,
    lies: &Mutex<Lies>,
    codes: &Mutex<HashMap<String, (String, String)>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let (mut length, mut basic) = (0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_lowercase();
        if let Some(text) = line.strip_prefix("content-length:") {
            length = text.trim().parse().unwrap();
        }
        basic |= line.starts_with("authorization: basic ");
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let path = first.split(' ').nth(1).unwrap_or_default();
    let lies = lies.lock().unwrap().clone();
    let answer = match path {
        "/.well-known/openid-configuration" => Some(json!({
            "issuer": url,
            "authorization_endpoint": format!("{url}/authorize"),
            "token_endpoint": format!("{url}/token"),
            "jwks_uri": format!("{url}/keys"),
        })),
        "/keys" => {
            let pair = RsaKeyPair::from_pkcs8(KEY).unwrap();
            let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(pair.public());
            Some(json!({"keys": [
                {"kty": "oct", "kid": "strange"},
                {"kty": "RSA", "use": "sig", "kid": "one", "n": B64.encode(public.n),
                 "e": B64.encode(public.e)},
            ]}))
        }
        "/token" => {
            let asked = form(std::str::from_utf8(&body).unwrap());
            let given = codes.lock().unwrap().remove(&asked["code"]);
            let fits = |challenge: &str| {
                let verifier = digest(&SHA256, asked["code_verifier"].as_bytes());
                B64.encode(verifier) == challenge
            };
            given
                .filter(|(_, challenge)| basic && fits(challenge))
                .map(|(nonce, _)| json!({"id_token": token(url, &nonce, &lies)}))
        }
        _ => None,
    };
    let (status, body) = match answer {
        Some(answer) => ("200 OK", answer.to_string()),
        None => ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n"
    );
    let _ = stream.write_all(format!("{head}{body}").as_bytes());
}

fn token(url: &str, nonce: &str, lies: &Lies) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let mut claims = json!({"iss": url, "aud": "liandong", "sub": "0815", "nonce": nonce,
        "iat": now, "exp": now + 300, "preferred_username": "yuan.jianpeng"});
    for (name, value) in &lies.claims {
        claims[*name] = value.clone();
    }
    let name = if lies.other_key_name { "two" } else { "one" };
    let header = json!({"alg": lies.algorithm.unwrap_or("RS256"), "kid": name});
    let text = format!(
        "{}.{}",
        B64.encode(header.to_string()),
        B64.encode(claims.to_string())
    );
    let pair = RsaKeyPair::from_pkcs8(KEY).unwrap();
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        text.as_bytes(),
        &mut signature,
    )
    .unwrap();
    if lies.spoil_signature {
        signature[7] ^= 1;
    }
    format!("{text}.{}", B64.encode(signature))
}

/// A town whose first commander is known at the provider.
fn served(provider: &Provider) -> Served {
    let settings = OidcSettings {
        name: "市统一身份认证".into(),
        issuer: provider.url.clone(),
        client_id: "liandong".into(),
        client_secret: Some("a secret".into()),
        origin: "http://127.0.0.1".into(),
        claim: "preferred_username".into(),
        scopes: vec!["profile".into()],
        roots: None,
        plain_loopback: true,
    };
    let oidc = Oidc::new(settings).unwrap();
    let served = Served::start_as(Settings::default(), move |state| state.with_oidc(oidc));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let book = served.app.book(&served.town).await.unwrap();
        let mut all = book.registry.accounts();
        let account = all.find(|one| one.role == Role::Commander);
        let mut account = account.unwrap().clone();
        account.external = Some("yuan.jianpeng".into());
        let record = [RegistryEvent::AccountOpened(account)];
        let order = served.order_of(Role::Administrator);
        served
            .app
            .register(&served.town, &order, &record)
            .await
            .unwrap();
    });
    served
}

/// Goes to the provider and back; the cookie of the way there, and where it ends.
fn go(served: &Served, provider: &Provider, code: &str) -> (String, String) {
    let there = served.send("GET", "/api/v1/oidc/login?town=huacao", &[], None);
    assert_eq!(there.status, 303, "{there:?}");
    let cookie = there
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let back = provider.consent(there.header("location"), code);
    (cookie, back)
}

#[test]
fn the_provider_vouches_and_the_account_signs_in() {
    let provider = Provider::start();
    let served = served(&provider);
    let named = served.send("GET", "/api/v1/oidc", &[], None).json();
    assert_eq!(named["name"], "市统一身份认证");
    let (cookie, back) = go(&served, &provider, "c1");
    let done = served.send("GET", &back, &[("cookie", &cookie)], None);
    assert_eq!((done.status, done.header("location")), (303, "/"));
    let session = done
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert!(session.starts_with("liandong_session="), "{session}");
    let who = served.send("GET", "/api/v1/session", &[("cookie", &session)], None);
    assert_eq!(who.json()["account"], "commander-1");
    // The same way again: the code is used up.
    let again = served.send("GET", &back, &[("cookie", &cookie)], None);
    assert_eq!(again.header("location"), "/#login_error=login_failed");
    // Another browser, which has no cookie of ours, or one of another sign-in.
    let (_, back) = go(&served, &provider, "c2");
    for headers in [&[][..], &[("cookie", cookie.as_str())]] {
        let other = served.send("GET", &back, headers, None);
        assert_eq!(other.header("location"), "/#login_error=login_failed");
    }
}

#[test]
fn a_token_that_is_not_whole_and_ours_signs_nobody_in() {
    let provider = Provider::start();
    let served = served(&provider);
    let claims = |name, value| Lies {
        claims: HashMap::from([(name, value)]),
        ..Lies::default()
    };
    let all = [
        claims("iss", json!("https://elsewhere.example")),
        claims("aud", json!("another")),
        claims("aud", json!(["liandong", "another"])),
        claims("azp", json!("another")),
        claims("exp", json!(1_000_000)),
        claims("iat", json!(1_000_000)),
        claims("nonce", json!("another")),
        claims("preferred_username", json!("somebody.else")),
        claims("preferred_username", json!(7)),
        Lies {
            algorithm: Some("none"),
            ..Lies::default()
        },
        Lies {
            algorithm: Some("HS256"),
            ..Lies::default()
        },
        Lies {
            spoil_signature: true,
            ..Lies::default()
        },
        Lies {
            other_key_name: true,
            ..Lies::default()
        },
    ];
    for (nth, lies) in all.into_iter().enumerate() {
        *provider.lies.lock().unwrap() = lies;
        let (cookie, back) = go(&served, &provider, &format!("c{nth}"));
        let done = served.send("GET", &back, &[("cookie", &cookie)], None);
        assert_eq!(
            done.header("location"),
            "/#login_error=login_failed",
            "lie {nth}"
        );
        assert!(
            !done.header("set-cookie").contains("liandong_session"),
            "lie {nth}"
        );
    }
    *provider.lies.lock().unwrap() = Lies::default();
    let (cookie, back) = go(&served, &provider, "good");
    let done = served.send("GET", &back, &[("cookie", &cookie)], None);
    assert_eq!(done.header("location"), "/");
}

#[test]
fn without_a_provider_there_is_none() {
    let served = Served::start();
    let named = served.send("GET", "/api/v1/oidc", &[], None).json();
    assert_eq!(named["name"], Value::Null);
    let there = served.send("GET", "/api/v1/oidc/login?town=huacao", &[], None);
    assert_eq!(
        (there.status, there.problem().as_str()),
        (404, "no_provider")
    );
}
