"""A claim unit goes from channel to channel: offered, refused, given back with its file, and offered to the next."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlmodel import col, select

from services.adjudication import handlers as adjudicating
from services.adjudication.store import BOOK as ADJUDICATIONS
from services.chassis.clock_rows import ClockRow
from services.chassis.contracts import CaseRef
from services.chassis.db import transaction
from services.chassis.docket import need
from services.chassis.messages import CaseMoved, CaseOpened, Message, UnitRouted
from services.chassis.tables import Outbox
from services.intake import handlers, views
from services.intake.commands import RecordRefusal, RouteUnit
from services.intake.parts import ActPaper, Dispute, Filing, OtherSide, Party, Unit, UnitDraft, UnitState
from services.kernel.handover import HandOver, Outcome
from services.kernel.refusal import Refused
from services.kernel.routing_facts import Answers
from services.mediation import handlers as mediating
from services.mediation import views as mediation_views
from services.mediation.commands import AcceptRequest, RecordSession, RefuseRequest, TerminateMediation
from services.reconsideration import handlers as reconsidering
from tests.fixtures.mediation import MEDIATOR
from tests.fixtures.reconsideration import FLOWS, person
from tests.service.intake_desk import living_on

FILED = date(2026, 9, 29)
HELD = date(2026, 10, 14)
ENDED = date(2026, 10, 20)
CLERK = person("intake_clerk", "周敏")
CONCESSION = "申请人表示最低可以接受更名后不索赔"
AGREED_FACT = "双方确认名称于2025年3月登记"
RECEIVE = {
    "mediation": mediating.receive,
    "adjudication": adjudicating.receive,
    "reconsideration": reconsidering.receive,
}

NAME = UnitDraft(
    claim="请对方变更企业名称",
    answers=Answers(nature="private", field="enterprise_name", respondent_kind="company", event_on=date(2026, 3, 2)),
    other_side=OtherSide(name="上海普新餐饮有限公司", address="上海市普陀区真北路9号"),
)
FINE = UnitDraft(
    claim="撤销罚款决定",
    answers=Answers(
        nature="act",
        respondent_kind="organ",
        respondent_organ="putuo.market",
        act_kind="penalty",
        on_spot="no",
        told_remedy="yes",
        act_made_on=date(2026, 9, 20),
        served_on=date(2026, 9, 20),
    ),
    act=ActPaper(title="行政处罚决定书", number="普市监罚〔2026〕118号"),
)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(FILED):
        yield


def filed(*drafts: UnitDraft) -> Dispute:
    party = Party(name="上海普兴餐饮有限公司", kind="company", district="上海市普陀区", road="曹杨路510号")
    filing = Filing(received_on=FILED, applicant=party, story="对方名称与我们只差一个字。", units=drafts)
    with transaction("intake") as session:
        return handlers.register(session, filing, CLERK, today=FILED)


def unit_of(dispute: Dispute, position: int = 1) -> Unit:
    with transaction("intake") as session:
        return views.need(session, dispute.id).units[position - 1]


def routed(unit: Unit, channel: str, on: date = FILED) -> None:
    with transaction("intake") as session:
        wish = RouteUnit(unit_id=unit.id, channel=channel, reason="双方愿意先调解")
        handlers.route_unit(session, wish, CLERK, today=on)


def offered(unit: Unit, on: date = FILED) -> None:
    with transaction("intake") as session:
        handlers.offer_unit(session, unit.id, FLOWS, today=on)


def referred(unit: Unit, on: date = FILED, *, told: bool = True) -> CaseRef:
    """What the flow does; without `told` it dies before the desk hears of the case."""
    offered(unit, on)
    with transaction("intake") as session:
        offer = views.offer(session, unit.id)
    with transaction(offer.channel) as session:
        case = RECEIVE[offer.channel](session, offer, FLOWS, today=on)
    if told:
        with transaction("intake") as session:
            handlers.record_referral(session, unit.id, case, FLOWS, today=on)
    return case


def mediated(unit: Unit, wish: str | None = "adjudication", *, told: bool = True) -> HandOver:
    """The unit went to mediation, where somebody conceded something, and it failed."""
    routed(unit, "mediation")
    case = referred(unit, told=told)
    steps = (
        (AcceptRequest(applicant_consents=True, respondent_consents=True), FILED),
        (
            RecordSession(
                held_on=HELD,
                place="调解室",
                attended=("A1", "B1"),
                record=CONCESSION,
                undisputed=AGREED_FACT,
                undisputed_signed=True,
            ),
            HELD,
        ),
        (
            TerminateMediation(
                reason="no_agreement",
                statement=CONCESSION,
                channels=("court", "adjudication", "reconsideration"),
                wish=wish,
            ),
            ENDED,
        ),
    )
    for step, on in steps:
        with transaction("mediation") as session:
            mediating.act(session, case.case_id, step, MEDIATOR, today=on)
    with transaction("mediation") as session:
        return mediation_views.hand_over(session, case.case_id, FLOWS)


def taken_back(file: HandOver, on: date = ENDED) -> None:
    with transaction("intake") as session:
        handlers.take_back(session, file, FLOWS, today=on)


def announced() -> list[tuple[str, str]]:
    with transaction("intake") as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.seq)))
        bodies = [row.body for row in rows]
    return [(str(body.unit_id), body.channel) for body in bodies if isinstance(body, UnitRouted)]


def clocks(case_id: UUID) -> list[tuple[str, object, date | None]]:
    with transaction("reconsideration") as session:
        rows = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id).order_by(col(ClockRow.key)))
        return [(row.key, row.facts, row.due_on) for row in rows]


def test_a_failed_mediation_arrives_in_adjudication_with_its_file_and_without_the_concessions() -> None:
    dispute = filed(NAME, FINE)
    fine = referred(unit_of(dispute, 2))
    before = clocks(fine.case_id), unit_of(dispute, 2).route
    file = mediated(unit_of(dispute))
    taken_back(file)
    unit = unit_of(dispute)
    assert (unit.state, unit.route.channel, unit.case) == (UnitState.WAITING, "adjudication", None)
    assert [link.number for link in unit.past] == [file.number]
    assert announced()[-1] == (str(unit.id), "adjudication")
    case = referred(unit, ENDED)
    with transaction("adjudication") as session:
        matter = need(session, ADJUDICATIONS, case.case_id).matter
    assert (matter.received_on, matter.dispute_number) == (ENDED, dispute.number)
    assert matter.handed_over[0].undisputed == (AGREED_FACT,)
    assert CONCESSION not in matter.model_dump_json()
    link = unit_of(dispute).case
    assert link is not None
    assert (link.number, link.channel) == (case.number, "adjudication")
    assert (clocks(fine.case_id), unit_of(dispute, 2).route) == before, "the limit of the linked unit did not move"


def test_a_file_that_comes_twice_counts_once() -> None:
    dispute = filed(NAME)
    file = mediated(unit_of(dispute))
    taken_back(file)
    once = unit_of(dispute), announced()
    taken_back(file, ENDED + timedelta(days=3))
    assert (unit_of(dispute), announced()) == once


def test_a_file_may_come_before_the_desk_knew_of_the_case_and_the_news_of_it_after() -> None:
    dispute = filed(NAME)
    file = mediated(unit_of(dispute), told=False)
    assert unit_of(dispute).state is UnitState.OFFERED
    taken_back(file)
    after = unit_of(dispute)
    assert after.state is UnitState.WAITING
    late = (
        CaseOpened(channel="mediation", case_id=file.case_id, number=file.number, unit_id=after.id),
        CaseMoved(
            channel="mediation",
            case_id=file.case_id,
            number=file.number,
            unit_id=after.id,
            state="CLOSED",
            title="已结案归档",
            on=ENDED,
        ),
    )
    with transaction("intake") as session:
        handlers.on_case_opened(session, Message(source="mediation", on=FILED, body=late[0]))
        handlers.on_case_moved(session, Message(source="mediation", on=ENDED, body=late[1]))
    assert unit_of(dispute) == after, "what becomes of a case that let the unit go is no news of the unit"


def test_a_unit_in_a_channels_hands_is_not_routed_another_way() -> None:
    """A race: the flow has asked the channel, and the lawyer wants another one at the same moment."""
    dispute = filed(NAME)
    offered(unit_of(dispute))
    with pytest.raises(Refused) as refused:
        routed(unit_of(dispute), "mediation")
    assert refused.value.code == "state.offered"
    offered(unit_of(dispute))
    assert unit_of(dispute).round == 1, "asked twice, it is one offer"


def test_a_unit_that_waits_for_the_lawyer_is_not_offered() -> None:
    lost = UnitDraft(claim="说不清", answers=Answers())
    dispute = filed(lost)
    assert unit_of(dispute).state is UnitState.LAWYER
    with pytest.raises(Refused) as refused:
        offered(unit_of(dispute))
    assert refused.value.code == "conflict.not_waiting"


def test_a_channel_that_says_no_at_once_gives_the_unit_back_and_it_may_come_again() -> None:
    dispute = filed(NAME)
    unit = unit_of(dispute)
    offered(unit)
    told = RecordRefusal(unit_id=unit.id, channel="adjudication", reason="不在裁决范围")
    with transaction("intake") as session:
        handlers.record_refusal(session, told, FLOWS, today=FILED)
    assert unit_of(dispute).state is UnitState.REFUSED
    routed(unit, "mediation")
    referred(unit)
    assert (unit_of(dispute).state, unit_of(dispute).round) == (UnitState.REFERRED, 2)


def test_a_refused_request_stands_on_the_board_with_its_ground_and_can_go_to_the_same_channel_again() -> None:
    dispute = filed(NAME)
    routed(unit_of(dispute), "mediation")
    first = referred(unit_of(dispute))
    with transaction("mediation") as session:
        refuse = RefuseRequest(ground="identity", reasons="身份无法核实")
        mediating.act(session, first.case_id, refuse, MEDIATOR, today=FILED)
        file = mediation_views.hand_over(session, first.case_id, FLOWS)
    assert file.outcome is Outcome.REFUSED
    taken_back(file, FILED)
    unit = unit_of(dispute)
    assert (unit.state, unit.refusal.cite if unit.refusal else "") == (UnitState.REFUSED, file.cite)
    routed(unit, "mediation")
    again = referred(unit)
    assert again.case_id != first.case_id, "a new request is a new case"


def test_without_a_wish_the_person_was_told_the_ways_and_nothing_is_sent_on() -> None:
    dispute = filed(NAME)
    taken_back(mediated(unit_of(dispute), wish=None))
    assert unit_of(dispute).state is UnitState.TOLD
    assert len(announced()) == 2, "filed and overridden, but not sent anywhere after the failure"


def test_a_wish_that_the_tables_do_not_know_is_a_question_for_the_lawyer() -> None:
    dispute = filed(NAME)
    taken_back(mediated(unit_of(dispute), wish="reconsideration"))
    unit = unit_of(dispute)
    assert unit.state is UnitState.LAWYER
    assert "行政复议" in (unit.route.question or "")


def test_the_case_of_another_unit_is_not_taken_for_ours() -> None:
    dispute = filed(NAME)
    file = mediated(unit_of(dispute))
    with pytest.raises(Refused) as refused:
        taken_back(file.model_copy(update={"case_id": UUID(int=3)}))
    assert refused.value.code == "conflict.other_case"


def together(*works: Callable[[], None]) -> list[str]:
    """Do all at the same moment; what was refused, by its code."""
    gate = Barrier(len(works))

    def one(work: Callable[[], None]) -> str:
        gate.wait()
        try:
            work()
        except Refused as refusal:
            return refusal.code
        return ""

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


@pytest.mark.parametrize("_attempt", range(5))
def test_an_offer_and_another_route_at_the_same_moment_leave_one_of_the_two(_attempt: int) -> None:
    dispute = filed(NAME)
    unit = unit_of(dispute)
    codes = together(lambda: offered(unit), lambda: routed(unit, "mediation"))
    after = unit_of(dispute)
    if codes[1] == "state.offered":
        assert (after.state, after.route.channel) == (UnitState.OFFERED, "adjudication")
    else:
        assert codes == ["", ""]
        assert after.route.channel == "mediation"
        with transaction("intake") as session:
            assert views.offer(session, unit.id).channel == "mediation", "whoever asks now is sent the new way"


def test_a_file_that_comes_five_times_at_the_same_moment_counts_once() -> None:
    dispute = filed(NAME)
    file = mediated(unit_of(dispute))
    assert together(*[lambda: taken_back(file)] * 5) == [""] * 5
    unit = unit_of(dispute)
    assert (len(unit.past), len(unit.handed_over)) == (1, 1)
    assert [channel for _, channel in announced()].count("adjudication") == 2, "filed once, sent on once"


def test_the_news_of_a_case_and_its_file_may_come_in_any_order_at_once() -> None:
    dispute = filed(NAME)
    file = mediated(unit_of(dispute), told=False)
    case = CaseRef(case_id=file.case_id, number=file.number, channel="mediation")

    def linked() -> None:
        with transaction("intake") as session:
            handlers.record_referral(session, file.unit_id, case, FLOWS, today=FILED)

    assert together(linked, lambda: taken_back(file), linked) == ["", "", ""]
    unit = unit_of(dispute)
    assert (unit.state, unit.case, len(unit.past)) == (UnitState.WAITING, None, 1)
