//! Identifiers. Each is a short piece of text that the town's own data or the intake counter gives,
//! never a database's row number, so that a log can be read, moved and merged without a key table.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a piece of text cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is 1 to 64 letters, digits, '-', '_' or '.'; this is not: {0:?}")]
pub struct BadId(pub String);

fn check(text: &str) -> Result<(), BadId> {
    let fits = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if fits {
        Ok(())
    } else {
        Err(BadId(text.to_owned()))
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Checks and wraps a text.
            ///
            /// # Errors
            /// [`BadId`] when the text is empty, longer than 64 bytes or holds another character
            /// than ASCII letters, digits, `-`, `_` and `.`.
            pub fn new(text: impl AsRef<str>) -> Result<Self, BadId> {
                check(text.as_ref())?;
                Ok(Self(text.as_ref().into()))
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
    };
}

id!(
    /// A town or sub-district (街镇): the tenant that every record belongs to.
    TownId
);
id!(
    /// An incident (警情), numbered by its town and local day: `20240301-0007`.
    IncidentId
);
id!(
    /// A unit (处置单元): here a patrol car (联警巡车) with its crew.
    UnitId
);
id!(
    /// A responsibility area, or beat (责任区).
    AreaId
);
id!(
    /// A police station (派出所).
    StationId
);
id!(
    /// A member of the joint patrol team (联警队员).
    MemberId
);
id!(
    /// A functional department (职能部门) to which hard cases are referred (流转).
    DepartmentId
);
id!(
    /// A login of a person or a machine (账号).
    AccountId
);
id!(
    /// A publicly funded project (财政项目).
    ProjectId
);
id!(
    /// An indicator (绩效指标) of a project.
    IndicatorId
);
id!(
    /// One of the items in a list that a town keeps: a subcategory, a kind of equipment, a course.
    ItemId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_checked_on_the_way_in_even_from_json() {
        assert!(TownId::new("huacao").is_ok());
        assert!(TownId::new("").is_err());
        assert!(TownId::new("华漕").is_err());
        assert!(serde_json::from_str::<TownId>("\"a b\"").is_err());
        assert_eq!(
            serde_json::from_str::<TownId>("\"a-b\"")
                .map(String::from)
                .ok()
                .as_deref(),
            Some("a-b")
        );
    }
}
