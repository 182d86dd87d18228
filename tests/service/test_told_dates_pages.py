"""The list and the case page as a person meets a date that was told later: both days, and a form that asks for a reason."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from services.chassis import clocks
from services.chassis.db import transaction
from services.kernel.principal import Principal
from services.reconsideration.app import create
from tests.fixtures.reconsideration import FILED, OFFICER, RESPONDENT, REVIEWER, open_case
from tests.fixtures.web import browser, form, on_day, program
from tests.service.test_recalculation import row_of

pytestmark = pytest.mark.usefixtures("clean")

KEY, SERVICE = "arl.review", "reconsideration"
DUE = date(2026, 10, 12)  # 行政复议法 第三十条: five working days across the National Day holiday
TOLD = DUE + timedelta(days=1)


@pytest.fixture
def told_later() -> Iterator[UUID]:
    with on_day(FILED):
        case_id = open_case()
        with transaction(SERVICE) as session:
            clocks.tell(session, case_id, KEY, TOLD)
        yield case_id


def client(who: Principal | None = None) -> TestClient:
    return browser(create(), who)


def test_nobody_known_sees_no_list(told_later: UUID) -> None:
    assert client().get("/reconsideration").status_code == 303
    assert client().get("/api/reconsideration/told-dates").status_code == 401


def test_a_party_sees_no_list_and_takes_no_decision(told_later: UUID) -> None:
    page = client(RESPONDENT)
    assert "期限早于已告知的日期" not in page.get("/reconsideration").text
    sent = form(page, keeps="true", reason="按原日期")
    path = f"/reconsideration/cases/{told_later}/steps/decide_told_date"
    assert page.post(path, data=sent).status_code in {403, 404}
    assert not row_of(told_later, KEY).due_kept


def test_the_list_shows_both_days_and_leads_to_the_case(told_later: UUID) -> None:
    text = client(OFFICER).get("/reconsideration").text
    assert "期限早于已告知的日期" in text
    assert f"/reconsideration/cases/{told_later}#steps" in text
    assert (DUE.isoformat() in text, TOLD.isoformat() in text) == (True, True)


def test_the_step_is_offered_to_whoever_may_take_it(told_later: UUID) -> None:
    path = f"/reconsideration/cases/{told_later}"
    assert "decide_told_date" in client(OFFICER).get(path).text
    assert "decide_told_date" not in client(REVIEWER).get(path).text


def test_a_decision_without_a_reason_is_shown_again(told_later: UUID) -> None:
    page = client(OFFICER)
    path = f"/reconsideration/cases/{told_later}/steps/decide_told_date"
    answer = page.post(path, data=form(page, keeps="true", reason=" "))
    assert answer.status_code == 422
    assert not row_of(told_later, KEY).due_kept


def test_a_form_decides_and_the_list_is_empty_again(told_later: UUID) -> None:
    page = client(OFFICER)
    path = f"/reconsideration/cases/{told_later}"
    answer = page.post(f"{path}/steps/decide_told_date", data=form(page, keeps="true", reason="当事人已按原日期安排"))
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert row_of(told_later, KEY).due_kept
    assert "期限早于已告知的日期" not in page.get("/reconsideration").text
    history = page.get(path).text
    assert "保留已告知的日期" in history
    assert "当事人已按原日期安排" in history


def test_a_program_may_not_read_the_list_of_a_desk(told_later: UUID) -> None:
    assert program(create(), SERVICE).get("/api/reconsideration/told-dates").status_code == 403
