//! Addresses of the web and of e-mail.
//!
//! They are looked for in runs of the characters that an address may have; each run is read once from left to right.

use super::words::words;
use crate::article::MentionKind;
use crate::mention::Span;

const SCHEMES: [&str; 3] = ["http://", "https://", "ftp://"];
/// RFC 5321.
const LONGEST_LOCAL: usize = 64;
/// RFC 1035.
const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Adds the addresses of a text.
pub(crate) fn find(text: &str, out: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_address(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|&&b| is_address(b)).count();
        read_run(&text[at..at + length], at, out);
        at += length;
    }
}

/// A web address with scheme and host in lower case, http if it has no scheme.
pub(crate) fn normalize_url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    format!("{}://{}{path}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase())
}

/// Characters of RFC 3986 but for brackets, of which Markdown and notes have more than addresses do.
fn is_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'%')
}

fn read_run(run: &str, offset: usize, out: &mut Vec<Span>) {
    let bytes = run.as_bytes();
    let mut push = |start: usize, end: usize| out.push(Span { start: offset + start, end: offset + end, kind: MentionKind::Contact });
    let mut at = 0;
    while at < bytes.len() {
        if let Some(length) = url_with_scheme(&run[at..]) {
            push(at, at + length);
            at += length;
            continue;
        }
        // A word: what may stand before an @ or be a host.
        let word = bytes[at..].iter().take_while(|&&b| is_local(b)).count();
        if word == 0 {
            at += 1;
            continue;
        }
        let end = at + word;
        let (found, next) = match bytes.get(end) {
            Some(b'@') => email(&run[at..], word),
            // Longer words end where the scheme of an address begins.
            Some(b':') if run[end..].starts_with("://") => (None, scheme_start(&run[at..end])),
            _ => (bare_url(&run[at..]), word),
        };
        match found {
            Some((start, length)) => {
                push(at + start, at + start + length);
                at += start + length;
            }
            None => at += next.max(1),
        }
    }
}

/// Where in a word before `://` the scheme begins: at most a few bytes before its end.
fn scheme_start(word: &str) -> usize {
    let known = SCHEMES.iter().map(|scheme| scheme.len() - "://".len()).filter(|&length| {
        length < word.len()
            && SCHEMES.iter().any(|scheme| scheme.trim_end_matches("://").eq_ignore_ascii_case(&word[word.len() - length..]))
    });
    known.max().map_or(word.len(), |length| word.len() - length)
}

/// Length of an address that begins with a scheme and goes on to the end of the run, or to the next one in a list.
fn url_with_scheme(run: &str) -> Option<usize> {
    let starts = |text: &str, scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = SCHEMES.iter().find(|scheme| starts(run, scheme))?;
    if !run.as_bytes().get(scheme.len())?.is_ascii_alphanumeric() {
        return None;
    }
    let next = run.match_indices([',', ';']).find(|(at, _)| SCHEMES.iter().any(|scheme| starts(&run[at + 1..], scheme)));
    Some(without_tail(&run[..next.map_or(run.len(), |(at, _)| at)]))
}

/// Length of an address without the punctuation of the sentence around it.
fn without_tail(url: &str) -> usize {
    let count = |mark: u8| url.bytes().filter(|&b| b == mark).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    let mut length = url.len();
    for byte in url.bytes().rev() {
        match byte {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'(' | b'~' => {}
            b')' if unopened > 0 => unopened -= 1,
            _ => break,
        }
        length -= 1;
    }
    length
}

/// The host at the start of a text, without a full stop at its end.
fn host(text: &str) -> &str {
    let length = text.bytes().take_while(|&b| is_host(b)).count();
    text[..length].trim_end_matches(['.', '-'])
}

/// The last label of a host of two labels or more that are written as names of hosts are.
fn top_level(host: &str) -> Option<&str> {
    let is_label = |label: &str| (1..=LONGEST_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    let (_, last) = host.rsplit_once('.')?;
    let is_sound = host.len() <= LONGEST_HOST && host.split('.').all(is_label);
    (is_sound && last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic())).then_some(last)
}

/// An address of e-mail whose local part is a word of that length: where it is, or else how far to go on.
fn email(run: &str, local: usize) -> (Option<(usize, usize)>, usize) {
    let start = run[..local].len() - run[..local].trim_start_matches(['.', '-', '+', '%']).len();
    let host = host(&run[local + 1..]);
    let is_sound = (1..=LONGEST_LOCAL).contains(&(local - start)) && !run[..local].ends_with('.') && top_level(host).is_some();
    (is_sound.then_some((start, local + 1 + host.len() - start)), local + 1)
}

/// An address without a scheme at the start of a text: `www.` before it, or an end that no file and no sentence has.
fn bare_url(run: &str) -> Option<(usize, usize)> {
    let start = run.len() - run.trim_start_matches(['.', '-', '_', '+', '%']).len();
    let run = &run[start..];
    let host = host(run);
    let end = top_level(host)?.to_ascii_lowercase();
    let words = words();
    let is_known = host.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."))
        || words.domain.contains(end.as_str()) && !words.product.contains(host.to_ascii_lowercase().as_str());
    // A name of a file goes on after what looks like a host: news.com_1.jpg.
    let rest = &run[host.len()..];
    if !is_known || rest.starts_with(['_', '@', '+', '%', '-']) {
        return None;
    }
    let port = rest.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    let after = host.len() + if port > 0 { port + 1 } else { 0 };
    let length = if run[after..].starts_with(['/', '?', '#']) { without_tail(run) } else { after };
    Some((start, length))
}
