"""A report on a crawl, out of the Parquet that `jianbao extract` writes: who said what, who holds which post, where, when.

    jianbao extract crawl/ --output records.parquet
    python examples/duckdb_report.py records.parquet --output report

writes report/index.html, which needs nothing beside it, and the two pictures in it as files: provinces.svg and days.svg. Needs duckdb.

The queries are the point of it: they show how the columns hang together. A mention, an affiliation or a quotation names entities by their
place in the list `entities`, which counts from 0; lists of SQL count from 1. Offsets are code points of `text`, ends exclusive.
"""

from __future__ import annotations

import argparse
import datetime
import html
import sys
from pathlib import Path

import duckdb

OVERVIEW = """
    select count(*) as records,
           count(error) as failed,
           count(date_published) as dated,
           count(distinct source) as sources,
           -- Not every date is known to the day: 2026-03 has a precision of a month.
           min(try_cast(date_published.iso[:10] as date)) as first,
           max(try_cast(date_published.iso[:10] as date)) as last
    from records
"""

# Persons are told apart by their names alone: entities are made within an article, not across them.
SPEAKERS = """
    with said as (
        select entities[q.speaker + 1].name as speaker,
               q.speaker as number,
               q.kind = 'direct' as is_direct,
               text[q.start + 1 : q.end] as words,
               id, affiliations, entities
        from records, unnest(quotations) as each(q)
        where entities[q.speaker + 1].kind = 'person'
    ), posts as (
        -- The posts of those who speak, with the body where they are held if the text tells.
        select speaker, concat(entities[a.organization + 1].name, a.title) as post, count(distinct id) as articles
        from said, unnest(affiliations) as each(a)
        where a.person = number and not a.former
        group by all
    ), best as (
        select speaker, arg_max(post, (articles, length(post), post)) as post from posts group by all
    )
    select speaker,
           any_value(post) as post,
           count(*) as quotations,
           count(distinct said.id) as articles,
           -- One that reads well: word for word, and neither a scrap nor a speech.
           arg_min(words, (not is_direct, abs(length(words) - 40), words)) as example
    from said left join best using (speaker)
    group by speaker
    order by quotations desc, articles desc, speaker
    limit $limit
"""

POSTS = """
    with held as (
        select entities[a.organization + 1].name as organization, a.title, entities[a.person + 1].name as person, a.former, id
        from records, unnest(affiliations) as each(a)
        where a.organization is not null and a.person is not null
    ), posts as (
        select organization, title, person, bool_and(former) as former, count(distinct id) as articles from held group by all
    ), bodies as (
        select organization, count(distinct id) as articles from held group by all
    )
    select organization,
           any_value(bodies.articles) as articles,
           -- Who holds it, those who are named most first.
           list((title, person, former) order by posts.articles desc, title, person) as posts
    from posts join bodies using (organization)
    group by organization
    order by count(*) desc, articles desc, organization
    limit $limit
"""

# The first two digits of a code of GB/T 2260 are those of the province, whatever division the place is.
PROVINCES = """
    select m.value.code[:2] as province, count(*) as mentions, count(distinct id) as articles
    from records, unnest(mentions) as each(m)
    where m.kind = 'place' and length(m.value.code) = 6
    group by all
"""

DAYS = """
    select try_cast(date_published.iso[:10] as date) as day, count(*) as articles
    from records
    group by all
    having day is not null
    order by day
"""

# The 34 divisions of the first level: the digits that their codes of GB/T 2260 begin with, name, column and row of their tile.
TILES = [
    ("11", "北京", 4, 1), ("12", "天津", 5, 2), ("13", "河北", 4, 2), ("14", "山西", 3, 2), ("15", "内蒙古", 3, 1),
    ("21", "辽宁", 5, 1), ("22", "吉林", 6, 1), ("23", "黑龙江", 6, 0),
    ("31", "上海", 6, 4), ("32", "江苏", 5, 4), ("33", "浙江", 5, 5), ("34", "安徽", 4, 4), ("35", "福建", 4, 6), ("36", "江西", 4, 5),
    ("37", "山东", 4, 3), ("41", "河南", 3, 3), ("42", "湖北", 3, 4), ("43", "湖南", 3, 5),
    ("44", "广东", 3, 6), ("45", "广西", 2, 5), ("46", "海南", 2, 7),
    ("50", "重庆", 2, 3), ("51", "四川", 1, 3), ("52", "贵州", 2, 4), ("53", "云南", 1, 4), ("54", "西藏", 0, 3),
    ("61", "陕西", 2, 2), ("62", "甘肃", 1, 2), ("63", "青海", 0, 2), ("64", "宁夏", 2, 1), ("65", "新疆", 0, 1),
    ("71", "台湾", 5, 6), ("81", "香港", 4, 7), ("82", "澳门", 3, 7),
]  # fmt: skip

# One hue, from light to dark in steps that look even.
SHADES = ["#dcebf5", "#b3d3e8", "#7fb3d5", "#3f83b6", "#226aa3", "#0c4477"]
EMPTY, INK, FAINT = "#f3f3f1", "#1f2933", "#66727f"
FONTS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"


def classes(largest: int) -> list[int]:
    """Where classes begin that cover 1 to `largest`. News speaks of few provinces much and of many little, so each is a multiple wider."""
    steps = [step * 10**power for power in range(12) for step in (1, 2, 5)]
    steps = steps[: max(1, sum(step <= largest for step in steps))]
    return steps[:: -(-len(steps) // len(SHADES))]


def picture(width: int, height: int, title: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
    style = f"font-family:{FONTS};font-size:13px"
    return "\n".join([f'{head} style="{style}" fill="{INK}">', f"<title>{html.escape(title)}</title>", *parts, "</svg>\n"])


def label(x: float, y: float, words: str, size: int = 13, anchor: str = "middle", fill: str = INK, weight: int = 400) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">{html.escape(words)}</text>'


def cartogram(counts: dict[str, tuple[int, int]]) -> str:
    """A tile for each province, all of one size, about where it lies: small ones are seen as well as large ones."""
    size, gap, left, top = 66, 5, 24, 64
    bounds = classes(max((mentions for mentions, _ in counts.values()), default=1))
    # Few classes are as far apart in shade as many are in all.
    shades = [SHADES[number * (len(SHADES) - 1) // max(1, len(bounds) - 1)] for number in range(len(bounds))]
    parts = [
        '<rect width="100%" height="100%" fill="#fff"/>',
        label(left, 30, "各地被提及次数", 18, "start", weight=600),
        label(left, 50, "每格一个省级行政区，位置大致如地图", 12, "start", FAINT),
    ]
    for code, name, column, row in TILES:
        mentions, articles = counts.get(code, (0, 0))
        level = sum(mentions >= bound for bound in bounds) - 1
        fill = shades[level] if mentions else EMPTY
        ink = "#fff" if mentions and SHADES.index(fill) >= 3 else INK
        x, y = left + column * (size + gap), top + row * (size + gap)
        parts.append(
            f"<g><title>{name}：{mentions} 次，{articles} 篇</title>"
            f'<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="6" fill="{fill}"/>'
            + label(x + size / 2, y + 29, name, 15 if len(name) < 3 else 14, fill=ink if mentions else FAINT)
            + label(x + size / 2, y + 51, f"{mentions:,}" if mentions else "–", 14, fill=ink if mentions else FAINT, weight=600)
            + "</g>"
        )
    # The legend stands south west of all tiles.
    x, y = left, top + 5 * (size + gap) + 8
    ends = [bound - 1 for bound in bounds[1:]] + [None]
    for shade, start, end in zip([EMPTY, *shades], [0, *bounds], [0, *ends]):
        words = f"{start:,} 以上" if end is None else f"{start:,}" if start == end else f"{start:,}–{end:,}"
        parts.append(f'<rect x="{x}" y="{y}" width="18" height="18" rx="3" fill="{shade}"/>' + label(x + 26, y + 14, words, 12, "start"))
        y += 24
    return picture(2 * left + 7 * (size + gap) - gap, top + 8 * (size + gap) + 12, "各地被提及次数", parts)


def spans(days: list[tuple[datetime.date, int]]) -> tuple[str, list[tuple[datetime.date, int]]]:
    """A count for each day from the first to the last, those without an article too; for each month where days would be too many."""
    by_month = bool(days) and (days[-1][0] - days[0][0]).days > 400
    counted: dict[datetime.date, int] = {}
    day, last = (days[0][0], days[-1][0]) if days else (datetime.date.max, datetime.date.min)
    while day <= last:
        counted[day.replace(day=1) if by_month else day] = 0
        day += datetime.timedelta(days=1)
    for day, articles in days:
        counted[day.replace(day=1) if by_month else day] += articles
    return ("每月篇数" if by_month else "每日篇数"), sorted(counted.items())


def timeline(days: list[tuple[datetime.date, int]]) -> str:
    """A bar for each day of publication."""
    title, counted = spans(days)
    width, height, left, right, top, bottom = 860, 260, 56, 20, 52, 40
    largest = max((articles for _, articles in counted), default=1)
    step = next(step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power) if step * 4 >= largest)
    highest = -(-largest // step) * step
    unit = (width - left - right) / max(1, len(counted))
    scale = (height - top - bottom) / highest
    base = height - bottom
    parts = ['<rect width="100%" height="100%" fill="#fff"/>', label(left, 30, title, 18, "start", weight=600)]
    for value in range(0, highest + 1, step):
        y = base - value * scale
        parts.append(
            f'<line x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d9dee3"/>'
            + label(left - 8, y + 4, f"{value:,}", 12, "end", FAINT)
        )
    # Names stand as far apart as they can be read, those of months where a part of the year begins; the year is told where it is new.
    room = -(-len(counted) * 62 // (width - left - right))
    by_month = title == "每月篇数"
    stride = next((months for months in (1, 3, 6, 12, 24, 60, 120) if months >= room), 240) if by_month else max(1, room)
    year = None
    for number, (day, articles) in enumerate(counted):
        x = left + number * unit
        bar = max(1.0, min(unit * 0.8, 28))
        parts.append(
            f'<rect x="{x + (unit - bar) / 2:.1f}" y="{base - articles * scale:.1f}" width="{bar:.1f}" height="{articles * scale:.1f}" fill="{SHADES[3]}">'
            f"<title>{day}：{articles} 篇</title></rect>"
        )
        if (day.year * 12 + day.month - 1 if by_month else number) % stride == 0:
            words = [f"{day.month}月" if by_month else f"{day.month}月{day.day}日"] * (not by_month or stride < 12)
            words += [f"{day.year}年"] * (day.year != year)
            parts += [label(x + unit / 2, base + 17 + 16 * line, word, 12, fill=FAINT) for line, word in enumerate(words)]
            year = day.year
    return picture(width, height, title, parts)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Cells are HTML already."""
    lines = [
        "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in row) + "</tr>"
        for kind, row in [("th", head), *(("td", row) for row in rows)]
    ]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def page(overview: dict, speakers: list[tuple], posts: list[tuple], provinces: str, days: str) -> str:
    said = [
        [html.escape(speaker), html.escape(post or ""), f"{count:,}", f"{articles:,}", html.escape(words.replace("\n", " "))]
        for speaker, post, count, articles, words in speakers
    ]
    held = [
        [
            html.escape(organization),
            "<br>".join(f"{html.escape(('原' if former else '') + title)}　{html.escape(person)}" for title, person, former in people[:8])
            + (f"<br>…共 {len(people)} 项" if len(people) > 8 else ""),
            f"{articles:,}",
        ]
        for organization, articles, people in posts
    ]
    period = f"{overview['first']} 至 {overview['last']}" if overview["first"] else "无日期"
    return f"""<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>新闻语料报告</title>
<style>
body {{ font: 15px/1.6 {FONTS}; color: {INK}; max-width: 900px; margin: 2em auto; padding: 0 1em }}
h1 {{ font-size: 1.6em }} h2 {{ font-size: 1.2em; margin-top: 2em }} p {{ color: {FAINT} }}
table {{ border-collapse: collapse; width: 100% }}
th {{ text-align: left; color: {FAINT}; font-weight: 400; white-space: nowrap }}
th, td {{ padding: .35em .8em .35em 0; border-bottom: 1px solid #e3e7eb; vertical-align: top }}
td:first-child {{ white-space: nowrap }}
svg {{ max-width: 100%; height: auto }}
</style>
<h1>新闻语料报告</h1>
<p>{overview["records"]:,} 篇（{overview["failed"]:,} 篇未能处理，{overview["dated"]:,} 篇有发布日期），{overview["sources"]:,} 个来源，{period}</p>
<h2>谁说了什么</h2>
{table(["发言人", "职务", "引语", "篇数", "例"], said)}
<h2>各机构职务</h2>
{table(["机构", "职务与任职者", "篇数"], held)}
<h2>提及地区</h2>
{provinces}
<h2>时间</h2>
{days}
</html>
"""


def report(files: list[str], output: Path, limit: int) -> None:
    with duckdb.connect() as connection:
        # `day` of what Spark and Ray write is a name of directories; the record has the date itself.
        connection.read_parquet(files, hive_partitioning=False, union_by_name=True).create_view("records")
        found = connection.execute(OVERVIEW)
        overview = dict(zip([column[0] for column in found.description], found.fetchone()))
        speakers = connection.execute(SPEAKERS, {"limit": limit}).fetchall()
        posts = connection.execute(POSTS, {"limit": limit}).fetchall()
        provinces = {province: (mentions, articles) for province, mentions, articles in connection.execute(PROVINCES).fetchall()}
        days = connection.execute(DAYS).fetchall()
    pictures = {"provinces.svg": cartogram(provinces), "days.svg": timeline(days)}
    output.mkdir(parents=True, exist_ok=True)
    for name, drawn in pictures.items():
        (output / name).write_text(drawn, "utf-8")
    (output / "index.html").write_text(page(overview, speakers, posts, *pictures.values()), "utf-8")


def find(places: list[Path]) -> list[str]:
    """The files that are named, and those in directories that are named."""
    found = [sorted(place.rglob("*.parquet")) if place.is_dir() else [place] for place in places]
    return [str(file) for files in found for file in files]


def main() -> int:
    parser = argparse.ArgumentParser(
        description="A report on records: who said what, posts by organization, mentions by province, articles by day.",
        epilog="example: python examples/duckdb_report.py records.parquet --output report",
    )
    parser.add_argument(
        "records", nargs="+", type=Path, help="Parquet of `jianbao extract`, or a directory of it, such as spark_extract.py writes"
    )
    parser.add_argument("--output", type=Path, default=Path("report"), help="the directory to write (default: report)")
    parser.add_argument("--limit", type=int, default=20, help="rows of each table (default: 20)")
    given = parser.parse_args()
    try:
        report(find(given.records), given.output, given.limit)
    except (duckdb.Error, OSError) as error:
        print(f"duckdb_report.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
