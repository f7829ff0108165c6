//! Accounts, by the rules by which they are opened and changed one at a time.

use super::{
    NEW_ACCOUNTS,
    desk::{Desk, column_of},
    fault::Fault,
    names::Names,
    page::{NAME, Page},
    table::Line,
    text,
};
use liandong_domain::{
    ids::{AccountId, DepartmentId, MemberId},
    people::{may_change, opened_of},
    refusal::Refusal,
    registry::{Account, RegistryEvent},
    roles::Role,
};

const ROLE: usize = 2;
const MEMBER: usize = 3;
const DEPARTMENT: usize = 4;
const EXTERNAL: usize = 5;

/// The roles that a town's accounts may have.
pub(super) const ROLES: [Role; 10] = [
    Role::Commander,
    Role::Dispatcher,
    Role::Member,
    Role::Department,
    Role::FollowUp,
    Role::DutyManager,
    Role::Performance,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
];

pub(super) fn account(desk: &mut Desk<'_>, names: &Names, line: Line<'_>, id: &str) {
    let Ok(id) = AccountId::new(id) else { return };
    let known = desk.before.account(&id);
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let role = role(desk, line);
    let member = optional(desk, names, line, MEMBER, Page::Members);
    let department = optional(desk, names, line, DEPARTMENT, Page::Departments);
    let (Some(name), Some(role), Some(member), Some(department)) = (name, role, member, department)
    else {
        return;
    };
    // A row that points at a row without an identifier has nothing of its own to mend.
    let (Ok(member), Ok(department)) = (
        member.map(MemberId::new).transpose(),
        department.map(DepartmentId::new).transpose(),
    ) else {
        return;
    };
    let account = Account {
        id,
        name,
        role,
        member,
        department,
        external: external(line.text(EXTERNAL), known),
    };
    let is_new = known.is_none();
    // What stands there already was allowed by what held then.
    let allowed = match known {
        Some(known) if *known == account => Ok(()),
        Some(_) => may_change(&desk.after, &account),
        None => opened_of(&desk.after, &account),
    };
    if let Err(refused) = allowed {
        let refusal = Refusal::from(refused);
        let column = column_of(line.page(), refusal.field);
        desk.fault(Fault::at(line, column, refusal.zh, refusal.en));
        return;
    }
    let (id, with_password) = (account.id.clone(), account.external.is_none());
    if desk.enter(line, is_new, RegistryEvent::AccountOpened(account)) && is_new && with_password {
        desk.opened.push(id);
        if desk.opened.len() == NEW_ACCOUNTS + 1 {
            desk.fault(Fault::at(
                line,
                NAME,
                format!("一次最多新开 {NEW_ACCOUNTS} 个账号；请把这一行起的账号放到下一次导入"),
                format!("{NEW_ACCOUNTS} new accounts at a time at the most: leave those from here on to the next import"),
            ));
        }
    }
}

/// The name at the identity provider; as the register has it, where only unseen space differs.
fn external(text: &str, known: Option<&Account>) -> Option<String> {
    let known = known.and_then(|known| known.external.as_deref());
    let text = known
        .filter(|known| text::tidy(known) == text)
        .unwrap_or(text);
    (!text.is_empty()).then(|| text.to_owned())
}

fn role(desk: &mut Desk<'_>, line: Line<'_>) -> Option<Role> {
    let text = line.text(ROLE);
    let role = ROLES
        .into_iter()
        .find(|role| role.zh() == text || role.as_str().eq_ignore_ascii_case(text));
    if role.is_none() {
        let words: Vec<&str> = ROLES.iter().map(|role| role.zh()).collect();
        let codes: Vec<&str> = ROLES.iter().map(|role| role.as_str()).collect();
        desk.fault(Fault::at(
            line,
            ROLE,
            format!("岗位须为以下之一：{}", words.join("、")),
            format!("a role is one of {}", codes.join(", ")),
        ));
    }
    role
}

/// A reference that may be left out: `Some(None)` where the cell is empty.
fn optional<'n>(
    desk: &mut Desk<'_>,
    names: &'n Names,
    line: Line<'_>,
    column: usize,
    to: Page,
) -> Option<Option<&'n str>> {
    if line.text(column).is_empty() {
        return Some(None);
    }
    desk.mean(names, line, column, to).map(Some)
}
