//! A setting's value and where it was set.

use super::settings::{Kind, Setting};
use crate::opening;
use liandong_app::network::Network;
use std::{net::SocketAddr, path::PathBuf};

/// A value that fits its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Secret(String),
    Path(PathBuf),
    Address(SocketAddr),
    Number(u64),
    Switch(bool),
    Networks(Vec<Network>),
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Default,
    /// File and line.
    File(PathBuf, usize),
    Variable(String),
    Flag(&'static str),
}

/// What does not fit, in both languages.
pub(crate) type Misfit = (String, String);

impl Value {
    /// Reads what stands as text: in the environment, on the command line, in a TOML string.
    pub(crate) fn read(setting: &Setting, text: &str) -> Result<Self, Misfit> {
        match setting.kind {
            Kind::Text | Kind::Secret if text.trim().is_empty() => {
                Err(("不能为空".into(), "must not be empty".into()))
            }
            Kind::Text => Ok(Self::Text(text.to_owned())),
            Kind::Secret => Ok(Self::Secret(text.to_owned())),
            Kind::Path if text.is_empty() => Err(("不能为空".into(), "must not be empty".into())),
            Kind::Path => Ok(Self::Path(text.into())),
            Kind::Address => text.parse().map(Self::Address).map_err(|_| {
                (
                    format!("“{text}”不是地址和端口，如 127.0.0.1:8110"),
                    format!("{text:?} is no address with a port, as 127.0.0.1:8110"),
                )
            }),
            Kind::Number(..) => match text.trim().parse() {
                Ok(number) => Self::number(setting, number),
                Err(_) => Err((
                    format!("“{text}”不是整数"),
                    format!("{text:?} is no whole number"),
                )),
            },
            Kind::Switch => match text.trim() {
                "true" => Ok(Self::Switch(true)),
                "false" => Ok(Self::Switch(false)),
                _ => Err((
                    format!("“{text}”须为 true 或 false"),
                    format!("{text:?} is neither true nor false"),
                )),
            },
            Kind::Choice(words) => {
                if words.contains(&text) {
                    Ok(Self::Text(text.to_owned()))
                } else {
                    Err((
                        format!("“{text}”须为其中之一：{}", words.join("、")),
                        format!("{text:?} is none of {}", words.join(", ")),
                    ))
                }
            }
            Kind::Networks => {
                let parts = text.split(',').map(str::trim).filter(|one| !one.is_empty());
                Self::networks(parts)
            }
        }
    }

    pub(crate) fn number(setting: &Setting, number: u64) -> Result<Self, Misfit> {
        match setting.kind {
            Kind::Number(least, most) if (least..=most).contains(&number) => {
                Ok(Self::Number(number))
            }
            Kind::Number(least, most) => Err((
                format!("{number} 须在 {least} 至 {most} 之间"),
                format!("{number} is not between {least} and {most}"),
            )),
            _ => Err(wrong_kind(setting)),
        }
    }

    pub(crate) fn networks<'a>(parts: impl Iterator<Item = &'a str>) -> Result<Self, Misfit> {
        let read = |text: &str| {
            text.parse::<Network>().map_err(|_| {
                (
                    format!("“{text}”不是网段，如 10.0.0.0/8"),
                    format!("{text:?} is no network, as 10.0.0.0/8"),
                )
            })
        };
        parts
            .map(read)
            .collect::<Result<_, _>>()
            .map(Self::Networks)
    }

    /// As it stands in the file.
    pub(crate) fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        match self {
            Self::Text(text) => quoted(text),
            Self::Secret(_) => quoted("（不显示 not shown）"),
            // An address may carry a password.
            Self::Path(path) => quoted(&opening::shown(path)),
            Self::Address(address) => quoted(&address.to_string()),
            Self::Number(number) => number.to_string(),
            Self::Switch(on) => on.to_string(),
            Self::Networks(all) => {
                let each: Vec<String> = all.iter().map(|one| quoted(&one.to_string())).collect();
                format!("[{}]", each.join(", "))
            }
        }
    }
}

/// What is said of a value of another kind.
pub(crate) fn wrong_kind(setting: &Setting) -> Misfit {
    let (zh, en) = match setting.kind {
        Kind::Path | Kind::Text | Kind::Secret | Kind::Address | Kind::Choice(_) => {
            ("文字", "text")
        }
        Kind::Number(..) => ("整数", "a whole number"),
        Kind::Switch => ("true 或 false", "true or false"),
        Kind::Networks => ("一列网段", "a list of networks"),
    };
    (format!("须为{zh}"), format!("must be {en}"))
}
