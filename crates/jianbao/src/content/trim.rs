//! What is certain about lines, whatever the models say of them, and whether the rest is an article.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Survey;
use super::features::is_running_text;
use crate::date;
use crate::labels::{self, Kind, Kinds};
use crate::page::{LineKind, Page, PageKind};
use crate::people::name_line;

/// Kinds of lines that never belong to a body where their words head a short line.
const NEVER: Kinds = Kinds::of(&[
    Kind::Notice,
    Kind::Copyright,
    Kind::Original,
    Kind::Url,
    Kind::Pager,
    Kind::Related,
    Kind::Share,
    Kind::Follow,
    Kind::Comment,
    Kind::Empty,
]);
/// Notices may be paragraphs.
const NOTICES: Kinds = Kinds::of(&[Kind::Notice, Kind::Copyright, Kind::Original]);
/// Fields of header and tail lines; inside a text they may be its own (时间：…, 作者：… in a list of books).
const FIELDS: Kinds =
    Kinds::of(&[Kind::Source, Kind::Author, Kind::Editor, Kind::Date, Kind::Modified, Kind::Counter, Kind::Keywords, Kind::Section]);
/// Kinds of words that make a short line above or below the text a request to the reader.
const REQUESTS: Kinds = Kinds::of(&[Kind::Notice, Kind::Follow, Kind::Share, Kind::Related, Kind::Pager, Kind::Copyright, Kind::Comment]);
/// Longer lines are no header lines and no captions, in characters.
const SHORT: u32 = 60;
/// A line with the author's name alone is at most this long, in characters.
const NAME: u32 = 12;

/// Applies what is certain to the lines of a body.
pub(super) fn trim(page: &Page<'_>, survey: &Survey, headline: Option<Range<usize>>, lines: &mut Vec<usize>) {
    let is_out = |number: usize| {
        let (line, reading) = (&page.lines[number], &survey.readings[number]);
        reading.leading.meets(NOTICES) || reading.leading.meets(NEVER) && !is_running_text(line)
    };
    let is_field = |number: usize| {
        let (line, reading) = (&page.lines[number], &survey.readings[number]);
        reading.fields > 0
            && reading.unlabelled == 0
            && reading.leading.meets(FIELDS)
            && line.chars <= SHORT
            && !labels::is_sentence(page.line_text(number))
    };
    let headline = headline.unwrap_or(0..0);
    lines.retain(|&number| !is_out(number) && !headline.contains(&number));
    // Before the first and after the last paragraph of running text stand fields, bylines and requests.
    let is_edge = |number: usize| {
        let (line, reading) = (&page.lines[number], &survey.readings[number]);
        // +1, 12: counters of buttons.
        let is_counter = line.chars <= 3 && line.han == 0;
        is_counter || is_field(number) || reading.any.meets(REQUESTS) && line.chars <= SHORT || is_byline(page.line_text(number))
    };
    let running = |&number: &usize| is_running_text(&page.lines[number]) && !is_field(number);
    if let (Some(first), Some(last)) = (lines.iter().position(running), lines.iter().rposition(running)) {
        let mut at = 0;
        lines.retain(|&number| {
            at += 1;
            let line = &page.lines[number];
            let out = match at - 1 {
                above if above < first => is_edge(number) || is_dated(page, number),
                below if below > last => is_edge(number) || line.linked * 2 > line.chars,
                _ => false,
            };
            !out
        });
    }
    if let Some(&first) = lines.first().filter(|&&first| lines.iter().skip(1).take(3).any(|&other| repeats(page, first, other))) {
        lines.retain(|&number| number != first);
    }
    complete_tables(page, lines);
    complete_siblings(page, survey, lines);
    if page.kind == PageKind::Html {
        return;
    }
    // Dumps and fragments put the author's name between headline and text without a label.
    if let &[first, second, ..] = lines.as_slice() {
        let line = &page.lines[first];
        let is_name = first == headline.end && line.chars <= NAME && line.punctuation == 0 && line.bold == 0;
        if is_name && headline.end > 0 && is_running_text(&page.lines[second]) {
            lines.remove(0);
        }
    }
    // Captions under picture files, above the text as well.
    if let (Some(&first), Some(&last)) = (lines.first(), lines.last()) {
        let captions = (headline.end.max(1)..last).filter(|&number| page.lines[number].kind == LineKind::Caption && !is_out(number));
        let first_caption = if headline.end > 0 { headline.end } else { first };
        let missing: Vec<usize> = captions.filter(|number| *number >= first_caption && lines.binary_search(number).is_err()).collect();
        lines.extend(missing);
        lines.sort_unstable();
    }
}

/// A summary that says again how the text begins; shorter ones may do so by chance, in characters.
const SUMMARY: usize = 20;

/// Whether a line, without its label and the ellipsis or full stop at its end, is how another begins.
fn repeats(page: &Page<'_>, summary: usize, other: usize) -> bool {
    let line = page.line_text(summary);
    let labelled = line.split_once(['：', ':', '】', ']']).filter(|(label, _)| label.chars().count() <= 6);
    let text = labelled.map_or(line, |(_, text)| text).trim().trim_end_matches(['。', '.', '…', '，', ',', ']', '】']);
    let rest = page.line_text(other).strip_prefix(text);
    text.chars().count() >= SUMMARY && rest.is_some_and(|rest| rest.chars().count() > 5)
}

/// A header line that is a date and little else.
fn is_dated(page: &Page<'_>, number: usize) -> bool {
    const LITTLE: usize = 24;
    let line = page.line_text(number);
    let rest = |found: date::Found| line[..found.start].chars().count() + line[found.end..].chars().count();
    !labels::is_sentence(line) && date::find(line).is_some_and(|found| rest(found) <= LITTLE)
}

/// A table of which one row belongs to the text belongs to it as a whole, and so does one between its paragraphs that is
/// not made of links.
fn complete_tables(page: &Page<'_>, lines: &mut Vec<usize>) {
    let is_row = |number: usize| page.lines[number].kind == LineKind::TableRow;
    let mut missing = Vec::new();
    if let (Some(&first), Some(&last)) = (lines.first(), lines.last()) {
        missing.extend((first..last).filter(|&number| is_row(number) && page.lines[number].linked * 2 <= page.lines[number].chars));
    }
    let tables: BTreeSet<u32> = lines.iter().filter(|&&number| is_row(number)).map(|&number| page.lines[number].table).collect();
    if !tables.is_empty() {
        missing.extend((0..page.lines.len()).filter(|&number| is_row(number) && tables.contains(&page.lines[number].table)));
    }
    lines.extend(missing);
    lines.sort_unstable();
    lines.dedup();
}

/// Kinds of words that running text may hold as well.
const REQUESTS_OF_SITES: Kinds = Kinds::of(&[Kind::Share, Kind::Follow]);

/// Whether a line speaks to its reader.
fn asks(line: &str) -> bool {
    ["你", "您", "请", "妳", "請"].iter().any(|word| line.contains(word))
}

/// How far below the last line of the text its siblings are looked at.
const BELOW: usize = 3;

/// Sentences and headings among the paragraphs of the text, in the element that holds most of them, belong to it as well,
/// unless a word of boilerplate stands in them.
fn complete_siblings(page: &Page<'_>, survey: &Survey, lines: &mut Vec<usize>) {
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return };
    let container = |number: usize| survey.containers[number];
    let mut text: BTreeMap<u32, u32> = BTreeMap::new();
    for &number in lines.iter() {
        *text.entry(container(number)).or_default() += page.lines[number].chars;
    }
    let Some((&home, _)) = text.iter().max_by_key(|&(_, chars)| chars) else { return };
    let belongs = |number: usize| {
        let line = &page.lines[number];
        let is_heading = matches!(line.kind, LineKind::Heading(_)) && number < last;
        let is_sentence = line.chars >= 8 && labels::is_sentence(page.line_text(number));
        let reading = survey.readings[number].any;
        // Running text may speak of codes and channels, if it is not the reader who is asked.
        let speaks_of_them = reading.without(REQUESTS_OF_SITES) == Kinds::default()
            && is_running_text(line)
            && line.chars >= 40
            && !asks(page.line_text(number));
        container(number) == home && line.linked == 0 && (is_heading || is_sentence) && (reading == Kinds::default() || speaks_of_them)
    };
    let mut end = last;
    while end < last + BELOW && end + 1 < page.lines.len() && belongs(end + 1) {
        end += 1;
    }
    let missing: Vec<usize> = (first..=end).filter(|number| lines.binary_search(number).is_err() && belongs(*number)).collect();
    lines.extend(missing);
    lines.sort_unstable();
}

/// A line with the names of its authors and no more. In brackets it counts as the end of the text.
fn is_byline(line: &str) -> bool {
    !line.starts_with(['（', '(']) && !name_line(line, true).is_empty()
}

/// The running text of a container that holds little else: what is left where the models take nothing.
pub(super) fn plain_sense(page: &Page<'_>, survey: &Survey, container: Range<usize>) -> Vec<usize> {
    if page.kind != PageKind::Html {
        let all = 0..page.lines.len();
        // What somebody hands over alone may be a sentence.
        let is_text = |number: &usize| page.lines[*number].linked == 0 && labels::is_sentence(page.line_text(*number));
        return all.filter(is_text).collect();
    }
    let (chars, running) = survey.mass_of((container.start, container.end));
    if running * 2 < chars { Vec::new() } else { container.filter(|&number| is_running_text(&page.lines[number])).collect() }
}

/// What the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Article,
    Uncertain,
    None,
}

/// Less running text than this, in characters, is no article; less than the second, an uncertain one.
const LEAST_TEXT: u32 = 40;
const CERTAIN_TEXT: u32 = 100;
/// A headline further above the text than this, in lines, is that of something else.
const REACH: usize = 40;

/// Whether lines are an article.
pub(super) fn judge(page: &Page<'_>, headline: Option<usize>, lines: &[usize]) -> Verdict {
    let Some(&first) = lines.first() else { return Verdict::None };
    let sum = |count: fn(&crate::page::Line) -> u32| lines.iter().map(|&number| count(&page.lines[number])).sum::<u32>();
    let chars = sum(|line| line.chars);
    let running = sum(|line| if is_running_text(line) { line.chars } else { 0 });
    let linked = sum(|line| line.linked);
    if linked * 2 > chars {
        return Verdict::None;
    }
    // A fragment or a text is what its giver took for the article, however short.
    if page.kind != PageKind::Html {
        return if running < LEAST_TEXT { Verdict::Uncertain } else { Verdict::Article };
    }
    let is_titled = headline.is_some_and(|headline| first >= headline && first - headline <= REACH);
    if running < LEAST_TEXT && !(is_titled && chars >= LEAST_TEXT && lines.len() > 2) {
        return Verdict::None;
    }
    if running < CERTAIN_TEXT && !(is_titled && running >= LEAST_TEXT) || running * 3 < chars && !is_titled {
        return Verdict::Uncertain;
    }
    Verdict::Article
}
