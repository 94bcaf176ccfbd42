//! Pages made from the gold of real ones, to train on: the same article with little or nothing around it.
//!
//! Real pages alone would teach that an article is what stands between long lists of links, on the layouts of forty sites.
//! The parts are chosen by a fixed generator of numbers, so that training gives the same weights each time.

use crate::gold::GoldPage;

/// How many pages are made of one.
const PAGES: usize = 6;

const CRUMBS: &[&str] =
    &["", "", "<div>首页 &gt; 新闻中心 &gt; 正文</div>", "<p>您当前的位置：<a href=/>首页</a>&gt;<a href=/n>要闻</a></p>"];
const HEADERS: &[&str] = &[
    "",
    "2026-03-12 09:30",
    "2026-03-12 06:30 来源：海丰晚报",
    "来源：云州日报 作者：林一凡 2021年5月6日 07:08",
    "发布日期：2026-04-10 信息来源：云州市应急管理局 浏览次数：56",
    "时间:2022-05-17 15:00 来源: 作者:阅读次数",
    "林知遥 云州发布 2026-03-12 18:30",
    "2009年11月09日13:56 云州娱乐",
    "<span>2024-05-20 13:09</span> <span>海丰晚报</span> <a href=#c>评论 12</a>",
];
const BYLINES: &[&str] = &["", "", "", "本报记者 林一凡", "文/林一凡"];
/// An element around the paragraphs, and one around each; the last parts them by `<br>`.
const WRAPPERS: &[(&str, &str)] = &[
    ("<div>", "</div>"),
    ("<div class=content>", "</div>"),
    ("<article>", "</article>"),
    ("<div id=zoom class=TRS_Editor>", "</div>"),
    ("<section>", "</section>"),
    ("", ""),
];
const PARAGRAPHS: &[(&str, &str)] =
    &[("<p>", "</p>"), ("<p>", "</p>"), ("<p>　　", "</p>"), ("<div>", "</div>"), ("<section><span>", "</span></section>"), ("", "<br>")];
/// Lines below the text, inside its element.
const TAILS: &[&str] = &[
    "",
    "",
    "<p>责任编辑：林一凡</p>",
    "<p>来源：海丰晚报</p>",
    "<p>（责任编辑：林一凡）</p>",
    "<p><strong>关注云州在线，了解更多本地新闻。</strong></p>",
    "<p>扫一扫在手机打开当前页</p>",
    "<p>特别声明：本网转载的文章仅代表作者观点，如有侵权请联系我们删除。</p>",
    "<p>相关阅读</p><ul><li><a href=1>图书馆老馆下月起停止办证</a></li><li><a href=2>新馆周末讲座预告</a></li></ul>",
    "<p>上一篇：<a href=1>文昌街施工通告</a></p><p>下一篇：<a href=2>本周天气</a></p>",
    "<div>1 <a href=2>2</a> <a href=2>下一页</a></div>",
    "<p>【<a href=#>打印本页</a>】 【<a href=#>关闭窗口</a>】</p>",
    "<p>审核 林一凡</p><p>制作 周小二</p>",
];
/// What follows the article's element.
const FOOTERS: &[&str] = &[
    "",
    "<div>版权所有 云州在线 云ICP备12345678号</div>",
    "<div><h3>热门推荐</h3><ul><li><a href=1>老街修缮完工</a></li><li><a href=2>公交线路调整</a></li><li><a href=3>夜市今晚开放</a></li></ul></div>",
    "<div>主办单位：云州市人民政府办公室 联系我们 网站地图</div>",
];
const LENGTHS: &[usize] = &[1, 2, 3, 5, 9, usize::MAX];

/// Pages with this article.
pub(super) fn pages(page: &GoldPage, number: usize) -> Vec<GoldPage> {
    let mut state = number as u64 + 1;
    let mut choose = move |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % count
    };
    let mut html = || {
        let title = &page.title;
        let (open, close) = WRAPPERS[choose(WRAPPERS.len())];
        let (before, after) = PARAGRAPHS[choose(PARAGRAPHS.len())];
        let length = LENGTHS[choose(LENGTHS.len())];
        // Some pages have short paragraphs, some no headline that the head would confirm.
        let body = if choose(3) == 0 { page.body.replace('。', "。\n") } else { page.body.clone() };
        let headline = if choose(4) == 0 { String::new() } else { format!("<h1>{title}</h1>") };
        let paragraphs: String = body.lines().take(length).flat_map(|line| [before, line, after]).collect();
        let header = HEADERS[choose(HEADERS.len())];
        let header = if choose(2) == 0 { format!("<div class=info>{header}</div>") } else { format!("<p>{header}</p>") };
        let byline = BYLINES[choose(BYLINES.len())];
        let article = format!(
            "{}{headline}{header}{open}<p>{byline}</p>{paragraphs}{}{close}{}",
            CRUMBS[choose(CRUMBS.len())],
            TAILS[choose(TAILS.len())],
            FOOTERS[choose(FOOTERS.len())],
        );
        match choose(4) {
            0 => article,
            _ => format!(
                "<html><head><title>{}_云州在线</title></head><body>{article}</body></html>",
                if headline.is_empty() { "" } else { title.as_str() }
            ),
        }
    };
    let made = |html: String| GoldPage {
        bytes: html.into_bytes(),
        id: page.id.clone(),
        site: page.site.clone(),
        title: page.title.clone(),
        body: page.body.clone(),
    };
    (0..PAGES).map(|_| made(html())).collect()
}
