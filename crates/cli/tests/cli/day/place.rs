//! Where the day is played: the town's folder as the day has it, a fresh database, and the server.

use super::{script::Day, words::Words};
use crate::cli::tools::{SERVE, Server, liandong, stderr, stdout};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

pub(crate) struct Place {
    folder: TempDir,
    db: String,
}

impl Place {
    /// Sets town and district up in a database: a new file beside the folder, when none is named.
    pub(crate) fn new(beside: &Path, day: &Day, words: &Words, db: Option<String>) -> Self {
        let folder = crate::cli::tools::folder();
        let db = db.unwrap_or_else(|| {
            let file = folder.path().join("town.db");
            file.to_str().unwrap().to_owned()
        });
        let place = Self { folder, db };
        let town = place.town(beside, day, words);
        place.run(&["init", "--town", town.to_str().unwrap()]);
        let district = &day.district;
        let account = format!("{}={}", district.account, district.name);
        place.run(&[
            "district",
            "--id",
            &district.id,
            "--name",
            &district.name,
            "--towns",
            &day.town.id,
            "--account",
            &account,
        ]);
        place
    }

    /// The town's folder with what the day has otherwise.
    fn town(&self, beside: &Path, day: &Day, words: &Words) -> PathBuf {
        let town = self.folder.path().join("town");
        crate::cli::tools::copy(&beside.join(&day.town.folder), &town);
        for file in &day.town.files {
            let text = fs::read_to_string(beside.join(file)).unwrap();
            fs::write(town.join(file), words.text(&text)).unwrap();
        }
        for change in &day.town.change {
            let file = town.join(&change.file);
            let text = fs::read_to_string(&file).unwrap();
            assert!(
                text.contains(&change.from),
                "{} has changed: {}",
                change.file,
                change.from
            );
            fs::write(&file, text.replace(&change.from, &change.to)).unwrap();
        }
        town
    }

    /// The binary, in the day's folder: there it keeps key and attachments of a server's database.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = liandong(words);
        command
            .args(["--db", &self.db])
            .current_dir(self.folder.path())
            .env("LIANDONG_WEBHOOKS_ALLOW", "127.0.0.0/8")
            .env("LIANDONG_WEBHOOKS_PLAIN_HTTP", "true")
            .env("LIANDONG_WEBHOOKS_FIRST_RETRY_SECONDS", "1");
        command
    }

    #[track_caller]
    pub(crate) fn run(&self, words: &[&str]) -> String {
        let output = self.command(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        stdout(&output)
    }

    pub(crate) fn serve(&self) -> Server {
        Server::start_as(&mut self.command(&SERVE))
    }
}
