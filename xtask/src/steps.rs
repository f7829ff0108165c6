//! Named, timed steps and the summary at their end.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// The steps of one task so far. The first that fails ends the task.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(&'static str, Duration, bool)>,
}

impl Steps {
    /// Runs one step: says what it does, then how long it took. A failure names the step.
    pub(crate) fn run<T>(
        &mut self,
        name: &'static str,
        what: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("\n── {name}: {what}");
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        self.done.push((name, took, result.is_ok()));
        if result.is_ok() {
            println!("── {name}: done in {}", in_words(took));
        }
        result.with_context(|| format!("step '{name}' failed"))
    }

    /// Prints a line for each step and the time of all of them.
    pub(crate) fn summary(&self) {
        if self.done.is_empty() {
            return;
        }
        println!("\nsteps");
        let mut whole = Duration::ZERO;
        for (name, took, fine) in &self.done {
            whole += *took;
            let mark = if *fine { "ok    " } else { "FAILED" };
            println!("  {mark}  {name:<16} {:>9}", in_words(*took));
        }
        println!("  in all  {:<16} {:>9}", "", in_words(whole));
    }
}

/// `0.4 s`, `59.9 s`, `3 min 05 s`.
pub(crate) fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_step_and_is_in_the_summary() {
        let mut steps = Steps::default();
        steps.run("one", "works", || Ok(())).unwrap();
        let error = steps
            .run("two", "breaks", || -> Result<()> {
                anyhow::bail!("no paper")
            })
            .unwrap_err();
        assert_eq!(format!("{error:#}"), "step 'two' failed: no paper");
        let outcomes: Vec<bool> = steps.done.iter().map(|step| step.2).collect();
        assert_eq!(outcomes, [true, false]);
    }

    #[test]
    fn times_read_as_a_person_says_them() {
        assert_eq!(in_words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(in_words(Duration::from_secs(185)), "3 min 05 s");
    }
}
