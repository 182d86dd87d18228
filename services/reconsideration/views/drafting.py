"""What the drafting page offers from the case's own facts, and what a reviewer sees of the changes since the last round."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.kernel.document import zh_date

from .. import events
from ..domain import CODES, Case
from ..events import AnyEvent
from ..parts import Draft

# A figure or a Latin word is one word; of Chinese text each character is.
WORD = re.compile(r"[A-Za-z0-9.,%]+|\s+|.", re.DOTALL)
PARTS: Mapping[str, str] = {
    "outcome": "决定种类",
    "grounds": "法定理由",
    "found": "经审理查明",
    "reasons": "本机关认为",
    "terms": "主文的具体内容",
    "compensation": "行政赔偿",
    "remedial": "补救措施",
}


@dataclass(frozen=True)
class Suggestion:
    """A paragraph that the case's own facts already write; the officer takes it over or leaves it."""

    title: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One part of the draft beside what stood there at the last review."""

    title: str
    pieces: tuple[Piece, ...]
    is_changed: bool


@dataclass(frozen=True)
class Comment:
    """What a reviewer or signer said, and when."""

    on: date
    by: str
    text: str


def suggestions(case: Case) -> tuple[Suggestion, ...]:
    """Parties, act, reply, evidence and opinions as paragraphs for 经审理查明."""
    return tuple(Suggestion(title, text) for title, text in _paragraphs(case) if text)


def _paragraphs(case: Case) -> Iterator[tuple[str, str]]:
    names = "、".join(party.name for party in case.applicants)
    yield "当事人", f"申请人{names}，被申请人{case.respondent.name}。"
    made = f"{zh_date(case.act.made_on)}，" if case.act.made_on else ""
    number = f"（{case.act.number}）" if case.act.number else ""
    yield "行政行为", f"{made}被申请人作出《{case.act.title}》{number}。"
    if case.act.served_on is not None:
        yield "送达", f"该行政行为于{zh_date(case.act.served_on)}送达申请人。"
    if case.reply is not None and case.reply.in_time:
        yield "书面答复", f"被申请人于{zh_date(case.reply.filed_on)}提出书面答复，称：{case.reply.statement}"
        yield "证据目录", f"被申请人提交：{'；'.join(case.reply.evidence)}。" if case.reply.evidence else ""
    elif case.evidence_barred:
        yield "未答复", "被申请人未在法定期限内提出书面答复、提交证据和依据。"
    admitted = [one.title for one in case.trial.evidence if one.admitted]
    yield "采信的证据", f"以上事实有下列证据证实：{'；'.join(admitted)}。" if admitted else ""
    for heard in case.opinions:
        yield "听取意见", f"本机关于{zh_date(heard.heard_on)}听取当事人意见：{heard.summary}"


def differences(history: Sequence[AnyEvent]) -> tuple[Difference, ...]:
    """The draft beside the one that the last review saw; nothing where it was never reviewed."""
    seen, last = _rounds(history)
    if seen is None or last is None:
        return ()
    return tuple(_difference(title, _text(seen, part), _text(last, part)) for part, title in PARTS.items())


def _rounds(history: Sequence[AnyEvent]) -> tuple[Draft | None, Draft | None]:
    seen: Draft | None = None
    last: Draft | None = None
    for fact in history:
        match fact:
            case events.DecisionDrafted():
                last = fact.draft
            case events.DecisionReviewed() | events.DecisionReturned():
                seen = last
            case _:
                continue
    return seen, last


def _text(draft: Draft, part: str) -> str:
    match part:
        case "outcome":
            return CODES.outcomes[draft.outcome].title if draft.outcome in CODES.outcomes else ""
        case "grounds":
            return "；".join(CODES.grounds[code].title for code in draft.grounds if code in CODES.grounds)
        case "compensation":
            row = CODES.compensations.get(draft.compensation)
            return f"{row.title} {draft.compensation_terms}".strip() if row else ""
        case _:
            return str(getattr(draft, part))


def _difference(title: str, before: str, after: str) -> Difference:
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("kept", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return Difference(title, tuple(pieces), is_changed=before != after)


def comments(history: Sequence[AnyEvent]) -> tuple[Comment, ...]:
    """Every remark of a reviewer or signer, the newest first."""
    said = (
        Comment(fact.on, fact.by.name, fact.comment)
        for fact in reversed(history)
        if isinstance(fact, events.DecisionReviewed | events.DecisionReturned) and fact.comment
    )
    return tuple(said)
