"""Every example in the documents runs and prints what it says."""

from __future__ import annotations

import doctest
import re

import pytest

import jianbao
from support import ROOT

PACKAGE = ROOT / "bindings/python"
DOCUMENTS = ["README.md", "docs/migration.md"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples(name, monkeypatch):
    # Examples name pages by their path in the repository.
    monkeypatch.chdir(ROOT)
    document = (PACKAGE / name).read_text("utf-8")
    blocks = list(re.finditer(r"^```(?:python|pycon)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL))
    assert blocks
    parser, runner, names = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS), {}
    report: list[str] = []
    for block in blocks:
        line = document.count("\n", 0, block.start(1))
        if block[1].startswith(">>> "):
            # One after another in one session, as a reader would type them.
            test = parser.get_doctest(block[1], names, name, name, line)
            test.globs = names
            runner.run(test, out=report.append, clear_globs=False)
        else:
            exec(compile("\n" * line + block[1], name, "exec"), names)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def test_docstrings():
    result = doctest.testmod(jianbao)
    assert result.attempted > 0 and result.failed == 0


@pytest.mark.parametrize("name", [name for name in jianbao.__all__ if name != "__version__"])
def test_everything_public_is_documented(name):
    public = getattr(jianbao, name)
    assert public.__doc__, name
    members = [getattr(public, member) for member in vars(public) if not member.startswith("_")] if isinstance(public, type) else []
    assert all(getattr(member, "__doc__", "") or isinstance(member, str) for member in members), name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    document = (PACKAGE / name).read_text("utf-8")
    # The package's page in the index knows no files beside it, so links into the repository are whole.
    for target in re.findall(r"\]\((?!#)([^)]+)\)", document):
        path = target.removeprefix("https://github.com/jianbao/jianbao").removeprefix("/blob/main/")
        assert target.startswith("https://") and (ROOT / path).exists(), target
