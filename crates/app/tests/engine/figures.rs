//! Forms: the same twice, nothing without evidence, and the evidence is the very records.

use super::tools::Desk;
use liandong_app::AppError;
use liandong_domain::{
    ids::{IndicatorId, ProjectId},
    performance::figure::Value,
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
async fn without_evidence_there_is_no_figure() {
    let desk = Desk::new().await;
    let project = project(&desk).await;
    let before = period("2020-01-01", "2020-12-31");
    let form = desk.app.form(&desk.town, &project, before).await.unwrap();
    for indicator in &form.indicators {
        if indicator.figure.evidence == 0 {
            assert!(
                matches!(indicator.figure.value, Value::None(_)),
                "{}",
                indicator.id
            );
        }
    }
    assert!(form.indicators.iter().any(|one| one.figure.evidence == 0));
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
