//! Why something about people is refused.

use super::{LegalGround, WeakPassword};
use crate::refusal::{Because, Refusal};

/// A refusal about people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeopleRejection {
    /// The new password is too weak.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// There is no such account in the town.
    #[error("there is no account {0}")]
    NoSuchAccount(String),
    /// There is a second factor already.
    #[error("the account has a second factor already")]
    SecondFactorThere,
    /// There is no second factor.
    #[error("the account has no second factor")]
    NoSecondFactor,
    /// The account's role must have a second factor.
    #[error("this role must have a second factor")]
    SecondFactorNeeded,
    /// The code is wrong, or was used before.
    #[error("the code is wrong, or was used before")]
    WrongCode,
    /// The present password is wrong.
    #[error("the present password is wrong")]
    WrongPassword,
    /// There is no such token.
    #[error("there is no token {0}")]
    NoSuchToken(String),
    /// There is no such session.
    #[error("there is no session {0}")]
    NoSuchSession(String),
    /// The name of a token is empty or too long.
    #[error("name: 1 to 60 characters")]
    BadTokenName,
    /// A token without scopes is good for nothing.
    #[error("a token needs one scope at least")]
    NoScopes,
    /// A token must end, and not later than the town allows.
    #[error("a token ends within {days} days")]
    BadExpiry {
        /// The most days.
        days: u32,
    },
    /// The secret was shown when the command came first.
    #[error("this was done before; what it made is shown once only")]
    ShownOnce,
    /// A reason is needed.
    #[error("{field}: 1 to 500 characters")]
    BadText {
        /// The field.
        field: &'static str,
    },
    /// There is no such erasure.
    #[error("there is no erasure {0}")]
    NoSuchErasure(String),
    /// The incident has no caller.
    #[error("the incident has no caller's data")]
    NoCaller,
    /// The caller's data is gone already.
    #[error("the caller's data was erased before")]
    AlreadyErased,
    /// The caller has an incident under way.
    #[error("the caller has an incident under way; erase after its end")]
    IncidentUnderWay,
    /// One asks, another approves.
    #[error("who asked for an erasure cannot approve it")]
    SamePerson,
    /// It was decided before.
    #[error("the erasure was decided before")]
    AlreadyDecided,
    /// It was not approved.
    #[error("the erasure is not approved")]
    NotApproved,
    /// The ground needs more words than the law's.
    #[error("the ground {} needs the law or rule in the reason", ground.code())]
    GroundNeedsLaw {
        /// The ground.
        ground: LegalGround,
    },
}

impl From<PeopleRejection> for Refusal {
    fn from(rejection: PeopleRejection) -> Self {
        use Because as B;
        use PeopleRejection as R;
        let en = rejection.to_string();
        let of = |code, because, zh: String| Self::new(code, because, zh, en.clone());
        match &rejection {
            R::Weak(weak) => weak_password(*weak, &en),
            R::NoSuchAccount(id) => of("no_such_account", B::NotFound, format!("没有账号 {id}")),
            R::SecondFactorThere => of(
                "second_factor_there",
                B::Conflict,
                "该账号已启用动态口令；如需更换，请先停用".into(),
            ),
            R::NoSecondFactor => of(
                "no_second_factor",
                B::Conflict,
                "该账号没有启用动态口令，或没有待确认的动态口令".into(),
            ),
            R::SecondFactorNeeded => of(
                "second_factor_needed",
                B::Conflict,
                "按本街镇规则，您的岗位须启用动态口令，请先启用".into(),
            ),
            R::WrongCode => of(
                "wrong_code",
                B::Invalid,
                "动态口令不对或已用过，请用最新的一组".into(),
            )
            .about("code"),
            R::WrongPassword => {
                of("wrong_password", B::Invalid, "当前密码不对".into()).about("password")
            }
            R::NoSuchToken(id) => of("no_such_token", B::NotFound, format!("没有令牌 {id}")),
            R::NoSuchSession(id) => of("no_such_session", B::NotFound, format!("没有登录 {id}")),
            R::BadTokenName => of(
                "bad_token_name",
                B::Invalid,
                "令牌名称须为 1 至 60 个字".into(),
            )
            .about("name"),
            R::NoScopes => {
                of("no_scopes", B::Invalid, "请至少选择一个令牌范围".into()).about("scopes")
            }
            R::BadExpiry { days } => of(
                "bad_expiry",
                B::Invalid,
                format!("令牌须在 {days} 天之内到期，且晚于现在"),
            )
            .about("expires_at"),
            R::ShownOnce => of(
                "shown_once",
                B::Conflict,
                "此操作先前已完成，其结果只显示一次；没有记下的话，请换一个幂等键重新办理".into(),
            ),
            R::BadText { field } => of(
                "bad_text",
                B::Invalid,
                format!("{field}：须为 1 至 500 个字"),
            )
            .about(field),
            R::NoSuchErasure(id) => {
                of("no_such_erasure", B::NotFound, format!("没有销毁申请 {id}"))
            }
            R::NoCaller => of("no_caller", B::NotFound, "该警情没有报警人信息".into()),
            R::AlreadyErased => of("caller_erased", B::Gone, "报警人信息已销毁".into()),
            R::IncidentUnderWay => of(
                "incident_under_way",
                B::Conflict,
                "该报警人还有未办结的警情，须在办结之后销毁".into(),
            ),
            R::SamePerson => of(
                "same_person",
                B::Forbidden,
                "申请人不能批准自己的销毁申请，须由另一名管理员批准".into(),
            ),
            R::AlreadyDecided => of("already_decided", B::Conflict, "该销毁申请已有决定".into()),
            R::NotApproved => of("not_approved", B::Conflict, "该销毁申请未获批准".into()),
            R::GroundNeedsLaw { .. } => of(
                "ground_needs_law",
                B::Invalid,
                "选择“法律、行政法规规定的其他情形”时，理由中须写明依据的法律或行政法规".into(),
            )
            .about("reason"),
        }
    }
}

fn weak_password(weak: WeakPassword, en: &str) -> Refusal {
    use WeakPassword as W;
    let zh = match weak {
        W::TooShort { min } => format!("密码至少 {min} 个字符"),
        W::TooLong => format!("密码最多 {} 个字符", super::password::LONGEST),
        W::LikeAccount => "密码不能由账号名构成".into(),
        W::Common => "这是常见密码，容易被猜到，请换一个".into(),
        W::Monotonous => "密码至少要有四个不同的字符".into(),
        W::Same => "新密码不能与当前密码相同".into(),
    };
    Refusal::new("weak_password", Because::Invalid, zh, en).about("new_password")
}
