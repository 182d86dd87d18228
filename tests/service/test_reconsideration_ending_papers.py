"""The papers that end a case or follow its decision: made out with the step, numbered, sealed and sent."""

from datetime import date

import pytest

from services.chassis.db import transaction
from services.kernel.principal import service
from services.reconsideration import handlers
from services.reconsideration.commands import (
    CloseCase,
    CorrectPaper,
    DecideWithdrawal,
    DeemAccepted,
    ExtendLimit,
    RecordAgreement,
    RecordServiceFailure,
    Resume,
    SealStatement,
    SignStatement,
    Suspend,
    TerminateCase,
    WithdrawApplication,
)
from services.reconsideration.domain import Case
from services.reconsideration.parts import Delivery, NewDelivery
from services.reconsideration.store import paper_of
from tests.fixtures.reconsideration import FLOWS, HEAD, LEADER, OFFICER, act, open_case, serve

pytestmark = pytest.mark.usefixtures("clean")
ON = date(2026, 10, 20)


def trial() -> Case:
    case_id = open_case()
    return act(case_id, DeemAccepted(due_on=date(2026, 10, 12)), FLOWS, date(2026, 10, 13))


def carried(case: Case, one: Delivery) -> str:
    """The number of the paper that a delivery carries."""
    asked = NewDelivery(id=one.id, paper=one.paper, recipient=one.recipient, mode=one.mode, number=one.number)
    return paper_of(case, asked).number


def texts(case: Case, kind: str) -> str:
    found = next(paper for paper in reversed(case.papers) if paper.kind == kind)
    return "".join(run.text for block in found.document.blocks for run in block.runs)


def test_article_62_an_extension_is_told_to_all_parties() -> None:
    case = act(trial().id, ExtendLimit(days=30, reason="情况复杂"), HEAD, ON)
    assert [(one.paper, one.recipient) for one in case.deliveries] == [
        ("extension_notice", "A1"),
        ("extension_notice", "R"),
    ]
    assert "延长30日，至2027年1月11日届满" in texts(case, "extension_notice")


def test_article_39_each_suspension_and_resumption_has_its_own_letter() -> None:
    case = trial()
    for _ in range(2):
        act(case.id, Suspend(ground="whereabouts_unknown", reason="查找中"), OFFICER, ON)
        case = act(case.id, Resume(reason="已联系"), OFFICER, ON)
    assert [one.kind for one in case.papers] == ["suspension_notice", "resumption_notice"] * 2
    assert [carried(case, one) for one in case.deliveries] == [one.number for one in case.deliveries]
    assert len({one.number for one in case.papers}) == len(case.papers)
    first = case.deliveries[0]
    failure = RecordServiceFailure(delivery_id=first.id, reason="查无此人")
    act(case.id, failure, service("reconsideration"), ON)
    with transaction("reconsideration") as session:
        again = handlers.repeat_service(session, case.id, first.id, "direct", OFFICER, today=ON)
    assert carried(again, again.deliveries[-1]) == first.number


def test_article_41_a_terminated_case_is_served_and_archived_with_its_catalogue() -> None:
    case = trial()
    act(case.id, WithdrawApplication(reason="自愿", settlement="被申请人撤销处罚"), OFFICER, ON)
    act(case.id, DecideWithdrawal(approved=True), HEAD, ON)
    ended = act(case.id, TerminateCase(ground="withdrawn", reason="自愿撤回。"), LEADER, ON)
    said = texts(ended, "termination")
    assert "当事人达成和解：被申请人撤销处罚" in said
    assert "终止行政复议" in said
    assert "不得再以同一事实和理由" in said
    for paper in ("withdrawal_reply", "termination"):
        serve(case.id, paper, ON)
    closed = act(case.id, CloseCase(), OFFICER, ON)
    listed = texts(closed, "catalogue")
    assert closed.state == "CLOSED"
    assert all(paper.number in listed and paper.pdf_sha256 in listed for paper in closed.papers[:-1])


def test_article_73_the_sealed_statement_is_served_on_all_and_the_case_archived() -> None:
    case = trial()
    act(case.id, RecordAgreement(terms="罚款减为三千元。", voluntary=True, lawful=True), OFFICER, ON)
    for party in ("A1", "R"):
        act(case.id, SignStatement(party=party), OFFICER, ON)
    sealed = act(case.id, SealStatement(), LEADER, ON)
    assert "罚款减为三千元。" in texts(sealed, "mediation_statement")
    assert serve(case.id, "mediation_statement", ON).state == "SERVED"
    assert act(case.id, CloseCase(), OFFICER, ON).state == "CLOSED"


def test_a_clerical_error_is_corrected_by_a_paper_of_its_own() -> None:
    case = act(trial().id, ExtendLimit(days=30, reason="情况复杂"), HEAD, ON)
    number = case.papers[0].number
    corrected = act(case.id, CorrectPaper(paper_number=number, wrong="30日", right="20日"), HEAD, ON)
    assert corrected.papers[0] == case.papers[0]
    assert number in texts(corrected, "correction")
    assert [one.recipient for one in corrected.deliveries if one.paper == "correction"] == ["A1", "R"]
