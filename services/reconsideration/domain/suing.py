"""行政应诉: whom the suit is against, before which court, and the limits of the answer (行政诉讼法)."""

from datetime import date
from typing import assert_never

from services.kernel.endings import SuitRow
from services.kernel.facts import ClockState
from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import (
    FileDefence,
    LapseAppeal,
    RecordAppeal,
    RecordAppearance,
    RecordComplaint,
    RecordRuling,
    RecordSuit,
    Suing,
)
from ..events import (
    AnyEvent,
    AppealLapsed,
    AppealRecorded,
    AppearanceRecorded,
    ComplaintReceived,
    DefenceFiled,
    RulingReceived,
    SuingEvent,
    SuitRecorded,
)
from ..parts.ending import Appearance, Suit, SuitObject
from .case import APPEAL, CODES, DECIDE, DEFENCE, ENDINGS, MACHINE, SUIT, Case

CITE, DEFEND, APPEAR = "行政诉讼法 第四十五条", "行政诉讼法 第六十七条", "行政诉讼法 第三条第三款"
APPEALS = "行政诉讼法 第八十五条"
LAST_INSTANCE = 2


def row_of(case: Case, sued: SuitObject) -> str:
    """Which row of the table of defendants and courts fits what is sued over."""
    if sued != "decision":
        return sued
    if case.ending.agreement is not None and case.ending.agreement.effective_on is not None:
        return "mediated"
    if case.draft is None:
        return "silence"
    return "kept" if CODES.keeps_result(case.draft.outcome, case.draft.grounds) else "changed"


def decide(case: Case, command: Suing, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordSuit():
            return _record(case, command, today, law)
        case RecordComplaint():
            suit = _open(case)
            _within(suit.filed_on, command.received_on, today, DEFEND)
            if suit.complaint_on is not None:
                raise Refused("arl.complaint_twice", "起诉状副本已经登记收到。", cite=DEFEND)
            return (ComplaintReceived(on=today, by=command.by, received_on=command.received_on),)
        case FileDefence():
            suit = _open(case)
            if suit.complaint_on is None or suit.defence_on is not None:
                raise Refused("arl.no_complaint", "尚未登记收到起诉状副本，或者已经答辩举证。", cite=DEFEND)
            _within(suit.complaint_on, command.filed_on, today, DEFEND)
            return (DefenceFiled(on=today, by=command.by, filed_on=command.filed_on),)
        case RecordAppearance():
            return _appear(case, command, today)
        case RecordRuling() | RecordAppeal():
            return _end(case, command, today, law)
        case LapseAppeal():
            return (AppealLapsed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case _:
            assert_never(command)


def _open(case: Case) -> Suit:
    if case.ending.open_suit is None:
        raise Refused("arl.no_suit", "本案没有进行中的行政诉讼。", cite=CITE)
    return case.ending.open_suit


def _within(first: date, on: date, today: date, cite: str) -> None:
    if not first <= on <= today:
        raise Refused("arl.suit_when", f"日期应当不早于{first}，也不晚于今天。", cite=cite)


def _record(case: Case, command: RecordSuit, today: date, law: Law) -> tuple[AnyEvent, ...]:
    if faults := _suit_faults(case, command, today, law):
        raise Refused.of(faults)
    code = row_of(case, command.object)
    row = ENDINGS.suits[code]
    suit = Suit(
        plaintiffs=command.plaintiffs,
        object=command.object,
        filed_on=command.filed_on,
        court=command.court,
        court_number=command.court_number,
        defendants=row.defendants,
        level=row.court,
        row=code,
        in_time=_in_time(case, command, law),
    )
    return (SuitRecorded(on=today, by=command.by, suit=suit, cite=row.cite),)


def _suit_faults(case: Case, command: RecordSuit, today: date, law: Law) -> list[Fault]:
    faults = []
    if case.ending.open_suit is not None:
        faults.append(Fault("arl.suit_open_already", "已有进行中的行政诉讼。", CITE, "plaintiffs"))
    if unknown := set(command.plaintiffs) - {party.ref for party in case.parties}:
        faults.append(Fault("arl.unknown_party", f"本案没有当事人{'、'.join(sorted(unknown))}。", CITE, "plaintiffs"))
    if command.filed_on > today:
        faults.append(Fault("arl.sued_in_future", "起诉日期不能晚于今天。", CITE, "filed_on"))
    if command.object == "decision" and case.effective_on is None and not _served(case, command.plaintiffs):
        faults.append(Fault("arl.not_served_yet", "起诉的当事人尚未收到复议决定。", CITE, "object"))
    if command.object != "decision" and not _is_silent(case, command.filed_on, law):
        faults.append(
            Fault(
                "arl.limit_runs",
                "审理期限尚未届满，或者已经作出决定；审理期间不得提起行政诉讼。",
                "行政复议法 第二十九条第一款",
                "object",
            )
        )
    return faults


def _served(case: Case, refs: tuple[str, ...]) -> bool:
    return all(f"{SUIT}:{ref}" in case.clocks for ref in refs)


def _is_silent(case: Case, on: date, law: Law) -> bool:
    """Whether the limit to decide had passed on that day without a decision (行政诉讼法 第四十五条)."""
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    if clock is None or case.signed_on is not None or clock.state is ClockState.SUSPENDED:
        return False
    due = law.due_on(clock)
    return due is not None and on > due


def _in_time(case: Case, command: RecordSuit, law: Law) -> bool:
    """A late suit is recorded all the same: whether it is heard, the court says."""
    dues = [law.due_on(clock) for ref in command.plaintiffs if (clock := case.clocks.get(f"{SUIT}:{ref}")) is not None]
    return all(due is None or command.filed_on <= due for due in dues)


def _appear(case: Case, command: RecordAppearance, today: date) -> tuple[AnyEvent, ...]:
    suit = _open(case)
    _within(suit.filed_on, command.held_on, today, APPEAR)
    if not command.head_came and not command.excuse.strip():
        raise Refused(
            "arl.head_absent",
            "被诉行政机关负责人应当出庭应诉；不能出庭的，应当委托相应的工作人员出庭，并写明理由。",
            cite=APPEAR,
        )
    came = Appearance(on=command.held_on, head_came=command.head_came, person=command.person, excuse=command.excuse)
    return (AppearanceRecorded(on=today, by=command.by, appearance=came),)


def _end(case: Case, command: RecordRuling | RecordAppeal, today: date, law: Law) -> tuple[AnyEvent, ...]:
    suit = _open(case)
    if isinstance(command, RecordRuling):
        if suit.result:
            raise Refused("arl.ruled_twice", "裁判已经登记；上诉的，先登记上诉。", cite=APPEALS)
        _within(suit.filed_on, command.served_on, today, APPEALS)
        return (
            RulingReceived(
                on=today, by=command.by, kind=command.kind, served_on=command.served_on, result=command.result
            ),
        )
    clock = next((clock for clock in case.clocks.live() if clock.rule in APPEAL.values()), None)
    due = law.due_on(clock) if clock else None
    if clock is None or (due is not None and command.filed_on > due):
        raise Refused("arl.no_appeal", "没有可以上诉的一审裁判，或者上诉期限已经届满。", cite=APPEALS)
    _within(clock.started_on, command.filed_on, today, APPEALS)
    return (AppealRecorded(on=today, by=command.by, filed_on=command.filed_on),)


def guide(case: Case, sued: SuitObject) -> SuitRow:
    """Defendant and court with article and confidence, as the page shows them."""
    return ENDINGS.suits[row_of(case, sued)]


def evolve(case: Case, event: SuingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case SuitRecorded():
            clocks = case.clocks
            for ref in event.suit.plaintiffs:
                key = f"{SUIT}:{ref}"
                clocks = clocks.meet(key, event.on) if clocks.is_live(key) else clocks
            return case.in_ending(suits=(*case.ending.suits, event.suit)).model_copy(update={"clocks": clocks})
        case ComplaintReceived():
            ends = MACHINE.states[case.state].ends
            clocks = case.clocks if ends else case.clocks.start(DEFENCE, event.received_on)
            return _with(case.model_copy(update={"clocks": clocks}), complaint_on=event.received_on)
        case DefenceFiled():
            clocks = case.clocks.meet(DEFENCE, event.on) if case.clocks.is_live(DEFENCE) else case.clocks
            return _with(case.model_copy(update={"clocks": clocks}), defence_on=event.filed_on)
        case AppearanceRecorded():
            suit = case.ending.open_suit
            return _with(case, appearances=(*suit.appearances, event.appearance)) if suit else case
        case RulingReceived():
            return _ruled(case, event)
        case AppealRecorded():
            return _with(_without_appeal(case, event.on, lapsed=False), instance=2, result="")
        case AppealLapsed():
            return _with(_without_appeal(case, event.on, lapsed=True), is_final=True)
        case _:
            assert_never(event)


def _ruled(case: Case, event: RulingReceived) -> Case:
    suit = case.ending.open_suit
    clocks = case.clocks.close(DEFENCE, event.on) if case.clocks.is_live(DEFENCE) else case.clocks
    # The second instance is the last one; in a case that has ended no limit runs any more.
    if suit is None or suit.instance == LAST_INSTANCE or MACHINE.states[case.state].ends:
        return _with(case.model_copy(update={"clocks": clocks}), result=event.result, is_final=True)
    clocks = clocks.start(APPEAL[event.kind], event.served_on)
    return _with(case.model_copy(update={"clocks": clocks}), result=event.result)


def _without_appeal(case: Case, on: date, *, lapsed: bool) -> Case:
    clocks = case.clocks
    for key in APPEAL.values():
        if clocks.is_live(key):
            clocks = clocks.lapse(key, on) if lapsed else clocks.meet(key, on)
    return case.model_copy(update={"clocks": clocks})


def _with(case: Case, **change: object) -> Case:
    """The open suit with something new in it."""
    now = case.ending.open_suit
    if now is None:
        return case
    changed = now.model_copy(update=change)
    return case.in_ending(suits=tuple(changed if suit is now else suit for suit in case.ending.suits))
