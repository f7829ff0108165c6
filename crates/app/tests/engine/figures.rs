//! Forms: the same twice, nothing without evidence, and the evidence is the very records.

use super::tools::{Desk, assign, at, life};
use liandong_app::AppError;
use liandong_domain::{
    ids::{IncidentId, IndicatorId, ProjectId},
    performance::{
        figure::{NoValue, Value},
        form::Standing,
    },
    roles::Role,
    time::Period,
};

fn period(from: &str, to: &str) -> Period {
    Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

async fn project(desk: &Desk) -> ProjectId {
    let book = desk.app.book(&desk.town).await.unwrap();
    book.projects().next().unwrap().project().id.clone()
}

#[tokio::test]
async fn the_evidence_is_what_the_figure_counts() {
    let desk = Desk::new().await;
    for _ in 0..3 {
        desk.whole("boat-east").await;
    }
    desk.accepted().await;
    let project = project(&desk).await;
    let march = period("2025-03-01", "2025-03-31");
    let form = desk.app.form(&desk.town, &project, march).await.unwrap();
    assert_eq!(
        form,
        desk.app.form(&desk.town, &project, march).await.unwrap()
    );
    assert!(!form.indicators.is_empty());
    for indicator in &form.indicators {
        let (mut items, mut counted) = (0, 0);
        let figure = desk
            .app
            .explain(&desk.town, &project, &indicator.id, march, &mut |item| {
                items += 1;
                counted += i64::from(item.counts);
            })
            .await
            .unwrap();
        assert_eq!(figure, indicator.figure, "{}", indicator.id);
        assert_eq!(items, figure.evidence, "{}", indicator.id);
        assert!(counted <= i64::try_from(items).unwrap());
    }
}

#[tokio::test]
async fn a_share_lists_exactly_its_numerator_and_its_denominator() {
    let desk = Desk::new().await;
    let mut expected = vec![
        (desk.whole("boat-east").await, true),
        (desk.whole("boat-west").await, true),
    ];
    // Twelve minutes to arrive, where ten are allowed.
    let slow = desk.accepted().await;
    for (step, (role, command)) in life("boat-east").into_iter().take(3).enumerate() {
        desk.pass(if step == 2 { 12 * 60 } else { 1 });
        desk.done(role, &slow, command).await;
    }
    expected.push((slow, false));
    // These say nothing about arrivals: one is not sent out, one runs still, one is of another month.
    let _ = desk.accepted().await;
    let runs = desk.accepted().await;
    desk.done(Role::Dispatcher, &runs, assign("boat-west"))
        .await;
    desk.clock.set(at("2025-04-01T00:00:00+08:00"));
    let _ = desk.receive().await;

    let project = project(&desk).await;
    let arrive = IndicatorId::new("arrive").unwrap();
    let march = period("2025-03-01", "2025-03-31");
    let mut listed = Vec::new();
    let figure = desk
        .app
        .explain(&desk.town, &project, &arrive, march, &mut |item| {
            assert_eq!(item.stream, format!("incident/{}", item.record));
            listed.push((IncidentId::new(item.record).unwrap(), item.counts));
        })
        .await
        .unwrap();
    assert_eq!(listed, expected);
    assert_eq!((figure.numerator, figure.denominator), (Some(2), Some(3)));
    let left_out: u64 = figure.exclusions.iter().map(|one| one.count).sum();
    assert_eq!(left_out, 2, "{:?}", figure.exclusions);
    let all = desk
        .app
        .received_on(&desk.town, "2025-03-03".parse().unwrap());
    assert_eq!(all.await.unwrap(), 5, "counted and left out make all");
}

#[tokio::test]
async fn without_evidence_there_is_no_figure() {
    let desk = Desk::new().await;
    let project = project(&desk).await;
    let before = period("2020-01-01", "2020-12-31");
    let form = desk.app.form(&desk.town, &project, before).await.unwrap();
    let arrive = form
        .indicators
        .iter()
        .find(|one| one.id.as_str() == "arrive");
    assert_eq!(
        arrive.unwrap().figure.value,
        Value::None(NoValue::NoEvidence)
    );
    for indicator in &form.indicators {
        let none = matches!(indicator.figure.value, Value::None(_));
        assert_eq!(none, indicator.figure.evidence == 0, "{}", indicator.id);
        if none {
            assert_eq!(indicator.standing, Standing::NoData, "{}", indicator.id);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let desk = Desk::new().await;
    let project = project(&desk).await;
    let backwards = period("2025-03-31", "2025-03-01");
    let refused = desk.app.form(&desk.town, &project, backwards).await;
    assert!(matches!(refused, Err(AppError::BadPeriod)));
    let none = ProjectId::new("none").unwrap();
    let march = period("2025-03-01", "2025-03-31");
    let refused = desk.app.form(&desk.town, &none, march).await;
    assert!(matches!(refused, Err(AppError::NoSuchProject(_))));
    let none = IndicatorId::new("none").unwrap();
    let refused = desk
        .app
        .explain(&desk.town, &project, &none, march, &mut |_| {})
        .await;
    assert!(matches!(refused, Err(AppError::NoSuchIndicator(_))));
}
