//! What duty and trainings contribute to a month, beside the incidents and the register. This is the
//! one place where their records are looked up.

use super::{TRAINING, incidents::Basis};
use crate::{
    App, AppError,
    duty::{Attended, turns_and_marked},
    streams::{read_event, stream_of},
};
use liandong_domain::{
    aggregate::Aggregate,
    assessment::{
        Attendance, Month,
        vendor::{CarShifts, Service, TurnKey},
    },
    duty::{AttendanceMark, Sheet, Turn, turns_within, worked},
    ids::{MemberId, TownId},
    time::Day,
};
use liandong_store::{Filter, Op, Query, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Who was on duty in a month, and who came.
struct Duty {
    turns: Vec<Turn>,
    attendance: Vec<Attendance>,
    absent: BTreeSet<TurnKey>,
}

impl App {
    /// The members' attendance in a month. A member without a line has no evidence there: the part
    /// is left out of its score. So it is for everybody where nobody checks in: a town that keeps
    /// no attendance has forty members, not forty absentees.
    pub(super) async fn attendance_of(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Vec<Attendance>, AppError> {
        Ok(self.duty(town, month, basis).await?.attendance)
    }

    async fn duty(&self, town: &TownId, month: Month, basis: &Basis) -> Result<Duty, AppError> {
        let (registry, days) = (&basis.registry, month.period());
        let changes = self.changes(town, days).await?;
        let known = self.sheets(town, month, basis).await?;
        let counted_from = self.counted_from(town, month, &known, basis).await?;
        let turns = turns_within(registry, &changes, days);
        let turns = turns_and_marked(registry, turns, &known);
        let (mut lines, mut absent) = (BTreeMap::new(), BTreeSet::new());
        let rules = registry.duty_rules();
        let counts = |turn: &&Turn| counted_from.is_some_and(|from| turn.day >= from);
        for turn in turns.iter().filter(counts) {
            let key = (turn.day, turn.member.clone(), turn.shift.clone());
            let attended = known.get(&key);
            let marks = worked(registry, &rules, turn, attended, basis.at).marks;
            if marks.contains(&AttendanceMark::Pending) {
                continue;
            }
            let line = lines
                .entry(turn.member.clone())
                .or_insert_with(|| Attendance {
                    member: turn.member.clone(),
                    attended: 0,
                    due: 0,
                    late: 0,
                });
            line.due += 1;
            if marks.contains(&AttendanceMark::Absent) {
                absent.insert(key);
            } else {
                line.attended += 1;
            }
            let marks = attended.map(|one| [one.came, one.left]);
            let late = marks.iter().flatten().flatten().any(|mark| mark.late);
            line.late += u64::from(late);
        }
        Ok(Duty {
            turns,
            attendance: lines.into_values().collect(),
            absent,
        })
    }

    /// The first day of a month that attendance counts from: the day on which people began to check in,
    /// where nobody did in the month before; `None` where nobody does in this one.
    async fn counted_from(
        &self,
        town: &TownId,
        month: Month,
        known: &Attended,
        basis: &Basis,
    ) -> Result<Option<Day>, AppError> {
        let Some(began) = known.keys().map(|(day, _, _)| *day).min() else {
            return Ok(None);
        };
        let before = Month::of(Day(month.first().0 - 1));
        let before = self.sheets(town, before, basis).await?;
        Ok(Some(if before.is_empty() {
            began
        } else {
            month.first()
        }))
    }

    /// The attendance of a month as the log makes it up to a position.
    async fn sheets(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Attended, AppError> {
        let (mut all, days) = (Attended::new(), month.period());
        for day in (days.from.0..=days.to.0).map(Day) {
            let id = day.to_string();
            let mut sheet: Option<Sheet> = None;
            for stored in self
                .store()
                .stream(town, &stream_of::<Sheet>(&id), 0)
                .await?
            {
                if stored.position > basis.position {
                    break;
                }
                let (event, stamp) = read_event::<Sheet>(&stored).map_err(AppError::Internal)?;
                sheet = Sheet::evolve(sheet, &id, &event, stamp);
            }
            let turns = sheet.into_iter().flat_map(|sheet| sheet.turns);
            all.extend(turns.map(|((member, shift), one)| ((day, member, shift), one)));
        }
        Ok(all)
    }

    /// What the vendor's service showed in a month.
    pub(super) async fn service(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Service, AppError> {
        let duty = self.duty(town, month, basis).await?;
        let registry = &basis.registry;
        Ok(Service {
            shifts: CarShifts::of(registry, &duty.turns, &duty.absent, month, basis.at),
            attendance: duty.attendance,
            training_minutes: self.training_minutes(town, month, basis).await?,
        })
    }

    /// Minutes of training attended in a month; `None` where no training of it is kept with its
    /// length. Who attended is asked of the register, as it stood.
    async fn training_minutes(
        &self,
        town: &TownId,
        month: Month,
        basis: &Basis,
    ) -> Result<Option<BTreeMap<MemberId, i64>>, AppError> {
        let days = month.period();
        let filter = |op, day: i64| Filter {
            column: "day",
            op,
            value: Value::Int(day),
        };
        let query = Query {
            table: &TRAINING,
            town: town.clone(),
            columns: vec!["id", "minutes"],
            filters: vec![filter(Op::Ge, days.from.0), filter(Op::Le, days.to.0)],
            order: Vec::new(),
            limit: None,
        };
        let mut lengths = BTreeMap::new();
        for row in self.store().rows(query).await? {
            if let [Value::Text(id), Value::Int(minutes)] = &row[..] {
                lengths.insert(id.to_string(), *minutes);
            }
        }
        let mut trained: Option<BTreeMap<MemberId, i64>> = None;
        for one in basis.registry.trainings().map(|one| &one.record) {
            let Some(minutes) = lengths.get(one.id.as_str()) else {
                continue;
            };
            let trained = trained.get_or_insert_default();
            for result in one.results.iter().filter(|result| result.attended) {
                *trained.entry(result.member.clone()).or_default() += minutes;
            }
        }
        Ok(trained)
    }
}
