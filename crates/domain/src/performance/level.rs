//! The levels of indicators (绩效指标体系) that the finance rules know: 财预〔2020〕10号《项目支出绩效评价
//! 管理办法》 and 财预〔2021〕101号, which made cost (成本) a first level of its own.

/// A first level (一级指标) with the second levels (二级指标) under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// As the form prints it.
    pub name: &'static str,
    /// The second levels, as the form prints them.
    pub below: &'static [&'static str],
}

/// The first levels in the form's order.
pub const LEVELS: &[Level] = &[
    Level {
        name: "成本指标",
        below: &["经济成本指标", "社会成本指标", "生态环境成本指标"],
    },
    Level {
        name: "产出指标",
        below: &["数量指标", "质量指标", "时效指标"],
    },
    Level {
        name: "效益指标",
        below: &[
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "可持续影响指标",
        ],
    },
    Level {
        name: "满意度指标",
        below: &["服务对象满意度指标"],
    },
];

/// What does not fit the finance rules' levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLevel {
    /// The first level is none of [`LEVELS`].
    First,
    /// The second level does not stand under the first.
    Second(Level),
}

/// Holds two levels against the finance rules.
///
/// # Errors
/// [`BadLevel`], which names what would fit.
pub fn check(level1: &str, level2: &str) -> Result<(), BadLevel> {
    let level = LEVELS.iter().find(|level| level.name == level1);
    let level = level.ok_or(BadLevel::First)?;
    if level.below.contains(&level2) {
        Ok(())
    } else {
        Err(BadLevel::Second(*level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_level_stands_under_its_first() {
        assert_eq!(check("产出指标", "时效指标"), Ok(()));
        assert_eq!(check("产出", "时效指标"), Err(BadLevel::First));
        let refused = check("效益指标", "时效指标");
        assert!(matches!(refused, Err(BadLevel::Second(level)) if level.name == "效益指标"));
    }
}
