"""The register of missed limits: the organ, the limit, the days over, and the reason that a responsible person states."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from services.chassis.clock_rows import MissedLimit, MissedReason
from services.chassis.db import transaction
from services.chassis.tables import AuditEntry
from services.mediation.app import MISSED, create
from tests.fixtures.mediation import CONSENT, MEDIATOR, act, open_case, sweep
from tests.fixtures.reconsideration import person
from tests.fixtures.web import browser, form, on_day, program, signed

pytestmark = pytest.mark.usefixtures("clean")
TODAY = date(2026, 10, 9)
PAGE = "/mediation/missed-limits"


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with on_day(TODAY):
        yield


def missed() -> MissedLimit:
    """行政调解: received on 21 September 2026, nobody answered in time."""
    open_case()
    assert sweep(TODAY) == 1
    with transaction("mediation") as session:
        return session.exec(select(MissedLimit)).one()


def reasons() -> list[MissedReason]:
    with transaction("mediation") as session:
        return list(session.exec(select(MissedReason)).all())


def reason_of(missed_id: UUID) -> str:
    return f"{PAGE}/{missed_id}/reason"


def test_nobody_is_let_in_without_signing_in() -> None:
    found, visitor = missed(), browser(create())
    assert visitor.get(PAGE).headers["location"].startswith("/sign-in?next=")
    assert visitor.post(reason_of(found.id), data={}).status_code == 401
    assert visitor.get("/api/mediation/missed-limits", headers={"Accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("role", ["intake_clerk", "officer", "applicant", "respondent"])
def test_the_wrong_role_neither_sees_nor_states_anything(role: str) -> None:
    found, stranger = missed(), browser(create(), person(role))
    assert stranger.get(PAGE).status_code == 403
    sent = form(stranger, code="workload", words="同期收案较多。")
    assert stranger.post(reason_of(found.id), data=sent).status_code == 403
    assert reasons() == []


def test_a_supervisor_reads_the_register_and_states_no_reason() -> None:
    found, reader = missed(), browser(create(), person("supervisor"))
    assert "说明原因" not in reader.get(PAGE).text.replace("未说明原因", "")
    sent = form(reader, code="workload", words="同期收案较多。")
    assert reader.post(reason_of(found.id), data=sent).status_code == 403


def test_the_register_names_the_district_the_organ_the_limit_and_the_days_over() -> None:
    found = missed()
    shown = browser(create(), MEDIATOR).get(PAGE).text
    assert "上海市普陀区" in shown
    assert "行政调解受理期限" in shown
    assert f"{(TODAY - found.due_on).days} 日" in shown
    assert "至今未办结" in shown
    assert "尚未说明" in shown


def test_the_days_over_end_with_the_day_on_which_it_was_done_after_all() -> None:
    found = missed()
    act(found.case_id, CONSENT, TODAY)
    with on_day(date(2026, 11, 2)), transaction("mediation") as session:
        (line,) = MISSED.lines(session, date(2026, 11, 2))
    assert (line.done_on, line.days_over) == (TODAY, (TODAY - found.due_on).days)


def test_a_mediator_states_the_reason_and_it_stands_in_the_register() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    sent = form(mediator, code="workload", words="节前集中收案，未及时受理。")
    assert mediator.post(reason_of(found.id), data=sent).headers["location"] == PAGE
    shown = mediator.get(PAGE).text
    assert "案件集中，人手不足" in shown
    assert "节前集中收案，未及时受理。" in shown
    assert MEDIATOR.name in shown
    assert "没有逾期登记。" in mediator.get(f"{PAGE}?unexplained=true").text
    with transaction("mediation") as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "explain_missed_limit")).one()
    assert entry.detail == {"key": found.key, "reason": "workload"}


def test_a_reason_stated_again_is_shown_and_the_earlier_one_is_kept() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    for words in ("起先的说明。", "更正后的说明。"):
        mediator.post(reason_of(found.id), data=form(mediator, code="other", words=words))
    shown = mediator.get(PAGE).text
    assert "更正后的说明。" in shown
    assert "起先的说明。" not in shown
    assert len(reasons()) == 2


def test_a_stated_reason_can_be_neither_changed_nor_removed() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    mediator.post(reason_of(found.id), data=form(mediator, code="other", words="说明。"))
    for statement in ("UPDATE missed_reason SET words = ''", "DELETE FROM missed_reason"):
        with transaction("mediation") as session, pytest.raises(DBAPIError, match="permission denied"):
            session.connection().exec_driver_sql(statement)


def test_an_unknown_code_and_missing_words_are_told_at_once_and_nothing_is_written() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    refused = mediator.post(reason_of(found.id), data=form(mediator, code="weather", words="  "))
    assert refused.status_code == 422
    assert "请选择逾期原因。" in refused.text
    assert "请写明逾期的具体情况。" in refused.text
    assert reasons() == []


def test_what_is_too_long_is_kept_in_the_form() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    words = "长" * 1001
    refused = mediator.post(reason_of(found.id), data=form(mediator, code="other", words=words))
    assert refused.status_code == 422
    assert words in refused.text


def test_a_reason_for_nothing_that_was_missed_is_refused() -> None:
    mediator = browser(create(), MEDIATOR)
    assert mediator.post(reason_of(uuid4()), data=form(mediator, code="other", words="说明。")).status_code == 404


def test_a_program_of_the_house_sees_nothing_and_a_person_states_by_the_interface() -> None:
    found, mediator = missed(), browser(create(), MEDIATOR)
    assert program(create(), "mediation").get("/api/mediation/missed-limits").status_code == 403
    address = f"/api/mediation/missed-limits/{found.id}/reason"
    body = {"code": "handover", "words": "承办人调离。"}
    assert mediator.post(address, json=body, headers=signed(mediator)).json()["reason"] == "handover"
    (line,) = mediator.get("/api/mediation/missed-limits", headers={"Accept": "application/json"}).json()
    assert (line["id"], line["words"]) == (str(found.id), "承办人调离。")
