//! The gazetteer's entries (地名地址条目).

use crate::{
    geo::Place,
    ids::{AreaId, ItemId},
    incident::words,
};
use serde::{Deserialize, Serialize};

words! {
    /// Kinds of named places (地名类别).
    SpotKind {
        /// A road, or a part of it by its numbers (道路).
        Road = "road", "道路";
        /// A residential compound (小区).
        Compound = "compound", "小区";
        /// A village or hamlet (村宅).
        Village = "village", "村宅";
        /// A school (学校).
        School = "school", "学校";
        /// A market (市场).
        Market = "market", "市场";
        /// A shopping centre (商场).
        Mall = "mall", "商场";
        /// A hospital or clinic (医院).
        Hospital = "hospital", "医院";
        /// A station or stop (车站).
        Station = "station", "车站";
        /// A park or square (公园广场).
        Park = "park", "公园广场";
        /// A business park or company (园区企业).
        Business = "business", "园区企业";
        /// A public office (机关单位).
        Office = "office", "机关单位";
        /// Something else that people name.
        Other = "other", "其他";
    }
}

words! {
    /// Which side of a road (门牌单双).
    Side {
        /// Both sides.
        Both = "both", "双侧";
        /// Odd numbers (单号).
        Odd = "odd", "单号";
        /// Even numbers (双号).
        Even = "even", "双号";
    }
}

/// Numbers of a road, both ends included. In Shanghai lanes (弄) and houses (号) share one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberRange {
    /// The first.
    pub from: u32,
    /// The last.
    pub to: u32,
    /// Which side.
    pub side: Side,
}

impl NumberRange {
    /// Whether a number is of this range.
    #[must_use]
    pub const fn has(self, number: u32) -> bool {
        let side = match self.side {
            Side::Both => true,
            Side::Odd => number % 2 == 1,
            Side::Even => number.is_multiple_of(2),
        };
        side && self.from <= number && number <= self.to
    }
}

/// A named place. Parts of a road are entries of one name with different numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Its identifier.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SpotKind,
    /// What else people call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its address by road: 保乐路188弄.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Of a road: the numbers of this part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<NumberRange>,
    /// A point in it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Its area, where the point does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Whether it is no longer there: it is found no more, and stays in the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl Eq for Spot {}

/// Why an entry cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSpot {
    /// A name that is blank or too short to be found by.
    #[error("{0}: two characters at the least")]
    TooShort(&'static str),
    /// Neither point nor area.
    #[error("place: a point or an area is needed")]
    Nowhere,
    /// A point that is not on the globe.
    #[error("place: longitude −180 to 180, latitude −90 to 90")]
    OffTheGlobe,
    /// Numbers of something that is no road.
    #[error("numbers: only a road has them")]
    NoRoad,
    /// Numbers that end before they begin.
    #[error("numbers: must end at or after their beginning, and begin at 1 or more")]
    BadNumbers,
}

impl BadSpot {
    /// The same in Chinese.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::TooShort(_) => "名称、别名和地址至少两个字",
            Self::Nowhere => "坐标与责任区至少填一项",
            Self::OffTheGlobe => "经度 −180 至 180，纬度 −90 至 90",
            Self::NoRoad => "只有道路有门牌范围",
            Self::BadNumbers => "门牌范围从 1 起，止号不得小于起号",
        }
    }

    /// The field that it is about.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::TooShort(field) => field,
            Self::Nowhere | Self::OffTheGlobe => "place",
            Self::NoRoad | Self::BadNumbers => "numbers",
        }
    }
}

impl Spot {
    /// Checks that the entry makes sense by itself.
    ///
    /// # Errors
    /// The first [`BadSpot`].
    pub fn check(&self) -> Result<(), BadSpot> {
        let short = |text: &str| super::normalise(text).chars().count() < 2;
        if short(&self.name) {
            return Err(BadSpot::TooShort("name"));
        }
        if self.aliases.iter().any(|one| short(one)) {
            return Err(BadSpot::TooShort("aliases"));
        }
        if self.address.as_deref().is_some_and(short) {
            return Err(BadSpot::TooShort("address"));
        }
        if self.place.is_none() && self.area.is_none() {
            return Err(BadSpot::Nowhere);
        }
        if self.place.is_some_and(|place| !place.is_on_the_globe()) {
            return Err(BadSpot::OffTheGlobe);
        }
        if let Some(numbers) = self.numbers {
            if self.kind != SpotKind::Road {
                return Err(BadSpot::NoRoad);
            }
            if numbers.from == 0 || numbers.to < numbers.from {
                return Err(BadSpot::BadNumbers);
            }
        }
        Ok(())
    }
}
