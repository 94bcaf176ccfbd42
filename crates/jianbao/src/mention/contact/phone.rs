//! Telephone numbers.
//!
//! A number that is written as China's are is one by its form; of any other number the words beside it have to say so. Each place
//! where a number may begin is looked at through a window of fixed length, so that the work is in proportion to the text.

use super::words::{begins, ends, words};
use crate::article::MentionKind;
use crate::mention::Span;

/// Characters that are looked at from the start of a number on.
const WINDOW: usize = 40;
/// Characters between a cue and its number at most, and of the name of a service behind its number.
const BETWEEN: usize = 8;
const BEHIND: usize = 14;

/// China's numbers without the country's code: `D` is a digit, `M` one from 3 to 9, `-` a blank or dash, `~` one or nothing.
const FORMS: [&str; 17] = [
    "1MDDDDDDDDD",
    "1MD-DDDD-DDDD",
    "0DDD-DDDDDDDD",
    "0DDD-DDDDDDD",
    "0DDD-DDDD-DDDD",
    "0DDD-DDD-DDDD",
    "0DD-DDDDDDDD",
    "0DD-DDDDDDD",
    "0DD-DDDD-DDDD",
    "(0DDD)~DDDDDDDD",
    "(0DDD)~DDDDDDD",
    "(0DDD)~DDDD~DDDD",
    "(0DD)~DDDDDDDD",
    "(0DD)~DDDD~DDDD",
    "S00-DDD-DDDD",
    "S00-DDDD-DDD",
    "S00D-DDD-DDD",
];
/// The same behind the country's code, where the zero of a landline is left out.
const AFTER_CODE: [&str; 3] = ["DD-DDDDDDDD", "DDD-DDDDDDD", "DDD-DDDDDDDD"];
const COUNTRY: [&str; 4] = ["+86~", "0086~", "(+86)~", "86-"];
const EXTENSIONS: [&str; 3] = ["~转~", "~分机~", "-"];

/// Adds the telephone numbers of a text.
pub(crate) fn find(text: &str, out: &mut Vec<Span>) {
    let mut window = Window::default();
    let mut before = ' ';
    let mut previous = None;
    let mut next = 0;
    for (start, c) in text.char_indices() {
        let c = fold(c);
        if start >= next && (c.is_ascii_digit() || matches!(c, '+' | '(')) && !before.is_ascii_digit() {
            window.open(&text[start..]);
            if let Some(length) = number(text, start, &window, previous) {
                next = start + length;
                previous = Some(next);
                out.push(Span { start, end: next, kind: MentionKind::Contact });
            }
        }
        before = c;
    }
}

/// Digits, with `+` before the code of a country and `x` before an extension.
pub(crate) fn normalize(words: &str) -> String {
    let folded: String = words.chars().map(fold).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (number, extension) = match folded.find(['转', '分']) {
        Some(at) => folded.split_at(at),
        // A landline has twelve digits at most: more are an extension.
        None if folded.starts_with('0') && !folded.starts_with("00") && digits(&folded).len() > 12 => {
            folded.split_at(folded.rfind('-').unwrap_or(folded.len()))
        }
        None => (folded.as_str(), ""),
    };
    let (mut number, extension) = (digits(number), digits(extension));
    if folded.trim_start_matches('(').starts_with('+') {
        number.insert(0, '+');
    } else if number.starts_with("00") {
        number.replace_range(..2, "+");
    }
    if extension.is_empty() { number } else { format!("{number}x{extension}") }
}

/// Half width for full width, one dash for all.
fn fold(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '－' | '—' | '–' | '‐' | '‑' | '−' => '-',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// The characters from a place on, folded, and where they end.
#[derive(Debug, Default)]
struct Window {
    chars: Vec<char>,
    ends: Vec<usize>,
}

impl Window {
    fn open(&mut self, text: &str) {
        self.chars.clear();
        self.ends.clear();
        for (at, c) in text.char_indices().take(WINDOW) {
            self.chars.push(fold(c));
            self.ends.push(at + c.len_utf8());
        }
    }

    fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    /// Where a form ends that begins at a place.
    fn matches(&self, form: &str, mut place: usize) -> Option<usize> {
        for sign in form.chars() {
            let c = self.at(place);
            let fits = match sign {
                'D' => c.is_some_and(|c| c.is_ascii_digit()),
                'M' => c.is_some_and(|c| matches!(c, '3'..='9')),
                'S' => c.is_some_and(|c| matches!(c, '4' | '8')),
                '-' | '~' => c.is_some_and(|c| matches!(c, '-' | ' ')),
                sign => c == Some(sign),
            };
            if !fits && sign != '~' {
                return None;
            }
            place += usize::from(fits);
        }
        Some(place)
    }

    fn digits(&self, place: usize) -> usize {
        self.chars[place.min(self.chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// Where a number with an extension ends.
    fn with_extension(&self, end: usize) -> usize {
        let extended = EXTENSIONS.iter().find_map(|sign| {
            let digits = self.matches(sign, end)?;
            (1..=5).contains(&self.digits(digits)).then(|| digits + self.digits(digits))
        });
        extended.filter(|&end| self.closes(end)).unwrap_or(end)
    }

    /// Whether a number may end here: what follows does not go on with it.
    fn closes(&self, end: usize) -> bool {
        let goes_on = |c: char| c.is_ascii_alphanumeric();
        match self.at(end) {
            Some('-' | '.' | '_' | ':' | '=') => !self.at(end + 1).is_some_and(goes_on),
            Some('@' | '%' | '％' | '‰') => false,
            Some(c) => !goes_on(c),
            None => true,
        }
    }
}

/// Length in bytes of the number that starts here. `previous` is where the number before it ended.
fn number(text: &str, start: usize, window: &Window, previous: Option<usize>) -> Option<usize> {
    let before = &text[..start];
    let between = previous.map(|end| &text[end..start]).filter(|text| is_between_numbers(text));
    if between.is_none() && !opens(before) {
        return None;
    }
    let has_cue = has_cue_before(before);
    let is_cued = has_cue || between.is_some();
    let end = if is_cued { by_form(window).or_else(|| by_cue(window)) } else { by_form(window).filter(|_| !has_code_before(before)) };
    // Behind a comma a number of a few digits counts something more often: 拨打110，300平.
    let is_listed = between.is_some_and(|text| text.contains(['、', '/', '或', '和', '及']));
    let end = end.or_else(|| short(text, start, window, has_cue || is_listed))?;
    Some(window.ends[end - 1])
}

/// Whether a number may begin behind this text: it does not go on with something else.
fn opens(before: &str) -> bool {
    let mut last = before.chars().rev().map(fold);
    match last.next() {
        Some('-' | '.' | '/' | ':' | '=' | '#') => !last.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('@' | '$' | '￥' | '¥' | '+' | '_' | '第' | '№' | '*' | '×') => false,
        Some(c) => !c.is_ascii_alphanumeric(),
        None => true,
    }
}

/// What stands between two numbers of a list.
fn is_between_numbers(text: &str) -> bool {
    text.len() <= 8
        && !text.is_empty()
        && text.chars().map(fold).all(|c| matches!(c, '、' | '，' | ',' | ';' | '；' | '/' | ' ' | '或' | '和' | '及'))
}

/// A number that is one by the way it is written.
fn by_form(window: &Window) -> Option<usize> {
    let after_code = COUNTRY.iter().find_map(|code| window.matches(code, 0));
    let national = |place: usize| FORMS.iter().filter_map(move |form| window.matches(form, place));
    let abroad = after_code
        .into_iter()
        .flat_map(|place| national(place).chain(AFTER_CODE.iter().filter_map(move |form| window.matches(form, place))));
    let end = abroad.chain(national(0)).filter(|&end| window.closes(end)).max().or_else(|| international(window))?;
    let is_count = window.at(end).is_some_and(|c| begins(&words().unit, c.encode_utf8(&mut [0; 4])));
    (!is_count).then(|| window.with_extension(end))
}

/// A number with `+` and the code of a country, in groups: `+1-202-555-0121`. Without groups it may be a growth.
fn international(window: &Window) -> Option<usize> {
    if window.at(0) != Some('+') {
        return None;
    }
    let (end, groups) = groups(window, 1)?;
    (groups > 1).then_some(end)
}

/// A number of which a cue says that it is one.
fn by_cue(window: &Window) -> Option<usize> {
    let (end, _) = groups(window, usize::from(window.at(0) == Some('+')))?;
    let year = window.matches("DDDD", 0).filter(|&place| matches!(window.at(place), Some('-' | '年')) && window.digits(place + 1) < 3);
    let is_count = window.at(end).is_some_and(|c| begins(&words().unit, c.encode_utf8(&mut [0; 4])));
    (year.is_none() && !is_count).then(|| window.with_extension(end))
}

/// Where groups of digits end that have as many digits together as a number may have, and how many groups they are.
fn groups(window: &Window, start: usize) -> Option<(usize, usize)> {
    let (mut place, mut end, mut count, mut total, mut last) = (start, start, 0, 0, 0);
    loop {
        let is_open = window.at(place) == Some('(');
        let digits = window.digits(place + usize::from(is_open));
        // Two whole numbers with a blank between them are two.
        if digits == 0 || total + digits > 15 || last > 6 && digits > 6 {
            break;
        }
        place += digits + usize::from(is_open);
        if is_open && window.at(place) != Some(')') {
            break;
        }
        place += usize::from(is_open);
        (end, count, total, last) = (place, count + 1, total + digits, digits);
        place += usize::from(matches!(window.at(place), Some(' ' | '-' | '.')));
    }
    (total >= 7 && window.closes(end)).then_some((end, count))
}

/// A service number, 110 or 12345: the words before it or behind it say that it is called.
fn short(text: &str, start: usize, window: &Window, is_cued: bool) -> Option<usize> {
    let end = window.digits(0);
    if !(3..=6).contains(&end) || window.at(0) == Some('0') || !window.closes(end) {
        return None;
    }
    let rest = &text[start + window.ends[end - 1]..];
    let is_service = window.at(0) == Some('1') && end != 4 || end > 4 && window.at(0) == Some('9');
    let is_number = !begins(&words().unit, rest) && (is_cued || is_service && has_cue_behind(rest));
    is_number.then_some(end)
}

/// Whether the words just before a number say that it is one to call: 电话号码是：.
fn has_cue_before(before: &str) -> bool {
    let is_filler = |c: char| matches!(fold(c), ':' | '：' | ' ' | '(' | '【' | '[' | '“' | '"' | '「' | '号' | '码' | '为' | '是');
    let mut rest = before;
    for _ in 0..=BETWEEN {
        if ends(&words().cue, rest) {
            return true;
        }
        match rest.strip_suffix(is_filler) {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    false
}

/// Whether they say that it is a code of some other thing: 订单号：.
fn has_code_before(before: &str) -> bool {
    let bare = before.trim_end_matches([':', '：', ' ', '为', '是']);
    before.len() - bare.len() <= 4 * BETWEEN && ends(&words().code, bare)
}

/// Whether the words behind a number name a service that is called by it: 12345政务服务便民热线.
fn has_cue_behind(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['”', '"', '」', '】', ')', '）']);
    let mut words_of_name = rest.char_indices().take(BEHIND).take_while(|&(_, c)| crate::chars::is_han(c));
    words_of_name.any(|(at, c)| ends(&words().cue, &rest[..at + c.len_utf8()]))
}
