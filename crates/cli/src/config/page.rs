//! The settings as people read them: the tables of the operator's guide, and the file in force.

use super::{
    Origin, Resolved,
    settings::{ALL, Kind, SECTIONS, Setting},
};

fn allowed(kind: Kind) -> String {
    match kind {
        Kind::Path => "路径".into(),
        Kind::Text | Kind::Secret => "文字".into(),
        Kind::Address => "地址:端口".into(),
        Kind::Number(least, most) => format!("{least} 至 {most}"),
        Kind::Switch => "true、false".into(),
        Kind::Choice(words) => words.join("、"),
        Kind::Networks => "网段列表".into(),
    }
}

/// The tables of `docs/src/operator/configuration.md`, one a section.
#[cfg(test)]
pub(crate) fn tables() -> String {
    let mut page = String::new();
    for (section, caption) in SECTIONS {
        page.push_str(&format!(
            "### [{section}] {caption}\n\n| 键 | 默认 | 取值 | 说明 |\n| --- | --- | --- | --- |\n"
        ));
        for setting in of(section) {
            let default = setting.default.unwrap_or("不设");
            let flag = setting
                .flag
                .map_or(String::new(), |flag| format!("；命令行 `{flag}`"));
            page.push_str(&format!(
                "| `{}` | `{default}` | {} | {}{flag} |\n",
                setting.parts().1,
                allowed(setting.kind),
                setting.zh
            ));
        }
        page.push('\n');
    }
    page
}

fn of(section: &str) -> impl Iterator<Item = &'static Setting> {
    ALL.iter().filter(move |one| one.parts().0 == section)
}

/// The file in force, each setting with what it is and where it was set.
pub(crate) fn file(resolved: &Resolved) -> String {
    let mut text = String::new();
    for (section, caption) in SECTIONS {
        text.push_str(&format!("# {caption}\n[{section}]\n"));
        for setting in of(section) {
            let key = setting.parts().1;
            text.push_str(&format!(
                "# {} ({}; {})\n",
                setting.zh,
                setting.en,
                allowed(setting.kind)
            ));
            match resolved.0.get(setting.name) {
                None => text.push_str(&format!("# {key} = …\n")),
                Some((value, origin)) => {
                    let origin = match origin {
                        Origin::Default => String::new(),
                        Origin::File(path, line) => format!("  # {}:{line}", path.display()),
                        Origin::Variable(name) => format!("  # {name}"),
                        Origin::Flag(flag) => format!("  # {flag}"),
                    };
                    text.push_str(&format!("{key} = {}{origin}\n", value.to_toml()));
                }
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use std::{fs, path::Path};

    /// Set it to write the tables into the page instead of comparing them.
    const UPDATE: &str = "UPDATE_PAGES";

    #[test]
    fn the_guide_has_every_setting_as_it_is() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/operator/configuration.md");
        let page = fs::read_to_string(&path).unwrap();
        let (begin, end) = ("<!-- settings -->\n", "<!-- /settings -->");
        let (before, rest) = page.split_once(begin).unwrap();
        let (standing, after) = rest.split_once(end).unwrap();
        let tables = format!("\n{}", tables());
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&path, format!("{before}{begin}{tables}{end}{after}")).unwrap();
            return;
        }
        assert_eq!(
            standing, tables,
            "run this test with {UPDATE}=1 to write the tables"
        );
    }

    #[test]
    fn the_printed_file_reads_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("printed.toml");
        let flags = vec![("database.path", "/data/town.db".to_owned())];
        let resolved = load(None, &[], &flags).unwrap();
        fs::write(&path, file(&resolved)).unwrap();
        let again = load(Some(&path), &[], &Vec::new()).unwrap();
        for (name, (value, _)) in &resolved.0 {
            assert_eq!(again.value(name), Some(value), "{name}");
        }
    }
}
