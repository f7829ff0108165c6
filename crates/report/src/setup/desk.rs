//! Rows entered one after another, each into the register as those before it made it.

use super::{
    fault::Fault,
    names::Names,
    page::{NAME, Page},
    table::Line,
    text,
};
use liandong_domain::{
    geo::BadOutline,
    ids::AccountId,
    registry::{self, Account, Registry, RegistryEvent, RegistryRejection},
    time::Day,
};

/// The most characters of a name.
const LONGEST: usize = 60;

/// What a sheet's rows say beside the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Records that are not in the register.
    pub new: usize,
    /// Records that say another thing than the register.
    pub changed: usize,
    /// Records that the register has as they are.
    pub unchanged: usize,
}

/// What a workbook would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The records that say something new, each after those that it points at.
    pub records: Vec<RegistryEvent>,
    /// What each sheet's rows say, in the order of the workbook.
    pub counts: Vec<(Page, Count)>,
    /// The accounts to open that sign in with a password.
    pub opened: Vec<AccountId>,
}

impl Plan {
    /// The accounts to open that sign in with a password, as they would be.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        let accounts = self.records.iter().filter_map(|record| match record {
            RegistryEvent::AccountOpened(account) => Some(account),
            _ => None,
        });
        accounts.filter(|account| self.opened.contains(&account.id))
    }
}

/// What a row adds to its sheet's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    New,
    Changed,
    Unchanged,
}

#[derive(Debug)]
pub(super) struct Desk<'a> {
    /// The register as it is.
    pub(super) before: &'a Registry,
    /// The register after the rows so far.
    pub(super) after: Registry,
    pub(super) today: Day,
    faults: Vec<Fault>,
    /// A row that only failed because another one did; told when nothing else is.
    follows: Option<Fault>,
    records: Vec<RegistryEvent>,
    counts: [Count; Page::ALL.len()],
    pub(super) opened: Vec<AccountId>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(before: &'a Registry, today: Day, faults: Vec<Fault>) -> Self {
        Self {
            before,
            after: before.clone(),
            today,
            faults,
            follows: None,
            records: Vec::new(),
            counts: [Count::default(); Page::ALL.len()],
            opened: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// How many faults there are so far.
    pub(super) const fn faults(&self) -> usize {
        self.faults.len()
    }

    pub(super) fn count(&mut self, page: Page, says: Says) {
        let Some(count) = self.counts.get_mut(page as usize) else {
            return;
        };
        match says {
            Says::New => count.new += 1,
            Says::Changed => count.changed += 1,
            Says::Unchanged => count.unchanged += 1,
        }
    }

    /// Enters a row's record, and counts it.
    pub(super) fn enter(&mut self, line: Line<'_>, is_new: bool, record: RegistryEvent) -> bool {
        let says = match self.record(line, record) {
            None => return false,
            Some(false) => Says::Unchanged,
            Some(true) if is_new => Says::New,
            Some(true) => Says::Changed,
        };
        self.count(line.page(), says);
        true
    }

    /// Enters a record without counting it; whether it said something new, or nothing where it was refused.
    pub(super) fn record(&mut self, line: Line<'_>, record: RegistryEvent) -> Option<bool> {
        match registry::decide(&self.after, record) {
            Ok(None) => Some(false),
            Ok(Some(event)) => {
                let after = std::mem::take(&mut self.after);
                self.after = registry::evolve(after, event.clone(), false);
                self.records.push(event);
                Some(true)
            }
            Err(rejection) => {
                let column = column_of(line.page(), rejection.field());
                let (zh, en) = (zh(&rejection), rejection.to_string());
                let fault = Fault::at(line, column, zh, en);
                // What it points at was found by its name, so that its own row is what is wrong.
                if matches!(rejection, RegistryRejection::Unknown { .. }) {
                    self.follows.get_or_insert(fault);
                } else {
                    self.fault(fault);
                }
                None
            }
        }
    }

    /// A name, which must be there. As the register has it, where only unseen space differs.
    pub(super) fn name(
        &mut self,
        line: Line<'_>,
        column: usize,
        known: Option<&str>,
    ) -> Option<String> {
        let text = line.text(column);
        if let Some(known) = known.filter(|known| !text.is_empty() && text::tidy(known) == text) {
            return Some(known.to_owned());
        }
        if (1..=LONGEST).contains(&text.chars().count()) {
            return Some(text.to_owned());
        }
        let (zh, en) = if text.is_empty() {
            let heading = line.page().columns().get(column);
            let (zh, en) = heading.map_or(("", ""), |one| (one.zh, one.en));
            (format!("必填：{zh}"), format!("needed: {en}"))
        } else {
            (
                format!("最多 {LONGEST} 个字"),
                format!("{LONGEST} characters at the most"),
            )
        };
        self.fault(Fault::at(line, column, zh, en));
        None
    }

    /// A day; `Some(None)` where the cell is empty.
    pub(super) fn day(&mut self, line: Line<'_>, column: usize) -> Option<Option<Day>> {
        let text = line.text(column);
        if text.is_empty() {
            return Some(None);
        }
        let day = text::day(text);
        if day.is_none() {
            self.fault(Fault::at(
                line,
                column,
                "不是日期；请写成 2024-03-01（年-月-日，1990 至 2199 年）",
                "not a day: write it as 2024-03-01, years 1990 to 2199",
            ));
        }
        day.map(Some)
    }

    /// A reference that must be there.
    pub(super) fn refer<'n>(
        &mut self,
        names: &'n Names,
        line: Line<'_>,
        column: usize,
        to: Page,
    ) -> Option<&'n str> {
        let text = line.text(column);
        if text.is_empty() {
            let (zh, en) = (to.name(), to.en());
            self.fault(Fault::at(
                line,
                column,
                format!("必填：从“{zh}”表中选一项"),
                format!("needed: a {en} of its own sheet"),
            ));
            return None;
        }
        self.mean(names, line, column, to)
    }

    /// What a text that is there means.
    pub(super) fn mean<'n>(
        &mut self,
        names: &'n Names,
        line: Line<'_>,
        column: usize,
        to: Page,
    ) -> Option<&'n str> {
        match names.find(to, line.text(column)) {
            Ok(id) => Some(id),
            Err((zh, en)) => {
                self.fault(Fault::at(line, column, zh, en));
                None
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<Plan, Vec<Fault>> {
        if self.faults.is_empty() {
            self.faults.extend(self.follows);
        }
        if self.faults.is_empty() {
            return Ok(Plan {
                records: self.records,
                counts: Page::ALL.into_iter().zip(self.counts).collect(),
                opened: self.opened,
            });
        }
        // One cell, one thing to mend: the first that was found.
        self.faults.sort_by_key(|fault| fault.order);
        self.faults.dedup_by(|one, other| one.cell == other.cell);
        Err(self.faults)
    }
}

/// The column that a record's field stands in.
pub(super) fn column_of(page: Page, field: Option<&str>) -> usize {
    match (page, field) {
        (_, Some("name")) => NAME,
        (Page::Areas, Some("station")) | (Page::Members, Some("team")) | (_, Some("role")) => 2,
        (Page::Areas, Some("outline"))
        | (Page::Units, Some("area"))
        | (Page::Members, Some("unit"))
        | (Page::Accounts, Some("member")) => 3,
        (Page::Accounts, Some("department")) => 4,
        (_, Some("until")) | (Page::Accounts, Some("external")) => 5,
        _ => 0,
    }
}

fn zh(rejection: &RegistryRejection) -> String {
    match rejection {
        RegistryRejection::Unknown { id, .. } => format!("指向的 {id} 不存在，或它自己的一行有误"),
        RegistryRejection::Outline(why) => match why {
            BadOutline::TooFewCorners => "边界至少要有三个角点".into(),
            BadOutline::Open => "边界必须首尾相接".into(),
            BadOutline::OffTheGlobe(corner) => format!(
                "第 {corner} 个角点超出范围：先写经度（−180 至 180），再写纬度（−90 至 90）"
            ),
            BadOutline::CrossesItself(_) => "边界自相交；请按顺序沿边界一圈写各角点".into(),
        },
        RegistryRejection::Refused(refusal) => refusal.zh.clone(),
        RegistryRejection::Bad { field: "until", .. } => "早于开始的日期".into(),
        RegistryRejection::Bad {
            field: "external", ..
        } => "已是另一账号的用户名".into(),
        RegistryRejection::Bad { field: "cycle", .. } => "轮转至少一天".into(),
        RegistryRejection::Bad { .. }
        | RegistryRejection::Policy(_)
        | RegistryRejection::PolicyVersion { .. }
        | RegistryRejection::ProtocolVersion { .. } => format!("台账不接受：{rejection}"),
    }
}
