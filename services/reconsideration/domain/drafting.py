"""拟稿检查: everything that keeps a draft from being a lawful decision, all at once and by section of the paper."""

from collections.abc import Iterator, Mapping, Sequence

from services.kernel.law import Law
from services.kernel.outcomes import Outcome
from services.kernel.refusal import Fault

from ..parts import Draft
from . import attached_review, committee, hearing, inquiry
from .case import CODES, Case
from .evidence import third_party_proves

# Where in the paper a fault stands (事实、理由、依据、主文、救济); what the procedure still owes comes first.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "procedure": ("procedure",),
    "facts": ("found",),
    "reasons": ("reasons", "findings"),
    "basis": ("grounds", "third_party"),
    "outcome": (
        "outcome",
        "terms",
        "perform_days",
        "effect",
        "fine_amount",
        "compensation",
        "compensation_terms",
        "remedial",
    ),
    "remedies": ("remedies",),
}
DECISION, WORSE, COMPENSATION = (
    "行政复议法 第六十一条第一款",
    "行政复议法 第六十三条第二款",
    "行政复议法 第七十二条",
)
# 罚款、强制措施、征收征用: acts that took property, so that revoking them raises the question of giving it back.
TAKING = frozenset({"coercion", "levy"})


def draft_faults(case: Case, draft: Draft, law: Law) -> list[Fault]:
    """Everything that keeps this draft from being a lawful decision, section by section."""
    outcome = CODES.outcomes.get(draft.outcome)
    if outcome is None:
        return [
            *_text_faults(draft),
            Fault("arl.outcome", "请选择决定种类。", DECISION, "outcome"),
        ]
    found = [
        *_procedure_faults(case, draft, outcome),
        *_trial_faults(case, draft),
        *_text_faults(draft),
        *_disagreements(draft, outcome),
        *_ground_faults(draft, outcome),
        *_outcome_faults(case, draft, outcome, law),
        *_change_faults(case, draft, outcome),
        *_compensation_faults(case, draft, outcome),
    ]
    order = [field for fields in SECTIONS.values() for field in fields]
    return sorted(found, key=lambda fault: order.index(_place(fault)))


def by_section(faults: Sequence[Fault]) -> Mapping[str, tuple[Fault, ...]]:
    """The faults by the section they stand in; a section without any is there too, empty."""
    return {
        section: tuple(fault for fault in faults if _place(fault) in fields) for section, fields in SECTIONS.items()
    }


def _place(fault: Fault) -> str:
    known = {field for fields in SECTIONS.values() for field in fields}
    return fault.field if fault.field in known else "procedure"


def _text_faults(draft: Draft) -> Iterator[Fault]:
    if not draft.found.strip():
        yield Fault("arl.found", "请写明经审理查明的事实。", DECISION, "found")
    if not draft.reasons.strip():
        yield Fault("arl.reasons", "请写明本机关认为的理由。", DECISION, "reasons")
    for code in draft.findings:
        if code not in CODES.defects:
            yield Fault("arl.finding", f"没有“{code}”这一瑕疵编号。", "行政复议法 第七十六条", "findings")


def _disagreements(draft: Draft, outcome: Outcome) -> Iterator[Fault]:
    """The free text may not draw the conclusion of another outcome, nor tell remedies of its own (文与决定不得矛盾)."""
    others = {word for one in CODES.outcomes.values() for word in one.says} - set(outcome.says)
    for word in sorted(others):
        said = next((form for form in _conclusions(word) if form in draft.reasons), None)
        if said is not None:
            text = f"理由中写有“{said}”，与决定种类“{outcome.title}”不一致。"
            yield Fault("arl.contradiction", text, DECISION, "reasons")
    for word in CODES.remedy_words:
        if word in draft.found or word in draft.reasons or word in draft.terms:
            text = f"正文写有“{word}”；救济告知由决定种类生成，不得另写。"
            yield Fault("arl.own_remedy", text, "行政复议法 第七十五条", "remedies")


def _conclusions(word: str) -> tuple[str, ...]:
    """How reasons conclude: 应予撤销、予以撤销、决定撤销; a word of four characters or more is a conclusion itself."""
    if len(word) >= len("责令履行"):
        return (word,)
    return tuple(f"{verb}{word}" for verb in ("应予", "应当予以", "依法予以", "决定", "应当"))


def _ground_faults(draft: Draft, outcome: Outcome) -> Iterator[Fault]:
    for code in draft.grounds:
        if code not in outcome.grounds:
            text = f"“{outcome.title}”不能以“{_ground(code)}”为理由。"
            yield Fault("arl.ground", text, outcome.cite, "grounds")
    if not draft.grounds:
        yield Fault("arl.no_ground", "请选明法定理由。", outcome.cite, "grounds")
    for code in draft.third_party:
        if code not in CODES.third_party_facts:
            yield Fault("arl.third_party_fact", f"没有“{code}”这一第三人情形。", DECISION, "third_party")


def _outcome_faults(case: Case, draft: Draft, outcome: Outcome, law: Law) -> Iterator[Fault]:
    if (wrong := _wrong_act(case, outcome)) is not None:
        yield Fault("arl.wrong_act", wrong, outcome.cite, "outcome")
    if outcome.asked_words and not any(word in case.application.claim for word in outcome.asked_words):
        text = f"申请人没有提出这一请求，不能作出“{outcome.title}”的决定。"
        yield Fault("arl.not_asked", text, outcome.cite, "outcome")
    if outcome.needs_terms and not draft.terms.strip():
        yield Fault("arl.terms", f"“{outcome.title}”须写明{outcome.terms}。", outcome.cite, "terms")
    if not outcome.needs_terms and draft.terms.strip():
        text = f"“{outcome.title}”的主文没有另写的内容，请删去。"
        yield Fault("arl.idle_terms", text, outcome.cite, "terms")
    if outcome.performs and draft.perform_days is None and _own_period(outcome.period_rule, case, law) is None:
        yield Fault("arl.perform_days", "责令履行须写明履行期限。", outcome.cite, "perform_days")
    if draft.remedial.strip() and not outcome.remedial:
        yield Fault("arl.remedial", "只有确认违法的，才能同时责令采取补救措施。", CODES.remedial.cite, "remedial")


def _wrong_act(case: Case, outcome: Outcome) -> str | None:
    """Why the outcome does not fit the conduct: inaction, agreement or act."""
    here = case.act.kind if case.act.kind in {"inaction", "agreement"} else "act"
    # What an agreement's organ did by way of an act is judged as an act (行政复议法 第十一条第十三项).
    if outcome.for_acts in {"any", here} or (here == "agreement" and outcome.for_acts == "act"):
        return None
    name = {"inaction": "不履行法定职责", "agreement": "行政协议", "act": "已作出的行政行为"}[outcome.for_acts]
    return f"“{outcome.title}”只适用于{name}案件。"


def _change_faults(case: Case, draft: Draft, outcome: Outcome) -> Iterator[Fault]:
    """不得作出对申请人更为不利的变更决定, unless a third party asked for the opposite."""
    if not outcome.never_worse:
        return
    effect, amount, was = CODES.effects.get(draft.effect), draft.fine_amount, case.act.fine_amount
    if effect is None:
        yield Fault("arl.effect", "请选明变更对申请人的影响。", WORSE, "effect")
    is_higher = amount is not None and was is not None and amount > was
    if ((effect is not None and effect.worse) or is_higher) and "opposed" not in draft.third_party:
        text = "不得作出对申请人更为不利的变更决定，但是第三人提出相反请求的除外。"
        yield Fault("arl.worse_result", text, WORSE, "fine_amount" if is_higher else "effect")
    if was is not None and amount is None:
        yield Fault("arl.fine_amount", "原行政行为有罚款，请填明变更后的数额。", WORSE, "fine_amount")
    if amount is not None and f"{amount}元" not in draft.terms.replace(",", ""):
        yield Fault("arl.amount_differs", f"变更后的内容没有写明{amount}元。", outcome.cite, "terms")


def _compensation_faults(case: Case, draft: Draft, outcome: Outcome) -> Iterator[Fault]:
    """Asked: decided in the same decision; not asked: property that was taken is given back with the revocation."""
    row = CODES.compensations.get(draft.compensation)
    is_asked = any(word in case.application.claim for word in CODES.compensation_words)
    if draft.compensation and row is None:
        yield Fault("arl.compensation", "请选明行政赔偿的处理。", COMPENSATION, "compensation")
    if row is None:
        if is_asked:
            text = "申请人一并提出行政赔偿请求，应当同时决定。"
            yield Fault("arl.compensation_asked", text, f"{COMPENSATION}第一款", "compensation")
        elif took_property(case) and draft.outcome in _returning():
            text = "撤销、变更罚款等行政行为的，应当同时写明财产的返还。"
            yield Fault("arl.property", text, f"{COMPENSATION}第二款", "compensation")
        return
    if row.outcomes and draft.outcome not in row.outcomes:
        text = f"“{outcome.title}”不能同时“{row.title}”。"
        yield Fault("arl.compensation_outcome", text, row.cite, "compensation")
    if row.asked and not is_asked:
        yield Fault("arl.compensation_unasked", "申请人没有提出行政赔偿请求。", row.cite, "compensation")
    if row.needs_terms and not draft.compensation_terms.strip():
        yield Fault("arl.compensation_terms", f"“{row.title}”须写明内容。", row.cite, "compensation_terms")


def took_property(case: Case) -> bool:
    """Whether the act took property: a fine, a levy, a seizure (行政复议法 第七十二条第二款)."""
    return case.act.kind in TAKING or (case.act.fine_amount or 0) > 0


def _returning() -> frozenset[str]:
    return frozenset(code for row in CODES.compensations.values() if row.own_motion for code in row.outcomes)


def _procedure_faults(case: Case, draft: Draft, outcome: Outcome) -> Iterator[Fault]:
    """What the procedure still owes before anyone may decide."""
    if case.reply is None and not case.evidence_barred:
        text = "被申请人的答复期限尚未届满，也未收到答复。"
        yield Fault("arl.no_reply_yet", text, "行政复议法 第四十八条", "procedure")
    if case.procedure == "ordinary" and not case.opinions:
        text = "普通程序应当当面或者通过互联网、电话等方式听取当事人的意见。"
        yield Fault("arl.not_heard", text, "行政复议法 第四十九条", "procedure")
    proves_itself = third_party_proves(case)
    if case.evidence_barred and outcome.needs_evidence and not proves_itself:
        text = "被申请人未按规定答复，视为没有证据、依据，不能作出该种决定。"
        yield Fault("arl.no_evidence", text, "行政复议法 第七十条", "outcome")
    if "G-NOREPLY" in draft.grounds and not case.evidence_barred:
        text = "被申请人已按规定答复，不能以未答复为理由。"
        yield Fault("arl.replied", text, "行政复议法 第七十条", "grounds")
    if "G-NOREPLY" in draft.grounds and proves_itself:
        text = "第三人已提供证据，不能视为没有证据、依据。"
        yield Fault("arl.third_party_proved", text, "行政复议法 第七十条", "grounds")


def _trial_faults(case: Case, draft: Draft) -> Iterator[Fault]:
    """What hearing, committee, inquiry and the review of the basis still owe, and what they bind the decision to."""
    for part in (hearing, inquiry, attached_review):
        yield from part.owed(case)
    yield from committee.departure_faults(case, draft.outcome)


def _own_period(rule: str | None, case: Case, law: Law) -> int | None:
    """The length that a rule sets where the decision names none (重新作出行政行为的期限)."""
    period = law.at(case.law_on)[rule].period if rule else None
    return period.length if period else None


def _ground(code: str) -> str:
    found = CODES.grounds.get(code)
    return found.title if found else code
