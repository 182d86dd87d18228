"""行政复议决定书: the operative part, the reasons and the notice of remedies follow from the outcome and its grounds."""

from services.chassis.paper_facts import party_line
from services.kernel.document import Document, Draft

from ..domain import CODES, Case
from .facts import Heading, facts_of, formal

NO_REPLY = "G-NOREPLY"


def decision_letter(case: Case, heading: Heading) -> Document:
    """The letter for service; the public copy is made from the same blocks (行政复议法 第七十五条)."""
    facts = facts_of(case, heading)
    draft = Draft(facts)
    for order, party in enumerate(case.applicants, 1):
        draft.party(f"applicant{order}", party_line("申请人", f"applicant{order}", party))
    draft.party("respondent", "被申请人：{respondent.name}[?，住所地{respondent.address}]。")
    draft.paragraph("opening", _opening(case))
    draft.paragraph("claim", "**申请人请求：**{case.claim}")
    draft.paragraph("applicant_says", "**申请人称：**{case.story}")
    draft.paragraph("respondent_says", _answer(case))
    draft.paragraph("found", "**经审理查明：**{decision.found}")
    draft.paragraph("reasons", "**本机关认为：**{decision.reasons}")
    draft.paragraph("basis", _basis(case))
    draft.item("operative", _operative(case))
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
    if case.draft is None or case.outcome is None:
        raise ValueError("a decision letter needs a draft")
    grounds = [CODES.grounds[code] for code in case.draft.grounds]
    cites = "、".join(dict.fromkeys(formal(ground.cite) for ground in grounds))
    return f"综上，{_conclusion(case, case.draft.grounds)}。根据{cites}的规定，本机关决定如下："


def _conclusion(case: Case, grounds: tuple[str, ...]) -> str:
    """What is found of the act, and of its maker: an act does not fail to answer, an inaction is no act."""
    of_the_organ = grounds if case.act.kind == "inaction" else tuple(code for code in grounds if code == NO_REPLY)
    said = (("被申请人作出的行政行为", [c for c in grounds if c not in of_the_organ]), ("被申请人", of_the_organ))
    return "；".join(
        subject + "；".join(CODES.grounds[code].title for code in codes) for subject, codes in said if codes
    )


def _operative(case: Case) -> str:
    if case.outcome is None:
        raise ValueError("a decision letter needs an outcome")
    return case.outcome.operative


def _remedy(case: Case, heading: Heading) -> str:
    """诉权告知: the time to sue comes from the rulebook, and the court of a decision that changes nothing from the profile.

    The trap: where the act is changed the government is sued alone, and not before that court (行政诉讼法 第十五条、
    第二十六条); which court it is depends on the grounds.
    """
    is_changed = case.outcome is None or case.outcome.corrects
    court = "有管辖权的人民法院" if is_changed else "{court.name}"
    return (
        "如不服本行政复议决定，可以自收到本行政复议决定书之日起"
        f"{heading.period('arl.suit')}内，依法向{court}提起行政诉讼。"
    )
