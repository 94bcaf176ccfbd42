//! What is told on stderr while and after records are written.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use std::{fs, thread};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};

use crate::args::Run;
use crate::failure::Failure;
use crate::input::Tally;
use crate::summary::{Notes, Summary};
use crate::work::Status;

const SPINNER: &str = "{spinner} {msg}, {binary_bytes}, {elapsed}";
const BAR: &str = "{bar:30} {percent}% of {binary_total_bytes}, {msg}, {eta} left";

pub(crate) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    begun: Instant,
    tally: Arc<Tally>,
    summary: Summary,
    /// Where the summary goes as JSON.
    counts: Option<File>,
}

impl Progress {
    /// A bar as long as all inputs, if that is known, on a terminal that nothing else is written to.
    pub(crate) fn new(run: &Run, inputs: &[PathBuf], tally: Arc<Tally>) -> anyhow::Result<Self> {
        let create = |path: &PathBuf| File::create(path).with_context(|| format!("--summary {}: cannot be written", path.display()));
        // A slip in its name must not come to light after hours.
        let counts = run.summary.as_ref().map(create).transpose()?;
        let has_stdout = run.output.is_none() && io::stdout().is_terminal();
        let bar = if run.quiet || has_stdout || !io::stderr().is_terminal() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        let bar = bar.with_finish(ProgressFinish::AndClear).with_message("0 documents");
        set_template(&bar, SPINNER);
        if !bar.is_hidden() {
            let (bar, inputs) = (bar.clone(), inputs.to_vec());
            // A crawl may be a million files: the first pages need not wait for the last one to be found.
            thread::spawn(move || {
                if let Some(length) = length_of(&inputs) {
                    bar.set_length(length);
                    set_template(&bar, BAR);
                }
            });
        }
        Ok(Self { bar, quiet: run.quiet, begun: Instant::now(), tally, summary: Summary::default(), counts })
    }

    pub(crate) fn done(&mut self, notes: &Notes) {
        self.summary.done(notes);
        self.show();
    }

    pub(crate) fn failed(&mut self, name: &str, failure: &Failure) {
        self.summary.failed(failure);
        self.tell(&format!("{name}: {failure}"));
        self.show();
    }

    fn show(&mut self) {
        if !self.bar.is_hidden() {
            self.summary.seconds = self.begun.elapsed().as_secs_f64();
            self.bar.set_message(format!("{} documents, {:.0}/s", self.summary.documents, self.summary.per_second()));
            self.bar.set_position(self.tally.bytes());
        }
    }

    /// Tells how the run went; `reprints` were marked, if they were looked for.
    pub(crate) fn finish(mut self, reprints: Option<u64>) -> anyhow::Result<Status> {
        self.bar.finish_using_style();
        self.summary.seconds = self.begun.elapsed().as_secs_f64();
        self.summary.bytes = self.tally.bytes();
        self.summary.reprints = reprints;
        self.summary.passed_over = self.tally.passed_over();
        if self.summary.is_worth_telling() {
            self.tell(&self.summary.to_string());
        }
        if let Some(file) = &mut self.counts {
            writeln!(file, "{}", serde_json::to_string_pretty(&self.summary)?).context("--summary: cannot be written")?;
        }
        Ok(if self.summary.failed > 0 { Status::SomeFailed } else { Status::Done })
    }

    fn tell(&self, message: &str) {
        if !self.quiet {
            // Records matter more than what is said about them.
            self.bar.suspend(|| drop(writeln!(io::stderr(), "{message}")));
        }
    }
}

fn set_template(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

/// The bytes of all inputs; `None` if there is one, such as stdin, of which nobody knows.
fn length_of(inputs: &[PathBuf]) -> Option<u64> {
    if inputs.is_empty() { None } else { inputs.iter().map(|path| length(path)).sum() }
}

fn length(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok()?;
    if metadata.is_file() {
        return Some(metadata.len());
    }
    let mut length = 0;
    for entry in fs::read_dir(path).ok()? {
        let entry = entry.ok()?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        // As when they are read: links to files, but not to directories.
        if !is_hidden && (entry.file_type().ok()?.is_dir() || entry.path().is_file()) {
            length += self::length(&entry.path())?;
        }
    }
    Some(length)
}
