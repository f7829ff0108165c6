//! The committed corpus of the fuzzer is replayed: no file of it may panic. The slowest is named.

use crate::fuzzed::{file, take};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

#[test]
fn no_file_of_the_corpus_is_too_much() {
    for target in ["text", "xlsx", "docx", "pdf"] {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(target);
        let mut count = 0;
        let mut slowest = (Duration::ZERO, PathBuf::new());
        for entry in fs::read_dir(&corpus).expect("the corpus is committed") {
            let path = entry.unwrap().path();
            let start = Instant::now();
            take(&file(target, &fs::read(&path).unwrap()));
            slowest = slowest.max((start.elapsed(), path));
            count += 1;
        }
        let (taken, path) = slowest;
        println!("{target}: {count} files, {taken:?} for {}", path.display());
        assert!(count >= 20, "{target}: {count} files");
    }
}
