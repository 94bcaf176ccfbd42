//! Persons: full names, and the shorter ones that a text goes on with.

use std::collections::BTreeMap;

use super::{Group, Scene, forms, joined};
use crate::article::MentionKind;
use crate::chars::{is_han, is_space};
use crate::people::{is_name, surname};
use crate::relation::titles;
use crate::words::ending;

/// Persons by their full names; a short name (卡斯特, 王局长, 战旗) goes with the one full name that it can stand for.
///
/// 小张 and 王女士 stay by themselves: texts call so whom they do not want to name, beside others of the same surname.
pub(super) fn group(scene: Scene<'_>) -> Vec<Group> {
    let forms = forms(scene.of(MentionKind::Person), |place, name| {
        let mut form = form(name);
        // A surname says little without the post behind it: 曲|局长.
        let next = scene.mentions.get(place + 1).filter(|next| next.kind == MentionKind::Title && next.start == scene.mentions[place].end);
        if let Some(post) = next.filter(|_| form.chars().nth(1).is_none()) {
            form.push_str(&post.text);
        }
        form
    });
    let mut shorts: BTreeMap<Short<'_>, Option<usize>> = BTreeMap::new();
    for (at, (form, _)) in forms.iter().enumerate() {
        for short in shorts_of(form) {
            // A name that could stand for two stands for itself.
            shorts.entry(short).and_modify(|one| *one = None).or_insert(Some(at));
        }
    }
    let full = |(at, (form, _)): (usize, &(String, Vec<usize>))| {
        let named = shorts.get(&Short::Name(form)).copied().flatten();
        let posted = || posted(form).and_then(|family| shorts.get(&Short::Family(family)).copied().flatten());
        named.or_else(posted).unwrap_or(at)
    };
    let full: Vec<usize> = forms.iter().enumerate().map(full).collect();
    joined(forms, &full)
}

/// A name as others are compared with: without the blank that parts a surname (闫 洁), but with those of Ann Lee.
fn form(name: &str) -> String {
    let is_chinese = name.chars().any(is_han);
    let kept = name.chars().filter(|&c| !(is_chinese && is_space(c)));
    kept.map(|c| if is_space(c) { ' ' } else { one_dot(c) }).collect()
}

/// What a full name is called by in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Short<'n> {
    /// A part of it.
    Name(&'n str),
    /// Its surname, with a post behind it.
    Family(&'n str),
}

/// What a full name may be called by: a part of a foreign name, the given name or the surname of a Chinese one.
fn shorts_of(full: &str) -> Vec<Short<'_>> {
    if full.contains('·') {
        let parts = full.split('·').filter(|part| part.chars().nth(1).is_some());
        return parts.map(Short::Name).collect();
    }
    if full.is_ascii() {
        return full.rsplit_once(' ').map(|(_, last)| Short::Name(last)).into_iter().collect();
    }
    let Some(family) = surname(full).filter(|_| is_name(full)) else { return Vec::new() };
    let given = &full[family.len()..];
    if is_post(given) {
        return Vec::new();
    }
    let is_long = given.chars().nth(1).is_some();
    [Some(Short::Family(family)), is_long.then_some(Short::Name(given))].into_iter().flatten().collect()
}

/// The surname of 王局长, 马总; none of 王女士.
fn posted(form: &str) -> Option<&str> {
    surname(form).filter(|family| is_post(&form[family.len()..]))
}

/// The dots between the parts of a foreign name are written in several ways.
fn one_dot(c: char) -> char {
    if matches!(c, '•' | '‧' | '・' | '．') { '·' } else { c }
}

/// 王局长, 马总: the rest is a post, not a form of address.
fn is_post(rest: &str) -> bool {
    rest == "总" || ending(&titles().office, rest).is_some_and(|post| post == rest || rest.starts_with('副'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_short_is_a_part_of_the_full_one() {
        assert_eq!(shorts_of("简·卡斯特"), [Short::Name("卡斯特")]);
        assert_eq!(shorts_of("Ann Lee"), [Short::Name("Lee")]);
        assert_eq!(shorts_of("王战旗"), [Short::Family("王"), Short::Name("战旗")]);
        assert_eq!(shorts_of("王燕"), [Short::Family("王")]);
        assert_eq!(shorts_of("王局长"), []);
    }

    #[test]
    fn blanks_part_the_words_of_latin_names_only() {
        assert_eq!((form("闫 洁").as_str(), form("Ann\u{a0}Lee").as_str(), form("简•卡斯特").as_str()), ("闫洁", "Ann Lee", "简·卡斯特"));
    }

    #[test]
    fn a_surname_with_a_post_stands_for_a_name() {
        for (form, family) in [("王局长", Some("王")), ("王副局长", Some("王")), ("马总", Some("马")), ("王女士", None), ("小张", None)]
        {
            assert_eq!(posted(form), family, "{form}");
        }
    }
}
