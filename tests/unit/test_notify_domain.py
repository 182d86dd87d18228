"""Service of documents: what a slip of each mode proves, and what no order of slips may change."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.kernel.calendar import chinese_calendar
from services.kernel.law import Law, the_law
from services.kernel.policy import Policy
from services.kernel.refusal import Refused
from services.kernel.rulebook import read_rulebook
from services.notify.commands import (
    AskDelivery,
    Command,
    CorrectServiceDate,
    DeemServed,
    GivePublicNotice,
    RecordDispatch,
    RecordFailure,
    RecordReceipt,
)
from services.notify.domain.attempt import Accepted, ErrorClass, Rejected
from services.notify.domain.decide import decide
from services.notify.domain.delivery import Delivery, DeliveryState, evolve, fold
from services.notify.domain.notice import Notice, NoticeState, channel_of, settle
from services.notify.domain.proof import proof_sha256, proof_text
from services.notify.events import (
    EVENTS,
    Addressee,
    Capacity,
    DeliveryAsked,
    Event,
    Mode,
    NoticeGround,
    Paper,
    Receipt,
    ReturnGround,
)

ASKED = date(2026, 10, 9)
TODAY = date(2026, 10, 20)
ORGAN = Addressee(
    key="respondent", role="respondent", name="普陀区市场监督管理局", address="上海市普陀区大渡河路1668号",
    email="shouwen@scjg.example",
)  # fmt: skip
PAPER = Paper(kind="copy", title="行政复议申请书副本", number=None, sha256="ab" * 32, filename="copy.pdf")


def asking(mode: Mode = Mode.POST, to: Addressee = ORGAN) -> AskDelivery:
    return AskDelivery(
        delivery_id=UUID(int=1), case_id=UUID(int=2), case_number="普府复字〔2026〕17号", paper=PAPER, addressee=to,
        mode=mode, reply_to="reconsideration",
    )  # fmt: skip


def after(*commands: Command, today: date = TODAY) -> tuple[Delivery, tuple[Event, ...]]:
    """The delivery after these commands, and what the last one brought about."""
    delivery: Delivery | None = None
    events: tuple[Event, ...] = ()
    for command in commands:
        events = decide(delivery, command, ASKED if isinstance(command, AskDelivery) else today, the_law())
        for event in events:
            delivery = evolve(delivery, event)
    assert delivery is not None
    return delivery, events


def slip(on: date = date(2026, 10, 13), **changes: object) -> Receipt:
    return Receipt(served=True, on=on, mode=Mode.POST, source="post").model_copy(update=changes)


def returned(on: date = date(2026, 10, 14)) -> Receipt:
    return Receipt(served=False, on=on, mode=Mode.POST, ground=ReturnGround.MOVED, source="post")


SENT = RecordDispatch(on=date(2026, 10, 10), tracking="JF1CN")


def refused(*commands: Command, today: date = TODAY) -> set[str]:
    *before, last = commands
    delivery, _ = after(*before, today=today)
    with pytest.raises(Refused) as caught:
        decide(delivery, last, today, the_law())
    return {fault.code for fault in caught.value.faults}


def test_the_same_request_again_is_no_news():
    assert after(asking(), asking())[1] == ()


def test_another_request_under_the_same_number_is_refused():
    other = asking().model_copy(update={"mode": Mode.DIRECT})
    assert refused(asking(), other) == {"delivery.id_taken"}


def test_a_posted_document_is_served_on_the_date_of_the_slip_art_91():
    delivery, _ = after(asking(), SENT, RecordReceipt(receipt=slip()))
    assert (delivery.state, delivery.served_on, delivery.tracking) == ("served", date(2026, 10, 13), "JF1CN")
    assert "民事诉讼法 第九十一条" in proof_text(delivery, delivery.standing)


def test_electronic_service_counts_on_the_day_the_message_arrived_art_90():
    delivery, _ = after(asking(Mode.ELECTRONIC), RecordDispatch(on=date(2026, 10, 10), tracking="<1@x>", arrived=True))
    assert (delivery.state, delivery.served_on) == ("served", date(2026, 10, 10))
    assert delivery.standing.mode is Mode.ELECTRONIC


def test_direct_service_needs_the_signer_and_the_signers_capacity_art_88():
    handed = Receipt(served=True, on=date(2026, 10, 12), mode=Mode.DIRECT)
    codes = refused(asking(Mode.DIRECT), SENT, RecordReceipt(receipt=handed))
    assert codes == {"delivery.nobody_signed", "delivery.capacity_unknown"}
    whole = handed.model_copy(update={"signed_by": "李四", "capacity": Capacity.MAIL_CLERK})
    assert after(asking(Mode.DIRECT), SENT, RecordReceipt(receipt=whole))[0].served_on == date(2026, 10, 12)


def test_leaving_a_document_needs_a_witness_or_pictures_art_89():
    left = Receipt(served=True, on=date(2026, 10, 12), mode=Mode.LEFT)
    assert refused(asking(Mode.DIRECT), SENT, RecordReceipt(receipt=left)) == {"delivery.left_without_witness"}
    for evidence in ({"witness": "居委会 王五"}, {"slip_sha256": "cd" * 32}):
        receipt = left.model_copy(update=evidence)
        assert after(asking(Mode.DIRECT), SENT, RecordReceipt(receipt=receipt))[0].state == "served"


def test_a_slip_from_the_future_or_from_before_the_request_is_refused():
    assert refused(asking(), SENT, RecordReceipt(receipt=slip(date(2026, 10, 21)))) == {"delivery.receipt_future"}
    early = RecordReceipt(receipt=slip(date(2026, 10, 8)))
    assert refused(asking(), SENT, early) == {"delivery.receipt_before_request"}


def test_without_a_usable_address_a_delivery_fails_before_anything_is_sent():
    nobody = ORGAN.model_copy(update={"address": None, "email": None})
    for mode in (Mode.POST, Mode.ELECTRONIC):
        delivery, _ = after(asking(mode, nobody))
        assert (delivery.state, delivery.failure.code) == ("failed", "no_address")
    assert after(asking(Mode.DIRECT, nobody))[0].state == "requested"


def test_a_slip_may_be_faster_than_the_record_of_dispatch():
    delivery, _ = after(asking(), RecordReceipt(receipt=slip()), SENT)
    assert (delivery.state, delivery.served_on, delivery.tracking) == ("served", date(2026, 10, 13), "JF1CN")


def test_the_same_slip_twice_is_no_news_and_another_slip_for_the_same_day_is_only_filed():
    assert after(asking(), SENT, RecordReceipt(receipt=slip()), RecordReceipt(receipt=slip()))[1] == ()
    scan = slip(slip_sha256="cd" * 32, source="clerk")
    delivery, events = after(asking(), SENT, RecordReceipt(receipt=slip()), RecordReceipt(receipt=scan))
    assert [event.type for event in events] == ["receipt_kept"]
    assert delivery.receipts == (slip(), scan)
    assert delivery.standing == slip()


@pytest.mark.parametrize("other", [slip(date(2026, 10, 12)), slip(date(2026, 10, 15)), returned()])
def test_a_contradicting_slip_is_filed_and_moves_nothing(other: Receipt):
    delivery, events = after(asking(), SENT, RecordReceipt(receipt=slip()), RecordReceipt(receipt=other))
    assert [event.type for event in events] == ["receipt_contradicted"]
    assert (delivery.state, delivery.served_on, delivery.contradictions) == ("served", date(2026, 10, 13), (other,))


def correction(on: date, reason: str = "邮局误录，以回执原件为准", **changes: object) -> CorrectServiceDate:
    return CorrectServiceDate(receipt=slip(on, **changes), reason=reason, by="officer-1")


def test_a_service_date_is_corrected_only_with_a_reason():
    served = (asking(), SENT, RecordReceipt(receipt=slip()))
    assert refused(*served, correction(date(2026, 10, 15), " ")) == {"delivery.correction_without_reason"}
    delivery, events = after(*served, correction(date(2026, 10, 15)))
    assert delivery.served_on == date(2026, 10, 15)
    assert (events[0].was_on, events[0].now_on, events[0].shortens) == (date(2026, 10, 13), date(2026, 10, 15), False)


def test_an_earlier_date_shortens_what_a_person_was_told_and_needs_the_slip_itself():
    served = (asking(), SENT, RecordReceipt(receipt=slip()))
    assert refused(*served, correction(date(2026, 10, 12))) == {"delivery.earlier_without_slip"}
    delivery, events = after(*served, correction(date(2026, 10, 12), slip_sha256="cd" * 32))
    assert (delivery.served_on, events[0].shortens) == (date(2026, 10, 12), True)


def test_nothing_can_be_corrected_before_a_slip_was_recorded_nor_into_a_return():
    assert refused(asking(), SENT, correction(date(2026, 10, 15))) == {"delivery.nothing_to_correct"}
    away = CorrectServiceDate(receipt=returned(), reason="并非本人签收", by="officer-1")
    codes = refused(asking(), SENT, RecordReceipt(receipt=slip()), away)
    assert codes == {"delivery.correction_not_served"}


def test_an_item_that_came_back_is_returned_and_says_why():
    delivery, _ = after(asking(), SENT, RecordReceipt(receipt=returned()))
    assert (delivery.state, delivery.failure.code, delivery.served_on) == ("returned", "moved", None)
    without = RecordReceipt(receipt=returned().model_copy(update={"ground": None}))
    assert refused(asking(), SENT, without) == {"delivery.return_without_ground"}


def test_a_returned_item_becomes_served_only_by_a_correction():
    back = (asking(), SENT, RecordReceipt(receipt=returned()))
    assert after(*back, RecordReceipt(receipt=slip()))[0].state == "returned"
    delivery, events = after(*back, correction(date(2026, 10, 13)))
    assert (delivery.state, events[0].was_on) == ("served", None)


def test_a_failure_ends_only_what_has_not_gone_out():
    gone = RecordFailure(on=TODAY, code="smtp_550", text="邮箱不存在")
    assert after(asking(Mode.ELECTRONIC), gone)[0].state == "failed"
    assert after(asking(), SENT, gone)[1] == ()
    assert after(asking(Mode.ELECTRONIC), gone, SENT)[1] == ()


def notice(
    issued_on: date = date(2026, 8, 25),
    ground: NoticeGround = NoticeGround.OTHER_MODES_FAILED,
    reason: str = "邮寄退回，住所地无人",
):
    return GivePublicNotice(ground=ground, reason=reason, issued_on=issued_on, place="区政府门户网站")


def asked_in_august(*commands: Command) -> Delivery:
    asked = DeliveryAsked(on=date(2026, 8, 3), **asking().model_dump(exclude={"type"}))
    delivery = evolve(None, asked)
    for command in (RecordDispatch(on=date(2026, 8, 4), tracking="EMS-2"), *commands):
        for event in decide(delivery, command, date(2026, 8, 25), the_law()):
            delivery = evolve(delivery, event)
    return delivery


def test_a_public_notice_of_25_august_2026_is_service_on_24_september_art_95():
    delivery = asked_in_august(RecordReceipt(receipt=returned(date(2026, 8, 20))), notice())
    assert delivery.state == "dispatched"
    assert decide(delivery, DeemServed(), date(2026, 9, 24), the_law()) == ()
    (event,) = decide(delivery, DeemServed(), date(2026, 9, 25), the_law())
    served = evolve(delivery, event)
    assert (served.state, served.served_on, served.standing.mode) == ("served", date(2026, 9, 24), Mode.PUBLIC_NOTICE)
    assert decide(served, DeemServed(), date(2026, 9, 26), the_law()) == ()
    assert "民事诉讼法 第九十五条" in proof_text(served, served.standing)


def test_of_several_postings_the_last_one_starts_the_period():
    """民诉解释 第一百三十八条：发出公告日期以最后张贴或者刊登的日期为准。"""
    delivery = asked_in_august(RecordReceipt(receipt=returned(date(2026, 8, 20))), notice(date(2026, 8, 21)), notice())
    earlier = GivePublicNotice(
        ground=NoticeGround.OTHER_MODES_FAILED, reason="补登", issued_on=date(2026, 8, 22), place="公告栏"
    )
    for event in decide(delivery, earlier, date(2026, 8, 26), the_law()):
        delivery = evolve(delivery, event)
    assert delivery.posted_on == (date(2026, 8, 21), date(2026, 8, 25), date(2026, 8, 22))
    assert the_law().due_on(delivery.clocks.get("cpl.public_notice")) == date(2026, 9, 24)
    assert decide(delivery, DeemServed(), date(2026, 9, 24), the_law()) == ()
    (event,) = decide(delivery, DeemServed(), date(2026, 9, 25), the_law())
    assert event.served_on == date(2026, 9, 24)


def test_the_reading_of_the_district_says_whether_the_period_of_a_notice_rolls():
    """民事诉讼法 第九十五条：读法 public_notice_end。"""
    delivery = asked_in_august(RecordReceipt(receipt=returned(date(2026, 8, 20))), notice())
    late = delivery.because(posted_on=(date(2026, 9, 3),))
    rolled = Law(read_rulebook(), chinese_calendar(), Policy(public_notice_end="rolled"))
    for law, on in ((the_law(), date(2026, 10, 3)), (rolled, date(2026, 10, 8))):
        assert decide(late, DeemServed(), on, law) == ()
        (event,) = decide(late, DeemServed(), on + timedelta(days=1), law)
        assert event.served_on == on


def test_public_notice_is_the_last_resort_and_its_reason_is_on_file_art_95():
    delivery = asked_in_august()
    with pytest.raises(Refused) as caught:
        decide(delivery, notice(reason=""), date(2026, 8, 25), the_law())
    assert {f.code for f in caught.value.faults} == {"delivery.other_modes_open", "delivery.notice_without_reason"}
    unknown = notice(ground=NoticeGround.WHEREABOUTS_UNKNOWN)
    assert len(decide(delivery, unknown, date(2026, 8, 25), the_law())) == 1


def test_who_signs_at_the_counter_during_a_public_notice_is_served_that_day():
    delivery = asked_in_august(RecordReceipt(receipt=returned(date(2026, 8, 20))), notice())
    signed = Receipt(
        served=True, on=date(2026, 9, 1), mode=Mode.DIRECT, signed_by="张三", capacity=Capacity.ADDRESSEE,
    )  # fmt: skip
    for event in decide(delivery, RecordReceipt(receipt=signed), date(2026, 9, 1), the_law()):
        delivery = evolve(delivery, event)
    assert delivery.served_on == date(2026, 9, 1)
    assert decide(delivery, DeemServed(), date(2026, 9, 26), the_law()) == ()


def test_the_proof_of_service_is_the_same_bytes_for_the_same_facts_and_names_who_signed_and_how_art_87():
    handed = Receipt(
        served=True, on=date(2026, 10, 12), mode=Mode.DIRECT, signed_by="李四", capacity=Capacity.MAIL_CLERK,
        how="当面交付", witness=None,
    )  # fmt: skip
    delivery, _ = after(asking(Mode.DIRECT), SENT, RecordReceipt(receipt=handed))
    text = proof_text(delivery, handed)
    assert delivery.proof_sha256 == proof_sha256(delivery, handed)
    for said in ("签收人：李四", "签收人身份：负责收件的人", "送达日期：2026年10月12日", "送达经过：当面交付"):
        assert said in text


def test_a_delivery_folded_from_its_stored_events_is_the_same():
    delivery: Delivery | None = None
    stored: list[bytes] = []
    for command in (asking(), SENT, RecordReceipt(receipt=slip()), correction(date(2026, 10, 15))):
        for event in decide(delivery, command, TODAY if delivery else ASKED, the_law()):
            delivery = evolve(delivery, event)
            stored.append(EVENTS.dump_json(event))
    assert fold(tuple(EVENTS.validate_json(line) for line in stored)) == delivery
    assert delivery.version == len(stored)


def a_notice() -> Notice:
    return Notice(
        id=UUID(int=3), key="case:reminder:officer:1", case_id=None, case_number="", addressee=ORGAN, subject="提醒",
        text="还有三个工作日。", asked_on=ASKED,
    )  # fmt: skip


def test_an_ended_notice_stays_as_it_ended():
    sent = settle(a_notice(), Accepted(reference="<3@x>"), TODAY)
    assert sent.state is NoticeState.SENT
    assert settle(sent, Rejected(error=ErrorClass.PERMANENT, code="smtp_550"), TODAY) == sent


def test_a_notice_goes_to_the_mailbox_else_as_a_letter_else_nowhere():
    assert channel_of(ORGAN) is Mode.ELECTRONIC
    assert channel_of(ORGAN.model_copy(update={"email": None})) is Mode.POST
    assert channel_of(ORGAN.model_copy(update={"email": None, "address": None})) is None


def test_a_notice_to_the_house_s_own_people_waits_on_the_board():
    assert channel_of(Addressee(key="officer:1", role="officer", name="顾晓岚")) is Mode.DIRECT


def test_only_the_five_states_exist():
    assert {state.value for state in DeliveryState} == {"requested", "dispatched", "served", "failed", "returned"}
