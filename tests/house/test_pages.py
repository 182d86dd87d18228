"""Every template renders with its own context and nothing else; every page is a frozen context class."""

import importlib
import pkgutil
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

import pytest
from jinja2 import UndefinedError, meta

import services
from services.chassis.i18n import Language
from services.chassis.navigation import ROLE_TITLES
from services.chassis.pages import environment, render, sample_chrome
from services.kernel.outcomes import outcomes
from services.kernel.principal import Principal
from tests.house.samples import TURNS, Choices, sample
from tests.service.msgids import template_names

SLIP = (("送达方式", "邮寄"),)
CHOICES: Choices = {  # by class and field; without a class: every plain string of that name
    ("", "tone"): ("wait", "run", "stop", "done", "end", "calm"),
    ("DeliveryView", "proof"): (SLIP, SLIP, ()),
    ("Draft", "outcome"): tuple(outcomes("reconsideration").outcomes),
}
READERS = {
    "nobody": Principal(kind="anonymous", id="anonymous"),
    "everybody": Principal(kind="user", id="u", name="样本", roles=frozenset(ROLE_TITLES)),
}


def contexts() -> dict[str, type[Any]]:
    """Every page of the house by its template."""
    found: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(services.__path__, "services."):
        rooms = module.name.split(".")
        if len(rooms) < 3 or not (rooms[1] == "chassis" or rooms[2] == "pages") or "migrations" in rooms:
            continue
        for one in vars(importlib.import_module(module.name)).values():
            template = getattr(one, "template", None)
            if isinstance(one, type) and is_dataclass(one) and isinstance(template, str):
                found[template] = one
    return found


CONTEXTS = contexts()


def parts() -> frozenset[str]:
    """Templates that others extend, include or import: they are rendered with those."""
    named = environment("zh")
    assert named.loader is not None
    sources = (named.loader.get_source(named, name)[0] for name in template_names())
    return frozenset(found for text in sources for found in meta.find_referenced_templates(named.parse(text)) if found)


def test_every_template_has_its_own_context_or_is_part_of_one() -> None:
    assert sorted(set(template_names()) - CONTEXTS.keys() - parts()) == []
    assert sorted(CONTEXTS.keys() - set(template_names())) == []


@pytest.mark.parametrize("template", sorted(CONTEXTS))
def test_the_context_of_every_page_is_frozen(template: str) -> None:
    assert CONTEXTS[template].__dataclass_params__.frozen


@pytest.mark.parametrize("template", sorted(CONTEXTS))
@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_template_renders_with_its_own_context(template: str, reader: str) -> None:
    for turn in range(TURNS):
        language: Language = "zh" if turn % 2 == 0 else "en"
        shown = render(sample(CONTEXTS[template], turn, CHOICES), sample_chrome(language, READERS[reader]))
        assert "<main" in shown


def used(template: str) -> frozenset[str]:
    """Every value that a template and its parts ask for."""
    named = environment("zh")
    assert named.loader is not None
    parsed = named.parse(named.loader.get_source(named, template)[0])
    inner = (used(part) for part in meta.find_referenced_templates(parsed) if part and part != template)
    return frozenset(meta.find_undeclared_variables(parsed)).union(*inner)


@pytest.mark.parametrize("template", sorted(CONTEXTS))
def test_no_page_is_given_what_it_does_not_show(template: str) -> None:
    assert {one.name for one in fields(CONTEXTS[template])} - used(template) == set()


def test_a_template_that_asks_for_what_nobody_gave_is_found() -> None:
    @dataclass(frozen=True)
    class Poor:
        template: ClassVar[str] = "chassis/problem.html"

    with pytest.raises(UndefinedError):
        render(sample(Poor, 0, CHOICES), sample_chrome())
