//! What happens to the crews beside the calls: trainings (培训) and monthly assessments (月度考核).

use super::{Action, Step, agenda::Agenda, dice::Dice, world::World};
use liandong_domain::{
    ids::{ItemId, MemberId},
    registry::{
        Assessment, AssessmentResult, Registry, RegistryEvent, Training, TrainingKind,
        TrainingResult,
    },
    roles::Role,
    time::Day,
};

/// The least score that passes an assessment.
const PASS_MARK: i64 = 80;
/// The day of the month on which a training is held.
const TRAINING_DAY: i8 = 15;
/// When trainings and assessments are entered: five in the afternoon, in seconds of the day.
const ENTERED: i64 = 17 * 3_600;
const TITLES: [&str; 4] = [
    "非警务警情处置规程与执法记录仪使用",
    "纠纷调解技巧与群众沟通",
    "应急联动与防汛防台演练",
    "文明用语、保密要求与信息填报",
];

/// Trainings and assessments of a period.
#[derive(Debug)]
pub(super) struct Calendar {
    members: Vec<(MemberId, Day, Option<Day>)>,
    from: Day,
    to: Day,
}

impl Calendar {
    pub(super) fn new(registry: &Registry, from: Day, to: Day) -> Self {
        let members = registry.members().map(|one| &one.record);
        Self {
            members: members
                .map(|one| (one.id.clone(), one.from, one.until))
                .collect(),
            from,
            to,
        }
    }

    /// Those engaged on a day.
    fn engaged(&self, day: Day) -> Vec<MemberId> {
        let here = |(_, from, until): &&(MemberId, Day, Option<Day>)| {
            *from <= day && until.is_none_or(|until| day <= until)
        };
        let engaged = self.members.iter().filter(here);
        engaged.map(|(id, _, _)| id.clone()).collect()
    }

    pub(super) fn write_into(&self, world: &World, dice: &mut Dice, agenda: &mut Agenda) {
        let mut enter = |day: Day, record: Option<RegistryEvent>| {
            let manager = world.account(Role::DutyManager, 0);
            if let Some((record, manager)) = record.zip(manager) {
                agenda.step(Step {
                    recorded_at: world.offset.start_of(day).plus(ENTERED),
                    occurred_at: None,
                    account: manager.clone(),
                    role: Role::DutyManager,
                    action: Action::Register(record),
                });
            }
        };
        let mut month_began = self.from;
        let mut day = self.from;
        let mut nth = 0;
        while day <= self.to {
            if day == self.from {
                let induction = self.training(dice, day, TrainingKind::Induction, "岗前培训");
                enter(day, induction);
            } else if day.date().day() == TRAINING_DAY {
                let title = TITLES.get(nth % TITLES.len()).copied().unwrap_or_default();
                enter(
                    day,
                    self.training(dice, day, TrainingKind::InService, title),
                );
                nth += 1;
            }
            if day.next().date().day() == 1 {
                enter(day, self.assessment(dice, month_began, day));
                month_began = day.next();
            }
            day = day.next();
        }
    }

    fn training(
        &self,
        dice: &mut Dice,
        day: Day,
        kind: TrainingKind,
        title: &str,
    ) -> Option<RegistryEvent> {
        let results: Vec<TrainingResult> = self
            .engaged(day)
            .into_iter()
            .map(|member| {
                let attended = dice.chance(985);
                TrainingResult {
                    member,
                    attended,
                    passed: attended.then(|| dice.chance(975)),
                }
            })
            .collect();
        if results.is_empty() {
            return None;
        }
        Some(RegistryEvent::TrainingHeld(Training {
            id: ItemId::new(format!("training-{day}")).ok()?,
            title: title.into(),
            day,
            kind,
            results,
        }))
    }

    fn assessment(&self, dice: &mut Dice, from: Day, to: Day) -> Option<RegistryEvent> {
        let results: Vec<AssessmentResult> = self
            .engaged(to)
            .into_iter()
            .map(|member| {
                // The higher of two throws: most do well, a few do not.
                let score = dice.between(78, 100).max(dice.between(70, 100));
                AssessmentResult { member, score }
            })
            .collect();
        if results.is_empty() {
            return None;
        }
        let date = to.date();
        Some(RegistryEvent::AssessmentHeld(Assessment {
            id: ItemId::new(format!("assessment-{:04}-{:02}", date.year(), date.month())).ok()?,
            from,
            to,
            day: to,
            pass_mark: PASS_MARK,
            results,
        }))
    }
}
