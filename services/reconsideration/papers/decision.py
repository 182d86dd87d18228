"""行政复议决定书: the operative part, the reasons and the notice of remedies follow from the outcome and its grounds."""

from collections.abc import Iterator, Sequence

from services.chassis.paper_facts import party_line
from services.kernel.document import Document, Draft
from services.kernel.outcomes import BasisResult, Outcome

from ..domain import CODES, Case
from ..parts import Draft as Decided
from .facts import Heading, facts_of, formal

FIGURES = "一二三四五六七八九"


def decision_letter(case: Case, heading: Heading) -> Document:
    """The letter for service; the public copy is made from the same blocks (行政复议法 第七十五条)."""
    facts = facts_of(case, heading)
    draft = Draft(facts)
    for order, party in enumerate(case.applicants, 1):
        draft.party(f"applicant{order}", party_line("申请人", f"applicant{order}", party))
    draft.party("respondent", "被申请人：{respondent.name}[?，住所地{respondent.address}]。")
    for order, party in enumerate(case.third_parties, 1):
        draft.party(f"third_party{order}", party_line("第三人", f"third_party{order}", party))
    draft.paragraph("opening", _opening(case))
    draft.paragraph("claim", "**申请人请求：**{case.claim}")
    draft.paragraph("applicant_says", "**申请人称：**{case.story}")
    draft.paragraph("respondent_says", _answer(case))
    draft.paragraph("found", "**经审理查明：**{decision.found}")
    draft.paragraph("reasons", "**本机关认为：**{decision.reasons}")
    if (result := _basis_result(case)) is not None:
        draft.paragraph("basis_review", result.says)
    draft.paragraph("basis", _basis(case))
    for name, text in _numbered(operative_items(case)):
        draft.item(name, text)
    draft.paragraph("remedy", _remedy(case, heading))
    draft.paragraph("effect", "本行政复议决定书一经送达，即发生法律效力。")
    return draft.document(
        kind="decision",
        organ=heading.organ,
        title="行政复议决定书",
        number=heading.number,
        dated_on=heading.dated_on,
        seal=heading.organ,
    )


def _opening(case: Case) -> str:
    made = "于{act.made_on}" if case.act.made_on else ""
    accepted = (
        "因审查期限届满，该申请依法自{case.accepted_on}起视为受理"
        if case.deemed
        else "本机关于{case.accepted_on}依法予以受理"
    )
    return (
        f"申请人不服被申请人{made}作出的{{act.reference}}，于{{case.received_on}}提出行政复议申请，"
        f"{accepted}，现已审理终结。"
    )


def _answer(case: Case) -> str:
    if case.reply is not None and case.reply.in_time:
        return "**被申请人称：**{case.reply}"
    return "被申请人未在法定期限内提出书面答复、提交作出行政行为的证据、依据和其他有关材料。"


def _basis(case: Case) -> str:
    draft, outcome = _decided(case)
    said = [CODES.grounds[code].cite for code in _in_order(draft.grounds)]
    cites = "、".join(dict.fromkeys(formal(cite) for cite in (*said, *_added_cites(case, draft, outcome))))
    return f"综上，{_conclusion(case, _in_order(draft.grounds))}。根据{cites}的规定，本机关决定如下："


def _decided(case: Case) -> tuple[Decided, Outcome]:
    if case.draft is None or case.outcome is None:
        raise ValueError("a decision letter needs a draft")
    return case.draft, case.outcome


def _in_order(grounds: Sequence[str]) -> tuple[str, ...]:
    """As the law lists them: the same grounds always make the same sentence."""
    return tuple(code for code in CODES.grounds if code in grounds)


def _added_cites(case: Case, draft: Decided, outcome: Outcome) -> Iterator[str]:
    """The provisions of what stands beside the outcome, each named once."""
    if CODES.bans_repeat(draft.outcome, draft.grounds):
        yield CODES.repeat_ban.cite
    if (row := CODES.compensations.get(draft.compensation)) is not None and row.operative:
        yield row.cite
    if draft.remedial.strip() and outcome.remedial:
        yield CODES.remedial.cite
    if (result := _basis_result(case)) is not None:
        yield result.cite


def _conclusion(case: Case, grounds: tuple[str, ...]) -> str:
    """What is found of the act, and of its maker: an act does not fail to answer, an inaction is no act."""
    is_inaction = case.act.kind == "inaction"
    of_the_organ = [code for code in grounds if is_inaction or CODES.grounds[code].of_the_organ]
    said = (("被申请人作出的行政行为", [c for c in grounds if c not in of_the_organ]), ("被申请人", of_the_organ))
    return "；".join(
        subject + "；".join(CODES.grounds[code].title for code in codes) for subject, codes in said if codes
    )


def operative_items(case: Case) -> tuple[str, ...]:
    """决定主文, item by item: the outcome, then what is decided beside it."""
    draft, outcome = _decided(case)
    ban = CODES.repeat_ban.text if CODES.bans_repeat(draft.outcome, draft.grounds) else ""
    items = outcome.operative.replace("{ban}", ban).split("\n")
    if draft.remedial.strip() and outcome.remedial:
        items.append(CODES.remedial.text)
    if (row := CODES.compensations.get(draft.compensation)) is not None and row.operative:
        items.append(row.operative)
    if (result := _basis_result(case)) is not None and result.operative:
        items.append(result.operative)
    return tuple(items)


def _basis_result(case: Case) -> BasisResult | None:
    """What the organ's own review of a normative document came to; what another organ found is told in the reasons."""
    review = case.trial.basis
    if review is None or review.result is None or not review.competent:
        return None
    return CODES.basis_results[review.result]


def _numbered(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    for order, text in enumerate(items, 1):
        name = "operative" if order == 1 else f"operative_{order}"
        yield name, text if len(items) == 1 else f"{FIGURES[order - 1]}、{text}"


def _remedy(case: Case, heading: Heading) -> str:
    """诉权告知: the time to sue comes from the rulebook, and the court of a decision that changes nothing from the profile.

    The trap: where the act is changed the government is sued alone, and not before that court (行政诉讼法 第十五条、
    第二十六条); which court it is depends on the grounds.
    """
    draft, _ = _decided(case)
    court = "{court.name}" if CODES.keeps_result(draft.outcome, draft.grounds) else "有管辖权的人民法院"
    return (
        "如不服本行政复议决定，可以自收到本行政复议决定书之日起"
        f"{heading.period('arl.suit')}内，依法向{court}提起行政诉讼。"
    )
