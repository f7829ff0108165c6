//! What a row of the indicator table says about its result.

use crate::{
    number::{Number, Ratio},
    place::Quote,
    read::figures,
    reading::{Figure, Kind, Row},
    source::Source,
    value::{Quantity, Share, Unit, Value, quantity, shares},
};

impl Row {
    /// The target that binds at the tracking date: the value due, or the annual one.
    pub(crate) fn target(&self) -> Option<&Quantity> {
        self.due.value.quantity().or(self.annual.value.quantity())
    }

    /// The result in the target's own unit, where one is printed.
    pub(crate) fn actual(&self) -> Option<Quantity> {
        let target = self.target()?;
        let (found, _) = quantity(&self.done.text)?;
        let is_same = found.unit == target.unit && !target.is_share();
        is_same.then_some(found)
    }

    /// The parts of a whole that the result counts.
    pub(crate) fn shares(&self) -> Vec<Share> {
        shares(&self.done.text)
    }

    /// The percentage printed as the result, or beside it.
    pub(crate) fn percent(&self) -> Option<Number> {
        let figures = figures::scan(&self.done.text, &mut None);
        figures.into_iter().find_map(|(_, figure)| match figure {
            Figure::Quantity(one) if one.is_share() => {
                let mut decimals = 0;
                while decimals < 12 && Ratio::new(1, 10_i128.pow(decimals)) > Some(one.step) {
                    decimals += 1;
                }
                Some(Number {
                    value: one.value,
                    decimals,
                })
            }
            _ => None,
        })
    }

    /// Whether the result is a percentage and nothing else.
    pub(crate) fn is_bare_percent(&self) -> bool {
        self.done.value.quantity().is_some_and(Quantity::is_share) && !self.has_source()
    }

    /// Whether the row says where its result comes from: a mark, a document, a list, a date. A mark behind the
    /// indicator's name (`…成本单价①`) leads there as well.
    pub(crate) fn has_source(&self) -> bool {
        let is_marked = self
            .name
            .text
            .ends_with(|letter| matches!(letter, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿'));
        if is_marked {
            return true;
        }
        let words = [
            "《", "〔", "名册", "清单", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "见附",
        ];
        let is_dated = |text: &str| {
            figures::scan(text, &mut None)
                .iter()
                .any(|(_, one)| matches!(one, Figure::Date(_)))
        };
        [&self.done.text, &self.cause.text]
            .iter()
            .any(|text| words.iter().any(|word| text.contains(word)) || is_dated(text))
    }

    /// Whether the result was measured: counted, priced or vouched for.
    pub(crate) fn is_measured(&self) -> bool {
        let counted = !self.shares().is_empty();
        match self.kind {
            Kind::Count => counted || self.has_source(),
            Kind::Price => self.actual().is_some(),
            Kind::Limit => counted || self.actual().is_some(),
            Kind::Rate | Kind::Satisfaction => counted || self.has_source(),
            Kind::Word => counted || self.has_source(),
        }
    }

    /// Whether the result meets the target; `None` where the row does not tell.
    pub(crate) fn is_met(&self) -> Option<bool> {
        if let (Some(target), Some(actual)) = (self.target(), self.actual()) {
            return target.is_met_by(actual.value);
        }
        match self.kind {
            Kind::Rate | Kind::Satisfaction => self.target()?.is_met_by(self.percent()?.value),
            Kind::Limit => Some(self.percent()?.value >= Ratio::ONE),
            Kind::Word => {
                let shares = self.shares();
                match (shares.first(), shares.last()) {
                    (Some(first), Some(last)) if shares.len() > 1 => {
                        let (first, last) = (
                            Ratio::new(first.part, first.whole)?,
                            Ratio::new(last.part, last.whole)?,
                        );
                        let falls = ["降低", "减少"].contains(&self.due.text.as_str());
                        Some(if falls { last < first } else { last > first })
                    }
                    _ => self.has_source().then_some(true),
                }
            }
            Kind::Count | Kind::Price => None,
        }
    }

    /// The deviation that follows from result and target, and how exactly it can be told.
    pub(crate) fn deviates(&self) -> Option<(Ratio, Unit)> {
        if let (Some(target), Some(actual)) = (self.target(), self.actual()) {
            return Some((actual.value.minus(target.value)?, target.unit.clone()));
        }
        let percent = self.percent()?.value;
        match self.kind {
            Kind::Rate | Kind::Satisfaction => {
                Some((percent.minus(self.target()?.value)?, Unit::Points))
            }
            Kind::Limit => Some((percent.minus(Ratio::ONE)?, Unit::Points)),
            Kind::Word => {
                let shares = self.shares();
                let (first, last) = (shares.first()?.percent?, shares.last()?.percent?);
                (shares.len() > 1).then_some((last.value.minus(first.value)?, Unit::Points))
            }
            Kind::Count | Kind::Price => None,
        }
    }

    /// Whether deviation, cause and measure are all blank.
    pub(crate) fn is_silent(&self) -> bool {
        [&self.deviation, &self.cause, &self.measure]
            .iter()
            .all(|one| one.value == Value::Blank)
    }

    /// Name and targets.
    pub(crate) fn head_quote(&self) -> Quote {
        Quote::join([
            self.name.quote.clone(),
            self.annual.quote.clone(),
            self.due.quote.clone(),
        ])
    }

    /// Both targets, as they stand side by side.
    pub(crate) fn targets(&self, source: &Source) -> Quote {
        source.quote(&(self.annual.span.start..self.due.span.end.max(self.annual.span.end)))
    }

    /// Everything from the name to the result.
    pub(crate) fn quote(&self) -> Quote {
        Quote::join([self.head_quote(), self.done.quote.clone()])
    }
}

/// The longest run of letters that both names have, in letters.
pub(crate) fn common(one: &str, two: &str) -> usize {
    const LONGEST: usize = 40;
    let one: Vec<char> = one.chars().take(LONGEST).collect();
    let two: Vec<char> = two.chars().take(LONGEST).collect();
    let mut longest = 0;
    let mut before = vec![0_usize; two.len() + 1];
    for left in &one {
        let mut now = vec![0_usize];
        for (right, diagonal) in two.iter().zip(&before) {
            let run = if left == right { diagonal + 1 } else { 0 };
            longest = longest.max(run);
            now.push(run);
        }
        before = now;
    }
    longest
}
