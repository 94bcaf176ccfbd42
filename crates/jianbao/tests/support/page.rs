//! A page of the shape that Chinese news sites have, in our own words.

use std::fmt::Write as _;

/// A page whose article has this many paragraphs, among as much navigation, script and style as is usual.
pub(crate) fn typical(paragraphs: usize) -> String {
    let mut body = String::new();
    let mut links = String::new();
    for i in 1..=paragraphs {
        let _ = write!(
            body,
            "<p style=\"text-indent: 2em;\"><span style=\"font-size: 16px;\">　　第{i}项工作由市交通局牵头。记者从会上获悉,今年以来,\
             全市新增公交线路{i}条,投放车辆{n}辆,惠及沿线居民约{n}万人次。</span></p>\r\n",
            n = i * 13
        );
        let _ = writeln!(
            links,
            "<li><a href=\"/news/2024/{i}.html\" target=\"_blank\">某地召开第{i}次会议</a><span>03-{:02}</span></li>",
            i % 28 + 1
        );
    }
    let script =
        "var _hmt = _hmt || []; (function () { var s = document.createElement('script'); s.async = true; })();\n".repeat(paragraphs);
    let style = ".main .list li a { color: #333; line-height: 24px; text-decoration: none; }\n".repeat(paragraphs);
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>全市交通工作会议召开_某某新闻网</title>\n\
         <meta name=\"keywords\" content=\"交通,会议\">\n<style>{style}</style>\n<script>{script}</script>\n</head>\n<body>\n\
         <div class=\"header\"><ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/gn/\">国内</a></li></ul></div>\n\
         <div class=\"main clearfix\">\n<h1 class=\"article-title\">全市交通工作会议召开</h1>\n\
         <div class=\"info\"><span>2024-03-05 10:20</span><span>来源:某某日报</span><span>作者:张一凡</span></div>\n\
         <div class=\"article-content\" id=\"content\">\n{body}</div>\n<p class=\"editor\">责任编辑:李文</p>\n</div>\n\
         <div class=\"sidebar\"><h3>相关新闻</h3><ul class=\"list\">\n{links}</ul></div>\n\
         <div class=\"footer\"><p>版权所有 某某新闻网 未经许可不得转载</p></div>\n<script>{script}</script>\n</body>\n</html>\n"
    )
}
