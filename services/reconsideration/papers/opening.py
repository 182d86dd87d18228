"""Papers of the opening (申请与受理阶段的文书): correction, refusal, dismissal, third parties."""

from services.kernel.document import Document, Draft, FactKind, Facts, Reference, fact
from services.kernel.redaction.spelling import han

from ..domain import CODES, Case
from ..domain.case import CORRECTION
from .facts import Heading, facts_of, formal

SUIT = "arl.suit_not_accepted"


def correction_notice(case: Case, heading: Heading) -> Document:
    """补正通知书: everything that is missing, named at once, and what silence means (行政复议法 第三十一条)."""
    gaps = case.correction.gaps
    draft = _draft(case, heading, *(fact(f"gap{n}", text, FactKind.FREE) for n, text in enumerate(gaps, 1)))
    draft.paragraph(
        "opening",
        "你不服{respondent.name}作出的{act.reference}，于{case.received_on}向{organ.name}提出的行政复议申请"
        "材料不齐全或者表述不清楚，需要补正下列事项：",
    )
    for order in range(1, len(gaps) + 1):
        draft.item(f"gap{order}", f"（{han(order)}）{{gap{order}}}")
    draft.paragraph(
        "limit",
        f"根据{formal('行政复议法 第三十一条')}的规定，请自收到本通知之日起{heading.period(CORRECTION, case.law_on)}内提交补正材料。"
        "有正当理由不能按期补正的，可以申请延长。",
    )
    draft.paragraph("silence", "无正当理由逾期不补正的，视为放弃行政复议申请，并记录在案。")
    return _to_applicants(
        draft, case, heading, kind="supplement_notice", title="补正行政复议申请通知书", organ=heading.body
    )


def refusal_letter(case: Case, heading: Heading) -> Document:
    """不予受理决定书: which conditions are missing, why, and which organ is competent (行政复议法 第三十条第二款)."""
    refusal = case.refusal
    competent = refusal.competent_organ if refusal else None
    name = heading.profile.organ(competent).name if competent and heading.profile.has(competent) else competent
    draft = _draft(
        case,
        heading,
        fact("refusal.reasons", refusal.reasons if refusal else None, FactKind.FREE),
        fact("competent.name", name, FactKind.ORGAN),
    )
    draft.paragraph(
        "opening", "你不服{respondent.name}作出的{act.reference}，于{case.received_on}提出行政复议申请。经审查："
    )
    _grounds(draft, refusal.grounds if refusal else (), "行政复议法 第三十条第二款", "决定不予受理该行政复议申请。")
    if competent:
        draft.paragraph("competent", "有管辖权的行政复议机关是{competent.name}，你可以向其提出申请。")
    draft.paragraph(
        "remedy",
        "法律、行政法规规定应当先申请行政复议的，可以自收到本决定书之日起"
        f"{heading.period(SUIT)}内，依法向人民法院提起行政诉讼。",
    )
    return _to_applicants(draft, case, heading, kind="refusal", title="不予受理行政复议申请决定书", organ=heading.organ)


def dismissal_letter(case: Case, heading: Heading) -> Document:
    """驳回行政复议申请决定书: found after acceptance that a condition is missing (行政复议法 第三十三条)."""
    refusal = case.refusal
    draft = _draft(case, heading, fact("refusal.reasons", refusal.reasons if refusal else None, FactKind.FREE))
    draft.paragraph(
        "opening",
        "{applicant1.name}不服{respondent.name}作出的{act.reference}申请行政复议一案（{case.number}），"
        + ("依法自{case.accepted_on}起视为受理。" if case.deemed else "本机关于{case.accepted_on}受理。")
        + "受理后审查发现：",
    )
    _grounds(draft, refusal.grounds if refusal else (), "行政复议法 第三十三条", "决定驳回该行政复议申请。")
    draft.paragraph(
        "remedy",
        f"如不服本决定，可以自收到本决定书之日起{heading.period('arl.suit')}内，依法向有管辖权的人民法院提起行政诉讼。",
    )
    return _to_applicants(draft, case, heading, kind="dismissal", title="驳回行政复议申请决定书", organ=heading.organ)


def third_party_notice(case: Case, heading: Heading) -> Document:
    """第三人参加行政复议通知书: whom the case concerns beside its parties (行政复议法 第十六条)."""
    order = len(case.third_parties)
    draft = _draft(case, heading)
    draft.paragraph(
        "opening",
        "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}），与你（单位）有利害关系。"
        f"根据{formal('行政复议法 第十六条')}的规定，你（单位）可以作为第三人参加行政复议，提出意见并提交证据。",
    )
    draft.paragraph("absence", "第三人不参加行政复议，不影响行政复议案件的审理。")
    return draft.document(
        kind="third_party_notice",
        organ=heading.body,
        title="第三人参加行政复议通知书",
        number=heading.number,
        addressee=f"{{third_party{order}.name}}",
        dated_on=heading.dated_on,
        seal=heading.body,
    )


def _draft(case: Case, heading: Heading, *extra: Reference) -> Draft:
    return Draft(Facts([*facts_of(case, heading), *extra]))


def _grounds(draft: Draft, grounds: tuple[str, ...], cite: str, ending: str) -> None:
    for order, code in enumerate(grounds, 1):
        ground = CODES.refusal_grounds[code]
        draft.item(f"ground{order}", f"（{han(order)}）{ground.title}（{formal(ground.cite)}）。")
    draft.paragraph("reasons", "{refusal.reasons}")
    draft.paragraph("operative", f"根据{formal(cite)}的规定，本机关{ending}")


def _to_applicants(  # noqa: PLR0913 - the paper's text, and its kind, title and organ
    draft: Draft, case: Case, heading: Heading, *, kind: str, title: str, organ: str
) -> Document:
    names = "、".join(f"{{applicant{order}.name}}" for order in range(1, len(case.applicants) + 1))
    return draft.document(
        kind=kind,
        organ=organ,
        title=title,
        number=heading.number,
        addressee=names,
        dated_on=heading.dated_on,
        seal=organ,
    )
