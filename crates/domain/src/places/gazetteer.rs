//! The gazetteer (地名地址库): from the words of an address to candidates, each with a score and its
//! reasons.
//!
//! Deterministic, without learning: the same entries and the same words give the same candidates,
//! and every point of a score has a reason that a person can read.

use super::{
    area::area_at,
    normal::normalise,
    slip::distance,
    spot::{NumberRange, Spot},
};
use crate::{
    geo::Place,
    ids::{AreaId, ItemId},
    incident::words,
    registry::Registry,
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// From this score on a candidate can settle the area. A slip alone does not reach it.
const SETTLES: i64 = 650;
/// Candidates within this many points of the best are its rivals.
const RIVALS: i64 = 150;

words! {
    /// What a candidate's score is made of.
    ReasonCode {
        /// The name is in the text (名称相符): 700.
        Name = "name", "名称相符";
        /// An alias is in the text (别名相符): 670.
        Alias = "alias", "别名相符";
        /// The address is in the text (门牌地址相符): 800.
        Address = "address", "门牌地址相符";
        /// The name is there but for one character (一字之差): 460.
        OneSlip = "one_slip", "一字之差";
        /// The long name is there but for two characters (两字之差): 380.
        TwoSlips = "two_slips", "两字之差";
        /// Longer names mean less by chance (名称较长): 20 a character above two, 100 at most.
        Long = "long", "名称较长";
        /// The number is of this part of the road (门牌在范围内): 150.
        NumberFits = "number_fits", "门牌在范围内";
        /// The number is of no known part (门牌不在范围内): −300.
        NumberElsewhere = "number_elsewhere", "门牌不在范围内";
        /// No number was told (未说门牌): −50.
        NoNumber = "no_number", "未说门牌";
        /// Only near it (附近): −30.
        Near = "near", "只说在附近";
        /// Found in what the caller said, not in the address (见于报警内容): −160, so
        /// that from there only a numbered address settles the area.
        FromText = "from_text", "见于报警内容";
    }
}

/// A reason with its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// Its points.
    pub points: i64,
    /// The words that it rests on.
    pub words: String,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub spot: ItemId,
    /// Its area on the day asked for.
    pub area: Option<AreaId>,
    /// 0 to 1000, the sum of its reasons.
    pub score: i64,
    /// Why.
    pub reasons: Vec<Reason>,
}

words! {
    /// Why an address does not settle the area (未定原因).
    Unsettled {
        /// No entry fits well enough (没有足够相符的地名).
        NothingFits = "nothing_fits", "没有足够相符的地名";
        /// Entries that fit lie in different areas (候选分属不同责任区).
        SeveralAreas = "several_areas", "候选分属不同责任区";
        /// The entry that fits lies in no area (不在任何责任区).
        NoArea = "no_area", "地名不在任何责任区内";
    }
}

/// What the gazetteer says of an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// The best first; those with the same score by identifier.
    pub candidates: Vec<Candidate>,
    /// The place that it means, or why that is open.
    pub settled: Result<Located, Unsettled>,
}

/// What an address means, beyond doubt enough to set the area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Located {
    /// The entry.
    pub spot: ItemId,
    /// Its name.
    pub name: Box<str>,
    /// A point in it, where known: a proposal, not the place of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Its area.
    pub area: AreaId,
    /// Its score, 0 to 1000.
    pub score: i64,
}

impl Eq for Located {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Name,
    Alias,
    Address,
}

#[derive(Debug)]
struct Entry {
    spot: Spot,
    terms: Vec<(Term, String, Vec<char>)>,
}

/// A town's entries, made ready for looking up.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// What addresses begin with and what says nothing within the town: its own name.
    town: String,
}

/// Where an entry was found.
struct Hit<'a> {
    entry: &'a Entry,
    term: Term,
    word: &'a str,
    /// Steps of the slip; 0 for the word itself.
    steps: usize,
    begin: usize,
    end: usize,
}

impl Gazetteer {
    /// The register's entries that are still there.
    #[must_use]
    pub fn new(registry: &Registry) -> Self {
        let entries = registry.spots().filter(|spot| !spot.gone).map(|spot| {
            let term = |kind, text: &str| {
                let text = normalise(text);
                let chars = text.chars().collect();
                (kind, text, chars)
            };
            let address = spot.address.iter().map(|one| term(Term::Address, one));
            let aliases = spot.aliases.iter().map(|one| term(Term::Alias, one));
            let name = std::iter::once(term(Term::Name, &spot.name));
            Entry {
                terms: address.chain(name).chain(aliases).collect(),
                spot: spot.clone(),
            }
        });
        Self {
            entries: entries.collect(),
            town: registry
                .town()
                .map_or_else(String::new, |town| normalise(&town.name)),
        }
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What an address means; when nothing in it fits, what the caller said is looked through.
    #[must_use]
    pub fn look_up(&self, registry: &Registry, day: Day, address: &str, said: &str) -> Lookup {
        let mut candidates = self.candidates(registry, day, address, false);
        if candidates.first().is_none_or(|best| best.score < SETTLES) {
            for other in self.candidates(registry, day, said, true) {
                match candidates.iter_mut().find(|one| one.spot == other.spot) {
                    Some(one) if one.score < other.score => *one = other,
                    Some(_) => {}
                    None => candidates.push(other),
                }
            }
            candidates.sort_by(|a, b| (-a.score, &a.spot).cmp(&(-b.score, &b.spot)));
        }
        let settled = self.settle(&candidates);
        Lookup {
            candidates,
            settled,
        }
    }

    fn settle(&self, candidates: &[Candidate]) -> Result<Located, Unsettled> {
        let best = candidates
            .first()
            .filter(|best| best.score >= SETTLES)
            .ok_or(Unsettled::NothingFits)?;
        let rivals = candidates
            .iter()
            .take_while(|one| one.score > best.score - RIVALS);
        let areas: BTreeSet<Option<&AreaId>> = rivals.map(|one| one.area.as_ref()).collect();
        if areas.len() > 1 {
            return Err(Unsettled::SeveralAreas);
        }
        let area = best.area.clone().ok_or(Unsettled::NoArea)?;
        let entry = self.entries.iter().find(|one| one.spot.id == best.spot);
        let spot = &entry.ok_or(Unsettled::NothingFits)?.spot;
        Ok(Located {
            spot: spot.id.clone(),
            name: spot.name.as_str().into(),
            place: spot.place,
            area,
            score: best.score,
        })
    }

    fn candidates(
        &self,
        registry: &Registry,
        day: Day,
        told: &str,
        from_text: bool,
    ) -> Vec<Candidate> {
        let text = self.without_town(&normalise(told));
        let chars: Vec<char> = text.chars().collect();
        let mut found: Vec<Candidate> = self
            .hits(&text, &chars)
            .into_iter()
            .map(|hit| candidate(&hit, &chars, registry, day, from_text))
            .filter(|one| one.score > 0)
            .collect();
        found.sort_by(|a, b| (-a.score, &a.spot).cmp(&(-b.score, &b.spot)));
        // A part of a road whose numbers fit leaves no room for the other parts.
        let fits = |one: &Candidate| {
            let code = |reason: &Reason| reason.code == ReasonCode::NumberFits;
            one.reasons.iter().any(code)
        };
        let settled: BTreeSet<&str> = found
            .iter()
            .filter(|one| fits(one))
            .filter_map(|one| self.name_of(&one.spot))
            .collect();
        let elsewhere = |one: &Candidate| {
            let code = |reason: &Reason| reason.code == ReasonCode::NumberElsewhere;
            one.reasons.iter().any(code)
                && self
                    .name_of(&one.spot)
                    .is_some_and(|name| settled.contains(name))
        };
        let keep: Vec<bool> = found.iter().map(|one| !elsewhere(one)).collect();
        let mut keep = keep.into_iter();
        found.retain(|_| keep.next().unwrap_or(true));
        found
    }

    fn name_of(&self, id: &ItemId) -> Option<&str> {
        let entry = self.entries.iter().find(|one| one.spot.id == *id);
        entry.map(|one| one.spot.name.as_str())
    }

    /// The town's own name at the head of an address says nothing, and villages may be named like it.
    fn without_town(&self, text: &str) -> String {
        if self.town.is_empty() {
            return text.to_owned();
        }
        match text.find(&self.town) {
            Some(at) => {
                let rest = &text[at + self.town.len()..];
                // "…镇中心小学" is a name of its own.
                let own = self
                    .entries
                    .iter()
                    .flat_map(|one| &one.terms)
                    .any(|(_, term, _)| {
                        term.starts_with(&self.town) && text[at..].starts_with(term.as_str())
                    });
                if own {
                    text.to_owned()
                } else {
                    format!("{}{rest}", without_districts(&text[..at]))
                }
            }
            None => text.to_owned(),
        }
    }

    /// One hit an entry: the best. What lies within a longer word that was found is no hit.
    fn hits<'a>(&'a self, text: &str, chars: &[char]) -> Vec<Hit<'a>> {
        let mut hits: Vec<Hit<'a>> = Vec::new();
        for entry in &self.entries {
            let exact = entry.terms.iter().filter_map(|(term, word, of)| {
                let at = text.find(word.as_str())?;
                let begin = text[..at].chars().count();
                Some(Hit {
                    entry,
                    term: *term,
                    word,
                    steps: 0,
                    begin,
                    end: begin + of.len(),
                })
            });
            // The longest word says most; of two as long, the first of the entry's own order.
            let best = exact.reduce(|a, b| {
                if b.end - b.begin > a.end - a.begin {
                    b
                } else {
                    a
                }
            });
            hits.extend(best);
        }
        let spans: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.begin, hit.end)).collect();
        let within_longer = |begin: usize, end: usize| {
            spans
                .iter()
                .any(|(from, to)| *from <= begin && end <= *to && to - from > end - begin)
        };
        hits.retain(|hit| !within_longer(hit.begin, hit.end));
        let touched =
            |begin: usize, end: usize| spans.iter().any(|(from, to)| begin < *to && *from < end);
        let found: BTreeSet<&ItemId> = hits.iter().map(|hit| &hit.entry.spot.id).collect();
        let mut slips = Vec::new();
        for entry in self
            .entries
            .iter()
            .filter(|one| !found.contains(&one.spot.id))
        {
            let near = entry
                .terms
                .iter()
                .filter(|(term, _, _)| *term != Term::Address)
                .filter_map(|(term, word, of)| {
                    let (begin, end, steps) = slip(chars, of, &touched)?;
                    Some(Hit {
                        entry,
                        term: *term,
                        word,
                        steps,
                        begin,
                        end,
                    })
                });
            slips.extend(near.min_by_key(|hit| hit.steps));
        }
        drop(found);
        hits.extend(slips);
        hits
    }
}

/// Province, city and district before the town's name.
fn without_districts(text: &str) -> &str {
    let cut = ["省", "市", "区"]
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| at + word.len()))
        .max();
    text.get(cut.unwrap_or(0)..).unwrap_or("")
}

/// The stretch of a text that a word is written in with a slip, and its steps. The last character,
/// which says what kind of thing it is (路, 村, 苑), must be right.
fn slip(
    text: &[char],
    word: &[char],
    touched: &dyn Fn(usize, usize) -> bool,
) -> Option<(usize, usize, usize)> {
    let most = match word.len() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let last = word.last()?;
    // Most of its characters must be there at all, before anything dearer is tried.
    let there = word.iter().filter(|c| text.contains(c)).count();
    if there + most < word.len() {
        return None;
    }
    let mut best: Option<(usize, usize, usize)> = None;
    for end in 1..=text.len() {
        if text.get(end - 1) != Some(last) {
            continue;
        }
        for length in word.len() - 1..=word.len() + 1 {
            let Some(begin) = end.checked_sub(length) else {
                continue;
            };
            if touched(begin, end) {
                continue;
            }
            let steps = distance(word, text.get(begin..end)?, most);
            if steps <= most && best.is_none_or(|(_, _, least)| steps < least) {
                best = Some((begin, end, steps));
            }
        }
    }
    best
}

fn candidate(
    hit: &Hit<'_>,
    chars: &[char],
    registry: &Registry,
    day: Day,
    from_text: bool,
) -> Candidate {
    let spot = &hit.entry.spot;
    let told = |begin: usize, end: usize| {
        chars
            .get(begin..end)
            .map_or_else(String::new, |all| all.iter().collect())
    };
    let mut reasons = Vec::new();
    let mut add = |code, points, words: String| {
        reasons.push(Reason {
            code,
            points,
            words,
        });
    };
    let words = told(hit.begin, hit.end);
    match (hit.steps, hit.term) {
        (0, Term::Name) => add(ReasonCode::Name, 700, words),
        (0, Term::Alias) => add(ReasonCode::Alias, 670, words),
        (0, Term::Address) => add(ReasonCode::Address, 800, words),
        (1, _) => add(ReasonCode::OneSlip, 460, format!("{words} → {}", hit.word)),
        (_, _) => add(ReasonCode::TwoSlips, 380, format!("{words} → {}", hit.word)),
    }
    let length = i64::try_from(hit.end - hit.begin).unwrap_or(0);
    let long = (length - 2).clamp(0, 5) * 20;
    if long > 0 {
        add(ReasonCode::Long, long, length.to_string());
    }
    let number = number_at(chars, hit.end);
    if let Some(numbers) = spot.numbers {
        match number {
            Some(number) if numbers.has(number) => {
                add(ReasonCode::NumberFits, 150, within(number, numbers));
            }
            Some(number) => add(ReasonCode::NumberElsewhere, -300, within(number, numbers)),
            None => add(ReasonCode::NoNumber, -50, String::new()),
        }
    }
    let rest = told(hit.end, chars.len());
    let near = ["附近", "旁边", "对面", "边上", "周边"]
        .into_iter()
        .find(|word| rest.starts_with(word));
    if let Some(word) = near {
        add(ReasonCode::Near, -30, word.to_owned());
    }
    if from_text {
        add(ReasonCode::FromText, -160, String::new());
    }
    let score: i64 = reasons.iter().map(|one| one.points).sum();
    let score = score.clamp(0, 1_000);
    let by_point = spot
        .place
        .and_then(|place| area_at(registry, place, day).area);
    Candidate {
        spot: spot.id.clone(),
        area: by_point.or_else(|| spot.area.clone()),
        score,
        reasons,
    }
}

fn within(number: u32, numbers: NumberRange) -> String {
    format!("{number}：{}—{}", numbers.from, numbers.to)
}

/// The number that stands at a place of the text: the lane or house.
fn number_at(chars: &[char], at: usize) -> Option<u32> {
    let digits: String = chars
        .get(at..)?
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .take(6)
        .collect();
    digits.parse().ok()
}
