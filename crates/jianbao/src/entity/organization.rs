//! Organizations: full names, and the short ones that a text goes on with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Group, Scene, forms, joined};
use crate::article::{Mention, MentionKind, Value};
use crate::words::{Words, by_sort, ending};

/// Names that are looked at for a short one, those that stand nearest before it first: they bound the work.
const MOST_NAMES: usize = 64;

/// Bytes behind a name in which the text may define a short form of it.
const LONGEST_DEFINITION: usize = 90;

/// The words of data/organizations.tsv.
pub(crate) struct Endings {
    /// End whole names.
    body: Words,
    /// End names of parts of bodies.
    pub(crate) part: Words,
    /// Tell a name behind a place.
    pub(crate) head: Words,
    /// Verbs and adjectives in such names.
    pub(crate) inner: Words,
}

pub(crate) fn endings() -> &'static Endings {
    static ENDINGS: OnceLock<Endings> = OnceLock::new();
    ENDINGS.get_or_init(|| {
        let [body, part, head, inner] = by_sort(jianbao_data::ORGANIZATIONS, ["body", "part", "head", "inner"]);
        Endings { body, part, head, inner }
    })
}

/// Whether a name says what sort of body it is, so that nothing has to follow.
pub(crate) fn is_whole(name: &str) -> bool {
    ending(&endings().body, name).is_some() || ending(&endings().part, name).is_some()
}

/// Organizations by their full names.
pub(super) fn group(scene: Scene<'_>) -> Vec<Group> {
    let forms = forms(scene.of(MentionKind::Organization), |_, name| name.to_owned());
    let defined = defined(scene, &forms);
    let near = Near::of(scene, &forms);
    let full: Vec<usize> = (0..forms.len()).map(|at| defined.get(&at).copied().unwrap_or_else(|| near.full(scene, &forms, at))).collect();
    let mut groups = joined(forms, &full);
    let focus = Focus::of(scene);
    let known: BTreeSet<&str> = scene.of(MentionKind::Organization).map(|(_, mention)| mention.text.as_str()).collect();
    for group in &mut groups {
        // 公司 behind a name that the text has without it is no part of it: 阿里巴巴公司.
        let bare = group.name.strip_suffix("公司").filter(|bare| group.members.iter().any(|&member| scene.mentions[member].text == *bare));
        if let Some(bare) = bare.map(ToOwned::to_owned) {
            group.name = bare;
        }
        let start = group.members.first().map_or(0, |&first| scene.mentions[first].start);
        if let Some(name) = focus.complete(&group.name, start) {
            group.inferred = !known.contains(name.as_str());
            group.name = name;
        }
    }
    groups
}

/// Short forms that the text defines: 云州大数据交易中心（以下简称“云数中心”）.
fn defined(scene: Scene<'_>, forms: &[(String, Vec<usize>)]) -> BTreeMap<usize, usize> {
    let places: BTreeMap<&str, usize> = forms.iter().enumerate().map(|(at, (form, _))| (form.as_str(), at)).collect();
    let mut defined = BTreeMap::new();
    for (at, (form, members)) in forms.iter().enumerate() {
        for &member in members {
            let Some(short) = definition(&scene.text[scene.mentions[member].end..]) else { continue };
            match places.get(short) {
                // A definition goes from the longer to the shorter, so that no circle comes of several.
                Some(&other) if forms[other].0.len() < form.len() => _ = defined.insert(other, at),
                _ => {}
            }
        }
    }
    defined
}

/// The short form in brackets at the start of a text.
fn definition(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix(['（', '('])?;
    let end =
        rest.char_indices().map(|(at, _)| at).take_while(|&at| at <= LONGEST_DEFINITION).find(|&at| rest[at..].starts_with(['）', ')']))?;
    let (_, short) = rest[..end].split_once("简称")?;
    Some(short.trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '「' | '」' | '：' | ':' | '为') || c.is_whitespace()))
}

/// Forms by how they begin and end.
struct Near<'s> {
    places: BTreeSet<&'s str>,
    heads: BTreeMap<String, Vec<usize>>,
    tails: BTreeMap<char, Vec<usize>>,
}

impl<'s> Near<'s> {
    fn of(scene: Scene<'s>, forms: &[(String, Vec<usize>)]) -> Self {
        let places = scene.of(MentionKind::Place).map(|(_, mention)| mention.text.as_str()).collect();
        let mut near = Self { places, heads: BTreeMap::new(), tails: BTreeMap::new() };
        for (at, (form, _)) in forms.iter().enumerate() {
            near.heads.entry(form.chars().take(2).collect()).or_default().push(at);
            near.tails.entry(form.chars().next_back().unwrap_or_default()).or_default().push(at);
        }
        near
    }

    /// The form that one is short for: of those that fit the one whose first mention stands nearest before, else nearest behind.
    fn full(&self, scene: Scene<'_>, forms: &[(String, Vec<usize>)], at: usize) -> usize {
        let short = forms[at].0.as_str();
        let tail = short.chars().next_back().unwrap_or_default();
        let head: String = short.chars().take(2).collect();
        let among = |list: Option<&Vec<usize>>| -> Vec<usize> {
            let list = list.map_or(&[][..], Vec::as_slice);
            let here = list.partition_point(|&other| other < at);
            let (before, behind) = list.split_at(here);
            before.iter().rev().take(MOST_NAMES).chain(behind.iter().take(MOST_NAMES)).copied().collect()
        };
        let by_tail = among(self.tails.get(&tail)).into_iter().find(|&other| is_tail(short, &forms[other].0));
        let by_head = || {
            let fits = |&other: &usize| is_cut(scene, short, &forms[other], self.places.contains(short));
            among(self.heads.get(&head)).into_iter().find(fits)
        };
        by_tail.or_else(by_head).unwrap_or(at)
    }
}

/// 市民政局 or 福利院 for a name that ends so.
fn is_tail(short: &str, full: &str) -> bool {
    short.len() < full.len() && full.ends_with(short) && short.chars().nth(1).is_some()
}

/// 阿里 for 阿里巴巴, 达飞集团 for 达飞海运集团, 长春市政府 for 长春市人民政府: the beginning, and what stays of the end.
fn is_cut(scene: Scene<'_>, short: &str, (full, members): &(String, Vec<usize>), short_is_place: bool) -> bool {
    let kept = short.chars().zip(full.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    if short.len() >= full.len() || short[..kept].chars().nth(1).is_none() {
        return false;
    }
    let rest = &short[kept..];
    if rest.is_empty() {
        return !is_whole(short) && !short_is_place;
    }
    let Some(middle) = full[kept..].strip_suffix(rest) else { return false };
    // What a division's bodies have in common says which they are: 云州银行 is not 云州农业银行.
    let begins_with_place = members.first().is_some_and(|&first| place_at(scene, first).is_some());
    is_whole(short) && (!begins_with_place || matches!(middle, "人民" | "省" | "市" | "县" | "区"))
}

/// The place that a mention begins with.
fn place_at(scene: Scene<'_>, place: usize) -> Option<&Mention> {
    let start = scene.mentions[place].start;
    let inner = scene.mentions[place + 1..].iter().take_while(|mention| mention.start == start);
    inner.into_iter().find(|mention| mention.kind == MentionKind::Place)
}

/// What divisions end with: short forms of bodies begin with it, and chains of places hold the division.
const LEVELS: [&str; 5] = ["省", "市", "区", "县", "州"];

/// Bytes before a mention in which the place that it leaves out is looked for, if the text names several of its level.
const NEAR: usize = 1200;

/// The divisions that a text names, a level each: where, and which.
struct Focus<'s>([Level<'s>; LEVELS.len()]);

#[derive(Default)]
struct Level<'s> {
    names: Vec<(usize, &'s str)>,
    is_one: bool,
}

impl<'s> Focus<'s> {
    fn of(scene: Scene<'s>) -> Self {
        Self(LEVELS.map(|level| {
            let names = scene.mentions.iter().filter_map(|mention| {
                let Some(Value::Place(place)) = &mention.value else { return None };
                let name = place.chain.iter().rev().find(|name| name.ends_with(level) && name.chars().nth(1).is_some())?;
                // A short name of something smaller (钟楼) is no word on the city.
                let is_said = name.starts_with(mention.text.as_str()) || LEVELS.iter().any(|level| mention.text.ends_with(level));
                is_said.then_some(())?;
                Some((mention.start, name.as_str()))
            });
            let names: Vec<(usize, &str)> = names.collect();
            let is_one = names.windows(2).all(|pair| pair[0].1 == pair[1].1);
            Level { names, is_one }
        }))
    }

    /// The full name of a body whose first mention starts there: 市委组织部 is 西安市委组织部 where the text is about 西安市.
    fn complete(&self, name: &str, start: usize) -> Option<String> {
        let at = LEVELS.iter().position(|level| name.starts_with(level))?;
        let rest = &name[LEVELS[at].len()..];
        rest.chars().next()?;
        let Level { names, is_one } = &self.0[at];
        let before = names[..names.partition_point(|&(place, _)| place < start)].last();
        let (_, place) = if *is_one { names.first()? } else { before.filter(|(place, _)| start - place <= NEAR)? };
        Some(format!("{place}{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_defined_in_brackets() {
        assert_eq!(definition("（以下简称“云数中心”）成立"), Some("云数中心"));
        assert_eq!(definition("(简称:云数中心)成立"), Some("云数中心"));
        assert_eq!(definition("（上海）"), None);
        assert_eq!(definition("（以下简称"), None);
    }

    #[test]
    fn what_stays_of_a_name() {
        let full = |name: &str| (name.to_owned(), Vec::new());
        let cut = |short: &str, name: &str| is_cut(Scene { text: "", mentions: &[] }, short, &full(name), false);
        assert!(cut("阿里", "阿里巴巴") && cut("达飞集团", "达飞海运集团") && cut("皓月", "皓月集团"));
        assert!(!cut("云州市民政局", "云州市民政局党组") && !cut("云州大学", "云州大学附属医院") && !cut("阿里", "阿里"));
        assert!(is_tail("市民政局", "西安市民政局") && !is_tail("局", "西安市民政局"));
    }
}
