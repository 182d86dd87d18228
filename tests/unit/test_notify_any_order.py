"""Whatever order and number slips come in, the service date is the same until a person corrects it with a reason."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.law import the_law
from services.notify.commands import AskDelivery, Command, CorrectServiceDate, RecordDispatch, RecordReceipt
from services.notify.domain.decide import decide
from services.notify.domain.delivery import Delivery, DeliveryState, evolve, fold
from services.notify.events import Addressee, Event, Mode, Paper, Receipt, ReturnGround, Served, ServiceDateCorrected

ASKED, TODAY = date(2026, 10, 9), date(2026, 11, 9)
ASK = AskDelivery(
    delivery_id=UUID(int=1), case_id=UUID(int=2), case_number="普府复字〔2026〕1号", reply_to="reconsideration",
    paper=Paper(kind="decision", title="行政复议决定书", sha256="ab" * 32, filename="d.pdf"), mode=Mode.POST,
    addressee=Addressee(key="applicant", role="applicant", name="吴小芹", address="上海市普陀区兰溪路1号"),
)  # fmt: skip
SENT = RecordDispatch(on=date(2026, 10, 10), tracking="JF1CN")
DAYS = st.dates(ASKED, TODAY)
TRUE_ON = date(2026, 10, 13)


def slip(on: date, source: str, scan: bool) -> RecordReceipt:
    kept = "cd" * 32 if scan else None
    return RecordReceipt(receipt=Receipt(served=True, on=on, mode=Mode.POST, source=source, slip_sha256=kept))


def away(on: date) -> RecordReceipt:
    return RecordReceipt(receipt=Receipt(served=False, on=on, mode=Mode.POST, ground=ReturnGround.MOVED))


true_slips = st.builds(slip, st.just(TRUE_ON), st.sampled_from(["post", "clerk"]), st.booleans())
other_slips = st.one_of(st.builds(slip, DAYS, st.sampled_from(["post", "clerk"]), st.booleans()), st.builds(away, DAYS))


def run(commands: list[Command]) -> tuple[Delivery, list[Event]]:
    delivery: Delivery | None = None
    happened: list[Event] = []
    for command in [ASK, *commands]:
        for event in decide(delivery, command, TODAY if delivery else ASKED, the_law()):
            delivery = evolve(delivery, event)
            happened.append(event)
    assert delivery is not None
    assert fold(tuple(happened)) == delivery
    return delivery, happened


@given(st.lists(st.one_of(st.just(SENT), true_slips), min_size=1).filter(lambda all_: any(c != SENT for c in all_)))
def test_agreeing_slips_in_any_order_and_number_are_one_service_on_one_day(commands: list[Command]):
    delivery, happened = run(commands)
    assert (delivery.state, delivery.served_on) == (DeliveryState.SERVED, TRUE_ON)
    assert sum(isinstance(event, Served) for event in happened) == 1


@given(st.data(), st.lists(st.one_of(st.just(SENT), true_slips), min_size=1))
def test_any_reordering_of_the_same_slips_ends_the_same(data: st.DataObject, commands: list[Command]):
    other = data.draw(st.permutations(commands))
    first, second = run(commands)[0], run(other)[0]
    assert (first.state, first.served_on, first.tracking) == (second.state, second.served_on, second.tracking)


@given(true_slips, st.lists(st.one_of(st.just(SENT), true_slips, other_slips)))
def test_no_later_slip_moves_the_date_that_stands(first: RecordReceipt, later: list[Command]):
    delivery, happened = run([first, *later])
    assert (delivery.state, delivery.served_on) == (DeliveryState.SERVED, TRUE_ON)
    told = {c.receipt for c in later if isinstance(c, RecordReceipt)} | {first.receipt}
    assert set(delivery.known) == told, "every slip is on file, whatever it says"
    assert sum(isinstance(event, Served | ServiceDateCorrected) for event in happened) == 1


@given(true_slips, st.lists(other_slips), DAYS, st.lists(other_slips))
def test_only_a_correction_with_a_reason_moves_it(
    first: RecordReceipt, between: list[Command], now_on: date, later: list[Command]
):
    right = Receipt(served=True, on=now_on, mode=Mode.POST, slip_sha256="ef" * 32)
    correction = CorrectServiceDate(receipt=right, reason="以回执原件为准", by="officer")
    delivery, happened = run([first, *between, correction, *later])
    assert delivery.served_on == now_on
    moves = [event for event in happened if isinstance(event, ServiceDateCorrected) and event.was_on != event.now_on]
    assert len(moves) == (now_on != TRUE_ON)
    assert all(move.reason for move in moves)
