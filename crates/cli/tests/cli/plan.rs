//! Planning on the command line: a model of a generated history, scenarios, the cheapest fleet.

#[path = "../../../plan/tests/roads/pbf.rs"]
mod pbf;

use super::tools::{Server, done, folder, huacao, run, simulate, stderr};
use liandong_domain::geo::Place;
use serde_json::{Value, json};
use std::{fs, path::Path};

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn write(path: &Path, value: &Value) {
    fs::write(path, value.to_string()).unwrap();
}

/// A town whose one road leads from each place to the next: driven, the ways are long, and fewer are in time.
fn by_the_roads(folder: &Path, file: &Path) {
    let plan = read(file);
    let layout = &plan["present"]["layout"];
    let places = [("points", "place"), ("areas", "waits_at")].map(|(list, name)| {
        let list = layout[list].as_array().unwrap();
        list.iter().map(|one| one[name].clone()).collect::<Vec<_>>()
    });
    let places: Vec<Place> = places
        .concat()
        .into_iter()
        .map(|one| serde_json::from_value(one).unwrap())
        .collect();
    let nodes: Vec<(i64, Place)> = (1..).zip(places).collect();
    let way = nodes.iter().map(|one| one.0).collect();
    let street = pbf::Extract {
        nodes,
        ways: vec![(way, vec![("highway", "residential".into())])],
    };
    let osm = folder.join("town.osm.pbf");
    fs::write(&osm, street.bytes()).unwrap();
    let out = folder.join("roads.json");
    let with = |osm: &Path| {
        let (file, osm, out) = (
            file.to_str().unwrap(),
            osm.to_str().unwrap(),
            out.to_str().unwrap(),
        );
        run(["plan", "roads", file, "--osm", osm, "--out", out])
    };
    let broken = folder.join("broken.osm.pbf");
    fs::write(&broken, "这不是地图").unwrap();
    let refused = with(&broken);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("broken.osm.pbf：不能用作路网"),
        "{}",
        stderr(&refused)
    );
    assert!(!out.exists());
    let made = with(&osm);
    assert!(made.status.success(), "{}", stderr(&made));
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(told.contains("路网 (roads)"), "{told}");
    let share = |file: &Path| {
        let results = folder.join("driven.json");
        let (file, out) = (file.to_str().unwrap(), results.to_str().unwrap());
        done(["plan", "run", file, "--out", out]);
        let share = &read(&results)["scenarios"][0]["promised"]["share"];
        share["numerator"].as_f64().unwrap() / share["denominator"].as_f64().unwrap()
    };
    assert!(
        share(&out) < share(file) - 0.1,
        "{} {}",
        share(&out),
        share(file)
    );
}

#[test]
fn a_towns_own_log_answers_what_a_car_more_would_do() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-04-09"], "1");
    let db = db.to_str().unwrap();
    let out = folder.path().join("plan");
    let fit = |from: &str, to: &str| {
        run([
            "plan",
            "fit",
            "--db",
            db,
            "--from",
            from,
            "--to",
            to,
            "--days",
            "28",
            "--replications",
            "8",
            "--out",
            out.to_str().unwrap(),
        ])
    };
    // Two weeks are not enough to plan from: what is missing is named, and nothing is written.
    let short = fit("2024-03-01", "2024-03-14");
    assert_eq!(short.status.code(), Some(2), "{}", stderr(&short));
    assert!(
        stderr(&short).contains("有记录的天数为14天，至少须28天"),
        "{}",
        stderr(&short)
    );
    assert!(!out.exists());

    let fitted = fit("2024-03-01", "2024-04-09");
    assert!(fitted.status.success(), "{}", stderr(&fitted));
    let model = read(&out.join("model.json"));
    let served = model["fitted"]["counts"]["served"].as_u64().unwrap();
    assert!(served > 1_000, "{served}");
    let mut plan = read(&out.join("plan.json"));
    // The town's own cars, and what its contract pays for them.
    assert_eq!(
        plan["present"]["fleet"]["cars"].as_array().unwrap().len(),
        5
    );
    assert_eq!(plan["costs"]["car_year"], 7_800_000);
    assert_eq!(plan["costs"]["member_year"], 7_480_000);
    assert_eq!(plan["costs"]["member_week_hours"], 42);

    plan["variants"] = json!([
        {"name": "四辆", "remove": ["car-5"]},
        {"name": "六辆", "add": [{"area": "jiwang"}]},
    ]);
    let file = folder.path().join("my-plan.json");
    write(&file, &plan);
    let results = folder.path().join("results.json");
    let mut texts = Vec::new();
    for threads in ["1", "2"] {
        let said = done([
            "plan",
            "run",
            file.to_str().unwrap(),
            "--threads",
            threads,
            "--out",
            results.to_str().unwrap(),
        ]);
        assert!(
            said.contains("现状：5 辆 (cars)，40 人 (members)"),
            "{said}"
        );
        texts.push(fs::read(&results).unwrap());
    }
    assert_eq!(
        texts[0], texts[1],
        "the results do not depend on the threads"
    );
    let results = read(&results);
    let share = |nth: usize| {
        let share = &results["scenarios"][nth]["promised"]["share"];
        share["numerator"].as_f64().unwrap() / share["denominator"].as_f64().unwrap()
    };
    assert!(
        share(1) < share(0) && share(0) < share(2),
        "{} {} {}",
        share(1),
        share(0),
        share(2)
    );

    // Areas drawn anew are one more variant, for the present and for a town with a car less.
    let redrawn = folder.path().join("redrawn.json");
    let drawn = |file: &Path, more: &[&str]| {
        let mut args = vec!["plan", "redraw", file.to_str().unwrap(), "--out"];
        args.push(redrawn.to_str().unwrap());
        args.extend(more);
        run(args)
    };
    let said = drawn(&file, &[]);
    assert!(said.status.success(), "{}", stderr(&said));
    let less = drawn(
        &redrawn,
        &["--of", "四辆", "--name", "四辆重划", "--move-waiting"],
    );
    assert!(less.status.success(), "{}", stderr(&less));
    let told = String::from_utf8(less.stdout).unwrap();
    assert!(told.contains("最忙的区 (busiest)"), "{told}");
    let names: Vec<String> = read(&redrawn)["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["四辆", "六辆", "重划责任区", "四辆重划"]);
    let studied = done(["plan", "run", redrawn.to_str().unwrap()]);
    assert!(studied.contains("四辆重划：4 辆 (cars)"), "{studied}");
    let unknown = drawn(&file, &["--of", "七辆"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        stderr(&unknown).contains("没有名为“七辆”的方案"),
        "{}",
        stderr(&unknown)
    );

    by_the_roads(folder.path(), &file);

    // The cheapest fleet for what the present town keeps.
    let present = &results["scenarios"][0]["promised"];
    let search = json!({
        "present": plan["present"], "costs": plan["costs"],
        "promise": {"of": "arrived_in_time", "share": present["low"].as_i64().unwrap() - 200, "confidence": 95},
        "shifts": [{"name": "全天"}], "cars_an_area": 2, "fewest": 3, "most": 6, "first_look": 3,
    });
    let file = folder.path().join("search.json");
    write(&file, &search);
    let said = done(["plan", "search", file.to_str().unwrap()]);
    assert!(said.contains("最省 (the cheapest there is)"), "{said}");
}

#[test]
fn a_plan_that_makes_no_sense_is_refused_by_its_field() {
    let folder = folder();
    let file = folder.path().join("plan.json");
    fs::write(&file, "{\n  \"present\": 3\n}").unwrap();
    let refused = run(["plan", "run", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("第 2 行"), "{}", stderr(&refused));
}

fn sent(server: &Server, account: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let login = server.logins.iter().find(|[_, one, _]| one == account);
    let url = format!("{}/api/v1{path}", server.url);
    let request = match method {
        "PUT" => ureq::put(url),
        _ => ureq::post(url),
    };
    let answer = request
        .config()
        .http_status_as_error(false)
        .build()
        .header("Authorization", &format!("Bearer {}", login.unwrap()[2]))
        .header(
            "Idempotency-Key",
            &format!("{account}-{}", path.replace('/', "-")),
        )
        .send_json(body);
    let mut answer = answer.unwrap();
    let told = answer.body_mut().read_json().unwrap();
    (answer.status().as_u16(), told)
}

#[test]
fn a_kept_study_is_made_again_from_its_file_and_quoted_in_a_filing() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-04-02"], "1");
    let server = Server::start(&db);
    let ask = json!({
        "fitted": {"from": "2024-03-01", "to": "2024-04-02"}, "days": 14, "replications": 6, "seed": 7,
        "promise": {"share": 9000, "confidence": 95},
        "variants": [{"name": "六辆", "add": [{"area": "jiwang"}]}],
    });
    let preview = sent(&server, "leader-1", "POST", "/plan/preview", &ask);
    assert_eq!(preview.0, 200, "{:#}", preview.1);
    let keep = json!({"name": "明年加一辆", "ask": ask});
    let path = "/plan/studies/six-cars";
    assert_eq!(sent(&server, "leader-1", "PUT", path, &keep).0, 403);
    let (status, kept) = sent(&server, "performance-1", "PUT", path, &keep);
    assert_eq!(status, 200, "{kept:#}");
    assert_eq!(kept["study"], preview.1["study"], "the same figures");
    // Sent twice, it happens once; another under its name is refused.
    assert_eq!(sent(&server, "performance-1", "PUT", path, &keep).1, kept);
    let (status, refused) = sent(&server, "performance-2", "PUT", path, &keep);
    assert_eq!(
        (status, &refused["code"]),
        (409, &json!("study_kept_already"))
    );

    // Anybody who has the file makes the results again, to the byte.
    let file = folder.path().join("kept.json");
    write(&file, &kept["scenario"]);
    let said = done(["plan", "run", file.to_str().unwrap()]);
    for digest in ["scenario_digest", "result_digest"] {
        let digest = kept[digest].as_str().unwrap();
        assert!(
            digest.len() == 64 && said.contains(digest),
            "{digest}: {said}"
        );
    }

    let filing = "/filings/pinganliandong.2024-08.1/commands";
    let open = json!({"tracking": "2024-08"});
    let opened = sent(
        &server,
        "performance-1",
        "POST",
        "/projects/pinganliandong/filings",
        &open,
    );
    assert!(opened.0 < 300, "{:#}", opened.1);
    let quote = json!({"command": {"do": "quote", "study": "six-cars"}});
    let (status, quoted) = sent(&server, "performance-1", "POST", filing, &quote);
    assert_eq!(status, 200, "{quoted:#}");
    let last = quoted["printed"]["sources"]
        .as_array()
        .unwrap()
        .last()
        .unwrap();
    assert_eq!(
        last["name"],
        "成本指标：下年度预算测算依据“明年加一辆”（编号 six-cars）"
    );
    let words = last["formula"].as_str().unwrap();
    for digest in ["scenario_digest", "result_digest"] {
        assert!(words.contains(kept[digest].as_str().unwrap()), "{words}");
    }
    assert!(words.contains("种子7，各方案重复6次"), "{words}");

    let withdraw = json!({"reason": "单价有误"});
    let withdrawn = sent(
        &server,
        "performance-1",
        "POST",
        &format!("{path}/withdraw"),
        &withdraw,
    );
    assert_eq!(withdrawn.1["withdrawn"]["reason"], "单价有误");
}
