"""Every number of days has its provision, every running clock its end, every step of a procedure its command."""

import ast
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from services.kernel import machine as machines
from services.kernel.machine import Machine, machine, mermaid
from services.kernel.outcomes import outcomes
from services.kernel.rulebook import read_rulebook
from tests.house.services import books, command_types, having, permissions, room
from tests.house.source import HOUSE, calls, files, name_of, tree

RULES = HOUSE / "services" / "kernel" / "rules"
MACHINES = tuple(sorted(path.stem for path in machines.FOLDER.glob("*.yaml")))
OUTCOMES = tuple(sorted(path.stem for path in (RULES / "outcomes").glob("*.yaml")))
ONLY_TOLD = {
    "adj.suit": "printed on the decision; a court keeps the time to sue",
    "all.suit_direct": "printed on the decision; a court keeps the time to sue",
}
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条")


def rules_named(service: str) -> set[str]:
    """The rules that a service names in its domain and its codes: those whose clocks it may start."""
    single = (HOUSE / "services" / service / name for name in ("domain.py", "codes.py"))
    paths = [*files(f"services/{service}/domain"), *(path for path in single if path.exists())]
    nodes = (node for path in paths for node in ast.walk(tree(path)))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return (words & set(read_rulebook().rules)) - ONLY_TOLD.keys()


def lapses(service: str) -> set[str]:
    """The commands a service can take when a limit has run out: those of its book, else those it has a class for."""
    book = books().get(service)
    if book is not None:
        return set(book.lapses)
    commands = room(service, "commands")
    names = vars(commands) if commands is not None else {}
    return {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in names}


def test_every_rule_has_its_provision_and_the_day_it_was_checked() -> None:
    uncited = [rule.id for rule in read_rulebook() if not rule.law or not rule.article or not rule.cite.strip()]
    unchecked = [rule.id for rule in read_rulebook() if not date(2020, 1, 1) <= rule.checked_on]
    assert (uncited, unchecked) == ([], [])


def test_every_rule_in_force_has_a_reason_to_start_and_someone_it_binds() -> None:
    assert [rule.id for rule in read_rulebook() if not rule.starts or not rule.bound] == []


PACKAGED = {"services/chassis/patterns.py": "sample limits on the page that shows every component"}


def test_a_running_house_asks_for_the_law_in_use() -> None:
    """The packaged calendar knows nothing of a notice that was stored later (docs/decisions/0019)."""
    asking = {
        name_of(path)
        for path in files("services", "flows")
        if not name_of(path).startswith(("services/kernel/", "services/local/", "services/walk/"))
        and calls(tree(path), "the_law", "chinese_calendar")
    }
    assert asking == PACKAGED.keys()


@pytest.mark.parametrize("service", having("domain"))
def test_what_a_running_clock_ends_in_is_a_command_its_service_handles(service: str) -> None:
    handled = lapses(service)
    rulebook = read_rulebook()
    ends = {rule: {version.on_lapse for version in rulebook.versions(rule)} - {None} for rule in rules_named(service)}
    assert {rule: sorted(map(str, names - handled)) for rule, names in ends.items() if names - handled} == {}


@pytest.mark.parametrize("service", having("domain"))
def test_every_clock_a_domain_may_start_has_something_to_end_in(service: str) -> None:
    rulebook = read_rulebook()
    assert [rule for rule in rules_named(service) if rulebook.versions(rule)[-1].on_lapse is None] == []


def test_the_rules_a_domain_names_are_found() -> None:
    assert {"arl.review", "arl.ordinary", "arl.advice_report"} <= rules_named("reconsideration")
    assert rules_named("publication") == set()


@pytest.mark.parametrize("service", sorted(books()))
def test_what_the_sweep_proposes_is_a_step_of_the_procedure(service: str) -> None:
    book = books()[service]
    proposed = {name: make("key", date(2026, 10, 12)).type for name, make in book.lapses.items()}
    assert proposed == {name: name for name in proposed}
    assert set(proposed) <= book.machine.commands()


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_end(name: str) -> None:
    assert machine(name).stuck() == frozenset()
    assert any(state.ends for state in machine(name).states.values())


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_be_reached(name: str) -> None:
    reached = {target for row in machine(name).transitions if not row.sources for target in row.targets}
    while grown := {t for row in machine(name).transitions if row.sources & reached for t in row.targets} - reached:
        reached |= grown
    assert set(machine(name).states) - reached == set()


@pytest.mark.parametrize("name", MACHINES)
def test_every_step_names_its_article_and_the_table_the_day_it_was_checked(name: str) -> None:
    verified = [row for row in machine(name).transitions if row.confidence == "verified"]
    assert [row.id for row in verified if not ARTICLE.search(row.cite)] == []
    assert [row.id for row in machine(name).transitions if not row.cite.strip()] == []
    assert date.fromisoformat(machine(name).checked_on)
    assert [number for number, times in Counter(row.id for row in machine(name).transitions).items() if times > 1] == []


@pytest.mark.parametrize("name", MACHINES)
def test_every_step_has_one_command_class_and_every_class_a_step(name: str) -> None:
    types = Counter(command_types(name))
    assert [one for one, times in types.items() if times > 1] == []
    assert set(types) == machine(name).commands()


@pytest.mark.parametrize("name", MACHINES)
def test_somebody_may_take_every_step_and_only_where_the_law_allows_it(name: str) -> None:
    table, held = machine(name), permissions(name)
    assert sorted(table.commands() - held.names()) == []
    sources = {
        command: set().union(*(r.sources for r in table.transitions if r.command == command))
        for command in table.commands()
    }
    beyond = {
        grant.action: sorted(grant.states - sources[grant.action])
        for grant in held.grants
        if grant.action in sources and grant.states is not None and grant.states - sources[grant.action]
    }
    assert beyond == {}


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_and_every_ground_names_its_article(name: str) -> None:
    assert _uncited(yaml.safe_load((RULES / "outcomes" / f"{name}.yaml").read_text(encoding="utf-8"))) == []
    assert outcomes(name).outcomes


def _uncited(data: dict[str, object]) -> list[str]:
    found = []
    for table, rows in data.items():
        entries = rows.items() if isinstance(rows, dict) else enumerate(rows) if isinstance(rows, list) else ()
        found += [
            f"{table}.{key}"
            for key, row in entries
            if isinstance(row, dict) and not ARTICLE.search(str(row.get("cite", "")))
        ]
    return found


@pytest.mark.parametrize("name", MACHINES)
def test_the_diagram_in_the_readme_of_the_service_is_the_table(name: str) -> None:
    readme = HOUSE / "services" / name / "README.md"
    assert f"```mermaid\n{mermaid(machine(name))}\n```" in readme.read_text(encoding="utf-8")


def test_a_state_without_a_way_out_is_found() -> None:
    bad = {
        "id": "bad",
        "title": "坏",
        "checked_on": "2026-11-23",
        "states": {"OPEN": {"title": "开"}, "DONE": {"title": "完", "ends": True}},
        "transitions": [],
    }
    with pytest.raises(ValueError, match="no way to an end"):
        Machine.model_validate(bad)


def test_an_uncited_ground_is_found() -> None:
    assert _uncited({"grounds": {"X": {"title": "无条文", "cite": ""}}, "id": "bad"}) == ["grounds.X"]
    assert isinstance(RULES, Path)
