"""What the house has written down at the end: read from its own tables, to prove that nothing happened twice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, func, select

from services.chassis import audit
from services.chassis.db import SERVICES, transaction
from services.chassis.docket import need, rebuild
from services.chassis.tables import DeadMessage, EventLog, Inbox, Outbox
from services.notify.store import DeliveryRow, NoticeRow, Sending
from services.reconsideration.store import BOOK
from services.walk.expectation import awaited, equal, expect
from services.walk.flow_runs import FlowRuns


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice that went out."""

    key: str
    on: date
    recipient: str
    subject: str


class Ledger(BaseModel):
    """The counts that must be the same for a walk that was killed and one that was not."""

    model_config = ConfigDict(frozen=True)

    events: Mapping[str, int]
    days: Mapping[str, tuple[date, ...]]
    messages: Mapping[str, int]
    deliveries: Mapping[str, int]
    notices: Mapping[str, int]
    flow_runs: Mapping[str, int]


def notices(case_id: UUID) -> tuple[SentNotice, ...]:
    """Every notice of the case, in the order of their days."""
    with transaction("notify") as session:
        rows = session.exec(select(NoticeRow).where(col(NoticeRow.case_id) == case_id)).all()
        sent = [SentNotice(row.key, row.asked_on, row.facts.addressee.name, row.facts.subject) for row in rows]
    return tuple(sorted(sent, key=lambda one: (one.on, one.subject)))


def take_stock(case_id: UUID, flows: FlowRuns) -> Ledger:
    """Count everything once the house has come to rest."""
    awaited("消息全部送达", _is_at_rest)
    awaited("文书和通知全部交寄", _is_sent)
    return Ledger(
        events=_events(case_id),
        days=_days(case_id),
        messages=_messages(),
        deliveries=_deliveries(case_id),
        notices=dict(Counter(f"{one.on} {one.subject} → {one.recipient}" for one in notices(case_id))),
        flow_runs=_flow_runs(flows),
    )


def prove(ledger: Ledger, case_id: UUID) -> Iterator[str]:
    """Each expectation of "nothing twice", in a sentence."""
    for what, counts in (("送达", ledger.deliveries), ("提醒", ledger.notices), ("流程", ledger.flow_runs)):
        twice = [name for name, number in counts.items() if number != 1]
        equal(twice, [], f"{what}重复")
        yield f"{what} {len(counts)} 件，各一次"
    _prove_events(ledger)
    yield f"案件事件 {sum(ledger.events.values())} 条，各环节次数正确"
    yield f"消息 {sum(ledger.messages.values())} 条，无一失效：{_nothing_dead()}"
    with transaction("reconsideration") as session:
        expect(rebuild(session, BOOK, case_id) == need(session, BOOK, case_id), "由事件重建的案件与现状不符")
    yield "由事件重建的案件与现状一致"
    yield f"审计链 {_audited()} 条，逐条相接"


SEVERAL = {
    "paper_served": 13,
    "notice_issued": 4,
    "advice_overdue": 3,
    "advice_escalated": 3,
}


def _prove_events(ledger: Ledger) -> None:
    wrong = {name: number for name, number in ledger.events.items() if number != SEVERAL.get(name, 1)}
    equal(wrong, {}, "案件事件的次数")


def _events(case_id: UUID) -> Mapping[str, int]:
    with transaction("reconsideration") as session:
        rows = session.exec(select(EventLog.type).where(col(EventLog.case_id) == case_id))
        return dict(sorted(Counter(rows).items()))


def _days(case_id: UUID) -> Mapping[str, tuple[date, ...]]:
    with transaction("reconsideration") as session:
        rows = session.exec(select(EventLog).where(col(EventLog.case_id) == case_id).order_by(col(EventLog.seq))).all()
        names = sorted({row.type for row in rows})
        return {name: tuple(sorted(row.on for row in rows if row.type == name)) for name in names}


def _messages() -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for service in SERVICES:
        with transaction(service) as session:
            found.update(session.exec(select(Outbox.type)))
    return dict(sorted(found.items()))


def _deliveries(case_id: UUID) -> Mapping[str, int]:
    with transaction("notify") as session:
        rows = session.exec(select(DeliveryRow).where(col(DeliveryRow.case_id) == case_id)).all()
        return dict(sorted(Counter(f"{row.facts.paper.kind} → {row.facts.addressee.key}" for row in rows).items()))


def _flow_runs(flows: FlowRuns) -> Mapping[str, int]:
    """By what they were asked for. A message's own id is random, so what it asked is told by its parameters."""
    runs = flows.of_messages()
    for run in runs:
        expect(run.state is not None and run.state.is_completed(), f"流程运行 {run.name} 没有完成")
    equal(len({run.idempotency_key for run in runs}), len(runs), "流程运行的键")
    # The rounds of a day are the walk's own proposals, each under its day's key: cut off between two rounds it need not
    # make the second, when nothing waits for it any more. What they brought about stands in events and notices.
    asked_for = [run for run in runs if "on" not in run.parameters]
    named: Counter[str] = Counter()
    for run in sorted(asked_for, key=lambda one: one.created.isoformat() if one.created else ""):
        phase = run.parameters.get("phase") or ""
        name = f"{flows.name_of(run)} {phase}".strip()
        named[name] += 1
    return _numbered(named)


def _numbered(named: Mapping[str, int]) -> Mapping[str, int]:
    """A flow that rightly runs several times (each measure of the follow-up) is counted by its number."""
    return {
        name if number == 1 else f"{name} {turn}": 1
        for name, number in sorted(named.items())
        for turn in range(1, number + 1)
    }


def _is_at_rest() -> bool:
    for service in SERVICES:
        with transaction(service) as session:
            if session.exec(select(func.count()).select_from(Outbox).where(col(Outbox.sent_at).is_(None))).one():
                return False
    return _heard_everything()


def _heard_everything() -> bool:
    """Every delivery asked for has arrived at notify, and every proof at the case."""
    with transaction("reconsideration") as session:
        asked = set(
            session.exec(select(Outbox.id).where(col(Outbox.type).in_(["delivery.requested", "notice.requested"])))
        )
        proofs = set(session.exec(select(Inbox.message_id)))
    with transaction("notify") as session:
        heard = set(session.exec(select(Inbox.message_id)))
        told = set(session.exec(select(Outbox.id).where(col(Outbox.type) == "delivery.served")))
    return asked <= heard and told <= proofs


def _is_sent() -> bool:
    with transaction("notify") as session:
        return session.exec(select(func.count()).select_from(Sending).where(~col(Sending.done))).one() == 0


def _nothing_dead() -> str:
    for service in SERVICES:
        with transaction(service) as session:
            dead = session.exec(select(func.count()).select_from(DeadMessage)).one()
            equal(dead, 0, f"{service} 未能生效的消息")
    return "各服务收件箱逐条核对"


def _audited() -> int:
    total = 0
    for service in SERVICES:
        with transaction(service) as session:
            chain = audit.verify(session)
            expect(chain.is_whole, f"{service}：{'；'.join(chain.faults)}")
            total += chain.length
    return total
