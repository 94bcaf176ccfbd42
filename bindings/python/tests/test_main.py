"""`python -m jianbao`."""

from __future__ import annotations

import json
import subprocess
import sys

from support import PAGES, ROOT


def run(*arguments: str, stdin: bytes = b""):
    command = [sys.executable, "-m", "jianbao", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False)


def test_lines_are_those_of_the_command(command):
    pages = [str(page.relative_to(ROOT)) for page in PAGES]
    done = run(*pages)
    assert done.stdout.decode().split("\n")[:-1] == command("extract", *pages)
    assert (done.returncode, done.stderr) == (0, b"")


def test_stdin(bulletin):
    for arguments in [(), ("-",)]:
        record = json.loads(run(*arguments, stdin=bulletin).stdout)
        assert record["id"] == "-" and record["headline"] == "云州新图书馆周六开馆 市民凭身份证即可借书"


def test_what_fails_is_a_row():
    done = run("no such file", "examples/pages/post.md")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and rows[0]["id"] == "no such file" and rows[0]["error"]["kind"] == "io"
    assert "error" not in rows[1]


def test_usage():
    done = run("--format", "json")
    assert done.returncode == 2 and b"--format: no such option" in done.stderr and done.stdout == b""
    assert run("--help").stdout.startswith(b"usage: python -m jianbao")


def test_a_reader_that_goes_is_no_error():
    pages = " ".join(str(page) for page in PAGES * 20)
    shell = subprocess.run(["sh", "-c", f"'{sys.executable}' -m jianbao {pages} | head -c 10"], capture_output=True, check=True)
    assert shell.stderr == b"" and len(shell.stdout) == 10


def test_start_is_quick():
    """Beside modules that take long to load: none of them is needed before the first record."""
    script = "import sys; before = set(sys.modules); import jianbao; jianbao.extract(b'<p>'); print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {script}"], capture_output=True, check=True
    )
    modules = {name.partition(".")[0] for name in loaded.stdout.decode().split()}
    assert "jianbao" in modules and not modules & {"typing", "json", "re", "inspect", "dataclasses", "pyarrow", "asyncio"}
