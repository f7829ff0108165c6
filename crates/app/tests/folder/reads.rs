use super::{root, second_town};
use liandong_app::folder::TownFolder;
use liandong_domain::{
    ids::UnitId,
    incident::CategoryCode,
    money::Fen,
    performance::{
        account,
        formula::Formula,
        ledger::Sums,
        target::{Comparator, TargetValue},
    },
    policy::Coverage,
    registry::{self, Holder, Registry},
    time::{Day, UtcOffset},
};
use std::{collections::BTreeMap, path::Path};

/// The rows of the indicator table of 附件2-1, in its order: levels one and two, name, target.
const FORM: [(&str, &str, &str, &str); 19] = [
    (
        "成本指标",
        "经济成本指标",
        "联警联动人员成本单价",
        "≤7.55万元/人/年",
    ),
    (
        "成本指标",
        "经济成本指标",
        "租用机动巡逻车成本单价",
        "≤8万元/辆/年",
    ),
    ("成本指标", "经济成本指标", "记录仪成本单价", "≤0.5万元/台"),
    ("成本指标", "经济成本指标", "电台成本单价", "≤0.15万元/台"),
    (
        "成本指标",
        "经济成本指标",
        "防爆设备成本单价",
        "≤0.1万元/套",
    ),
    (
        "成本指标",
        "经济成本指标",
        "个人勤备装备成本单价",
        "≤0.1万元/套",
    ),
    ("产出指标", "数量指标", "聘用联警联动人员", "40人"),
    ("产出指标", "数量指标", "联警联动人员培训完成率", "100%"),
    ("产出指标", "数量指标", "机动巡逻车辆租用数量", "5辆"),
    ("产出指标", "数量指标", "队员装备保障率", "100%"),
    ("产出指标", "质量指标", "考核通过率", "100%"),
    ("产出指标", "质量指标", "培训质量合格率", "100%"),
    ("产出指标", "时效指标", "到达现场及时性", "15分钟以内"),
    (
        "产出指标",
        "时效指标",
        "非警务类警情处理及时性",
        "30分钟以内",
    ),
    ("产出指标", "时效指标", "现场处置时效", "60分钟以内"),
    ("效益指标", "社会效益指标", "联动处置效能", "提升"),
    ("效益指标", "社会效益指标", "构建区域性“平安联动”", "构建"),
    ("效益指标", "可持续影响指标", "项目长效发展", "建立健全"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "90%"),
];

fn read(dir: &Path) -> TownFolder {
    TownFolder::read(dir).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

#[test]
fn the_first_customer_reads_whole() {
    let town = read(&root().join("examples/huacao"));
    assert_eq!(town.town.name, "华漕镇");
    assert_eq!(town.town.utc_offset, UtcOffset::BEIJING);
    let stations: Vec<&str> = town.stations.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(stations, ["华漕派出所", "纪王派出所"]);
    assert_eq!(
        (town.areas.len(), town.units.len(), town.members.len()),
        (5, 5, 40)
    );
    assert_eq!(town.categories.len(), CategoryCode::ALL.len());
    assert!(
        town.categories
            .iter()
            .all(|one| (4..=7).contains(&one.subcategories.len()))
    );
    assert_eq!(town.policy.coverage, Coverage::Always);
    assert_eq!(
        [
            town.policy.arrive,
            town.policy.feedback,
            town.policy.dispose
        ]
        .map(|one| one.seconds),
        [900, 1800, 3600]
    );
    assert!(town.trainings.is_empty() && town.assessments.is_empty());
}

#[test]
fn the_first_customers_project_is_the_form() {
    let town = read(&root().join("examples/huacao"));
    let [file] = town.projects.as_slice() else {
        panic!("one project");
    };
    let project = &file.project;
    assert_eq!(project.name, "华漕镇平安联动项目");
    assert_eq!(
        (project.service.from, project.service.to),
        (day("2024-03-01"), day("2025-02-28"))
    );
    let rows: Vec<_> = project
        .indicators
        .iter()
        .map(|one| {
            (
                one.level1.as_str(),
                one.level2.as_str(),
                one.name.as_str(),
                one.annual.wording.as_str(),
            )
        })
        .collect();
    assert_eq!(rows, FORM);
    assert!(project.indicators.iter().all(|one| one.due == one.annual));
    assert_eq!(
        project.indicators[0].annual.value,
        TargetValue::Fen(Fen::from_yuan(75_500))
    );
    assert_eq!(
        project.indicators[18].annual.comparator,
        Comparator::AtLeast
    );
    assert_eq!(
        project.indicators[18].annual.value,
        TargetValue::PercentHundredths(9000)
    );

    let sums = Sums::until(&file.entries, day("2024-08-31"));
    assert_eq!(sums.initial, Fen::from_yuan(1_800_000));
    assert_eq!(sums.decrease, Fen::from_yuan(1_800_000));
    assert_eq!((sums.adjusted(), sums.paid), (Fen::ZERO, Fen::ZERO));
    assert!(file.documents.is_empty());
}

/// The form gives upper bounds; the illustrative contract must stay under them.
#[test]
fn the_first_customers_contract_keeps_the_forms_bounds() {
    let town = read(&root().join("examples/huacao"));
    let file = &town.projects[0];
    let project = &file.project;
    assert_eq!(file.contracts[0].check(), Ok(()));
    let mut priced = 0;
    for indicator in &project.indicators {
        let Formula::ContractUnitPrice { line } = &indicator.formula else {
            continue;
        };
        let line = file.contracts[0]
            .lines
            .iter()
            .find(|one| one.id == *line)
            .expect("a line");
        let TargetValue::Fen(bound) = indicator.annual.value else {
            panic!("{} has no bound in money", indicator.name);
        };
        assert!(line.unit_price < bound, "{}", indicator.name);
        priced += 1;
    }
    assert_eq!(priced, 6);
}

/// Two members of each car at every hour of a whole cycle, each with what every member must hold.
#[test]
fn the_first_customers_cars_are_crewed_and_equipped() {
    let town = read(&root().join("examples/huacao"));
    let offset = town.town.utc_offset;
    for hour in 0..24 * 8 {
        let at = offset.start_of(town.roster.from).plus(hour * 3600);
        let teams = town.roster.teams_on_duty(at, offset);
        let mut crews: BTreeMap<&UnitId, usize> = BTreeMap::new();
        for member in town.members.iter().filter(|one| teams.contains(&&one.team)) {
            *crews.entry(&member.unit).or_default() += 1;
        }
        assert_eq!(
            crews.into_values().collect::<Vec<_>>(),
            [2; 5],
            "hour {hour}"
        );
    }
    for kind in town
        .equipment_kinds
        .iter()
        .filter(|one| one.required_per_member)
    {
        for member in &town.members {
            let holder = Holder::Member(member.id.clone());
            let held = town
                .equipment
                .iter()
                .filter(|one| one.kind == kind.id && one.holder == holder);
            assert_eq!(held.count(), 1, "{} of {}", kind.name, member.id);
        }
    }
}

#[test]
fn a_second_town_is_another_folder() {
    let town = read(&second_town());
    assert_eq!(town.town.name, "柳溪镇");
    assert_eq!(
        (town.areas.len(), town.units.len(), town.members.len()),
        (2, 2, 4)
    );
    assert_eq!(town.policy.dispose.seconds, 45 * 60);
    let monday = UtcOffset::BEIJING.start_of(day("2025-01-06"));
    let covered = |hour: i64| {
        town.policy
            .covers(monday.plus(hour * 3600), UtcOffset::BEIJING)
    };
    assert_eq!([8, 9, 16, 17].map(covered), [false, true, true, false]);
    assert_eq!(town.trainings[0].results.len(), 3);
    assert_eq!(town.assessments[0].pass_mark, 60);

    let file = &town.projects[0];
    assert_eq!(file.project.indicators.len(), 4);
    assert_eq!(file.project.contract[0].unit_price, Fen(6_000_005));
    assert_eq!(file.project.pre_appraisal, Some(Fen(25_000_050)));
    assert_eq!(file.entries[0].amount, Fen(24_000_020));
    let equipment = &file.project.indicators[2];
    assert_eq!(equipment.annual.value, TargetValue::PercentHundredths(9950));
    assert_eq!(equipment.due.value, TargetValue::PercentHundredths(9500));
    assert_eq!(file.documents[0].vouched_by, "赵北");
}

/// What the reader takes, the register and the project take too, in the order given.
#[test]
fn every_record_of_a_folder_enters_the_log() {
    for dir in [root().join("examples/huacao"), second_town()] {
        let town = read(&dir);
        let mut register = Registry::default();
        for record in town.records() {
            let event = registry::decide(&register, record).expect("a record that fits");
            register = registry::evolve(register, event.expect("a new record"), false);
        }
        assert_eq!(register.members().count(), town.members.len());
        assert_eq!(register.equipment().count(), town.equipment.len());
        for file in &town.projects {
            let mut state = None;
            for record in file.records() {
                let event = account::decide(state.as_ref(), record).expect("a record that fits");
                let event = event.expect("a new record");
                state = account::evolve(&town.town.id, state, event, false);
            }
            let state = state.expect("a project");
            assert_eq!(state.project(), &file.project);
            assert_eq!(state.entries(), file.entries);
            assert_eq!(state.documents().len(), file.documents.len());
        }
    }
}
