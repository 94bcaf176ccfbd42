//! The lines of a file in data/, and what is wrong with them.

use anyhow::{Result, bail};

/// A source: tab-separated rows, comments from `#` at the start of a line, blank lines.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    path: &'t str,
    text: &'t str,
    problems: Vec<String>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(path: &'t str, text: &'t str) -> Self {
        Self { path, text, problems: Vec::new() }
    }

    /// The rows with the numbers of their lines.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &'t str)> + use<'t> {
        let lines = self.text.lines().enumerate().map(|(i, line)| (i + 1, line));
        lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
    }

    /// Notes that a line is not in order.
    pub(crate) fn fault(&mut self, line: usize, problem: impl std::fmt::Display) {
        self.problems.push(format!("{}:{line}: {problem}", self.path));
    }

    /// Fails if any line is not in order, and names all of them.
    pub(crate) fn finish(self) -> Result<()> {
        if self.problems.is_empty() {
            return Ok(());
        }
        bail!("\n{}", self.problems.join("\n"))
    }
}
