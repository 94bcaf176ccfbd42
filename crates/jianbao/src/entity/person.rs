//! Persons: full names, and the shorter ones that a text goes on with.

use super::{Group, Scene, forms, joined};
use crate::article::MentionKind;
use crate::chars::{is_han, is_space};
use crate::people::{is_name, surname};
use crate::relation::titles;
use crate::words::ending;

/// Full names that are looked at for a short one: they bound the work.
const MOST_NAMES: usize = 256;

/// Persons by their full names; a short name (卡斯特, 王局长, 战旗) goes with the one full name that it can stand for.
///
/// 小张 and 王女士 stay by themselves: texts call so whom they do not want to name, beside others of the same surname.
pub(super) fn group(scene: Scene<'_>) -> Vec<Group> {
    let forms = forms(scene.of(MentionKind::Person), |place, name| {
        let mut form: String = name.chars().filter(|&c| !is_space(c)).map(one_dot).collect();
        // A surname says little without the post behind it: 曲|局长.
        let next = scene.mentions.get(place + 1).filter(|next| next.kind == MentionKind::Title && next.start == scene.mentions[place].end);
        if let Some(post) = next.filter(|_| form.chars().nth(1).is_none()) {
            form.push_str(&post.text);
        }
        form
    });
    let names: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
    let full: Vec<usize> = (0..names.len())
        .map(|at| {
            let mut fit = (0..names.len()).take(MOST_NAMES).filter(|&other| stands_for(names[at], names[other]));
            // A name that could stand for two stands for itself.
            match (fit.next(), fit.next()) {
                (Some(one), None) => one,
                _ => at,
            }
        })
        .collect();
    joined(forms, &full)
}

/// The dots between the parts of a foreign name are written in several ways.
fn one_dot(c: char) -> char {
    if matches!(c, '•' | '‧' | '・' | '．') { '·' } else { c }
}

fn stands_for(short: &str, full: &str) -> bool {
    let mut parts = full.split('·');
    if full.contains('·') {
        return short.chars().nth(1).is_some() && parts.any(|part| part == short);
    }
    if full.is_ascii() {
        return full.rsplit(' ').next() == Some(short) && short != full;
    }
    let Some(family) = surname(full).filter(|_| is_name(full)) else { return false };
    let given = &full[family.len()..];
    if is_post(given) {
        return false;
    }
    let is_given = given == short && given.chars().all(is_han) && given.chars().nth(1).is_some();
    let is_posted = short.strip_prefix(family).is_some_and(is_post);
    is_given || is_posted
}

/// 王局长, 马总: the rest is a post, not a form of address.
fn is_post(rest: &str) -> bool {
    rest == "总" || ending(&titles().office, rest).is_some_and(|post| post == rest || rest.starts_with('副'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_stands_for_one_that_it_is_part_of() {
        for (short, full) in [("卡斯特", "简·卡斯特"), ("王局长", "王燕"), ("王副局长", "王燕"), ("马总", "马云"), ("战旗", "王战旗")]
        {
            assert!(stands_for(short, full), "{short} {full}");
        }
        let others =
            [("简", "简·卡斯特"), ("王女士", "王燕"), ("小张", "张行健"), ("王燕", "王燕飞"), ("王燕", "王燕"), ("李局长", "王燕")];
        for (short, full) in others {
            assert!(!stands_for(short, full), "{short} {full}");
        }
    }
}
