"""What a person decides about a plan; every decision needs a reason and a name, and holds for the whole paper."""

from collections.abc import Callable

from services.kernel.document import Document, FactKind, public
from services.kernel.refusal import Refused

from .model import Kept, Plan, Replacement, Source, Spot, Suspect
from .plan import context, numbered


def mask_suspect(plan: Plan, suspect_id: str, *, reason: str, by: str, token: str | None = None) -> Plan:
    """Mask a suspect, everywhere it stands in the paper."""
    _told(reason, by)
    chosen, others = _split(plan, suspect_id)
    masked = (
        Replacement(
            place=s.place, start=s.start, end=s.end, original=s.text, token=s.token if token is None else token,
            key=s.key, kind=s.kind, source=Source.HUMAN, reason=reason, by=by,
        )
        for s in chosen
    )  # fmt: skip
    return _with(plan, [*plan.replacements, *masked], others)


def keep_suspect(plan: Plan, suspect_id: str, *, reason: str, by: str) -> Plan:
    """Leave a suspect readable, everywhere it stands in the paper."""
    _told(reason, by)
    chosen, others = _split(plan, suspect_id)
    kept = (
        Kept(place=s.place, start=s.start, end=s.end, text=s.text, context=s.context, reason=reason, by=by)
        for s in chosen
    )
    return plan.model_copy(update={"suspects": others, "kept": (*plan.kept, *kept)})


def add_mask(  # noqa: PLR0913 - a decision is told whole
    plan: Plan, document: Document, spot: Spot, *, token: str, reason: str, by: str
) -> Plan:
    """Mask a piece of text that nobody proposed, everywhere it stands in the paper."""
    _told(reason, by)
    texts = {place: line.text for place, line in public(document).lines()}
    words = texts.get(spot.place, "")[spot.start : spot.end]
    if not words.strip():
        raise Refused("redaction.nothing_selected", "没有选中文字。")
    if words in token:
        raise Refused("redaction.token", "替换后的文字不能包含要隐去的内容。")
    if any(spot.overlaps(r) for r in plan.replacements):
        raise Refused("redaction.already_masked", "选中的文字有一部分已经隐去，请先撤回该处处理。")
    added = [
        Replacement(
            place=place, start=start, end=start + len(words), original=words, token=token, key=words,
            kind=FactKind.PERSON if token.endswith("某") else FactKind.PLAIN, source=Source.HUMAN, reason=reason, by=by,
        )
        for place, text in texts.items()
        for start in range(len(text))
        if text.startswith(words, start)
    ]  # fmt: skip
    free = _without_overlap(added, plan.replacements)
    left = tuple(s for s in plan.suspects if not any(s.overlaps(a) for a in free))
    kept = tuple(k for k in plan.kept if not any(k.overlaps(a) for a in free))
    return _with(plan.model_copy(update={"kept": kept}), [*plan.replacements, *free], left)


def remove_mask(plan: Plan, document: Document, replacement_id: str, *, reason: str, by: str) -> Plan:
    """Take one replacement back: over-masking is a fault too. A party's own field cannot be unmasked."""
    _told(reason, by)
    gone = next((r for r in plan.replacements if r.id == replacement_id), None)
    if gone is None:
        raise Refused("redaction.unknown", "没有这一处隐名处理，页面可能已经过期，请刷新。")
    if gone.is_field:
        raise Refused("redaction.field", "这是案件登记的当事人信息，公开时必须隐去。")
    rest = [r for r in plan.replacements if r.id != replacement_id]
    text = dict(public(document).lines())[gone.place].text
    kept = Kept(
        place=gone.place, start=gone.start, end=gone.end, text=gone.original, reason=reason, by=by,
        context=context(text, gone, [*rest, *plan.suspects]),
    )  # fmt: skip
    return _with(plan.model_copy(update={"kept": (*plan.kept, kept)}), rest, plan.suspects)


def _told(reason: str, by: str) -> None:
    if not reason.strip() or not by.strip():
        raise Refused("redaction.reason", "请写明理由：每一处人工决定都要有理由和决定人。")


def _split(plan: Plan, suspect_id: str) -> tuple[tuple[Suspect, ...], tuple[Suspect, ...]]:
    asked = next((s for s in plan.suspects if s.id == suspect_id), None)
    if asked is None:
        raise Refused("redaction.unknown", "没有这一处疑点，可能已经决定过，请刷新页面。")
    alike: Callable[[Suspect], bool] = lambda s: (s.text, s.kind) == (asked.text, asked.kind)  # noqa: E731
    return tuple(s for s in plan.suspects if alike(s)), tuple(s for s in plan.suspects if not alike(s))


def _without_overlap(added: list[Replacement], present: tuple[Replacement, ...]) -> list[Replacement]:
    free: list[Replacement] = []
    for new in added:
        if not any(new.overlaps(other) for other in (*present, *free)):
            free.append(new)
    return free


def _with(plan: Plan, replacements: list[Replacement], suspects: tuple[Suspect, ...]) -> Plan:
    return plan.model_copy(update={"replacements": numbered(replacements, plan.places), "suspects": suspects})
