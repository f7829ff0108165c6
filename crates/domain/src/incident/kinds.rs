//! The small fixed lists of the loop.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that the log and the API use.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The word that people read.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// Reads the code back.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        // By hand: the derive does not see codes that come through this macro.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($code),+]))
                    .description(Some(concat!($($code, " ", $zh, "; "),+)))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use words;

words! {
    /// The five categories (五大类), fixed at the top.
    CategoryCode {
        /// Environmental nuisance: noise, smoke, smell, waste.
        Environment = "environment", "涉环境违法";
        /// Housing: leaks, illegal building, group renting.
        Housing = "housing", "涉房屋管理";
        /// Help that needs no police: lost elders, locked doors.
        Assistance = "assistance", "非警务求助";
        /// Joint response with other services.
        JointResponse = "joint_response", "应急联动";
        /// Quarrels between people.
        Dispute = "dispute", "纠纷类";
    }
}

words! {
    /// Where an incident stands; it stands in exactly one.
    Phase {
        /// Received (接警).
        Received = "received", "接警";
        /// Confirmed non-police and classified (确认分类).
        Classified = "classified", "已确认分类";
        /// Accepted by the dispatcher (接收).
        Accepted = "accepted", "已接收";
        /// A unit is assigned (派单).
        Assigned = "assigned", "已派单";
        /// The crew has acknowledged (接单).
        Acknowledged = "acknowledged", "已接单";
        /// The crew is on scene (到达).
        Arrived = "arrived", "已到达";
        /// The crew has given its disposition feedback (处置反馈).
        FeedbackGiven = "feedback_given", "已处置反馈";
        /// Disposed (处置完毕).
        Disposed = "disposed", "处置完毕";
        /// Reviewed (研判).
        Reviewed = "reviewed", "已研判";
        /// Referred to departments, at least one has not yet accepted (流转).
        Referred = "referred", "已流转";
        /// Every department has accepted (部门受理).
        ReferralAccepted = "referral_accepted", "部门已受理";
        /// Every department has reported its result (部门办结).
        DepartmentDisposed = "department_disposed", "部门已办结";
        /// Followed up (回访).
        FollowedUp = "followed_up", "已回访";
        /// Closed (办结).
        Closed = "closed", "办结";
        /// Returned to police (退回公安).
        ReturnedToPolice = "returned_to_police", "退回公安";
        /// Merged into another incident (合并重复).
        Merged = "merged", "已合并";
        /// Cancelled (撤销).
        Cancelled = "cancelled", "已撤销";
    }
}

impl Phase {
    /// Whether the loop is over: nothing more is due, though a closed incident can be reopened.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::ReturnedToPolice | Self::Merged | Self::Cancelled
        )
    }

    /// Whether the line has not yet come to 处置完毕, so that police can still take it back.
    #[must_use]
    pub const fn is_before_disposed(self) -> bool {
        (self as u8) < (Self::Disposed as u8)
    }

    /// Whether a car is bound to the incident.
    #[must_use]
    pub const fn has_unit(self) -> bool {
        matches!(
            self,
            Self::Assigned | Self::Acknowledged | Self::Arrived | Self::FeedbackGiven
        )
    }
}

words! {
    /// Where a call comes from (来源).
    Source {
        /// The 110 system.
        Police110 = "police_110", "110";
        /// The 12345 hotline.
        Hotline12345 = "hotline_12345", "12345";
        /// Taken by hand in the command room.
        ByHand = "by_hand", "人工登记";
    }
}

words! {
    /// How an arrival is known (到达依据).
    ArrivalSource {
        /// By the car's position.
        Position = "position", "定位";
        /// By radio.
        Radio = "radio", "电台";
        /// By the crew's phone.
        Phone = "phone", "手机";
        /// Entered by hand.
        ByHand = "by_hand", "人工";
    }
}

words! {
    /// What came of a disposal (处置结果).
    DisposalOutcome {
        /// Resolved on scene.
        Resolved = "resolved", "现场解决";
        /// The parties were reconciled.
        Mediated = "mediated", "现场调解";
        /// Calmed, but a department must go on.
        NeedsDepartment = "needs_department", "需部门跟进";
        /// Nothing was found.
        NothingFound = "nothing_found", "未发现情况";
    }
}

words! {
    /// The caller's grade at follow-up (满意度).
    Grade {
        /// Very dissatisfied.
        VeryDissatisfied = "very_dissatisfied", "很不满意";
        /// Dissatisfied.
        Dissatisfied = "dissatisfied", "不满意";
        /// Neither.
        Neutral = "neutral", "一般";
        /// Satisfied.
        Satisfied = "satisfied", "满意";
        /// Very satisfied.
        VerySatisfied = "very_satisfied", "很满意";
    }
}

impl Grade {
    /// Whether the grade counts as satisfied (满意 or 很满意).
    #[must_use]
    pub const fn is_satisfied(self) -> bool {
        matches!(self, Self::Satisfied | Self::VerySatisfied)
    }
}
