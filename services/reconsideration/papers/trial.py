"""Notices of the trial (审理阶段的文书): conversion, hearing, stay of execution, review of the basis."""

from collections.abc import Iterator

from services.kernel.document import Document, Draft, FactKind, Facts, Reference, day, fact

from ..domain import CODES, Case
from ..domain.case import BASIS_OPINION, BASIS_REPLY, ORDINARY, REPLY
from .facts import Heading, facts_of, formal

TO_ALL = "各方当事人"
TITLES = {
    "conversion_notice": "转为普通程序审理通知书",
    "hearing_notice": "听证通知书",
    "hearing_moved": "变更听证通知书",
    "stay_order": "停止执行决定书",
    "stay_lifted": "恢复执行通知书",
    "basis_notice": "规范性文件审查答复通知书",
    "basis_transfer": "规范性文件转送函",
}


def conversion_notice(case: Case, heading: Heading) -> Document:
    """简易程序转普通程序通知书: why, the new last day to decide, and how long the organ may reply."""
    clock = case.clocks.get(ORDINARY)
    extra = (day("case.due_on", heading.law.due_on(clock) if clock else None),)
    draft = _draft(case, heading, extra)
    draft.paragraph(
        "opening",
        "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}），原适用简易程序审理。"
        f"现因不宜适用简易程序，根据{formal('行政复议法 第五十五条')}的规定，经行政复议机构负责人批准，转为普通程序审理。",
    )
    draft.paragraph(
        "limit", "审理期限仍自受理之日（{case.accepted_on}）起算[?，至{case.due_on}届满；依法延长、中止的除外]。"
    )
    if case.reply is None and not case.evidence_barred:
        rule = heading.law.at(case.law_on)[REPLY["ordinary"]]
        draft.paragraph(
            "reply",
            f"被申请人可以在收到答复通知书之日起{heading.period(rule.id, case.law_on)}内提出书面答复并提交证据、依据。",
        )
    return _document(draft, heading, "conversion_notice", organ=heading.body)


def hearing_notice(case: Case, heading: Heading) -> Document:
    """听证通知书: when, where, on what, before whom, and what staying away means (行政复议法 第五十一条)."""
    draft = _draft(case, heading, tuple(_hearing(case)))
    draft.paragraph(
        "opening",
        "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}），"
        f"根据{formal('行政复议法 第五十条')}的规定，决定举行听证。",
    )
    _where(draft)
    draft.item("matters", "听证事项：{hearing.matters}")
    draft.item("panel", "听证主持人：{hearing.presiding}；听证员：{hearing.listeners}；记录员：{hearing.recorder}")
    draft.paragraph("applicant", "申请人无正当理由拒不参加听证的，视为放弃听证权利。")
    draft.paragraph("head", "被申请人的负责人应当参加听证。不能参加的，应当说明理由并委托相应的工作人员参加听证。")
    return _document(draft, heading, "hearing_notice", organ=heading.body)


def hearing_moved(case: Case, heading: Heading) -> Document:
    """变更听证通知书: the new time and place."""
    draft = _draft(case, heading, tuple(_hearing(case)))
    draft.paragraph(
        "opening", "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}）的听证变更如下："
    )
    _where(draft)
    return _document(draft, heading, "hearing_moved", organ=heading.body)


def stay_order(case: Case, heading: Heading) -> Document:
    """停止执行决定书: on which of the four grounds, from which day."""
    ground = CODES.stay_grounds[case.trial.stay.ground or ""]
    draft = _draft(case, heading, _stay(case))
    draft.paragraph(
        "opening",
        "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}），本机关经审查认为："
        f"{ground.title}。{{stay.reason}}",
    )
    draft.item(
        "operative",
        f"根据{formal(ground.cite)}的规定，本机关决定：自{{stay.from_on}}起停止执行该行政行为。",
    )
    return _document(draft, heading, "stay_order")


def stay_lifted(case: Case, heading: Heading) -> Document:
    """恢复执行通知书."""
    draft = _draft(case, heading, _stay(case))
    draft.paragraph(
        "opening",
        "本机关自{stay.from_on}起停止执行的{respondent.name}{act.reference}，停止执行的原因已经消除。{stay.reason}",
    )
    draft.item("operative", "自{stay.until_on}起恢复执行该行政行为。")
    return _document(draft, heading, "stay_lifted")


def basis_notice(case: Case, heading: Heading) -> Document:
    """规范性文件审查答复通知书: which provision, and how long the maker has (行政复议法 第五十八条)."""
    draft = _draft(case, heading, tuple(_basis(case)))
    rule = heading.law.at(case.law_on)[BASIS_REPLY]
    draft.paragraph(
        "opening",
        "本机关在审理行政复议案件（{case.number}）中，对你单位制定的{basis.document}的有关条款（{basis.provision}）进行审查。",
    )
    draft.paragraph(
        "duty",
        f"根据{formal(rule.cite)}的规定，请自收到本通知之日起{heading.period(rule.id, case.law_on)}内"
        "就相关条款的合法性提出书面答复，并提交相关材料。",
    )
    return _document(draft, heading, "basis_notice", "{basis.maker}", heading.body)


def basis_transfer(case: Case, heading: Heading) -> Document:
    """规范性文件转送函: to the organ that may deal with it, and by when it answers (第五十六条、第六十条)."""
    draft = _draft(case, heading, tuple(_basis(case)))
    rule = heading.law.at(case.law_on)[BASIS_OPINION]
    cite = "行政复议法 第五十七条" if case.trial.basis and case.trial.basis.own_motion else "行政复议法 第五十六条"
    draft.paragraph(
        "opening",
        "本机关在审理行政复议案件（{case.number}）中，需要对{basis.maker}制定的{basis.document}的有关条款（{basis.provision}）"
        f"进行审查，本机关无权处理。根据{formal(cite)}的规定，现转送你单位依法处理。",
    )
    draft.paragraph("why", "提出审查的理由：{basis.reason}")
    draft.paragraph(
        "duty",
        f"根据{formal(rule.cite)}的规定，请自收到转送之日起{heading.period(rule.id, case.law_on)}内，将处理意见回复本机关。",
    )
    return _document(draft, heading, "basis_transfer", "{basis.receiver}")


def _draft(case: Case, heading: Heading, extra: tuple[Reference, ...]) -> Draft:
    return Draft(Facts([*facts_of(case, heading), *extra]))


def _document(draft: Draft, heading: Heading, kind: str, to: str = TO_ALL, organ: str | None = None) -> Document:
    sealed = organ or heading.organ
    return draft.document(
        kind=kind,
        organ=sealed,
        title=TITLES[kind],
        number=heading.number,
        addressee=to,
        dated_on=heading.dated_on,
        seal=sealed,
    )


def _where(draft: Draft) -> None:
    draft.item("when", "时间：{hearing.on}{hearing.at}")
    draft.item("where", "地点：{hearing.place}")


def _hearing(case: Case) -> Iterator[Reference]:
    hearing = case.trial.hearing
    if hearing is None:
        raise ValueError("a notice of hearing needs a hearing")
    yield day("hearing.on", hearing.on)
    yield fact("hearing.at", f"{hearing.at:%H:%M}")
    yield fact("hearing.place", hearing.place, FactKind.FREE)
    yield fact("hearing.matters", hearing.matters, FactKind.FREE)
    yield fact("hearing.presiding", hearing.panel.presiding)
    yield fact("hearing.listeners", "、".join(hearing.panel.listeners))
    yield fact("hearing.recorder", hearing.panel.recorder)


def _stay(case: Case) -> tuple[Reference, ...]:
    stay = case.trial.stay
    return (
        day("stay.from_on", stay.from_on),
        day("stay.until_on", stay.until_on),
        fact("stay.reason", stay.reason, FactKind.FREE),
    )


def _basis(case: Case) -> Iterator[Reference]:
    review = case.trial.basis
    if review is None:
        raise ValueError("a paper on a basis needs its review")
    yield fact("basis.maker", review.maker, FactKind.ORGAN)
    yield fact("basis.receiver", review.receiver, FactKind.ORGAN)
    yield fact("basis.document", review.document, FactKind.FREE)
    yield fact("basis.provision", review.provision, FactKind.FREE)
    yield fact("basis.reason", review.reason, FactKind.FREE)
