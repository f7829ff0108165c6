//! The day as it is written: chapters of steps. See the README beside the day for what they mean.

use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// `day.toml`: which town, what is changed in it, and the chapters in their order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Day {
    pub(crate) town: Town,
    pub(crate) district: District,
    pub(crate) chapters: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Town {
    /// The town's identifier.
    pub(crate) id: String,
    /// Its folder, beside the day's.
    pub(crate) folder: String,
    /// Files of the day's folder that stand in place of the town's.
    #[serde(default)]
    pub(crate) files: Vec<String>,
    /// Words of the town's files that the day has otherwise.
    #[serde(default)]
    pub(crate) change: Vec<Change>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) file: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct District {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) account: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    title: String,
    step: Vec<Step>,
}

/// One act of one person, and what comes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// The time in the story.
    pub(crate) at: String,
    /// Who acts.
    pub(crate) who: String,
    /// What happens, for the reader.
    pub(crate) say: String,
    /// Method and path.
    #[serde(default, rename = "do")]
    pub(crate) act: Option<String>,
    /// The incident that `command` goes to.
    #[serde(default)]
    pub(crate) to: Option<String>,
    /// A command to an incident.
    #[serde(default)]
    pub(crate) command: Option<Value>,
    /// When it happened, as `{now-12m}`; now, when left out.
    #[serde(default)]
    pub(crate) happened: Option<String>,
    /// The body.
    #[serde(default)]
    pub(crate) body: Option<Value>,
    /// A file of the day's folder that is the body, and what it is.
    #[serde(default)]
    pub(crate) file: Option<String>,
    #[serde(default)]
    pub(crate) media: Option<String>,
    /// The status that is answered; any 2xx, when left out.
    #[serde(default)]
    pub(crate) expect: Option<u16>,
    /// The stable code of the refusal.
    #[serde(default)]
    pub(crate) refused: Option<String>,
    /// What is seen in the answer, by path.
    #[serde(default)]
    pub(crate) see: BTreeMap<String, Value>,
    /// What is kept of the answer under a name, by path.
    #[serde(default)]
    pub(crate) keep: BTreeMap<String, String>,
    /// The step is played once for each, which is then `{each}`.
    #[serde(default)]
    pub(crate) each: Vec<String>,
    /// For how many seconds it is asked again until the answer is so.
    #[serde(default)]
    pub(crate) within: u64,
}

pub(crate) fn read(folder: &Path) -> (Day, Vec<(String, Vec<Step>)>) {
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let day: Day = toml::from_str(&text("day.toml")).unwrap();
    let chapters = day.chapters.iter().map(|name| {
        let chapter: Result<Chapter, _> = toml::from_str(&text(name));
        let chapter = chapter.unwrap_or_else(|error| panic!("{name}: {error}"));
        (format!("{name} {}", chapter.title), chapter.step)
    });
    let chapters = chapters.collect();
    (day, chapters)
}
