//! benches/guard.toml: what was measured when it was last accepted, and how far from it is still well.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use toml::Spanned;

/// The texts of a run, as the file and the bench call them, and their groups.
type Ratios = BTreeMap<String, Spanned<f64>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Baseline {
    pub(crate) tolerance: Tolerance,
    ratio: BTreeMap<String, Ratios>,
    instructions: Instructions,
}

/// Shares of a number.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tolerance {
    pub(crate) ratio: f64,
    pub(crate) instructions: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Instructions {
    per_character: Spanned<f64>,
    compiler: Spanned<String>,
}

/// A number to write, and where it goes.
pub(crate) type Edit = (Range<usize>, String);

impl Baseline {
    pub(crate) fn read(text: &str) -> Result<Self> {
        let baseline: Self = toml::from_str(text)?;
        let Tolerance { ratio, instructions } = baseline.tolerance;
        ensure!((0.0..1.0).contains(&ratio) && (0.0..1.0).contains(&instructions), "tolerance: a share goes from 0 to 1");
        let numbers = baseline.ratio.values().flatten().map(|(_, number)| number).chain([&baseline.instructions.per_character]);
        ensure!(numbers.into_iter().all(|number| *number.get_ref() > 0.0), "a ratio or a count is greater than 0");
        Ok(baseline)
    }

    /// Groups and their ratios on these texts, in the order of the file.
    pub(crate) fn ratios(&self, texts: &str) -> Result<Vec<(&str, f64)>> {
        let table = self.ratio.get(texts).with_context(|| format!("there is no table [ratio.{texts}]"))?;
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_key(|(_, number)| number.span().start);
        Ok(rows.into_iter().map(|(group, number)| (group.as_str(), *number.get_ref())).collect())
    }

    pub(crate) fn per_character(&self) -> f64 {
        *self.instructions.per_character.get_ref()
    }

    /// With which the instructions were counted.
    pub(crate) fn compiler(&self) -> &str {
        self.instructions.compiler.get_ref()
    }

    pub(crate) fn accept_ratio(&self, texts: &str, group: &str, ratio: f64) -> Option<Edit> {
        Some((self.ratio.get(texts)?.get(group)?.span(), format!("{ratio:.2}")))
    }

    pub(crate) fn accept_instructions(&self, per_character: f64, compiler: &str) -> [Edit; 2] {
        let Instructions { per_character: number, compiler: name } = &self.instructions;
        [(number.span(), format!("{per_character:.1}")), (name.span(), format!("{compiler:?}"))]
    }
}

/// The text of the file with other numbers, and all else as it was.
pub(crate) fn edit(text: &str, mut edits: Vec<Edit>) -> String {
    let mut edited = text.to_owned();
    edits.sort_by_key(|(span, _)| span.start);
    for (span, number) in edits.into_iter().rev() {
        edited.replace_range(span, &number);
    }
    edited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    const TEXT: &str = "\
# Numbers
[tolerance]
ratio = 0.25 # wide
instructions = 0.03

[ratio.own] # beside jieba-rs
titles = 2.50 # short
article = 3 # long

[instructions]
per_character = 700.5 # without loading
compiler = \"rustc 1.88.0\"
";

    #[test]
    fn groups_come_in_the_order_of_the_file() {
        let baseline = Baseline::read(TEXT).unwrap();
        assert_eq!(baseline.ratios("own").unwrap(), [("titles", 2.5), ("article", 3.0)]);
        assert!(baseline.ratios("corpus").unwrap_err().to_string().contains("[ratio.corpus]"));
        assert_eq!((baseline.per_character(), baseline.compiler()), (700.5, "rustc 1.88.0"));
    }

    #[test]
    fn numbers_that_would_let_all_pass_are_refused() {
        for (from, to) in [("0.25", "1.0"), ("0.03", "-0.1"), ("2.50", "0.0"), ("700.5", "0"), ("titles = 2.50", "titles = \"2.5\"")] {
            assert!(Baseline::read(&TEXT.replace(from, to)).is_err(), "{to}");
        }
    }

    #[test]
    fn accepting_changes_numbers_only() {
        let baseline = Baseline::read(TEXT).unwrap();
        let mut edits: Vec<Edit> = baseline.accept_instructions(650.04, "rustc 1.95.0").into();
        edits.extend(baseline.accept_ratio("own", "article", 12.345));
        assert_eq!(baseline.accept_ratio("own", "unknown", 1.0), None);
        let expected = TEXT.replace("700.5", "650.0").replace("article = 3 ", "article = 12.35 ").replace("1.88.0", "1.95.0");
        assert_eq!(edit(TEXT, edits), expected.replace("12.35", &format!("{:.2}", 12.345)));
    }

    #[test]
    fn the_committed_numbers_are_in_order() {
        let baseline = Baseline::read(&Workspace::new(None).unwrap().read("benches/guard.toml").unwrap()).unwrap();
        for texts in ["corpus", "own"] {
            assert!(!baseline.ratios(texts).unwrap().is_empty(), "{texts}");
        }
    }
}
