//! What is suggested for a call, before and after training; protocols by version.

use super::tools::{Desk, at, confirm, intake};
use crate::screening::{danger, shipped};
use liandong_app::{
    AppError,
    access::Visitor,
    setup,
    view::{Advice, SuggestionView},
};
use liandong_classify::{Source, corpus, suggest};
use liandong_domain::{
    incident::{CategoryCode, IncidentCommand as C, Intake},
    registry::{Guidance, KeywordRule, Protocol, Question, RegistryEvent, Step, StepBy},
    roles::Role,
    time::Timestamp,
};

fn visitor(desk: &Desk, role: Role) -> Visitor {
    let account = liandong_domain::registry::Account {
        id: liandong_domain::ids::AccountId::new("one").unwrap(),
        name: "某人".into(),
        role,
        member: None,
        department: None,
        external: None,
    };
    Visitor {
        town: desk.town.clone(),
        account,
        scopes: None,
        session: None,
    }
}

async fn asked(desk: &Desk, text: &str) -> SuggestionView {
    let commander = visitor(desk, Role::Commander);
    let suggested = desk.app.suggest_for_text(&commander, text, None, None);
    suggested.await.unwrap()
}

fn confirm_as(wanted: CategoryCode) -> C {
    let mut command = confirm();
    if let C::Confirm { category, .. } = &mut command {
        *category = wanted;
    }
    command
}

/// The shipped town in the place of the second one: its words, its rules.
async fn shipped_town() -> Desk {
    let mut desk = Desk::empty();
    setup::import(&desk.app, shipped()).await.unwrap();
    desk.town = shipped().town.id.clone();
    desk
}

#[tokio::test]
async fn a_call_with_a_word_of_danger_is_never_suggested_for_diversion() {
    let desk = shipped_town().await;
    desk.app.train_classifier(&desk.town).await.unwrap();
    for text in danger() {
        let said = asked(&desk, text).await;
        assert_eq!(said.advice, Advice::Danger, "{text}");
        assert_eq!(said.category, None, "{text}");
        assert_eq!(said.confidence, None, "{text}");
        assert!(said.others.is_empty() && said.other_voice.is_none());
        assert!(!said.hazards.is_empty(), "{text}");
    }
}

#[tokio::test]
async fn rules_speak_until_there_is_a_model_and_the_answer_says_who() {
    let desk = shipped_town().await;
    let text = "楼下广场舞音响太吵，睡不着";
    let by_rules = asked(&desk, text).await;
    assert_eq!(by_rules.advice, Advice::Divert);
    assert_eq!(by_rules.source, Some("rules"));
    assert_eq!(by_rules.category, Some(CategoryCode::Environment));
    assert_eq!(by_rules.subcategory_name.as_deref(), Some("生活噪声扰民"));
    assert!(by_rules.reasons.iter().any(|one| one.word == "广场舞"));
    assert_eq!(by_rules.model, None);
    let model = desk.app.train_classifier(&desk.town).await.unwrap();
    assert!(model.trained.speaks);
    assert_eq!((model.trained.version, model.trained.history), (1, 0));
    let by_model = asked(&desk, text).await;
    assert_eq!(by_model.source, Some("model"));
    assert_eq!(by_model.category, Some(CategoryCode::Environment));
    assert!(by_model.other_voice.unwrap().agrees);
    assert_eq!(by_model.others.len(), 4);
    assert!(by_model.model.unwrap().speaks);
    let nothing = asked(&desk, "喂").await;
    assert_eq!(nothing.advice, Advice::AskFurther);
    assert_eq!(nothing.category, None);
    assert!(nothing.unsure);
}

#[tokio::test]
async fn another_process_takes_the_new_model_up() {
    let mut desk = shipped_town().await;
    desk.app.train_classifier(&desk.town).await.unwrap();
    let first = desk.app.model(&desk.town).await.unwrap().unwrap();
    desk.restart(1).await;
    let again = desk.app.model(&desk.town).await.unwrap().unwrap();
    assert_eq!(first.trained, again.trained);
    desk.pass(60);
    let second = desk.app.train_classifier(&desk.town).await.unwrap();
    assert_eq!(second.trained.version, 2);
    assert_eq!(
        desk.app.model(&desk.town).await.unwrap().unwrap().trained,
        second.trained
    );
}

#[tokio::test]
async fn the_last_classification_of_a_call_is_what_is_learned() {
    let desk = Desk::new().await;
    let told = |text: String| Intake { text, ..intake() };
    let words = [
        "清早",
        "夜里",
        "中午",
        "周末",
        "昨天",
        "前天",
        "天天",
        "下班后",
    ];
    for when in words {
        // The address of the call is no word of it.
        let text = format!("{}{when}鹦鹉学舌", intake().address);
        let call = told(text);
        let taken = desk
            .app
            .receive(&desk.town, desk.order(Role::Commander), &call);
        let id = taken.await.unwrap().incident.number().clone();
        for category in [CategoryCode::Housing, CategoryCode::Dispute] {
            desk.order_to(Role::Commander, &id, confirm_as(category))
                .await
                .unwrap();
        }
    }
    // Taken back by police: it teaches nothing.
    let id = desk.receive().await;
    let station = desk.app.book(&desk.town).await.unwrap();
    let station = station.registry.stations().next().unwrap().id.clone();
    let back = C::ReturnToPolice {
        station,
        reason: "要民警".into(),
    };
    desk.order_to(Role::Commander, &id, back).await.unwrap();
    let model = desk.app.train_classifier(&desk.town).await.unwrap();
    assert_eq!(model.trained.seed, corpus::seed().len());
    assert_eq!(model.trained.history, words.len());
    let segmenter = liandong_classify::Segmenter::new();
    let said = suggest(&segmenter, Some(&model), &[], "鹦鹉学舌").unwrap();
    assert_eq!(said.category, CategoryCode::Dispute);
    assert_eq!(said.source, Source::Model);
}

#[tokio::test]
async fn an_incident_is_looked_at_with_its_place_and_hour_and_only_for_those_who_confirm() {
    let desk = Desk::new().await;
    let id = desk.receive().await;
    let commander = visitor(&desk, Role::Commander);
    let said = desk.app.suggest_for(&commander, &id).await.unwrap();
    assert!(said.covered && !said.stations.is_empty());
    for role in [
        Role::Member,
        Role::Auditor,
        Role::FollowUp,
        Role::Department,
    ] {
        let refused = desk.app.suggest_for(&visitor(&desk, role), &id).await;
        assert!(
            matches!(refused, Err(AppError::NotAllowed { .. })),
            "{role:?}"
        );
    }
    // Sunday at three in the morning: outside the town's hours.
    let night = at("2025-03-02T03:00:00+08:00");
    let text = desk
        .app
        .suggest_for_text(&commander, "垃圾没人收", None, Some(night));
    let said = text.await.unwrap();
    assert_eq!(said.advice, Advice::StationKeeps);
    let book = desk.app.book(&desk.town).await.unwrap();
    assert_eq!(said.stations.len(), book.registry.stations().count());
}

#[tokio::test]
async fn what_the_rules_know_of_a_town_is_the_towns_own() {
    let desk = Desk::new().await;
    let rule = KeywordRule {
        words: vec!["鹦鹉".into()],
        category: CategoryCode::Assistance,
        subcategory: None,
        weight: 5,
    };
    let administrator = visitor(&desk, Role::Administrator);
    let set = Guidance::Keywords(vec![rule]);
    let order = desk.order(Role::Administrator);
    let done = desk.app.guide(&administrator, &order, set.clone());
    assert_eq!(done.await.unwrap().recorded, 1);
    let said = asked(&desk, "有只鹦鹉").await;
    assert_eq!(said.category, Some(CategoryCode::Assistance));
    let member = visitor(&desk, Role::Member);
    let refused = desk
        .app
        .guide(&member, &desk.order(Role::Member), set)
        .await;
    assert!(matches!(refused, Err(AppError::NoRight { .. })));
}

fn protocol(version: u32, from: Timestamp) -> Guidance {
    Guidance::Protocol(Box::new(Protocol {
        category: CategoryCode::Dispute,
        subcategory: None,
        version,
        title: format!("第{version}版"),
        valid_from: from,
        valid_until: None,
        questions: vec![Question {
            ask: "动过手没有".into(),
            danger_if: Some("动过手".into()),
        }],
        steps: vec![Step {
            by: StepBy::Crew,
            text: "先分开双方".into(),
        }],
        never: Vec::new(),
        to_police_when: Vec::new(),
        departments: Vec::new(),
        change: None,
    }))
}

#[tokio::test]
async fn a_call_keeps_the_protocol_of_its_day_and_shows_the_newest() {
    let desk = Desk::new().await;
    let administrator = visitor(&desk, Role::Administrator);
    let publish = async |version, from, key: &liandong_app::Order| {
        let done = desk.app.guide(&administrator, key, protocol(version, from));
        done.await
    };
    let now = || desk.app.now();
    let first = desk.order(Role::Administrator);
    let began = now();
    publish(1, began, &first).await.unwrap();
    desk.pass(60);
    let id = desk.receive().await;
    let crew = visitor(&desk, Role::Member);
    let shown = desk.app.protocol_for(&crew, &id).await.unwrap();
    assert_eq!(shown.classified_at, None);
    assert_eq!((shown.when_classified, shown.newest), (None, None));
    desk.order_to(Role::Commander, &id, confirm_as(CategoryCode::Dispute))
        .await
        .unwrap();
    desk.pass(3600);
    let second = desk.order(Role::Administrator);
    // What was in force then cannot be changed afterwards.
    let early = publish(2, began, &second).await.unwrap_err();
    assert_eq!(early.code(), "protocol_in_the_past");
    publish(2, now(), &second).await.unwrap();
    let shown = desk.app.protocol_for(&crew, &id).await.unwrap();
    assert_eq!(shown.when_classified.unwrap().version, 1);
    assert_eq!(shown.newest.unwrap().version, 2);
    assert!(shown.changed_since);
    // The same order again, an hour later, happened once.
    desk.pass(3600);
    let again = publish(1, began, &first).await.unwrap();
    assert!(again.replayed);
    // A folder that still holds the first version changes nothing.
    let records = [RegistryEvent::Guided(protocol(1, began))];
    let order = desk.order(Role::Administrator);
    let nothing = desk.app.register(&desk.town, &order, &records).await;
    assert_eq!(nothing.unwrap().recorded, 0);
}
