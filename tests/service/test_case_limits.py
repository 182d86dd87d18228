"""The limits on the page of a case: one line of time for all, the months of each, and what a party was told."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select

from services.adjudication.app import create
from services.chassis import clocks
from services.chassis.clock_lines import KEPT, WAITS
from services.chassis.clock_rows import ClockRow
from services.chassis.db import transaction
from tests.fixtures.adjudication import ADJUDICATOR, accepted, open_case
from tests.fixtures.markup import Wellformed
from tests.fixtures.web import browser, on_day

pytestmark = pytest.mark.usefixtures("clean")
TODAY = date(2026, 9, 24)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with on_day(TODAY):
        yield


def page(case_id: UUID) -> str:
    answer = browser(create(), ADJUDICATOR).get(f"/adjudication/cases/{case_id}")
    assert answer.status_code == 200
    Wellformed(answer.text)
    return str(answer.text)


def decide_limit(case_id: UUID) -> ClockRow:
    with transaction("adjudication") as session:
        rows = select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.rule) == "adj.decide")
        found = session.exec(rows).one()
        session.expunge(found)
        return found


def test_every_limit_is_a_bar_with_its_words_and_its_months() -> None:
    case_id = accepted()
    shown = page(case_id)
    limits = shown.split('id="clocks"')[1].split("</section>")[0]
    assert limits.count('<svg class="lane') == limits.count('<div class="clock">') > 1
    assert limits.count('role="img"') == limits.count('<svg class="lane')
    assert "行政裁决期限：起算日 2026年9月24日" in limits
    assert "届满日 2026年12月24日" in limits
    assert limits.count("看日历") == limits.count('<svg class="lane')
    assert "今天 2026年9月24日" in limits
    assert "style=" not in limits


def test_a_provisional_day_is_said_on_the_page_and_in_the_list() -> None:
    with on_day(date(2026, 11, 2)):
        case_id = open_case(on=date(2026, 10, 28))
        with transaction("adjudication") as session:
            row = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id)).all()[0]
            assert not row.provisional
            row.provisional = True
        listed = browser(create(), ADJUDICATOR).get("/adjudication").text
    assert 'class="provisional"' in listed


def test_a_date_that_was_told_stands_beside_the_one_reckoned_until_a_person_decides() -> None:
    case_id = accepted()
    row = decide_limit(case_id)
    assert row.due_on == date(2026, 12, 24)
    assert "告知当事人的日期" not in page(case_id)
    with transaction("adjudication") as session:
        clocks.tell(session, case_id, row.key, date(2026, 12, 28))
    shown = page(case_id)
    assert '告知当事人的日期</b> <time datetime="2026-12-28">' in shown
    assert '现推算</b>\n<time datetime="2026-12-24">' in shown
    assert WAITS in shown
    with transaction("adjudication") as session:
        session.get_one(ClockRow, row.id).due_kept = True
    assert KEPT in page(case_id)
