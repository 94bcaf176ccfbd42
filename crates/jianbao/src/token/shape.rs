//! Words that no dictionary lists: numbers, times, Latin words, codes, URLs and e-mail addresses, told by their characters.
//!
//! A run of digits and letters is certain: no word ends inside it. What may join it (万, 年, %) and numbers in Han characters are
//! offered to the lattice, whose costs decide.

use super::fold::{Glyph, Kind};

/// Declares [`Shape`] with the names that the dictionary's blob knows the shapes by.
macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident $name:literal)*) => {
        /// What a run of characters looks like; each has a class and a cost in the dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Shape {
            $($(#[$doc])* $shape,)*
        }

        impl Shape {
            pub(crate) const COUNT: usize = [$(Self::$shape),*].len();
            pub(crate) const NAMES: [&'static str; Self::COUNT] = [$($name),*];
        }
    };
}

shapes! {
    /// 3264, 1,500, 11.3, 2/3, 3:1
    Number "number"
    /// 10%
    Percent "percent"
    /// 1.5万, 300亿
    Amount "amount"
    /// 1998年
    Year "year"
    /// 12月, 12月份
    Month "month"
    /// 31日
    Day "day"
    /// 20时, 8点
    Hour "hour"
    /// 30分
    Minute "minute"
    /// 第15
    Ordinal "ordinal"
    /// 二十一
    Numeral "numeral"
    /// 百分之五点六
    NumeralPercent "numeral_percent"
    /// 一九九八年
    NumeralYear "numeral_year"
    /// 十二月
    NumeralMonth "numeral_month"
    /// 三十一日
    NumeralDay "numeral_day"
    /// 八点
    NumeralHour "numeral_hour"
    /// 第二十一
    NumeralOrdinal "numeral_ordinal"
    /// Letters alone
    Latin "latin"
    /// Letters with digits or signs inside: N95, COVID-19, Node.js
    Code "code"
    Url "url"
    Email "email"
    /// ，
    Comma "comma"
    /// 、
    Pause "pause"
    /// 。！？；：
    Stop "stop"
    /// “《（
    Open "open"
    /// ”》）
    Close "close"
    /// · between the parts of a name, and elsewhere
    Dot "dot"
    /// Any other punctuation and symbols
    Symbol "symbol"
    Space "space"
    Mark "mark"
    /// A Han character that the dictionary lacks
    Han "han"
    /// Any Han character near the dot of a name, as the first piece of it
    ForeignFirst "foreign_first"
    /// The same inside it
    ForeignInner "foreign_inner"
    /// The same at its end
    ForeignLast "foreign_last"
}

/// Characters that may follow the first digits of an amount: 9999亿9999万9999千 and more.
const MAX_AMOUNT: usize = 24;

/// Characters on either side of a dot that may belong to a name with it: 阿不都热合曼·艾山.
const MAX_NAME: usize = 8;

/// An edge for the lattice: characters `start..end` of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) shape: Shape,
}

/// The runs of a window, and the boundaries that lie inside the certain ones.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// By start.
    pub(crate) edges: Vec<Run>,
    /// For every boundary, whether no word may end there.
    pub(crate) inside: Vec<bool>,
    /// First and last characters that may belong to a name with a dot, by first.
    pub(crate) names: Vec<(usize, usize)>,
}

impl Runs {
    /// Finds the runs of a window of folded characters.
    pub(crate) fn find(&mut self, glyphs: &[Glyph]) {
        self.edges.clear();
        self.inside.clear();
        self.names.clear();
        self.inside.resize(glyphs.len() + 1, false);
        let mut scan = Scan { glyphs, runs: &mut self.edges, names: &mut self.names };
        let mut at = 0;
        while let Some(&Glyph { folded, kind, .. }) = glyphs.get(at) {
            let end = match kind {
                Kind::Han if folded != '第' => {
                    at += 1;
                    continue;
                }
                Kind::Han => scan.ordinal(at),
                Kind::Numeral => scan.numeral(at),
                Kind::Digit => scan.number(at),
                Kind::Letter => scan.word(at),
                Kind::Symbol => scan.symbol(at),
                Kind::Space | Kind::Mark => scan.blank(at, kind),
            };
            // Of Han numerals only a year, which is longer than they are, is certain.
            if kind != Kind::Han && (kind != Kind::Numeral || glyphs[end - 1].kind != Kind::Numeral) {
                self.inside[at + 1..end].fill(true);
            }
            at = end;
        }
    }
}

/// A regional indicator symbol, of which two are a flag.
fn is_regional(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// A Han digit, as years are written with.
fn is_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

struct Scan<'a> {
    glyphs: &'a [Glyph],
    runs: &'a mut Vec<Run>,
    names: &'a mut Vec<(usize, usize)>,
}

impl Scan<'_> {
    fn char(&self, at: usize) -> char {
        self.glyphs.get(at).map_or('\0', |glyph| glyph.folded)
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.glyphs.get(at).is_some_and(|glyph| glyph.kind == kind)
    }

    fn is_alphanumeric(&self, at: usize) -> bool {
        self.is(at, Kind::Digit) || self.is(at, Kind::Letter)
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) {
        self.runs.push(Run { start: start as u32, end: end as u32, shape });
    }

    /// The end of the characters from `at` that are of a kind.
    fn past(&self, at: usize, kind: Kind) -> usize {
        self.glyphs[at..].iter().position(|glyph| glyph.kind != kind).map_or(self.glyphs.len(), |n| at + n)
    }

    /// Digits with what may stand inside a number, and what may join them.
    fn number(&mut self, start: usize) -> usize {
        let mut end = self.digits(start);
        // A keycap: a digit under combining marks.
        end = self.past(end, Kind::Mark);
        if self.is(end, Kind::Letter) || self.char(end) == '-' && self.is(end + 1, Kind::Letter) {
            return self.word(start);
        }
        if matches!(self.char(end), '%' | '‰') {
            end += 1;
            self.push(start, end, Shape::Percent);
            return end;
        }
        self.push(start, end, Shape::Number);
        let amount = self.amount(end);
        if amount > end {
            self.push(start, amount, Shape::Amount);
        }
        if let Some((length, shape)) = self.unit_of_time(end, false) {
            self.push(start, end + length, shape);
        }
        end
    }

    fn digits(&self, start: usize) -> usize {
        let mut end = self.past(start, Kind::Digit);
        let mut grouped = end - start <= 3;
        while self.is(end + 1, Kind::Digit) {
            let next = self.past(end + 1, Kind::Digit);
            // ： and ， between half-width digits part clauses, whatever they look like beside them: 图1：2003年.
            let same_width = self.glyphs[end].wide == self.glyphs[end - 1].wide || self.char(end) == '·';
            let joins = same_width
                && match self.char(end) {
                    '.' | '·' | '/' => true,
                    ':' => next - end <= 3,
                    ',' => grouped && next - end == 4,
                    _ => false,
                };
            if !joins {
                break;
            }
            grouped &= self.char(end) == ',';
            end = next;
        }
        end
    }

    /// The end of 万, 亿 and the like after digits, with further digits between them (3万5千).
    fn amount(&self, start: usize) -> usize {
        let mut end = start;
        // Bounded: 1万1万1万… is looked at from each of its numbers.
        while end < start + MAX_AMOUNT && matches!(self.char(end), '十' | '百' | '千' | '万' | '亿') {
            end += 1;
            let digits = self.past(end, Kind::Digit);
            if matches!(self.char(digits), '十' | '百' | '千' | '万' | '亿') {
                end = digits;
            }
        }
        end
    }

    fn unit_of_time(&self, at: usize, numeral: bool) -> Option<(usize, Shape)> {
        let (digits, numerals) = match self.char(at) {
            '年' => (Shape::Year, Shape::NumeralYear),
            '月' => (Shape::Month, Shape::NumeralMonth),
            '日' => (Shape::Day, Shape::NumeralDay),
            '时' | '点' => (Shape::Hour, Shape::NumeralHour),
            '分' if !numeral => (Shape::Minute, Shape::Minute),
            _ => return None,
        };
        let length = if self.char(at) == '月' && self.char(at + 1) == '份' { 2 } else { 1 };
        Some((length, if numeral { numerals } else { digits }))
    }

    /// Han numerals; a single one is a word of the dictionary.
    fn numeral(&mut self, start: usize) -> usize {
        let end = self.past(start, Kind::Numeral);
        if self.char(start) == '百' && end == start + 1 && self.percent(start) {
            return end;
        }
        // Digits in a row before 年 are a year and nothing else.
        if end - start == 4 && self.char(end) == '年' && (start..end).all(|at| is_digit(self.char(at))) {
            self.push(start, end + 1, Shape::NumeralYear);
            return end + 1;
        }
        let mut whole = end;
        if self.char(end) == '点' && self.is(end + 1, Kind::Numeral) {
            whole = self.past(end + 1, Kind::Numeral);
        }
        if whole - start > 1 {
            self.push(start, whole, Shape::Numeral);
        }
        if let Some((length, shape)) = self.unit_of_time(end, true) {
            self.push(start, end + length, shape);
        }
        end
    }

    /// 百分之 with a number, or the start of none.
    fn percent(&mut self, start: usize) -> bool {
        if self.char(start + 1) != '分' || self.char(start + 2) != '之' {
            return false;
        }
        let mut end = self.past(start + 3, Kind::Numeral);
        if end > start + 3 {
            if self.char(end) == '点' && self.is(end + 1, Kind::Numeral) {
                end = self.past(end + 1, Kind::Numeral);
            }
            self.push(start, end, Shape::NumeralPercent);
            return true;
        }
        false
    }

    /// 第 with a number.
    fn ordinal(&mut self, start: usize) -> usize {
        let digits = self.past(start + 1, Kind::Digit);
        let numerals = self.past(start + 1, Kind::Numeral);
        if digits > start + 1 && !self.is(digits, Kind::Letter) {
            self.push(start, digits, Shape::Ordinal);
        } else if numerals > start + 2 {
            self.push(start, numerals, Shape::NumeralOrdinal);
        }
        start + 1
    }

    /// Letters and what may stand inside a Latin word, a code, a URL or an e-mail address.
    fn word(&mut self, start: usize) -> usize {
        if let Some(end) = self.url(start) {
            self.push(start, end, Shape::Url);
            return end;
        }
        let mut end = start;
        let mut shape = Shape::Latin;
        loop {
            let c = self.char(end);
            if self.is(end, Kind::Letter) || end > start && self.is(end, Kind::Mark) {
                end += 1;
            } else if self.is(end, Kind::Digit) {
                shape = if shape == Shape::Latin { Shape::Code } else { shape };
                end += 1;
            } else if matches!(c, '-' | '_' | '.' | '&' | '\'' | '’' | '@')
                && self.is_alphanumeric(end + 1)
                && self.is_alphanumeric(end - 1)
            {
                shape = if c == '@' {
                    Shape::Email
                } else if shape == Shape::Latin {
                    Shape::Code
                } else {
                    shape
                };
                end += 1;
            } else if matches!(c, '+' | '#') && !self.is_alphanumeric(end + 1) {
                shape = Shape::Code;
                end += 1;
            } else {
                break;
            }
        }
        self.push(start, end, shape);
        end
    }

    /// The end of a URL: a scheme or www., and all that URLs may hold.
    fn url(&self, start: usize) -> Option<usize> {
        let starts = |text: &str| text.chars().zip(start..).all(|(c, at)| self.char(at) == c);
        if !["http://", "https://", "ftp://", "www."].iter().any(|text| starts(text)) {
            return None;
        }
        let mut end = start;
        while self.char(end).is_ascii_graphic()
            && self.glyphs[end].wide == self.glyphs[start].wide
            && !matches!(self.char(end), '"' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^')
        {
            end += 1;
        }
        while matches!(self.char(end - 1), '.' | ',' | ';' | ':' | '!' | '?' | ')' | '\'') {
            end -= 1;
        }
        Some(end)
    }

    fn symbol(&mut self, start: usize) -> usize {
        let c = self.char(start);
        let mut end = start + 1;
        // An ellipsis and a dash are one mark, however many characters they take.
        if matches!(c, '…' | '—' | '─' | '.' | '-' | '～' | '~' | '=' | '_' | '*') {
            while self.char(end) == c {
                end += 1;
            }
        }
        // A flag is two letters for one sign.
        if is_regional(c) && is_regional(self.char(end)) {
            end += 1;
        }
        // Emoji: signs joined by zero-width joiners and variation selectors.
        while self.is(end, Kind::Mark) {
            end = self.past(end, Kind::Mark);
            if self.char(end - 1) == '\u{200d}' && self.is(end, Kind::Symbol) {
                end += 1;
            }
        }
        if c == '·' && start > 0 {
            self.name(start);
        }
        let shape = match c {
            ',' => Shape::Comma,
            '、' => Shape::Pause,
            '。' | '!' | '?' | ';' | ':' => Shape::Stop,
            '“' | '‘' | '《' | '〈' | '(' | '「' | '『' | '【' | '[' => Shape::Open,
            '”' | '’' | '》' | '〉' | ')' | '」' | '』' | '】' | ']' => Shape::Close,
            '·' => Shape::Dot,
            _ => Shape::Symbol,
        };
        self.push(start, end, shape);
        end
    }

    /// Notes how far a name with a dot may reach.
    fn name(&mut self, dot: usize) {
        let is_name = |at: &usize| self.is(*at, Kind::Han) || self.is(*at, Kind::Numeral);
        let before = (0..dot).rev().take(MAX_NAME).take_while(is_name).count();
        let after = (dot + 1..self.glyphs.len()).take(MAX_NAME).take_while(is_name).count();
        if before > 0 || after > 0 {
            self.names.push((dot - before, dot + after));
        }
    }

    fn blank(&mut self, start: usize, kind: Kind) -> usize {
        let end = self.past(start, kind);
        self.push(start, end, if kind == Kind::Space { Shape::Space } else { Shape::Mark });
        end
    }
}
