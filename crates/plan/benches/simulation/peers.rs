//! The peers, as programs of their own: what they print is one line of JSON.

use serde_json::Value;
use std::{path::PathBuf, process::Command};

pub(crate) struct Peers {
    python: String,
    folder: PathBuf,
}

impl Peers {
    pub(crate) fn find() -> Self {
        let python = std::env::var("LIANDONG_PYTHON").expect(
            "LIANDONG_PYTHON names a Python with the packages of benches/baselines/requirements.txt; `cargo xtask bench simulation` makes one",
        );
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/baselines");
        Self { python, folder }
    }

    /// Runs a script beside this one, with words.
    pub(crate) fn ask(&self, script: &str, words: &[String]) -> Value {
        let mut command = Command::new(&self.python);
        command.current_dir(&self.folder).arg(script).args(words);
        let done = command.output().expect("Python can be started");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{script}: {said}");
        serde_json::from_slice(&done.stdout).expect("a line of JSON")
    }
}
