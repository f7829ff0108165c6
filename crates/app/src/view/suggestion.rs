//! A suggestion as it is shown: what the call may be, why, and above all whether it may be diverted.

use super::{HazardView, Named};
use crate::{App, AppError, access::Visitor, book::Book};
use liandong_classify::{Model, Source, Suggestion};
use liandong_domain::{
    geo::Place,
    ids::{AreaId, IncidentId, ItemId},
    incident::{CategoryCode, CommandKind, permits},
    policy::HazardFound,
    registry::{Registry, StationBecause},
    time::Timestamp,
};
use serde::Serialize;

/// What the desk is advised to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Divert it under the category suggested.
    Divert,
    /// Neither model nor rules are sure: ask further, decide by hand.
    AskFurther,
    /// A danger is hinted at: it is not suggested for diversion.
    Danger,
    /// Outside the hours of the loop the station keeps it.
    StationKeeps,
}

/// A word found and how much it speaks for the category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReasonView {
    /// The word.
    pub word: String,
    /// Thousandths of log-odds from the model, a thousand times the weight from the rules.
    pub points: i32,
}

/// Another category that it might be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherView {
    /// The category.
    pub category: CategoryCode,
    /// Its name.
    pub category_name: &'static str,
    /// How likely, in thousandths.
    pub confidence: u16,
}

/// The model behind suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelView {
    /// Its version.
    pub version: u32,
    /// When it was trained.
    pub trained_at: Timestamp,
    /// Sentences of the shipped seed that it learned from.
    pub seed: usize,
    /// Sentences of the town's own history.
    pub history: usize,
    /// Whether it speaks in place of the rules.
    pub speaks: bool,
}

/// A suggestion for a call (分类建议).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestionView {
    /// What to do.
    pub advice: Advice,
    /// That in Chinese.
    pub advice_name: &'static str,
    /// The category suggested; none with a danger, and none when no word is known.
    pub category: Option<CategoryCode>,
    /// Its name.
    pub category_name: Option<&'static str>,
    /// The town's subcategory, where one can be told.
    pub subcategory: Option<ItemId>,
    /// Its name.
    pub subcategory_name: Option<String>,
    /// How likely the category is, in thousandths.
    pub confidence: Option<u16>,
    /// Whether that is too little to rest on (拿不准).
    pub unsure: bool,
    /// The words that speak for it, most first.
    pub reasons: Vec<ReasonView>,
    /// Who speaks: `model` or `rules`.
    pub source: Option<&'static str>,
    /// That in Chinese.
    pub source_name: Option<&'static str>,
    /// What the other of the two says, where it says something.
    pub other_voice: Option<OtherVoiceView>,
    /// Other categories that it might be, likeliest first.
    pub others: Vec<OtherView>,
    /// Dangers that the words hint at.
    pub hazards: Vec<HazardView>,
    /// Whether the loop takes calls at that moment.
    pub covered: bool,
    /// The station to which it goes back, by place and hour, the first being the one.
    pub stations: Vec<Named>,
    /// Why these.
    pub stations_because: StationBecause,
    /// That in Chinese.
    pub stations_because_name: &'static str,
    /// The model, where the town has one.
    pub model: Option<ModelView>,
}

/// What the voice says that does not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherVoiceView {
    /// Its category.
    pub category: CategoryCode,
    /// The category's name.
    pub category_name: &'static str,
    /// Whether both say the same.
    pub agrees: bool,
}

/// What a text is looked at with.
struct Looked<'a> {
    book: &'a Book,
    model: Option<&'a Model>,
    hazards: Vec<HazardFound>,
    area: Option<&'a AreaId>,
    at: Timestamp,
}

/// What to do with a call. A danger outweighs everything: whatever the words are otherwise, the
/// call is not suggested for diversion.
#[must_use]
pub fn advise(hazards: &[HazardFound], covered: bool, suggestion: Option<&Suggestion>) -> Advice {
    match suggestion {
        _ if !hazards.is_empty() => Advice::Danger,
        _ if !covered => Advice::StationKeeps,
        Some(suggestion) if !suggestion.unsure => Advice::Divert,
        _ => Advice::AskFurther,
    }
}

impl Advice {
    /// In Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Divert => "建议分流",
            Self::AskFurther => "拿不准，请进一步询问后人工判断",
            Self::Danger => "来电提示有危险，不建议分流",
            Self::StationKeeps => "不在联动承接时段，由派出所处置",
        }
    }
}

const fn because_zh(because: StationBecause) -> &'static str {
    match because {
        StationBecause::Hours => "按该时段承接安排",
        StationBecause::Area => "按责任区所属",
        StationBecause::Unknown => "位置不明，请询问后选择",
    }
}

impl SuggestionView {
    fn new(suggestion: Option<Suggestion>, looked: Looked<'_>) -> Result<Self, AppError> {
        let registry = &looked.book.registry;
        let covered = looked
            .book
            .policy()?
            .covers(looked.at, registry.utc_offset());
        let advice = advise(&looked.hazards, covered, suggestion.as_ref());
        let (stations, because) = stations(registry, looked.area, looked.at, covered);
        let shown = suggestion.filter(|_| advice != Advice::Danger);
        let subcategory = shown
            .as_ref()
            .and_then(|one| ItemId::new(one.subcategory.as_deref()?).ok())
            // The town may have dropped it since the model learned it.
            .filter(|id| {
                shown
                    .as_ref()
                    .is_some_and(|one| registry.has_subcategory(one.category, id))
            });
        let source = shown.as_ref().map(|one| match one.source {
            Source::Model => ("model", "本镇训练的模型"),
            Source::Rules => ("rules", "关键词规则"),
        });
        Ok(Self {
            advice,
            advice_name: advice.zh(),
            category: shown.as_ref().map(|one| one.category),
            category_name: shown.as_ref().map(|one| one.category.zh()),
            subcategory_name: subcategory
                .as_ref()
                .and_then(|id| registry.subcategory(id))
                .map(str::to_owned),
            subcategory,
            confidence: shown.as_ref().map(|one| one.confidence),
            unsure: shown.as_ref().is_none_or(|one| one.unsure),
            source: source.map(|(code, _)| code),
            source_name: source.map(|(_, zh)| zh),
            other_voice: shown.as_ref().and_then(|one| {
                one.other_voice.map(|category| OtherVoiceView {
                    category,
                    category_name: category.zh(),
                    agrees: category == one.category,
                })
            }),
            others: shown
                .iter()
                .flat_map(|one| &one.others)
                .map(|(category, confidence)| OtherView {
                    category: *category,
                    category_name: category.zh(),
                    confidence: *confidence,
                })
                .collect(),
            reasons: shown
                .into_iter()
                .flat_map(|one| one.reasons)
                .map(|one| ReasonView {
                    word: one.word,
                    points: one.points,
                })
                .collect(),
            hazards: looked.hazards.iter().map(Into::into).collect(),
            covered,
            stations,
            stations_because: because,
            stations_because_name: because_zh(because),
            model: looked.model.map(|model| ModelView {
                version: model.trained.version,
                trained_at: model.trained.at,
                seed: model.trained.seed,
                history: model.trained.history,
                speaks: model.trained.speaks,
            }),
        })
    }
}

/// The stations by place and hour. Outside the hours of the loop every station keeps its calls, so
/// that all are named, the one of the place first.
fn stations(
    registry: &Registry,
    area: Option<&AreaId>,
    at: Timestamp,
    covered: bool,
) -> (Vec<Named>, StationBecause) {
    let (mut ids, because) = registry.stations_for(area, at);
    if !covered {
        for station in registry.stations() {
            if !ids.contains(&station.id) {
                ids.push(station.id.clone());
            }
        }
    }
    let named = ids
        .iter()
        .filter_map(|id| registry.station(id))
        .map(|one| Named::new(one.id.as_str(), &one.name))
        .collect();
    (named, because)
}

impl App {
    /// What is suggested for an incident. The dangers are those recorded at intake and those that
    /// today's words find.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`] for who may not confirm, [`AppError::NoSuchIncident`], or the
    /// store's failure.
    pub async fn suggest_for(
        &self,
        visitor: &Visitor,
        id: &IncidentId,
    ) -> Result<SuggestionView, AppError> {
        may_confirm(visitor)?;
        let (incident, _) = self.incident(&visitor.town, id).await?;
        let received = &incident.received;
        let area = incident.area.as_ref();
        self.look(
            visitor,
            &received.text,
            &received.hazards,
            area,
            incident.received_at,
        )
        .await
    }

    /// What is suggested for a text that is no incident yet.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`] for who may not confirm, [`AppError::NoSuchTown`], or the store's
    /// failure.
    pub async fn suggest_for_text(
        &self,
        visitor: &Visitor,
        text: &str,
        place: Option<Place>,
        at: Option<Timestamp>,
    ) -> Result<SuggestionView, AppError> {
        may_confirm(visitor)?;
        let book = self.book(&visitor.town).await?;
        let at = at.unwrap_or_else(|| self.now());
        let day = book.registry.utc_offset().day(at);
        let area = place.and_then(|place| book.registry.area_of(place, day));
        self.look(visitor, text, &[], area.as_ref(), at).await
    }

    async fn look(
        &self,
        visitor: &Visitor,
        text: &str,
        recorded: &[HazardFound],
        area: Option<&AreaId>,
        at: Timestamp,
    ) -> Result<SuggestionView, AppError> {
        let book = self.book(&visitor.town).await?;
        let mut hazards = recorded.to_vec();
        for found in book.policy()?.screen(text) {
            if !hazards.iter().any(|one| one.hazard == found.hazard) {
                hazards.push(found);
            }
        }
        let model = self.model(&visitor.town).await?;
        let suggestion = self.classify(&visitor.town, text).await?;
        let looked = Looked {
            book: &book,
            model: model.as_deref(),
            hazards,
            area,
            at,
        };
        SuggestionView::new(suggestion, looked)
    }
}

fn may_confirm(visitor: &Visitor) -> Result<(), AppError> {
    let (role, command) = (visitor.account.role, CommandKind::Confirm);
    if permits(role, command) {
        Ok(())
    } else {
        Err(AppError::NotAllowed { role, command })
    }
}
