"""What is written about the house is true of it: decisions, generated tables, the licence."""

import hashlib
import re

import pytest

from flows.registry import FLOWS
from tests.house import readme
from tests.house.source import HOUSE

DECISIONS = tuple(sorted((HOUSE / "docs" / "decisions").glob("[0-9]*.md")))
MOST = 60
PARTS = ("## Context", "## Decision", "## Consequences", "## Alternatives", "## Enforced by")
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
PATHS = re.compile(r"`((?:tests|services|flows|docs|deploy)/[\w/.-]+)`")


def quoted(text: str) -> list[str]:
    """The bold sentences of the section Decision."""
    section = text.partition("## Decision")[2].partition("## Consequences")[0]
    return [re.sub(r"\s+", " ", found) for found in re.findall(r"\*\*(.+?)\*\*", section, re.DOTALL)]


@pytest.mark.parametrize("name", [path.name for path in DECISIONS])
def test_a_decision_is_short_complete_and_quotable(name: str) -> None:
    text = (HOUSE / "docs" / "decisions" / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST
    assert [part for part in PARTS if part not in text] == []
    assert [text.index(part) for part in PARTS] == sorted(text.index(part) for part in PARTS)
    assert len(quoted(text)) == 1


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    told = (HOUSE / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].partition(" — ")[2]
        assert f"| [{path.name[:4]}]({path.name}) | {title} | {quoted(text)[0]} |" in told


@pytest.mark.parametrize("name", [path.name for path in DECISIONS])
def test_what_a_decision_names_is_there(name: str) -> None:
    text = (HOUSE / "docs" / "decisions" / name).read_text(encoding="utf-8")
    assert [found for found in PATHS.findall(text) if not (HOUSE / found).exists()] == []


@pytest.mark.parametrize("page", readme.PAGES)
def test_the_generated_tables_equal_the_code(page: str) -> None:
    text = (HOUSE / page).read_text(encoding="utf-8")
    assert readme.fill(text, page) == text, "run: python -m tests.house.readme"


@pytest.mark.parametrize("page", readme.PAGES)
def test_what_a_readme_links_to_is_there(page: str) -> None:
    folder = (HOUSE / page).parent
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (HOUSE / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (folder / link).exists() and not link.startswith(readme.PICTURES)] == []


def test_both_readmes_have_the_same_tables() -> None:
    assert readme.marks(HOUSE / "README.md") == readme.marks(HOUSE / "README.zh-CN.md")


def test_every_deployment_stands_in_the_runbook() -> None:
    runbook = HOUSE / "deploy" / "RUNBOOK.md"
    if not runbook.exists():
        pytest.skip("deploy/RUNBOOK.md is not written yet")
    told = runbook.read_text(encoding="utf-8")
    assert [flow.deployment for flow in FLOWS if flow.deployment not in told] == []


def test_the_licence_is_the_whole_apache_licence() -> None:
    assert hashlib.sha256((HOUSE / "LICENSE").read_bytes()).hexdigest() == APACHE


def test_a_stale_table_is_found() -> None:
    stale = "<!-- table: services -->\nold\n<!-- end -->\n"
    assert readme.fill(stale, "README.md") != stale


def test_a_decision_without_a_sentence_to_quote_is_found() -> None:
    assert quoted("## Decision\nWe talked.\n\n## Consequences\n**None.**\n") == []
