//! Authors and editors: from labels, bylines and class names.

use crate::article::Person;
use crate::chars::{is_han, is_sentence_punctuation, is_space};
use crate::labels::{Kind, Kinds};
use crate::page::{Hints, PageKind};
use crate::people::{is_name, name_line, parse};

use super::headline::is_site_name;
use super::scene::Scene;

/// Roles of pictures: they do not make somebody the author of the text, but stand among the authors.
const PICTURE_ROLES: &[&str] = &["摄影", "摄像", "图片", "图", "制图", "视频", "插画"];
/// The editor who answers for the page; others stand beside only where there is none.
const ANSWERING: &[&str] = &["责任编辑"];
const EDITING: &[&str] = &["编辑"];
/// Roles of the offices that publish pages: always among the editors.
const OFFICE_ROLES: &[&str] = &["审核", "制作", "初审", "复审", "终审", "一审", "二审", "三审", "签发", "审签", "发布", "录入"];

/// The people of a page: authors, editors, and those with other roles in its making.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) authors: Vec<Person>,
    pub(crate) authors_from: &'static str,
    pub(crate) editors: Vec<Person>,
    pub(crate) editors_from: &'static str,
    pub(crate) credits: Vec<Person>,
}

/// Finds the people of a page; `source` and the site's name are no people.
pub(crate) fn find(scene: &Scene<'_, '_>, source: Option<&str>) -> People {
    let mut people = People::default();
    if !scene.has_article() {
        return people;
    }
    let site = scene.page.head.meta("og:site_name").unwrap_or_default();
    let is_somebody = |person: &Person| Some(person.name.as_str()) != source && person.name != site;
    let ruled = |text: Option<&str>, role: &str| text.map(|text| parse(unlabelled_value(text), role)).unwrap_or_default();
    for (candidates, provenance) in [
        (ruled(scene.ruled(|rule| rule.author.as_ref()), "作者"), "rule"),
        (labelled(scene, "header_line"), "header_line"),
        (from_body(scene), "byline"),
        (labelled(scene, "body_line"), "body_line"),
        (labelled(scene, "tail_line"), "tail_line"),
        (behind_date(scene), "header_line"),
        (original(scene), "header_line"),
        (elements(scene), "author_element"),
        (beside_date(scene), "header_line"),
        (from_head(scene), "meta"),
        (unlabelled(scene), "name_line"),
    ] {
        let candidates: Vec<Person> = candidates.into_iter().filter(is_somebody).collect();
        if candidates.iter().any(|p| !PICTURE_ROLES.contains(&p.role.as_str())) {
            merge(&mut people.authors, candidates);
            people.authors_from = provenance;
            break;
        }
        // Pictures alone: keep them and go on looking for the writer.
        merge(&mut people.authors, candidates);
        if !people.authors.is_empty() && people.authors_from.is_empty() {
            people.authors_from = provenance;
        }
    }
    let mut editors = ruled(scene.ruled(|rule| rule.editor.as_ref()), "责任编辑");
    people.editors_from = if editors.is_empty() { "" } else { "rule" };
    // The page's own editor signs below the text; one above or inside it may be that of the medium it was taken from.
    for place in ["tail_line", "header_line", "body_line"] {
        for field in scene.fields.iter().filter(|field| field.kind == Kind::Editor && field.provenance == place) {
            let named = parse(&field.value, field.role);
            if people.editors_from.is_empty() && !named.is_empty() {
                people.editors_from = place;
            }
            let answers = |p: &Person| ANSWERING.contains(&p.role.as_str());
            if place != "tail_line" && people.editors_from == "tail_line" && editors.iter().any(answers) && named.iter().any(answers) {
                continue;
            }
            for person in named {
                match editors.iter_mut().find(|p| p.name == person.name) {
                    Some(known) if answers(&person) => known.role = person.role,
                    Some(_) => {}
                    None => editors.push(person),
                }
            }
        }
    }
    let leading = [ANSWERING, EDITING].into_iter().find(|roles| editors.iter().any(|p| roles.contains(&p.role.as_str())));
    if let Some(leading) = leading {
        let belongs = |p: &Person| leading.contains(&p.role.as_str()) || OFFICE_ROLES.contains(&p.role.as_str());
        (people.editors, people.credits) = editors.into_iter().partition(belongs);
    } else {
        people.editors = editors;
    }
    if people.editors.is_empty() {
        people.editors_from = "";
    }
    people
}

/// The value of a label where the text begins with one, else the text.
fn unlabelled_value(text: &str) -> &str {
    let mut found = Vec::new();
    crate::labels::find(text, &mut found);
    found.first().filter(|hit| hit.is_field).map_or(text, |hit| &text[hit.value.0..hit.value.1])
}

fn merge(people: &mut Vec<Person>, more: Vec<Person>) {
    for person in more {
        if !people.iter().any(|p| p.name == person.name) {
            people.push(person);
        }
    }
}

/// The values of author labels.
fn labelled(scene: &Scene<'_, '_>, provenance: &str) -> Vec<Person> {
    let mut people = Vec::new();
    for field in scene.fields.iter().filter(|f| f.kind == Kind::Author && f.provenance == provenance) {
        merge(&mut people, parse(&field.value, field.role));
    }
    people.retain(|person| person.name.chars().count() <= 12);
    people
}

/// Bylines inside the body's paragraphs, and lines of names right above and below it.
fn from_body(scene: &Scene<'_, '_>) -> Vec<Person> {
    let mut people = Vec::new();
    let lines = &scene.body.lines;
    let text = |number: usize| scene.page.line_text(number);
    let head: Vec<usize> = lines.iter().copied().take(4).collect();
    let tail: Vec<usize> = lines.iter().copied().rev().take(3).filter(|n| !head.contains(n)).collect();
    for &number in head.iter().chain(&tail) {
        let line = text(number);
        for bracket in brackets(line) {
            merge(&mut people, byline(bracket));
        }
        merge(&mut people, name_line(line, true));
    }
    if people.is_empty()
        && let Some(&last) = lines.last()
    {
        merge(&mut people, signature(text(last)));
    }
    if people.is_empty() {
        let span = scene.span();
        let beside = [span.start.checked_sub(2), span.start.checked_sub(1), Some(span.end), Some(span.end + 1)].into_iter().flatten();
        for number in beside.filter(|&number| scene.headline.line.is_none_or(|headline| number > headline)) {
            if scene.page.lines.get(number).is_some_and(|line| line.linked == 0) {
                merge(&mut people, name_line(text(number), true));
                if people.is_empty() && (number + 1 == span.start || number == span.end) {
                    merge(&mut people, name_line(text(number), false));
                }
            }
        }
    }
    people
}

/// WeChat's header line: 原创 2018-04-07 林间小路 海边公众号. The first name after 原创 is the author's.
fn original(scene: &Scene<'_, '_>) -> Vec<Person> {
    let line = scene.header().map(|number| scene.page.line_text(number)).find_map(|line| line.strip_prefix("原创 "));
    let mut names = line.unwrap_or_default().split(is_space).filter(|word| crate::date::find(word).is_none());
    // The account's name follows the author's; where it stands alone, the author is not named.
    let name = names.next().filter(|name| names.next().is_some_and(|account| account != *name));
    name.map(|name| parse(name, "作者")).unwrap_or_default()
}

/// A byline behind the date: 2026-03-12 10:00 海边晚报记者 林一凡.
fn behind_date(scene: &Scene<'_, '_>) -> Vec<Person> {
    let lines = scene.header().filter(|&number| scene.headline.line.is_none_or(|headline| number > headline));
    lines
        .map(|number| scene.page.line_text(number))
        .find_map(|line| {
            let people = name_line(line[crate::date::find(line)?.end..].trim(), true);
            (!people.is_empty()).then_some(people)
        })
        .unwrap_or_default()
}

/// In dumps and fragments the author's name may stand alone between headline and text.
fn unlabelled(scene: &Scene<'_, '_>) -> Vec<Person> {
    let (Some(headline), start) = (scene.headline.lines(), scene.span().start) else { return Vec::new() };
    if scene.page.kind == PageKind::Html || start != headline.end + 1 {
        return Vec::new();
    }
    let line = scene.page.line_text(headline.end);
    let is_name = line.chars().count() <= 12
        && !line.contains(|c: char| c.is_ascii_digit() || is_sentence_punctuation(c))
        && scene.readings_of(headline.end) == Kinds::default();
    if is_name { parse(line, "作者") } else { Vec::new() }
}

/// The name beside the date in a header line of a blog: 林间小路 2017-09-30 21:38:07, 林间小路 于 2024-05-06 发布.
fn beside_date(scene: &Scene<'_, '_>) -> Vec<Person> {
    let found = scene.header().find_map(|number| {
        let text = scene.page.line_text(number);
        let found = crate::date::find(text)?;
        let before = text[..found.start].trim().trim_end_matches(['于', '發', '发', '表', '布']).trim();
        let line = &scene.page.lines[number];
        let after_headline = scene.headline.line.is_some_and(|headline| number > headline && number - headline <= 4);
        // A link to the author's page, in a line of name and date.
        (after_headline && line.linked > 0 && !before.is_empty() && !before.contains([' ', '：', ':', '，']) && !is_site_name(before))
            .then_some(before)
    });
    found.map(|name| parse(name, "作者")).unwrap_or_default()
}

/// The contents of round brackets, up to this many characters.
fn brackets(line: &str) -> Vec<&str> {
    const LONGEST: usize = 40;
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find(['（', '(']) {
        let inner = &rest[open + rest[open..].chars().next().map_or(1, char::len_utf8)..];
        let Some(close) = inner.find(['）', ')']) else { break };
        if inner[..close].chars().count() <= LONGEST {
            found.push(&inner[..close]);
        }
        rest = &inner[close..];
    }
    found
}

/// （记者柳旭）, （作者林一凡系…研究员）, （中央社記者溫貴香台北21日電）: names behind a role word.
fn byline(bracket: &str) -> Vec<Person> {
    const ROLES: &[&str] = &["记者", "記者", "通讯员", "通訊員", "作者", "评论员", "实习生", "特约撰稿", "编译", "文字"];
    let Some(at) = ROLES.iter().filter_map(|role| bracket.find(role)).min() else { return Vec::new() };
    // The words before name a medium at most; a bracket that ends in another word than a name is an aside.
    if ["贡献", "文中", "化名", "均为", "下同"].iter().any(|aside| bracket.contains(aside)) {
        return Vec::new();
    }
    if bracket[..at].chars().count() > 10 || bracket[..at].contains(['，', ',', '。']) {
        return Vec::new();
    }
    let mut value = &bracket[at..];
    for stop in ["系", "为", "是", "对此", "，", ",", "；", ";", "。"] {
        if let Some(end) = value.find(stop).filter(|&end| end > 6) {
            value = &value[..end];
        }
    }
    let mut people = parse(value, "作者");
    for person in &mut people {
        // A place and a day stick to the name where nothing parts them.
        if person.name.contains(|c: char| c.is_ascii_digit()) || person.name.chars().count() > 4 && person.name.chars().all(is_han) {
            let chars: Vec<char> = person.name.chars().take_while(|&c| is_han(c)).collect();
            let name: String = chars.iter().take(3).collect();
            person.name = if is_name(&name) { name } else { chars.iter().take(2).collect() };
        }
    }
    people.retain(|p| is_name(&p.name) || p.name.chars().count() <= 12 && p.name.contains('·') || p.name.chars().count() <= 4);
    people
}

/// Names in brackets at the very end: …的规定。（林一凡）
fn signature(line: &str) -> Vec<Person> {
    let Some(inner) = line.trim_end().strip_suffix(['）', ')']) else { return Vec::new() };
    let Some(open) = inner.rfind(['（', '(']) else { return Vec::new() };
    let inner = inner[open..].trim_start_matches(['（', '(']);
    let before = line[..open].trim_end();
    let ends_sentence = before.is_empty() || before.ends_with(|c| crate::chars::ends_sentence(c) || crate::chars::is_closing(c));
    let people = parse(inner, "作者");
    if ends_sentence && !people.is_empty() && people.iter().all(|p| is_name(&p.name)) { people } else { Vec::new() }
}

/// Elements of the header whose class says author.
fn elements(scene: &Scene<'_, '_>) -> Vec<Person> {
    let mut people = Vec::new();
    for text in scene.elements(Hints::AUTHOR) {
        let text = crate::date::find(text).map_or(text, |found| text[..found.start].trim());
        if text.chars().count() <= 30 && !text.contains('\n') && !is_site_name(text) {
            let named = parse(text, "作者");
            let known = named.iter().any(|p| is_name(&p.name));
            merge(&mut people, named.into_iter().filter(|p| !known || is_name(&p.name)).collect());
        }
    }
    people
}

/// Authors of the head, if the page prints them above the text as well, and those of the front matter.
fn from_head(scene: &Scene<'_, '_>) -> Vec<Person> {
    let matter: Vec<Person> = scene.page.front_matter.values("author").iter().flat_map(|value| parse(value, "作者")).collect();
    if !matter.is_empty() {
        let sections = ["categories", "category", "tags"].iter().flat_map(|key| scene.page.front_matter.values(key));
        let sections: Vec<&String> = sections.collect();
        return matter.into_iter().filter(|p| !sections.contains(&&p.name)).collect();
    }
    let said = ["author", "article:author", "og:article:author", "byl", "dc.creator"].iter().filter_map(|name| scene.page.head.meta(name));
    let mut people = Vec::new();
    for value in said.chain(scene.linked.authors.iter().map(String::as_str)) {
        let printed = |person: &Person| {
            let after_headline = |number: &usize| scene.headline.line.is_none_or(|headline| *number > headline);
            scene.header().filter(after_headline).any(|number| scene.page.line_text(number).split(is_space).any(|word| word == person.name))
        };
        // 网易 in 网易科技: the site signs.
        let is_site = |person: &Person| {
            is_site_name(&person.name)
                || scene.page.head.title.rsplit(['_', '-', '|']).next().is_some_and(|site| site.contains(&person.name))
        };
        merge(&mut people, parse(value, "作者").into_iter().filter(|p| !is_site(p) && printed(p)).collect());
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(people: &[Person]) -> Vec<&str> {
        people.iter().map(|p| p.name.as_str()).collect()
    }

    #[test]
    fn bylines_in_brackets() {
        assert_eq!(names(&byline("记者柳一旭")), ["柳一旭"]);
        assert_eq!(names(&byline("通讯员 杨二丽")), ["杨二丽"]);
        assert_eq!(names(&byline("作者林一凡系海边研究所研究员")), ["林一凡"]);
        assert_eq!(names(&byline("中央社記者林一凡台北21日電")), ["林一凡"]);
        assert_eq!(names(&byline("下称“记者站”")), [""; 0]);
    }

    #[test]
    fn signatures() {
        assert_eq!(names(&signature("会议今天闭幕。（林一凡）")), ["林一凡"]);
        assert_eq!(names(&signature("会议今天闭幕（完）")), [""; 0]);
    }
}
