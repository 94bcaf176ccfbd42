//! Finds the words of data/labels.tsv in a line: the fields of header and tail lines with their values, and the phrases
//! of boilerplate.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::chars::{ends_sentence, is_han, is_space};

/// What a label's value is, or what the line is. The order is that of the bits in [`Kinds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Source,
    Author,
    Editor,
    Date,
    Modified,
    Section,
    Keywords,
    Original,
    Url,
    Counter,
    Notice,
    Follow,
    Related,
    Pager,
    Share,
    Copyright,
    Comment,
    Empty,
}

/// The words of the table for the kinds.
pub(crate) const KINDS: [(&str, Kind); 18] = [
    ("source", Kind::Source),
    ("author", Kind::Author),
    ("editor", Kind::Editor),
    ("date", Kind::Date),
    ("modified", Kind::Modified),
    ("section", Kind::Section),
    ("keywords", Kind::Keywords),
    ("original", Kind::Original),
    ("url", Kind::Url),
    ("counter", Kind::Counter),
    ("notice", Kind::Notice),
    ("follow", Kind::Follow),
    ("related", Kind::Related),
    ("pager", Kind::Pager),
    ("share", Kind::Share),
    ("copyright", Kind::Copyright),
    ("comment", Kind::Comment),
    ("empty", Kind::Empty),
];

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(pub(crate) u32);

impl Kinds {
    pub(crate) const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= 1 << kinds[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn insert(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u32;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Label,
    /// With a stroke only: 文/图.
    Slash,
    /// With a colon only: words that often stand before a gap without being a label.
    Colon,
    Start,
    End,
    Whole,
    Any,
}

#[derive(Debug)]
struct Row {
    place: Place,
    kind: Kind,
    role: &'static str,
}

struct Table {
    /// None only if the words of the table were too many to search for.
    automaton: Option<AhoCorasick>,
    /// For each pattern its rows, field names before the others.
    rows: Vec<Vec<Row>>,
}

/// A label or phrase in a line. Offsets are bytes of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// The role that the label gives a person: its own words or the table's.
    pub(crate) role: &'static str,
    /// Whether it is a field name with a value (which may be empty), and whether a colon or stroke says so.
    pub(crate) is_field: bool,
    pub(crate) has_sign: bool,
    pub(crate) start: usize,
    /// Where the value starts and ends, both trimmed.
    pub(crate) value: (usize, usize),
}

/// Lines longer than this are searched in their first part only: running text has its labels in front.
const WINDOW: usize = 450;

/// Finds labels and phrases in a line, in order.
pub(crate) fn find(line: &str, found: &mut Vec<Found>) {
    found.clear();
    let mut end = WINDOW.min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let line = &line[..end];
    // Blanks inside labels (来 源：) do not count: the search runs on the line without them. Lines of the page have no
    // other white space.
    if line.contains(is_space) {
        let mut squeezed = String::with_capacity(end);
        let mut places: Vec<u32> = Vec::with_capacity(end);
        for (at, c) in line.char_indices().filter(|&(_, c)| !is_space(c)) {
            squeezed.push(c);
            places.extend(at as u32..(at + c.len_utf8()) as u32);
        }
        search(line, &squeezed, |at| places[at] as usize, found);
    } else {
        search(line, line, |at| at, found);
    }
    for i in 0..found.len() {
        let end = found.get(i + 1).map_or(line.len(), |next| next.start);
        let (start, _) = found[i].value;
        let value = line.get(start..end).unwrap_or_default();
        let lead = value.len() - value.trim_start_matches(is_value_edge).len();
        let trimmed = value.trim_matches(is_value_edge);
        found[i].value = (start + lead, start + lead + trimmed.len());
    }
}

/// Searches `text`, whose bytes stand in `line` at their `place`.
fn search(line: &str, text: &str, place: impl Fn(usize) -> usize, found: &mut Vec<Found>) {
    let table = table();
    for hit in table.automaton.iter().flat_map(|automaton| automaton.find_iter(text)) {
        let (start, after) = (place(hit.start()), place(hit.end() - 1) + 1);
        for row in &table.rows[hit.pattern().as_usize()] {
            if let Some(mut hit) = stands(line, start, after, row) {
                hit.role = row.role;
                found.push(hit);
                break;
            }
        }
    }
}

/// Whether the words at `start..end` stand where the row wants them.
fn stands(line: &str, start: usize, end: usize, row: &Row) -> Option<Found> {
    let before = &line[..start];
    let rest = &line[end..];
    let hit = |is_field, has_sign, value| Some(Found { kind: row.kind, role: "", is_field, has_sign, start, value: (value, value) });
    let leads = before.trim_start_matches(is_opening).is_empty();
    match row.place {
        Place::Label | Place::Slash | Place::Colon => {
            let sign = rest.trim_start();
            let skipped = rest.len() - sign.len();
            let first = sign.chars().next();
            let is_sign =
                |c| matches!(c, '/' | '／' | '丨' | '|' | '｜' | '∣') || row.place != Place::Slash && matches!(c, ':' | '：' | '﹕' | '︰');
            let edged = leads || before.ends_with(|c: char| is_space(c) || is_opening(c) || is_closing_mark(c));
            if let Some(sign) = first.filter(|&c| is_sign(c) && (row.place != Place::Slash || edged)) {
                // http://, 文/图, 12:30
                let after = &rest[skipped + sign.len_utf8()..];
                return (!after.starts_with("//")).then(|| hit(true, true, end + skipped + sign.len_utf8())).flatten();
            }
            // Fields parted by strokes need no sign: | 来源海边晚报 | 发表于2014-08-24 |
            let is_dated = matches!(row.kind, Kind::Date | Kind::Modified) && first.is_some_and(|c| c.is_ascii_digit());
            if row.place == Place::Label
                && skipped == 0
                && (leads || before.trim_end().ends_with('|'))
                && (is_dated || line.matches('|').count() >= 2)
            {
                return hit(true, true, end);
            }
            // A gap instead of a colon: 编辑 刘晓阳 校对 李铭.
            let parted = leads || before.ends_with(is_space);
            let gap = row.place == Place::Label && skipped > 0 && parted && first.is_some_and(|c| is_han(c) || c.is_alphanumeric());
            let bare = row.place == Place::Label && parted && first.is_none() && !before.is_empty();
            if gap || bare { hit(true, false, end) } else { None }
        }
        Place::Any => hit(false, false, end),
        // 来源于网络: the words lead to a value.
        Place::Start => {
            if leads {
                hit(row.kind == Kind::Source, row.kind == Kind::Source, end)
            } else {
                None
            }
        }
        Place::End => {
            if rest.trim_end_matches(|c| is_closing_mark(c) || is_space(c) || ends_sentence(c)).is_empty() {
                hit(false, false, end)
            } else {
                None
            }
        }
        Place::Whole => {
            let tail = rest.trim_end_matches(|c: char| is_closing_mark(c) || is_space(c) || !c.is_alphanumeric() || c.is_ascii_digit());
            if leads && tail.is_empty() { hit(false, false, end) } else { None }
        }
    }
}

/// Signs that may stand before the first word of a header or tail line.
fn is_opening(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '(' | '（'
                | '【'
                | '['
                | '〔'
                | '●'
                | '▲'
                | '■'
                | '◆'
                | '★'
                | '※'
                | '*'
                | '-'
                | '—'
                | '>'
                | '|'
                | '·'
                | '•'
                | '/'
                | '“'
        )
}

fn is_closing_mark(c: char) -> bool {
    matches!(c, ')' | '）' | '】' | ']' | '〕' | '>' | '»' | ':' | '：' | '”')
}

fn is_value_edge(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            ')' | '）'
                | '】'
                | ']'
                | '〕'
                | '|'
                | '｜'
                | '丨'
                | '('
                | '（'
                | '【'
                | '['
                | ';'
                | '；'
                | '，'
                | ','
                | '/'
                | '—'
                | '-'
                | '·'
                | '*'
                | '>'
        )
}

/// The kinds of a line: those whose words head it, and all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    pub(crate) leading: Kinds,
    pub(crate) any: Kinds,
    /// Labels with a colon or stroke.
    pub(crate) fields: usize,
    /// Characters, blanks aside, that are neither label nor value nor phrase: what stands before the first.
    pub(crate) unlabelled: usize,
}

/// Reads a line; `scratch` saves the allocation.
pub(crate) fn read(line: &str, scratch: &mut Vec<Found>) -> Reading {
    find(line, scratch);
    let mut reading = Reading::default();
    for hit in scratch.iter() {
        reading.any.insert(hit.kind);
        reading.fields += usize::from(hit.is_field && hit.has_sign);
    }
    if let Some(first) = scratch.first() {
        let before = &line[..first.start];
        reading.unlabelled = before.trim_start_matches(is_opening).chars().filter(|&c| !is_space(c)).count();
        if before.trim_start_matches(is_opening).is_empty() {
            reading.leading.insert(first.kind);
        }
    }
    reading
}

/// Whether a line reads as running text: it ends as a sentence does.
pub(crate) fn is_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c| crate::chars::is_closing(c) || is_space(c));
    bare.chars().next_back().is_some_and(ends_sentence)
}

/// Whether a word is one of the table's labels and nothing else.
pub(crate) fn is_label(word: &str) -> bool {
    table().automaton.as_ref().and_then(|automaton| automaton.find(word)).is_some_and(|hit| hit.start() == 0 && hit.end() == word.len())
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words: Vec<&'static str> = Vec::new();
        let mut rows: Vec<Vec<Row>> = Vec::new();
        for fields in jianbao_data::table(jianbao_data::LABELS) {
            let [text, place, kind, role @ ..] = fields.as_slice() else { continue };
            let Some(&(_, kind)) = KINDS.iter().find(|(word, _)| word == kind) else { continue };
            let place = match *place {
                "label" => Place::Label,
                "slash" => Place::Slash,
                "colon" => Place::Colon,
                "start" => Place::Start,
                "end" => Place::End,
                "whole" => Place::Whole,
                _ => Place::Any,
            };
            let row = Row { place, kind, role: role.first().unwrap_or(text) };
            match words.iter().position(|word| word == text) {
                Some(i) => rows[i].push(row),
                None => {
                    words.push(text);
                    rows.push(vec![row]);
                }
            }
        }
        for rows in &mut rows {
            rows.sort_by_key(|row| !matches!(row.place, Place::Label | Place::Slash | Place::Colon));
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
        Table { automaton: automaton.ok(), rows }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> Vec<(Kind, &'static str, String)> {
        let mut found = Vec::new();
        find(line, &mut found);
        found.iter().filter(|f| f.is_field).map(|f| (f.kind, f.role, line[f.value.0..f.value.1].to_owned())).collect()
    }

    #[test]
    fn glued_labels_part() {
        assert_eq!(
            fields("来源：海边晚报作者：林一责编：周二"),
            [(Kind::Source, "来源", "海边晚报".into()), (Kind::Author, "作者", "林一".into()), (Kind::Editor, "责任编辑", "周二".into())]
        );
    }

    #[test]
    fn an_empty_label_has_an_empty_value() {
        assert_eq!(
            fields("时间:2022-05-17 15:00   来源:   作者:阅读次数"),
            [(Kind::Date, "时间", "2022-05-17 15:00".into()), (Kind::Source, "来源", String::new()), (Kind::Author, "作者", String::new())]
        );
    }

    #[test]
    fn gaps_and_strokes_serve_as_colons() {
        assert_eq!(fields("编辑 林一 校对 周二"), [(Kind::Editor, "编辑", "林一".into()), (Kind::Editor, "校对", "周二".into())]);
        assert_eq!(fields("文丨林一"), [(Kind::Author, "作者", "林一".into())]);
        assert_eq!(fields("来 源：海边晚报"), [(Kind::Source, "来源", "海边晚报".into())]);
    }

    #[test]
    fn running_text_has_no_fields() {
        assert_eq!(fields("这笔钱的来源很清楚,作者已经去世,记者没有采访到编辑。"), []);
    }

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::LABELS) {
            assert!(KINDS.iter().any(|(word, _)| *word == row[2]), "{row:?}");
            assert!(["label", "slash", "colon", "start", "end", "whole", "any"].contains(&row[1]), "{row:?}");
        }
        assert_eq!(table().automaton.as_ref().map(AhoCorasick::patterns_len), Some(table().rows.len()));
    }
}
