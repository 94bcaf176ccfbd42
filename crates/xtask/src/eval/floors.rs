//! testdata/floors.toml: the least that is held. Tables are sets, a number is a floor, `{ max = … }` a ceiling.

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use toml::de::{DeTable, DeValue};

use super::pages::Measures;

/// How far below what is measured a floor is set, so that work on other things does not trip over it.
const SLACK: f64 = 0.005;

/// A floor or a ceiling.
#[derive(Debug)]
pub(crate) struct Limit {
    /// With its table: `pages.dev.body_F1`.
    pub(crate) measure: String,
    pub(crate) bound: f64,
    pub(crate) is_ceiling: bool,
    /// Where the number stands in the file.
    span: Range<usize>,
}

impl Limit {
    pub(crate) fn holds(&self, value: f64) -> bool {
        if self.is_ceiling { value <= self.bound + 1e-9 } else { value >= self.bound - 1e-9 }
    }

    /// The bound that the value allows for, if that asks for more; three decimals, away from the value.
    fn tighter(&self, value: f64) -> Option<f64> {
        if self.is_ceiling {
            let bound = ((value + SLACK) * 1e3 - 1e-6).ceil() / 1e3;
            (bound < self.bound).then_some(bound)
        } else {
            let bound = ((value - SLACK) * 1e3 + 1e-6).floor() / 1e3;
            (bound > self.bound).then_some(bound)
        }
    }
}

/// The limits in the order of the file.
pub(crate) fn read(text: &str) -> Result<Vec<Limit>> {
    let table = DeTable::parse(text)?;
    let mut limits = Vec::new();
    collect(table.get_ref(), "", &mut limits)?;
    limits.sort_by_key(|limit| limit.span.start);
    Ok(limits)
}

fn collect(table: &DeTable<'_>, prefix: &str, limits: &mut Vec<Limit>) -> Result<()> {
    for (key, value) in table {
        let key: &str = key.get_ref();
        let (measure, is_ceiling) = match key {
            "max" => (prefix.to_owned(), true),
            _ if prefix.is_empty() => (key.to_owned(), false),
            _ => (format!("{prefix}.{key}"), false),
        };
        let number = match value.get_ref() {
            DeValue::Table(inner) if !is_ceiling => {
                collect(inner, &measure, limits)?;
                continue;
            }
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            _ => bail!("{measure}: a floor is a number, a ceiling is {{ max = number }}"),
        };
        let bound = number.parse().with_context(|| format!("{measure}: `{number}` is no plain number"))?;
        ensure!((0.0..=1.0).contains(&bound), "{measure}: {bound} is no share; bounds go from 0 to 1");
        limits.push(Limit { measure, bound, is_ceiling, span: value.span() });
    }
    Ok(())
}

/// The text of the file with limits as tight as the measures allow for; none is loosened. The note `measured …` at the
/// end of a changed line is renewed.
pub(crate) fn raise(text: &str, limits: &[Limit], measures: &Measures, today: &str) -> String {
    let mut raised = text.to_owned();
    for limit in limits.iter().rev() {
        let Some(&value) = measures.get(&limit.measure) else { continue };
        let Some(bound) = limit.tighter(value) else { continue };
        let end = text[limit.span.end..].find('\n').map_or(text.len(), |at| limit.span.end + at);
        if let Some(at) = text[limit.span.end..end].find("measured ") {
            raised.replace_range(limit.span.end + at..end, &format!("measured {value:.4} on {today}"));
        }
        raised.replace_range(limit.span.clone(), &format!("{bound:.3}"));
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    const TEXT: &str = "\
# Floors
[pages.dev]
must = 0.9 # lines; measured 0.91 on 2026-01-02
body_F1 = 1
invented.author = { max = 0.03 } # measured 0.02 on 2026-01-02
";

    #[test]
    fn limits_come_with_their_tables_in_the_order_of_the_file() {
        let limits = read(TEXT).unwrap();
        let seen: Vec<_> = limits.iter().map(|l| (l.measure.as_str(), l.bound, l.is_ceiling)).collect();
        assert_eq!(seen, [("pages.dev.must", 0.9, false), ("pages.dev.body_F1", 1.0, false), ("pages.dev.invented.author", 0.03, true)]);
        assert!(limits[0].holds(0.9) && !limits[0].holds(0.899) && limits[2].holds(0.03) && !limits[2].holds(0.031));
    }

    #[test]
    fn a_limit_is_a_number() {
        let error = read("[pages.dev]\nmust = \"0.9\"\n").unwrap_err().to_string();
        assert!(error.contains("pages.dev.must"), "{error}");
        assert!(read("[pages.dev]\nmust = 98\n").is_err() && read("must").is_err());
    }

    fn raised(values: [f64; 3]) -> String {
        let names = ["pages.dev.must", "pages.dev.body_F1", "pages.dev.invented.author"];
        let measures = names.map(String::from).into_iter().zip(values).collect();
        raise(TEXT, &read(TEXT).unwrap(), &measures, "2026-11-21")
    }

    #[test]
    fn what_was_gained_is_kept() {
        let expected = "\
# Floors
[pages.dev]
must = 0.983 # lines; measured 0.9885 on 2026-11-21
body_F1 = 1
invented.author = { max = 0.005 } # measured 0.0000 on 2026-11-21
";
        assert_eq!(raised([0.9885, 1.0, 0.0]), expected);
    }

    #[test]
    fn nothing_is_loosened() {
        assert_eq!(raised([0.5, 0.5, 0.5]), TEXT);
        assert_eq!(raised([0.905, 1.0, 0.025]), TEXT);
    }

    #[test]
    fn the_committed_floors_are_in_order() {
        assert!(!read(&Workspace::new(None).unwrap().read("testdata/floors.toml").unwrap()).unwrap().is_empty());
    }
}
