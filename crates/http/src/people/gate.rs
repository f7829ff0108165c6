//! What holds for every request of a visitor, before its handler: a session that must do something
//! first does that, and a personal token keeps to its scopes.

use super::scopes::{reads, scope_of_write};
use crate::Problem;
use axum::http::{Method, StatusCode};
use liandong_app::{access::Visitor, people::Limited};
use liandong_domain::people::Scope;

/// What a session may do that must change its password first.
const PASSWORD_ONLY: &[&str] = &[
    "/api/v1/session",
    "/api/v1/account",
    "/api/v1/account/password",
];
/// What a session may do that must add a second factor first.
const SECOND_FACTOR_ONLY: &[&str] = &[
    "/api/v1/session",
    "/api/v1/account",
    "/api/v1/account/second-factor",
    "/api/v1/account/second-factor/confirm",
];

pub(crate) fn check(visitor: &Visitor, method: &Method, path: &str) -> Result<(), Problem> {
    let limited = visitor.session.as_ref().and_then(|one| one.limited);
    if let Some(limited) = limited {
        let (open, code, zh, en) = match limited {
            Limited::ChangePassword => (
                PASSWORD_ONLY,
                "password_change_needed",
                "请先修改管理员给您的初始密码",
                "change the password that the administrator gave you first",
            ),
            Limited::AddSecondFactor => (
                SECOND_FACTOR_ONLY,
                "second_factor_needed",
                "按本街镇规则，您的岗位须先启用动态口令",
                "this role must add a second factor first",
            ),
        };
        if !open.contains(&path) {
            return Err(Problem::new(StatusCode::FORBIDDEN, code, zh, en));
        }
    }
    let Some(scopes) = &visitor.scopes else {
        return Ok(());
    };
    let needed = if reads(method) {
        Some(Scope::Read)
    } else {
        scope_of_write(path)
    };
    match needed {
        Some(needed) if scopes.contains(&needed) => Ok(()),
        Some(needed) => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "out_of_scope",
            format!("令牌的范围不含“{}”（{}）", needed.zh(), needed.code()),
            format!("the token's scopes do not hold {}", needed.code()),
        )),
        None => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "out_of_scope",
            "个人令牌不能办理此事，请登录后办理",
            "no personal token may do this; log in",
        )),
    }
}
