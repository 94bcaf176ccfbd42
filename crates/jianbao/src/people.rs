//! Names of people, as labels and bylines give them.

use std::sync::OnceLock;

use crate::article::Person;
use crate::chars::{is_han, is_space};
use crate::labels::is_label;

/// The words in front of or behind names in bylines, longest first, with the role they stand for. An empty role leaves
/// the role as it is.
const ROLE_WORDS: &[(&str, &str)] = &[
    ("全媒体记者", "记者"),
    ("见习记者", "记者"),
    ("实习记者", "记者"),
    ("特约记者", "记者"),
    ("首席记者", "记者"),
    ("摄影记者", "摄影"),
    ("文字记者", "记者"),
    ("本报记者", "记者"),
    ("本网记者", "记者"),
    ("特约评论员", "评论员"),
    ("特约通讯员", "通讯员"),
    ("专栏作者", "作者"),
    ("实习生", "实习生"),
    ("评论员", "评论员"),
    ("通讯员", "通讯员"),
    ("通訊員", "通讯员"),
    ("撰稿人", "撰稿"),
    ("记者", "记者"),
    ("記者", "记者"),
    ("作者", "作者"),
    ("编译", "编译"),
    ("編譯", "编译"),
    ("编辑", "编辑"),
    ("主编", "主编"),
    ("摄影", "摄影"),
    ("攝影", "摄影"),
    ("图文", "作者"),
    ("文图", "作者"),
    ("文字", "作者"),
    ("报道", ""),
    ("報導", ""),
    ("采写", ""),
    ("撰文", ""),
];

/// Roles of one character, that stand alone before a name.
const SINGLE_ROLES: &[(&str, &str)] = &[("文", "作者"), ("图", "摄影"), ("圖", "摄影"), ("摄", "摄影")];

/// Words that fill a label without naming anybody.
const NOBODY: &[&str] = &[
    "佚名",
    "未知",
    "匿名",
    "admin",
    "administrator",
    "管理员",
    "本站",
    "本站编辑",
    "网站管理员",
    "无",
    "不详",
    "网友",
    "编辑部",
    "本网编辑",
    "null",
    "undefined",
    "-",
];

/// Longer words are no names, in characters.
const LONGEST: usize = 16;

/// The names in a label's value or a byline, with the roles that words among them give; `role` is that of the label.
///
/// A surname parted from its given name by a blank is one name: 闫 洁. A staff number behind a name stays out.
pub(crate) fn parse(value: &str, role: &str) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut role = role.to_owned();
    let mut pending = String::new();
    let mut push = |name: &str, role: &str| {
        let name = tidy(name);
        let known = people.iter().any(|p| p.name == name);
        if !known && is_possible(name) {
            people.push(Person::new(name, role));
        }
    };
    for word in words(value).into_iter().filter(|word| !word.is_empty()) {
        let (new_role, name) = strip_role(word);
        if !new_role.is_empty() {
            new_role.clone_into(&mut role);
        }
        if name.is_empty() {
            pending.clear();
            continue;
        }
        // One character alone waits for the next: 闫 洁, 张 三丰.
        let is_single = name.chars().count() == 1 && name.chars().all(is_han);
        if is_single && pending.is_empty() {
            pending.push_str(name);
            continue;
        }
        if !pending.is_empty() {
            let single = std::mem::take(&mut pending);
            // 文 林一凡: the character alone is a role, not a surname.
            match SINGLE_ROLES.iter().find(|(text, _)| *text == single && !is_single) {
                Some((_, meaning)) => (*meaning).clone_into(&mut role),
                None => {
                    push(&(single + name), &role);
                    continue;
                }
            }
        }
        push(name, &role);
    }
    // Where there are names, longer words beside them are none: 向小妮返回首页.
    if people.iter().any(|p| is_name(&p.name)) {
        people.retain(|p| p.name.chars().count() <= 4 || !p.name.chars().all(is_han));
    }
    // A staff number is better than nobody.
    if people.is_empty() && is_staff_number(value.trim()) {
        people.push(Person::new(value.trim(), role));
    }
    people
}

/// Words of a byline; a blank parts Chinese names, but not the words of a Latin one.
fn words(value: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for piece in value.split(['、', '，', ',', ';', '；', '/', '／', '&', '|', '丨', '｜', '+', ':', '：']) {
        let piece = piece.trim();
        let is_latin = piece.chars().all(|c| c.is_ascii_alphabetic() || c == ' ' || c == '.') && piece.split(' ').count() <= 3;
        if is_latin { words.push(piece) } else { words.extend(piece.split(is_space)) }
    }
    words
}

/// Takes role words off both ends of a word: 记者唐霁, 刘满仓摄.
fn strip_role(word: &str) -> (&'static str, &str) {
    let mut role = "";
    let mut rest = word.trim_matches(|c| matches!(c, '(' | '（' | ')' | '）' | '【' | '】' | '[' | ']' | '“' | '”' | '。' | '*'));
    // 新京报记者, 澎湃新闻记者: the medium before the role word goes with it.
    for (text, meaning) in ROLE_WORDS {
        if let Some(at) = rest.find(text) {
            let before = &rest[..at];
            let after = &rest[at + text.len()..];
            if before.is_empty() || after.is_empty() || is_medium(before) {
                role = if meaning.is_empty() { role } else { meaning };
                rest = if after.is_empty() && !before.is_empty() && !is_medium(before) { before } else { after };
                break;
            }
        }
    }
    for (ending, meaning) in
        [("摄影", "摄影"), ("摄", "摄影"), ("攝", "摄影"), ("供图", "摄影"), ("编译", "编译"), ("整理", "整理"), ("文", "作者")]
    {
        if let Some(name) = rest.strip_suffix(ending).filter(|name| name.chars().count() >= 2 && is_name(name)) {
            return (meaning, name);
        }
    }
    (role, rest)
}

/// The name without what systems add: staff numbers (乔俊婧_NBJ11279, 支全明 SF099).
fn tidy(name: &str) -> &str {
    let name = name.trim_matches(|c: char| is_space(c) || matches!(c, '_' | '-' | '—' | '.' | '·' | '@'));
    let cut = name.rsplit_once('_').filter(|(head, tail)| !head.is_empty() && tail.chars().any(|c| c.is_ascii_digit()) && tail.is_ascii());
    cut.map_or(name, |(head, _)| head)
}

fn is_possible(name: &str) -> bool {
    let length = name.chars().count();
    let is_date = name.contains('年') && name.chars().any(|c| c.is_ascii_digit());
    let is_nobody = NOBODY.iter().any(|word| name.eq_ignore_ascii_case(word)) || is_label(name) || is_staff_number(name);
    let is_text = name.contains(['。', '！', '？', '《', '》', '“', '=', '<', '>']) || name.starts_with("http");
    (2..=LONGEST).contains(&length) && name.chars().any(char::is_alphabetic) && !is_date && !is_nobody && !is_text
}

/// SF099, NBJ11279.
fn is_staff_number(name: &str) -> bool {
    name.is_ascii()
        && name.chars().any(|c| c.is_ascii_digit())
        && name.chars().filter(char::is_ascii_uppercase).count() >= 1
        && name.len() <= 8
        && name.trim_start_matches(|c: char| c.is_ascii_uppercase()).chars().all(|c| c.is_ascii_digit())
}

/// Whether words before 记者 name a medium or a place rather than a person.
fn is_medium(text: &str) -> bool {
    text.chars().count() <= 12 && !text.contains(['。', '，', ','])
}

/// Surnames of one character, sorted, and those of two.
fn surnames() -> &'static (Vec<char>, Vec<&'static str>) {
    static SURNAMES: OnceLock<(Vec<char>, Vec<&'static str>)> = OnceLock::new();
    SURNAMES.get_or_init(|| {
        let mut lines = jianbao_data::SURNAMES.lines();
        let mut single: Vec<char> = lines.next().unwrap_or_default().chars().collect();
        single.sort_unstable();
        (single, lines.next().unwrap_or_default().split(' ').collect())
    })
}

/// Whether a character is a surname by itself.
pub(crate) fn is_surname(c: char) -> bool {
    surnames().0.binary_search(&c).is_ok()
}

/// Whether a word is a Chinese person's name: a surname and one or two characters, or a compound surname and one or two.
pub(crate) fn is_name(word: &str) -> bool {
    let (single, compound) = surnames();
    let length = word.chars().count();
    if !word.chars().all(is_han) {
        return false;
    }
    let Some(first) = word.chars().next() else { return false };
    match length {
        2 | 3 => single.binary_search(&first).is_ok(),
        4 => compound.iter().any(|surname| word.starts_with(surname)),
        _ => false,
    }
}

/// The surname of a Chinese name.
pub(crate) fn surname(name: &str) -> Option<&str> {
    let (_, compound) = surnames();
    if let Some(surname) = compound.iter().find(|surname| name.len() > surname.len() && name.starts_with(**surname)) {
        return Some(&name[..surname.len()]);
    }
    let first = name.chars().next().filter(|&c| is_surname(c))?;
    Some(&name[..first.len_utf8()])
}

/// Longer lines are no bylines, in characters.
const LONGEST_LINE: usize = 40;

/// A line of its own with names: 海边新闻记者 林一凡 周小二; without a role word only names right beside the body.
pub(crate) fn name_line(line: &str, with_role: bool) -> Vec<Person> {
    if line.chars().count() > LONGEST_LINE {
        return Vec::new();
    }
    let line = line.trim_matches(|c: char| is_space(c) || matches!(c, '（' | '）' | '(' | ')' | '【' | '】' | '[' | ']'));
    let has_role = ["记者", "記者", "通讯员", "评论员", "实习生", "作者"].iter().any(|role| line.contains(role));
    if with_role != has_role || line.contains(['，', '。', ',', '！', '？', '“', '：', ':']) {
        return Vec::new();
    }
    let people = parse(line, "作者");
    let long_names = people.iter().any(|p| p.name.chars().count() >= 3);
    let words = line.split(|c: char| is_space(c) || c == '、').count();
    let all_names = !people.is_empty() && people.iter().all(|p| is_name(&p.name));
    if all_names && (has_role && words <= people.len() + 3 || !has_role && long_names && words == people.len()) {
        people
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(value: &str) -> String {
        parse(value, "作者").iter().map(|p| format!("{}={}", p.role, p.name)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn bylines() {
        for (value, expected) in [
            ("闫 洁", "作者=闫洁"),
            ("本报记者 林一凡 通讯员 周 二", "记者=林一凡 通讯员=周二"),
            ("海边新闻记者 林一凡 周小二", "记者=林一凡 记者=周小二"),
            ("林一凡、周小二", "作者=林一凡 作者=周小二"),
            ("记者林一凡", "记者=林一凡"),
            ("林一凡_NBJ11279", "作者=林一凡"),
            ("林一凡 SF099", "作者=林一凡"),
            ("林一凡摄", "摄影=林一凡"),
            ("🌿林间小路🌿", "作者=🌿林间小路🌿"),
            ("文 林一凡 图 周小二", "作者=林一凡 摄影=周小二"),
            ("Ann Lee", "作者=Ann Lee"),
            ("NF099", "作者=NF099"),
            ("佚名", ""),
            ("", ""),
        ] {
            assert_eq!(names(value), expected, "{value}");
        }
    }

    #[test]
    fn lines_of_names() {
        let names = |line: &str, with_role: bool| name_line(line, with_role).into_iter().map(|p| p.name).collect::<Vec<_>>();
        assert_eq!(names("海边新闻记者 林一凡 周小二", true), ["林一凡", "周小二"]);
        assert_eq!(names("林一凡 周小二", false), ["林一凡", "周小二"]);
        assert_eq!(names("高清 图集", false), [""; 0]);
    }

    #[test]
    fn a_name_has_a_surname() {
        assert!(is_name("王小明") && is_name("欧阳明月") && is_name("張三"));
        assert!(!is_name("摘要") && !is_name("完") && !is_name("视频截图"));
    }
}
