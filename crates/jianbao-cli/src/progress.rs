//! What is told on stderr while and after records are written.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressFinish, ProgressState, ProgressStyle};

use crate::args::Run;

pub(crate) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    begun: Instant,
    documents: u64,
    failed: u64,
}

impl Progress {
    pub(crate) fn new(run: &Run) -> Self {
        let has_stdout = run.output.is_none() && io::stdout().is_terminal();
        let bar = if run.quiet || has_stdout || !io::stderr().is_terminal() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        let bar = bar.with_finish(ProgressFinish::AndClear);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} documents, {speed}/s, {elapsed}") {
            bar.set_style(style.with_key("speed", |state: &ProgressState, out: &mut dyn fmt::Write| {
                // A line that is drawn again in a moment.
                let _ = write!(out, "{:.0}", state.per_sec());
            }));
        }
        Self { bar, quiet: run.quiet, begun: Instant::now(), documents: 0, failed: 0 }
    }

    pub(crate) fn done(&mut self) {
        self.documents += 1;
        self.bar.inc(1);
    }

    pub(crate) fn failed(&mut self, message: &str) {
        self.failed += 1;
        self.done();
        self.tell(message);
    }

    pub(crate) fn has_failures(&self) -> bool {
        self.failed > 0
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_using_style();
        if self.documents > 1 && io::stderr().is_terminal() {
            let seconds = self.begun.elapsed().as_secs_f64();
            self.tell(&format!("{} documents in {seconds:.1} s, {} failed", self.documents, self.failed));
        }
    }

    fn tell(&self, message: &str) {
        if !self.quiet {
            // Records matter more than what is said about them.
            self.bar.suspend(|| drop(writeln!(io::stderr(), "{message}")));
        }
    }
}
