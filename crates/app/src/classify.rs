//! Suggestions for a call (分类建议), and the training behind them.
//!
//! A town's model is kept beside the log, under a stamp: another server node, or `liandong train`
//! at the command line, replaces both, and the next suggestion on any node notices the stamp.

use crate::{App, AppError, book::INCIDENT_STREAM, views::read_event};
use liandong_classify::{
    Model, Segmenter, Suggestion, Training, corpus,
    corpus::Sample,
    measure::{self, Figures},
};
use liandong_domain::{
    ids::TownId,
    incident::{CategoryCode, IncidentEvent},
};
use liandong_store::envelope::Secret;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// The kind of side value in which models are.
const MODEL: &str = "classifier_model";
const STAMP_ID: &str = "stamp";
const MODEL_ID: &str = "model";

/// Events of the log read at once.
const PAGE: u64 = 5_000;

/// A town's model, where it has one, with the stamp that it was kept under.
type Stamped = (Vec<u8>, Option<Arc<Model>>);

/// Cuts sentences, and the towns' models at hand.
#[derive(Debug, Default)]
pub(crate) struct Classifier {
    segmenter: OnceLock<Segmenter>,
    models: Mutex<HashMap<TownId, Stamped>>,
}

impl Classifier {
    fn at_hand(&self, town: &TownId, stamp: &[u8]) -> Option<Option<Arc<Model>>> {
        let models = self.models.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, model) = models.get(town)?;
        (known == stamp).then(|| model.clone())
    }

    fn put(&self, town: &TownId, stamp: Vec<u8>, model: Option<Arc<Model>>) {
        let mut models = self.models.lock().unwrap_or_else(PoisonError::into_inner);
        models.insert(town.clone(), (stamp, model));
    }
}

impl App {
    /// The town's model, if one was trained.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn model(&self, town: &TownId) -> Result<Option<Arc<Model>>, AppError> {
        let Some(stamp) = self.store().secret(town, MODEL, STAMP_ID).await? else {
            return Ok(None);
        };
        if let Some(model) = self.classifier().at_hand(town, &stamp) {
            return Ok(model);
        }
        let bytes = self.store().secret(town, MODEL, MODEL_ID).await?;
        let model = match bytes.map(|bytes| Model::from_bytes(&bytes)) {
            None => None,
            Some(Ok(model)) => Some(Arc::new(model)),
            // The rules speak until the town trains again.
            Some(Err(error)) => {
                tracing::warn!(%town, %error, "the classifier's model cannot be used");
                None
            }
        };
        self.classifier().put(town, stamp, model.clone());
        Ok(model)
    }

    /// What is suggested for a text; nothing when neither model nor rules know a word of it. This is
    /// no word on dangers: see [`crate::view::SuggestionView`].
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's failure.
    pub async fn classify(
        &self,
        town: &TownId,
        text: &str,
    ) -> Result<Option<Suggestion>, AppError> {
        let book = self.book(town).await?;
        let model = self.model(town).await?;
        let segmenter = self.segmenter().await?;
        let rules = book.registry.keywords();
        Ok(liandong_classify::suggest(
            &segmenter,
            model.as_deref(),
            rules,
            text,
        ))
    }

    async fn segmenter(&self) -> Result<Segmenter, AppError> {
        if let Some(segmenter) = self.classifier().segmenter.get() {
            return Ok(segmenter.clone());
        }
        // The dictionary is read once, away from those who wait for other answers.
        let made = tokio::task::spawn_blocking(Segmenter::new).await;
        let made = made.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(self.classifier().segmenter.get_or_init(|| made).clone())
    }

    /// Trains the town's model on the seed and on what its commanders confirmed, measures it,
    /// and puts it in the place of the last one.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], an event that cannot be read, or the store's failure.
    pub async fn train_classifier(&self, town: &TownId) -> Result<Arc<Model>, AppError> {
        let book = self.book(town).await?;
        let history = self.confirmed(town).await?;
        let last = self.model(town).await?;
        let version = last.map_or(0, |model| model.trained.version) + 1;
        let at = self.now();
        let trained = tokio::task::spawn_blocking(move || {
            liandong_classify::train(Training {
                version,
                at,
                seed: corpus::seed(),
                history,
                rules: book.registry.keywords(),
            })
        });
        let model = trained
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let stamp = format!("{version} {}", at.0).into_bytes();
        let side = |id: &str, value| Secret {
            kind: MODEL,
            id: id.into(),
            value,
        };
        let both = vec![
            side(MODEL_ID, model.to_bytes()),
            side(STAMP_ID, stamp.clone()),
        ];
        self.store().put_secrets(town, both).await?;
        let model = Arc::new(model);
        self.classifier().put(town, stamp, Some(Arc::clone(&model)));
        Ok(model)
    }

    /// Measures the town's model and rules on labelled sentences; `None` without a model.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's failure.
    pub async fn measure_classifier(
        &self,
        town: &TownId,
        samples: Vec<Sample>,
    ) -> Result<Option<Figures>, AppError> {
        let book = self.book(town).await?;
        let Some(model) = self.model(town).await? else {
            return Ok(None);
        };
        let measured = tokio::task::spawn_blocking(move || {
            let most_common = measure::majority(&corpus::seed());
            measure::measure(&model, book.registry.keywords(), most_common, &samples)
        });
        let figures = measured
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(Some(figures))
    }

    /// What was confirmed, the last classification of each call; without the address, which says
    /// where and not what. Calls that police took back, duplicates and cancelled ones teach nothing.
    async fn confirmed(&self, town: &TownId) -> Result<Vec<Sample>, AppError> {
        let mut calls: BTreeMap<Box<str>, (String, Option<Label>)> = BTreeMap::new();
        let mut after = 0;
        loop {
            let page = self.store().log(town, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.position;
            for stored in &page {
                let name = stored.stream.as_str();
                if !name.starts_with(INCIDENT_STREAM) {
                    continue;
                }
                match read_event(stored).map_err(AppError::Internal)?.0 {
                    IncidentEvent::Received(received) => {
                        let text = received.text.replace(&*received.address, " ");
                        calls.insert(name.into(), (text, None));
                    }
                    IncidentEvent::Classified {
                        category,
                        subcategory,
                        ..
                    } => {
                        if let Some((_, label)) = calls.get_mut(name) {
                            *label = Some((category, subcategory.map(String::from)));
                        }
                    }
                    IncidentEvent::ReturnedToPolice { .. }
                    | IncidentEvent::Merged { .. }
                    | IncidentEvent::Cancelled { .. } => drop(calls.remove(name)),
                    _ => {}
                }
            }
        }
        let sample = |(text, label): (String, Option<Label>)| {
            let (category, subcategory) = label?;
            Some(Sample {
                text,
                category,
                subcategory,
            })
        };
        Ok(calls.into_values().filter_map(sample).collect())
    }
}

/// A category and the town's subcategory.
type Label = (CategoryCode, Option<String>);
