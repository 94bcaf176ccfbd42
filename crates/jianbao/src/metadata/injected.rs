//! Text that a spammer put into the page: the name of a site that stands in sentences where it makes no sense.
//!
//! The name is looked for where spam of this kind shows itself, at the very top of the page, and judged by how it stands
//! in the sentences. A medium that is named in its own articles stands at the start of a clause (新华网北京电), after a word that
//! takes an object (据…, 在…, 登录…) or before one that goes with media (…记者, …讯); an injected name cuts
//! into a phrase.

use crate::chars::{is_han, is_space};

/// Names are at least and at most this long, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=12;
/// What the names of sites end in, and few other words.
const SITES: &[&str] = &["网", "網", "网站", "在线", "论坛", ".com", ".cn", ".net"];
/// Words after which a medium's name stands naturally.
const BEFORE: &[&str] = &[
    "据", "據", "在", "向", "对", "對", "从", "由", "和", "与", "及", "跟", "是", "被", "让", "请", "到", "为", "了", "的", "等", "或",
    "给", "把", "上", "称", "说", "告诉", "登录", "登陆", "访问", "关注", "打开", "通过", "接受", "做客", "联合", "携手", "转载", "转自",
    "来自", "来源", "授权", "走进", "中国", "本报", "本网", "作为", "主办", "承办", "协办", "浏览", "搜索", "加入", "成立", "创办", "收购",
    "经", "以及", "并", "而", "但", "如", "像", "有", "当", "看", "于", "入", "驻",
];
/// Words before which it does.
const AFTER: &[&str] = &[
    "记者",
    "記者",
    "讯",
    "訊",
    "电",
    "消息",
    "报道",
    "報導",
    "客户端",
    "评论",
    "编辑",
    "供图",
    "小编",
    "官网",
    "公司",
    "集团",
    "总编",
    "副总",
    "创始",
    "董事",
    "总裁",
    "用户",
    "网友",
    "论坛",
    "频道",
    "首页",
    "频道",
    "平台",
    "月",
    "日",
    "/",
    "(",
    "（",
];

/// The injected name and the spans in the body where it stands. `top` are the first lines of the page.
pub(crate) fn find<'a>(top: impl Iterator<Item = &'a str>, source: Option<&str>, body: &str) -> Option<(&'a str, Vec<(usize, usize)>)> {
    top.filter(|line| LENGTHS.contains(&line.chars().count()) && line.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '.'))
        .filter(|name| Some(*name) != source)
        .find_map(|name| {
            let (mut spans, mut natural) = (Vec::new(), 0);
            for (start, _) in body.match_indices(name) {
                let end = start + name.len();
                if stands_naturally(&body[..start], &body[end..]) {
                    natural += 1;
                } else {
                    spans.push((start, end));
                }
            }
            // A medium is named in passing now and then where no rule knows; a spammer's name mostly makes no sense.
            let cuts = spans.len() > natural;
            // A word of the navigation (新闻中心) is part of other names in the text; a site's name ends as such names do.
            let is_sure = SITES.iter().any(|ending| name.ends_with(ending)) || spans.len() > 1 && natural == 0;
            (cuts && is_sure).then_some((name, spans))
        })
}

fn stands_naturally(before: &str, after: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    // At the start of a clause or beside other than Chinese words.
    if !is_han(last) || is_space(last) {
        return true;
    }
    BEFORE.iter().any(|word| before.ends_with(word)) || AFTER.iter().any(|word| after.starts_with(word)) || !after.starts_with(is_han)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_injected_name_cuts_into_phrases() {
        let body = "1月5日,全市防控工作海滩网宣布情况好转。市民政局印发《市民政局海滩网切实做好工作的通知》。";
        let (name, spans) = find(["海滩网", "图片"].into_iter(), Some("海边晚报"), body).expect("injected");
        assert_eq!(name, "海滩网");
        assert!(spans.len() == 2 && spans.iter().all(|&(start, end)| &body[start..end] == "海滩网"));
    }

    #[test]
    fn a_word_of_the_navigation_is_none() {
        let body = "组委会主新闻中心昨天启用,代表们参观了展览。";
        assert_eq!(find(["新闻中心"].into_iter(), None, body), None);
    }

    #[test]
    fn a_medium_in_its_own_article_is_none() {
        for body in [
            "海滩网北京1月5日电 据海滩网报道,会议今天召开。",
            "记者登录海滩网看到,通知已经发布。他告诉海滩网记者,工作很忙。",
            "这里没有提到它。",
        ] {
            assert_eq!(find(["海滩网"].into_iter(), None, body), None, "{body}");
        }
    }
}
