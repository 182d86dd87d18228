"""What a channel hands over when it lets a claim unit go, and what never leaves its file."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from services.adjudication import handlers as adjudicating
from services.adjudication import views as adjudication_views
from services.adjudication.commands import RefuseRequest as RefuseAdjudication
from services.chassis import tokens
from services.chassis.db import transaction
from services.chassis.tables import Outbox
from services.kernel.handover import HandOver, Outcome
from services.kernel.refusal import Refused
from services.mediation import views
from services.mediation.app import create
from services.mediation.commands import (
    DraftAgreement,
    RecordSession,
    RefuseRequest,
    TerminateMediation,
    WithdrawRequest,
)
from services.reconsideration import views as reconsideration_views
from services.reconsideration.commands import RefuseApplication
from tests.fixtures import adjudication, reconsideration
from tests.fixtures.mediation import ACCEPTED, RECEIVED, accepted, act, offer, open_case
from tests.fixtures.reconsideration import FLOWS, HEAD

pytestmark = pytest.mark.usefixtures("clean")
HELD = ACCEPTED + timedelta(days=6)
ENDED = HELD + timedelta(days=8)
CONCESSION = "申请人表示三千元可以减到一千八百元"
OFFER = "被申请人愿意先付九百元了结"
AGREED_FACT = "双方确认会员卡于2026年9月1日后停用"
STATEMENT = "申请人最低要一千八百元，对方只出九百元，谈不拢"


def told(service: str) -> list[str]:
    with transaction(service) as session:
        rows = session.exec(select(Outbox).where(Outbox.type == "case.handed_back"))
        return [str(row.case_id) for row in rows]


def failed(*, signed: bool = True) -> UUID:
    """A mediation with a concession in its record and an offer in its draft, which then failed."""
    case_id = accepted()
    met = RecordSession(
        held_on=HELD,
        place="调解室",
        attended=("A1", "B1"),
        record=CONCESSION,
        undisputed=AGREED_FACT,
        undisputed_signed=signed,
    )
    act(case_id, met, HELD)
    act(case_id, DraftAgreement(text=OFFER), HELD)
    end = TerminateMediation(
        reason="no_agreement", statement=STATEMENT, channels=("court", "adjudication"), wish="adjudication"
    )
    act(case_id, end, ENDED)
    return case_id


def file_of(case_id: UUID) -> HandOver:
    with transaction("mediation") as session:
        return views.hand_over(session, case_id, FLOWS)


def test_a_failed_mediation_tells_the_desk_and_hands_its_file_over() -> None:
    case_id = failed()
    assert told("mediation") == [str(case_id)]
    file = file_of(case_id)
    assert (file.outcome, file.reason, file.wish) == (Outcome.FAILED, "no_agreement", "adjudication")
    assert (file.opened_on, file.held_on, file.ended_on) == (RECEIVED, (HELD,), ENDED)
    assert file.undisputed == (AGREED_FACT,)
    assert {one.party for one in file.addresses} == {"A1", "B1"}


def test_no_concession_no_offer_and_no_statement_leaves_the_mediation() -> None:
    """最高人民法院关于适用民事诉讼法的解释 第一百零七条: what was conceded to settle is not held against anybody."""
    said = file_of(failed()).model_dump_json()
    for words in (CONCESSION, OFFER, STATEMENT, "一千八百", "九百"):
        assert words not in said


def test_facts_that_nobody_signed_stay_behind() -> None:
    assert file_of(failed(signed=False)).undisputed == ()


def test_facts_cannot_be_signed_by_a_side_that_was_not_there() -> None:
    case_id = accepted()
    alone = RecordSession(
        held_on=HELD,
        place="调解室",
        attended=("A1",),
        record="一方到场",
        undisputed=AGREED_FACT,
        undisputed_signed=True,
    )
    with pytest.raises(Refused) as refused:
        act(case_id, alone, HELD)
    assert [fault.code for fault in refused.value.faults] == ["med.undisputed"]


def test_the_applicant_can_only_ask_for_a_way_that_was_told() -> None:
    case_id = accepted()
    end = TerminateMediation(reason="no_agreement", statement="谈不拢", channels=("court",), wish="adjudication")
    with pytest.raises(Refused) as refused:
        act(case_id, end, ENDED)
    assert [fault.code for fault in refused.value.faults] == ["med.wish_not_told"]


def test_a_refused_request_is_handed_back_with_its_ground() -> None:
    case_id = open_case()
    act(case_id, RefuseRequest(ground="not_ours", reasons="应由房管部门处理"), RECEIVED)
    file = file_of(case_id)
    assert told("mediation") == [str(case_id)]
    assert (file.outcome, file.reason, file.ended_on, file.wish) == (Outcome.REFUSED, "not_ours", RECEIVED, None)


@pytest.mark.parametrize("ending", ["withdrawn", "running"])
def test_what_goes_on_or_was_withdrawn_is_handed_to_nobody(ending: str) -> None:
    case_id = accepted()
    if ending == "withdrawn":
        act(case_id, WithdrawRequest(reason="双方自行和解"), ENDED)
    with pytest.raises(Refused) as refused:
        file_of(case_id)
    assert refused.value.code == "state.not_handed_over"
    assert told("mediation") == []


def test_adjudication_hands_a_refused_request_back() -> None:
    case_id = adjudication.open_case()
    refuse = RefuseAdjudication(ground="elsewhere", reasons="已向法院起诉")
    adjudication.act(case_id, refuse, adjudication.ADJUDICATOR, adjudication.RECEIVED)
    with transaction("adjudication") as session:
        file = adjudication_views.hand_over(session, case_id, FLOWS)
    assert told("adjudication") == [str(case_id)]
    assert (file.channel, file.outcome) == ("adjudication", Outcome.REFUSED)


def test_reconsideration_hands_a_refused_application_back_with_the_competent_organ() -> None:
    """行政复议法 第三十条第二款."""
    case_id = reconsideration.open_case()
    refuse = RefuseApplication(grounds=("A6",), reasons="应向上级机关申请", competent_organ="上海市人民政府")
    reconsideration.act(case_id, refuse, HEAD, reconsideration.FILED)
    with transaction("reconsideration") as session:
        file = reconsideration_views.hand_over(session, case_id, FLOWS)
    assert told("reconsideration") == [str(case_id)]
    assert (file.competent_organ, file.ended_on) == ("上海市人民政府", reconsideration.FILED)


@pytest.mark.parametrize(("source", "status"), [("flows", 200), ("publication", 403)])
def test_only_the_flow_and_the_desk_read_the_file(source: str, status: int) -> None:
    case_id = failed()
    headers = {"Authorization": f"Bearer {tokens.issue(source, 'mediation')}"}
    assert TestClient(create(), headers=headers).get(f"/api/mediation/cases/{case_id}/hand-over").status_code == status


def test_a_unit_sent_again_after_it_was_given_back_is_a_case_of_its_own() -> None:
    first = offer("enterprise_name", channel="adjudication")
    again = first.model_copy(update={"round": 2, "handed_over": (file_of(failed()),)})
    cases = []
    for one in (first, again, again):
        with transaction("adjudication") as session:
            cases.append(adjudicating.receive(session, one, FLOWS, today=date(2026, 10, 20)))
    assert cases[0].case_id != cases[1].case_id == cases[2].case_id
    assert adjudication.read(cases[1].case_id).matter.handed_over[0].undisputed == (AGREED_FACT,)
