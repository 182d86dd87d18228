"""Every label of a page has an English one, also those that stand in Python; what stays Chinese is listed with its reason."""

import ast
import re
from collections.abc import Iterator

import pytest

from services.chassis.i18n import english
from services.kernel import machine as machines
from services.kernel.machine import machine
from services.kernel.rulebook import read_rulebook
from tests.house.source import HOUSE, files, last_name, name_of, tree
from tests.service.msgids import msgids_of, template_names

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROOMS = ("pages", "views", "pages.py", "views.py")
SHARED = {
    "case_sheet.py",
    "clock_lines.py",
    "case_lists.py",
    "step_forms.py",
    "navigation.py",
    "due.py",
    "clock_picture.py",
    "clock_chart.py",
}
REFUSALS = {"Refused", "Fault", "of"}  # a refusal is a sentence about the file, told in Chinese
STAYS = {
    "services/adjudication/views.py": {"逾期答复": "a line of the file's own history"},
    "services/reconsideration/views/timeline.py": {
        "适用普通程序": "a line of the file's own history",
        "适用简易程序": "a line of the file's own history",
        "逾期答复，不再作为证据": "a line of the file's own history",
    },
    "services/reconsideration/views/drafting.py": {
        "被申请人未在法定期限内提出书面答复、提交证据和依据。": "a paragraph for the paper"
    },
    "services/reconsideration/pages/decision.py": {"（待编号）": "stands on the paper"},
    "services/intake/views.py": {"（未写明）": "stands where the person said nothing"},
    "services/intake/pages/form.py": {"": "sentences about faults, made of parts"},
}


def labels(parsed: ast.AST) -> Iterator[str]:
    """Chinese constants that are neither docstrings nor parts of refusals and composed sentences."""
    inside = {
        id(part)
        for node in ast.walk(parsed)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Call) and last_name(node.func) in REFUSALS)
        for part in ast.walk(node)
    }
    said = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Expr)}
    for node in ast.walk(parsed):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in inside | said:
            continue
        if CHINESE.search(node.value):
            yield node.value


def _of_pages() -> list[str]:
    paths = (path for path in files("services") if len(path.relative_to(HOUSE).parts) > 2)
    rooms = ((path, path.relative_to(HOUSE).parts) for path in paths)
    return [name_of(path) for path, parts in rooms if parts[2] in (SHARED if parts[1] == "chassis" else ROOMS)]


@pytest.mark.parametrize("name", _of_pages())
def test_every_label_in_the_code_of_a_page_has_an_english_one(name: str) -> None:
    stays = STAYS.get(name, {})
    missing = {said for said in labels(tree(HOUSE / name)) if said not in english() and said not in stays}
    assert ("" in stays) or sorted(missing) == []


@pytest.mark.parametrize("name", template_names())
def test_every_sentence_of_a_template_has_an_english_one(name: str) -> None:
    assert sorted(msgids_of(name) - set(english())) == []


def test_every_rule_step_and_state_has_an_english_title() -> None:
    told = [rule.title for rule in read_rulebook()]
    for name in (path.stem for path in machines.FOLDER.glob("*.yaml")):
        told += [state.title for state in machine(name).states.values()]
        told += [step.title for step in machine(name).transitions]
    assert sorted({title for title in told if title not in english()}) == []


def test_a_label_without_english_is_found() -> None:
    bad = ast.parse('"""文档。"""\nTITLES = {"a": "没有译文"}\nraise Refused("x", "不行。")\nx = f"共{n}件"\n')
    assert list(labels(bad)) == ["没有译文"]
