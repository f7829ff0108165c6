//! Reports of a made-up town.

use liandong_analysis::{
    BreachRow, ClockTake, Fold, IncidentRow, Names, Number, ReferralEnd, ReferralRow, Report, Scope,
};
use liandong_domain::{
    incident::{CategoryCode, ClockKind, ClockOutcome, Grade, Phase},
    reports::{Basis, ReportKind, ReportOf},
    time::{Day, UtcOffset},
};
use liandong_report::analysis::Heading;

const AREAS: [(&str, &str); 5] = [
    ("a1", "许浦责任区"),
    ("a2", "纪王责任区"),
    ("a3", "诸翟责任区"),
    ("a4", "国际社区东部责任区"),
    ("a5", "前湾责任区"),
];
const DEPARTMENTS: [(&str, &str); 3] = [
    ("housing", "房屋管理所"),
    ("city", "城市管理行政执法中队"),
    ("market", "市场监督管理所"),
];
const SUBCATEGORIES: [(&str, &str); 10] = [
    ("s0", "噪音扰民"),
    ("s1", "占道堆物与餐饮油烟"),
    ("s2", "房屋漏水"),
    ("s3", "群租"),
    ("s4", "走失老人"),
    ("s5", "开锁求助"),
    ("s6", "电梯困人"),
    ("s7", "积水"),
    ("s8", "邻里纠纷"),
    ("s9", "消费纠纷"),
];
const REASONS: [&str; 3] = [
    "道路拥堵，绕行",
    "上一警情未处置完毕",
    "地址不详，与报警人反复核实",
];

/// The same numbers each time (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }
}

fn names() -> Names {
    let of = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(id, name)| ((*id).into(), (*name).into()))
            .collect()
    };
    let members: Vec<(String, String)> = (1..=40)
        .map(|nth| (format!("hc{nth:03}"), format!("队员{nth}")))
        .collect();
    Names {
        areas: of(&AREAS),
        subcategories: of(&SUBCATEGORIES),
        departments: of(&DEPARTMENTS),
        members: members
            .iter()
            .map(|(id, name)| (id.as_str().into(), name.as_str().into()))
            .collect(),
    }
}

/// How many calls a day of the town has.
#[derive(Clone, Copy)]
pub(crate) struct Town {
    pub(crate) calls: u64,
    /// How many of a hundred more in the period than before.
    pub(crate) more: u64,
    /// One in so many arrivals is late, before and in the period.
    pub(crate) late: [u64; 2],
    /// Days with records before the period.
    pub(crate) before: i64,
}

pub(crate) const BUSY: Town = Town {
    calls: 90,
    more: 140,
    late: [16, 7],
    before: 800,
};
pub(crate) const SMALL: Town = Town {
    calls: 3,
    more: 100,
    late: [10, 10],
    before: 3,
};

pub(crate) fn report(town: Town, kind: ReportKind, at: &str) -> Report {
    let of = ReportOf::holding(kind, at.parse().unwrap());
    let period = of.period();
    let begin = Day(period.from.0 - town.before);
    let scope = Scope::of(&[of], begin);
    let mut fold = Fold::new(scope.clone());
    let mut dice = Dice(7);
    for reads in scope.reads() {
        for day in reads.from.0..=reads.to.0 {
            let day = Day(day);
            let own = period.contains(day);
            let base = town.calls * if own { town.more } else { 100 } / 100;
            let calls = base * (80 + dice.below(41)) / 100;
            for nth in 1..=calls.max(1) {
                call(&mut fold, &mut dice, day, nth, town.late[usize::from(own)]);
            }
        }
    }
    let label = |place: i64| {
        format!(
            "{:010x}",
            place.unsigned_abs().wrapping_mul(0x009E_3779_B97F) % (1 << 40)
        )
    };
    fold.finish().reports(&[of], &names(), &label).remove(0)
}

fn call(fold: &mut Fold, dice: &mut Dice, day: Day, nth: u64, late: u64) {
    let date = day.date();
    let id = format!(
        "{:04}{:02}{:02}-{nth:05}",
        date.year(),
        date.month(),
        date.day()
    );
    let number = Number::parse(&id).unwrap();
    let breached = dice.below(late) == 0;
    let area = usize::try_from(dice.below(5)).unwrap();
    let category = usize::try_from(dice.below(5)).unwrap();
    let sub = category * 2 + usize::try_from(dice.below(2)).unwrap();
    let crew = format!(
        "LA:hc{:03},hc{:03}",
        area * 8 + usize::try_from(dice.below(4)).unwrap() + 1,
        area * 8 + 5
    );
    let clock = |breached| {
        let outcome = if breached {
            ClockOutcome::Breached
        } else {
            ClockOutcome::Kept
        };
        Some(ClockTake {
            outcome,
            late: false,
        })
    };
    let graded = dice.below(10) < 4;
    let grade = Grade::ALL[usize::try_from(dice.below(30).min(4)).unwrap()];
    let hour = i64::try_from(6 + dice.below(9) + dice.below(9)).unwrap();
    fold.incident(&IncidentRow {
        category: Some(CategoryCode::ALL[category]),
        subcategory: Some(SUBCATEGORIES[sub].0),
        area: (dice.below(40) > 0).then_some(AREAS[area].0),
        clocks: [
            clock(breached),
            clock(dice.below(30) == 0),
            clock(dice.below(50) == 0),
        ],
        grade: graded.then_some(grade),
        unreachable: !graded && dice.below(3) == 0,
        sampled: dice.below(2) == 0,
        complaint: dice.below(90) == 0,
        round: 1 + i64::from(dice.below(90) == 0),
        late_entries: i64::from(dice.below(25) == 0),
        place: Some(i64::try_from(1 + dice.below(900) * (1 + dice.below(3))).unwrap()),
        crews: &crew,
        ..IncidentRow::new(number, day, hour * 3_600, Phase::Closed)
    });
    if breached {
        fold.breach(&BreachRow {
            number,
            day,
            clock: ClockKind::Arrive,
            late_by: (dice.below(4) > 0).then(|| i64::try_from(60 + dice.below(900)).unwrap()),
            explanation: (dice.below(5) > 0)
                .then(|| REASONS[usize::try_from(dice.below(3)).unwrap()]),
        });
    }
    if dice.below(14) == 0 {
        let at = UtcOffset::BEIJING.start_of(day).plus(hour * 3_600);
        let took = i64::try_from(dice.below(12 * 86_400)).unwrap();
        fold.referral(&ReferralRow {
            number,
            department: DEPARTMENTS[usize::try_from(dice.below(3)).unwrap()].0,
            referred_at: at,
            ended: (dice.below(20) > 0).then(|| (ReferralEnd::Disposed, at.plus(took))),
            breached: took > 7 * 86_400,
        });
    }
    fold.caller(day, dice.below(2_000));
}

pub(crate) fn basis() -> Basis {
    Basis {
        position: 1_234_567,
        hash: "3f9a1c".repeat(10) + "3f9a",
    }
}

pub(crate) fn heading(basis: &Basis) -> Heading<'_> {
    Heading {
        town: "华漕镇",
        edition: Some(2),
        former: Some("77aa77aa"),
        basis,
        digest: Some("b0b1b2b3"),
    }
}
