"""``python -m jianbao FILE…``: the records of pages, one a line, as ``jianbao extract FILE…`` writes them."""

from __future__ import annotations

import json
import os
import sys

import jianbao

USAGE = """\
usage: python -m jianbao [FILE…]

Prints the record of each page as a line of JSON; - or nothing is stdin.
Exit codes: 0 done, 1 some pages failed, 2 usage."""


def read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    with open(path, "rb") as file:
        return file.read()


def record(path: str) -> tuple[str, bool]:
    """A line of output, and whether it holds a record."""
    name = json.dumps(path, ensure_ascii=False)
    try:
        # After the brace that begins the record.
        return f'{{"id":{name},{jianbao.extract(read(path)).to_json()[1:]}', True
    except (OSError, jianbao.JianbaoError) as error:
        kind = error.kind if isinstance(error, jianbao.JianbaoError) else "io"
        failure = json.dumps({"kind": kind, "message": str(error)}, ensure_ascii=False, separators=(",", ":"))
        return f'{{"id":{name},"error":{failure}}}', False


def main(arguments: list[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        print(USAGE)
        return 0
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            print(f"{argument}: no such option\n\n{USAGE}", file=sys.stderr)
            return 2
    status = 0
    try:
        for line, is_record in map(record, arguments or ["-"]):
            # JSON is UTF-8 whatever the locale; for what is not in the name of a file there is a question mark.
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
            status = status if is_record else 1
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on. What is still buffered goes nowhere, so that closing the stream says nothing either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
