"""The audit chain: who did what to which subject, each entry sealed with the hash of the one before it.

Entries are gathered during the transaction and written as its very last act. The chain is one row after another, so
writers must queue; queueing earlier, while locks on cases are still to be taken, would end in deadlocks.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import event, text
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, select

from services.chassis.db import HouseSession, transaction
from services.chassis.now import now
from services.chassis.tables import AuditEntry
from services.kernel.principal import Principal

START = "0" * 64
PENDING = "audit.pending"
LONGEST_DETAIL = 300
# An identity number or a mobile number standing by itself; hashes and ids have letters around such runs of digits.
PERSONAL = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx]|1[3-9]\d{9})(?![0-9A-Za-z])")
Detail = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One entry before it has its place in the chain."""

    at: datetime
    who_kind: str
    who: str
    action: str
    subject: str
    outcome: str
    detail: Detail
    scope: SessionTransaction | None


@dataclass(frozen=True, slots=True)
class Chain:
    """What a walk along the chain found. `head` can be noted elsewhere: it also shows a cut-off end."""

    length: int
    head: str
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every entry is as it was written, and none is missing between two others."""
        return not self.faults


def record(  # noqa: PLR0913, PLR0917 - who, what, on what, how it ended
    session: HouseSession,
    who: Principal,
    action: str,
    subject: str,
    outcome: str = "done",
    detail: Detail | None = None,
) -> None:
    """Note an act; it is written when the transaction commits, and vanishes with it when that is rolled back.

    `detail` holds codes, numbers and hashes, never personal data: the chain can never be cleaned afterwards.
    """
    said = dict(detail or {})
    for value in (action, subject, outcome, *(str(value) for value in said.values())):
        if len(value) > LONGEST_DETAIL or PERSONAL.search(value):
            raise ValueError("The audit chain takes codes and numbers, no stories and no personal data.")
    act = Act(now(), who.kind, who.id, action, subject, outcome, said, session.get_nested_transaction())
    session.info.setdefault(PENDING, []).append(act)


def record_apart(  # noqa: PLR0913, PLR0917 - as above
    service: str, who: Principal, action: str, subject: str, outcome: str, detail: Detail | None = None
) -> None:
    """Note an act in a transaction of its own: a refused step leaves nothing else behind."""
    with transaction(service) as session:
        record(session, who, action, subject, outcome, detail)


def verify(session: Session) -> Chain:
    """Walk the whole chain: every entry must carry its own hash and that of the entry before it, without a gap."""
    faults: list[str] = []
    seq, head = 0, START
    for entry in session.exec(select(AuditEntry).order_by(col(AuditEntry.seq)).execution_options(yield_per=500)):
        if entry.seq != seq + 1:
            faults.append(f"审计链在第{seq}条之后缺少记录。")
        if entry.previous != head:
            faults.append(f"审计链第{entry.seq}条与前一条不相接。")
        if entry.sha256 != _seal(entry):
            faults.append(f"审计链第{entry.seq}条的内容与其校验值不符。")
        seq, head = entry.seq, entry.sha256
    return Chain(seq, head, tuple(faults))


def _seal(entry: AuditEntry) -> str:
    told = [
        entry.previous,
        entry.seq,
        entry.at.isoformat(),
        entry.who_kind,
        entry.who,
        entry.action,
        entry.subject,
        entry.outcome,
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _append(session: HouseSession, acts: list[Act]) -> None:
    session.flush()
    lock = text("SELECT pg_advisory_xact_lock(hashtext(:chain))")
    session.connection().execute(lock, {"chain": f"audit {session.service}"})
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    seq, previous = (last.seq, last.sha256) if last is not None else (0, START)
    for act in acts:
        seq += 1
        entry = AuditEntry(
            seq=seq,
            at=act.at,
            who_kind=act.who_kind,
            who=act.who,
            action=act.action,
            subject=act.subject,
            outcome=act.outcome,
            detail=dict(act.detail),
            previous=previous,
            sha256="",
        )
        entry.sha256 = previous = _seal(entry)
        session.add(entry)


@event.listens_for(HouseSession, "before_commit")
def _write_pending(session: HouseSession) -> None:
    acts: list[Act] = session.info.get(PENDING, [])
    savepoint = session.get_nested_transaction()
    if savepoint is not None:
        outer = savepoint.parent if savepoint.parent is not None and savepoint.parent.nested else None
        acts[:] = [replace(act, scope=outer) if act.scope is savepoint else act for act in acts]
    elif acts:
        _append(session, acts)
        acts.clear()


@event.listens_for(HouseSession, "after_soft_rollback")
def _forget_rolled_back(session: HouseSession, ended: SessionTransaction) -> None:
    acts: list[Act] = session.info.get(PENDING, [])
    acts[:] = [act for act in acts if ended.nested and act.scope is not ended]
