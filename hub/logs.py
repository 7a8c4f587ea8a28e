"""The log: one JSON object a line, which tells what happened, and nothing of anybody or of what they sent.

Two rules make that so, whoever writes a line. Only the members that are named here are written; of an exception its
type and where it was raised, never its words: those of a database repeat what was to be stored.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from errno import errorcode
from traceback import walk_tb
from types import TracebackType
from typing import Any, BinaryIO, TextIO

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger

TOLD = frozenset(
    {
        *("event", "level", "timestamp", "request"),
        *("method", "route", "status", "ms", "caller", "role"),  # of an answer
        *("code", "reason", "kind", "exception"),  # of what went wrong
        *("logger", "place", "said"),  # of what a library has to say
    }
)
MOST_FRAMES = 40  # of an exception; where it was raised is last
MOST_CAUSES = 8
log = structlog.get_logger(__name__)


def log_plainly(stream: TextIO | None = None, *, least: int = logging.INFO) -> None:
    """Write the log to a stream, standard error unless another is named; `least` is the level from which on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_values,
            _only_what_is_told,
            structlog.processors.JSONRenderer(serializer=_as_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.BytesLoggerFactory(_Lines((stream or sys.stderr).buffer)),  # type: ignore[arg-type]
    )


def log_libraries_too() -> None:
    """For a whole process: what libraries log and warn of goes the same way, without the values in it."""
    logging.basicConfig(handlers=[_OfLibraries()], level=logging.WARNING, force=True)
    warnings.showwarning = _warned  # type: ignore[assignment]  # it is called by place, never by name


class _Lines:
    """A stream whose failure, such as a full disk, keeps nobody from an answer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        with suppress(OSError, ValueError):  # ValueError: it was closed
            self._stream.write(line)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def _without_values(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    fault = line.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        line["exception"] = [_told(each) for each in _with_causes(fault)]
    return line


def _only_what_is_told(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Names what it leaves out, so that whoever misses it finds why."""
    strangers = sorted(set(line) - TOLD)
    for name in strangers:
        del line[name]
    return {**line, "left_out": strangers} if strangers else line


def _as_json(line: EventDict, **_: Any) -> bytes:
    try:
        return orjson.dumps(line)
    except TypeError:  # half a character, which orjson does not write
        return json.dumps(line, default=repr).encode()


def _with_causes(fault: BaseException) -> list[BaseException]:
    """An exception and those that led to it, the first cause last."""
    found: list[BaseException] = []
    now: BaseException | None = fault
    while now is not None and now not in found and len(found) < MOST_CAUSES:
        found.append(now)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return found


def _told(fault: BaseException) -> dict[str, Any]:
    kind = type(fault)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}", "frames": _frames(fault.__traceback__)}
    if code := _code(fault):
        told["code"] = code
    return told


def _frames(traceback: TracebackType | None) -> list[str]:
    """Where it went through: module, line, function. Not the file, whose path may hold the name of an account."""
    walked = [
        f"{frame.f_globals.get('__name__')}:{line} {frame.f_code.co_qualname}" for frame, line in walk_tb(traceback)
    ]
    return walked[-MOST_FRAMES:]


def _code(fault: BaseException) -> str:
    """What a driver or the system calls it. Missing: empty where it has no such name."""
    codes: Iterator[Any] = (getattr(fault, name, None) for name in ("sqlstate", "sqlite_errorname"))
    named = next((code for code in codes if isinstance(code, str)), "")
    return named or (errorcode.get(fault.errno or 0, "") if isinstance(fault, OSError) else "")


class _OfLibraries(logging.Handler):
    """Tells where a library logged, and its words only where they are a template apart from the values."""

    def emit(self, record: logging.LogRecord) -> None:
        told = {"said": record.msg} if record.args and isinstance(record.msg, str) else {}
        log.log(
            min(max(record.levelno // 10 * 10, logging.INFO), logging.CRITICAL),
            "library",
            logger=record.name,
            place=f"{record.module}:{record.lineno}",
            exc_info=record.exc_info,
            **told,
        )


def _warned(_message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any) -> None:
    log.warning("warned", kind=category.__name__, place=f"{filename.rpartition('/')[2]}:{lineno}")
