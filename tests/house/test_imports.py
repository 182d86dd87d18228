"""Who may import whom: what the contracts of .importlinter cannot say."""

import ast
import sys
from pathlib import Path

from tests.house.source import (
    HOUSE,
    PROGRAM,
    calls,
    files,
    imported,
    imports_in_functions,
    module_of,
    name_of,
    tree,
)

BY_NAME = {
    "services/cli.py": "the one table of commands: `jiefen clock` must not pay for Prefect",
    "services/local/programs.py": "the apps of the services that are to be served",
}
KERNEL_MAY = {*sys.stdlib_module_names, "pydantic", "yaml"}
BULK_MAY = {"numpy"}  # many limits at once, nowhere else (docs/decisions/0018)
IMPURE = {"socket", "subprocess", "sqlite3", "urllib", "http", "asyncio", "threading", "time", "random"}
PURE_PARTS = {"urllib.parse"}
FLOWS_MAY = {f"services.chassis.{name}" for name in ("client", "messages", "contracts", "settings", "now", "logs")}
SERVICES = {"adjudication", "intake", "mediation", "notify", "publication", "reconsideration"}


def _of_chassis(path: Path) -> set[str]:
    """The chassis modules a file imports; `from services.chassis import logs` names the module in its list."""
    found = {name for _, name in imported(path) if name.startswith("services.")}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "services.chassis":
            found |= {f"services.chassis.{alias.name}" for alias in node.names}
    return found - {"services.chassis"}


def test_nothing_is_imported_inside_a_function() -> None:
    found = {name_of(path): imports_in_functions(tree(path)) for path in files(*PROGRAM, "tests", "deploy")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_modules_are_loaded_by_name_only_where_the_table_says_why() -> None:
    loading = {name_of(path) for path in files(*PROGRAM) if calls(tree(path), "import_module", "__import__")}
    assert loading == BY_NAME.keys()


def test_the_kernel_needs_the_standard_library_pydantic_and_yaml() -> None:
    foreign = {
        (name_of(path), name)
        for path in files("services/kernel")
        for _, name in imported(path)
        if not name.startswith("services.kernel") and name not in PURE_PARTS
        if name.split(".")[0] not in (KERNEL_MAY - IMPURE) | (BULK_MAY if path.stem.startswith("bulk") else set())
    }
    assert foreign == set()


def test_only_the_reckoning_of_many_limits_needs_numpy() -> None:
    found = {name_of(path) for path in files(*PROGRAM) if BULK_MAY & {name.split(".")[0] for _, name in imported(path)}}
    assert found == {f"services/kernel/{name}.py" for name in ("bulk", "bulk_block", "bulk_months", "bulk_spans")}


def test_flows_know_the_chassis_by_six_modules() -> None:
    beyond = {
        (name_of(path), name)
        for path in files("flows")
        for name in _of_chassis(path)
        if name not in FLOWS_MAY and not name.startswith("services.kernel")
    }
    assert beyond == set()


def test_imports_are_relative_inside_a_service_and_absolute_across() -> None:
    absolute, across = set(), set()
    for path in files(*(f"services/{name}" for name in sorted(SERVICES))):
        own = ".".join(module_of(path).split(".")[:2])
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith(f"{own}."):
                absolute.add(f"{name_of(path)}:{node.lineno}")
        across |= {
            f"{name_of(path)}:{line}"
            for line, name in imported(path)
            if name.startswith("services.") and name.split(".")[1] in SERVICES and not f"{name}.".startswith(f"{own}.")
        }
    assert (absolute, across) == (set(), set())


def test_an_import_inside_a_function_is_found() -> None:
    bad = "def late():\n    if True:\n        from os import path\n"
    assert imports_in_functions(ast.parse(bad)) == [3]
    assert imports_in_functions(ast.parse("import os\n\ndef fine():\n    return os.sep\n")) == []


def test_a_relative_import_is_read_as_its_absolute_name() -> None:
    path = HOUSE / "services" / "kernel" / "redaction" / "plan.py"
    assert all(name for _, name in imported(path))
    assert any(name.startswith("services.kernel") for _, name in imported(path))
