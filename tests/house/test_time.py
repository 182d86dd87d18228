"""One file reads the time, and the numbers of days stand in the rulebook (docs/decisions/0006)."""

import ast

import pytest

from tests.house.source import PROGRAM, calls, dotted, files, last_name, name_of, tree

CLOCK = "services/chassis/now.py"
READS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.gmtime",
    "time.localtime",
    "time.ctime",
}
STEP = 1  # from one day to the next is no time limit
LENGTHS = {"days", "weeks"}
NO_LIMIT = {"services/chassis/patterns.py": "sample dates on the page that shows every component"}


def reads_of_time(parsed: ast.AST) -> list[int]:
    attributes = (node for node in ast.walk(parsed) if isinstance(node, ast.Attribute))
    named = [node.lineno for node in attributes if dotted(node) in READS]
    bare = [
        node.lineno
        for node in ast.walk(parsed)
        if isinstance(node, ast.ImportFrom)
        and node.module == "time"
        and {alias.name for alias in node.names} & {"time", "time_ns", "localtime", "gmtime"}
    ]
    return sorted(named + bare)


def days_in_code(parsed: ast.AST) -> list[int]:
    """Lines where a number of days longer than a step is written next to `timedelta`."""
    found = []
    for call in calls(parsed, "timedelta", "relativedelta"):
        given = [keyword.value for keyword in call.keywords if keyword.arg in LENGTHS]
        given += call.args[:1]
        found += [call.lineno for value in given if isinstance(value, ast.Constant) and value.value not in (0, STEP)]
    return found


def test_only_one_file_reads_the_time() -> None:
    found = {name_of(path): reads_of_time(tree(path)) for path in files(*PROGRAM)}
    assert found[CLOCK]
    assert {name: lines for name, lines in found.items() if lines and name != CLOCK} == {}


def test_no_number_of_days_stands_in_the_code() -> None:
    found = {name_of(path): days_in_code(tree(path)) for path in files(*PROGRAM)}
    assert {name: lines for name, lines in found.items() if lines and name not in NO_LIMIT} == {}


def test_dates_of_limits_are_reckoned_in_the_kernel_alone() -> None:
    """A service that adds days to a date has made a time limit of its own, which no rule explains."""
    rooms = [f"services/{name}" for name in ("intake", "mediation", "adjudication", "reconsideration", "publication")]
    adding = {name_of(path) for path in files(*rooms) if calls(tree(path), "timedelta", "relativedelta")}
    assert adding == set()


@pytest.mark.parametrize(
    "bad",
    ["x = datetime.now(UTC)", "import datetime\nx = datetime.date.today()", "from time import time", "f = date.today"],
)
def test_a_reading_of_the_time_is_found(bad: str) -> None:
    assert reads_of_time(ast.parse(bad))


@pytest.mark.parametrize("bad", ["on + timedelta(days=60)", "timedelta(5)", "datetime.timedelta(weeks=2)"])
def test_a_number_of_days_is_found(bad: str) -> None:
    assert days_in_code(ast.parse(bad))


@pytest.mark.parametrize(
    "fine", ["timedelta(days=1)", "timedelta(minutes=15)", "timedelta(days=length)", "now.today()"]
)
def test_a_step_and_an_instant_are_no_time_limit(fine: str) -> None:
    parsed = ast.parse(fine)
    assert (days_in_code(parsed), reads_of_time(parsed)) == ([], [])
    assert last_name(ast.parse("a.b.c", mode="eval").body) == "c"
