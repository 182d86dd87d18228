"""JSON logs without personal data: what is not on the list of keys does not pass, whoever logs it.

A name can hide in an address, a form or the sentence of an exception. So the log keeps route templates, never
addresses; class and place of an exception, never its sentence; and of other libraries' messages only who spoke.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Protocol, TextIO

import structlog
from structlog.typing import Processor

from services.chassis.settings import settings

ALLOWED = frozenset(
    {
        "timestamp", "level", "event", "service", "logger",
        "request_id", "method", "route", "status", "ms",
        "case_id", "case_number", "message_id", "message_type", "flow", "rule", "code", "action", "actor",
        "count", "attempt", "port", "lapsed", "looked_at", "sent", "on", "sha256", "stream", "pid", "seconds",
        "error", "where",
    }
)  # fmt: skip
EVENT = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}")
LONGEST = 200
OURS = ("services", "flows")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class Log(Protocol):
    """What a module does with its logger: an event in `snake_case` and keys from the list."""

    def info(self, event: str, **values: object) -> None: ...
    def warning(self, event: str, **values: object) -> None: ...
    def error(self, event: str, **values: object) -> None: ...


def place_of(error: BaseException) -> list[str]:
    """Where an exception arose: file, line and function of our own frames and of the last one, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    kept = [frame for frame in frames if "/services/" in frame.filename or "/flows/" in frame.filename]
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in [*kept[-8:], *frames[-1:]]]


def _scalar(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_scalar(item) for item in value]
    return str(value)[:LONGEST]


def allow(_: object, __: str, entry: MutableMapping[str, object]) -> Mapping[str, object]:
    """The processor that lets listed keys pass and drops the rest; an event that is a sentence becomes `unnamed`."""
    event = str(entry.get("event", ""))
    kept = {key: _scalar(value) for key, value in entry.items() if key in ALLOWED}
    kept["event"] = event if EVENT.fullmatch(event) else "unnamed"
    return kept


def _without_sentence(_: object, __: str, entry: MutableMapping[str, object]) -> MutableMapping[str, object]:
    raised = entry.pop("exc_info", None)
    error = sys.exception() if raised is True else raised
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        entry["error"], entry["where"] = type(error).__name__, place_of(error)
    return entry


def _foreign(_: object, __: str, entry: MutableMapping[str, object]) -> MutableMapping[str, object]:
    record = entry.get("_record")
    if isinstance(record, logging.LogRecord):
        entry["logger"] = record.name
        entry["event"] = f"log.{record.name.lower()}"
        if record.exc_info and record.exc_info[1]:
            entry["exc_info"] = record.exc_info
    return entry


def configure(stream: TextIO | None = None) -> None:
    """Send everything, our own words and other libraries', through the one list. Called once by each process."""
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    shared: list[Processor] = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level, stamp]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    last: list[Processor] = [
        _without_sentence,
        allow,
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
    ]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=last, foreign_pre_chain=[*shared, _foreign]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings().log_level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = name != "uvicorn.access"
    for name in ("httpx", "httpcore", "sqlalchemy.engine"):
        logging.getLogger(name).setLevel(logging.WARNING)


def logger(service: str) -> Log:
    """The logger of one service or process."""
    bound: Log = structlog.stdlib.get_logger(f"services.{service}").bind(service=service)
    return bound


def failed(log: Log, event: str, error: BaseException, **values: object) -> None:
    """Log an exception by its class and place. Its sentence may hold a name and stays out."""
    log.error(event, error=type(error).__name__, where=place_of(error), **values)
