//! Reading the file, the environment and the flags. All that is wrong is told at once.

use super::{
    settings::{ALL, Kind, SECTIONS, Setting},
    value::{Misfit, Origin, Value, wrong_kind},
};
use crate::{Failure, failure::Complaint, opening};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Names the file when no flag does.
pub(crate) const CONFIG: &str = "LIANDONG_CONFIG";
/// What the filter was called before there was a file.
const LOG: &str = "LIANDONG_LOG";

/// What flags say: a setting's name and its text.
pub(crate) type Flags = Vec<(&'static str, String)>;

/// Every setting that is set, with where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved(pub(crate) BTreeMap<&'static str, (Value, Origin)>);

impl Resolved {
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|(value, _)| value)
    }
}

/// Reads the settings: defaults, then the file, then the environment, then flags.
pub(crate) fn load(
    file: Option<&Path>,
    environment: &[(String, String)],
    flags: &Flags,
) -> Result<Resolved, Failure> {
    let mut reading = Reading::default();
    reading.defaults();
    let named = environment.iter().find(|(name, _)| name == CONFIG);
    let file = file
        .map(Path::to_owned)
        .or_else(|| named.map(|(_, path)| PathBuf::from(path)));
    if let Some(path) = &file {
        reading.file(path);
    }
    reading.environment(environment);
    reading.flags(flags);
    if reading.complaints.is_empty() {
        Ok(reading.resolved)
    } else {
        Err(Failure::Input(reading.complaints))
    }
}

/// The process's own variables that concern us.
pub(crate) fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("LIANDONG_"))
        .collect()
}

#[derive(Default)]
struct Reading {
    resolved: Resolved,
    complaints: Vec<Complaint>,
}

impl Reading {
    fn defaults(&mut self) {
        for setting in ALL {
            let Some(default) = setting.default else {
                continue;
            };
            // The table's own texts: a test reads every one of them.
            if let Ok(value) = from_toml_text(setting, default) {
                self.resolved
                    .0
                    .insert(setting.name, (value, Origin::Default));
            }
        }
    }

    fn set(&mut self, setting: &Setting, value: Result<Value, Misfit>, origin: Origin) {
        let (place_zh, place_en) = match &origin {
            Origin::File(path, line) => (
                format!("{} 第 {line} 行，{}", path.display(), setting.name),
                format!("{}:{line}: {}", path.display(), setting.name),
            ),
            Origin::Variable(name) => (format!("环境变量 {name}"), name.clone()),
            Origin::Flag(flag) => ((*flag).to_owned(), (*flag).to_owned()),
            Origin::Default => (setting.name.to_owned(), setting.name.to_owned()),
        };
        match value {
            Ok(value) => drop(self.resolved.0.insert(setting.name, (value, origin))),
            Err((zh, en)) => self.complaints.push(Complaint {
                zh: format!("{place_zh}：{zh}"),
                en: format!("{place_en}: {en}"),
            }),
        }
    }

    fn complain(&mut self, path: &Path, line: usize, zh: &str, en: &str) {
        let path = path.display();
        self.complaints.push(Complaint {
            zh: format!("{path} 第 {line} 行：{zh}"),
            en: format!("{path}:{line}: {en}"),
        });
    }

    fn file(&mut self, path: &Path) {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let path = path.display();
                self.complaints.push(Complaint {
                    zh: format!("{path} 不能读取：{error}"),
                    en: format!("{path} cannot be read: {error}"),
                });
                return;
            }
        };
        let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let (table, errors) = DeTable::parse_recoverable(&text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            let said = error.message().replace('\n', "; ");
            self.complain(path, line(at), &format!("不是正确的 TOML：{said}"), &said);
        }
        if !errors.is_empty() {
            return;
        }
        for (section, inner) in table.get_ref() {
            let name = section.get_ref().as_ref();
            let at = line(section.span().start);
            let known = SECTIONS.iter().any(|(known, _)| *known == name);
            match (known, inner.get_ref()) {
                (true, DeValue::Table(keys)) => self.section(path, name, keys, &line),
                (true, _) => {
                    self.complain(
                        path,
                        at,
                        &format!("{name} 须为一节，写作 [{name}]"),
                        &format!("{name} must be a table: [{name}]"),
                    );
                }
                (false, _) => {
                    let (zh, en) = (format!("不认识 {name}"), format!("unknown key {name}"));
                    self.complain(path, at, &zh, &en);
                }
            }
        }
    }

    fn section(
        &mut self,
        path: &Path,
        section: &str,
        keys: &DeTable<'_>,
        line: &impl Fn(usize) -> usize,
    ) {
        for (key, value) in keys {
            let at = line(key.span().start);
            let name = format!("{section}.{}", key.get_ref());
            let Some(setting) = ALL.iter().find(|one| one.name == name) else {
                let (zh, en) = (format!("不认识 {name}"), format!("unknown key {name}"));
                self.complain(path, at, &zh, &en);
                continue;
            };
            let value = from_toml(setting, value).map(|value| match value {
                Value::Path(inner) => Value::Path(beside(path, inner)),
                other => other,
            });
            self.set(setting, value, Origin::File(path.to_owned(), at));
        }
    }

    fn environment(&mut self, environment: &[(String, String)]) {
        for (name, text) in environment {
            let setting = ALL.iter().find(|one| one.variable() == *name);
            let setting = match setting {
                None if name == LOG => ALL.iter().find(|one| one.name == "log.filter"),
                other => other,
            };
            if let Some(setting) = setting {
                let value = Value::read(setting, text);
                self.set(setting, value, Origin::Variable(name.clone()));
                continue;
            }
            // A misspelt setting; other programs' variables may begin with our name too.
            let of_ours = |(section, _): &(&str, &str)| {
                name.strip_prefix("LIANDONG_")
                    .and_then(|rest| rest.strip_prefix(&section.to_uppercase()))
                    .is_some_and(|rest| rest.starts_with('_'))
            };
            if SECTIONS.iter().any(of_ours) {
                self.complaints.push(Complaint {
                    zh: format!("不认识环境变量 {name}"),
                    en: format!("unknown variable {name}"),
                });
            }
        }
    }

    fn flags(&mut self, flags: &Flags) {
        for (name, text) in flags {
            if let Some(setting) = ALL.iter().find(|one| one.name == *name) {
                let flag = setting.flag.unwrap_or(setting.name);
                self.set(setting, Value::read(setting, text), Origin::Flag(flag));
            }
        }
    }
}

fn beside(file: &Path, inner: PathBuf) -> PathBuf {
    match file.parent() {
        // The address of a server's database is no path.
        Some(folder) if inner.is_relative() && opening::address(&inner).is_none() => {
            folder.join(inner)
        }
        _ => inner,
    }
}

fn from_toml_text(setting: &Setting, text: &str) -> Result<Value, Misfit> {
    let value = DeValue::parse(text).map_err(|error| {
        let said = error.message().to_owned();
        (said.clone(), said)
    })?;
    from_toml(setting, &value)
}

fn from_toml(setting: &Setting, value: &Spanned<DeValue<'_>>) -> Result<Value, Misfit> {
    match (setting.kind, value.get_ref()) {
        (
            Kind::Path | Kind::Text | Kind::Secret | Kind::Address | Kind::Choice(_),
            DeValue::String(text),
        ) => Value::read(setting, text),
        (Kind::Number(..), DeValue::Integer(number)) => {
            Value::read(setting, &number.to_string().replace('_', ""))
        }
        (Kind::Switch, DeValue::Boolean(on)) => Ok(Value::Switch(*on)),
        (Kind::Networks, DeValue::Array(all)) => {
            let mut texts = Vec::new();
            for one in all.iter() {
                match one.get_ref() {
                    DeValue::String(text) => texts.push(text.as_ref()),
                    _ => return Err(wrong_kind(setting)),
                }
            }
            Value::networks(texts.into_iter())
        }
        _ => Err(wrong_kind(setting)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_reads() {
        let resolved = load(None, &[], &Vec::new()).unwrap();
        for setting in ALL {
            assert_eq!(
                resolved.value(setting.name).is_some(),
                setting.default.is_some(),
                "{}",
                setting.name
            );
        }
        let sections: Vec<&str> = ALL.iter().map(|one| one.parts().0).collect();
        let mut named: Vec<&str> = sections.clone();
        named.dedup();
        assert_eq!(named, SECTIONS.iter().map(|one| one.0).collect::<Vec<_>>());
    }

    #[test]
    fn the_later_wins_and_each_says_where_it_was_set() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("liandong.toml");
        let text =
            "[server]\nlisten = \"0.0.0.0:1\"\nbody_kib = 1_00\n\n[database]\npath = \"a.db\"\n";
        std::fs::write(&file, text).unwrap();
        let environment = vec![("LIANDONG_SERVER_LISTEN".to_owned(), "0.0.0.0:2".to_owned())];
        let flags = vec![("database.path", "b.db".to_owned())];
        let resolved = load(Some(&file), &environment, &flags).unwrap();
        let listen = &resolved.0["server.listen"];
        assert_eq!(listen.0, Value::Address("0.0.0.0:2".parse().unwrap()));
        assert_eq!(listen.1, Origin::Variable("LIANDONG_SERVER_LISTEN".into()));
        let body = &resolved.0["server.body_kib"];
        assert_eq!(*body, (Value::Number(100), Origin::File(file.clone(), 3)));
        assert_eq!(resolved.0["database.path"].0, Value::Path("b.db".into()));
        let url = "postgres://ld:geheim@db.town/liandong";
        std::fs::write(&file, format!("[database]\npath = \"{url}\"\n")).unwrap();
        let server = load(Some(&file), &[], &Vec::new()).unwrap();
        let server = &server.0["database.path"].0;
        assert_eq!(*server, Value::Path(url.into()));
        assert_eq!(server.to_toml(), "\"postgres://db.town/liandong\"");
        std::fs::write(&file, text).unwrap();
        let only_file = load(Some(&file), &[], &Vec::new()).unwrap();
        let path = folder.path().join("a.db");
        assert_eq!(only_file.0["database.path"].0, Value::Path(path));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("liandong.toml");
        let text = "[server]\nlistn = 1\nbody_kib = 1\nlisten = 8110\n[sever]\n[webhooks]\nallow = [\"10.0.0.0/99\"]\n";
        std::fs::write(&file, text).unwrap();
        let environment = vec![
            (
                "LIANDONG_LIMITS_TOKEN_PER_MINTUE".to_owned(),
                "1".to_owned(),
            ),
            ("LIANDONG_TEST_POSTGRES".to_owned(), "x".to_owned()),
        ];
        let failure = load(Some(&file), &environment, &Vec::new()).unwrap_err();
        let Failure::Input(complaints) = failure else {
            panic!("{failure}")
        };
        let said: Vec<&str> = complaints.iter().map(|one| one.en.as_str()).collect();
        let name = file.display().to_string();
        for expected in [
            format!("{name}:2: unknown key server.listn"),
            format!("{name}:3: server.body_kib: 1 is not between 16 and 16384"),
            format!("{name}:4: server.listen: must be text"),
            format!("{name}:5: unknown key sever"),
            format!("{name}:7: webhooks.allow: \"10.0.0.0/99\" is no network, as 10.0.0.0/8"),
            "unknown variable LIANDONG_LIMITS_TOKEN_PER_MINTUE".to_owned(),
        ] {
            assert!(said.contains(&expected.as_str()), "{expected}: {said:#?}");
        }
        assert_eq!(said.len(), 6, "{said:#?}");
    }
}
