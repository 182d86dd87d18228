"""Small files, small functions (docs/decisions/0001): what nobody can hold in mind gets cut by legal stage."""

import ast
from statistics import median, quantiles

import pytest

from tests.house.source import EVERYTHING, PROGRAM, WRITTEN, files, functions, length, name_of, tree

FILE_MOST, FILE_MEDIAN, FILE_P90 = 400, 110, 300
FUNCTION_MOST, FUNCTION_MEDIAN, FUNCTION_P90 = 50, 10, 30


def _lines() -> dict[str, int]:
    paths = files(*EVERYTHING, endings=WRITTEN)
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def _lengths(*folders: str) -> dict[str, int]:
    found = ((path, function) for path in files(*folders) for function in functions(tree(path)))
    return {f"{name_of(path)}:{function.lineno} {function.name}": length(function) for path, function in found}


def test_no_file_is_longer_than_400_lines() -> None:
    assert {name: lines for name, lines in _lines().items() if lines > FILE_MOST} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    assert {name: lines for name, lines in _lengths(*EVERYTHING).items() if lines > FUNCTION_MOST} == {}


def test_most_files_are_short() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in files(*PROGRAM)]
    assert median(lines) <= FILE_MEDIAN
    assert quantiles(lines, n=10)[-1] <= FILE_P90


def test_most_functions_are_short() -> None:
    lengths = list(_lengths(*PROGRAM).values())
    assert median(lengths) <= FUNCTION_MEDIAN
    assert quantiles(lengths, n=10)[-1] <= FUNCTION_P90


@pytest.mark.parametrize("lines", [1, 7, 51])
def test_the_length_of_a_function_is_counted_to_its_last_line(lines: int) -> None:
    body = "\n".join(["    x = 1"] * (lines - 1)) if lines > 1 else ""
    source = f"@decorated\ndef f(): {'' if body else 'pass'}\n{body}"
    assert [length(found) for found in functions(ast.parse(source))] == [lines]
