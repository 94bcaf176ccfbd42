"""The exceptions. A broken page is none of them: it gives a record with warnings."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class JianbaoError(Exception):
    """What all exceptions of this package have in common."""

    __module__ = "jianbao"
    kind: ClassVar[str] = "panic"
    """What the command line calls it in the ``error`` of a row."""


class ConfigError(JianbaoError, ValueError):
    """A setting makes no sense; the message says what to change."""

    __module__ = "jianbao"
    kind = "config"


class LimitError(JianbaoError, ValueError):
    """The input is over a limit of the configuration; the message names it."""

    __module__ = "jianbao"
    kind = "limit"


class DataError(JianbaoError):
    """A data file is broken or of another version; the message names the part that failed."""

    __module__ = "jianbao"
    kind = "data"
