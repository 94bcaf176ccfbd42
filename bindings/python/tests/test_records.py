"""The same record as the command line for every case in testdata: one test drives both."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import jianbao
from support import PAGES, ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TESTDATA = ROOT / "testdata"


def cases(folder: str) -> list[dict]:
    """The cases of a folder of testdata, with the template of their file."""
    found = []
    for file in sorted((TESTDATA / folder).glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        found += [{"template": content.get("template", "{}"), **case} for case in content["case"]]
    assert found, folder
    return found


def row(**members) -> str:
    return json.dumps({name: member for name, member in members.items() if member is not None}, ensure_ascii=False) + "\n"


def with_id(number: int, record) -> str:
    return f'{{"id":{number},' + record.to_json()[1:]


def differences(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    assert len(ours) == len(theirs)
    return [pair for pair in zip(ours, theirs) if pair[0] != pair[1]]


@pytest.mark.parametrize("stages", ["article", "mentions", "values", "entities", "relations"])
def test_pages(command, stages):
    records = [jianbao.extract(page.read_bytes(), stages=stages) for page in PAGES]
    ours = [f'{{"id":{json.dumps(str(page))},' + record.to_json()[1:] for page, record in zip(PAGES, records)]
    assert differences(ours, command("extract", "--stages", stages, *map(str, PAGES))) == []


def test_committed_records():
    for page in PAGES:
        expected = json.loads((TESTDATA / "records" / f"{page.name}.json").read_text("utf-8"))
        assert jianbao.extract(page.read_bytes()).to_dict() == expected, page.name


def test_cases(command):
    pages = [(case["template"].replace("{}", case["input"], 1), case.get("url")) for case in cases("cases")]
    ours = [with_id(number, jianbao.extract(page, url=url)) for number, (page, url) in enumerate(pages)]
    rows = "".join(row(id=number, url=url, html=page) for number, (page, url) in enumerate(pages))
    assert differences(ours, command("extract", "-", stdin=rows)) == []


@pytest.mark.parametrize("prefer", ["nearest", "past", "future"])
def test_texts(command, prefer):
    texts = [
        (case["text"], case.get("reference"))
        for folder in ("mentions", "relations", "tokens", "values")
        for case in cases(folder)
        if "text" in case and case.get("prefer", "nearest") == prefer
    ]
    extractor = jianbao.Extractor(prefer=prefer)
    ours = [with_id(number, extractor.annotate(text, reference_date=date)) for number, (text, date) in enumerate(texts)]
    rows = "".join(row(id=number, text=text, reference_date=date) for number, (text, date) in enumerate(texts))
    assert texts and differences(ours, command("annotate", "--prefer", prefer, "-", stdin=rows)) == []


def test_words(command, tmp_path):
    lines: dict[str, list[str]] = {}
    for case in cases("tokens"):
        # A line feed ends a line of the command's input.
        lines.setdefault(case.get("words", ""), []).extend(case["text"].split("\n"))
    for words, texts in lines.items():
        tokenizer = jianbao.Tokenizer(words)
        tokens = [tokenizer.tokenize(text, pos=True) for text in texts]
        assert ["".join(word for word, _ in line) for line in tokens] == texts
        ours = [" ".join(f"{word}/{tag}" for word, tag in line if tag != "x" or word.strip()) for line in tokens]
        file = tmp_path / "words.tsv"
        file.write_text(words, "utf-8")
        assert (
            differences(ours, command("tokenize", "--pos", "--words", str(file), "-", stdin="".join(f"{text}\n" for text in texts))) == []
        )


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("jsonld", lambda article: article.to_jsonld()),
        ("ninjs", lambda article: article.to_ninjs()),
    ],
)
def test_formats(command, format, written):
    theirs = [json.loads(line) for line in command("extract", "--format", format, *map(str, PAGES))]
    assert [written(jianbao.extract(page.read_bytes())) for page in PAGES] == theirs


def test_markdown(command):
    for page in PAGES:
        theirs = "\n".join(command("extract", "--format", "markdown", str(page)))
        assert jianbao.extract(page.read_bytes()).to_markdown().strip() == theirs.strip()
        assert jianbao.extract(page.read_bytes()).text == "\n".join(command("extract", "--format", "text", str(page)))


def test_settings(command, tmp_path):
    """Every setting that the command line has too means the same."""
    rules = '[[site]]\nhost = "yunzhou.example"\nheadline = ".title"\nbody = ".article"\n'
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    page = str(ROOT / "examples/pages/bulletin.html")
    options = {"--focus": "recall", "--prefer": "future", "--reference-date": "2020-02-29T10:30", "--rules": str(tmp_path / "rules.toml")}
    extractor = jianbao.Extractor(focus="recall", prefer="future", reference_date="2020-02-29T10:30", rules=tomllib.loads(rules))
    [theirs] = command("extract", *[word for option in options.items() for word in option], page)
    ours = extractor.extract(Path(page).read_bytes()).to_json()
    assert theirs == f'{{"id":{json.dumps(page)},' + ours[1:]
    assert ours != jianbao.extract(Path(page).read_bytes()).to_json()
