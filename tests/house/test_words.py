"""What no file may say: a district's name in code, a machine's paths, a promise to do it later."""

import ast
import re

import pytest

from tests.house.source import PROGRAM, WRITTEN, files, name_of, tree

DISTRICT = "普陀"
DEMONSTRATION = "services/walk/"  # tells stories of people of one district
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
EMPTY_NAMES = {"utils", "helpers", "manager", "misc", "base", "common_utils"}
SWALLOWS = {
    "services/chassis/recalculate.py": "raised again after the other cases had their turn",
    "services/chassis/sweeping.py": "raised again after the other cases had their turn",
    "services/chassis/reminders.py": "raised again after the others were reminded",
    "services/chassis/middleware.py": "the outermost edge: the traceback of the server would print names",
}


def names_a_district(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if DISTRICT in line]


def swallowed(parsed: ast.AST) -> list[int]:
    """Handlers that catch everything and raise nothing."""
    handlers = (node for node in ast.walk(parsed) if isinstance(node, ast.ExceptHandler))
    broad = (
        one for one in handlers if one.type is None or getattr(one.type, "id", "") in {"Exception", "BaseException"}
    )
    return [one.lineno for one in broad if not any(isinstance(node, ast.Raise) for node in ast.walk(one))]


def test_no_code_and_no_page_names_a_district() -> None:
    paths = [path for path in files(*PROGRAM, endings=WRITTEN) if not name_of(path).startswith(DEMONSTRATION)]
    found = {name_of(path): names_a_district(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_open_points_stand_in_the_issue_list_and_not_in_the_code() -> None:
    texts = ((name_of(path), path.read_text(encoding="utf-8")) for path in files(*PROGRAM, "deploy", endings=WRITTEN))
    assert sorted(name for name, text in texts if LATER.search(text)) == []


def test_every_module_is_named_after_one_thing() -> None:
    assert sorted(name_of(path) for path in files(*PROGRAM, "tests") if path.stem in EMPTY_NAMES) == []


def test_nothing_catches_every_error_and_goes_on() -> None:
    found = {name_of(path): swallowed(tree(path)) for path in files(*PROGRAM)}
    assert {name: lines for name, lines in found.items() if lines and name not in SWALLOWS} == {}


@pytest.mark.parametrize("bad", [f'TITLE = "上海市{DISTRICT}区"', f"<p>{DISTRICT}</p>"])
def test_a_district_in_the_code_is_found(bad: str) -> None:
    assert names_a_district(bad) == [1]


def test_a_swallowed_error_is_found() -> None:
    assert swallowed(ast.parse("try:\n    f()\nexcept Exception:\n    pass\n")) == [3]
    assert swallowed(ast.parse("try:\n    f()\nexcept Exception:\n    log()\n    raise\n")) == []
    assert swallowed(ast.parse("try:\n    f()\nexcept ValueError:\n    pass\n")) == []
