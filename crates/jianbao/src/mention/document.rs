//! Names that a text repeats: what was marked as a person or an organization in one place is marked wherever it stands.

use std::collections::BTreeMap;

use super::Span;
use super::overlap::Nest;
use crate::article::MentionKind;
use crate::chars::CharFilter;
use crate::token::{Tag, Token};

/// Bytes and tokens of a name at most: they bound the work at each token.
const LONGEST: usize = 120;
const MOST_TOKENS: usize = 16;

/// The names of a text.
struct Names<'t> {
    /// By kind; none if a name was marked as several.
    kinds: BTreeMap<&'t str, Option<MentionKind>>,
    /// Of the names that begin with two characters the longest, in bytes.
    heads: BTreeMap<&'t str, usize>,
    /// Their first characters.
    firsts: CharFilter,
}

/// Marks the places where the tokens of a name stand and nothing else is marked. A place inside another name is a part of that
/// name and stays as it is; an organization may hold places.
pub(crate) fn repeat(text: &str, tokens: &[Token], nest: &mut Nest) {
    let names = Names::of(text, nest);
    if names.heads.is_empty() {
        return;
    }
    let mut first = 0;
    while first < tokens.len() {
        let found = names.at(text, &tokens[first..]).filter(|&(count, span)| {
            could_be_name(&tokens[first..first + count]) && nest.overlapping(span).all(|other| leaves_room(other, span))
        });
        first += match found {
            Some((count, span)) => {
                nest.insert(span);
                count
            }
            None => 1,
        };
    }
}

impl<'t> Names<'t> {
    fn of(text: &'t str, nest: &Nest) -> Self {
        let mut names = Self { kinds: BTreeMap::new(), heads: BTreeMap::new(), firsts: CharFilter::new() };
        for Span { start, end, kind } in nest.spans() {
            let name = &text[start..end];
            if matches!(kind, MentionKind::Contact | MentionKind::Work) || name.len() > LONGEST {
                continue;
            }
            let Some(head) = head(name) else { continue };
            names.kinds.entry(name).and_modify(|known| *known = known.filter(|known| *known == kind)).or_insert(Some(kind));
            if matches!(kind, MentionKind::Person | MentionKind::Organization) {
                let longest = names.heads.entry(head).or_default();
                *longest = name.len().max(*longest);
                names.firsts.insert(head.chars().next().unwrap_or_default());
            }
        }
        names
    }

    /// The longest name that begins with the first of these tokens and ends with one of them: how many tokens, and where.
    fn at(&self, text: &str, tokens: &[Token]) -> Option<(usize, Span)> {
        let start = tokens.first()?.start;
        text[start..].chars().next().filter(|&first| self.firsts.may_hold(first))?;
        let end = start + self.heads.get(head(&text[start..])?)?;
        let ends = tokens.iter().take(MOST_TOKENS).map(|token| token.end).take_while(|&it| it <= end).enumerate();
        let known = ends.filter_map(|(last, end)| {
            let kind = self.kinds.get(&text[start..end]).copied().flatten()?;
            matches!(kind, MentionKind::Person | MentionKind::Organization).then_some((last + 1, Span { start, end, kind }))
        });
        known.last()
    }
}

/// The first two characters.
fn head(name: &str) -> Option<&str> {
    let (second, c) = name.char_indices().nth(1)?;
    Some(&name[..second + c.len_utf8()])
}

/// A single token has to be tagged as some name: a person may be called 高峰, which is a word as well.
fn could_be_name(tokens: &[Token]) -> bool {
    let [token] = tokens else { return true };
    matches!(
        token.tag,
        Tag::PersonName | Tag::PlaceName | Tag::OrganizationName | Tag::OtherName | Tag::Latin | Tag::Abbreviation | Tag::NonWord
    )
}

fn leaves_room(other: Span, span: Span) -> bool {
    match other.kind {
        MentionKind::Work => other.start <= span.start && span.end <= other.end,
        MentionKind::Place => {
            span.kind == MentionKind::Organization
                && span.start <= other.start
                && other.end <= span.end
                && other.end - other.start < span.end - span.start
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::MentionKind::{Organization, Person, Place, Work};
    use super::*;

    /// Tokens from words with tags, parted by blanks that the text does not have.
    fn cut(words: &str) -> (String, Vec<Token>) {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for word in words.split(' ') {
            let (word, tag) = word.rsplit_once('/').unwrap();
            let start = text.len();
            text.push_str(word);
            tokens.push(Token { start, end: text.len(), tag: Tag::from_name(tag).unwrap() });
        }
        (text, tokens)
    }

    /// The marks after the pass, of a text in which the first of each of these names is marked.
    fn marked(words: &str, names: &[(&str, MentionKind)]) -> Vec<(usize, String)> {
        let (text, tokens) = cut(words);
        let span = |&(name, kind): &(&str, MentionKind)| text.find(name).map(|start| Span { start, end: start + name.len(), kind });
        let mut nest = Nest::of(&text, &mut names.iter().filter_map(span).collect());
        repeat(&text, &tokens, &mut nest);
        nest.spans().iter().map(|span| (text[..span.start].chars().count(), text[span.start..span.end].to_owned())).collect()
    }

    #[test]
    fn a_name_is_marked_wherever_it_stands() {
        let found = marked("林/nr 知遥/n 说/v ，/w 林/q 知遥/n 来/v 了/u", &[("林知遥", Person)]);
        assert_eq!(found, [(0, "林知遥".into()), (5, "林知遥".into())]);
    }

    #[test]
    fn tokens_are_not_cut() {
        let found = marked("王明/nr 说/v 王/nr 明确/ad 了/u", &[("王明", Person)]);
        assert_eq!(found, [(0, "王明".into())]);
    }

    #[test]
    fn a_word_that_is_no_name_is_passed_over() {
        let found = marked("高峰/nr 说/v 高峰/n 过/v 了/u 高峰/nr", &[("高峰", Person)]);
        assert_eq!(found, [(0, "高峰".into()), (7, "高峰".into())]);
    }

    #[test]
    fn the_longest_name_counts() {
        let names = [("云州大学", Organization), ("云州大学医院", Organization)];
        let found = marked("云州大学/nt 云州大学/nt 医院/n ，/w 云州大学/nt 医院/n", &names[..1]);
        assert_eq!(found.len(), 3);
        let found = marked("云州大学/nt 在/p 云州大学/nt 医院/n ，/w 云州大学/nt 医院/n", &names);
        assert_eq!(found, [(0, "云州大学".into()), (5, "云州大学医院".into()), (12, "云州大学医院".into())]);
    }

    #[test]
    fn parts_of_other_names_stay_as_they_are() {
        let names = [("李宁", Person), ("李宁公司", Organization), ("《李宁传》", Work)];
        let found = marked("李宁/nr 在/p 李宁/nr 公司/n 读/v 《/w 李宁/nr 传/n 》/w", &names);
        assert_eq!(found, [(0, "李宁".into()), (3, "李宁公司".into()), (8, "《李宁传》".into()), (9, "李宁".into())]);
    }

    #[test]
    fn organizations_may_hold_places() {
        let names = [("海丰", Place), ("海丰晚报", Organization)];
        let (text, tokens) = cut("海丰/ns 晚报/n ：/w 海丰/ns 晚报/n");
        let places = [0, text.rfind("海丰").unwrap()].map(|start| Span { start, end: start + "海丰".len(), kind: Place });
        let paper = Span { start: 0, end: "海丰晚报".len(), kind: Organization };
        let mut nest = Nest::of(&text, &mut [&places[..], &[paper]].concat());
        repeat(&text, &tokens, &mut nest);
        assert_eq!(nest.spans().len(), 2 * names.len());
    }

    #[test]
    fn a_name_of_two_kinds_is_left_alone() {
        let (text, tokens) = cut("华盛顿/nr 到/v 华盛顿/ns ，/w 华盛顿/nz");
        let spans = [(tokens[0].start, Person), (tokens[2].start, Place)];
        let mut spans = spans.map(|(start, kind)| Span { start, end: start + "华盛顿".len(), kind }).to_vec();
        let mut nest = Nest::of(&text, &mut spans);
        repeat(&text, &tokens, &mut nest);
        assert_eq!(nest.spans().len(), 2);
    }
}
