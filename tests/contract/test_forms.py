"""Every form of every page, filled in by somebody who means no good: an answer below 500, and a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from services.chassis import csrf
from tests.contract.callers import callers
from tests.contract.doors import app
from tests.contract.known import KNOWN
from tests.service.intake_desk import living_on

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NASTY = ["", "a\x00b", "𠮷" * 300, "字" * 30_000, str(2**63), "-1", "0001-01-01", "9999-12-31", "2027-02-29", "<b>'\"%"]
PAGES = {
    "intake": ("/sign-in", "/desk/disputes/new", "/desk/disputes/{dispute_id}"),
    "mediation": ("/mediation/cases/{case_id}",),
    "adjudication": ("/adjudication/cases/{case_id}",),
    "reconsideration": (
        "/reconsideration/cases/{case_id}/decision",
        "/reconsideration/organ/cases/{case_id}",
        "/reconsideration/cases/{case_id}",
    ),
    "notify": tuple(
        f"/notices/deliveries/{{delivery_id}}/{step}" for step in ("receipt", "correction", "public-notice")
    ),
}


@dataclass
class Form:
    action: str
    kind: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms that a page would send, with the fields that a person can change."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.found.append(Form(told.get("action") or "", told.get("enctype") or ""))
        name = told.get("name")
        if tag in {"input", "select", "textarea"} and name and self.found:
            self.found[-1].fields.setdefault(name, told.get("value") or "")


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(date(2026, 11, 20)):
        yield


@pytest.mark.parametrize("service", PAGES)
def test_a_form_filled_with_nonsense_is_answered_by_a_page(service: str) -> None:
    ids = KNOWN[service]()
    browser = TestClient(app(service), follow_redirects=False, headers={"Accept": "text/html"})
    sent = 0
    for caller in callers(app(service).state.service):
        if caller.name not in {"staff", "respondent", "nobody"}:
            continue
        browser.cookies.clear()
        browser.headers["Cookie"] = caller.headers.get("Cookie", "")
        for address in _addresses(service, ids):
            sent += sum(_misuse(browser, form) for form in _forms(browser, address))
    assert sent, "no page had a form"


def _addresses(service: str, ids: dict[str, tuple[object, ...]]) -> list[str]:
    turns = range(max(len(found) for found in ids.values()))
    every = [{name: str(found[turn % len(found)]) for name, found in ids.items()} for turn in turns]
    return list(dict.fromkeys(page.format(**one) for page in PAGES[service] for one in every))


def _forms(browser: TestClient, address: str) -> list[Form]:
    shown = browser.get(address)
    assert shown.status_code < 500, f"{address}: {shown.status_code}"
    forms = Forms()
    forms.feed(shown.text)
    ours = [form for form in forms.found if csrf.FIELD in form.fields and form.action != "/sign-out"]
    # Some of what is sent is right by chance: what ends a case comes last.
    return sorted(ours, key=lambda form: any(word in form.action for word in ("withdraw", "refuse", "accept")))


def _misuse(browser: TestClient, form: Form) -> int:
    """Each value in all fields at once, then in each field alone."""
    own = {csrf.FIELD, "idempotency_key"}
    free = [name for name in form.fields if name not in own]
    wishes = [dict.fromkeys(free, value) for value in NASTY]
    wishes += [{name: NASTY[turn % len(NASTY)]} for turn, name in enumerate(free)]
    for wish in wishes:
        told = {**form.fields, **wish, "idempotency_key": uuid4().hex}
        files = {"slip": ("", b"")} if form.kind else None
        answer = browser.post(form.action, data=told, files=files)
        assert answer.status_code < 500, f"{form.action} {wish!r:.300}: {answer.status_code}"
        assert answer.status_code == 303 or CHINESE.search(answer.text), f"{form.action}: no sentence"
    return len(wishes)
