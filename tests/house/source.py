"""The source of the house as trees: every file once, every function with its length, every import with its place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PROGRAM = ("services", "flows")
EVERYTHING = (*PROGRAM, "tests", "deploy")
WRITTEN = (".py", ".html", ".css", ".js", ".typ", ".sql", ".sh")  # by hand, to be read by people

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Place:
    """A line of a file, as an editor opens it."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@cache
def files(*folders: str, endings: tuple[str, ...] = (".py",)) -> tuple[Path, ...]:
    found = (path for folder in folders for path in (HOUSE / folder).rglob("*") if path.suffix in endings)
    return tuple(sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts))


def name_of(path: Path) -> str:
    """The path as the house names it: from its own root, on every machine alike."""
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(parsed: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(parsed) if isinstance(node, Function))


def length(function: Function) -> int:
    """From `def` to the last line; decorators are the caller's business."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imports_in_functions(parsed: ast.AST) -> list[int]:
    inner = (node for function in functions(parsed) for node in ast.walk(function))
    return sorted({node.lineno for node in inner if isinstance(node, ast.Import | ast.ImportFrom)})


def calls(parsed: ast.AST, *names: str) -> list[ast.Call]:
    """Every call of a function by one of these names, whatever stands before the dot."""
    return [node for node in ast.walk(parsed) if isinstance(node, ast.Call) and last_name(node.func) in names]


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """`datetime.now` for that attribute, an empty string for what is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, by its absolute name, with the line."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])
