//! The reasons of a recommendation as sentences, Chinese first.

use super::{
    cars::Situation,
    recommend::{Advice, Candidate, FinishBasis, Recommendation, WayBasis},
};
use crate::{
    ids::{AreaId, UnitId},
    time::{Timestamp, UtcOffset},
};
use serde::Serialize;

/// One part of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sentence {
    /// Which part: `area`, `finish`, `way`, `total`, `cover`.
    pub part: &'static str,
    /// In Simplified Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

fn sentence(part: &'static str, zh: String, en: String) -> Sentence {
    Sentence { part, zh, en }
}

/// Seconds as people say them: under two minutes in seconds, else in minutes, rounded up.
fn span(seconds: i64) -> (String, String) {
    if seconds < 120 {
        (format!("{seconds} 秒"), format!("{seconds} s"))
    } else {
        let minutes = seconds / 60 + i64::from(seconds % 60 > 0);
        (format!("{minutes} 分钟"), format!("{minutes} min"))
    }
}

/// Hour and minute of the local day.
fn clock(at: Timestamp, offset: UtcOffset) -> String {
    let second = offset.second_of_day(at);
    format!("{:02}:{:02}", second / 3_600, second / 60 % 60)
}

impl Candidate {
    /// The reasons in parts.
    #[must_use]
    pub fn sentences(&self, situation: &Situation<'_>) -> Vec<Sentence> {
        let mut all = vec![self.about_area(situation)];
        all.extend(self.about_finish(situation.offset));
        all.push(self.about_way());
        all.push(self.about_total(situation.offset));
        all.push(self.about_cover(situation));
        all
    }

    fn about_area(&self, situation: &Situation<'_>) -> Sentence {
        let name = |id: &AreaId| {
            situation
                .area(id)
                .map_or_else(|| id.to_string(), |area| area.name.to_string())
        };
        let (mut zh, mut en) = if self.own_area {
            ("本责任区的车辆".to_owned(), "the area's own car".to_owned())
        } else {
            (
                "其他责任区的车辆".to_owned(),
                "another area's car".to_owned(),
            )
        };
        if let Some(area) = &self.standby {
            zh.push_str(&format!("，正在{}备勤", name(area)));
            en.push_str(&format!(", standing by for {area}"));
        }
        sentence("area", zh, en)
    }

    fn about_finish(&self, offset: UtcOffset) -> Option<Sentence> {
        let finish = self.finish.as_ref()?;
        let (wait_zh, wait_en) = span(self.wait_seconds);
        let at = clock(finish.free_at, offset);
        let (basis_zh, basis_en) = match finish.basis {
            FinishBasis::Learned { cases } => (
                format!("按本街镇 {cases} 起同类警情的中位用时"),
                format!("by the median of {cases} cases of its kind"),
            ),
            FinishBasis::Policy => (
                "按规则中的现场用时".to_owned(),
                "by the policy's time on scene".to_owned(),
            ),
            FinishBasis::Overrun { so_far } => {
                let (zh, en) = span(so_far);
                (
                    format!("现场已用 {zh}，超过预期，仅作估计"),
                    format!("on scene for {en}, longer than expected: a guess"),
                )
            }
        };
        Some(sentence(
            "finish",
            format!(
                "正在处置 {}，预计 {at} 完毕，还需等待 {wait_zh}（{basis_zh}）",
                finish.incident
            ),
            format!(
                "at work on {}, expected free at {at}, in {wait_en} ({basis_en})",
                finish.incident
            ),
        ))
    }

    fn about_way(&self) -> Sentence {
        let (zh, en) = span(self.way.seconds);
        let metres = self.way.metres.unwrap_or_default();
        let (from_zh, from_en) = match self.way.basis {
            WayBasis::Position { age } => (
                format!("按 {age} 秒前的定位"),
                format!("by its position {age} s ago"),
            ),
            WayBasis::PresentIncident => (
                "自现处置地点起算".to_owned(),
                "from where it is at work".to_owned(),
            ),
            WayBasis::WaitingPoint { age: None } => (
                "没有定位，按待命点估算".to_owned(),
                "without a position, from where it waits".to_owned(),
            ),
            WayBasis::WaitingPoint { age: Some(age) } => (
                format!("定位已过 {age} 秒，不再采信，按待命点估算"),
                format!("its position is {age} s old and not believed; from where it waits"),
            ),
            WayBasis::Usual => (
                "警情或车辆没有坐标，按规则中的常用路程".to_owned(),
                "the incident or the car is nowhere on the map; the policy's usual way".to_owned(),
            ),
        };
        match self.way.metres {
            Some(_) => sentence(
                "way",
                format!("直线 {metres} 米，路上约 {zh}（{from_zh}）"),
                format!("{metres} m in a straight line, about {en} on the way ({from_en})"),
            ),
            None => sentence(
                "way",
                format!("路程不明，路上按 {zh} 计（{from_zh}）"),
                format!("distance unknown, {en} on the way assumed ({from_en})"),
            ),
        }
    }

    fn about_total(&self, offset: UtcOffset) -> Sentence {
        let (zh, en) = span(self.total_seconds);
        let at = clock(self.there_at, offset);
        sentence(
            "total",
            format!("等待与路程合计约 {zh}，预计 {at} 到达"),
            format!("about {en} in all, expected there at {at}"),
        )
    }

    fn about_cover(&self, situation: &Situation<'_>) -> Sentence {
        let left = &self.left;
        if self.finish.is_some() {
            return sentence(
                "cover",
                format!("等它不占用空闲车辆，全镇仍有 {} 辆空闲", left.free_cars),
                format!(
                    "waiting for it takes no free car; {} stay free",
                    left.free_cars
                ),
            );
        }
        if left.empties_town {
            let (zh, en) = if left.needs_reason {
                ("，派出须写明理由", "; sending it needs a reason")
            } else {
                ("", "")
            };
            return sentence(
                "cover",
                format!("派出后全镇没有空闲车辆{zh}"),
                format!("the town is left without a free car{en}"),
            );
        }
        let names: Vec<&str> = left
            .bare_areas
            .iter()
            .filter_map(|id| situation.area(id))
            .map(|area| &*area.name)
            .collect();
        let mut zh = format!("派出后全镇还有 {} 辆空闲", left.free_cars);
        let mut en = format!("{} cars stay free", left.free_cars);
        if left.needs_reason {
            zh.push_str(&format!("，少于规则要求的 {} 辆，须写明理由", left.wanted));
            en.push_str(&format!(
                ", fewer than the {} wanted: needs a reason",
                left.wanted
            ));
        }
        if !names.is_empty() {
            zh.push_str(&format!("，无车值守：{}", names.join("、")));
            en.push_str(&format!(", without a car: {}", names.join(", ")));
        }
        sentence("cover", zh, en)
    }
}

impl Recommendation {
    /// What to do, in a sentence.
    #[must_use]
    pub fn sentence(&self, situation: &Situation<'_>) -> Sentence {
        let name = |unit: &UnitId| {
            self.candidates
                .iter()
                .find(|one| one.unit == *unit)
                .map_or("", |one| &*one.name)
        };
        match &self.advice {
            Advice::Send { unit, needs_reason } => {
                let (zh, en) = if *needs_reason {
                    (
                        "，但会使空闲车辆不足，须写明理由",
                        ", with a reason for leaving the town thin",
                    )
                } else {
                    ("", "")
                };
                sentence(
                    "advice",
                    format!("建议派{}（{unit}）{zh}", name(unit)),
                    format!("send {unit}{en}"),
                )
            }
            Advice::Queue { unit, free_at } => {
                let at = clock(*free_at, situation.offset);
                let none_free = if self.free_cars == 0 {
                    ("车辆都在处置中，", "all cars are at work; ")
                } else {
                    ("", "")
                };
                sentence(
                    "advice",
                    format!(
                        "{}建议排队等候{}（{unit}），预计 {at} 可派",
                        none_free.0,
                        name(unit)
                    ),
                    format!("{}queue for {unit}, expected free at {at}", none_free.1),
                )
            }
            Advice::NoCar => sentence(
                "advice",
                "现在没有可派的车辆".to_owned(),
                "no car serves now".to_owned(),
            ),
        }
    }
}
